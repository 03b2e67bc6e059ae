"""The policies of one document as records: those that it states or forwards, and those that it names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import replace

from policygraph.ingest.citations.cited import Citation
from policygraph.ingest.citations.fates import REACH
from policygraph.ingest.citations.forwarded import named_inside, whose_is_forwarded
from policygraph.ingest.head import titles
from policygraph.ingest.head.own_policy import OwnPolicy
from policygraph.ingest.places.region_names import COUNTRY, Place
from policygraph.ingest.reading import Reading
from policygraph.ingest.relating.writer import Key, Writer
from policygraph.ingest.text.characters import for_matching
from policygraph.model import records as r
from policygraph.model.records import Properties

OWN = ("text", "issues")
"""Roles of a document that is the policy, or hands it out."""
Cited = tuple[Citation, str]
"""A policy as the document names it, and the id of its node."""
# What a text calls itself: 本办法.
_ITSELF = re.compile(
    r"本(?:实施|暂行|工作|管理|若干|行动)?(办法|条例|规定|细则|规则|意见|方案|预案|决定|通知|公告|规划|标准|制度|措施)"
)
_ONLY_ANNULS = re.compile("|".join((*titles.words().repealed, "清理")))


class PolicyWriter(Writer):
    """Writes them."""

    def __init__(self, reading: Reading, original: str) -> None:
        super().__init__(reading.cleaned, original)
        self.reading = reading
        self.notice: Key | None = None  # that forwards the policies of others

    def own_policies(self) -> list[Key]:
        """The policies that the document states; where it forwards them, the notice besides."""
        head = self.reading.head
        own = [self.own_policy(p) for p in head.policies]
        if head.forwarding:
            self.forwarding(head.forwarding, own)
        return own

    def own_policy(self, policy: OwnPolicy) -> Key:
        head = self.reading.head
        forwarded = head.forwarding is not None and policy is not head.forwarding
        level, place, policy = self._whose(policy, forwarded)
        properties: Properties = {"level": level, "status": policy.status, "region": place.name if place else None}
        properties |= {"region_id": place.id if place else None, "key": titles.title_key(policy.title)}
        properties |= {"aliases": [a for a in policy.aliases if a != policy.title]}
        if policy.role in OWN and not forwarded:  # the document is the policy or its notice: its head is the policy's
            properties |= {"number": head.number}
            if policy.status in ("issued", "draft"):  # of a draft who asks what others think of it
                properties |= {"issuer": head.issuer}
            if policy.status == "issued":
                properties |= {"issued_on": head.issued_on}
        else:
            properties |= {"number": policy.number, "issuer": policy.issuer}
        draft = policy.status == "draft"
        id_ = r.policy_id(titles.title_key(policy.title), level, place.id if place else None, draft=draft)
        key = self.node("Policy", id_, policy.title, title=policy.title, **properties)
        span = (policy.start, policy.end) if policy.end > policy.start else None
        self.edge("STATES", self.document, key, span, role=policy.role, basis=None if span else "file-name")
        if place:
            self.edge("APPLIES_TO", key, self.region(place), span, basis="context")
        return key

    def _whose(self, policy: OwnPolicy, forwarded: bool) -> tuple[str | None, Place | None, OwnPolicy]:
        """Level and place of a policy, the document's own where it is nobody else's: a report tells of others' too."""
        where = self.reading.jurisdiction
        if forwarded:
            return whose_is_forwarded(self.reading.folded, policy, where)
        if policy.role == "reports" and (policy.issuer or policy.number):
            return *whose_is_forwarded(self.reading.folded, policy, where)[:2], policy
        return where.own, where.place, policy

    def forwarding(self, notice: OwnPolicy, own: list[Key]) -> None:
        """转发: the notice, and the policies that it forwards."""
        self.notice = self.own_policy(notice)
        for policy, key in zip(self.reading.head.policies, own, strict=True):
            if key != self.notice:
                self.edge("FORWARDS", self.notice, key, (policy.start, policy.end))
                self._further(policy, key)

    def _further(self, policy: OwnPolicy, key: Key) -> None:
        """What the notice that is forwarded forwards itself, as its title says."""
        level, place, _ = whose_is_forwarded(self.reading.folded, policy, self.reading.jurisdiction)
        named = Citation(policy.title, None, level, place, policy.start, policy.end, derives=False)
        if inner := named_inside(named, self.reading.jurisdiction):
            self.edge("FORWARDS", key, self._cited(inner, self._id_of(inner), {}), (policy.start, policy.end))

    def _policy_at(self, own: list[Key], position: int) -> Key:
        """Which of the document's policies the words at `position` belong to: the last whose text has begun, or the
        notice that forwards them."""
        policies = self.reading.head.policies
        bodies = [p.body for p in policies]
        at = max(0, bisect_right(bodies, position) - 1) if bodies == sorted(bodies) else 0
        if self.notice and (policies[at].role == "issues" or position < policies[at].body):
            return self.notice
        return own[at]

    def citations(self, own: list[Key]) -> None:
        """The policies that it names: those it carries out, replaces or changes, and the others."""
        found = self._named_whole([(c, self._id_of(c)) for c in self.reading.citations])
        named = {c.start: ("Policy", id_) for c, id_ in found}
        says = bool(own) and self.reading.head.policies[0].role in (*OWN, "explains")
        gone = _gone(found, says)
        for c, id_ in found:
            key = self._cited(c, id_, gone)
            if key in own or key == self.notice:
                continue
            if c.place:
                self.edge("APPLIES_TO", key, self.region(c.place), (c.start, c.end), basis="context")
            newer = self._newer(c, own, named) if says else None
            if newer:
                self._fate(newer, key, c)
            elif says and c.derives:
                self.edge("DERIVES_FROM", self._policy_at(own, c.start), key, (c.start, c.end), basis="cited")
            else:
                self.edge("CITES", self.document, key, (c.start, c.end))

    @staticmethod
    def _named_whole(found: list[Cited]) -> list[Cited]:
        """The citations; of what becomes something each with the number that any of them has."""
        numbers = {id_: c.number for c, id_ in reversed(found) if c.number}
        decided = {id_ for c, id_ in found if c.fate}
        return [(replace(c, number=numbers.get(id_)) if id_ in decided else c, id_) for c, id_ in found]

    def _newer(self, c: Citation, own: list[Key], named: Mapping[int, Key]) -> Key | None:
        """The policy that does something to the one that is named: the document's own, or another; None where none
        does."""
        if c.fate is None or not c.fate.kind:
            return None
        if c.fate.by is not None:
            return named.get(c.fate.by)
        return self._policy_at(own, c.start) if self._may_govern(c) and self._says_itself(c) else None

    def _says_itself(self, c: Citation) -> bool:
        """Do the words speak for the document's own policy? In a file of several documents a notice does not say
        本条例自…起施行."""
        if c.fate is None:
            return False
        before = self.reading.folded[max(0, c.fate.start - REACH) : c.fate.end]
        said = _ITSELF.findall(re.split(r"\n{2}", before)[-1])
        head = self.reading.head
        names = (head.title, *(name for p in head.policies for name in (p.title, *p.aliases)))
        return not said or any(said[-1] in for_matching(name) for name in names)

    def _may_govern(self, c: Citation) -> bool:
        """Can the document's own policy replace or change it? Not another city's, of which only a file of several
        documents speaks."""
        own = self.reading.jurisdiction.place
        if own is None or c.place is None or own == COUNTRY or self.reading.head.policies[0].role == "explains":
            return True
        return own.name in (c.place.name, *c.place.path)

    def _id_of(self, c: Citation) -> str:
        former = (c.number or "") if c.former else None
        return r.policy_id(
            titles.title_key(c.title), c.level, c.place.id if c.place else None, draft=c.draft, former=former
        )

    def _cited(self, c: Citation, id_: str, gone: dict[str, str | None]) -> Key:
        """The node of a policy that is named, and of the one that it says it forwards."""
        place, title_key = c.place, titles.title_key(c.title)
        mark = "(草案)" if c.draft else f"(原{c.number or ''})" if c.former else ""
        key = self.node(
            "Policy", id_, c.title, title=c.title, number=c.number, level=c.level,
            status="repealed" if id_ in gone else "cited", repealed_on=gone.get(id_),
            repeal_told_on=self.reading.head.issued_on if id_ in gone else None,
            region=place.name if place else None, region_id=place.id if place else None,
            key=title_key + mark, naming=c.naming, aliases=list(c.aliases),
        )  # fmt: skip
        if inner := named_inside(c, self.reading.jurisdiction):
            forwarded = self._cited(inner, self._id_of(inner), gone)
            self.edge("FORWARDS", key, forwarded, (c.start, c.end))
        return key

    def _fate(self, newer: Key, older: Key, c: Citation) -> None:
        """代替、修改: which policy did what to the one that is named."""
        fate = c.fate
        if fate is None or newer == older:
            return
        basis = None
        if fate.kind == "SUPERSEDES":
            basis = "annulled" if _ONLY_ANNULS.search(for_matching(self.reading.head.title)) else "replaced"
        self.edge(fate.kind, newer, older, (fate.start, fate.end), on=fate.on, basis=basis)


def _gone(found: Iterable[Cited], says: bool) -> dict[str, str | None]:
    """Ids of the policies that are no longer in force, with the day. What only a report says (not `says`) replaces
    nothing, but may tell of it."""
    gone: dict[str, str | None] = {}
    for c, id_ in found:
        if c.fate and (not c.fate.kind or (c.fate.kind == "SUPERSEDES" and says)):
            gone[id_] = gone.get(id_) or c.fate.on
    return gone
