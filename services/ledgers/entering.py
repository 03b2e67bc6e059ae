"""Reports of people put into the graph and its plain file."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path

from policygraph.graph.asking.catalog import Column
from policygraph.graph.decisions import entered
from policygraph.graph.ledgers import reports
from policygraph.graph.ledgers.lines import lines_of
from policygraph.graph.ledgers.reports import Report
from policygraph.graph.ledgers.standing import FINISHED, Line, Rules, rules_of, stand
from policygraph.graph.ledgers.told import Told
from policygraph.graph.stores.store import Read, Row, Store
from policygraph.model.errors import PolicyGraphError
from policygraph.model.words import clock
from policygraph.services import audit
from policygraph.services.beside import beside

OWN_RULES = "lights.yaml"
HISTORY = [
    Column("as_of", "截至"), Column("state", "状态", of="Progress.state"), Column("share", "完成比例"),
    Column("problem", "存在问题"), Column("ahead", "下一步"),
    Column("words", "原文或填报"), Column("source", "出处"), Column("by", "填报人"),
    Column("at", "填报时间"), Column("withdrawn", "撤销"), Column("id", "编号"),
]  # fmt: skip
"""Of a table of `history`."""


def rules(place: str | Path | None) -> Rules:
    """By which rules the graph at a place lights its ledger: the office's own beside it, else ours. PolicyGraphError
    where its own are wrong."""
    own = beside(place, OWN_RULES)
    return rules_of(own) if own.is_file() else rules_of()


def enter(store: Store, new: Collection[Report]) -> list[Report]:
    """Keep reports, all or none. PolicyGraphError where one closes a task that is not done, or tells
    otherwise of one that is closed."""
    _check_open(store.read, new)
    _check_closed(store.read, new)
    audit.begun(*(each.sentence for each in new))
    if new:
        store.write(lambda read: reports.keeping(read, new))
        entered.keep(store)
    return list(new)


def _check_closed(read: Read, new: Iterable[Report]) -> None:
    """Only what is done can be closed."""
    closed = [each for each in new if each.confirmed and not each.finishes]
    for each in lines_of(read, [report.of for report in closed]) if closed else ():
        on = max(date.fromisoformat(report.as_of) for report in closed if report.of == each.id)
        if stand(each, on).state not in FINISHED:
            raise PolicyGraphError(f"“{each.title}”还没有办结，不能销号；请先填报办结")


def _check_open(read: Read, new: Iterable[Report]) -> None:
    """Of what was closed nothing else is told while that stands."""
    told = {each.of: each for each in new if each.stands and not (each.confirmed or each.finishes)}
    for line in lines_of(read, list(told)) if told else ():
        standing = stand(line, date.fromisoformat(told[line.id].as_of))
        if standing.state == "closed" and (told[line.id].state or told[line.id].share is not None):
            raise PolicyGraphError(f"“{line.title}”已经销号（{standing.ground}）；要改，请先撤销那条确认")


def held(read: Read) -> frozenset[str]:
    """Ids of all reports."""
    return frozenset(reports.all_reports(read))


def undo(store: Store, id_: str, by: str) -> Report:
    """Take a report back. PolicyGraphError where it does not stand."""
    gone = reports.withdrawn(store.read, id_, by)
    audit.begun(gone.sentence)
    store.write(lambda read: reports.keeping(read, [gone]))
    entered.keep(store)
    return gone


def take_in(store: Store, given: Iterable[Report]) -> list[Report]:
    """Reports from a file: what is here stays as it is, unless it was taken back there. Returns what is new."""
    here = reports.all_reports(store.read)
    new = [each for each in given if each.id not in here or (here[each.id].stands and not each.stands)]
    if new:
        store.write(lambda read: reports.keeping(read, new))
    return new


def take_in_file(store: Store, content: bytes, name: str) -> str:
    """The reports of a plain file, and what became of them, for people; nothing is said where it has none."""
    given = entered.reports_in(content, name)
    new = take_in(store, given)
    if new:
        entered.keep(store)
    return f"；填报 {len(given)} 条，新增 {len(new)} 条" if given else ""


# --- looking back


def history(read: Read, line: Line) -> list[Row]:
    """All that was ever told of a task, read and entered, the earliest first, with what was taken back."""
    gone = [each for each in reports.all_reports(read).values() if each.of == line.id and not each.stands]
    told = [(str(each.as_of or ""), each.at or "", _told(each)) for each in line.told]
    told += [(each.as_of, each.at, _gone(each)) for each in gone]
    return [row for _, _, row in sorted(told, key=lambda each: each[:2])]


def _told(told: Told) -> Row:
    return {
        **told._asdict(), "as_of": told.as_of and told.as_of.isoformat(), "at": told.at and clock(told.at),
        "withdrawn": None,
    }  # fmt: skip


def _gone(report: Report) -> Row:
    return {
        "id": report.id, "as_of": report.as_of, "state": report.state, "share": report.share,
        "problem": report.problem, "ahead": None, "words": report.text, "document": None, "source": None,
        "by": report.by,
        "at": clock(report.at), "withdrawn": f"{report.withdrawn_by} {clock(report.withdrawn_at or report.at)}",
    }  # fmt: skip
