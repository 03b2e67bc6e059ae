"""Responsibility clauses: who leads, who supports, by when, in every notation that a regular reader understands.

A clause is a bracket that holds a role (（责任单位：A、B）, （A牵头，B配合）), or lines of their own (牵头单位：A). What it says
is read into assignments by the section "Roles" of the ontology's contract. Words are in data/roles.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from policygraph.ingest import functions, units
from policygraph.ingest.units import Unit

LONGEST = 900
"""Characters of a clause; an opening bracket without a close ends with its line."""


_DEADLINE = re.compile(
    r"\d+月|\d年|年[底末内中初]|月底|季度|长期|持续|常态|常年|全年|每[年月周日]|按进度|适时|立即|即时|\d+日前"
)


# What a clause adds about all clauses: it is no part of the lists.
_REMARK = re.compile(r"[。,;(\[]\s*(?:以下(?!简称|统称)|以上|列第一|列首位|列在|排第一|排在|排名|下同|均需)")
_FOR_ALL_BELOW = re.compile(
    r"以下(?:各项|各条|所有|全部)?(?:工作|任务|措施|内容|条款)?[均都](?:需|须|应|由|要)(?P<list>[^。;()]{2,12}(?:\([^()]*\))?[^。;()]{0,8}?)"
    r"(?:具体|抓好|负责|组织)*(?:落实|推进|配合|参与|实施|执行)"
)


@dataclass(frozen=True, slots=True)
class Assignment:
    """One unit's part: `role` is "LEADS" or "SUPPORTS", `basis` "stated" or "first-listed"."""

    unit: Unit
    role: str
    basis: str = "stated"


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause and what it says. `start` and `end` count in the folded text, brackets included."""

    start: int
    end: int
    assignments: tuple[Assignment, ...]
    due: str | None = None
    form: str = "bracket"  # bracket | lines | prose


@dataclass(frozen=True, slots=True)
class _Marker:
    """A role word. What it governs stands behind a noun, before a verb."""

    start: int
    end: int
    role: str  # lead, responsible, support, guide, person, due, with
    noun: bool


@cache
def _words() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(files("policygraph.data").joinpath("roles.yaml").read_text(encoding="utf-8"))
    noun_roles = {n["stem"]: n["role"] for n in data["nouns"]}
    verb_roles = {v["stem"]: v["role"] for v in data["verbs"]}
    stems = "|".join(sorted(noun_roles, key=len, reverse=True))
    ends = "|".join(data["noun_ends"])
    manners = "|".join(data["manners"])
    tails = "|".join(data["verb_tails"])
    verbs = "|".join(sorted(verb_roles, key=len, reverse=True))
    level = r"(?:[省市县区镇乡]级|主要|主体|总|具体|共同|直接|村级)?"
    noun = (
        rf"(?P<noun>{level}(?:{stems})(?:考核|落实|协调|实施|主管|配合|和配合|\(配合\))?(?:{ends})(?:(?:及|和)?责任人)?(?:名单)?"
        rf"|(?:{stems})(?=:))"
    )
    data["marker"] = re.compile(
        rf"(?P<person>(?:{'|'.join(data['persons'])})(?=[:\s]))|(?P<due>(?:{'|'.join(data['deadlines'])})(?=[:\s为]))"
        rf"|{noun}(?:\s?[\]:为是]:?|\s|(?=\S))"
        rf"|(?P<verb>(?:{manners}|[、,])*(?:{verbs})(?:{tails})*)(?=[。.;,)\]\s]|$|下同)"
        rf"|(?P<with>会同|商同|联合(?!会|社|体|办|国|收割)|(?<=[局厅委部办府])商(?=[^务会业贸]))"
    )
    data["noun_roles"], data["verb_roles"] = noun_roles, verb_roles
    plain = noun.replace("(?P<noun>", "(?:")
    other = "|".join([*data["deadlines"], *data["persons"]])
    bullet = r"[ ·•*-]*"
    data["own_line"] = re.compile(
        rf"(?:^|(?<=[。;!])){bullet}(?=(?:{plain})(?:\s?:|\s|(?=[省市县区州旗镇]))|\[(?:{plain})\])", re.M
    )
    data["line_marker"] = re.compile(rf"{bullet}(?:(?:{plain}|{other})\s?[: ]|\[(?:{plain}|{other})\])")
    data["hint"] = re.compile("|".join(sorted({*noun_roles, *verb_roles}, key=len, reverse=True)))
    return data


def _role_of(word: str, roles: dict[str, str]) -> str:
    return roles[max((s for s in roles if s in word), key=lambda s: (word.startswith(s), len(s)))]


def _markers(folded: str, start: int, end: int) -> list[_Marker]:
    """Role words between `start` and `end` that stand where a role word can."""
    words = _words()
    found = []
    for m in words["marker"].finditer(folded, start, end):
        before = folded[max(start, m.start() - 1) : m.start()]
        boundary = not before or before in "([;,。、\n \t)]:"
        if m["person"] or m["due"]:
            if boundary:
                found.append(_Marker(m.start(), m.end(), "person" if m["person"] else "due", True))
        elif m["noun"]:
            if boundary:
                found.append(_Marker(m.start(), m.end(), _role_of(m["noun"], words["noun_roles"]), True))
        elif m["verb"]:
            if before == "(" and folded[m.end() : m.end() + 1] == ")":
                continue  # 区水利局(牵头): said of one name, see units
            word = re.sub(r"^[、,]+", "", m["verb"])
            found.append(_Marker(m.start(), m.end(), _role_of_verb(word), False))
        elif m["with"] and units.is_complete(re.split(r"[、,;。(]", folded[start : m.start()])[-1].strip()):
            found.append(_Marker(m.start(), m.end(), "with", False))
    return found


def _role_of_verb(word: str) -> str:
    """牵头负责 leads; 负责落实 is responsible; 指导落实 guides: the strongest stem decides."""
    roles = _words()["verb_roles"]
    for role in ("lead", "support", "guide", "responsible"):
        if any(stem in word for stem, r in roles.items() if r == role):
            return role
    return "responsible"


def read(folded: str, start: int, end: int) -> tuple[list[Assignment], str | None]:
    """What `folded[start:end]`, the inside of a clause, says: assignments and the deadline as written."""
    groups: list[tuple[str, list[Unit]]] = []
    rest: list[tuple[int, int]] = []
    remark = _REMARK.search(folded, start, end)
    end = remark.start() if remark else end
    markers = _markers(folded, start, end)
    position = start
    for i, mark in enumerate(markers):
        if mark.start < position:
            continue
        if mark.role in ("due", "person"):
            rest.append((position, mark.start))
            ends = [at for at in (folded.find(c, mark.end, end) for c in ";\n") if at >= 0]
            position = min([end, *ends, *(n.start for n in markers[i + 1 :] if n.noun)])
            if mark.role == "due":
                rest.append((mark.end, position))
        elif mark.noun:
            rest.append((position, mark.start))
            following = markers[i + 1] if i + 1 < len(markers) else None
            stop = _list_end(folded, mark.end, following.start if following else end)
            if following and not following.noun:
                cut = max(folded.rfind(c, mark.end, following.start) for c in ",;")
                stop = min(stop, cut) if cut > 0 else stop
            groups.append((mark.role, units.parse(folded, mark.end, stop)))
            position = stop
        else:
            begin = max(
                position, folded.rfind("。", position, mark.start) + 1, folded.rfind("由", position, mark.start) + 1
            )
            listed = units.parse(folded, begin, mark.start)
            if not any(u.known for u in listed):  # 持续推进: the words before a verb need not be names
                rest.append((begin, mark.end))
                listed = []
            groups.append(("before-with" if mark.role == "with" else mark.role, listed))
            position = mark.end
    rest.append((position, end))
    return assign_roles(_joined(groups)), _deadline(folded, rest)


def _list_end(folded: str, start: int, end: int) -> int:
    """A list ends at its first full stop."""
    at = folded.find("。", start, end)
    return at if at >= 0 else end


def _joined(groups: list[tuple[str, list[Unit]]]) -> list[tuple[str, list[Unit]]]:
    """A会同B负责: A leads and B supports, whatever the verb behind them."""
    joined: list[tuple[str, list[Unit]]] = []
    after_with = False
    for role, listed in groups:
        if role == "before-with":
            joined.append(("support" if after_with else "lead", listed))
            after_with = True
        elif after_with and listed:
            joined.append(("support", listed))
            after_with = False
        else:
            joined.append((role, listed))
    return joined


def assign_roles(groups: list[tuple[str, list[Unit]]]) -> list[Assignment]:
    """Roles as the ontology's contract defines them."""
    groups = units.carry_prefix(groups)
    by_role: dict[str, list[Unit]] = {"lead": [], "responsible": [], "support": [], "guide": []}
    for role, listed in groups:
        for u in listed:
            by_role["lead" if u.leads else role].append(u)
    lead, responsible, support, guide = (by_role[r] for r in ("lead", "responsible", "support", "guide"))
    if not lead and not responsible and guide:
        responsible, guide = guide, []
    basis = "stated"
    if not lead and responsible:
        if support or (guide and len(responsible) == 1):
            lead, responsible = responsible, []
        else:
            lead, responsible, basis = responsible[:1], responsible[1:], "first-listed"
    found: dict[str, Assignment] = {}
    for u in lead:
        found.setdefault(u.name, Assignment(u, "LEADS", basis))
    for u in [*responsible, *support, *guide]:
        found.setdefault(u.name, Assignment(u, "SUPPORTS"))
    return list(found.values())


