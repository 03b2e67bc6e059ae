"""Which Cypher a person may run: reading only, and nothing that reaches outside the graph.

The store refuses writing by itself; this says so before anything runs, and refuses what no store's read mode does.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from itertools import pairwise

from policygraph.errors import PolicyGraphError
from policygraph.graph.lexer import Token, tokens
from policygraph.graph.ontology import ontology

# Words that begin a writing clause, wherever they stand outside names, strings and comments.
WRITING = frozenset(
    {
        "ALTER", "CREATE", "DELETE", "DENY", "DETACH", "DROP", "FOREACH", "GRANT", "INSERT", "MERGE", "NODETACH",
        "REMOVE", "RENAME", "REVOKE", "SET", "TERMINATE", "TRANSACTIONS",
    }
)  # fmt: skip
# Procedures that only describe the graph; any other may read files or the net.
PROCEDURES = frozenset({"db.labels", "db.relationshipTypes", "db.propertyKeys"})


def check_read_only(cypher: str) -> None:
    """Raise PolicyGraphError if `cypher` would write, load files or call a procedure that is not known to be harmless.

    >>> check_read_only("MATCH (t:Task) WHERE t.name CONTAINS 'SET' RETURN t.name")
    """
    seen = [token for token in tokens(cypher) if token.kind != "blank"]
    for i, token in enumerate(seen):
        if token.text == "\\":
            raise PolicyGraphError("Cypher 里引号之外不能有反斜杠")
        word = token.text.upper()
        if token.kind != "word" or _is_name(seen, i):
            continue
        if word in WRITING:
            raise PolicyGraphError(f"这里只能查询：不允许 {word}")
        if word == "LOAD":
            raise PolicyGraphError("这里只能查询图数据库：不允许 LOAD CSV")
        if word == "CALL" and (name := _procedure(seen[i + 1 :])) and name not in PROCEDURES:
            raise PolicyGraphError(f"不允许调用过程 {name}；可用的有 {'、'.join(sorted(PROCEDURES))}")


def unknown_names(cypher: str) -> dict[str, str]:
    """Labels and types that the ontology does not have, each with the one that comes nearest, or with nothing.

    >>> unknown_names("MATCH (d:Departmnt)-[:LEADS|HELPS]->() RETURN d")
    {'Departmnt': 'Department', 'HELPS': ''}
    """
    known = [*ontology().nodes, *ontology().edges]
    seen = [token for token in tokens(cypher) if token.kind != "blank"]
    named = [
        token.text
        for before, token in pairwise(seen)
        if token.kind == "word" and before.text in (":", "|") and token.text[0].isupper()
    ]
    return {name: next(iter(difflib.get_close_matches(name, known, n=1)), "") for name in named if name not in known}


def _is_name(seen: Sequence[Token], i: int) -> bool:
    """Whether the word names a parameter, label, type, property or key, and so is no word of the language."""
    before = seen[i - 1].text if i else ""
    if before == ".":
        return i < 2 or seen[i - 2].kind != "number"  # `1.` may end an expression
    return before in ("$", ":") or (i + 1 < len(seen) and seen[i + 1].text == ":")


def _procedure(after: Sequence[Token]) -> str:
    """The dotted name that follows CALL; empty for a subquery."""
    name = ""
    for token in after:
        if token.text in "({":
            break
        if name and not name.endswith(".") and token.text != ".":
            break
        name += token.text.strip("`")
    return name
