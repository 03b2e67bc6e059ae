"""The chain of a measure or a policy, up to what it carries out and down to what carries it out, as columns of cards.

Pure: rows of queries in, a picture's content out. A card is known by its key, `LABEL:ID`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from policygraph.graph.lineage.measure import Measure
from policygraph.graph.stores.store import Row

LEVELS = ("town", "county", "city", "province", "central")  # from left to right
UNKNOWN = ""  # the column of policies whose level nobody said
PIECES = 3  # measures of one lower policy that an upper one is guessed to have become
Kind = Literal["cited", "forwards", "aligned", "guess"]


class Candidate(NamedTuple):
    """Two measures that may belong together, by their ids. `score`: likeness; `confidence`: how sure it is."""

    lower: str
    upper: str
    score: float
    confidence: float


class Link(NamedTuple):
    """`lower` and `upper`: keys of cards. `grounds`: rows with evidence, document, start and end; none for a guess.

    `score`: likeness; `sure`: confidence, both from 0 to 1.
    """

    lower: str
    upper: str
    kind: Kind
    score: float | None = None
    words: tuple[str, ...] = ()  # that a guess rests on
    grounds: tuple[Row, ...] = ()
    sure: float | None = None

    @property
    def key(self) -> str:
        return f"{self.lower}>{self.upper}"


class Group(NamedTuple):
    """A policy with those of its measures that the picture shows."""

    policy: Row | None  # None: measures of a document that states no policy
    measures: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Chain:
    """`links` join cards of `columns`, policies or measures. `cut`: policies that were too many to follow."""

    start: str
    columns: tuple[tuple[str, tuple[Group, ...]], ...]  # by level, from left to right
    links: tuple[Link, ...]
    cut: int = 0

    @property
    def groups(self) -> list[Group]:
        return [group for _, groups in self.columns for group in groups]

    @property
    def level(self) -> str:
        """Of the start."""
        return next((level for level, groups in self.columns if any(map(self.holds, groups))), UNKNOWN)

    def holds(self, group: Group) -> bool:
        """Whether the start is there."""
        keys = {f"Task:{row['task_id']}" for row in group.measures}
        return self.start in keys or (group.policy is not None and self.start == f"Policy:{group.policy['id']}")

    def reach(self, *, up: bool, guesses: bool = True) -> set[str]:
        """Cards of the start's kind on the ways up, or down, from it."""
        return _reached(self.start, [x for x in self.links if guesses or x.kind != "guess"], up=up)


def _reached(start: str, links: Iterable[Link], *, up: bool) -> set[str]:
    kind = start.partition(":")[0]
    following = defaultdict(list)
    for link in links:
        near, far = (link.lower, link.upper) if up else (link.upper, link.lower)
        following[near].append(far)
    seen, edge = {start}, {start}
    while edge:
        edge = {far for near in edge for far in following.get(near, ()) if far.startswith(kind)} - seen
        seen |= edge
    return seen - {start}


def links_along(start: Collection[str], links_of: Callable[[Sequence[str]], Iterable[Row]], *, up: bool) -> list[Link]:
    """All links on the ways up, or down, from the cards `start`, nearest first; each once, circles too.

    `links_of`: the rows of the query `derivations` for some ids.
    """
    found: dict[str, Link] = {}
    seen, edge = set(start), sorted(start)
    while edge:
        following = set()
        for link in merged(links_of([key.partition(":")[2] for key in edge])):
            near, far = (link.lower, link.upper) if up else (link.upper, link.lower)
            if near in edge and near != far:
                found[link.key] = link
                following.add(far)
        edge = sorted(following - seen)
        seen |= following
    return list(found.values())


def merged(rows: Iterable[Row]) -> list[Link]:
    """One link for two ends, whatever number of documents say so; what is cited goes before what is alike."""
    grounds: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        grounds[f"{row['lower_label']}:{row['lower_id']}", f"{row['upper_label']}:{row['upper_id']}"].append(row)
    links = []
    for (lower, upper), each in grounds.items():
        cited = [row for row in each if row["basis"] != "aligned"]
        score = max((row["score"] for row in each if row["score"] is not None), default=None)
        kind: Kind = "cited" if cited else "aligned"
        if cited and all(row["relation"] == "FORWARDS" for row in cited):
            kind = "forwards"
        sure = max((row["confidence"] for row in each if row.get("confidence") is not None), default=None)
        links.append(Link(lower, upper, kind, score, grounds=tuple(cited or each), sure=sure))
    return links


