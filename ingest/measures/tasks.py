"""From an outline and its clauses to parts: tasks, and sections that give nobody a measure.

A clause governs the sentences before it, back to the clause before: an item with several clauses is several tasks, each
part of the item's task (the ontology's contract, "Roles").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from policygraph.ingest.measures import leads_above, remarks, sections
from policygraph.ingest.measures.parts import Draft
from policygraph.ingest.outline.headings import TITLE_LENGTH, first_sentence
from policygraph.ingest.outline.outline import Item
from policygraph.ingest.roles import clauses, duties, letters, roles
from policygraph.ingest.roles.clauses import Clause
from policygraph.ingest.roles.duties import Duty
from policygraph.ingest.roles.roles import Assignment
from policygraph.ingest.roles.subjects import Hearers
from policygraph.ingest.roles.telling import Telling, states_lead
from policygraph.ingest.text import genres

# Points inside a numbered measure; below a chapter heading they are measures themselves.
POINTS = ("ordinal", "digit_bracket")
HOLDS_POINTS = ("han_bracket", "digit", "article", "digit_bracket")

# A line of running text: a full stop ends it, or it is longer than a title.
_RUNNING = re.compile(r"^(?=[^\n]*[。;]|[^\n]{60}) *\S", re.M)


@dataclass(slots=True)
class _Reader:
    """One document's walk. In plans, notices and opinions duties in running text are read too."""

    text: str
    folded: str
    clauses: list[Clause]
    genre: str
    root: Item
    hearers: Hearers | None = None
    parts: list[Draft] = field(default_factory=list)
    telling: Telling = field(init=False)
    starts: list[int] = field(init=False)  # of the clauses
    ruled_to: int = 0  # where the last article ends
    headed: set[int] = field(default_factory=set)  # of those that stand right behind the title of a heading
    whose: dict[int, list[Assignment]] = field(default_factory=dict)  # whom headings are, by where they begin
    named: frozenset[int] = frozenset()  # where items begin that ask for nothing

    def __post_init__(self) -> None:
        self.starts = [c.start for c in self.clauses]
        self.telling = Telling(self.folded, self.genre, self.hearers)
        if self.genre not in genres.GIVE_NOTHING_ELSE:
            self.named = frozenset(sections.only_named(self.root, self.folded))

    @property
    def is_letter(self) -> bool:
        """Does it ask those to whom it goes in plain sentences?"""
        return self.hearers is not None

    def told(self, item: Item, start: int, end: int, decided: bool = True) -> list[Clause]:
        """The sentences of `item` that give work."""
        return self.telling.of_item(item, start, end, decided, ruled=item.start < self.ruled_to)

    def within(self, start: int, end: int) -> list[Clause]:
        """The clauses with units that begin between `start` and `end`."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return [c for c in self.clauses[first:last] if c.assignments]

    def add(
        self, kind: str, item: Item, start: int, end: int, title: str, parent: int | None, number: str | None = None
    ) -> int:
        self.parts.append(Draft(kind, item.number if number is None else number, title, start, end, item.path, parent))
        return len(self.parts) - 1

    def assign(self, index: int, clause: Clause, confidence: float = 1.0) -> None:
        part = self.parts[index]
        part.due = part.due or clause.due
        names = {a.unit.name for a, *_ in part.assigned}
        part.assigned += [
            (a, clause.start, clause.end, confidence) for a in clause.assignments if a.unit.name not in names
        ]

    def visit(self, item: Item, kind: str | None, parent: int | None, above: list[Clause]) -> None:
        """`kind` is what the sections above are for, None among measures; `above` are clauses of headings above."""
        self.ruled_to = max(self.ruled_to, item.end if item.kind == "article" else 0)
        own = sections.own_kind(item, self.folded, self.root if self.genre == "report" else None)
        kind = sections.kind_below(item, own, kind)
        if children := self._items_below(item):
            if self.genre in genres.GIVE_WORK:
                self.whose |= duties.kinds_of_headings(self.folded, [(c.title_start, c.title_end) for c in children])
            index, governing = self.heading(item, kind, children, parent)
            for child in children:
                self.visit(child, kind, index, governing or above)
        elif item.kind == "root":
            self.plain(item, kind)
        else:
            self.leaf(item, kind, own, parent, above)

    def _items_below(self, item: Item) -> list[Item]:
        """The items below that may be measures."""
        children = [c for c in item.children if not self._in_clause(c)]
        return [] if self._are_points(item, children) else children

    def _are_points(self, item: Item, children: list[Item]) -> bool:
        """Are they points of the item, which is one measure? Not where each has a clause of its own."""
        if not children or item.kind == "root":
            return False
        by_number = children[0].kind in POINTS and item.kind in HOLDS_POINTS
        points = (
            by_number or sections.parted_by_semicolons(children, self.folded) or sections.in_field(item, self.folded)
        )
        return points and not self._clauses_per_child(children)

    def _in_clause(self, item: Item) -> bool:
        """The numbers of a list of units (牵头单位：1.县农业农村局；2.县商务局) are no items."""
        at = bisect_left(self.starts, item.start) - 1
        return at >= 0 and item.start < self.clauses[at].end

    def _clauses_per_child(self, children: list[Item]) -> bool:
        return len(children) > 1 and all(self.within(c.start, c.end) for c in children)

    def heading(
        self, item: Item, kind: str | None, children: list[Item], parent: int | None
    ) -> tuple[int | None, list[Clause]]:
        """An item with items below: the task that those belong to, and the clauses that they share.

        It is a task itself where a clause of its own governs all of them.
        """
        own_end = children[0].start
        if item.kind == "root":
            before = len(self.parts)
            self.split(item, item.start, own_end, None)
            if len(self.parts) == before:
                self.preamble(item, own_end)
            several = any(c.children for c in children) and not self.is_letter
            return None, [] if several else self.telling.announced(item.start, own_end)
        governing = [*self.within(item.start, own_end), *leads_above.common_tail(children, self.within, self.folded)]
        self.headed |= {c.start for c in governing if not self.folded[item.title_end : c.start].strip(" \n:.")}
        governing = governing or self.telling.announced(item.title_start, own_end)
        if not governing:
            self.add(kind or "heading", item, item.start, own_end, item.title, None)
            if self.is_letter and kind in (None, "safeguard"):
                self.tasks_told(item, self.told(item, item.title_start, own_end), parent)
            whose = duties.duty_of_heading(self.folded, item.title_start, item.title_end)
            whose = whose or self.whose.get(item.title_start, [])
            return parent, [Clause(item.title_start, item.title_end, tuple(whose), None, "lines")] if whose else []
        index = self.add("task", item, item.start, item.end, item.title, parent)
        self.parts[index].has_children = True
        for clause in governing:
            self.assign(index, clause)
        return index, governing

    def preamble(self, root: Item, end: int) -> None:
        """The running text before the first item: aims of a plan, figures of a report, of others what led to them."""
        if m := _RUNNING.search(self.folded, root.start, end):
            title = first_sentence(self.text, self.folded, m.start(), end)
            kind = "heading" if self.genre in ("plan", "report") else "background"
            self.add(kind, root, m.start(), end, title, None)
            if self.is_letter:
                self.tasks_told(root, self.told(root, m.start(), end, decided=False), None)

    def plain(self, root: Item, kind: str | None) -> None:
        """A text without items: a task for each clause, else for each sentence that gives work, else one section."""
        self.split(root, root.start, root.end, None)
        if not self.parts and self.genre in genres.GIVE_WORK:
            self.listed_duties(root, duties.duties_of_several(self.folded, root.start, root.end), None)
        if not self.parts:
            self.tasks_told(root, self.told(root, root.start, root.end, decided=False), None)
        if not self.parts and (title := first_sentence(self.text, self.folded, root.start, root.end)):
            self.add(kind or "heading", root, root.start, root.end, title, None)

    def leaf(self, item: Item, kind: str | None, own: str | None, parent: int | None, above: list[Clause]) -> None:
        """An item with no items below, or only points."""
        found = [c for c in self.within(item.start, item.end) if c not in above]
        empty = sections.is_empty(item, own)
        if found:
            first = len(self.parts)
            self.measure(item, found, parent)
            leads_above.hold(self.parts[first:], [c for c in above if c.start in self.headed], self.folded)
        elif self.duties(item, parent):
            return
        elif (kind or empty or (item.start in self.named and not self.told(item, item.start, item.end))) and not above:
            self.section(item, kind or "heading", parent)
        else:
            self.measure_without_clause(item, above, parent)

    def measure(self, item: Item, found: list[Clause], parent: int | None) -> None:
        """A task with its clause, or with a smaller task for each of its clauses."""
        index = self.add("task", item, item.start, item.end, item.title, parent)
        if len(found) == 1:
            self.assign(index, found[0])
            return
        self.parts[index].has_children = True
        titled = self.folded[item.title_end : found[0].start].strip(" \n。.,;、:")
        self.split(item, item.title_end if titled else item.title_start, item.end, index)

    def measure_without_clause(self, item: Item, above: list[Clause], parent: int | None) -> None:
        """A task whose units the headings above name, or else its sentences."""
        index = self.add("task", item, item.start, item.end, item.title, parent)
        told = self.told(item, item.title_start, item.end) if not above or self.is_letter else []
        for clause in above if not told else ():
            self.assign(index, clause, 0.8)
        part = self.parts[index]
        part.due = part.due or clauses.find_deadline(self.folded, item.title_end, item.end)
        if self.are_several(told):
            self.several(item, told, index)
            return
        for clause in told:
            self.assign(index, clause, 0.7)

    def are_several(self, told: list[Clause]) -> bool:
        """Does each sentence give work of its own to another: 由甲局牵头，…。由乙局负责，…?"""
        if self.is_letter:
            return len(letters.by_lead(told)) > 1
        leads = [next((a.unit.name for a in c.assignments if a.role == "LEADS"), "") for c in told]
        return len(leads) > 1 and len(set(leads)) == len(leads) and all(leads)

    def several(self, item: Item, told: list[Clause], index: int) -> None:
        """A smaller task for each, with the sentences up to the next."""
        self.parts[index].has_children = True
        told = letters.by_lead(told) if self.is_letter else told
        for clause, end in zip(told, [*(c.start for c in told[1:]), item.end], strict=True):
            end = letters.own_end(self.folded, clause.start, end)
            self.assign(self.one_below(item, clause.start, clause.end, end, index), clause, 0.7)

    def section(self, item: Item, kind: str, parent: int | None) -> None:
        """An item that is no measure. Where a sentence of a safeguard names who leads (甲局牵头制定…), it is one; so is
        what a letter asks under whatever heading."""
        self.add(kind, item, item.start, item.end, item.title, None)
        if kind == "safeguard" or self.is_letter:
            told = sections.asked_of_guests(item, self.folded, self.told(item, item.title_start, item.end))
            self.tasks_told(item, [c for c in told if self.is_letter or states_lead(c)], parent)

    def tasks_told(self, item: Item, told: list[Clause], parent: int | None) -> None:
        """A task for each sentence that gives work."""
        for clause in told:
            self.assign(self.one_below(item, clause.start, clause.end, clause.end, parent), clause, 0.7)

    def one_below(self, item: Item, start: int, told: int, end: int, parent: int | None) -> int:
        """A task in an item, `start` to `end`; its title is the first sentence up to `told`."""
        title = first_sentence(self.text, self.folded, start, told)
        index = self.add("task", item, start, end, title, parent, number="")
        self.parts[index].section = (*item.path, item.title) if item.title else ()
        return index

    def duties(self, item: Item, parent: int | None) -> bool:
        """县财政局：统筹安排专项资金: is the item, or are its paragraphs, a unit with duties? Those are tasks."""
        if self.folded[item.title_end : item.title_end + 1] in (":", "。", "\n"):
            whose = duties.duty_of_heading(self.folded, item.title_start, item.title_end)
            if whose := whose or duties.told_below(self.folded, item.title_end, self.whose.get(item.title_start)):
                title = first_sentence(self.text, self.folded, item.title_end + 1, item.end)
                index = self.add("task", item, item.start, item.end, f"{item.title}：{title}"[:TITLE_LENGTH], parent)
                self.parts[index].assigned = [(a, item.title_start, item.title_end, 0.9) for a in whose]
                return True
        if group := duties.group_with_duties(self.folded, item.title_start, item.end):
            whose, begin = group
            title = first_sentence(self.text, self.folded, begin, item.end)
            index = self.add("task", item, item.start, item.end, title, parent)
            self.parts[index].assigned = [(a, item.title_start, begin, 0.9) for a in whose]
            return True
        listed = list(duties.duty_paragraphs(self.folded, item.title_start, item.end))
        if listed:
            self.add("heading", item, item.start, max(item.title_end, listed[0].start), item.title, None)
        self.listed_duties(item, listed, parent)
        return bool(listed) or self.duties_in_prose(item, parent)

    def listed_duties(self, item: Item, listed: list[Duty], parent: int | None) -> None:
        for duty in listed:
            index = self.one_below(item, duty.start, duty.end, duty.end, parent)
            self.parts[index].assigned = [(a, duty.start, duty.begin - 1, 0.9) for a in duty.assigned]
            self.parts[index].assigned += duties.helpers(duty, self.told(item, duty.start, duty.end))

    def duties_in_prose(self, item: Item, parent: int | None) -> bool:
        """职责分工 and below it sentences: 县财政局负责统筹资金；县水利局负责建设. Each is a task."""
        if self.genre not in genres.GIVE_WORK or not re.search("分工|职责", item.title) or "，" in item.title:
            return False
        said = self.told(item, item.title_end, item.end)
        if said:
            self.add("heading", item, item.start, said[0].start, item.title, None)
        self.tasks_told(item, said, parent)
        return bool(said)

    def split(self, item: Item, start: int, end: int, parent: int | None) -> None:
        """One task for each clause between `start` and `end`, of the sentences back to the clause before."""
        begin = start
        for clause in self.within(start, end):
            if parent is None:  # text without an outline: the clause governs its own paragraph
                words = self.folded[begin : clause.start].rstrip()
                begin += words.rfind("\n") + 1
            said = self.folded[begin : clause.start]
            begin += len(said) - len(said.lstrip(" \n。.,;、"))
            title = first_sentence(self.text, self.folded, begin, clause.start)
            if not title:  # nothing stands before it that it could govern
                begin = clause.end
                continue
            index = self.add("task", item, begin, clause.end, title, parent, number="")
            if parent is not None:
                self.parts[index].section = (*item.path, item.title)
            self.assign(index, clause)
            begin = clause.end


def assemble(
    text: str, folded: str, root: Item, genre: str, hearers: Hearers | None = None, instead: str | None = None
) -> tuple[list[Draft], list[Clause]]:
    """The parts of a document in order, and the clauses that could not be read or placed.

    Articles of a regulation are rules, no measures: without a clause they are sections; so are items that are something
    else `instead`.
    """
    found = remarks.said_to_lead(clauses.find_clauses(folded), folded)
    reader = _Reader(text, folded, found, genre, root, hearers)
    reader.visit(root, "other" if genre == "regulation" else instead, None, [])
    if rule := roles.supporters_of_all_below(folded):
        remarks.add_to_all_below(reader.parts, *rule)
    used = {(start, end) for part in reader.parts for _, start, end, _ in part.assigned}
    unread = [c for c in found if not c.assignments or (c.start, c.end) not in used]
    return reader.parts, unread
