"""The steps of reading: each a pure function from a reading to the next, with the fields that it needs and gives.

A new kind of thing to be read is a field of `Reading`, a step here, and its place in `STEPS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import pairwise

from policygraph.ingest.accounts import accounts
from policygraph.ingest.citations import citations
from policygraph.ingest.head import head, jurisdiction, purposes
from policygraph.ingest.head.head import Head, Named
from policygraph.ingest.head.own_policy import OwnPolicy
from policygraph.ingest.measures import industries, milestones, own_words, part_figures, stages, table_rows
from policygraph.ingest.measures.measures import find_measures
from policygraph.ingest.measures.part_figures import About
from policygraph.ingest.measures.parts import Part
from policygraph.ingest.outline import outline
from policygraph.ingest.outline.outline import Item
from policygraph.ingest.places import villages
from policygraph.ingest.places.region_names import division_of, short_names
from policygraph.ingest.progress import dated, passages, rows, saying
from policygraph.ingest.progress.saying import Passage
from policygraph.ingest.reading import FIELDS, Reading
from policygraph.ingest.tables import task_grids
from policygraph.ingest.tables.columns import TOLD
from policygraph.ingest.tables.results import cells_of_results
from policygraph.ingest.text import genres, years
from policygraph.ingest.text.characters import for_matching
from policygraph.ingest.text.cleaned import blanked
from policygraph.ingest.text.unread import UnreadSpan
from policygraph.model.errors import PolicyGraphError

MASTHEAD = 200
"""Characters in which a paper says what it is an issue of, and of what it tells."""
TABLE_ALONE = 0.3
"""A document with so small a share of words outside its tables, or no sentence, and no items among them, is a table."""

TOLD_BELOW = 0.8
"""Who is given work by plain sentences is less sure than this."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `needs` and `gives` are fields of `Reading`; any step may note what it could not read."""

    name: str
    needs: frozenset[str]
    gives: frozenset[str]
    read: Callable[[Reading], Reading]

    def __post_init__(self) -> None:
        if unknown := (self.needs | self.gives) - FIELDS:
            raise ValueError(f"步骤 {self.name} 写了 Reading 没有的字段：{'、'.join(sorted(unknown))}")

    @property
    def component(self) -> str:
        """The name of its spaCy component, which stands beside those of others."""
        return f"policygraph_{self.name}"

    def lacks(self, given: Iterable[str]) -> list[str]:
        """The fields that the step needs and that are not among `given`, sorted."""
        return sorted(self.needs - set(given))

    def __call__(self, reading: Reading) -> Reading:
        """The next reading. Raises PolicyGraphError where no step before has given what this one needs."""
        check_order(self, reading.given)
        return replace(self.read(reading), given=reading.given | self.gives)


def check_order(step: Step, given: Iterable[str]) -> None:
    """Raises PolicyGraphError if `step` needs what is not `given`, and says which steps would give it."""
    if lacking := step.lacks(given):
        givers = "、".join(s.component for s in STEPS if s.gives & set(lacking))
        raise PolicyGraphError(
            f"{step.component} 需要 {'、'.join(lacking)}，但前面没有组件给出；请把 {givers} 放在它前面"
        )


def _tables(r: Reading) -> Reading:
    """The text in which the tables of data are blank."""
    cleaned = r.cleaned
    held = [span for grid in cleaned.grids for span in task_grids.row_spans(cleaned.folded, grid)]
    held = sorted([*held, *((t.start, t.end) for t in cleaned.tables)])
    prose, folded = (blanked(text, held) if held else text for text in (cleaned.text, cleaned.folded))
    return replace(r, prose=prose, folded=folded)


def _outline(r: Reading) -> Reading:
    """Numbered items, nested."""
    return replace(r, outline=outline.cut(r.prose, r.folded))


def _head(r: Reading) -> Reading:
    """Title, number, issuer, date, genre, region; the policies that the document states."""
    items = r.outline.children
    first = items[0].start if items else len(r.prose)
    found = head.read_head(r.prose, r.folded, first, r.cleaned.removed, r.named)
    words = "".join(r.prose.split())
    few = len(words) < len("".join(r.cleaned.text.split())) * TABLE_ALONE or "。" not in words
    if r.cleaned.grids and not items and few and found.genre not in ("rectification", "project-list"):
        tells = any(column.kind in TOLD for grid in r.cleaned.grids for column in grid.head.columns.values())
        found = replace(found, genre="ledger" if tells else "table")
    where = jurisdiction.jurisdiction_of(found, r.named, r.folded)
    unsure = jurisdiction.unsure_regions(where, found, r.folded)
    return replace(r, head=found, jurisdiction=where).noting(tuple(UnreadSpan("region-unsure", *u) for u in unsure))


