"""The parts of a document, of its running text and of its tables of tasks together, and what of them was not read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from policygraph.ingest.head import purposes
from policygraph.ingest.head.addressees import find_addressees
from policygraph.ingest.head.head import Head
from policygraph.ingest.head.own_policy import OwnPolicy
from policygraph.ingest.measures import minutes, norms, own_words, table_merge, table_rows, tasks
from policygraph.ingest.measures.parts import Draft, Part
from policygraph.ingest.outline.outline import Item
from policygraph.ingest.roles import called, letters, moved
from policygraph.ingest.roles.clauses import Clause
from policygraph.ingest.roles.subjects import Hearers
from policygraph.ingest.roles.unknown_roles import unknown_roles
from policygraph.ingest.tables.unknown import unknown_columns
from policygraph.ingest.text import deadlines, genres
from policygraph.ingest.text.characters import for_matching
from policygraph.ingest.text.cleaned import Cleaned
from policygraph.ingest.text.unread import UnreadSpan

_MAY_TELL = ("ledger", "table")
"""Genres of which a table that no rule knows may tell how tasks stand."""


@dataclass(frozen=True, slots=True)
class Measures:
    """Tasks and sections in the order of the text, a larger one before those in it."""

    parts: tuple[Part, ...]
    unread: tuple[UnreadSpan, ...]


def find_measures(cleaned: Cleaned, text: str, folded: str, outline: Item, head: Head) -> Measures:
    """The measures of a document. `text` and `folded` are without the words of tables, which `cleaned` has."""
    genre = head.genre
    drafts, clauses = _in_prose(text, folded, outline, head)
    for draft in drafts:
        _call_as_before(draft, text, folded)
    unread: list[UnreadSpan] = []
    if cleaned.grids:
        rows, unplaced = table_rows.read_tables(cleaned.text, cleaned.folded, cleaned.grids, folded)
        rows = table_merge.one_list(rows, [grid.start for grid in cleaned.grids])
        drafts = table_merge.merge(drafts, rows, text)
        unread += (UnreadSpan("table-row", *span) for span in unplaced)
        for grid in cleaned.grids:
            unread += (
                UnreadSpan("column", *span) for span in unknown_columns(cleaned.folded, grid, ledger=genre in _MAY_TELL)
            )
    if figures := list(table_rows.read_indicators(cleaned.folded, cleaned.tables, for_matching(head.title))):
        drafts = table_merge.merge(drafts, figures, text)
    parts = tuple(draft.part() for draft in drafts)
    unread += map(_unread_clause, clauses)
    unread += _said_in_passing(parts, folded, genre)
    for i, start, end in own_words.in_prose(parts):
        if parts[i].kind == "task":
            unread += (UnreadSpan("unknown-role", *span) for span in unknown_roles(folded, start, end))
    for part in parts:
        unread += (UnreadSpan("unknown-unit", a.unit.start, a.unit.end) for a, *_ in part.assigned if not a.unit.known)
    unread += _without_day(parts, cleaned)
    return Measures(parts, tuple(unread))


def _in_prose(text: str, folded: str, outline: Item, head: Head) -> tuple[list[Draft], list[Clause]]:
    """The parts of the running text, and the clauses that could not be read or placed."""
    if head.genre in genres.TELL_OF_OTHERS:
        return minutes.assemble(text, folded, outline, head.genre), []
    instead = "other" if _gives_no_work(folded, head) else None
    return tasks.assemble(text, folded, outline, head.genre, _hearers(folded, head), instead)


def _gives_no_work(folded: str, head: Head) -> bool:
    """Is it a tender, a guide to a service, or rules that a notice makes known? Their items are no measures."""
    title = for_matching(head.title)
    own = [p for p in head.policies if p.role in ("text", "issues")]
    if purposes.guides_applicants(title):
        return True
    if not own:
        return purposes.tells_of_purchase(title, folded)
    return head.genre == "notice" and all(purposes.sets_norms(for_matching(p.title)) for p in own)


def _call_as_before(draft: Draft, text: str, folded: str) -> None:
    """A task whose first sentence gives it to others than before is called as it was."""
    if draft.kind != "task":
        return
    ends = (at for mark in "。;\n" if (at := folded.find(mark, draft.start, draft.end)) > 0)
    if move := moved.find_move(folded, draft.start, min(ends, default=draft.end)):
        draft.title = text[slice(*move.task)]


def _hearers(folded: str, head: Head) -> Hearers | None:
    """To whom a letter or notice speaks; None where it is none, or goes to nobody."""
    stated = (head.forwarding, *head.policies) if head.forwarding else head.policies  # whoever forwards asks too
    own = [p for p in stated if (p.role == "text" or p is head.forwarding) and p.end > p.start]
    if head.genre not in genres.ARE_LETTERS or (head.policies and not own) or any(map(_tells, own)):
        return None
    you = find_addressees(folded, own[0].end if own else 0)  # a copy without its title begins with them
    if you is None:
        return None
    hearers = Hearers(you, everybody=True, writer=for_matching(head.issuer or ""), terms=called.find_terms(folded))
    return replace(hearers, known=called.find_names(folded, hearers))


def _tells(policy: OwnPolicy) -> bool:
    """Is what it hands out a norm, and not the draft of one that it asks about, or a report of how things stand?"""
    if policy.status == "draft":
        return False
    title = for_matching(policy.title)
    return purposes.sets_norms(title) or purposes.hands_out_report(title) or title.endswith(("通报", "报告"))


def _unread_clause(clause: Clause) -> UnreadSpan:
    kind = "clause-without-task" if clause.assignments else "clause-without-units"
    return UnreadSpan(kind, clause.start, clause.end)


def _without_day(parts: Sequence[Part], cleaned: Cleaned) -> Iterator[UnreadSpan]:
    """The deadlines of rows that are none, and are no word for work without end (随时, 待定)."""
    for part in parts:
        if part.in_table and part.due and not deadlines.is_deadline(for_matching(part.due)):
            at = cleaned.text.find(part.due, part.start, part.end)
            if at >= 0:
                yield UnreadSpan("due-unsure", at, at + len(part.due))


def _said_in_passing(parts: Sequence[Part], folded: str, genre: str) -> Iterator[UnreadSpan]:
    """Duties that are told in parts which are no measures: those of a norm, of safeguards and steps of a plan, and of
    a report that has a plan in it."""
    given = {(start, end) for part in parts for _, start, end, _ in part.assigned}
    for i, start, end in own_words.in_prose(parts):
        if parts[i].kind == "task" and (parts[i].assigned or genre in genres.GIVE_WORK):
            continue
        if genre == "regulation":
            yield from (UnreadSpan("duty-of-a-norm", *span) for span in norms.duties(folded, start, end))
        elif genre in genres.GIVE_WORK or genre == "report":
            said = ((c.start, c.end) for c in letters.find_orders(folded, start, end))
            yield from (UnreadSpan("role-in-prose", *span) for span in said if span not in given)
