"""Responsibility clauses: where a text gives out work, in every notation that a regular reader understands.

A clause is a bracket that holds a role (（责任单位：A、B）, （A牵头，B配合）), lines of their own (牵头单位：A), or a
bare list of units behind a sentence. What it says is read by `roles`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policygraph.ingest.organisations import functions, unit_lists
from policygraph.ingest.organisations.unit_lists import Unit
from policygraph.ingest.places import divisions
from policygraph.ingest.roles import roles, told
from policygraph.ingest.roles.role_words import vocabulary
from policygraph.ingest.roles.roles import Assignment, ClauseContent

LONGEST = 900
"""Characters of a clause; an opening bracket without a close ends with its line."""
UNCLOSED = 300
"""Characters of such a line at most."""
_BRACKET = re.compile(r"[(\[<)\]>]")
_OTHER_WORDS = re.compile(r"[、,和及与由等\s]")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause and what it says. `start` and `end` count in the folded text, brackets included."""

    start: int
    end: int
    assignments: tuple[Assignment, ...]
    due: str | None = None
    form: str = "bracket"  # bracket | lines | prose | order


def _closings(folded: str, start: int, end: int) -> Iterator[tuple[int, int | None]]:
    """Each opening bracket and where the one that closes it ends, if any does, in the order of the openings."""
    closed: dict[int, int | None] = {}
    opened: list[int] = []
    for m in _BRACKET.finditer(folded, start, end):
        if m[0] in "([<":
            opened.append(m.start())
            closed[m.start()] = None
        elif opened:
            closed[opened.pop()] = m.end()
    return iter(closed.items())


