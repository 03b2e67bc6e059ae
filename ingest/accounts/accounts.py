"""A document accounted for: how many of its names, roles, figures, dates and titles were used, how many were set aside
and why, and which are unread; from that its share, and what it is called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from policygraph.ingest.accounts.asides import Asides
from policygraph.ingest.accounts.names import find_labels, find_names
from policygraph.ingest.accounts.spans import Span, Spans
from policygraph.ingest.accounts.words import share_words
from policygraph.ingest.citations.cited import Citation
from policygraph.ingest.figures.targets import TargetSpan
from policygraph.ingest.head.head import Head
from policygraph.ingest.measures.milestones import Step
from policygraph.ingest.measures.part_figures import PassedFigure
from policygraph.ingest.measures.parts import Given, Part
from policygraph.ingest.organisations import functions
from policygraph.ingest.organisations.unit_lists import Unit
from policygraph.ingest.places import divisions
from policygraph.ingest.text import genres
from policygraph.ingest.text.cleaned import Cleaned
from policygraph.ingest.text.date_points import is_there
from policygraph.ingest.text.unread import UnreadSpan

USED, UNREAD = "used", "unread"
CELL = 200
"""Characters of a table that no rule knows, for which one role is lost."""

_DATE = re.compile(r"\d(?:\d{3}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d?月(?:[底末]|\d{1,2}日))")
_DAY = re.compile(r"(?:(\d{4})年)?(?<!\d)(\d{1,2})月(\d{1,2})日")
_TITLE = re.compile(r"《[^《》\n]{2,80}》")
_NUMBER_LINE = re.compile(r"^ *[一-鿿]{1,12}\[\d{4}\] ?\d+ ?号 *$", re.M)
_DEMAND = re.compile(r"(?:^|[。,;:\n])\s*(?:恳|务|敬)?请(?!示)(?P<what>[^。,;\n]{4,})[^。;\n]*", re.M)
_ROLES = frozenset(("clause-without-units", "clause-without-task", "unknown-role", "role-in-prose"))
_FIGURES = frozenset(("figure-without-indicator", "figure-blank"))
_WORD = re.compile(r"[一-鿿]{2}")
_TABLES = frozenset(("table", "table-row"))
_TOLD = frozenset(("column", "share-unsure", "day-unsure"))
"""What a ledger tells and no rule reads: few as these are beside its rows, its tasks stand otherwise than it says."""
_GIVE_WORK = genres.GIVE_WORK | {"minutes", "table"}
_STATE_POLICY = genres.GIVE_WORK | genres.TELL_OF_OTHERS | {"regulation"}
# 各市、县(区)财政局 cut at its 、, and the second half of it.
_CUT = re.compile(r"各(?:设区)?[省市县区州旗乡镇]")
_REST = re.compile(r"[、]\s?(?:[省市县区旗州镇(\[]|[一-鿿]{2,4}(?:新区|示范区|开发区))")
_CUT_OFF = re.compile(r"[省市县区旗](?:\([省市县区旗、]+\)|\[[省市县区旗、]+\]).+")
_NO_NAME = re.compile(r"\d月|\d日|\d[::]|收款|开户")
# Offices within a bureau (规划科, 办公室) are called by what they do in the words of the bureau.
_GOVERNS = re.compile(r"(?:局|厅|委|办|部|处|(?<!实验)(?<!^办公)室|(?<!^..)科|组|署)$")


@dataclass(frozen=True, slots=True)
class Understood:
    """What the rules made of a document, of which account is given."""

    cleaned: Cleaned
    head: Head
    parts: Sequence[Part]
    targets: Sequence[tuple[int, TargetSpan]]
    passed: Sequence[PassedFigure]
    milestones: Sequence[tuple[int, Step]]
    citations: Sequence[Citation]
    unread: Sequence[UnreadSpan]


@dataclass(frozen=True, slots=True)
class Account:
    """`share`: how much of what counts was used, from 0 to 1. `state`: what that is called. `kept`: how many were used,
    unread, or set aside, by reason. `unread`: the places that no rule has noted yet."""

    share: float
    state: str
    kept: Mapping[str, int]
    unread: tuple[UnreadSpan, ...]


def state_of(share: float, lost: float = 0.0, *, all_told: bool = True) -> str:
    """What a document of that share is called, of which so much was lost by weight; none is called read whole of which
    not `all_told`."""
    states = list(share_words().states.items())
    at = next(i for i, (_, called) in enumerate(states) if share >= called.least)
    return states[max(at if lost >= states[at][1].lost else at - 1, not all_told)][0]


def account(read: Understood) -> Account:
    """Account for every name, role, figure, date and title of a document."""
    book = _Book(read, read.cleaned.folded)
    book.enter_head()
    book.enter_work()
    book.enter_rest()
    share = book.share()
    told = not any(each.kind in _TOLD for each in read.unread)
    return Account(share, state_of(share, book.lost, all_told=told), dict(+book.kept), tuple(book.unread))


@dataclass(slots=True)
class _Book:
    """An account that is being drawn up. `used` and `lost`: what counts, by weight; `own`: what the words are worth
    of a file in which another document begins, half of which are said of the wrong one."""

    read: Understood
    folded: str
    used: float = 0.0
    lost: float = 0.0
    own: float = 1.0
    kept: Counter[str] = field(default_factory=Counter)
    unread: list[UnreadSpan] = field(default_factory=list)
    noted: Spans = field(init=False)

    def __post_init__(self) -> None:
        self.noted = Spans(_spans(u for u in self.read.unread if not u.kind.startswith("figure")))

    def share(self) -> float:
        """1 where nothing counts."""
        return round(self.own * self.used / (self.used + self.lost), 3) if self.used + self.lost else self.own

    def use(self, kind: str, number: int = 1) -> None:
        self.used += share_words().weights[kind] * number
        self.kept[USED] += number

    def lose(self, kind: str, number: int = 1) -> None:
        self.lost += share_words().weights[kind] * number
        self.kept[UNREAD if kind != "task-without-unit" else kind] += number

    def aside(self, why: str, number: int = 1) -> None:
        self.kept[why] += number

    def note(self, kind: str, start: int, end: int) -> None:
        """A place to look at, but where a rule has noted one already."""
        if not self.noted.touch(start, end):
            self.unread.append(UnreadSpan(kind, start, end))

    def enter_head(self) -> None:
        """What the head of a policy says of it; where in the file the head of another stands."""
        head = self.read.head
        if head.genre in _STATE_POLICY:
            for found in (head.policies, head.issuer, head.issued_on):
                (self.use if found else self.lose)("head")
        first = next((p.start for p in self.read.parts if p.kind == "task"), len(self.folded))
        number = (head.number or "").translate(str.maketrans("〔〕", "[]"))
        for m in _NUMBER_LINE.finditer(self.folded, first):
            if m[0].replace(" ", "") != number:
                self.own = min(0.9, (1 + m.start() / len(self.folded)) / 2)
                self.note("another-document", *m.span())
                break

    # --- who does what

    def enter_work(self) -> None:
        """Tasks, roles and units: those in clauses that were read, and those anywhere else."""
        parts, noted = self.read.parts, self.read.unread
        given = [each for part in parts for each in part.assigned]
        tasks = [part for part in parts if part.kind == "task"]
        self.use("task", len(tasks))
        self.use("section", len(parts) - len(tasks))
        self.use("role", len({(start, end) for _, start, end, _ in given}))
        self.units(a.unit for a, *_ in given)
        if self.read.head.genre in genres.GIVE_WORK:
            self.lose("task-without-unit", sum(not (task.assigned or task.has_children) for task in tasks))
        for each in noted:
            self.lose_noted(each)
        self.elsewhere(given)
        if self.read.head.genre in _GIVE_WORK:
            self.demands(Spans(_spans(tasks)))

    def lose_noted(self, each: UnreadSpan) -> None:
        """What was noted as unread: a role, a duty of a norm, a table, a cell with a figure."""
        if each.kind in _ROLES:
            self.lose("role")
        elif each.kind == "duty-of-a-norm":
            self.lose("norm")
        elif each.kind in _TABLES and _WORD.search(self.folded, each.start, each.end):
            self.lose("role", 1 + (each.end - each.start) // CELL)
        elif each.kind in _TABLES or each.kind in _TOLD:
            self.lose("figure")

    def units(self, found: Iterable[Unit]) -> None:
        """Units with work. One whose name nobody knows, or that is a piece of a name, may be another."""
        told: set[str] = set()
        for unit in found:
            if not self.is_doubtful(unit):
                self.use("unit")
                continue
            self.lose("unit")
            if unit.name not in told:
                self.note("unit-unsure", unit.start, unit.end)
            told.add(unit.name)

    def is_doubtful(self, unit: Unit) -> bool:
        """Is it no name at all, a piece of one, or an office of which nothing tells what it does?"""
        if not unit.known:
            place = divisions.divisions_at_start(unit.name)
            return not (place and place.length == len(unit.name))
        if _CUT_OFF.fullmatch(unit.name) or (_CUT.fullmatch(unit.name) and _REST.match(self.folded, unit.end)):
            return True
        if _NO_NAME.search(unit.name):
            return True
        return unit.kind == "unit" and bool(_GOVERNS.search(unit.name)) and functions.function_of(unit.name) is None

    def elsewhere(self, given: Sequence[Given]) -> None:
        """Names of units and nouns of roles outside the clauses that were read."""
        counted = [u for u in self.read.unread if u.kind == "duty-of-a-norm" or u.kind in _TABLES]
        clauses = [*((a, b) for _, a, b, _ in given), *((a.unit.start, a.unit.end) for a, *_ in given)]
        known = Spans([*clauses, *_spans(counted)])
        heads = Spans(_spans(self.read.cleaned.grids))
        self.labels(known, heads)
        asides = Asides(self.folded, self.read.head, self.read.parts)
        who_is_who = Spans(_spans(self.read.cleaned.tables))
        named = self.names_of_rows()
        at_work = {self.folded[a.unit.start : a.unit.end] for a, *_ in given}
        for names in find_names(self.folded):
            if known.touch(names.start, names.end):
                continue
            again = heads.touch(*names.units[0]) and all(self.folded[a:b] in at_work for a, b in names.units)
            again = again or named.touch(names.start, names.end)
            why = "told" if again else "members" if who_is_who.touch(names.start, names.end) else asides.reason(names)
            if why:
                self.aside(why, len(names.units))
            else:
                self.lose("role")
                self.lose("unit", len(names.units))
                self.note("unit-unplaced", names.start, names.end)

    def names_of_rows(self) -> Spans:
        """What a ledger calls its tasks, where a column says who does them: a unit in such a name is given no work."""
        return Spans(part.title_span(self.folded) for part in self.read.parts if part.told and part.assigned)

    def labels(self, known: Spans, heads: Spans) -> None:
        """Nouns of roles that stand in no clause that was read, and over no column."""
        for start, end in find_labels(self.folded):
            if known.touch(start, end) or heads.touch(start, end):
                continue
            if self.read.head.genre == "bulletin":  # it tells whose the work is that another document gives
                self.aside("genre")
            else:
                self.lose("role")
                self.note("role-unplaced", start, end)

    def demands(self, tasks: Spans) -> None:
        """What is asked for outside the tasks (请于6月底前反馈), but for how such papers close."""
        closing = share_words().closing
        for m in _DEMAND.finditer(self.folded):
            start, end = m.span("what")
            if not tasks.touch(start, end) and not closing.search(m[0]):
                self.lose("role")
                self.note("demand", start - 1, end)

    # --- figures, dates, titles

    def enter_rest(self) -> None:
        read = self.read
        self.use("figure", len(read.targets))
        self.aside("no-target", len(read.passed))
        self.lose("figure", sum(each.kind in _FIGURES for each in read.unread))
        self.use("citation", len(read.citations))
        self.lose("citation", sum(each.kind == "unnamed-policy" for each in read.unread))
        cited = Spans([*_spans(read.citations), *_spans(read.head.policies)])
        self.aside("no-policy", sum(not cited.touch(*m.span()) for m in _TITLE.finditer(self.folded)))
        dated = [*_spans(s for _, s in read.milestones), *_spans(t for _, t in read.targets)]
        dated += [(start, end) for part in read.parts for _, start, end, _ in part.assigned if part.due]
        by = Spans(dated)
        for m in _DATE.finditer(self.folded):
            if by.touch(*m.span()):
                self.use("date")
            else:
                self.aside("no-deadline")
        for m in _DAY.finditer(self.folded):
            if not is_there(*(int(part) if part else None for part in m.groups())):
                self.lose("date")
                self.note("no-such-day", *m.span())


def _spans(found: Iterable[object]) -> list[Span]:
    return [(each.start, each.end) for each in found]  # type: ignore[attr-defined]
