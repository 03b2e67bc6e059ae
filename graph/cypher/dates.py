"""Dates beside texts: the same answer from both stores, and never no rows for a difference of types.

Properties of type date are DATE values. `t.due_on < '2025-12-31'` has no answer on Neo4j, which compares no date with a
text, and one on kglite, which does. Here what may be a date is turned into text where it meets a text, so that both
compare the digits; with a number or a time of day, which nobody can mean, it is an error that says how to write it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from policygraph.graph.cypher.bounds import CLOSING, OPENING
from policygraph.graph.cypher.guard import KEYWORDS
from policygraph.graph.cypher.lexer import Token, tokens
from policygraph.model.errors import PolicyGraphError
from policygraph.model.ontology import ontology

COMPARING = ("=", "<", ">", "<>", "<=", ">=", "=~", "IN", "STARTS WITH", "ENDS WITH", "CONTAINS", "+", "WHEN")
OF_TEXTS = ("STARTS WITH", "ENDS WITH", "CONTAINS", "=~")  # whatever stands after them
TEXTUAL = frozenset(
    {"left", "right", "substring", "split", "replace", "trim", "btrim", "ltrim", "rtrim", "size", "toupper", "tolower",
     "upper", "lower", "reverse", "char_length", "character_length"}
)  # fmt: skip
OF_LISTS = ("size", "reverse")  # too: there only what is plainly a property is turned
# What these give is no date, though a date stands within.
NO_DATES = TEXTUAL | {"tostring", "tostringornull", "count", "valuetype", "exists", "duration", "duration.between",
                      "duration.indays", "duration.inmonths", "duration.inseconds", "labels", "keys"}  # fmt: skip
TIMES = frozenset({"datetime", "localdatetime", "localtime", "time", "timestamp"})
ITEMS_BEGIN = frozenset({"WITH", "RETURN", "DISTINCT", "UNWIND", "YIELD", ","})
PLACE_ENDS = frozenset({"|", "WHERE", *CLOSING})


@cache
def names() -> frozenset[str]:
    """Of the properties that are dates."""
    kinds = (*ontology().nodes.values(), *ontology().edges.values())
    return frozenset(prop.name for kind in kinds for prop in kind.properties.values() if prop.type == "date")


class Dated:
    """A statement with its dates as text where they meet texts (`text`), and the way back to how it was written.

    >>> Dated("MATCH (t:Task) WHERE t.due_on < '2025-12-31' RETURN t.due_on").text
    "MATCH (t:Task) WHERE toString(t.due_on) < '2025-12-31' RETURN t.due_on"
    """

    def __init__(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> None:
        self.text = self._cypher = cypher
        self._turned: frozenset[str] = frozenset()
        if any(name in cypher for name in names()):
            kinds = frozenset((name, _kind(value)) for name, value in (parameters or {}).items())
            self.text, self._turned = _translated(cypher, kinds)

    def column(self, name: str) -> str:
        """The name of a column, which is its expression where the query gives it none."""
        if name not in self._cypher:
            for text in sorted(self._turned, key=len, reverse=True):
                name = name.replace(f"toString({text})", text)
        return name


def _kind(value: Any) -> type[str | float] | None:
    """What counts of a parameter's value: whether it is text, or texts, or a number."""
    if isinstance(value, str) or (isinstance(value, list | tuple) and any(isinstance(x, str) for x in value)):
        return str
    return float if isinstance(value, int | float) and not isinstance(value, bool) else None


@lru_cache(maxsize=1024)
def _translated(cypher: str, kinds: frozenset[tuple[str, type | None]]) -> tuple[str, frozenset[str]]:
    """The text of a statement, and what was turned in it; the same are asked again and again."""
    made = _Translation(cypher, dict(kinds))
    return made.text, frozenset(made.turned)