def _brackets(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Outermost bracket pairs with a role word in them, as spans that include the brackets."""
    hint = vocabulary().hint
    done = line = start
    for at, closing in _closings(folded, start, end):
        if at < done:
            continue
        if closing is not None and closing - at <= LONGEST:
            stop = closing
        else:  # never closed: to the end of its line
            line = line if line > at else _line_end(folded, at, end)
            stop = line
            if stop - at > UNCLOSED:
                continue
        if hint.search(folded, at, stop):
            yield at, stop
        done = stop


def _lines(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Runs of lines, or the end of a paragraph, that begin with a role noun outside brackets."""
    words = vocabulary()
    i = start
    while (m := words.own_line.search(folded, i, end)) is not None:
        if roles.bracket_depth(folded, max(start, m.end() - 200), m.end()):
            i = m.end() + 1
            continue
        stop = _list_line_end(folded, m.end(), end)
        while (following := re.compile(r"[\s。]*").match(folded, stop, end)) and words.line_marker.match(
            folded, following.end(), end
        ):
            stop = _list_line_end(folded, following.end(), end)
        yield m.end(), stop
        i = stop + 1


def _closing(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence that ends its paragraph and holds units and their verbs alone: …建成6处。甲局、乙局配合."""
    verbs = "|".join(map(re.escape, vocabulary().verb_roles))
    for m in re.compile(rf"(?<=[。;!])[^。;!:\n()\[\]]{{3,120}}?(?:{verbs})(?=。?[ ]*(?:\n|$))").finditer(
        folded, start, end
    ):
        said = roles.read_clause(folded, *m.span())
        named = [unit for _, listed in said.groups for unit in listed]
        left = m[0]
        for unit in named:
            left = left.replace(folded[unit.start : unit.end], "")
        if named and _are_units(named, True) and not _OTHER_WORDS.sub("", vocabulary().verb_words.sub("", left)):
            yield m.span()


def _list_line_end(folded: str, start: int, end: int) -> int:
    """Where a list ends: with its sentence or line, or the next line where a role stands alone (牵头单位：, names)."""
    line = _line_end(folded, start, end)
    sentence = folded.find("。", start, line)
    stop = sentence if sentence >= 0 else line
    if folded[start:stop].rstrip().endswith(":"):
        following = re.compile(r"\s*").match(folded, stop, end)
        stop = _line_end(folded, following.end() if following else stop, end)
    return stop


def _line_end(folded: str, start: int, end: int) -> int:
    at = folded.find("\n", start, end)
    return at if at >= 0 else end


_LIST = re.compile(
    r"[(\[]([^()\[\]\n]{3,120}(?:[(\[][^()\[\]]*[)\]][^()\[\]\n]*)*)[)\]]|--++([^。;()\n]{3,120})(?=\s*(?:$|\n))"
)
_OPENS = re.compile(r"[(\[]|(?<!-)--")
_COUNTED = re.compile(r"[\d一二三四五六七八九十百千万余多][所处院站]$")  # 敬老院3所 is no name
_BY_DUTIES = re.compile(r"[,、\s]*(?:按照?|依)(?:各自)?(?:责任|职责|职能)(?:分工)?[,\s]*$")


@dataclass(frozen=True, slots=True)
class _BareList:
    """Units without a role word: span of the clause, the units, and the deadline that stands beside them."""

    start: int
    end: int
    units: list[Unit]
    due: str | None


def _bare_lists(folded: str, start: int, end: int) -> Iterator[_BareList]:
    """Units and at most a deadline, in a bracket or after a dash.

    It stands behind a sentence, or closes a heading line, not as a second name (县委农办（县农业农村局）).
    """
    for opening in _OPENS.finditer(folded, start, end):
        at = opening.start()
        before = folded[max(start, at - 24) : at].rstrip()
        if not before or not (m := _LIST.match(folded, at, end)):
            continue
        closes_line = m.end() >= end or folded[m.end() : m.end() + 8].lstrip(" ").startswith("\n")
        last = re.split(r"[\n。,、;:]", before)[-1]
        name_before = unit_lists.is_complete(last) and not _COUNTED.search(last)
        if before[-1] not in "。;!" and not (closes_line and m[1] and not name_before):
            continue
        list_start, list_end = m.span(1 if m[1] else 2)
        remark = roles.REMARK.search(folded, list_start, list_end)
        stop = remark.start() if remark else list_end
        if by := _BY_DUTIES.search(folded, list_start, stop):
            stop = by.start()
        due, list_start, stop = _without_deadline(folded, list_start, stop)
        listed = unit_lists.listed_units(folded, list_start, stop)
        parts = re.split(r"[、,;]", unit_lists.without_brackets(folded[list_start:stop]))
        if len(listed) >= len(parts) and _are_units(listed, before[-1] in "。;!" and closes_line):
            yield _BareList(at, m.end(), listed, due)


def _without_deadline(folded: str, start: int, end: int) -> tuple[str | None, int, int]:
    """The deadline that stands last or first in a list of units (县民政局，12月底前完成), and the list without it."""
    cuts = [i for i in range(start, end) if folded[i] in ",;"]
    if not cuts:
        return None, start, end
    if due := roles.deadline_words(folded[cuts[-1] + 1 : end]):
        return due, start, cuts[-1]
    due = roles.deadline_words(folded[start : cuts[0]])
    return due, cuts[0] + 1 if due else start, end


def _are_units(listed: list[Unit], closes: bool) -> bool:
    """Are they units, and of one at least known what it does? Of a list that `closes` a paragraph most will do, where
    the first two are (市商务委、市交通委、东航物流)."""
    known = sum(u.known for u in listed)
    sure = any(functions.function_of(u.name) or _is_of_place(u.name) for u in listed)
    if known == len(listed):
        return sure
    first = all(u.known and functions.function_of(u.name) for u in listed[:2])
    return closes and first and known * 3 >= len(listed) * 2


def _is_of_place(name: str) -> bool:
    """Is it a bureau called only by its place (云泽市局), as the office above all these bureaus calls them?"""
    found = divisions.divisions_at_start(name)
    return found is not None and not found.short and name[found.length :] in ("局", "分局")


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    said: ClauseContent
    form: str


def find_clauses(folded: str, start: int = 0, end: int | None = None) -> list[Clause]:
    """All clauses of `folded[start:end]` in order. One without units has no assignments, so that it can be counted."""
    end = len(folded) if end is None else end
    in_lines = [
        _Found(a, b, roles.read_clause(folded, a, b), "lines")
        for a, b in _lines(folded, start, end)
        if _names_role(folded, a, b)
    ]
    closing = list(_outside(in_lines, _closing(folded, start, end)))
    in_lines += [_Found(a, b, roles.read_clause(folded, a, b), "lines") for a, b in closing]
    in_lines.sort(key=lambda f: f.start)
    in_brackets = [_Found(a, b, said, "bracket") for a, b, said in told.brackets(folded, start, end)]
    for a, b in _outside(sorted([*in_lines, *in_brackets], key=lambda f: f.start), _brackets(folded, start, end)):
        inside = b - 1 if folded[b - 1] in ")]>" else b
        if _names_role(folded, a + 1, inside):
            said = roles.read_clause(folded, a + 1, inside)
            if any(listed for _, listed in said.groups) or any(m.noun for m in roles.markers(folded, a + 1, inside)):
                in_brackets.append(_Found(a, b, said, "bracket"))
    found = sorted([*in_lines, *in_brackets], key=lambda f: f.start)
    bare = {(b.start, b.end): b for b in _bare_lists(folded, start, end)}
    for at in _outside(found, bare):
        said = ClauseContent((("responsible", bare[at].units),), bare[at].due)
        in_brackets.append(_Found(*at, said, "bracket"))
    return [_clause(run, folded) for run in _runs(sorted([*in_lines, *in_brackets], key=lambda f: f.start), folded)]


def _outside(found: list[_Found], spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The spans that begin in none of `found`, which are in order."""
    starts = [f.start for f in found]
    for a, b in spans:
        at = bisect_right(starts, a) - 1
        if at < 0 or a >= found[at].end:
            yield a, b


def _names_role(folded: str, start: int, end: int) -> bool:
    return any(m.role not in ("person", "due", "with") for m in roles.markers(folded, start, end))


def _runs(found: list[_Found], folded: str) -> Iterator[list[_Found]]:
    """Clauses with nothing but blanks between them are one: （牵头单位：甲）（责任单位：乙）."""
    run: list[_Found] = []
    for f in found:
        if run and folded[run[-1].end : f.start].strip(" \n;,。"):
            yield run
            run = []
        run.append(f)
    if run:
        yield run


def _clause(run: list[_Found], folded: str) -> Clause:
    groups = [group for f in run for group in f.said.groups]
    due = next((f.said.due for f in run if f.said.due), None) or _due_behind(folded, run[-1].end)
    return Clause(run[0].start, run[-1].end, tuple(roles.assign_roles(groups)), due, run[0].form)


def find_deadline(folded: str, start: int, end: int) -> str | None:
    """The deadline on a line or in a bracket of its own, of a measure that names nobody."""
    deadlines = vocabulary().deadlines
    m = re.compile(rf"(?:^[ ·•*-]*|\()((?:{deadlines})\s?[:为][^()\n]*)", re.M).search(folded, start, end)
    return roles.read_clause(folded, m.start(1), m.end(1)).due if m else None


def _due_behind(folded: str, start: int) -> str | None:
    """The deadline of a bracket of its own behind a clause: （牵头单位：A）（完成时限：6月底）."""
    deadlines = vocabulary().deadlines
    m = re.compile(rf"\s*\(((?:{deadlines})\s?[:为][^()]*)\)").match(folded, start)
    return roles.read_clause(folded, m.start(1), m.end(1)).due if m else None
