"""The policies that a text names: their level, their number, and whether the text says that it carries them out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from policygraph.ingest.citations import (
    anaphora,
    citation_levels,
    fates,
    listed_fates,
    loose_citations,
    work_reports,
)
from policygraph.ingest.citations.cited import (
    CUES,
    Citation,
    Fate,
    calls_meeting,
    derives,
    is_above,
    is_ground,
    is_inside,
    is_listed_ground,
    joined,
)
from policygraph.ingest.head import document_numbers, titles
from policygraph.ingest.head.head import Head
from policygraph.ingest.head.own_policy import names_policy
from policygraph.ingest.places.region_names import Place
from policygraph.ingest.places.regions import Jurisdiction
from policygraph.ingest.text.characters import for_matching
from policygraph.ingest.text.genres import TELL, TELL_OF_OTHERS
from policygraph.model.records import fold

_QUOTED = re.compile(r"《(?P<title>[^《》\n]{2,120}(?:《[^《》]{1,60}》[^《》]{0,60})?)》")
_SHORT_NAME = re.compile(r"(?:以下|下)(?:统一)?简称:?为?[《\"]?(?P<name>[^《》\"',;。()]{2,24}(?:\([^()]*\))?)")
_KINDS = r"(?:意见|决定|方案|规划|通知|办法|要点)"
_UNQUOTED = re.compile(
    rf"(?:(?:{CUES})了?)+(?P<title>(?:中共中央|国务院|中央|[一-鿿]{{0,8}}省委|[一-鿿]{{0,8}}市委|[一-鿿]{{0,8}}政府)[^,。;《》、]{{0,24}}?关于[^,。;《》]{{4,80}}?{_KINDS})"
)
# An office's, or a further one in the list, is told by the number in the bracket behind.
_NUMBERED = re.compile(
    rf"(?:(?:{CUES})了?|[、和及与,])+\s?(?P<title>[一-鿿]{{1,20}}?(?:[厅局委部院署会]|政府|办公室)"
    rf"(?:等[\d一二三四五六七八九十]+个?部门)?关于[^。;《》()]{{4,80}}?{_KINDS})(?=\s?\([一-鿿]{{2,16}}[\[(]\d{{4}})"
)


@dataclass(frozen=True, slots=True)
class _Document:
    """The document whose citations are looked for. `grounds_end`: descent is read before it only. `saying`: None of a
    draft, of whose words nothing follows yet."""

    text: str
    folded: str
    head: Head
    where: Jurisdiction
    grounds_end: int
    saying: fates.Saying | None

    def is_known(self, title: str) -> bool:
        """Is the title that of one of its own policies?"""
        return titles.title_key(title) in {titles.title_key(p.title) for p in self.head.policies}

    def is_ground(self, start: int, end: int) -> bool:
        """Can words there, behind a word of descent, name what it carries out?"""
        explained = any(p.role == "explains" for p in self.head.policies)
        if self.head.genre in TELL_OF_OTHERS and not calls_meeting(self.folded, start, end):
            return False
        return start < self.grounds_end and is_ground(self.folded, start, end, explained)

    def rests_on(self, start: int, m: re.Match[str]) -> bool:
        """Does the text say that it carries out the policy with the title `m`? `start`: its own, or that of a number
        before it."""
        if derives(self.folded, start) and self.is_ground(start, m.end()):
            return True
        return self.head.genre not in TELL_OF_OTHERS and is_listed_ground(self.folded, start)

    def fate(self, start: int, end: int) -> Fate | None:
        """What the text says became of the policy that is named there."""
        return fates.fate_of(self.folded, start, end, self.saying) if self.saying else None

    def is_former(self, fate: Fate | None, number: str | None) -> bool:
        """Of a policy with the title of the document's own: is it one before it, which this one repeals or revises?"""
        numbers = {self.head.number, *(p.number for p in self.head.policies)}
        if fate is None or not fate.kind or (number and number in numbers):
            return False
        return number is not None or fate.kind == "SUPERSEDES"