def _measures(r: Reading) -> Reading:
    """Tasks and sections, with who leads and who supports. A table of which nothing tells what it is is unread."""
    cleaned, title = r.cleaned, for_matching(r.head.title)
    others = (t for t in cleaned.tables if not task_grids.is_elsewhere(cleaned.folded, t))
    nothing = (t for t in others if not table_rows.of_indicators(cleaned.folded, t, title))
    unread = (t for t in nothing if not cells_of_results(cleaned.folded, t))
    told = tuple(UnreadSpan("table", t.start, t.end) for t in unread)
    found = find_measures(r.cleaned, r.prose, r.folded, r.outline, r.head)
    return replace(r, parts=found.parts).noting((*told, *found.unread))


OPENING = 400
"""Characters in which a document without a title says what it is for."""


def _norms(own: list[OwnPolicy], end: int) -> tuple[tuple[int, int], ...]:
    """Where, of the policies of a text with that `end`, the rules stand: a notice may hand out a plan beside them."""
    begins = [0, *(p.body for p in own[1:])] if own else []
    spans = list(pairwise([*begins, end])) if begins == sorted(set(begins)) else [(0, end)] * len(own)
    texts = zip(own, spans, strict=True)
    return tuple(span for p, span in texts if purposes.sets_norms(for_matching(p.title)))


def _with_text(head: Head, own: list[OwnPolicy]) -> list[OwnPolicy]:
    """The policies whose text is there: of a notice that forwards and holds nothing else, none of the others'."""
    return [] if head.forwarding is not None and head.forwarding.role == "text" else own


def _about(r: Reading, year: int | None) -> About:
    """What the document says of all its figures and dates."""
    own = [p for p in r.head.policies if p.role in ("text", "issues")]
    named = [*(p.title for p in own), r.head.title]
    norms = _norms(_with_text(r.head, own), len(r.prose))
    if norms:
        only = len(norms) == len(own)
        return About(r.head.genre, named, year, "figure-of-a-norm" if only else "", norms=norms)
    if r.head.genre == "notice" and any(purposes.hands_out_report(for_matching(title)) for title in named):
        return About("report", named, year)
    title, opening = for_matching(r.head.title), "" if own else r.folded[:OPENING]
    if purposes.calls_for_projects(title, opening):
        return About(r.head.genre, named, year, "figure-condition")
    if r.head.genre in genres.ARE_LETTERS and purposes.approves_design(title, opening):
        return About(r.head.genre, named, year, "figure-description")
    bought = not own and purposes.tells_of_purchase(title, r.folded)
    return About(r.head.genre, named, year, "figure-terms" if bought else "")


def _figures(r: Reading) -> Reading:
    """The document's year, and its figures by part."""
    about = _about(r, None)
    year = years.document_year((r.head.issued_on, r.head.held_on, r.head.published_on), about.titles, r.head.genre)
    year = year or years.year_ahead((p.title for p in r.parts), about.titles)
    if year is None and r.head.genre in genres.TELL:
        year = years.year_beside(dated.beside(r.cleaned.folded, r.head.number, for_matching(r.named.file)))
    found = part_figures.find_figures(r.parts, r.cleaned.text, r.prose, replace(about, year=year))
    return replace(r, year=year, targets=found.targets, passed=found.passed).noting(found.unread)


def _milestones(r: Reading) -> Reading:
    """The dated steps of tasks; of those that have none, when the plan's stages end."""
    issued = date.fromisoformat(r.head.issued_on) if r.head.issued_on else None
    about = _about(r, r.year)
    found = milestones.find_milestones(r.parts, r.cleaned.text, r.prose, about, issued)
    if about.instead or r.head.genre not in genres.ARE_PLANS:
        return replace(r, milestones=found)
    dated = {i for i, _ in found}
    ends = stages.find_ends(r.parts, r.outline, r.cleaned.text, r.folded, r.year, issued, dated)
    return replace(r, milestones=found, stages=ends)


def _progress(r: Reading) -> Reading:
    """How tasks stand, as the rows of a ledger and running text tell."""
    names = (for_matching(r.head.title), for_matching(r.named.file))
    until = dated.find_told(r.cleaned.folded, r.cleaned.grids, names, (r.head.issued_on, r.head.published_on), r.year)
    aims = {i: target.indicator for i, target in reversed(r.targets) if target.kind == "planned"}
    found = rows.find_progress(r.parts, r.cleaned.text, until, r.year, aims)
    in_text = _passages(r.prose, r.folded, r.outline, r.head, r.named, r.year)
    typed, others = passages.of_items(in_text, r.parts) if r.head.genre == "ledger" else ((), in_text)
    return replace(r, progress=(*found.told, *typed), passages=others).noting(found.unread)


