"""From a reading to records: nodes and edges with ids, evidence and offsets in the original text."""

from __future__ import annotations

import re
from itertools import pairwise

from policygraph.ingest.head import titles
from policygraph.ingest.head.addressees import find_addressees
from policygraph.ingest.measures.parts import Part
from policygraph.ingest.organisations import renamings
from policygraph.ingest.organisations.departments import Register
from policygraph.ingest.organisations.second_names import same_offices
from policygraph.ingest.organisations.unit_lists import Unit, listed_units
from policygraph.ingest.places import village_names, villages
from policygraph.ingest.places.divisions import Division
from policygraph.ingest.places.region_changes import find_region_changes
from policygraph.ingest.places.region_names import COUNTRY, LEVELS, Place, above, area_place, place_at_start, place_of
from policygraph.ingest.reading import Reading
from policygraph.ingest.relating.policies import OWN
from policygraph.ingest.relating.task_facts import TaskFactsWriter
from policygraph.ingest.relating.writer import Key
from policygraph.ingest.text import deadlines
from policygraph.ingest.text.characters import for_matching
from policygraph.model import records as r
from policygraph.model.records import Edge, Properties, Records

TOWN_AHEAD = 60
"""Characters at most between a town and the last of its villages: 白石镇东风村、石桥村."""

_COUNTY_BEFORE = re.compile(r"(?:(?:^|[^一-鿿])[在于和与及对由]?|[在于和与及对由])(?P<county>[一-鿿]{2,6}[县区旗市])$")
# The Party's name, and the end of a title that has run into who signs it.
_NOT_ISSUER = re.compile(r"^(?:.{0,40}的(?:通知|通报|函|公告|通告)(?=[一-鿿]{4}))?(?:中共(?!中央))?")
_CONSULTED = re.compile(r"征求(?:了|过)?(?P<list>[^。;]{4,600}?)(?:等)?(?:\d+个|各)?[^。;、]{0,12}意见")


