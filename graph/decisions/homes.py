"""Which task of which document each correction is of, also when the document was read anew, or another has come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import chain

from policygraph.graph.decisions.corrections import Correction, Now
from policygraph.graph.ledgers.reports import moved_to
from policygraph.graph.stores.store import Row
from policygraph.model.records import Records

ALIKE = 0.75
"""Of two titles of one number, of which one is the other after a change of the plan. More is asked than of a report,
which hides nothing: 建设蔬菜基地 is not 建设水果基地."""

Homes = Mapping[str, Mapping[str, Sequence[Correction]]]
"""By document and by task (ids) what holds of the task: each thing once, as it was decided last."""


def find_homes(
    corrections: Collection[Correction],
    counts: Mapping[str, str],
    now: Now,
    as_read: Callable[[Collection[str]], Iterable[Records]],
    texts: Callable[[], Iterable[Row]],
) -> Homes:
    """`counts`: of texts that do not count those that do (ids of documents); `now`: under which id a node that a
    document speaks of stands; `as_read`: what was read of documents; `texts`: the documents that are the text of one
    policy, with its id as read."""
    if not corrections:
        return {}
    own = {each.document: counts.get(each.document, each.document) for each in corrections}
    tasks = {records.document: _tasks(records) for records in as_read(set(own.values()))}
    lost = {each.policy for each in corrections if each.policy and own[each.document] not in tasks}
    of_policies = _texts(lost, texts, counts, now) if lost else {}
    others = set(chain.from_iterable(of_policies.values()))
    tasks |= {records.document: _tasks(records) for records in as_read(others - tasks.keys())}

    def rows(of: Correction) -> list[Row]:
        text = own[of.document]
        beside = [text] if text in tasks else of_policies.get(of.policy or "", ())
        return list(chain.from_iterable(tasks.get(each, ()) for each in beside))

    return _by_task(corrections, rows)


def _by_task(corrections: Collection[Correction], rows: Callable[[Correction], Sequence[Row]]) -> Homes:
    """`rows`: the tasks among which that of a correction may be."""
    called = {(each.document, each.task): each.after for each in corrections if each.what == "title"}
    found: dict[str, dict[str, list[Correction]]] = {}
    for each in sorted(corrections, key=lambda each: (each.at, each.decision)):
        if home := _home(each, called.get((each.document, each.task)), rows(each)):
            of = found.setdefault(home["document"], {}).setdefault(home["id"], [])
            of[:] = [*(other for other in of if other.what != each.what), each]
    return found


def _tasks(records: Records) -> list[Row]:
    return [
        {"id": node.id, "title": node.properties["title"], "number": node.properties.get("number"),
         "document": records.document}
        for node in records.nodes
        if node.label == "Task"
    ]  # fmt: skip


def _texts(
    policies: Iterable[str], texts: Callable[[], Iterable[Row]], counts: Mapping[str, str], now: Now
) -> dict[str, list[str]]:
    """By policy, as corrections name it, the documents that are its text and count."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in texts():
        if row["id"] not in counts:
            found[now(("Policy", row["policy"]), row["id"])].append(row["id"])
    return {policy: found[now(("Policy", policy), "")] for policy in policies}


def _home(correction: Correction, called: str | None, tasks: Sequence[Row]) -> Row | None:
    """The task of that id, else as the document called it, else as a new one may: by its corrected title."""
    same = next((row for row in tasks if row["id"] == correction.task), None)
    titles = dict.fromkeys(title for title in (correction.title, called) if title)
    moved = (moved_to(title, correction.number, tasks, ALIKE) for title in titles)
    return same or next((row for row in moved if row), None)
