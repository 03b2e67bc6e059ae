"""Which Cypher a person may run: reading only, nothing that reaches outside the graph, nothing that chokes a parser.

The stores refuse writing by themselves: this says so before anything runs, and refuses what no store's read mode does
(LOAD CSV, procedures, SHOW and TERMINATE are reading to Neo4j). What is known to be reading passes; all else does not.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from policygraph.graph.cypher import looking
from policygraph.graph.cypher.bounds import CLOSING, OPENING, check_bounds
from policygraph.graph.cypher.lexer import Token, tokens
from policygraph.model.errors import PolicyGraphError
from policygraph.model.ontology import ontology

FIRST = ("MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN", "CALL")
# Words of the reading language. Any other word is a name, and names never stand side by side, so that a clause that is
# not known here gives itself away: SHOW USERS, USE system, … RETURN n FORMAT CSV.
KEYWORDS = frozenset(
    {
        "ALL", "AND", "ANY", "AS", "ASC", "ASCENDING", "BOTH", "BY", "CALL", "CASE", "CONTAINS", "DESC", "DESCENDING",
        "DISTINCT", "ELSE", "END", "ENDS", "EXISTS", "FINISH", "FROM", "GROUP", "GROUPS", "IN", "IS", "LEADING",
        "LIMIT", "LOCAL", "MATCH", "NORMALIZED", "NOT", "OFFSET", "OPTIONAL", "OR", "ORDER", "PATH", "PATHS",
        "PROPERTY", "RETURN", "SHORTEST", "SKIP", "STARTS", "THEN", "TRAILING", "TYPED", "UNION", "UNWIND", "WHEN",
        "WHERE", "WITH", "XOR", "YIELD", "ZONED",
    }
)  # fmt: skip
# Never allowed, even where they might be names: DELETE [n][0] has no names side by side.
WRITING = frozenset(
    {
        "ALTER", "CREATE", "DELETE", "DENY", "DETACH", "DROP", "FOREACH", "GRANT", "INSERT", "LOAD", "MERGE",
        "NODETACH", "REMOVE", "RENAME", "REVOKE", "SET", "TERMINATE", "TRANSACTIONS",
    }
)  # fmt: skip
# Procedures that only describe the graph; any other may read files or the net.
PROCEDURES = frozenset({"db.labels", "db.relationshipTypes", "db.propertyKeys"})
# Those of Neo4j 5 but file, linenumber and graph.*: a function may reach out as a procedure does (apoc.load…), and some
# of kglite's own never end (text_edit_distance). Not reduce: it doubles a text or a list until memory ends.
FUNCTIONS = frozenset(
    {
        "abs", "acos", "all", "allshortestpaths", "any", "asin", "atan", "atan2", "avg", "btrim", "ceil", "char_length",
        "character_length", "coalesce", "collect", "cos", "cot", "count", "date", "datetime", "degrees", "duration",
        "e", "elementid", "endnode", "exists", "exp", "floor", "haversin", "head", "id", "isempty", "isnan", "keys",
        "labels", "last", "left", "length", "localdatetime", "localtime", "log", "log10", "lower", "ltrim", "max",
        "min", "nodes", "none", "normalize", "nullif", "percentilecont", "percentiledisc", "pi", "point", "properties",
        "radians", "rand", "randomuuid", "range", "relationships", "replace", "reverse", "right", "round",
        "rtrim", "shortestpath", "sign", "sin", "single", "size", "split", "sqrt", "startnode", "stdev", "stdevp",
        "substring", "sum", "tail", "tan", "time", "timestamp", "toboolean", "tobooleanlist", "tobooleanornull",
        "tofloat", "tofloatlist", "tofloatornull", "tointeger", "tointegerlist", "tointegerornull", "tolower",
        "tostring", "tostringlist", "tostringornull", "toupper", "trim", "type", "upper", "valuetype",
    }
)  # fmt: skip
FAMILIES = ("date.", "datetime.", "duration.", "localdatetime.", "localtime.", "point.", "time.", "vector.similarity.")
MARKS = frozenset([*OPENING, *CLOSING, *",;:.|&!%=<>+-*/^~$", ".."])

MAX_LENGTH = 10_000  # no person writes more

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]|\r(?!\n)")


@lru_cache(512)  # a page and a command ask the same again and again
def check_read_only(cypher: str) -> None:
    """Raise PolicyGraphError if `cypher` is not known to only read the graph; what asks a full-text index may only be
    our own, to the letter: who writes his own question of one can keep a server busy for long.

    >>> check_read_only("MATCH (t:Task) WHERE t.name CONTAINS 'SET' RETURN t.name")
    """
    if cypher in looking.LOOKUPS:
        return
    _check_characters(cypher)
    seen = [token for token in tokens(cypher) if token.kind != "blank"]
    check_bounds(seen)
    for i in range(len(seen)):
        _check_token(seen, i)
    if not seen or seen[0].text.upper() not in FIRST:
        asked = "；中文的问题请用“提问”，命令是 policygraph ask" if seen and not seen[0].text.isascii() else ""
        raise PolicyGraphError(f"这里只能查询：语句要以 {'、'.join(FIRST)} 开头{asked}")
    for before, token in pairwise(seen):
        if _ends_value(before) and _begins_value(token):
            raise PolicyGraphError(f"这里只能查询：看不懂“{before.text} {token.text}”，不认识的子句不能运行")


def unknown_names(cypher: str) -> dict[str, str]:
    """Labels and types that the ontology does not have, each with the one that comes nearest, or with nothing; and
    properties that it does not have where one is near: another may be a map's.

    >>> unknown_names("MATCH (d:Departmnt)-[:LEADS|HELPS]->() RETURN d.nam")
    {'Departmnt': 'Department', 'HELPS': '', 'nam': 'name'}
    >>> unknown_names("MATCH (t:任务) RETURN t.标题")
    {'任务': 'Task', '标题': 'title'}
    """
    kinds, properties = _names()
    seen = [token for token in tokens(cypher) if token.kind != "blank"]
    words = [(before.text, token.text) for before, token in pairwise(seen) if token.kind == "word"]
    labels = [name for before, name in words if before in (":", "|") and not name[0].islower()]
    owned = [name for before, name in words if before == "."]
    found = {name: _meant(name, kinds) for name in labels if name not in kinds}
    others = {name: _meant(name, properties) for name in owned if name not in properties}
    return found | {name: near for name, near in others.items() if near}


def doubts(cypher: str) -> list[str]:
    """What `unknown_names` finds, a sentence each."""
    found = unknown_names(cypher).items()
    return [f"图模型里没有 {name}{f'，是否指 {near}' if near else ''}" for name, near in found]


@cache
def _names() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Labels and types by name, each with what it is called in Chinese; and properties."""
    known = ontology()
    every = (*known.nodes.items(), *known.edges.items())
    properties = (each for _, kind in every for each in kind.properties.values())
    return {name: kind.zh for name, kind in every}, {each.name: each.zh for each in properties}