class Relater(TaskFactsWriter):
    """What one document says, written part by part."""

    def __init__(self, reading: Reading, original: str) -> None:
        super().__init__(reading, original)
        self.register = Register(reading.jurisdiction, self.id)
        steps = sorted((i, step.on) for i, step in reading.milestones)
        self.last_steps = dict(steps)  # by index of part
        self.stage_ends = {i: step.on for i, step in reading.stages}
        self.used: dict[str, int] = {}  # how often a task's id was taken before

    def relate(self) -> Records:
        head, where = self.reading.head, self.reading.jurisdiction
        place = where.place
        self.node(
            *self.document, head.title, title=head.title, genre=head.genre, publisher=head.publisher,
            published_on=head.published_on, level=where.own, region=place.name if place else None,
            region_id=place.id if place else None, text=self.original,
        )  # fmt: skip
        own = self.own_policies()
        if own:
            self.issued_by(own)
        tasks = self.parts(own)
        self.figures(tasks, own)
        self.milestones(tasks)
        self.progress(tasks)
        self.passages(self.register)
        self.places(tasks)
        self.industries(tasks)
        self.citations(own)
        self.consulted(own)
        self.departments()
        self.regions_above()
        self.region_changes()
        self.unread()
        self.account()
        return self.records

    def account(self) -> None:
        """How far the document was read, by its own account."""
        if account := self.reading.account:
            kept = [f"{why} {number}" for why, number in sorted(account.kept.items())]
            own: Properties = {"reading_share": account.share, "reading_state": account.state, "accounts": kept}
            self.records.nodes[0].properties |= own

    def issued_by(self, own: list[Key]) -> None:
        """印发: the signature, or who the text says will issue it."""
        head = self.reading.head
        signed = (
            [(head.forwarding, self.notice)]
            if head.forwarding and self.notice
            else zip(head.policies, own, strict=True)
        )
        for policy, key in signed:
            if policy.role in OWN and head.issuer_span:
                start, end = head.issuer_span
            elif policy.issuer and (at := self.reading.folded.rfind(for_matching(policy.issuer), 0, policy.end)) >= 0:
                start, end = at, at + len(policy.issuer)
            else:
                continue
            for unit in listed_units(self.reading.folded, start, end):
                name = _NOT_ISSUER.sub("", unit.name)
                department = self.register.enter(Unit(name, unit.start, unit.end, unit.kind, unit.aliases), signs=True)
                self.edge("ISSUED", ("Department", department.id), key, (unit.start, unit.end))

    def parts(self, own: list[Key]) -> dict[int, Key]:
        """Tasks and sections, what they belong to, and who does them. Returns the tasks by index of part."""
        lists = self._lists_of_units()
        self.register.areas.know(unit.name for units in lists for unit in units)
        self.register.same = same_offices(lists)
        for units in lists:
            self.register.tell_apart({unit.name for unit in units})
        tasks: dict[int, Key] = {}
        for i, part in enumerate(self.reading.parts):
            title_span = part.title_span(self.text)
            key = self.part(part, i + 1)
            if part.kind == "task":
                tasks[i] = key
            self.edge("STATED_IN", key, self.document, title_span)
            if part.parent is not None and part.parent in tasks:
                self.edge("PART_OF", key, tasks[part.parent], title_span)
            if own and self.reading.head.policies[0].role != "reports":
                self.edge("PART_OF", key, self._policy_at(own, part.start), title_span)
            self.roles(part, key)
        return tasks

    def _lists_of_units(self) -> list[list[Unit]]:
        """The units that are named together, of parts and of what is told of tasks."""
        named = [[a.unit for a, *_ in part.assigned] for part in self.reading.parts]
        named += [[a.unit for a in each.assigned] for each in self.reading.passages]
        return [[unit for unit in units if unit.kind == "unit"] for units in named]

    def part(self, part: Part, position: int) -> Key:
        """The node of a task or section."""
        section = list(part.section)
        start, end = self.span(part.start, part.end)
        # An item may be only a number, or a number and a clause.
        title = part.title or self.text[slice(*self._trim(part.start, part.end))][:20]
        common: dict[str, object] = {"number": part.number or None, "title": title}
        common["text"] = self.written(part.start, part.end)
        common |= {"section": section, "position": position, "start": start, "end": end}
        if part.kind != "task":
            key = self.node("Section", r.section_id(self.id, start), title, kind=part.kind, **common)
        else:
            id_ = r.task_id(self.id, section, part.number, part.title)
            nth = self.used[id_] = self.used.get(id_, -1) + 1
            if nth:
                id_ = r.task_id(self.id, section, part.number, part.title, nth)
            last = self.last_steps.get(position - 1)
            due_on = deadlines.parse_deadline(part.due, self.reading.year) if part.due else last
            basis = ("stated" if part.due else "sentence") if due_on else None
            if due_on is None and (stage := self.stage_ends.get(position - 1)):
                due_on, basis = stage, "stage"
            common |= {"due_on": due_on.isoformat() if due_on else None, "due_basis": basis}
            key = self.node("Task", id_, title, due=part.due, **common)
        if not part.section and "section" not in self.records.nodes[-1].properties:
            self.records.nodes[-1].properties["section"] = []
        return key

    def roles(self, part: Part, key: Key) -> None:
        """Who does a part."""
        for assignment, a, b, confidence in part.assigned:
            department = ("Department", self.register.enter(assignment.unit).id)
            known = 1.0 if assignment.unit.known else 0.6
            self.edge(assignment.role, department, key, (a, b), confidence * known, basis=assignment.basis)

    def places(self, tasks: dict[int, Key]) -> None:
        homes = villages.homes(p for _, p in self.reading.places)
        for i, p in self.reading.places:
            span = (p.start, p.end)
            confidence = 1.0 if p.known else 0.8
            if p.kind == "area":
                self.edge("LOCATED_IN", tasks[i], self._area(p), span, confidence)
                continue
            if p.kind != "village":
                key = self._place(p.name, p.kind, p.division, span, confidence)
                self.edge("LOCATED_IN", tasks[i], key, span, confidence)
                continue
            region = self.reading.jurisdiction.place
            home = homes.get(p.name) if p.town is None else p
            within: Key | None = self.region(region) if region else None
            if home and home.town and (not region or region.level != "town"):
                within = self._place(home.town, "town", home.division, span, confidence)
            village = self.node("Village", r.village_id(p.name, within[1] if within else self.id), p.name)
            self.edge("LOCATED_IN", tasks[i], village, span, confidence)
            if within:
                self.edge("WITHIN", village, within, span, confidence, basis="context")

    def _area(self, p: village_names.Place) -> Key:
        """高新区 behind a city's name, or in the document's own place."""
        owner, own = place_of(p.division) if p.division else None, self.reading.jurisdiction.place
        found = self.register.areas.called(p.name) if owner is None or owner == own else None
        return self.region(found or area_place(p.name, owner or own, self.text[p.start : p.end]))

    def _place(self, name: str, kind: str, division: Division | None, span: tuple[int, int], confidence: float) -> Key:
        """A town or region, within the county that is written before it, else the document's own, where no table tells
        where it is."""
        own = self.reading.jurisdiction.place
        if not division and own and (county := self._county_before(name, kind, own, span)):
            key = self.region(Place(name, "town", (*county.path, name)))
            self.edge("WITHIN", key, self.region(county), span, confidence, basis="context")
            return key
        if division:
            place = place_of(division, name)
        elif own and own.name == name:
            place = own
        else:
            place = Place(name, "town" if kind == "town" else "county", self._path_in(name))
        key = self.region(place)
        if not division and own and own.name != name and own != COUNTRY:
            self.edge("WITHIN", key, self.region(own), span, confidence, basis="context")
        return key

    def _county_before(self, name: str, kind: str, own: Place, span: tuple[int, int]) -> Place | None:
        """清塘县 of the town in 清塘县白石镇东风村, in a document of the city or province."""
        if kind != "town" or own.level in ("county", "town"):
            return None
        folded = self.reading.cleaned.folded
        at = folded.rfind(name, max(0, span[0] - TOWN_AHEAD), span[1])
        before = _COUNTY_BEFORE.search(folded, max(0, at - 9), at) if at > 0 else None
        county = place_at_start(before["county"]) if before else None
        whole = before and county and county[1] == len(before["county"]) and county[0].level == "county"
        return county[0] if county and whole else None

    def _path_in(self, name: str) -> tuple[str, ...]:
        place = self.reading.jurisdiction.place
        return (*place.path, name) if place and place != COUNTRY else (name,)

    def industries(self, tasks: dict[int, Key]) -> None:
        for i, m in self.reading.industries:
            aliases = [m.text] if m.text != m.name else []
            key = self.node("Industry", r.industry_id(m.name), m.name, aliases=aliases)
            self.edge("CONCERNS", tasks[i], key, (m.start, m.end))

    def consulted(self, own: list[Key]) -> None:
        if not own:
            return
        for unit in self._asked():
            self._consulted(unit, own[0])
        if self.reading.head.genre != "drafting-note":
            return
        for m in _CONSULTED.finditer(self.reading.folded):
            for unit in listed_units(self.reading.folded, m.start("list"), m.end("list")):
                if unit.known:
                    self._consulted(unit, own[0])

    def _asked(self) -> tuple[Unit, ...]:
        """Those to whom a letter goes that asks for opinions on a draft."""
        head = self.reading.head
        title = for_matching(head.title)
        if head.policies[0].status != "draft" or "征求" not in title or not titles.asked_about(title):
            return ()
        return find_addressees(self.reading.folded, head.policies[0].end) or ()

    def _consulted(self, unit: Unit, policy: Key) -> None:
        department = self.register.enter(unit)
        self.edge("CONSULTED_ON", ("Department", department.id), policy, (unit.start, unit.end))

    def departments(self) -> None:
        """Nodes of all organisations met, and which became which. Written last: only then are all spellings known."""
        place = self.reading.jurisdiction.place
        named = {place.name, place.full_name} if place else set[str]()
        named |= {name for said in find_region_changes(self.cleaned.folded) for name in said[:2]}  # with their offices
        renamed = renamings.find_renamings(self.cleaned.folded, named)
        pairs = [(self.register.mention(said.first), self.register.mention(said.second), said) for said in renamed]
        for d in self.register.departments.values():
            aliases = sorted({*d.spellings, *d.aliases} - {d.name})
            key = self.node(
                "Department",
                d.id,
                d.name,
                full_name=d.full_name,
                aliases=aliases,
                kind=d.kind,
                function=d.function,
                level=d.level,
            )
            if d.place and d.place != COUNTRY:
                self.edge("WITHIN", key, self.region(d.place), None, basis="context")
        for first, second, said in pairs:
            if first.id != second.id:  # one under two names is one node
                ends = ("Department", first.id), ("Department", second.id)
                self.edge("SUCCEEDED_BY", *ends, (said.start, said.end), basis="stated", year=said.year)

    def regions_above(self) -> None:
        """Of a place that no gazetteer holds, what lies above it is known from the titles that the document cites."""
        places = self.reading.jurisdiction.places
        known = [places[level] for level in reversed(LEVELS) if level in places]
        for lower, upper in pairwise(known):
            if ("Region", lower.id) in self.seen and not above(lower):
                self.edge("WITHIN", self.region(lower), self.region(upper), None, basis="context")

    def region_changes(self) -> None:
        """Counties that the text says became others. A name that was the other's before stands for the other."""
        for said in find_region_changes(self.cleaned.folded):
            first, second = self._called_now(said.first), self._called_now(said.second)
            if first and second and first.id != second.id:
                ends = self.region(first), self.region(second)
                self.edge("SUCCEEDED_BY", *ends, (said.start, said.end), basis="stated", year=said.year)

    def _called_now(self, name: str) -> Place | None:
        """The region of that name: the document's own, what lies above it, or else any that begins so."""
        own = (place for place in self.reading.jurisdiction.places.values() if place.name == name)
        found = place_at_start(name)
        return next(own, found[0] if found and found[1] == len(name) else None)

    def unread(self) -> None:
        def note(kind: str, a: int, b: int, choices: tuple[str, ...] = ()) -> None:
            text, id_ = self.original[a:b], r.unread_id(self.id, kind, a)
            key = self.node("Unread", id_, text[:40], kind=kind, text=text[:400], start=a, end=b, choices=list(choices))
            self.records.edges.append(Edge("STATED_IN", key, self.document, text, a, b))

        for u in self.reading.unread:
            a, b = self.span(u.start, u.end)
            if a < b:
                note(u.kind, a, b, u.choices)
        copies = [x for x in self.cleaned.removed if x.kind == "repeated-text"]
        if copies:
            note("repeated-text", copies[0].start, copies[-1].end)


def relate(reading: Reading, original: str) -> Records:
    """The records of what was read of `original`, every step done."""
    return Relater(reading, original).relate()