def find_citations(
    text: str, folded: str, head: Head, where: Jurisdiction, intro_end: int, year: int | None, whole: str = ""
) -> list[Citation]:
    """The policies named in the text, the document's own left out. Descent is read before `intro_end` only: what a
    measure carries out (按《…》规定办理) is no ground of the plan. `year`: the document's own, where it is sure.
    `whole`: the text with its tables, in which files may be listed."""
    lists = listed_fates.zones(whole or folded, for_matching(head.title))
    document = _Document(text, folded, head, where, _grounds_end(folded, intro_end), _saying(folded, head, lists))
    found = [*_quoted(document), *_unquoted(document)]
    found += loose_citations.find_number_ones(folded, where, document.grounds_end, year)
    if head.genre not in TELL:
        title_end = folded.find("\n") if head.title else 0
        found += work_reports.find_work_reports(folded, title_end, where, document.grounds_end, year)
    held = [(c.start, c.end) for c in found]
    if document.saying:
        listed = listed_fates.find_listed(text, whole or folded, where, lists, held)
        found += [replace(c, fate=replace(c.fate, on=document.saying.holds_from)) for c in listed if c.fate]
        held = [(c.start, c.end) for c in found]
    numbers = loose_citations.find_numbers(folded, head.number, where, document.grounds_end, held)
    found = joined([*found, *(_by_number(document, each) for each in numbers)])
    own = [for_matching(p.title) for p in head.policies]
    bind = [c for c in found if not c.fate and is_above(c.place, where)]
    return found + list(anaphora.find_anaphora(folded, own, found, bind, document.is_ground))


def _saying(folded: str, head: Head, lists: tuple[listed_fates.Zone, ...]) -> fates.Saying | None:
    """What a document's words do rests on its own policy being in force; a meeting decides what others carry out."""
    if head.genre in TELL_OF_OTHERS or any(p.status != "issued" for p in head.policies):
        return None
    return fates.saying_of(folded, for_matching(head.title), head.issued_on, lists)


def _by_number(document: _Document, found: Citation) -> Citation:
    """A policy that only its number names, with what becomes of it."""
    fate = document.fate(found.start, found.end)
    return replace(found, fate=fate, derives=False) if fate else found


def find_unnamed(folded: str, head: Head, intro_end: int) -> list[tuple[int, int]]:
    """Where papers are a ground that the text does not name: 市级相关文件. Only of a document that states a policy."""
    roles = {p.role for p in head.policies}
    if not roles & {"text", "issues", "explains"}:
        return []
    return loose_citations.find_unnamed(folded, "explains" in roles, _grounds_end(folded, intro_end))


def _grounds_end(folded: str, intro_end: int) -> int:
    """Of a text in articles the first tells its grounds."""
    first = folded.find("第一条")
    if first < 0:
        return intro_end
    second = folded.find("第二条", first)
    return min(intro_end, second if second >= 0 else len(folded))


def _quoted(document: _Document) -> Iterator[Citation]:
    """What stands in 《》."""
    folded = document.folded
    short = {fold(m["name"]) for m in _SHORT_NAME.finditer(folded)}
    for m in _QUOTED.finditer(folded):
        whole = _closed(titles.strip_quotes(m["title"]))
        title = titles.handed_out(whole)
        if fold(title) in short or not _is_whole_title(title):
            yield from _former_by_short_name(document, m, title)
        elif not _is_wrapped(folded, m.start(), m.end()):
            yield from _of_title(document, m, whole, title)


def _former_by_short_name(document: _Document, m: re.Match[str], short: str) -> Iterator[Citation]:
    """原《办法》(某政发〔2019〕8号)同时废止: the one before the document's own, which has another number."""
    own = next((p for p in document.head.policies if for_matching(p.title).endswith(short)), None)
    numbers, end = document_numbers.numbers_behind(document.folded, m.end())
    fate = document.fate(m.start(), end) if own and len(numbers) == 1 else None
    if own and document.is_former(fate, numbers[0] if numbers else None):
        where = document.where
        yield Citation(own.title, numbers[0], where.own, where.place, m.start(), end, False, fate=fate, former=True)


def _is_whole_title(title: str) -> bool:
    """Does it name a policy by itself? 《意见》 alone does not, 《水法》 does."""
    plain = titles.without_draft_mark(title)
    return names_policy(plain) and (len(plain) >= 6 or plain.endswith("法"))


