"""The chain of the trace page: asked of the graph, and as its component draws it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import streamlit as st

from policygraph.app.frame import data
from policygraph.app.parts.things import replaced
from policygraph.app.parts.things.tasks import measures
from policygraph.graph.lineage import chain, learning, pairing, shared_words
from policygraph.graph.lineage.chain import Candidate, Chain, Group, Link
from policygraph.graph.lineage.evidence import Weights
from policygraph.graph.lineage.likeness import Index, index_measures
from policygraph.graph.stores.store import Row
from policygraph.model import degrees
from policygraph.model.ontology import ontology

UNKNOWN = "层级不详"
LABELS = {"cited": "引用", "forwards": "转发", "aligned": "对应", "guess": "推测"}
WORDS = 5  # in which two measures agree, told at most
PLACES = 400  # policies above, and below, whose measures are compared


def policies() -> dict[str, Row]:
    """All policies by id."""
    return {row["id"]: row for row in data.ask("policies")}


def tasks(ids: Sequence[str]) -> dict[str, Row]:
    """Measures by id; those that are part of no policy too."""
    found: dict[str, Row] = {}
    for row in data.ask("tasks", {"ids": sorted(ids)}) if ids else ():
        found.setdefault(row["task_id"], row)
    return found


def chain_of_policy(policy: str) -> Chain:
    """The policies above and below; of the policy itself its measures."""
    start = f"Policy:{policy}"
    links = _policies(_line([start], up=True) + _line([start], up=False))
    return Chain(start, chain.columns(_between(links, [policy]), measures(policy), start), tuple(links))


def chain_of_task(task: Row) -> Chain:
    """The policies above and below that of a measure, with the measures there that it carries out or that carry it out.

    Where the graph says nothing, near misses of the comparison are guessed, along the line of its policies only.
    """
    start, home = f"Task:{task['task_id']}", task["policy_id"]
    starts = [start, *([f"Policy:{home}"] if home else [])]
    lines = {up: _line(starts, up=up) for up in (True, False)}
    stored = _of_tasks([*lines[True], *lines[False]])
    shown = tasks([_id(key) for key in _ends(stored) if _is_task(key)])
    shown[task["task_id"]] = task
    above, left_above = chain.nearest(_policies(lines[True]), PLACES)
    below, left_below = chain.nearest(_policies(lines[False]), PLACES)
    found = [*_guesses(task, above, shown, stored, up=True), *_guesses(task, below, shown, stored, up=False)]
    shown |= tasks(sorted({_id(key) for key in _ends(found)} - shown.keys()))
    found = [link._replace(words=_agreeing(shown[_id(link.lower)], shown[_id(link.upper)])) for link in found]
    # Measures are linked to every level above; what leads on over a nearer one is drawn by way of it.
    links = [*above, *below, *chain.direct(stored), *found]
    rows = _between(links, [row["policy_id"] for row in shown.values() if row["policy_id"]])
    return Chain(start, chain.columns(rows, shown.values(), start), tuple(links), left_above + left_below)


def _agreeing(lower: Row, upper: Row) -> tuple[str, ...]:
    return tuple(shared_words.agreeing(*chain.compared([lower, upper]))[:WORDS])


def _guesses(
    task: Row, lines: Sequence[Link], shown: Mapping[str, Row], stored: Sequence[Link], *, up: bool
) -> list[Link]:
    ids = sorted(map(_id, set(_ends(lines))))
    of = chain.measures(data.ask("tasks-of-policies", {"ids": ids})) if ids else {}
    own = of.setdefault(task["policy_id"], []) if task["policy_id"] else []
    if added := task["task_id"] not in {row["task_id"] for row in own}:
        own.append(task)  # a clause of a larger measure, or told in a reading of the policy
    home = {f"Task:{row['task_id']}": f"Policy:{row['policy_id']}" for row in shown.values() if row["policy_id"]}

    by = weights()

    def words(policy: str) -> Index:
        extra = task["task_id"] if added and policy == task["policy_id"] else ""
        return _index((data.place(), data.version(), policy, extra), of[policy])

    def near(lower: str, upper: str, about: Collection[str]) -> list[Candidate]:
        below, above = words(lower), words(upper)
        asked = {"rows": _places(below, about)} if up else {"columns": _places(above, about)}
        found = pairing.near_pairs(below, above, by, **asked)
        ids = [[each.id for each in side.measures] for side in (below, above)]
        return [Candidate(ids[0][p.lower], ids[1][p.upper], p.score, p.confidence) for p in found]

    return chain.guesses(f"Task:{task['task_id']}", lines, of, near, home, stored, up=up)


def weights() -> Weights | None:
    """Those by which measures are compared in this graph; None: the shipped ones."""
    return _weights(data.place(), data.version())


@st.cache_resource(show_spinner=False, max_entries=4, ttl=1800)
def _weights(where: str | None, seen: str) -> Weights | None:
    """`where`, `seen`: which graph, and its version."""
    reader = data.store()
    return learning.held(reader.read) if reader else None


@st.cache_resource(show_spinner=False, max_entries=300, ttl=1800)
def _index(key: tuple[Any, ...], _measures: list[Row]) -> Index:
    """`key` tells of which graph and policy the measures are: quicker than reading them all to know them again."""
    return index_measures(chain.compared(_measures))


def _places(of: Index, ids: Collection[str]) -> list[int]:
    return [place for place, measure in enumerate(of.measures) if measure.id in ids]


def _line(starts: Sequence[str], *, up: bool) -> list[Link]:
    return chain.links_along(starts, lambda ids: data.ask("derivations", {"ids": list(ids)}), up=up)


def _policies(links: Sequence[Link]) -> list[Link]:
    return [link for link in links if not _is_task(link.lower) and not _is_task(link.upper)]


def _of_tasks(links: Sequence[Link]) -> list[Link]:
    return [link for link in links if _is_task(link.lower) or _is_task(link.upper)]


def _ends(links: Iterable[Link]) -> list[str]:
    return [key for link in links for key in (link.lower, link.upper)]


def _between(links: Sequence[Link], also: Sequence[str]) -> list[Row]:
    known = policies()
    ids = {_id(key) for key in _ends(links) if not _is_task(key)} | set(also)
    return [known[each] for each in sorted(ids) if each in known]


def _is_task(key: str) -> bool:
    return key.startswith("Task:")


def _id(key: str) -> str:
    return key.partition(":")[2]


def level_word(name: str) -> str:
    """A level as people say it."""
    return ontology().word("Policy.level", name) if name else UNKNOWN


def status_note(policy: Row) -> str:
    """What there is to be said of how well a policy is known."""
    if policy["status"] == "cited":
        return "仅见引用，未收录原文"
    if policy["status"] == "repealed":
        return replaced.note(policy)
    return "" if policy["status"] == "issued" else str(ontology().word("Policy.status", policy["status"]))


def picture(found: Chain, selected: str | None) -> dict[str, Any]:
    """What the component is given."""
    columns = [
        {"title": level_word(name), "level": name, "groups": [_group(group, found) for group in groups]}
        for name, groups in found.columns
    ]
    links = [
        {"key": link.key, "lower": link.lower, "upper": link.upper, "kind": link.kind, "label": link_label(link),
         "weak": link.kind == "aligned" and degrees.is_weak(link.sure)}
        for link in found.links
    ]  # fmt: skip
    return {"columns": columns, "links": links, "start": found.start, "selected": selected}


def link_label(link: Link) -> str:
    """What stands on a link: of two tasks how like they are, or that the link is not sure."""
    words = degrees.link(link.score, link.sure) if link.kind == "aligned" else ""
    return words or LABELS[link.kind]


def _group(group: Group, found: Chain) -> dict[str, Any]:
    pick = found.start.startswith("Policy:")
    cards = [
        {"key": f"Task:{row['task_id']}", "title": row["task"], "number": row["number"] or "", "pick": pick}
        for row in group.measures
    ]
    policy = group.policy
    if policy is None:
        return {"policy": None, "place": "没有写明属于哪项政策", "measures": cards}
    card = {
        "key": f"Policy:{policy['id']}",
        "title": policy["title"],
        "number": policy["number"] or "",
        "note": status_note(policy),
    }
    return {"policy": card, "place": policy["region"] or "", "measures": cards}
