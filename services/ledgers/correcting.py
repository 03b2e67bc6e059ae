"""Titles, deadlines and roles of many tasks corrected at once: a workbook that goes out, and what is changed in it.

A row carries its task's id and what stood in its yellow cells, so that what a person changed is known from what changed
in the graph meanwhile. What comes back is looked at whole before any of it becomes a decision.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from policygraph.graph.decisions.corrections import ROLES, WHAT, Unit
from policygraph.graph.decisions.decision import Decision
from policygraph.graph.decisions.homes import ALIKE
from policygraph.graph.decisions.subjects import Subject, correct, subjects
from policygraph.graph.decisions.units import Units
from policygraph.graph.ledgers.reports import Report, homes_of
from policygraph.graph.stores.store import Read, Store
from policygraph.graph.transfer.forms import file_name
from policygraph.ingest.text.deadlines import parse_deadline
from policygraph.model.errors import PolicyGraphError
from policygraph.model.words import printable
from policygraph.services import deciding
from policygraph.services.ledgers import grey, refusing, sheet
from policygraph.services.ledgers.cells import day_of
from policygraph.services.ledgers.refusing import Wrong
from policygraph.services.ledgers.sheet import HEAD, Field, Layout, Row

LAYOUT = Layout("policygraph-corrections-1", "更正表", (
    Field("n", "序号", 6), Field("policy", "政策", 24), Field("number", "编号", 8),
    Field("title", "任务标题", 34, True), Field("LEADS", "牵头单位", 24, True), Field("SUPPORTS", "配合单位", 30, True),
    Field("due_on", "完成时限", 13, True), Field("text", "原文", 60), Field("id", "任务编号", 18),
    Field("was_title", "原标题", 0), Field("was_LEADS", "原牵头", 0), Field("was_SUPPORTS", "原配合", 0),
    Field("was_due_on", "原时限", 0), Field("check", "校验", 0),
))  # fmt: skip
ADVICE = (
    "只改黄色的格，不用改的不要动。几个单位用顿号隔开，次序就是排序；图里还没有的单位，名称后面写“（新）”；"
    "没有牵头单位写“无”；没有配合单位、没有时限清空。时限写成 2030-06-30。"
)
NOTHING = ("无", "没有")
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
"""Of what day a deadline is: an earlier or later one is a slip of the hand."""
LONGEST = 300  # characters of a title


@dataclass(frozen=True, slots=True)
class Sheet:
    """Tasks that go out to be corrected; `of`: whose or of which policy they are."""

    of: str
    on: date
    tasks: Sequence[Subject]

    @property
    def file_name(self) -> str:
        return file_name(f"{self.of}任务更正表（{self.on}）", ".xlsx")


class Change(NamedTuple):
    """A cell that was changed. `since`: what stands there in the graph is not what went out: somebody changed it; None
    where nothing changed. `again`: the graph says so already."""

    cell: str
    subject: Subject
    what: str
    decision: Decision
    since: str | None = None
    again: bool = False

    @property
    def before(self) -> str:
        return self.subject.says(self.what)

    @property
    def after(self) -> str:
        return self.decision.after or ""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A workbook that came back. `ignored`: cells that are not to be filled in and were changed, for people."""

    name: str
    changes: Sequence[Change]
    tasks: int
    ignored: Sequence[str] = ()

    @property
    def new(self) -> list[Change]:
        return [each for each in self.changes if not each.again]

    @property
    def conflicts(self) -> list[Change]:
        return [each for each in self.new if each.since]

    @property
    def in_words(self) -> str:
        """How much was changed, for people."""
        changed = len({each.subject.id for each in self.new})
        again = len(self.changes) - len(self.new)
        more = f"，{again} 处图里已经是这样" if again else ""
        return f"{self.tasks} 项任务，改了 {changed} 项、{len(self.new)} 处{more}"


# --- out


