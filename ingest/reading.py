"""The contract between reading and everything that uses what was read: what is understood of one document.

A `Reading` is built up step by step (`steps`), each a pure function from one reading to the next. Relating makes
records of it, and the spaCy pipeline hangs it on its Doc as `doc._.reading`. This floor lies above the rooms, whose
objects it holds, and below everything that puts them together.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TypeVar

from policygraph.ingest.accounts.accounts import Account
from policygraph.ingest.citations.cited import Citation
from policygraph.ingest.figures.targets import TargetSpan
from policygraph.ingest.head.head import Head, Named
from policygraph.ingest.measures.industries import Mention
from policygraph.ingest.measures.milestones import Step as Milestone
from policygraph.ingest.measures.part_figures import PassedFigure
from policygraph.ingest.measures.parts import Part
from policygraph.ingest.outline.outline import Item
from policygraph.ingest.places.regions import Jurisdiction
from policygraph.ingest.places.village_names import Place
from policygraph.ingest.progress.saying import Passage
from policygraph.ingest.progress.telling import Report
from policygraph.ingest.text.cleaned import Cleaned
from policygraph.ingest.text.unread import UnreadSpan

T = TypeVar("T")
OfPart = tuple[int, T]
"""Something said of a part, with the part's index in `Reading.parts`."""

AT_FIRST = frozenset(("cleaned", "named"))
"""The fields that are there before any step."""

# What stands in a field before its step has come.
_UNNAMED = Named("")
_ROOT = Item("root", "", 0, 0, 0, 0, "")
_NO_HEAD = Head("", "")
_NOWHERE = Jurisdiction()


@dataclass(frozen=True, slots=True)
class Reading:
    """What is understood of one document. All offsets count characters of the cleaned text, `cleaned.text`;
    `cleaned.original_span` leads from there to the text that was given.

    A field that no step has given yet is empty. `given` names those that were, so that a step which comes too early is
    told apart from a document that says nothing.
    """

    cleaned: Cleaned
    named: Named = _UNNAMED
    """What is said of the document beside its text: the name of its file."""
    prose: str = ""
    """The text with its tables blanked out, as long as it."""
    folded: str = ""
    """`prose` as rules look at it (`characters.for_matching`)."""
    outline: Item = _ROOT
    """The numbered items, nested, below a root that is the whole text."""
    head: Head = _NO_HEAD
    """Title, genre, 发文字号, issuer, dates, and the policies that the document states."""
    jurisdiction: Jurisdiction = _NOWHERE
    """Whose document it is."""
    parts: tuple[Part, ...] = ()
    """Tasks and sections in the order of the text, with who leads and who supports."""
    year: int | None = None
    """The year that the document counts from."""
    targets: tuple[OfPart[TargetSpan], ...] = ()
    """Figures to be reached, or reached."""
    passed: tuple[PassedFigure, ...] = ()
    """Figures that are no targets, with the reason."""
    milestones: tuple[OfPart[Milestone], ...] = ()
    """The dated steps of tasks."""
    stages: tuple[OfPart[Milestone], ...] = ()
    """When the plan's stages end, of tasks that name no day."""
    progress: tuple[OfPart[Report], ...] = ()
    """How tasks stand, as a ledger tells."""
    passages: tuple[Passage, ...] = ()
    """How tasks stand, as running text tells, whose they are being known only beside the plan."""
    places: tuple[OfPart[Place], ...] = ()
    """Villages, towns and regions that tasks name."""
    industries: tuple[OfPart[Mention], ...] = ()
    """Industries and produce that tasks are about."""
    citations: tuple[Citation, ...] = ()
    """Other policies that the text names."""
    account: Account | None = None
    """How much of the document all this is."""
    unread: tuple[UnreadSpan, ...] = ()
    """What was not understood; every step adds its own."""
    given: frozenset[str] = AT_FIRST
    """The names of the fields that are there."""

    def noting(self, unread: tuple[UnreadSpan, ...]) -> Reading:
        """This reading with more that was not understood."""
        return replace(self, unread=self.unread + unread) if unread else self


FIELDS = frozenset(field.name for field in fields(Reading)) - {"unread", "given"}
"""What steps need and give."""
