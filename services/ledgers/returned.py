"""Forms that bureaus filled in: read back, looked at before anything is taken in, and taken in whole or not at all."""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from policygraph.graph.ledgers.lines import lines_of
from policygraph.graph.ledgers.reports import Report, all_reports, homes_of, report
from policygraph.graph.ledgers.standing import Line
from policygraph.graph.stores.store import Read
from policygraph.model.errors import PolicyGraphError
from policygraph.services.ledgers.form import (
    ABOUT,
    COLUMN,
    FIELDS,
    HEAD,
    MARK,
    MOST_ROWS,
    SHEET,
    WHO,
    check_of,
    last_of,
    reported_states,
)

FILLED = ("state", "share", "text", "problem")  # by which it is told that a row was filled in
SAID = ("state", "share", "problem", "text", "as_of", "of", "by")
SHOWN = 20  # errors that are named at once


class Change(NamedTuple):
    """A row that was filled in. `before`: what was last told when the form went out is no longer the last: somebody
    told something since; None where nothing changed. `again`: the same was taken in before."""

    cell: str
    report: Report
    line: Line
    since: str | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Returned:
    """A form that came back, of the bureau `department`."""

    name: str
    department: str
    changes: Sequence[Change]
    left_blank: int

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


class _Row(NamedTuple):
    number: int
    values: dict[str, Any]

    def at(self, name: str) -> str:
        from openpyxl.utils import get_column_letter

        return f"表“{SHEET}”{get_column_letter(COLUMN[name])}{self.number}"


class _Wrong(Exception):
    """What is wrong with a cell."""


def read_form(read: Read, data: bytes, name: str, *, by: str | None, today: date) -> Returned:
    """What a form says, held against the graph as it is. `by`: who takes it in, where the form does not say who filled
    it in.

    PolicyGraphError names the file and every cell that is wrong; nothing of such a form is used.
    """
    department, who, on, rows = _opened(data, name)
    who = f"{department}（{who}）" if who else by or department
    found = _tasks(read, rows)
    wrong: list[str] = []
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
            made = _report(read, row, line, who, on, today)
            last = last_of(line)
            since = _told_since(line) if last != (row.values["seen"] or "") else None
            changes.append(Change(row.at("state"), made, line, since, _said(made) in taken))
        except _Wrong as error:
            wrong.append(str(error))
    if wrong:
        more = f"；还有 {len(wrong) - SHOWN} 处" if len(wrong) > SHOWN else ""
        raise PolicyGraphError(f"{name}：{'；'.join(wrong[:SHOWN])}{more}。整份没有收下，请改好再交")
    return Returned(name, department, changes, blank)


def _tasks(read: Read, rows: Sequence[_Row]) -> dict[str, Line]:
    """The tasks of rows by the ids in them: also of those that stand under another since their plan was read anew."""
    found = {line.id: line for line in lines_of(read, [str(row.values["id"]) for row in rows])}
    gone = [_as_sent(row) for row in rows if row.values["id"] and row.values["id"] not in found]
    homes = {report.of: home["id"] for report, home in homes_of(read, gone).items()}
    now = {line.id: line for line in lines_of(read, list(homes.values()))} if homes else {}
    return found | {of: now[id_] for of, id_ in homes.items()}


def _as_sent(row: _Row) -> Report:
    """What tells which task a row was of."""
    number, _, title = _short(row).partition(".")
    named = (title, number) if title else (number, None)
    return Report(str(row.values["id"]), named[0], "", "", "", str(row.values["policy"] or ""), named[1])


def chosen(returned: Returned, *, conflicts: bool) -> list[Report]:
    """The reports to be taken in; with `conflicts` also those of tasks of which something was told since."""
    return [each.report for each in returned.new if conflicts or not each.since]


def _opened(data: bytes, name: str) -> tuple[str, str, date, list[_Row]]:
    """The bureau, who filled the form in, the day that it is of, and its rows."""
    book, formulas = _books(data, name)
    if ABOUT not in book.sheetnames or SHEET not in book.sheetnames:
        raise PolicyGraphError(f"{name}：不是由 policygraph ledger export 写出的填报表，没有工作表“{SHEET}”或标记")
    about = {str(row[0]): row[1] for row in book[ABOUT].iter_rows(max_row=10, max_col=2, values_only=True)}
    if about.get("form") != MARK or not (about.get("department") and about.get("on")):
        raise PolicyGraphError(f"{name}：填报表的标记不对（{about.get('form')}）；请重新导出一份")
    sheet = book[SHEET]
    headings = [sheet.cell(HEAD, COLUMN[field.name]).value for field in FIELDS]
    if headings != [field.zh for field in FIELDS]:
        raise PolicyGraphError(f"{name}：第 {HEAD} 行的表头改过，列对不上；请重新导出一份，把填好的黄色格粘过去")
    who, on = str(_value(sheet[WHO].value) or ""), _day(about.get("on"))
    return str(about["department"]), who, on, _rows(sheet, formulas[SHEET])


