"""Decisions of people put into effect, for commands and page alike: kept, and the graph made to agree with them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from policygraph.graph.cypher import made
from policygraph.graph.cypher.files import fixed
from policygraph.graph.decisions.decision import CALIBRATED, CORRECTED, TEXTS, Decision
from policygraph.graph.decisions.decisions import about_nodes, all_decisions, standing, withdrawn
from policygraph.graph.resolving.known import known
from policygraph.graph.stores.store import Read, Store
from policygraph.model.errors import PolicyGraphError
from policygraph.model.ontology import ontology
from policygraph.services import audit
from policygraph.services.settle import settle

REGIONS = fixed(__package__, "regions-of-departments")
IN_EFFECT = fixed(__package__, "corrections-in-effect")

Key = tuple[str, str]  # label, id


class Taken(NamedTuple):
    """What became of decisions from elsewhere. `absent`: those of them that speak of what is not in this graph."""

    new: list[Decision]
    absent: list[Decision]


class Decided(NamedTuple):
    """What became of decisions: kept; there `already`, by whomever; those that they took the place of."""

    new: list[Decision]
    already: list[Decision]
    replaced: list[Decision]


class Reading(NamedTuple):
    """What documents (ids) say of a node under one of the ids under which it was read."""

    id: str
    name: str
    documents: tuple[str, ...]


# --- putting into effect


def decide(store: Store, decisions: Collection[Decision]) -> Decided:
    """Keep decisions together with all that follows from them; where that cannot be worked out, neither.

    What stands already is not decided a second time.
    """
    held = {each.subject: each for each in standing(all_decisions(store.read))}
    already = [held[each.subject] for each in decisions if each.subject in held and held[each.subject].agrees(each)]
    agreed = {each.subject for each in already}
    new = [each for each in decisions if each.subject not in agreed]
    replaced = [held[each.subject] for each in new if each.subject in held]
    audit.begun(*(each.sentence for each in new), *(f"{each.sentence}（早已这样判断过）" for each in already))
    if new:
        settle(store, new=new)
    return Decided(new, already, replaced)


def undo(store: Store, ids: Sequence[str], by: str) -> list[Decision]:
    """Take decisions back, and all that followed from them. PolicyGraphError, and nothing is, if one does not stand."""
    gone = [withdrawn(store.read, id_, by) for id_ in dict.fromkeys(ids)]
    audit.begun(*(each.sentence for each in gone))
    if gone:
        settle(store, new=gone)
    return gone


def take_in(store: Store, decisions: Iterable[Decision]) -> Taken:
    """Decisions from a file: what is here already stays as it is, unless it was taken back there."""
    here = {each.id: each for each in all_decisions(store.read)}
    given = {each.id: each for each in decisions}
    new = [each for id_, each in given.items() if id_ not in here or (here[id_].stands and not each.stands)]
    there = _there(store.read, (key for each in given.values() for key in _keys(each)))
    if new:
        settle(store, new=new)
    absent = [each for each in given.values() if not there.issuperset(_keys(each))]
    return Taken(new, [*absent, *_of_no_task(store.read, given.values())])


def _of_no_task(read: Read, given: Iterable[Decision]) -> list[Decision]:
    """Corrections that stand and are of no task here, under any id."""
    corrections = [each for each in standing(given) if each.kind == CORRECTED]
    in_effect = {row["id"] for row in read(IN_EFFECT)} if corrections else set()
    return [each for each in corrections if each.id not in in_effect]


def _keys(decision: Decision) -> list[Key]:
    if decision.kind in (CALIBRATED, CORRECTED):  # about all links of measures; of a task that may have another id
        return []
    return [(decision.first_label, decision.first), (decision.second_label, decision.second)]


# --- what there is to decide on


def _there(read: Read, keys: Iterable[Key]) -> set[Key]:
    """Those of the keys that are nodes, or that a node stands for."""
    ids: dict[str, set[str]] = defaultdict(set)
    for label, id_ in keys:
        ids[label].add(id_)
    found = set()
    for label, wanted in ids.items():
        shared = label in ontology().shared
        cypher = made.read_under(label, ("id", "stands_for")) if shared else made.by_id(label, ["id"])
        for row in read(cypher, {"ids": sorted(wanted)}):
            found |= {(label, id_) for id_ in (row["id"], *(row.get("stands_for") or ()))}
    return found


def current(read: Read, label: str, id_: str) -> str | None:
    """The id of the node that now is, or stands for, what was read under `id_`; None where it has gone."""
    rows = read(made.read_under(label, ["id"]), {"ids": [id_]})
    return str(rows[0]["id"]) if rows else None


def label_of(read: Read, id_: str) -> str:
    """The label of a document or shared node by its id, or one that it stands for. PolicyGraphError: there is none."""
    found = next((label for label in (*ontology().shared, TEXTS) if current(read, label, id_)), None)
    if found is None:
        kinds = "、".join(ontology().word("labels", label) for label in (*ontology().shared, TEXTS))
        raise PolicyGraphError(f"图中没有编号为 {id_} 的{kinds}；可用 policygraph query search 查编号")
    return found


def readings(read: Read, label: str, id_: str) -> list[Reading]:
    """Under which ids a node was read, its own first; more than one where several were judged to be one."""
    rows = read(made.by_id(label, ["claims"]), {"ids": [id_]})
    documents: dict[str, set[str]] = defaultdict(set)
    called: dict[str, str] = {}
    for claim in json.loads(rows[0]["claims"]) if rows else ():
        own = claim["p"].get("read_as", id_)
        documents[own].update(claim["d"])
        called.setdefault(own, claim["p"].get("full_name") or claim["p"]["name"])
    ids = sorted(called, key=lambda each: (each != id_, each))
    return [Reading(each, called[each], tuple(sorted(documents[each]))) for each in ids]


def grounds(read: Read, label: str, ids: Collection[str]) -> list[str]:
    """Why those that were read under these ids are one, for people: what somebody decided, what rules say."""
    decisions = standing(all_decisions(read))
    decided = [
        f"{each.by} {each.at[:10]} 判断是同一个"
        for each in decisions
        if (each.kind, each.of) == ("same", label) and {each.first, each.second} <= set(ids)
    ]
    rules = [
        each.why
        for each in (known(read, decisions).judged if label == "Policy" else ())
        if each.sure and {each.first, each.second} <= set(ids)
    ]
    return list(dict.fromkeys([*decided, *rules]))


def tell_apart(read: Read, label: str, id_: str, reading: str, by: str) -> list[Decision]:
    """That what was read under the id `reading` is none of the others for which the node stands."""
    others = [each.id for each in readings(read, label, id_) if each.id != reading]
    return [about_nodes(read, "different", label, reading, other, by=by) for other in others]


def two_regions(read: Read, first: str, second: str) -> tuple[str, str] | None:
    """The regions of two departments (ids) where they differ; None too where one of them has none."""
    ids = [current(read, "Department", each) or each for each in (first, second)]
    of: dict[str, list[str]] = defaultdict(list)
    for row in read(REGIONS, {"ids": ids}):
        of[row["id"]].append(row["region"])
    one, other = ("、".join(of[each]) for each in ids)
    return (one, other) if one and other and one != other else None


def decided_in_words(decided: Decided) -> str:
    """What became of decisions, for people."""
    parts = []
    if decided.new:
        parts.append(f"已记下：{'；'.join(each.sentence for each in decided.new)}")
    if decided.replaced:
        before = "；".join(f"{each.by} {each.at[:10]} 的判断“{each.sentence}”" for each in decided.replaced)
        parts.append(f"随之撤销：{before}")
    if decided.already:
        known = "；".join(f"{each.sentence}（{each.by} {each.at[:10]}）" for each in decided.already)
        parts.append(f"早已这样判断过：{known}")
    return "。".join(parts)


def taken_in_words(taken: Taken, total: int) -> str:
    """What became of the decisions of a file, for people."""
    line = f"文件里有 {total} 条判断，新增 {len(taken.new)} 条"
    if taken.absent:
        line += f"；有 {len(taken.absent)} 条说到图里没有的内容，先留着，等有关文档读入后生效"
    return line
