"""What is likely one, but not sure: the list that people work through."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from policygraph.graph.cypher import made
from policygraph.graph.decisions.decision import ABOUT_NODES
from policygraph.graph.decisions.decisions import all_decisions, standing
from policygraph.graph.identity import offices, same_departments
from policygraph.graph.identity.identity import Judgement
from policygraph.graph.identity.successions import successions
from policygraph.graph.identity.surroundings import REGIONS
from policygraph.graph.loading.touched import of_mentions
from policygraph.graph.resolving.known import known
from policygraph.graph.stores.store import Read


def candidates(read: Read) -> list[Judgement]:
    """Pairs that nobody has decided on and rules are not sure of, the likeliest first; ids are those of the graph."""
    decisions = standing(all_decisions(read))
    all_ = known(read, decisions)
    rows = offices.departments(read)
    found = [
        *(each for each in all_.judged if not each.sure),
        *all_.versions.asked,
        *same_departments.judge_departments(rows, successions(offices.offices(read, rows))),
        *_regions(read),
    ]
    decided = {each.subject for each in decisions if each.kind in ABOUT_NODES}
    best: dict[tuple[str, str, str], Judgement] = {}
    for each in sorted(found, key=lambda each: (-each.score, each.pair, each.documents)):
        first, second = (all_.identities.now((each.label, id_)) for id_ in (each.first, each.second))
        now = each._replace(first=first, second=second)
        if now.first != now.second and not {each.pair, now.pair} & decided:
            best.setdefault(now.pair, now)
    return list(best.values())


def of_documents(read: Read, found: Iterable[Judgement], documents: Collection[str]) -> list[Judgement]:
    """Those of the pairs in which one is spoken of by these documents (ids), or is one of them."""
    rows = read(made.by_id("Document", ["mentions"]), {"ids": sorted(documents)})
    spoken_of = of_mentions(each for row in rows for each in row["mentions"] or ())
    own = {"Document": frozenset(documents), **spoken_of.nodes}
    return [each for each in found if not own.get(each.label, frozenset()).isdisjoint((each.first, each.second))]


def _regions(read: Read) -> Iterator[Judgement]:
    """A place that only its name tells, and the same name in the tables."""
    named = defaultdict(list)
    for row in read(REGIONS):
        named[row["name"], row["level"]].append(row)
    for rows in named.values():
        known = [row for row in rows if row["code"]]
        for row in rows:
            for other in known if not row["code"] and len(known) <= same_departments.MOST else []:
                yield Judgement(
                    "Region", row["id"], other["id"], row["full_name"], other["full_name"], "same",
                    0.5 / len(known), "名称相同，一个不知属于何处", sure=False,
                )  # fmt: skip
