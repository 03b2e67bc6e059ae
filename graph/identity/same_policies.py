"""Which policies that were read are one, though documents name them differently.

By title alone (`records.policy_id`) an ingested policy and one that is cited by its full title are one already. Here
are the other names: a number, a year's first document, a title without level, one title for several levels, two
spellings. What is likely but not sure becomes a judgement that a person decides.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from policygraph.graph.identity import former_policies, policy_names
from policygraph.graph.identity.identity import Judgement, Mention
from policygraph.graph.identity.surroundings import Surroundings
from policygraph.graph.loading.claims import STATUSES, knowledge
from policygraph.ingest.head import titles
from policygraph.ingest.text.characters import for_matching
from policygraph.model.records import fold

SHORTEST = 8  # characters of a title that two policies hardly share by chance
SHORTEST_CORE = 4
ALIKE = 0.75  # of the pairs of characters of two cores: likely one policy
ELSEWHERE = 3  # policies of a title, none of them in sight of who cites it, of which one may be meant
RARE = 60  # titles of one level that share three characters, beyond which these tell nothing


@dataclass(slots=True)
class Policy:
    """One id with all that is said under it. `named`: documents by how they name it (`Policy.naming`; "": by title)."""

    id: str
    title: str = ""
    key: str = ""
    core: str = ""
    level: str | None = None
    region: str | None = None
    status: str = "cited"
    numbers: set[str] = field(default_factory=set)
    aliases: set[str] = field(default_factory=set)
    named: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @property
    def stated(self) -> bool:
        return self.status != "cited"

    @property
    def has_title(self) -> bool:
        """Is it known by a title of its own?"""
        return self.stated or "" in self.named

    @property
    def documents(self) -> set[str]:
        return set().union(*self.named.values())


def judge_policies(
    mentions: Iterable[Mention],
    around: Surroundings,
    years: Mapping[str, int] | None = None,
    *,
    everywhere: bool = False,
) -> list[Judgement]:
    """Every pair that is one policy, or may be. `years`: those that documents are of, where `mentions` are not all.
    `everywhere`: without what a title means in single documents."""
    told_apart, rest = former_policies.parted(mentions, years)
    policies = list(gathered(rest, around).values())
    by_id = {policy.id: policy for policy in policies}
    found = {(min(j.first, j.second), max(j.first, j.second), j.documents): j for j in told_apart}
    known_by_title = [policy for policy in policies if not former_policies.is_former(policy.key)]
    in_documents = () if everywhere else (_of_several_levels, _without_level)
    for rule in (_by_year, _by_number, *in_documents, _alike):
        for judged in rule(policies if rule is _by_number else known_by_title, around):
            first, second = by_id[judged.first], by_id[judged.second]
            if _may_be_one(first, second):
                found.setdefault((min(first.id, second.id), max(first.id, second.id), judged.documents), judged)
    return list(found.values())


def _may_be_one(first: Policy, second: Policy) -> bool:
    """A draft is linked to what was issued, and not the same; nor is a notice what it forwards."""
    if "draft" in (first.status, second.status):
        return False
    return not (first.has_title and second.has_title) or _forwards(first) == _forwards(second)


def _forwards(policy: Policy) -> bool:
    return titles.forwards(for_matching(policy.title))


def gathered(mentions: Iterable[Mention], around: Surroundings) -> dict[str, Policy]:
    """All that is said of each policy, by its id."""
    found: dict[str, Policy] = {}
    for each in sorted(mentions, key=_rank):
        said = each.properties
        policy = found.setdefault(each.id, Policy(each.id))
        policy.title = policy.title or str(said["title"])
        policy.key = policy.key or str(said.get("key") or fold(str(said["title"])))
        policy.level = policy.level or _text(said.get("level"))
        policy.region = policy.region or _text(said.get("region_id"))
        policy.status = min(policy.status, STATUSES[knowledge(said)], key=STATUSES.index)
        if number := _text(said.get("number")):
            policy.numbers.add(policy_names.number(number))
        aliases = said.get("aliases")
        policy.aliases.update(fold(str(alias)) for alias in (aliases if isinstance(aliases, list) else []))
        policy.named[_text(said.get("naming")) or ""].update(each.documents)
    for policy in found.values():
        policy.core = policy_names.core(policy.key, around.places.get(policy.region or "", ()))
    return found


def _rank(mention: Mention) -> tuple[int, int, str]:
    return knowledge(mention.properties), -len(mention.properties), mention.id


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _judgement(
    first: Policy, second: Policy, score: float, why: str, *, sure: bool, documents: Iterable[str] = ()
) -> Judgement:
    return Judgement(
        "Policy", first.id, second.id, first.title, second.title, "same", score, why, sure, tuple(sorted(documents))
    )


def _fits(one: Policy, other: Policy) -> bool:
    """Can both be of one level and place, as far as is known?"""
    same_level = one.level == other.level or None in (one.level, other.level)
    return same_level and (one.region == other.region or None in (one.region, other.region))


# --- rules


def _by_year(policies: Collection[Policy], around: Surroundings) -> Iterator[Judgement]:
    """2024年中央一号文件: by what a policy is also called, by its number, by the list of known ones."""
    named: dict[tuple[int, str, str | None], list[tuple[Policy, str]]] = defaultdict(list)
    for policy in policies:
        for year, level, why in years_of(policy):
            named[year, level, None if level == "central" else policy.region].append((policy, why))
    for (_, level, region), group in sorted(named.items(), key=str):
        if level != "central" and region is None:
            continue
        (first, _), *rest = sorted(group, key=lambda each: (not each[0].stated, not each[0].has_title, each[0].id))
        for other, why in rest:
            if other.id != first.id and _fits(first, other):
                yield _judgement(other, first, 0.98, why, sure=True)


def years_of(policy: Policy) -> Iterator[tuple[int, str, str]]:
    """Year and level of which it is the first document, and why."""
    for name in (policy.title, *sorted(policy.aliases)):
        if (year := policy_names.first_of_year(name)) is not None:
            yield *year, f"同为{year[0]}年的一号文件"
    for number in sorted(policy.numbers):
        year_of = policy_names.numbered_first(number)
        if year_of and policy.level and (policy.level == "central") == number.startswith("中发"):
            yield year_of, policy.level, f"文号{number}就是{year_of}年的一号文件"
    if policy.level in ("central", None) and (year_of := policy_names.known().get(policy.key)):
        yield year_of, "central", f"名录中的{year_of}年中央一号文件"


def _by_number(policies: Collection[Policy], around: Surroundings) -> Iterator[Judgement]:
    """One number and titles that agree, or no title; a notice's several attachments have one number too."""
    numbered: dict[str, list[Policy]] = defaultdict(list)
    for policy in policies:
        for number in policy.numbers:
            numbered[number].append(policy)
    for number, group in sorted(numbered.items()):
        titled = [policy for policy in group if policy.has_title]
        for one, other in combinations(sorted(group, key=lambda p: (not p.stated, p.id)), 2):
            if not _fits(one, other):
                continue
            if not (one.has_title and other.has_title):
                yield _judgement(other, one, 0.97, f"文号都是{number}", sure=len(titled) <= 1)
            elif _agree(one, other):
                yield _judgement(other, one, 0.95, f"文号都是{number}，名称相近", sure=True)
            elif one.documents.isdisjoint(other.documents):
                yield _judgement(other, one, 0.6, f"文号都是{number}，名称不同", sure=False)