def measures(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """The measures of each policy by its id: outermost ones, and where its text was read, those of its text only."""
    roles: dict[str, dict[str, dict[str, Row]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        if row["parent_id"] is None:
            roles[row["policy_id"]][row["role"] or ""].setdefault(row["task_id"], row)
    order = ("text", "outline", "explains", "interprets", "reports", "issues", "")
    return {policy: list(next(each[role] for role in order if role in each).values()) for policy, each in roles.items()}


def guesses(
    start: str,
    lines: Sequence[Link],
    of: Mapping[str, Sequence[Row]],
    near: Callable[[str, str, Collection[str]], Sequence[Candidate]],
    home: Mapping[str, str],
    stored: Sequence[Link],
    *,
    up: bool,
) -> list[Link]:
    """Links that the graph does not hold, from `start` along the line of policies: to the nearest measure of each.

    `lines`: policies' links, nearest first. `of`: measures by the id of their policy. `near(lower, upper, about)`:
    candidates between two policies, about some measures. `home`: the policy's key of a measure. What is `stored` is
    not guessed again.
    """
    homes = {f"Task:{row['task_id']}": f"Policy:{id_}" for id_, own in of.items() for row in own} | dict(home)
    search = _Search(start, of, near, homes, stored, up)
    # Nearer steps first: what goes past a level is asked for only where that level says nothing.
    for batch in (direct(lines), lines):
        while any([search.follow(link) for link in batch]):
            pass
    return search.found


@dataclass(slots=True)
class _Search:
    """The search of `guesses`, with the links `found` so far; `homes`: of each measure's card that of its policy."""

    start: str
    of: Mapping[str, Sequence[Row]]
    near: Callable[[str, str, Collection[str]], Sequence[Candidate]]
    homes: Mapping[str, str]
    stored: Sequence[Link]
    up: bool
    found: list[Link] = field(default_factory=list)

    def follow(self, link: Link) -> bool:
        """Add what measures of one end have to do with the other; whether that was anything."""
        lower, upper = _id(link.lower), _id(link.upper)
        here, there = (link.lower, link.upper) if self.up else (link.upper, link.lower)
        open_ = self.open_at(here, there)
        if not (open_ and self.of.get(lower) and self.of.get(upper)):
            return False
        candidates = self.near(lower, upper, [_id(key) for key in open_])
        before = len(self.found)
        for key in open_:
            for c in self.best([each for each in candidates if key == f"Task:{each.lower if self.up else each.upper}"]):
                guess = Link(f"Task:{c.lower}", f"Task:{c.upper}", "guess", c.score, sure=c.confidence)
                if guess not in self.found:
                    self.found.append(guess)
        return len(self.found) > before

    def open_at(self, here: str, there: str) -> list[str]:
        """The cards of measures of the policy `here` that the way has reached and from which none leads `there` yet.

        Of the others the graph says it, or it was found by a nearer way.
        """
        links = [*self.stored, *self.found]
        reached = {key for key in (self.start, *_ends(links)) if self.homes.get(key) == here}
        return [k for k in sorted(reached) if there not in map(self.homes.get, _reached(k, links, up=self.up))]

    def best(self, candidates: list[Candidate]) -> list[Candidate]:
        """The surest one going up; going down a few that are about as like."""
        surest = sorted(candidates, key=lambda each: -each.confidence)[: 1 if self.up else PIECES]
        return [each for each in surest if each.score >= surest[0].score / 2]


def _ends(links: Iterable[Link]) -> set[str]:
    return {key for link in links for key in (link.lower, link.upper)}


def direct(links: Sequence[Link]) -> list[Link]:
    """Those beside which no other links lead the same way over something between."""
    above, below = defaultdict(set), defaultdict(set)
    for link in links:
        above[link.lower].add(link.upper)
        below[link.upper].add(link.lower)
    return [link for link in links if above[link.lower].isdisjoint(below[link.upper])]


def nearest(links: Sequence[Link], most: int) -> tuple[list[Link], int]:
    """Of links along the ways from a start those among the nearest cards, `most` of them; how many cards are left out.

    Near is what the fewest direct steps lead to: the counties of a province come after its cities.
    """
    order = dict.fromkeys(key for link in (*direct(links), *links) for key in (link.lower, link.upper))
    kept = set(list(order)[:most])
    return [link for link in links if kept >= {link.lower, link.upper}], len(order) - len(kept)


def _id(key: str) -> str:
    return key.partition(":")[2]


def compared(rows: Iterable[Row]) -> list[Measure]:
    """Measures as they are compared."""
    return [Measure(row["task_id"], row["task"], row["text"]) for row in rows]


def columns(policies: Iterable[Row], shown: Iterable[Row], start: str) -> tuple[tuple[str, tuple[Group, ...]], ...]:
    """The policies by level, each with its measures that are `shown`: those with measures first, then by place.

    County, city, province and centre always have a column, so that what is missing is seen.
    """
    by_policy: dict[str | None, list[Row]] = defaultdict(list)
    for row in shown:
        by_policy[row["policy_id"]].append(row)
    levels: dict[str, list[Group]] = {level: [] for level in (*LEVELS, UNKNOWN)}
    for policy in policies:
        group = Group(policy, tuple(by_policy.pop(policy["id"], ())))
        levels[policy["level"] if policy["level"] in LEVELS else UNKNOWN].append(group)
    if rest := [row for rows in by_policy.values() for row in rows]:
        levels[UNKNOWN].append(Group(None, tuple(rest)))
    return tuple(
        (level, tuple(sorted(groups, key=lambda group: _rank(group, start))))
        for level, groups in levels.items()
        if groups or level in LEVELS[1:]
    )


def _rank(group: Group, start: str) -> tuple[Any, ...]:
    """Where a policy stands in its column: the start's own first, then those with measures, then by place."""
    keys = {f"Task:{row['task_id']}" for row in group.measures}
    own = group.policy or {}
    mine = start in keys or start == f"Policy:{own.get('id')}"
    return (not mine, not keys, own.get("region") or "", own.get("title") or "", own.get("id") or "")