def _meant(name: str, known: Mapping[str, str]) -> str:
    """The name of what is called so, or nearly has that name."""
    called = next((each for each, zh in known.items() if zh == name), "")
    return called or next(iter(difflib.get_close_matches(name, known, n=1)), "")


def _check_characters(cypher: str) -> None:
    """Refuse what the engines read differently, so that a string or a comment ends for both where it ends here."""
    if len(cypher) > MAX_LENGTH:
        raise PolicyGraphError(f"语句太长：最多 {MAX_LENGTH} 个字符，现有 {len(cypher)} 个；长的值请用参数")
    if found := CONTROL.search(cypher):
        raise PolicyGraphError(f"语句里有看不见的控制字符 U+{ord(found.group()):04X}，请删去")
    if "\\u" in cypher:  # Neo4j turns it into the character before it looks for quotes and comments
        raise PolicyGraphError("语句里不能有反斜杠加 u 的转义，请直接写那个字")


def _check_token(seen: Sequence[Token], i: int) -> None:
    """Refuse a mark, a word or a function that no reading statement holds."""
    token = seen[i]
    if token.kind == "mark" and token.text not in MARKS:
        half = unicodedata.normalize("NFKC", token.text)
        hint = f"，请改成半角的 {half}" if half in MARKS else ""
        raise PolicyGraphError(f"Cypher 里引号之外不能有“{token.text}”（U+{ord(token.text):04X}）{hint}")
    if token.text == ";" and i + 1 < len(seen):
        raise PolicyGraphError("一次只能运行一条语句：分号之后不能再有内容")
    if token.kind == "word" and not _is_name(seen, i):
        _check_word(seen, i)
    if token.kind in ("word", "quoted") and seen[i + 1 : i + 2] == [Token("mark", "(")]:
        _check_function(seen, i)


def _check_word(seen: Sequence[Token], i: int) -> None:
    word = seen[i].text.upper()
    if word in WRITING:
        raise PolicyGraphError(f"这里只能查询：不允许 {'LOAD CSV' if word == 'LOAD' else word}")
    if word == "CALL" and (name := _procedure(seen[i + 1 :])) and name not in PROCEDURES:
        raise PolicyGraphError(f"不允许调用过程 {name}；可用的有 {'、'.join(sorted(PROCEDURES))}")


def _check_function(seen: Sequence[Token], i: int) -> None:
    """The dotted name that ends at `i`, before its bracket, is a function that only computes."""
    dotted = i > 1 and seen[i - 1].text == "."
    if seen[i].text.upper() in KEYWORDS and not dotted:
        return
    name = seen[i].text.strip("`")
    while i > 1 and seen[i - 1].text == ".":
        i -= 2
        name = f"{seen[i].text.strip('`')}.{name}"
    if name.lower() not in FUNCTIONS and name not in PROCEDURES and not name.lower().startswith(FAMILIES):
        raise PolicyGraphError(f"不能用函数 {name}：它不在允许的函数之列")


def _is_name(seen: Sequence[Token], i: int) -> bool:
    """Whether the word names a parameter, label, type, property or key, and so is no word of the language."""
    before = seen[i - 1].text if i else ""
    if before == ".":
        return i < 2 or seen[i - 2].kind != "number"  # `1.` may end an expression
    return before in ("$", ":") or (i + 1 < len(seen) and seen[i + 1].text == ":")


def _begins_value(token: Token) -> bool:
    is_name = token.kind == "word" and token.text.upper() not in KEYWORDS
    return is_name or token.kind in ("string", "quoted", "number") or token.text == "$"


def _ends_value(token: Token) -> bool:
    return token.text in CLOSING or (token.text != "$" and _begins_value(token))


def _procedure(after: Sequence[Token]) -> str:
    """The dotted name that follows CALL; empty for a subquery."""
    name = ""
    for token in after:
        if token.text in ("(", "{"):
            break
        if name and not name.endswith(".") and token.text != ".":
            break
        name += token.text.strip("`")
    return name