def _agree(one: Policy, other: Policy) -> bool:
    short, long = sorted((one.core, other.core), key=len)
    return len(short) >= SHORTEST_CORE and (short in long or _likeness(short, long) >= ALIKE)


def _of_several_levels(policies: Collection[Policy], around: Surroundings) -> Iterator[Judgement]:
    """中央、省、市《关于…的意见》: the province's may be 实施意见, the city's 工作方案 with a shorter title."""
    titled = _by_beginning(policies)
    for policy in policies:
        several = sorted(policy.named.get("several", ()))
        if policy.stated or not several:  # asked first: of many policies of one title few are named so
            continue
        begins = titled.get((policy.core[:SHORTEST_CORE], policy.level or ""), ())
        alike = [p for p in begins if p.id != policy.id and _one_begins_the_other(policy.core, p.core)]
        for document in several:
            regions = {policy.region} if policy.region else around.regions.get(document, frozenset())
            real = _likeliest(policy, [p for p in alike if p.region in regions])
            why = "几级合称的文件，该地主题相同的只有这一份" if len(real) == 1 else "几级合称的文件，主题相同"
            for each in real:
                yield _judgement(policy, each, 0.9 / len(real), why, sure=len(real) == 1, documents=[document])


def _by_beginning(policies: Iterable[Policy]) -> dict[tuple[str, str], list[Policy]]:
    """The policies of places by the first characters of their core and their level."""
    found: dict[tuple[str, str], list[Policy]] = defaultdict(list)
    for policy in policies:
        if policy.has_title and policy.level and policy.region and len(policy.core) >= SHORTEST_CORE:
            found[policy.core[:SHORTEST_CORE], policy.level].append(policy)
    return found


