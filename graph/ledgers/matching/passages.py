"""Which task of a plan a passage of running text tells of: 公路建设完成66.3公里，占年度任务的88.4%.

A passage is short, and names its task by a word or two, so that less speaks for any task than of a ledger's row. But it
often tells a share of a figure: the task that aims at that figure (66.3 is 88.4% of 75公里) is meant; and whom it names
as the lead leads few. It is sure where many times as much speaks for one task as for the next.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from policygraph.graph.ledgers.matching.words import counts_of, tokens
from policygraph.graph.ledgers.matching.work import Work, figures_of
from policygraph.graph.ledgers.rows import (
    APART,
    ASKED,
    ENOUGH,
    MAYBE,
    NEAR,
    NEARLY,
    Found,
    Ranked,
    apart,
    holds,
    rarities,
    rarity,
    shortened,
    speaks,
)
from policygraph.model.records import Node, Records, fold

AIM, LED = 2.0, 0.8  # what the figure counts of which a passage tells a share, and the lead that it names
CLEARLY, FEW = 2.2, 1.35  # so many times what speaks for the next task makes one sure; the least that the next counts
MOSTLY = 0.7  # share from which a part is meant where little speaks for the other parts; of a name, that the task has
NAMED = 0.4  # share of a task's title that a passage says which tells of it by no figure
EXACT, ROUND = (
    0.0006,
    0.0051,
)  # how far a share, told in tenths of a hundredth, or in hundredths, may be from the true one
COUNT = 1.3  # what a figure with its unit counts that a task has too: 4000亩油茶新造林
INSIDE = 1.2  # what a task counts all of whose title a passage says

_ALL = re.compile(  # it is said of the whole task
    r"(?:总体|整体|合计)(?:已|仅)?完成|(?:总体|整体|工程总?)(?:形象)?进度|(?:目标)?任务(?:已|均)*(?:全部|全面|超额|如期|按期|提前|圆满)+完成"
    r"|(?:已|均)*(?:提前|超额|全面|圆满|如期)+完成(?:了)?(?:年度|全年)*(?:目标)?任务"
)
_SHARE_ALONE = re.compile(
    r"^(?:[^,。;\d]{2,40}[,。:])?(?:已|仅|目前|累计)*完成(?:了)?[约近]?\d+(?:\.\d+)?%(?:以上|左右)?(?:[,。;]|$)"
)

_REPORTED = re.compile(  # with which anything is reported
    r"(?:占|完成|达到?|为)?(?:年度|全年|总)?(?:目标|任务|计划)(?:任务|目标)?的?|完成|建成|完工|竣工|投用|全部|均已|已经?|正在"
    r"|进度|进展|滞后|尚未|启动"
)
_FIGURE = re.compile(r"\d(?![\d.]*(?:年|月|日|号|%))(?![\d.])")  # no day, and no share of the whole


@dataclass(frozen=True, slots=True)
class Passage:
    """`work`: what it says and whom it names; `aims`: between which numbers that lies of which it tells a share, and in
    which unit; `figures`: how many it tells; `bare`: it tells none but a share or a day; `whole`: it says itself that
    it tells of all of the task; `aside`: it says nothing but what stands in the way."""

    work: Work
    aims: tuple[tuple[float, float, str], ...]
    figures: int
    bare: bool
    whole: bool = False
    aside: bool = False

    @property
    def id(self) -> str:
        """Of its Progress."""
        return self.work.id


def passages_of(records: Records, ids: Mapping[tuple[str, str], str]) -> list[Passage]:
    """What a document's running text tells of tasks of which it is not known which they are. `ids`: under which ids its
    departments now stand."""
    known = {edge.target[1] for edge in records.edges if edge.type == "HAS_PROGRESS"}
    offices: dict[str, set[str]] = defaultdict(set)
    for edge in records.edges:
        if edge.type == "ANSWERS_FOR":
            offices[edge.target[1]].add(ids.get(edge.source, edge.source[1]))
    reached = figures_of(records)
    told = [node for node in records.nodes if node.label == "Progress" and node.id not in known]
    ends = Counter(node.properties["end"] for node in told)  # those of which one sentence tells together
    return [
        _passage(node, frozenset(offices[node.id]), reached.get(node.id, ()), alone=ends[node.properties["end"]] == 1)
        for node in told
    ]


def _passage(node: Node, offices: frozenset[str], reached: Sequence[tuple[float, str]], *, alone: bool) -> Passage:
    title, share = str(node.properties["task"]), node.properties.get("share")
    aims: tuple[tuple[float, float, str], ...] = ()
    if isinstance(share, float) and ROUND < share < 1:
        far = ROUND if abs(share * 100 - round(share * 100)) < EXACT else EXACT
        aims = tuple((value / (share + far), value / (share - far), unit) for value, unit in reached if value)
    above, _, name = title.rpartition("：")  # it stands below a title, which may be a slogan
    words = tokens(name)
    text = fold(str(node.properties["text"]))
    said = _REPORTED.sub("\n", text) if alone else ""
    return Passage(
        Work(
            node.id,
            title,
            words,
            tokens(f"{above}\n{said}") - words,
            frozenset(),
            offices,
            offices,
            None,
            counts=counts_of(text),
        ),
        aims,
        len(reached),
        not _FIGURE.search(text),
        whole=_is_of_all(unicodedata.normalize("NFKC", str(node.properties["text"]))),
        aside=bool(node.properties.get("problem")) and share is None and not node.properties.get("state"),
    )


def _is_of_all(words: str) -> bool:
    return bool(_ALL.search(words) or _SHARE_ALONE.search(words))


def match(
    passages: Sequence[Passage], tasks: Sequence[Work], more: Mapping[str, Mapping[str, float]] | None = None
) -> list[Found]:
    """What each passage tells of, or may tell of; those for which too little speaks are left out. `more`: by passage
    what else speaks for tasks."""
    rare, near = rarities(tasks), apart(tasks)
    found: list[Found] = []
    for passage in passages:
        own = _own(passage, tasks)
        for id_, worth in (more or {}).get(passage.id, {}).items():
            own[id_] = own.get(id_, 0.0) + worth
        ranked = sorted(
            (
                (speaks(passage.work, task, rare) + shortened(passage.work, task, near) + own.get(task.id, 0.0), task)
                for task in tasks
            ),
            reverse=True,
            key=lambda one: (one[0], one[1].id),
        )
        found += _of(passage, ranked)
    return found


def _of(passage: Passage, ranked: Sequence[Ranked]) -> list[Found]:
    if not ranked or ranked[0][0] < MAYBE:
        return []
    best, task = _inmost(ranked)
    other = next((score for score, each in ranked if each.id != task.id and not holds(task, each)), 0.0)
    if passage.aside and best < CLEARLY * max(other, FEW) and best - other < APART:
        return []
    sure = (best >= ENOUGH and best - other >= APART) or best >= CLEARLY * max(other, FEW)
    near = [] if sure else [one for one in ranked if one[1].id != task.id and one[0] >= max(MAYBE, NEAR * best)]
    return [
        Found(passage.id, each.id, round(min(1.0, score / (2 * ENOUGH)), 3), sure, part=_tells_in_part(passage, each))
        for score, each in [(best, task), *near][:ASKED]
    ]


def _tells_in_part(passage: Passage, task: Work) -> bool:
    """Does it tell of no more than half of the task's figures? Not where it names the task itself, and no figure."""
    if passage.whole or any(_is_sum(aim, task) for aim in passage.aims):
        return False
    title, name = tokens(task.title), passage.work.words
    if passage.bare and len(title & name) >= NAMED * len(title) and len(name & task.words) >= MOSTLY * len(name):
        return False
    return len(task.aims) > 1 and 2 * passage.figures <= len(task.aims)


