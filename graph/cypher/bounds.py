"""What a statement may not be, because no engine stops it: too deep for a parser, or a loop within one expression.

Limits of time and rows cut off everything else. Measured on kglite 0.21 and Neo4j 5.26, which look at the clock between
rows, not within an expression; kglite not within a subquery's list of patterns either.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from policygraph.graph.cypher.lexer import Token
from policygraph.model.errors import PolicyGraphError

# No person writes more, and more overflows the stack of kglite or keeps Neo4j's planner busy for minutes.
MAX_DEPTH = 32  # brackets of any kind in each other
MAX_BLOCKS = 8  # { } in each other: the planner's work doubles with each
MAX_RUN = 64  # of one mark or word, one after the other or every other: NOT NOT NOT, a.b.c, :A:B:C
MAX_COUNTS = {"(": 128, "[": 128, "{": 128, "CASE": 64, "XOR": 64, "UNION": 24}
MAX_LOOPS = 2  # any(x IN …), [x IN …] and the like in each other
MAX_RANGE = 10_000  # within an expression; UNWIND range(…) may be of any length
MAX_REPLACES = 4  # each may multiply a text by itself
OPENING, CLOSING = ("(", "[", "{"), (")", "]", "}")
SUBQUERIES = ("EXISTS", "COUNT", "COLLECT")


def check_bounds(seen: Sequence[Token]) -> None:
    """Raise PolicyGraphError if a statement, given without its blanks, is more than the engines can stop."""
    _check_size(seen)
    _check_brackets(seen)
    _check_ranges(seen)
    if sum(token.text.lower() == "replace" for token in seen) > MAX_REPLACES:
        raise PolicyGraphError(f"语句太复杂：最多用 {MAX_REPLACES} 次 replace")


def _check_size(seen: Sequence[Token]) -> None:
    """Refuse what is deeper, longer or more than anything a person writes."""
    depth = blocks = 0
    runs: dict[str, tuple[int, int]] = {}  # of each mark and word: where it was last, and how often in a row till there
    for i, (kind, text) in enumerate(seen):
        depth += (text in OPENING) - (text in CLOSING)
        blocks += (text == "{") - (text == "}")
        if depth > MAX_DEPTH or blocks > MAX_BLOCKS:
            raise PolicyGraphError(f"语句太复杂：括号最多套 {MAX_DEPTH} 层，花括号最多套 {MAX_BLOCKS} 层")
        if kind in ("mark", "word") and text != ",":
            last, run = runs.get(text.upper(), (i, 0))
            run = run + 1 if i - last <= 2 else 1
            runs[text.upper()] = i, run
            if run > MAX_RUN:
                raise PolicyGraphError(f"语句太复杂：接连有 {MAX_RUN} 个以上的 {text}")
    counts = Counter(token.text.upper() for token in seen)
    for text, most in MAX_COUNTS.items():
        if counts[text] > most:
            raise PolicyGraphError(f"语句太复杂：最多 {most} 个 {text}，现有 {counts[text]} 个")


def _check_brackets(seen: Sequence[Token]) -> None:
    """Loops in loops, and several patterns in one MATCH of a subquery, which multiply."""
    open_: list[str] = []  # for each open bracket what it is: a loop, a subquery's patterns, or neither
    for i, token in enumerate(seen):
        if token.text in OPENING:
            open_.append(_bracket(seen, i))
            if open_.count("loop") > MAX_LOOPS:
                raise PolicyGraphError(f"语句太复杂：列表里的循环最多套 {MAX_LOOPS} 层，请用 UNWIND 改写")
        elif token.text in CLOSING and open_:
            open_.pop()
        elif open_:
            open_[-1] = _after_word(open_[-1], token.text.upper())


def _bracket(seen: Sequence[Token], i: int) -> str:
    """What the bracket that opens at `i` holds."""
    if [each.text.upper() for each in seen[i + 2 : i + 3]] == ["IN"]:
        return "loop"
    subquery = seen[i].text == "{" and i > 0 and seen[i - 1].text.upper() in SUBQUERIES
    return "patterns" if subquery else ""


def _after_word(bracket: str, word: str) -> str:
    """What a bracket holds from this word on."""
    if bracket == "patterns":
        if word == ",":
            raise PolicyGraphError("EXISTS、COUNT 里的 MATCH 不能用逗号列几条路径；请各写一个 MATCH")
        return "after patterns" if word in ("WHERE", "WITH", "RETURN", "UNWIND") else bracket
    return "patterns" if bracket == "after patterns" and word == "MATCH" else bracket


def _check_ranges(seen: Sequence[Token]) -> None:
    """Long lists of numbers within an expression, over which a loop would run."""
    for i, token in enumerate(seen):
        if token.text.lower() != "range" or (i and seen[i - 1].text.upper() == "UNWIND"):
            continue
        depth = 0
        for each in seen[i + 1 :]:
            depth += (each.text in OPENING) - (each.text in CLOSING)
            if depth <= 0:
                break
            if each.kind == "number" and _number(each.text) > MAX_RANGE:
                raise PolicyGraphError(f"range 在表达式里最多到 {MAX_RANGE}；更长的请写 UNWIND range(…)")


def _number(text: str) -> float:
    try:
        return float(int(text, 0))
    except ValueError:
        return float(text.replace("_", ""))