class _Translation:
    """A statement put into other words, with parameters of these kinds."""

    def __init__(self, cypher: str, kinds: Mapping[str, type | None]) -> None:
        self._cypher, self._kinds = cypher, kinds
        self.turned: set[str] = set()
        self._translate()

    def _translate(self) -> None:
        self._written = tokens(self._cypher)
        self._places = [i for i, token in enumerate(self._written) if token.kind != "blank"]
        self._seen = [self._written[i] for i in self._places]
        self._pairs = _pairs(self._seen)
        self._aliases: set[str] = set()
        self._find_aliases()
        given = [token.text for token in self._written]
        for first, last, function in sorted(self._found()):  # the inner of two that begin together first
            if function == "toString":
                self.turned.add(self._words(first, last))
            begin, end = self._places[first], self._places[last]
            given[begin] = f"{function}({given[begin]}"
            given[end] += ")"
        self.text = "".join(given)

    def _found(self) -> set[tuple[int, int, str]]:
        """First and last token of what is to be put into a function, and which."""
        found: set[tuple[int, int, str]] = set()
        for i, token in enumerate(self._seen):
            if token.kind not in ("mark", "word"):
                continue
            if token.text == ":" and self._is_pattern_key(i) and self._is_text(i + 1):
                found.add((i + 1, self._end(i + 1), "date"))
            elif token.text == "(" and i and (function := self._seen[i - 1].text.lower()) in TEXTUAL:
                last = self._end(i + 1)
                if self._may_be_date(i + 1, last) and (function not in OF_LISTS or last == i + 3):
                    found.add((i + 1, last, "toString"))
            elif operator := self._operator(i):
                found |= self._compared(i, operator)
        return found

    def _compared(self, i: int, operator: str) -> set[tuple[int, int, str]]:
        """Of the operator at `i`: the side that may be a date, where the other is a text."""
        right = i + len(operator.split()) if operator[0].isalpha() else i + len(operator)
        left = self._begin(i - 1)
        if operator == "WHEN" and (left == 0 or self._seen[left - 1].text.upper() != "CASE"):
            return set()
        sides = ((left, i - 1, right), (right, self._end(right), left))
        for first, last, other in sides:
            if not self._may_be_date(first, last):
                continue
            if operator in OF_TEXTS or self._is_text(other):
                if operator == "IN" and first == right:
                    raise PolicyGraphError(f"日期与文字不能用 IN 相比；请写 date({self._seen[other].text})")
                return {(first, last, "toString")}
            if operator not in ("+", "IN"):
                self._check_comparable(first, last, other)
        return set()

    def _check_comparable(self, first: int, last: int, other: int) -> None:
        """Refuse what no store compares with a date, though one of them answers."""
        date, against = self._words(first, last), self._words(other, self._end(other))
        if self._seen[other].kind == "number" or self._given(other) is float:
            raise PolicyGraphError(f"{date} 是日期，不能与数字 {against} 相比；要比年份请写 {date}.year")
        if self._seen[other].text.lower() in TIMES:
            raise PolicyGraphError(f"{date} 是日期，不能与 {against} 相比；请写 date(…)，如 date('2025-12-31')")

    # --- what stands where

    def _operator(self, i: int) -> str:
        """The comparison that begins at `i`, or nothing."""
        here = self._seen[i].text.upper()
        after = self._seen[i + 1].text if i + 1 < len(self._seen) else ""
        if here in ("STARTS", "ENDS") and after.upper() == "WITH":
            return f"{here} WITH"
        if here in "<>=" and i and self._seen[i - 1].text in ("<", ">", "=", "-"):
            return ""  # the second half of one, or an arrow
        if f"{here}{after}" in ("<>", "<=", ">=", "=~"):
            return f"{here}{after}"
        return here if here in COMPARING and i else ""

    def _is_text(self, i: int) -> bool:
        """Whether the value that begins at `i` is a text, or a list of texts."""
        if i >= len(self._seen):
            return False
        if self._seen[i].kind == "string":
            return True
        if self._seen[i].text == "[":
            return i + 1 < len(self._seen) and self._seen[i + 1].kind == "string"
        return self._given(i) is str

    def _given(self, i: int) -> type | None:
        """The kind of the parameter at `i`; None for all else."""
        if self._seen[i].text != "$" or i + 1 >= len(self._seen):
            return None
        return self._kinds.get(self._seen[i + 1].text.strip("`"))

    def _may_be_date(self, first: int, last: int) -> bool:
        if not 0 <= first <= last < len(self._seen):
            return False
        if self._seen[first + 1 : first + 2] and self._seen[first].kind == "word":
            opening = next((i for i in range(first, last + 1) if self._seen[i].text == "("), None)
            if opening is not None and self._words(first, opening - 1).lower() in NO_DATES:
                return False
        return any(self._is_date(i, last) for i in range(first, last + 1))

    def _is_date(self, i: int, last: int) -> bool:
        """Whether the token at `i` is a date's name and not followed by one of its parts, as in `t.due_on.year`."""
        token = self._seen[i]
        before = self._seen[i - 1].text if i else ""
        if before == ":" or (i + 1 <= last and self._seen[i + 1].text == "."):
            return False
        if token.kind == "string":
            return before == "[" and token.text[1:-1] in names()
        name = token.text.strip("`")
        return name in names() if before == "." else name in self._aliases

    def _find_aliases(self) -> None:
        """Variables that are made of dates: `… AS due`, `[day IN collect(t.due_on) | …]`."""
        for i, token in enumerate(self._seen):
            word = token.text.upper()
            if word == "AS" and i + 1 < len(self._seen) and self._may_be_date(self._item(i), i - 1):
                self._aliases.add(self._seen[i + 1].text.strip("`"))
            elif word == "IN" and i > 1 and self._seen[i - 2].text in ("[", "("):
                end = next((j for j in range(i, len(self._seen)) if self._seen[j].text.upper() in PLACE_ENDS), i)
                if self._may_be_date(i + 1, max(end - 1, self._end(i + 1))):
                    self._aliases.add(self._seen[i - 1].text.strip("`"))

    def _item(self, i: int) -> int:
        """Where the item of a projection begins whose AS stands at `i`."""
        while i > 0:
            before = self._seen[i - 1].text.upper()
            if before in ITEMS_BEGIN or before in OPENING:
                return i
            i = self._pairs.get(i - 1, i - 1)
        return 0

    def _begin(self, i: int) -> int:
        """Where the value begins whose last token is `i`."""
        while i > 0:
            if self._seen[i].text in CLOSING:
                i = self._pairs.get(i, 0)
                if i == 0 or not (self._seen[i - 1].kind in ("word", "quoted") or self._seen[i - 1].text in CLOSING):
                    return i
                i -= 1
            elif self._seen[i - 1].text in (".", "$"):
                i -= 1 if self._seen[i - 1].text == "$" else 2
            else:
                return i
        return max(i, 0)

    def _end(self, i: int) -> int:
        """The last token of the value that begins at `i`."""
        last = len(self._seen) - 1
        if i <= last and self._seen[i].text == "$":
            i += 1
        i = self._pairs.get(i, i)
        while i < last:
            if self._seen[i + 1].text in ("(", "["):
                i = self._pairs.get(i + 1, last)
            elif self._seen[i + 1].text == ".":
                i += 2
            else:
                break
        return min(i, last)

    def _is_pattern_key(self, i: int) -> bool:
        """Whether the colon at `i` follows a date's name in the braces of a node or a relationship."""
        if i == 0 or self._seen[i - 1].text.strip("`") not in names():
            return False
        around = sorted((a for a, b in self._pairs.items() if a < i < b), reverse=True)
        if len(around) < 2 or [self._seen[a].text for a in around[:2]] not in (["{", "("], ["{", "["]):
            return False
        before_map, before_pattern = self._seen[around[0] - 1], self._seen[around[1] - 1]
        is_call = before_pattern.kind == "word" and before_pattern.text.upper() not in KEYWORDS
        return not is_call and (before_map.kind in ("word", "quoted") or around[0] - 1 == around[1])

    def _words(self, first: int, last: int) -> str:
        """What is written from one token to another."""
        return "".join(token.text for token in self._written[self._places[first] : self._places[last] + 1])


def _pairs(seen: Sequence[Token]) -> dict[int, int]:
    """Each bracket's place → its partner's."""
    found: dict[int, int] = {}
    open_: list[int] = []
    for i, token in enumerate(seen):
        if token.text in OPENING:
            open_.append(i)
        elif token.text in CLOSING and open_:
            found[i] = open_.pop()
            found[found[i]] = i
    return found
