"""Forms that bureaus filled in: read back, looked at before anything is taken in, and taken in whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from policygraph.graph.ledgers.lines import lines_of
from policygraph.graph.ledgers.reports import Report, all_reports, homes_of, report, wrong_day
from policygraph.graph.ledgers.standing import FINISHED, Line, stand
from policygraph.graph.stores.store import Read
from policygraph.model.errors import PolicyGraphError
from policygraph.model.words import percent
from policygraph.services.ledgers import grey, refusing, sheet
from policygraph.services.ledgers.cells import day_of, share_of
from policygraph.services.ledgers.form import LAYOUT, check_of_words, last_of, reported_states
from policygraph.services.ledgers.refusing import OF, Wrong
from policygraph.services.ledgers.sheet import Row

FILLED = ("state", "share", "text", "problem")  # by which it is told that a row was filled in
TELLING = ("share", "state", "text", "problem")  # by the first of these that is filled in a row is named
SAID = ("state", "share", "problem", "text", "as_of", "of")


class Change(NamedTuple):
    """A row that was filled in. `since`: why it is to be looked at, for people: somebody told something since the form
    went out, or less is done than was told before; None where it need not be. `again`: the same was taken in before."""

    cell: str
    report: Report
    line: Line
    since: str | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Returned:
    """A form that came back, of the bureau `department`. `ignored`: cells that are not to be filled in and were
    changed, with what became of them, for people."""

    name: str
    department: str
    changes: Sequence[Change]
    left_blank: int
    ignored: Sequence[str] = ()

    @property
    def new(self) -> list[Change]:
        return [each for each in self.changes if not each.again]

    @property
    def in_words(self) -> str:
        """How much was filled in, for people."""
        again = len(self.changes) - len(self.new)
        more = f"，{again} 项以前收过" if again else ""
        return f"填了 {len(self.changes)} 项，空着 {self.left_blank} 项{more}"

    @property
    def conflicts(self) -> list[Change]:
        return [each for each in self.new if each.since]


def read_form(read: Read, data: bytes, name: str, *, by: str | None, today: date) -> Returned:
    """What a form says, held against the graph as it is. `by`: who takes it in, where the form does not say who filled
    it in.

    PolicyGraphError names the file and every cell that is wrong; nothing of such a form is used.
    """
    about, who, rows = sheet.opened(data, name, LAYOUT, ("department", "on"), (*FILLED, "id"))
    department, on = str(about["department"]), _day(about["on"])
    who = f"{department}（{who}）" if who else by or department
    found = _tasks(read, rows)
    wrong: list[Wrong] = []
    changes: list[Change] = []
    blank = 0
    held = [each for each in all_reports(read).values() if each.stands]
    taken = {_said(each) for each in held}
    seen: dict[str, str] = {}
    for row in rows:
        try:
            line = _line(row, department, found, seen)
            if all(row.values[field] is None for field in FILLED):
                blank += 1
                continue
            if (made := _report(read, row, line, (who, on, today), wrong)) is None:
                continue
            since = _told_since(line, str(row.values["seen"] or ""), department)
            why = "；".join(filter(None, (since, lower(made.share, date.fromisoformat(made.as_of), line)))) or None
            changes.append(Change(_cell(row), made, line, why, _said(made) in taken))
        except Wrong as error:
            wrong.append(error)
    refusing.refuse(name, wrong)
    return Returned(name, department, changes, blank, grey.ignored(rows))


def _tasks(read: Read, rows: Sequence[Row]) -> dict[str, Line]:
    """The tasks of rows by the ids in them: also of those that stand under another since their plan was read anew."""
    found = {line.id: line for line in lines_of(read, [str(row.values["id"]) for row in rows])}
    gone = [_as_sent(row) for row in rows if row.values["id"] and row.values["id"] not in found]
    homes = {report.of: home["id"] for report, home in homes_of(read, gone).items()}
    now = {line.id: line for line in lines_of(read, list(homes.values()))} if homes else {}
    return found | {of: now[id_] for of, id_ in homes.items()}


def _as_sent(row: Row) -> Report:
    """What tells which task a row was of."""
    number, _, title = _short(row).partition(".")
    named = (title, number) if title else (number, None)
    return Report(str(row.values["id"]), named[0], "", "", "", str(row.values["policy"] or ""), named[1])


def chosen(returned: Returned, *, conflicts: bool) -> list[Report]:
    """The reports to be taken in; with `conflicts` also those of tasks of which something was told since."""
    return [each.report for each in returned.new if conflicts or not each.since]


def _line(row: Row, department: str, found: dict[str, Line], seen: dict[str, str]) -> Line:
    """The task of a row that is as it was written."""
    task = sheet.task_of(row, seen, department, str(row.values["id"] or ""), str(row.values["seen"] or ""))
    words = str(row.values["check"]).partition(grey.GREY)[0][sheet.CHECK :]  # none in a form of before
    if words and words != check_of_words(str(row.values["task"] or "")):
        raise Wrong(row.at("task"), f"的工作任务{OF}不是这一行的：这一列改过，或单独排过序", f"“{_short(row)}”")
    if task not in found:
        raise refusing.gone(row.at("id"), _short(row))
    line = found[task]
    if department not in (*line.leads, *line.supports):
        raise Wrong(row.at("id"), f"的任务{OF}现在不由{department}牵头或配合", f"“{line.title}”")
    return line


def _short(row: Row) -> str:
    return str(row.values["task"] or "").split("\n")[0]


def _report(read: Read, row: Row, line: Line, when: tuple[str, date, date], wrong: list[Wrong]) -> Report | None:
    """What a row reports; none where `wrong` gains what is wrong with its cells. `when`: by whom, until which day where
    the row names none, and today."""
    by, on, today = when
    said: dict[str, Any] = {}
    for name, of in READ_AS.items():
        try:
            said[name] = row.cell(name, of)
        except Wrong as error:
            wrong.append(error)
    if len(said) < len(READ_AS):
        return None
    as_of = said.pop("as_of") or on
    if words := wrong_day(as_of, today, line.since):
        raise Wrong(row.at("as_of"), f"一行{OF}：{words}", f"“{line.title}”")
    try:
        return report(read, line.id, by=by, as_of=as_of, today=today, **said)
    except PolicyGraphError as error:
        raise Wrong(_cell(row), f"一行{OF}：{error}", f"“{line.title}”") from error


def _cell(row: Row) -> str:
    """The cell for which a row that was filled in is known."""
    return row.at(next((name for name in TELLING if row.values[name] is not None), "state"))


def _state(value: Any) -> str:
    words = reported_states()
    if value in words:
        return words[value]
    raise ValueError(f"状态可以是 {'、'.join(words)}")


def _day(value: Any) -> date:
    return day_of(value, "截至日期")


def _text(value: Any) -> str:
    return str(value)


READ_AS: Mapping[str, Callable[[Any], Any]] = {
    "state": _state, "share": share_of, "as_of": _day, "text": _text, "problem": _text,
}  # fmt: skip
"""How each cell that is filled in is read."""


def _told_since(line: Line, seen: str, department: str) -> str:
    """What was told last of a task since that which was `seen`, for people; empty where that is nothing, or what forms
    of the same bureau told."""
    if last_of(line) == seen:
        return ""
    after = next((i for i, each in enumerate(line.told, start=1) if each.id == seen), 0)
    if seen and not after:
        return "导出以后，原来的进展撤销了"
    others = [each for each in line.told[after:] if not _is_of(each.by or "", department)]
    if not others:
        return ""
    last = others[-1]
    said = [f"完成 {percent(last.share)}" if last.share is not None else "", last.words[:40]]
    words = "，".join(filter(None, said))
    day = f"截至 {last.as_of}，" if last.as_of else ""
    return f"导出以后，{last.by or last.source or ''}又有进展：{day}{words}"


def _is_of(by: str, department: str) -> bool:
    """Did a form of the bureau tell it: 县水利局, 县水利局（张三）?"""
    return by == department or by.startswith(f"{department}（")


def lower(now: float | None, as_of: date, line: Line) -> str:
    """That less is done than was told before, for people; empty where that is not so."""
    before = stand(line, as_of)
    share = 1.0 if before.state in FINISHED else before.share
    if now is None or share is None or now >= share:
        return ""
    return f"比上次低：截至{before.as_of or ''}已报 {percent(share)}，这次 {percent(now)}"


def _said(made: Report) -> tuple[Any, ...]:
    """By which the same report is known."""
    return tuple(getattr(made, name) for name in SAID)


def unsure(many: Collection[Returned]) -> Iterator[str]:
    """The conflicts of several forms, for people."""
    for form in many:
        for each in form.conflicts:
            yield f"{form.name} {each.cell} “{each.line.title}”：{each.since}"