def _likeliest(policy: Policy, alike: list[Policy]) -> list[Policy]:
    """Of those that `policy` may be the ones whose text was read, and of these the ones with its very title, if any."""
    stated = [p for p in alike if p.stated] or alike
    return [p for p in stated if p.core == policy.core] or stated


def _one_begins_the_other(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= SHORTEST and long.startswith(short))


def _without_level(policies: Collection[Policy], around: Surroundings) -> Iterator[Judgement]:
    """A title without issuer: whose it is, is told by the place of who cites it."""
    titled: dict[str, list[Policy]] = defaultdict(list)
    for policy in policies:
        if policy.has_title and _is_placed(policy):
            titled[policy.key].append(policy)
    for policy in policies:
        if _is_placed(policy):
            continue
        same = [p for p in titled.get(policy.key, ()) if policy.level in (None, p.level)]
        for document in sorted(policy.documents) if same else ():
            yield from _seen_from(document, around.regions.get(document, frozenset()), policy, same)


def _is_placed(policy: Policy) -> bool:
    """Is it known whose policy it is?"""
    return policy.level == "central" or bool(policy.level and policy.region)


def _seen_from(document: str, regions: frozenset[str], policy: Policy, same: Collection[Policy]) -> Iterator[Judgement]:
    """Which of the policies of `same` title a document in `regions` means by `policy`."""
    visible = [p for p in same if p.level == "central" or p.region in regions]
    sure = len(visible) == 1 and len(policy.key) >= SHORTEST
    why = "名称相同，又是引用者本级或上级的" if visible else "名称相同，是否指这一份说不定"
    for each in visible or (same if len(same) <= ELSEWHERE else ()):
        yield _judgement(policy, each, 0.9 if sure else 0.5, why, sure=sure, documents=[document])


def _alike(policies: Collection[Policy], around: Surroundings) -> Iterator[Judgement]:
    """Titles of one level and place that differ in little, but not in a figure, as those of two years do."""
    groups: dict[tuple[str | None, str | None], list[Policy]] = defaultdict(list)
    for policy in policies:
        if policy.has_title and len(policy.core) >= SHORTEST_CORE:
            groups[policy.level, policy.region].append(policy)
    for group in groups.values():
        yield from _but_for_a_particle(group)
        for one, other in _near(group):
            score = _likeness(one.core, other.core)
            if _may_be_alike(one, other) and score >= ALIKE:
                why = "同一级的两个名称，主题相同" if one.core == other.core else "同一级的两个名称，大部分文字相同"
                yield _judgement(one, other, round(score * 0.8, 3), why, sure=False)


def _but_for_a_particle(group: Iterable[Policy]) -> Iterator[Judgement]:
    """Two spellings of one title, of which one has a 的 more."""
    spelt: dict[str, list[Policy]] = defaultdict(list)
    for policy in group:
        spelt[policy.key.replace("的", "")].append(policy)
    for same in spelt.values():
        for one, other in combinations(sorted(same, key=lambda policy: policy.id), 2):
            if _may_be_alike(one, other):
                yield _judgement(one, other, 0.95, "同一级的两个名称，只差“的”字", sure=True)


def _may_be_alike(one: Policy, other: Policy) -> bool:
    if (one.stated and other.stated) or re.findall(r"\d+", one.key) != re.findall(r"\d+", other.key):
        return False
    return not (one.numbers and other.numbers and not one.numbers & other.numbers)


def _near(group: Collection[Policy]) -> Iterator[tuple[Policy, Policy]]:
    """Pairs that share three characters in a row which few others have."""
    by_id = {policy.id: policy for policy in group}
    sharing: dict[str, set[str]] = defaultdict(set)
    for policy in group:
        for i in range(max(1, len(policy.core) - 2)):
            sharing[policy.core[i : i + 3]].add(policy.id)
    pairs = {pair for ids in sharing.values() if len(ids) <= RARE for pair in combinations(sorted(ids), 2)}
    yield from ((by_id[one], by_id[other]) for one, other in sorted(pairs))


def _likeness(one: str, other: str) -> float:
    """How many of their pairs of characters two texts share, of all that they have (Jaccard)."""
    a, b = ({text[i : i + 2] for i in range(len(text) - 1)} for text in (one, other))
    return len(a & b) / len(a | b) if a | b else float(one == other)