def to_xlsx(out: Sheet) -> bytes:
    """The workbook."""
    book, page = sheet.new_book(LAYOUT, f"{out.of}任务更正表", ADVICE)
    for number, task in enumerate(out.tasks, start=1):
        sheet.put(page, LAYOUT, HEAD + number, _values(task, number))
    sheet.shape(page, LAYOUT, HEAD + len(out.tasks), {}, "title")
    return sheet.as_bytes(book, LAYOUT, {"on": out.on.isoformat()})


def _values(task: Subject, number: int) -> dict[str, Any]:
    says = {what: _words(task.says(what)) for what in WHAT}
    known = {
        "n": number, "policy": task.policy_title or task.source, "number": task.number or "", "text": task.text,
        "id": task.id, **says, "due_on": _as_day(says["due_on"]) or says["due_on"],
        **{f"was_{what}": words for what, words in says.items()},
    }  # fmt: skip
    return {**known, "check": LAYOUT.check(task.id, *says.values()) + grey.written(LAYOUT, known)}


def _as_day(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


# --- back


def read_sheet(read: Read, data: bytes, name: str, *, by: str) -> Corrected:
    """What a workbook says otherwise than the graph, as decisions of who takes it in (`by`).

    PolicyGraphError names the file and every cell that is wrong; nothing of such a workbook is used.
    """
    _, who, rows = sheet.opened(data, name, LAYOUT, ("on",), (*WHAT, "id"))
    found = _tasks(read, rows)
    reading = _Reading(Units(read), name, by, f"填表人：{who}" if who else "")
    wrong: list[Wrong] = []
    changes: list[Change] = []
    seen: dict[str, str] = {}
    for row in rows:
        try:
            subject = _subject(row, found, seen)
        except Wrong as error:
            wrong.append(error)
            continue
        changes += reading.changes(row, subject, wrong)
    refusing.refuse(name, wrong)
    return Corrected(name, changes, len(rows), grey.ignored(rows))


def _tasks(read: Read, rows: Sequence[Row]) -> dict[str, Subject]:
    """The tasks of rows by the ids in them: also of those that stand under another since their plan was read anew."""
    found = {each.id: each for each in subjects(read, {str(row.values["id"]) for row in rows if row.values["id"]})}
    gone = [_as_sent(row) for row in rows if row.values["id"] and str(row.values["id"]) not in found]
    homes = {sent.of: home["id"] for sent, home in homes_of(read, gone, ALIKE).items()}
    now = {each.id: each for each in subjects(read, set(homes.values()))}
    return found | {of: now[id_] for of, id_ in homes.items()}


def _as_sent(row: Row) -> Report:
    """What tells which task a row was of."""
    known = {name: _words(row.values[name]) for name in ("id", "was_title", "policy", "number")}
    return Report(known["id"], known["was_title"], "", "", "", known["policy"], known["number"] or None)


def _subject(row: Row, found: dict[str, Subject], seen: dict[str, str]) -> Subject:
    """The task of a row that is as it was written."""
    task = sheet.task_of(row, seen, str(row.values["id"] or ""), *(_words(row.values[f"was_{what}"]) for what in WHAT))
    if task not in found:
        raise refusing.gone(row.at("id"), _words(row.values["was_title"]))
    return found[task]


class _Reading(NamedTuple):
    units: Units
    name: str
    by: str
    note: str

    def changes(self, row: Row, subject: Subject, wrong: list[Wrong]) -> list[Change]:
        """What a row says otherwise; `wrong` gains what cannot be so."""
        found: list[Change] = []
        before = len(wrong)
        for what in WHAT:
            try:
                if change := self._change(row, subject, what):
                    found.append(change)
            except Wrong as error:
                wrong.append(error)
        if len(wrong) == before and (name := _in_both(subject, found)):
            wrong.append(Wrong(row.at("SUPPORTS"), f"的“{name}”也写在牵头单位里；请只留一处"))
        return found

    def _change(self, row: Row, subject: Subject, what: str) -> Change | None:
        was = _words(row.values[f"was_{what}"])
        typed = row.cell(what, _words) or ""
        if typed == was:
            return None
        units: Sequence[tuple[Unit, str]] = ()
        if what == "title":
            after = row.cell(what, _title) or ""
        elif what == "due_on":
            after = "" if typed in NOTHING else row.cell(what, _deadline) or ""
        else:
            named = None if typed in NOTHING else row.cell(what, lambda words: self.units.of_cell(str(words), subject))
            units = named or ()
            after = "、".join(full for _, full in units)
        _see_that_it_may_be_empty(row, what, typed)
        source = f"{self.name} {row.at(what)}"
        ids = [unit for unit, _ in units]
        decision = correct(subject, what, after, ids, by=self.by, source=source, note=self.note)
        now = subject.says(what)
        since = None if _words(now) == was else f"导出以后，图里改成了“{now or '无'}”"
        return Change(row.at(what), subject, what, decision, since, _words(now) == after)


def _in_both(subject: Subject, changes: Iterable[Change]) -> str | None:
    """Who would both lead and support, and does not yet."""
    has = {role: {each.id: each.name for each in subject.has(role)} for role in ROLES}
    already = has["LEADS"].keys() & has["SUPPORTS"].keys()
    for each in changes:
        if each.what in ROLES:
            has[each.what] = {unit.id: str(unit.claim["full_name"]) for unit in each.decision.correction.units}
    both = (has["LEADS"].keys() & has["SUPPORTS"].keys()) - already
    return has["LEADS"][min(both)] if both else None


def _see_that_it_may_be_empty(row: Row, what: str, typed: str) -> None:
    if typed:
        return
    if what == "title":
        raise Wrong(row.at(what), "的任务标题空了；标题不能空")
    if what == "LEADS":
        raise Wrong(row.at(what), "的牵头单位空了；确实没有牵头单位，请写“无”")


def _words(value: Any) -> str:
    """What stands in a cell, as it is compared."""
    if isinstance(value, date):
        return day_of(value, "").isoformat()
    return "" if value is None else printable(str(value)).replace("\r\n", "\n").strip()[:32_000]


def _title(value: Any) -> str:
    words = " ".join(_words(value).split())
    if not any(char.isalpha() for char in words):
        raise ValueError("标题里应有文字")
    if len(words) > LONGEST:
        raise ValueError(f"标题有 {len(words)} 字，最多 {LONGEST} 字")
    return words


def _deadline(value: Any) -> str:
    try:
        day = day_of(value, "完成时限")
    except ValueError as error:
        written = parse_deadline(str(value))  # 2026年12月底前, as plans have it
        if written is None:
            raise ValueError(f"{error}；没有时限请清空") from None
        day = written
    if not EARLIEST <= day <= LATEST:
        raise ValueError("请看年份有没有写错")
    return day.isoformat()


def chosen(corrected: Corrected, *, conflicts: bool) -> list[Change]:
    """The changes to be taken in; with `conflicts` also those of what was changed since."""
    return [each for each in corrected.new if conflicts or not each.since]


def unsure(many: Collection[Corrected]) -> Iterator[str]:
    """The conflicts of several workbooks, for people."""
    for one in many:
        for each in one.conflicts:
            yield f"{one.name} {each.cell} “{each.subject.title}”的{WHAT[each.what]}：{each.since}"


def numbered(task: Subject) -> str:
    return f"{task.number}.{task.title}" if task.number else task.title


def in_words(change: Change) -> str:
    """What a cell changes, for people."""
    return f"{numbered(change.subject)}　{WHAT[change.what]}：{change.before or '（无）'} → {change.after or '（无）'}"


def take_in(store: Store, changes: Sequence[Change]) -> list[Decision]:
    """Keep corrections together with all that follows from them. PolicyGraphError where a task has gone meanwhile."""
    there = {each.id for each in subjects(store.read, {each.subject.id for each in changes})}
    for each in changes:
        if each.subject.id not in there:
            raise PolicyGraphError(f"任务“{each.subject.title}”图里已经没有；请重新导出一份")
    return deciding.decide(store, [each.decision for each in changes]).new