def _books(data: bytes, name: str) -> tuple[Any, Any]:
    """The workbook with the values of its formulas, and with the formulas."""
    from openpyxl import load_workbook  # takes its time to load

    from policygraph.ingest.formats.office.xlsx import DAMAGE, checked

    try:
        data, _ = checked(data)
        with_values, as_written = (
            load_workbook(io.BytesIO(data), data_only=values, keep_links=False) for values in (True, False)
        )
    except PolicyGraphError as error:
        raise PolicyGraphError(f"{name}：{error}") from error
    except DAMAGE:
        raise PolicyGraphError(f"{name}：打不开，文件可能没有存完；请重新另存一份 .xlsx") from None
    return with_values, as_written


def _rows(sheet: Any, written: Any) -> list[_Row]:
    rows = []
    for number in range(HEAD + 1, min(sheet.max_row, MOST_ROWS) + 1):
        values = {field.name: _value(sheet.cell(number, COLUMN[field.name]).value) for field in FIELDS}
        for field in FIELDS:
            if values[field.name] is None and written.cell(number, COLUMN[field.name]).data_type == "f":
                values[field.name] = _Formula()
        if any(values[each] is not None for each in (*FILLED, "id")):
            rows.append(_Row(number, values))
    return rows


class _Formula:
    """What a cell holds whose formula nothing has computed."""


def _value(value: Any) -> Any:
    return (value.strip() or None) if isinstance(value, str) else value


def _line(row: _Row, department: str, found: dict[str, Line], seen: dict[str, str]) -> Line:
    """The task of a row that is as it was written."""
    task, last = str(row.values["id"] or ""), str(row.values["seen"] or "")
    if not task:
        raise _Wrong(f"{row.at('id')} 没有任务编号，认不出是哪项任务")
    if task in seen:
        raise _Wrong(f"{row.at('id')} 的任务编号与 {seen[task]} 重复")
    seen[task] = row.at("id")
    if row.values["check"] != check_of(department, task, last):
        raise _Wrong(f"{row.at('id')} 的任务编号改过，或这一行是从别的单位的表里粘来的")
    if task not in found:
        raise _Wrong(f"{row.at('id')} 的任务“{_short(row)}”图里已经没有；请重新导出一份")
    line = found[task]
    if department not in (*line.leads, *line.supports):
        raise _Wrong(f"{row.at('id')} 的任务“{line.title}”现在不由{department}牵头或配合")
    return line


def _short(row: _Row) -> str:
    return str(row.values["task"] or "").split("\n")[0]


def _report(read: Read, row: _Row, line: Line, by: str, on: date, today: date) -> Report:
    state = _cell(row, "state", _state)
    share = _cell(row, "share", share_of)
    as_of = _cell(row, "as_of", _day) or on
    text, problem = (_cell(row, name, _text) for name in ("text", "problem"))
    try:
        return report(
            read, line.id, by=by, as_of=as_of, today=today, state=state, share=share, text=text, problem=problem
        )
    except PolicyGraphError as error:
        raise _Wrong(f"{row.at('state')} 一行“{line.title}”：{error}") from error


def _cell(row: _Row, name: str, of: Callable[[Any], Any]) -> Any:
    """What a cell says, by `of`, which raises ValueError with what should stand there."""
    value = row.values[name]
    if isinstance(value, _Formula):
        raise _Wrong(f"{row.at(name)} 是没有算出结果的公式；请改成数值")
    try:
        return None if value is None else of(value)
    except ValueError as error:
        raise _Wrong(f"{row.at(name)} 的“{str(value)[:20]}”不对：{error}") from None


def _state(value: Any) -> str:
    words = reported_states()
    if value in words:
        return words[value]
    raise ValueError(f"状态可以是 {'、'.join(words)}")


def share_of(value: Any) -> float:
    """A share as a person writes it: 0.6 or 60%; typed as a word also 60. ValueError says what should stand there.

    >>> share_of("60%"), share_of("60"), share_of("0.6"), share_of(0.6)
    (0.6, 0.6, 0.6, 0.6)
    """
    words = str(value).strip().replace("％", "%")
    try:
        number = float(words.removesuffix("%"))
        number /= 100 if words.endswith("%") or (isinstance(value, str) and number > 1) else 1
    except ValueError:
        raise ValueError("完成比例请填 0% 到 100%") from None
    if isinstance(value, bool) or not 0 <= number <= 1:
        raise ValueError("完成比例请填 0% 到 100%")
    return round(number, 4)


def _day(value: Any) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    words = str(value).replace("年", "-").replace("月", "-").replace("日", "").replace("/", "-").replace(".", "-")
    try:
        return date(*(int(each) for each in words.split("-")))
    except (TypeError, ValueError):
        raise ValueError("截至日期请写成 2030-06-30 这样") from None


def _text(value: Any) -> str:
    return str(value)


def _told_since(line: Line) -> str:
    """What was told last of a task, for people."""
    if not line.told:
        return "导出以后，原来的进展撤销了"
    last = line.told[-1]
    said = [f"完成 {last.share:.0%}" if last.share is not None else "", last.words[:40]]
    words = "，".join(filter(None, said))
    return f"导出以后，{last.by or last.source or ''}又有进展：截至{last.as_of or ''}{words}"


def _said(made: Report) -> tuple[Any, ...]:
    """By which the same report is known."""
    return tuple(getattr(made, name) for name in SAID)


def unsure(many: Collection[Returned]) -> Iterator[str]:
    """The conflicts of several forms, for people."""
    for form in many:
        for each in form.conflicts:
            yield f"{form.name} {each.cell} “{each.line.title}”：{each.since}"
