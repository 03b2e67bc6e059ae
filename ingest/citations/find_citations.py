"""The policies that a text names: their level, their number, and whether the text says that it carries them out."""

from __future__ import annotations

import re

from policygraph.ingest.citations import citation_levels, loose_citations
from policygraph.ingest.citations.cited import CUES, Citation, derives, is_above, is_forwarded, is_ground, is_inside
from policygraph.ingest.head import document_numbers, titles
from policygraph.ingest.head.head import Head
from policygraph.ingest.places.region_names import Place
from policygraph.ingest.places.regions import Jurisdiction
from policygraph.model.records import fold

_QUOTED = re.compile(r"《(?P<title>[^《》\n]{2,120}(?:《[^《》]{1,60}》[^《》]{0,60})?)》")
_SHORT_NAME = re.compile(r"(?:以下|下)(?:统一)?简称:?为?[《\"]?(?P<name>[^《》\"',;。)]{2,24})")
_UNQUOTED = re.compile(
    rf"(?:{CUES})(?:了)?(?P<title>(?:中共中央|国务院|中央|[一-鿿]{{0,8}}省委|[一-鿿]{{0,8}}市委|[一-鿿]{{0,8}}政府)[^,。;《》、]{{0,24}}?关于[^,。;《》]{{4,80}}?(?:意见|决定|方案|规划|通知|办法|要点))"
)


def find(text: str, folded: str, head: Head, where: Jurisdiction, intro_end: int, year: int | None) -> list[Citation]:
    """The policies named in the text, the document's own left out. Descent is read before `intro_end` only: what a
    measure carries out (按《…》规定办理) is no ground of the plan. `year`: the document's own, where it is sure."""
    intro_end = _grounds_end(folded, intro_end)
    found = [*_quoted(text, folded, head, where, intro_end), *_unquoted(text, folded, head, where, intro_end)]
    found += loose_citations.number_ones(folded, where, intro_end, year)
    held = [(c.start, c.end) for c in found]
    return found + loose_citations.by_number(folded, head.number, where, intro_end, held)


def unnamed(folded: str, head: Head, intro_end: int) -> list[tuple[int, int]]:
    """Where papers are a ground that the text does not name: 市级相关文件. Only of a document that states a policy."""
    roles = {p.role for p in head.policies}
    if not roles & {"text", "issues", "explains"}:
        return []
    return loose_citations.unnamed(folded, "explains" in roles, _grounds_end(folded, intro_end))


def _grounds_end(folded: str, intro_end: int) -> int:
    """Of a text in articles the first tells its grounds."""
    first = folded.find("第一条")
    if first < 0:
        return intro_end
    second = folded.find("第二条", first)
    return min(intro_end, second if second >= 0 else len(folded))


def _known(head: Head) -> set[str]:
    return {titles.title_key(p.title) for p in head.policies}


def _quoted(text: str, folded: str, head: Head, where: Jurisdiction, intro_end: int) -> list[Citation]:
    known, explained = _known(head), any(p.role == "explains" for p in head.policies)
    short = {fold(m["name"]) for m in _SHORT_NAME.finditer(folded)}
    found: list[Citation] = []
    for m in _QUOTED.finditer(folded):
        whole = _closed(titles.strip_quotes(m["title"]))
        title = titles.unwrap(whole)
        plain = titles.without_draft_mark(title)
        if not titles.is_policy(re.sub(r"(?:\([^()]*\))+$", "", plain)) or fold(title) in short:
            continue
        if (len(plain) < 6 and not plain.endswith("法")) or _is_wrapped(folded, m.start(), m.end()):
            continue
        first, start = document_numbers.number_before(folded, m.start())
        said = citation_levels.issuer(folded[max(0, start - 40) : start])
        numbers, end = ([first], m.end()) if first else document_numbers.numbers_behind(folded, m.end(), said)
        levels = citation_levels.find(folded, start, m["title"], numbers, where)
        if not numbers and titles.is_technical(plain) and citation_levels.of_name(title, None, where)[0] is None:
            continue
        is_derived = start < intro_end and (
            (derives(folded, start) and is_ground(folded, start, m.end(), explained))
            or is_forwarded(folded, m.start(), m.end())
        )
        shown = titles.without_draft_mark(_shown(text, folded, title, m.start("title"), m.end("title")))
        printed = _shown(text, folded, whole, m.start("title"), m.end("title"))
        aliases = (printed,) if fold(printed) != fold(shown) else ()
        for number, (level, place) in zip(loose_citations.share(numbers, levels, where), levels, strict=True):
            if titles.title_key(plain) in known and _is_own(level, place, where):
                continue
            found.append(
                Citation(
                    shown, number, level, place, start, end, is_derived and is_above(place, where),
                    "several" if len(levels) > 1 else None, aliases, titles.status_of(title) == "draft",
                )
            )  # fmt: skip
    return found


def _unquoted(text: str, folded: str, head: Head, where: Jurisdiction, intro_end: int) -> list[Citation]:
    """根据国务院关于…的意见: what an organ's name begins."""
    known, found = _known(head), []
    for m in _UNQUOTED.finditer(folded):
        start, end = m.span("title")
        if titles.title_key(m["title"]) in known or is_inside(folded, start):
            continue
        is_derived = start < intro_end and derives(folded, start)
        numbers, closed = document_numbers.numbers_behind(folded, end)
        number = numbers[0] if numbers else None
        level, place = citation_levels.of_name(m["title"], number, where)
        found.append(Citation(text[start:end], number, level, place, start, closed, is_derived))
    return found


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


def _shown(text: str, folded: str, title: str, start: int, end: int) -> str:
    at = folded.find(title, start, end)
    return (text[at : at + len(title)] if at >= 0 else text[start:end]).strip()


__all__ = ["Citation", "find", "unnamed"]