def _deadline(folded: str, rest: list[tuple[int, int]]) -> str | None:
    """The deadline among what is neither role nor unit."""
    for start, end in rest:
        for piece in re.split(r"[,;。\n]", folded[start:end]):
            words = piece.strip(" :()[]")
            if words and _DEADLINE.search(words) and len(words) <= 40:
                return words
    return None


def _brackets(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Outermost bracket pairs with a role word in them, as spans that include the brackets."""
    hint = _words()["hint"]
    i = start
    while (m := re.compile(r"[(\[<]").search(folded, i, end)) is not None:
        depth, j = 0, m.start()
        stop = min(end, m.start() + LONGEST)
        while j < stop:
            depth += folded[j] in "([<"
            depth -= folded[j] in ")]>"
            j += 1
            if depth == 0:
                break
        if depth:  # never closed: to the end of its line
            line = folded.find("\n", m.start(), end)
            j = line if line >= 0 else end
            if j - m.start() > 300:
                i = m.start() + 1
                continue
        if hint.search(folded, m.start(), j):
            yield m.start(), j
        i = j


def _lines(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Runs of lines, or the end of a paragraph, that begin with a role noun outside brackets."""
    words = _words()
    i = start
    while (m := words["own_line"].search(folded, i, end)) is not None:
        if _inside_bracket(folded, max(start, m.end() - 200), m.end()):
            i = m.end() + 1
            continue
        stop = _list_line_end(folded, m.end(), end)
        while (following := re.compile(r"\s*").match(folded, stop, end)) and words["line_marker"].match(
            folded, following.end(), end
        ):
            stop = _list_line_end(folded, following.end(), end)
        yield m.end(), stop
        i = stop + 1


def _inside_bracket(folded: str, start: int, at: int) -> bool:
    """Is a bracket that was opened after `start` still open at `at`?"""
    depth = 0
    for c in folded[start:at]:
        depth = depth + 1 if c in "([" else max(0, depth - 1) if c in ")]" else depth
    return depth > 0


def _list_line_end(folded: str, start: int, end: int) -> int:
    """Where a line ends, with the next one where the role stands alone on it (牵头单位：, then the names)."""
    stop = _line_end(folded, start, end)
    if folded[start:stop].rstrip().endswith(":"):
        following = re.compile(r"\s*").match(folded, stop, end)
        stop = _line_end(folded, following.end() if following else stop, end)
    return stop


def _line_end(folded: str, start: int, end: int) -> int:
    at = folded.find("\n", start, end)
    return at if at >= 0 else end


def _bare_lists(folded: str, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    """Units and nothing else behind a sentence, in a bracket or after a dash: span of the clause and of its list."""
    for m in re.compile(
        r"(?<=[。;!])\s*(?:\(([^()\n]{3,120}(?:\([^()]*\)[^()\n]*)*)\)|--+([^。;()\n]{3,120}))(?=\s*(?:$|\n))"
    ).finditer(folded, start, end):
        group = 1 if m[1] else 2
        listed = units.parse(folded, m.start(group), m.end(group))
        parts = re.split(r"[、,;]", units.without_brackets(m[group]))
        if (
            listed
            and len(listed) >= len(parts)
            and all(u.known for u in listed)
            and any(functions.function_of(u.name) for u in listed)
        ):
            yield m.start(), m.end(), m.start(group), m.end(group)


def find(folded: str, start: int = 0, end: int | None = None) -> list[Clause]:
    """All clauses of `folded[start:end]` in order. One without units has no assignments, so that it can be counted."""
    end = len(folded) if end is None else end
    found = [Clause(a, b, *_frozen(read(folded, a, b)), "lines") for a, b in _lines(folded, start, end)]
    for a, b in _brackets(folded, start, end):
        inside = b - 1 if folded[b - 1] in ")]>" else b
        markers = _markers(folded, a + 1, inside)
        if any(m.role not in ("person", "due", "with") for m in markers) and not _covered(found, a):
            assignments, due = read(folded, a + 1, inside)
            if assignments or any(m.noun for m in markers):
                found.append(Clause(a, b, tuple(assignments), due))
    for a, b, list_start, list_end in _bare_lists(folded, start, end):
        if not _covered(found, a):
            found.append(
                Clause(a, b, tuple(assign_roles([("responsible", units.parse(folded, list_start, list_end))])))
            )
    return sorted(found, key=lambda c: c.start)


def _covered(found: list[Clause], start: int) -> bool:
    return any(c.start <= start < c.end for c in found)


def _frozen(said: tuple[list[Assignment], str | None]) -> tuple[tuple[Assignment, ...], str | None]:
    return tuple(said[0]), said[1]


def said_for_all_below(folded: str) -> tuple[list[Assignment], int, int] | None:
    """以下均需某某落实，不再列出: whom every later clause has beside those it lists, and the span that says so."""
    m = _FOR_ALL_BELOW.search(folded)
    listed = [u for u in units.parse(folded, m.start("list"), m.end("list")) if u.known] if m else []
    return ([Assignment(u, "SUPPORTS") for u in listed], m.start(), m.end()) if m and listed else None
