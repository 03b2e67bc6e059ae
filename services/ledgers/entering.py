"""Reports of people put into the graph and its plain file."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path

from policygraph.graph.identity import entered
from policygraph.graph.ledgers import reports
from policygraph.graph.ledgers.lines import lines_of
from policygraph.graph.ledgers.reports import Report
from policygraph.graph.ledgers.standing import FINISHED, Rules, rules_of, stand
from policygraph.graph.stores.store import Read, Store
from policygraph.model.errors import PolicyGraphError
from policygraph.services import audit
from policygraph.services.beside import beside

OWN_RULES = "lights.yaml"


def rules(place: str | Path | None) -> Rules:
    """By which rules the graph at a place lights its ledger: the office's own beside it, else ours. PolicyGraphError
    where its own are wrong."""
    own = beside(place, OWN_RULES)
    return rules_of(own) if own.is_file() else rules_of()


def enter(store: Store, new: Collection[Report]) -> list[Report]:
    """Keep reports, all or none. PolicyGraphError where one closes a task that is not done."""
    _check_closed(store.read, new)
    audit.begun(*(each.sentence for each in new))
    if new:
        store.write(lambda read: reports.keeping(read, new))
        entered.keep(store)
    return list(new)


def _check_closed(read: Read, new: Iterable[Report]) -> None:
    """Only what is done can be closed."""
    closed = [each for each in new if each.confirmed and each.state != "done" and each.share != 1]
    for each in lines_of(read, [report.of for report in closed]) if closed else ():
        on = max(date.fromisoformat(report.as_of) for report in closed if report.of == each.id)
        if stand(each, on).state not in FINISHED:
            raise PolicyGraphError(f"“{each.title}”还没有办结，不能销号；请先填报办结")


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