def _of_title(document: _Document, m: re.Match[str], whole: str, title: str) -> Iterator[Citation]:
    """The policy with the `title` in 《》, or one for each level whose it is; of a notice, `whole`, the policy in it.

    Left out are the document's own, and the standards of a trade, which have neither number nor place.
    """
    folded, where = document.folded, document.where
    plain = titles.without_draft_mark(title)
    first, start = document_numbers.number_before(folded, m.start())
    if first == document.head.number:  # at the head of the paper, above the text that begins with the title
        first, start = None, m.start()
    issuer = citation_levels.issuer_in(folded[max(0, start - 40) : start])
    numbers, end = ([first], m.end()) if first else document_numbers.numbers_behind(folded, m.end(), issuer)
    levels = citation_levels.levels_of(folded, start, m["title"], numbers, where)
    fate = document.fate(start, end)
    named = bool(numbers or fate) or not titles.is_technical(plain)
    if not named and citation_levels.level_of_name(title, None, where)[0] is None:
        return
    is_derived = not fate and document.rests_on(start, m)
    printed = _printed(document, whole, m)
    shown = titles.without_draft_mark(_printed(document, title, m))
    aliases = (printed,) if fold(printed) != fold(shown) else ()
    for number, (level, place) in zip(loose_citations.number_of_each(numbers, levels, where), levels, strict=True):
        own = document.is_known(plain) and _is_own(level, place, where)
        if own and document.is_former(fate, number):
            level, place = where.own, where.place
        elif own:
            continue
        yield Citation(
            shown, number, level, place, start, end, is_derived and is_above(place, where),
            "several" if len(levels) > 1 else None, aliases, titles.status_of(title) == "draft", fate, own,
        )  # fmt: skip


def _unquoted(document: _Document) -> Iterator[Citation]:
    """根据国务院关于…的意见: what an organ's name begins; of a notice the policy in it."""
    folded = document.folded
    found = {m.end("title"): m for pattern in (_NUMBERED, _UNQUOTED) for m in pattern.finditer(folded)}
    for _, m in sorted(found.items()):
        start, end = m.span("title")
        title = titles.handed_out(m["title"])
        if document.is_known(title) or is_inside(folded, start):
            continue
        numbers, closed = document_numbers.numbers_behind(folded, end)
        number = numbers[0] if numbers else None
        level, place = citation_levels.level_of_name(m["title"], number, document.where)
        inner, named = citation_levels.level_of_name(title, None, document.where)
        place = named if place is None and inner == level else place
        is_derived = start < document.grounds_end and derives(folded, start) and is_above(place, document.where)
        shown, whole = _printed(document, title, m).replace("\n", ""), _printed(document, m["title"], m)
        aliases = (whole.replace("\n", ""),) if title != m["title"] else ()
        yield Citation(shown, number, level, place, start, closed, is_derived, None, aliases)


def _closed(title: str) -> str:
    """Without a bracket at the end that nothing opens, a slip of the pen."""
    return title.removesuffix(")") if title.count(")") > title.count("(") else title


def _is_wrapped(folded: str, start: int, end: int) -> bool:
    """Is it what the document's own title wraps (…印发《X》的通知), however the body spells X?"""
    line = folded[folded.rfind("\n", 0, start) + 1 : start]
    return start < 400 and line.endswith("印发") and folded.startswith("的通知", end) and not re.search(CUES, line)


def _is_own(level: str | None, place: Place | None, where: Jurisdiction) -> bool:
    """Is a policy of that level, with the title of the document's own, the document's own? A county's notice may have
    the title of its province's."""
    if level is None or where.own is None or level == where.own:
        return place is None or where.place is None or level is None or place.name == where.place.name
    return False


def _printed(document: _Document, title: str, m: re.Match[str]) -> str:
    """The folded `title` as it is printed between 《 and 》."""
    start, end = m.span("title")
    at = document.folded.find(title, start, end)
    return document.text[slice(at, at + len(title)) if at >= 0 else slice(start, end)].strip()
