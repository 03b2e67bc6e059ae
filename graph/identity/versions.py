"""Which documents are texts of one policy, and which of them counts.

A plan as a page, a PDF and a Word file, or with a figure corrected under another address, is one plan. Of its texts one
counts: its measures are the policy's, what the others say of measures is held back (`resolving`), so that every query
counts once. Here it is told which: a pure function of what was read, of identities and of what people decided.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from policygraph.graph.cypher.files import fixed
from policygraph.graph.decisions.decision import ABOUT_EDGES, CORRECTED, Decision
from policygraph.graph.identity import former_policies, policy_names
from policygraph.graph.identity.identity import Identities, Judgement, Mention
from policygraph.graph.loading.claims import STATUSES
from policygraph.graph.loading.gist import Gist, likeness, unpack_gist
from policygraph.graph.stores.store import Read, Row
from policygraph.model.words import told_by_file

TEXTS = fixed(__package__, "texts-of-policies")
THESE = fixed(__package__, "policies-of-texts")
GISTS = fixed(__package__, "gists")

ALIKE = 0.6  # of their pieces of text: versions of one text; two years' plans of one place stay below
DRAFT_ALIKE = 0.4  # a draft is changed more
PERHAPS = 0.35
DRAFT_PERHAPS = 0.2
"""Of a draft under the title of the one policy that was issued: it hardly is of another, so it is taken for one of it,
and a person is asked."""
INSIDE = 0.9  # of the shorter text stands in the longer one: it is a part of it
FEW, SHORT = 3, 10  # pieces that may be missing of a text too short for so large a part; pieces of it at least
ASSUMED = 0.5  # what is less likely counts as two, until a person says otherwise


class Text(NamedTuple):
    """A document that is the text of a policy. `policy`: the id that stands for it; `worked`: what people decided about
    its relationships; `placed`: whether it is known whose policy it is."""

    id: str
    name: str
    policy: str
    facts: str
    published_on: str | None
    worked: int
    placed: bool
    gist: Gist

    @property
    def is_draft(self) -> bool:
        return self.gist.status == "draft"

    @property
    def content(self) -> str:
        """The same for texts that give the same measures to the same offices."""
        return self.gist.facts or self.id


class Version(NamedTuple):
    """A text that does not count, because `counts` does. `ground` is Chinese; where not `sure`, a person is asked."""

    lesser: Text
    counts: Text
    basis: str  # of VERSION_OF
    confidence: float
    ground: str
    sure: bool


class Versions(NamedTuple):
    """`lesser`: by document what it is a version of; `asked`: for people to decide."""

    lesser: Mapping[str, Version]
    asked: list[Judgement]


def find_versions(
    read: Read, said: Iterable[Mention], identities: Identities, decisions: Sequence[Decision], texts: Iterable[Row]
) -> Versions:
    """Which of these `texts` (rows: document, and the policy whose text it is, as read) others of them outdo."""
    about = {each.subject: each for each in decisions if each.of == "Document"}
    lesser: dict[str, Version] = {}
    asked: list[Judgement] = []
    for group in _groups(read, said, identities, decisions, texts):
        decided = _of_contents(group, about)
        open_: set[tuple[str, ...]] = set()
        rest = _in_order(group, about)
        while rest:
            first, *others = rest
            rest = []
            for other in others:
                found = _decided(first, other, decided) or _judged(first, other)
                if found is None or found.confidence < ASSUMED:
                    rest.append(other)
                else:
                    lesser[other.id] = found
                # What was asked of a text need not be asked again of those that say the same.
                if found is not None and not found.sure and (pair := _contents(first, other)) not in open_:
                    open_.add(pair)
                    asked.append(_asking(found))
    return Versions(lesser, asked)


# --- texts of one policy


def _groups(
    read: Read, said: Iterable[Mention], identities: Identities, decisions: Sequence[Decision], rows: Iterable[Row]
) -> list[list[Text]]:
    """The texts of each policy of which there are several, those of its drafts among them."""
    policies = [each for each in said if each.label == "Policy"]
    # A draft may be of any of the editions of its title; numbers and dates tell these apart.
    of = {row["id"]: identities.now(("Policy", row["policy"])) for row in rows}
    several = _together(of, _issued(policies, identities))
    ids = [document for group in several for document in group]
    gists = read(GISTS, {"ids": ids}) if ids else ()
    placed = {identities.now(each.key) for each in policies if _is_placed(each)}
    worked = Counter(each.document for each in decisions if each.kind in (*ABOUT_EDGES, CORRECTED))
    texts = {row["id"]: _text(row, of[row["id"]], worked[row["id"]], placed) for row in gists}
    return [[texts[document] for document in group] for group in several]


def _together(of: Mapping[str, str], issued: Mapping[str, str]) -> list[list[str]]:
    """The documents of one policy where there are several, in the order of the policies."""
    together: dict[str, list[str]] = defaultdict(list)
    for document, policy in of.items():
        together[issued.get(policy, policy)].append(document)
    return [group for _, group in sorted(together.items()) if len(group) > 1]


def _text(row: Row, policy: str, worked: int, placed: Collection[str]) -> Text:
    return Text(
        row["id"], told_by_file(row["name"], row["uri"]), policy, row["facts"], row["published_on"], worked,
        policy in placed, unpack_gist(row["gist"]),
    )  # fmt: skip


def _issued(said: Iterable[Mention], identities: Identities) -> dict[str, str]:
    """For each draft the policy that was issued under its title, at its level and place; none where several were."""
    drafts: dict[tuple[object, ...], set[str]] = defaultdict(set)
    finals: dict[tuple[object, ...], set[str]] = defaultdict(set)
    for each in said:
        if key := each.properties.get("key"):
            same = (key, each.properties.get("level"), each.properties.get("region_id"))
            kind = drafts if each.properties.get("status") == "draft" else finals
            kind[same].add(identities.now(each.key))
    return {
        draft: next(iter(finals[same]))
        for same, ids in drafts.items()
        for draft in ids
        if len(finals.get(same, ())) == 1
    }


def _is_placed(policy: Mention) -> bool:
    return bool(policy.properties.get("region_id")) or policy.properties.get("level") == "central"


# --- two of them


def _judged(first: Text, other: Text) -> Version | None:
    """What `other` is to `first`, which comes before it; None where it is no version of it."""
    one, two = first.gist, other.gist
    if _contradict(first, other):
        return None
    alike, inside = likeness(one, two)
    same = bool(one.facts) and one.facts == two.facts
    drafted = first.is_draft != other.is_draft
    if not _are_one(first, other, alike, inside):
        if drafted and first.placed and other.placed and alike >= DRAFT_PERHAPS:
            return Version(other, first, "draft", 0.6, f"已印发的为准；与征求意见稿的文字只有 {alike:.0%} 相同", False)
        return _perhaps(first, other, alike) if alike >= PERHAPS else None
    if same:
        return Version(other, first, "identical", 1.0, "任务、职责和指标都相同", True)
    if drafted:
        return Version(other, first, "draft", 0.95, f"已印发的为准；与征求意见稿的文字 {alike:.0%} 相同", True)
    ground, sure = _why(first, other, alike, inside)
    return Version(other, first, "revised", 0.9 if sure else 0.6, ground, sure)


def _are_one(first: Text, other: Text, alike: float, inside: float) -> bool:
    """Are they alike enough, of what is stated under one title?"""
    same = bool(first.gist.facts) and first.gist.facts == other.gist.facts
    if not (first.placed and other.placed):  # two counties may have sent it, with nothing in it that names them
        return same and alike >= INSIDE
    needed = DRAFT_ALIKE if same or first.is_draft != other.is_draft else ALIKE
    needed = PERHAPS if first.gist.number and first.gist.number == other.gist.number else needed
    shorter = min(first.gist.length, other.gist.length)
    within = inside >= INSIDE or (shorter >= SHORT and (1 - inside) * shorter < FEW + 0.5)
    return alike >= needed or (within and alike >= PERHAPS)


def _perhaps(first: Text, other: Text, alike: float) -> Version:
    ground = f"名称相同，文字 {alike:.0%} 相同，是不是一份的两个文本不能确定"
    return Version(other, first, "revised", min(alike, ASSUMED - 0.01), ground, False)


def _contradict(first: Text, other: Text) -> bool:
    """Do numbers, years or dates tell that they are two policies under one title?"""
    one, two = first.gist, other.gist
    drafted = first.is_draft or other.is_draft  # which has the number of the letter that hands it out
    if one.number and two.number and not drafted:
        return policy_names.number(one.number) != policy_names.number(two.number)
    if one.years and two.years and set(one.years).isdisjoint(two.years):
        return True
    if one.issued_on and two.issued_on and not drafted:
        return abs(_days(one.issued_on) - _days(two.issued_on)) > former_policies.MOST_APART
    return False


def _why(first: Text, other: Text, alike: float, inside: float) -> tuple[str, bool]:
    """Why the first counts, in Chinese, and whether that is sure."""
    part = inside >= INSIDE and other.gist.length < first.gist.length and other.gist.tasks < first.gist.tasks
    whole = inside >= INSIDE and other.gist.length > first.gist.length and other.gist.tasks > first.gist.tasks
    for what, own, others in (
        ("印发日期", first.gist.issued_on, other.gist.issued_on),
        ("发布日期", first.published_on, other.published_on),
    ):
        if own and others and own != others:
            return f"{what}较晚（{own}，另一份 {others}）的为准；文字 {alike:.0%} 相同", not whole
    if part:
        return "较完整的为准；另一份的文字几乎全在其中", True
    if alike >= INSIDE and first.gist.named == other.gist.named:
        return f"文字 {alike:.0%} 相同，数字和单位都一样；取读得较全的", True
    return f"文字 {alike:.0%} 相同，看不出哪一份在后", False


Decided = Mapping[tuple[str, ...], Decision]
"""By two documents, or by what two of them say."""


def _of_contents(group: Sequence[Text], decided: Decided) -> Decided:
    """What people decided about texts of a group, also by what these say; the latest where they decided both ways."""
    texts = {each.id: each for each in group}
    about = [each for each in decided.values() if each.first in texts and each.second in texts]
    of_all = {
        _contents(texts[each.first], texts[each.second]): each for each in sorted(about, key=lambda d: (d.at, d.id))
    }
    return {**of_all, **{each.subject: each for each in about}}


def _contents(one: Text, other: Text) -> tuple[str, ...]:
    return tuple(sorted((one.content, other.content)))


def _decided(first: Text, other: Text, decided: Decided) -> Version | None:
    """As a person said of the two, or of texts that say the same: `other` is a version of `first`, or, with no
    confidence, no version of it."""
    itself = decided.get(_subject(first, other))
    each = itself or (None if first.content == other.content else decided.get(_contents(first, other)))
    if each is None:
        return None
    ground = f"{each.by} {each.at[:10]} 判断{'' if itself else '（内容相同的文本）'}"
    return Version(other, first, "decided", 1.0 if each.kind == "counts" else 0.0, ground, True)


def _asking(found: Version) -> Judgement:
    one, two = found.counts, found.lesser
    return Judgement(
        "Document", one.id, two.id, one.name, two.name, "counts", round(found.confidence, 3), found.ground, sure=False
    )


def _subject(one: Text, other: Text) -> tuple[str, ...]:
    return ("Document", *sorted((one.id, other.id)))


# --- which counts


def _in_order(group: Sequence[Text], decided: Decided) -> list[Text]:
    """What a person chose last, then by status, date and completeness of what they say; of those that say the same the
    one with which people have worked, then the one that tells most of itself."""
    same: dict[str, list[Text]] = defaultdict(list)
    for each in group:
        same[each.content].append(each)
    chosen = _chosen(group, decided)
    ranked = {content: min(map(_of_content, texts)) for content, texts in same.items()}
    return sorted(
        group,
        key=lambda each: (each.id != chosen, *ranked[each.content], each.content, *_of_itself(each), each.id),
    )


def _of_content(text: Text) -> tuple[int, ...]:
    gist = text.gist
    dates = (_days(gist.issued_on), _days(text.published_on))
    return STATUSES.index(gist.status), *(-day for day in dates), -gist.tasks, -gist.roles, -gist.figures


def _of_itself(text: Text) -> tuple[int | bool, ...]:
    gist = text.gist
    return -text.worked, gist.number is None, gist.issued_on is None, text.published_on is None, -gist.length


def _chosen(group: Sequence[Text], decided: Decided) -> str | None:
    there = {each.id for each in group}
    said = [each for each in decided.values() if each.kind == "counts" and {each.first, each.second} <= there]
    return max(said, key=lambda each: (each.at, each.id)).first if said else None


def _days(written: str | None) -> int:
    return date.fromisoformat(written).toordinal() if written else 0
