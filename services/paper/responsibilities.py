"""责任分工表 and 部门任务清单: who has what to do by a policy, and what one office has to do by all of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from policygraph.graph.ledgers.standing import FINISHED, STATES, Rules, Standing, stand
from policygraph.graph.ledgers.standing import Line as Ledger
from policygraph.graph.transfer import matrix
from policygraph.graph.transfer.forms import NUMBER, Cells, Column, Form, Group, numbered
from policygraph.graph.transfer.matrix import Line, Matrix
from policygraph.model.errors import PolicyGraphError
from policygraph.model.words import percent
from policygraph.services.paper.paper import Paper, TableTitle, day

MATRIX, DUTIES = "责任分工表", "部门任务清单"
LIST = "任务清单"
LEADS, SUPPORTS = "牵头", "配合"
COLUMNS = (
    Column(NUMBER, 6, centred=True), Column(matrix.TASK, 39), Column("本单位职责", 8, centred=True),
    Column("牵头单位", 14, centred=True), Column("责任单位", 16), Column("目标", 16), Column("时限", 13, centred=True),
    Column("进展", 13, centred=True), Column("备注", 8, centred=True),
)  # fmt: skip
TITLE = 21  # characters of a title's line on paper across, in its size


class Told(NamedTuple):
    """How tasks stood when they were last told of, in words by their ids, and until which day the last tells."""

    words: Mapping[str, str]
    until: date | None = None

    def about(self, tables: Iterable[Matrix]) -> str:
        """What is said above a table of them."""
        ids = {id_ for table in tables for line in table.lines for id_ in line.ids}
        return f"进展截至{day(self.until)}" if self.until and not ids.isdisjoint(self.words) else ""


def told(lines: Iterable[Ledger], on: date, rules: Rules | None = None) -> Told:
    """Of the tasks of which anything is told; how the others stand follows from their deadlines alone."""
    stands = {line.id: stand(line, on, rules) for line in lines if line.told}
    until = max((each.as_of for each in stands.values() if each.as_of), default=None)
    return Told({id_: _stands(each, until) for id_, each in stands.items()}, until)


def _stands(each: Standing, until: date | None) -> str:
    share = f"完成{percent(each.share)}" if each.share is not None and each.state not in FINISHED else ""
    earlier = f"（{day(each.as_of)}）" if each.as_of and each.as_of != until else ""
    return "\n".join(filter(None, (STATES[each.state], share, earlier)))


def of_policies(tables: Sequence[Matrix], progress: Told, on: date, by: str = "") -> Paper:
    """The 责任分工表 of some policies, one behind the other."""
    forms = tuple(matrix.as_form(table, progress.words, progress.about([table])) for table in tables)
    one = len(tables) == 1
    title = two_lines(tables[0].policy, MATRIX) if one else (MATRIX,)
    blocks = forms if one else tuple(part for form in forms for part in titled(form))
    return Paper(MATRIX, title, tables[0].title if one else MATRIX, blocks, wide=True, by=by, on=on)


def of_department(name: str, ids: Collection[str], tables: Sequence[Matrix], progress: Told, on: date) -> Paper:
    """The 任务清单 of the department that is called so and known by these ids. PolicyGraphError: it has no task."""
    lines: list[Group | Cells] = []
    leads = supports = 0
    inferred = False
    told_of: list[Matrix] = []
    for table in tables:
        own = list(_own(table, ids))
        roles = [_role(line, ids) for line in own if not line.heading]
        leads, supports = leads + roles.count(LEADS), supports + roles.count(SUPPORTS)
        inferred = inferred or any(line.inferred for line in own)
        if roles:
            lines += [Group(f"《{table.policy}》"), *(_line(line, ids, progress.words) for line in own)]
            told_of.append(Matrix(table.title, own))
    if not leads + supports:
        raise PolicyGraphError(f"所选的政策里没有“{name}”牵头或配合的任务")
    title = f"{name}{LIST}"
    counts = f"共{leads + supports}项任务，其中牵头{leads}项、配合{supports}项"
    about = "；".join(filter(None, (counts, progress.about(told_of))))
    notes = (matrix.NOBODY_SAID,) if inferred else ()
    form = Form(title, name, *matrix.used(COLUMNS, list(numbered(lines))), about, notes)
    return Paper(DUTIES, two_lines(name, LIST), title, (form,), wide=True, by=name, on=on)


def _own(table: Matrix, ids: Collection[str]) -> Iterable[Line]:
    """The lines in which the department takes part, under what heads them."""
    above: list[Line] = []
    for line in table.lines:
        if line.heading:
            above = [each for each in above if each.depth < line.depth]
            above.append(line)
        elif line.parts and not _role(line, ids):
            above.append(replace(line, heading=True))
        elif _role(line, ids):
            part = line.rows[0]["parent_id"] is not None
            yield from (each for each in above if part or not each.rows)  # a measure heads only its own parts
            above = []
            yield line


def _role(line: Line, ids: Collection[str]) -> str:
    """Who leads by one sentence leads."""
    roles = {row["role"] for row in line.rows if row["department_id"] in ids}
    return LEADS if LEADS in roles else SUPPORTS if SUPPORTS in roles else ""


def _line(line: Line, ids: Collection[str], progress: Mapping[str, str]) -> Group | Cells:
    whole = matrix.as_line(line, progress)
    return whole if isinstance(whole, Group) else (whole[0], _role(line, ids), *whole[1:])


def two_lines(whose: str, what: str) -> tuple[str, ...]:
    """A title, broken before what the paper is where one line does not hold it.

    >>> two_lines("甲县", "责任分工表")
    ('甲县责任分工表',)
    """
    return (f"{whose}{what}",) if len(whose + what) <= TITLE else (whose, what)


def titled(form: Form) -> tuple[TableTitle | Form, ...]:
    return TableTitle(form.title), form
