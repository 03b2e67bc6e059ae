"""What people decide: kept in the graph beside what was read, never in its place.

The last standing decision on a thing counts; who decides anew on it, or takes it back, leaves the old one to be seen.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, replace

from policygraph.graph.cypher import made
from policygraph.graph.cypher.files import fixed
from policygraph.graph.decisions.decision import (
    ABOUT_EDGES,
    ABOUT_NODES,
    ABOUT_TEXTS,
    CALIBRATED,
    CORRECTED,
    OPEN_TO_DECISION,
    TEXTS,
    Decision,
    names,
    now,
)
from policygraph.graph.loading.statements import merge_nodes
from policygraph.graph.loading.touched import Scope, of_mentions
from policygraph.graph.stores.store import NoDatabaseError, Read, Row, Statement
from policygraph.model.errors import PolicyGraphError
from policygraph.model.ontology import ontology
from policygraph.model.records import Properties
from policygraph.model.words import told_by_file

DECIDED = "Decided"  # instead of a label, before label and id of a node of which somebody said what it is

DECISIONS = fixed(__package__, "decisions")
ROW = fixed(__package__, "row-and-task")
LEDGER = fixed(__package__, "ledger-of-row")


# --- making them


def about_nodes(
    read: Read, kind: str, label: str, first: str, second: str, *, by: str, note: str | None = None
) -> Decision:
    """A decision that two nodes are the same, different, or that `first` was renamed to `second`.

    PolicyGraphError where there is no such kind of decision or no such node, in the graph or among what a node
    stands for.
    """
    if kind not in ABOUT_NODES:
        raise PolicyGraphError(f"没有“{kind}”这种判断；可用 {'、'.join(ABOUT_NODES)}")
    if label == TEXTS:
        _check_texts(kind)
    elif kind == "counts":
        raise PolicyGraphError(f"以哪份为准，只能判断两份文档；{label} 不是文档")
    elif label not in ontology().shared:
        raise PolicyGraphError(f"{label} 不是多份文档共有的节点，不能判断是否同一；可用 {'、'.join(ontology().shared)}")
    if first == second:
        raise PolicyGraphError("两个编号是同一个，没有可判断的")
    first_name, second_name = (name_of(read, label, id_) for id_ in (first, second))
    return Decision(
        kind, label, first, second, label, label, first_name, second_name, by=_person(by), at=now(), note=note or None
    )


def about_edge(
    read: Read,
    kind: str,
    type_: str,
    first: tuple[str, str],
    second: tuple[str, str],
    document: str,
    *,
    by: str,
    end: str = "first",
    to: str | None = None,
    note: str | None = None,
) -> Decision:
    """A decision that a relationship of `document` between two nodes (label, id) is wrong, or moved to the node `to`
    (of the same label) at its `end`, or, of what is compared, right. PolicyGraphError where there is no such
    relationship; between a row of a ledger and a task of a plan there need not be one yet."""
    if kind not in ABOUT_EDGES:
        raise PolicyGraphError(f"没有“{kind}”这种判断；可用 {'、'.join(ABOUT_EDGES)}")
    if type_ not in OPEN_TO_DECISION:
        raise PolicyGraphError(f"{type_} 关系不能改；可改的有 {'、'.join(OPEN_TO_DECISION)}")
    cypher = ROW if type_ == "HAS_PROGRESS" else made.edge(type_, _label(first[0]), _label(second[0]))
    rows = read(cypher, {"source": first[1], "target": second[1]})
    said = next((row for row in rows if row["document"] == document), None)
    if said is None:
        raise PolicyGraphError("图中没有这条关系；请刷新后再试")
    decision = Decision(
        kind, type_, first[1], second[1], first[0], second[0], said["source_name"], said["target_name"],
        by=_person(by), at=now(), document=document, evidence=said["evidence"], note=note or None,
        plan=said.get("plan"),
    )  # fmt: skip
    if kind == "right" and not decision.compared:
        raise PolicyGraphError("只有任务与上级任务、台账的行与任务的对应可以判断为“对”；别的关系是原文写的，不用确认")
    return decision if kind != "moved" else _moved(read, decision, end, to)


def about_row(read: Read, progress: str, *, by: str, note: str | None = None) -> Decision:
    """A decision that a row of a ledger (id of its Progress) tells of no task. PolicyGraphError: there is none."""
    rows = list(read(LEDGER, {"progress": progress}))
    if not rows:
        raise PolicyGraphError("图中没有这一行台账；请刷新后再试")
    said = rows[0]
    return Decision(
        "wrong", "HAS_PROGRESS", said["document"], progress, TEXTS, "Progress", said["source"], said["row"],
        by=_person(by), at=now(), document=said["document"], evidence=said["evidence"], note=note or None,
    )  # fmt: skip


def _moved(read: Read, decision: Decision, end: str, to: str | None) -> Decision:
    """The decision with where that end is moved to. PolicyGraphError where there is no such node, or it may not be."""
    label = {"first": decision.first_label, "second": decision.second_label}[end]
    found = read(made.by_id(label, ("name", "claims", "documents")), {"ids": [to or ""]})
    if not found:
        raise PolicyGraphError(f"图中没有编号为 {to} 的{ontology().word('labels', label)}")
    here = decision.document in found[0]["documents"]
    if decision.of_rows:
        if here or end != "first" or not list(read(ROW, {"source": to or "", "target": decision.second})):
            raise PolicyGraphError("台账的一行只能改挂到方案的任务；没有方案的，改挂到同一张单子里较早一期的任务")
        decision = replace(decision, plan=found[0]["documents"][0])
    elif label not in ontology().shared and not here and (decision.of, end) != ("DERIVES_FROM", "second"):
        raise PolicyGraphError(f"“{found[0]['name']}”不在这份文档里，这条关系不能改挂过去")
    claim = json.dumps(claim_of(found[0]), ensure_ascii=False, sort_keys=True)
    return replace(decision, end=end, to=to, to_name=found[0]["name"], to_claim=claim)


def claim_of(row: Row) -> Properties:
    """What is known of a node, of which `row` has name and claims, by itself."""
    best = json.loads(row["claims"])[0]["p"] if row.get("claims") else {}
    return {**{name: value for name, value in best.items() if name != "read_as"}, "name": row["name"]}


def _check_texts(kind: str) -> None:
    if kind not in ABOUT_TEXTS:
        raise PolicyGraphError(f"两份文档只能判断 {'、'.join(ABOUT_TEXTS)}：以前一份为准，或是两份不同的政策")


def name_of(read: Read, label: str, id_: str) -> str:
    """What to call a document, or a shared node, also one that another stands for. PolicyGraphError: there is none."""
    rows = read(made.by_id(_label(label), ["name", *(["uri"] if label == TEXTS else [])]), {"ids": [id_]})
    if rows:
        name = str(rows[0]["name"])
        return told_by_file(name, rows[0]["uri"]) if label == TEXTS else name
    known = [] if label == TEXTS else list(read(made.read_under(label, ["claims"]), {"ids": [id_]}))
    claims = [claim["p"] for row in known for claim in json.loads(row["claims"]) if claim["p"].get("read_as") == id_]
    if not claims:
        raise PolicyGraphError(f"图中没有编号为 {id_} 的{ontology().word('labels', label)}")
    return str(claims[0]["name"])


def _label(label: str) -> str:
    if label not in ontology().nodes:
        raise PolicyGraphError(f"没有 {label} 这种节点")
    return label


def _person(by: str) -> str:
    if not by.strip():
        raise PolicyGraphError("请写明是谁判断的")
    return by.strip()


# --- keeping them


def all_decisions(read: Read) -> list[Decision]:
    """Everything that was ever decided, in the order of time."""
    try:
        rows = read(DECISIONS)
    except NoDatabaseError:
        return []
    return [Decision(**{name: row[name] for name in names()}) for row in rows]


def standing(decisions: Iterable[Decision]) -> list[Decision]:
    """Those that count: not taken back, and the last on their subject."""
    last = {each.subject: each for each in sorted(decisions, key=lambda each: (each.at, each.id)) if each.stands}
    return sorted(last.values(), key=lambda each: (each.at, each.id))


def changed(old: Iterable[Decision], new: Collection[Decision]) -> list[Decision]:
    """What is to be written where `new` joins `old`: what stood on the same subject is taken back by whoever decides
    anew."""
    found = {each.id: each for each in new}
    decided = {each.subject: each for each in new if each.stands}
    for each in old:
        later = decided.get(each.subject)
        if later and each.stands and each.id not in found and (each.at, each.id) < (later.at, later.id):
            found[each.id] = replace(each, withdrawn_by=later.by, withdrawn_at=later.at)
    return list(found.values())


def with_new(old: Collection[Decision], new: Collection[Decision]) -> list[Decision]:
    """All decisions as they are once `new` is kept."""
    return list({each.id: each for each in (*old, *changed(old, new))}.values())


def keeping(read: Read, new: Collection[Decision]) -> Iterator[Statement]:
    """The statements that keep decisions: to be run with those that put them into effect."""
    if new:
        yield from merge_nodes("Decision", [_node(each) for each in changed(all_decisions(read), new)])


def touching(new: Iterable[Decision]) -> Scope:
    """What decisions are about, and so what may change with them."""
    keys: set[tuple[str, str | None]] = set()
    for each in new:
        if each.kind == CALIBRATED:  # all links of measures
            return None
        ends = ((each.first_label, each.first), (each.second_label, each.second))
        moved = each.first_label if each.end == "first" else each.second_label
        if each.kind in ABOUT_NODES and each.of != TEXTS:
            keys |= {(DECIDED, f"{label}:{id_}") for label, id_ in ends}
        if each.kind == CORRECTED and each.policy:  # whose text may be another document by now
            keys.add((DECIDED, f"Policy:{each.policy}"))
        keys |= {*ends, (moved, each.to), (TEXTS, each.document), (TEXTS, each.plan)}
    shared = {*ontology().shared, TEXTS, DECIDED}
    return of_mentions(f"{label}:{id_}" for label, id_ in keys if id_ and label in shared)


def withdrawn(read: Read, id_: str, by: str) -> Decision:
    """A decision as it is when it is taken back. PolicyGraphError where there is none of that id, or it no longer
    stands."""
    found = next((each for each in all_decisions(read) if each.id == id_), None)
    if found is None:
        raise PolicyGraphError(f"没有编号为 {id_} 的判断；运行 policygraph review decisions 可列出全部")
    if not found.stands:
        raise PolicyGraphError(f"{found.withdrawn_by} 已于 {found.withdrawn_at} 撤销了这条判断")
    return replace(found, withdrawn_by=_person(by), withdrawn_at=now())


def _node(decision: Decision) -> Properties:
    kept = {name: value for name, value in asdict(decision).items() if value is not None}
    return {**kept, "id": decision.id, "name": decision.sentence, "documents": []}