def _own_titles(own: Head) -> list[str]:
    """Its titles, folded, the surest first."""
    return [for_matching(title) for title in (own.title, *(p.title for p in own.policies if p.role == "text"))]


def _tells(own: Head, folded: str) -> bool:
    """Does the document tell how far tasks have come?"""
    return passages.tells_of_tasks(own.genre, [*_own_titles(own), *dated.lines_above(folded[:MASTHEAD])])


def _passages(prose: str, folded: str, outline: Item, own: Head, named: Named, year: int | None) -> tuple[Passage, ...]:
    """How tasks stand, as running text tells."""
    if not _tells(own, folded):
        return ()
    titles = _own_titles(own)
    first = outline.children[0].start if outline.children else len(folded)
    above = "\n".join(dated.lines_above(folded[: min(first, dated.OPENING)]))
    titles = [*titles, above, for_matching(named.file)]
    issued = dated.day_of((own.issued_on, own.published_on, own.held_on))
    until = dated.until((*titles, folded[:first]), titles, issued, year)
    said = saying.Said(dated.day_of_all(folded, year) or until, year, surely=own.genre in ("report", "minutes"))
    return passages.find_passages(prose, folded, outline, said)


def _places(r: Reading) -> Reading:
    """Villages, towns and regions that tasks name."""
    place = r.jurisdiction.place
    own = (place.name, *short_names(place)) if place and place.level in ("city", "county") and not place.area else ()
    find = partial(villages.find_places, region=division_of(place) if place else None, own=own)
    return replace(r, places=tuple(own_words.by_task(r.parts, r.prose, r.cleaned.text, find)))


def _industries(r: Reading) -> Reading:
    """Industries and produce that tasks are about."""
    found = own_words.by_task(r.parts, r.prose, r.cleaned.text, industries.find_industries)
    return replace(r, industries=tuple(found))


def _is_in_passing(part: Part) -> bool:
    """Is it a sentence of a letter that asks for something before it comes to its items?"""
    return not part.number and not part.section and any(sure < TOLD_BELOW for *_, sure in part.assigned)


def _citations(r: Reading) -> Reading:
    """Other policies that the text names."""
    tasks_begin = min((p.start for p in r.parts if p.kind == "task" and not _is_in_passing(p)), default=len(r.prose))
    day = r.head.issued_on
    sure = r.year if not day or day.startswith(str(r.year)) else None  # not of December for the next
    found = citations.find_citations(
        r.cleaned.text, r.folded, r.head, r.jurisdiction, tasks_begin, sure, r.cleaned.folded
    )
    unnamed = citations.find_unnamed(r.folded, r.head, tasks_begin)
    unread = tuple(UnreadSpan("unnamed-policy", start, end) for start, end in unnamed)
    return replace(r, citations=tuple(found)).noting(unread)


def _account(r: Reading) -> Reading:
    """How far all this is the document: what of it was used, set aside, and left."""
    found = accounts.account(
        accounts.Understood(r.cleaned, r.head, r.parts, r.targets, r.passed, r.milestones, r.citations, r.unread)
    )
    return replace(r, account=found).noting(found.unread)


def _step(name: str, needs: str, gives: str, read: Callable[[Reading], Reading]) -> Step:
    return Step(name, frozenset(needs.split()), frozenset(gives.split()), read)


STEPS = (
    _step("tables", "cleaned", "prose folded", _tables),
    _step("outline", "prose folded", "outline", _outline),
    _step("head", "cleaned named prose folded outline", "head jurisdiction", _head),
    _step("measures", "cleaned prose folded outline head", "parts", _measures),
    _step("figures", "cleaned named prose head parts", "year targets passed", _figures),
    _step("milestones", "cleaned prose folded outline head parts year", "milestones stages", _milestones),
    _step("progress", "cleaned named prose folded outline head parts year targets", "progress passages", _progress),
    _step("places", "cleaned prose jurisdiction parts", "places", _places),
    _step("industries", "cleaned prose parts", "industries", _industries),
    _step("citations", "cleaned prose folded head jurisdiction parts year", "citations", _citations),
    _step("account", "cleaned head parts targets passed milestones citations", "account", _account),
)
"""In the order in which a document is read."""
