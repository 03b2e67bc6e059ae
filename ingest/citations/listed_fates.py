"""Lists of files that are repealed, amended or kept: a decision with its annexes, the outcome of a review (清理结果).

The heading of a list says what becomes of all that stands below it, a row's own last words before it. The titles stand
with or without 《》, in lines or in the rows of a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from policygraph.ingest.citations import citation_levels
from policygraph.ingest.citations.cited import Citation, Fate
from policygraph.ingest.head import document_numbers, titles
from policygraph.ingest.head.document_numbers import NUMBER
from policygraph.ingest.head.own_policy import names_policy
from policygraph.ingest.places.regions import Jurisdiction

_REPEALED, _AMENDED = ("|".join(words) for words in (titles.words().repealed, titles.words().amended))
_OF_LISTS = re.compile(rf"{_REPEALED}|{_AMENDED}|清理")
_EDITION = re.compile(r"\([^()]*\)(?=》|的?通知|$)")  # 某预案(2026年修订): a title of its own, and no list
_HEADING = re.compile(r"文件|规章|法规|规定|制度|目录|清单|名单|如下|以下|下列")
_KEPT = re.compile(r"继续有效|继续执行|保留|现行有效")
_MEANT = re.compile("|".join(("拟", "建议")))
_MARK = r"\s*(?:\d{1,4}\s?[.、)]|\(\d{1,4}\)|[一二三四五六七八九十]{1,4}、|\([一二三四五六七八九十]{1,4}\))"
_ITEM = re.compile(rf"(?:{_MARK}|\s*\d{{1,4}})?\s*")
_BROKEN = re.compile(rf"{_MARK}[^\n]*关于[^\n]*")  # a title that may go on in the next line
_FURTHER = re.compile(rf"\n(?!{_MARK})(?P<words>[^\n]+)")
_HANDS_OUT = re.compile(r"[转印下]发$")
_OUTCOME = re.compile(rf"(?:(?P<gone>{_REPEALED})|(?P<changed>{_AMENDED})|(?P<kept>{_KEPT.pattern}))\s*$")
LONGEST = 80
"""Characters of a list's heading."""


class Zone(NamedTuple):
    """From `start` on, what becomes of the files in a list: a kind of `Fate`, or "" where nothing does."""

    start: int
    kind: str


def zones(folded: str, title: str) -> tuple[Zone, ...]:
    """The lists of a document called `title`, which is about what becomes of files; none of another's."""
    if not _OF_LISTS.search(_EDITION.sub("", title)):
        return ()
    found = [Zone(0, "")]
    for line in re.finditer(r"[^\n]+", folded):
        words = re.split(r"。(?=.)", line[0])[-1]
        if len(words) <= LONGEST and "《" not in words and _HEADING.search(words) and not NUMBER.search(words):
            repealed, amended = re.search(_REPEALED, words), re.search(_AMENDED, words)
            if repealed or amended or _KEPT.search(words):
                sure = not (repealed and amended) and not _KEPT.search(words) and not _MEANT.search(words)
                found.append(Zone(line.end(), ("SUPERSEDES" if repealed else "AMENDS") if sure else ""))
    return tuple(found)


def of_list(folded: str, start: int, end: int, lists: Sequence[Zone]) -> Fate | None:
    """What becomes of the policy that is named from `start` to `end`, which begins a line of a list."""
    line = folded.rfind("\n", 0, start) + 1
    item = _ITEM.match(folded, line, start)
    before = folded[item.end() if item else line : start]
    if not lists or not re.fullmatch(r"[一-鿿、 ]{0,24}", before):
        return None
    closed = folded.find("\n", end)
    kind = _kind(folded[end : closed if closed >= 0 else len(folded)], start, lists)
    return Fate(kind, start, end) if kind else None


def _kind(rest: str, at: int, lists: Sequence[Zone]) -> str:
    """What becomes of what is named at `at`: the words behind it in its row say so, else the heading above."""
    said = rest.rstrip("。;, ")
    if (own := _OUTCOME.search(said)) and not re.search("[。《]", said):
        return "SUPERSEDES" if own["gone"] else "AMENDS" if own["changed"] else ""
    return next((zone.kind for zone in reversed(lists) if zone.start <= at), "")


def find_listed(
    text: str, folded: str, where: Jurisdiction, lists: Sequence[Zone], held: Sequence[tuple[int, int]]
) -> Iterator[Citation]:
    """Titles without 《》 in lists: a line, or a row of a table, with a number behind the title. `held`: the spans of
    other citations."""
    if not lists:
        return
    begun = {start for start, _ in held}
    for first, last in _rows(folded):
        row = folded[first:last]
        number = NUMBER.search(row)
        item = _ITEM.match(row)
        if number is None or item is None or "《" in row or first < lists[0].start:
            continue
        organ = row.find(document_numbers.organ(number), number.start())
        title = row[item.end() : organ].rstrip(" (\n").replace("\n", "")
        start, end = first + item.end(), first + number.end()
        end += row.startswith(")", number.end())
        kind = _kind(row[end - first :], start, lists)
        if start in begun or not kind or not names_policy(title):
            continue
        level, place = citation_levels.level_of_name(title, document_numbers.written(number), where)
        shown = titles.handed_out(title)
        at = title.find(shown)
        whole = text[start : start + organ - item.end()].replace("\n", "")[: len(title)]
        printed = whole[at : at + len(shown)] if at >= 0 else shown
        aliases = (whole,) if shown != title else ()
        yield Citation(
            printed, document_numbers.written(number), level, place, start, end, False, aliases=aliases,
            fate=Fate(kind, start, end),
        )  # fmt: skip


def _rows(folded: str) -> Iterator[tuple[int, int]]:
    """Where lines begin and end; the one of a numbered title that goes on in the next two, where its number stands,
    with these."""
    at = 0
    for line in re.finditer(r"[^\n]+", folded):
        if line.start() >= at:
            at = _end_of_row(folded, line)
            yield line.start(), at


def _end_of_row(folded: str, line: re.Match[str]) -> int:
    end = line.end()
    if not _BROKEN.fullmatch(line[0]) or NUMBER.search(line[0]):
        return end
    for _ in range(2):
        more = _FURTHER.match(folded, end)
        if not more or ("关于" in more["words"] and not _HANDS_OUT.search(folded[:end])):
            break
        end = more.end()
        if NUMBER.search(folded, line.start(), end):
            return end
    return line.end()