def _own(passage: Passage, tasks: Sequence[Work]) -> dict[str, float]:
    """What besides speaks for tasks that aim at the figure of which the passage tells a share, and whose lead it names:
    the more, the fewer they are."""
    aimed = [task.id for task in tasks if any(_is_aim(aim, task) for aim in passage.aims)]
    led = [task.id for task in tasks if not passage.work.leads.isdisjoint(task.leads)]
    said = fold(passage.work.title)
    named = [task.id for task in tasks if len(title := fold(task.title)) > 3 and title in said and title != said]
    found: dict[str, float] = defaultdict(float)
    for ids, worth in ((aimed, AIM), (led, LED), (named, INSIDE)):
        for id_ in ids:
            found[id_] += worth * rarity(len(ids), len(tasks))
    for count in passage.work.counts:
        ids = [task.id for task in tasks if count in task.counts]
        for id_ in ids:
            found[id_] += COUNT * rarity(len(ids), len(tasks))
    return found


def _is_aim(aim: tuple[float, float, str], task: Work) -> bool:
    low, high, unit = aim
    return any(low <= value <= high and unit == of for value, of in task.aims) or _is_sum(aim, task)


def _is_sum(aim: tuple[float, float, str], task: Work) -> bool:
    """Is it a share of all that the task aims at in that unit: 新建1.8万亩，改造提升0.6万亩?"""
    low, high, unit = aim
    own = [value for value, of in task.aims if of == unit]
    return len(own) > 1 and low <= sum(own) <= high


def _inmost(ranked: Sequence[Ranked]) -> Ranked:
    """The best, or the part of it for which nearly as much speaks, or alone most: a larger task has all the words of
    its parts."""
    best, task = ranked[0]
    parts = [(score, each) for score, each in ranked if each.within == task.id]
    if not parts:
        return best, task
    alone = len(parts) > 1 and parts[1][0] < parts[0][0] / 2
    return (best, parts[0][1]) if parts[0][0] >= (MOSTLY if alone else NEARLY) * best else (best, task)
