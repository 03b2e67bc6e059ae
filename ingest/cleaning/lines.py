"""Lines that are not the document's own, and paragraph breaks that are missing.

Document-sharing sites put a page marker where their page ends ("3、" at a line start, in mid-word); crawled pages hold
the same text twice, or lose all breaks and keep two full-width blanks. Lines that were cut: `line_ends`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from policygraph.ingest.organisations import unit_lists
from policygraph.ingest.tables import flat_pieces
from policygraph.ingest.text.edits import Edit
from policygraph.ingest.text.marks import END

MARKER = re.compile(r"^ {0,4}(\d{1,3})、", re.M)
_SHARED = re.compile(r"会员分享|珍藏版|在线阅读")
PAGE = 60
"""A page of a document-sharing site holds at least so many characters; a cut line is long."""
RUN = 300
"""Characters; so long a run does not come again by chance."""
LONG = 40
"""Lines of so many characters are not the same by chance."""
COPIED = 3
"""So many long lines make a copy."""


def content_lines(text: str) -> list[tuple[int, int]]:
    """Start and end of each line that is not blank, blanks at its ends left out."""
    return [(m.start(), m.end()) for m in re.finditer(r"[^\s](?:[^\n]*[^\s])?", text)]


# Blanks are taken possessively, from the first on: a page of empty lines is read once, not once from each of them.
# A PDF whose font says nothing of its digits leaves blanks between the dashes.
_PAGE_NUMBER = re.compile(r"(?<![ \n])(?= *\n)[ \n]++[-—–－](?:[ \n]*\d{1,3}[ \n]*| {2,9})[-—–－][ \n]*(?=\n)")


def page_numbers(text: str) -> list[Edit]:
    """— 2 —, over one to three lines: it goes with the breaks around it, so that the sentence it cuts is whole."""
    return [Edit(m.start(), m.end(), "", "page-number") for m in _PAGE_NUMBER.finditer(text)]


def bare_page_numbers(text: str) -> list[Edit]:
    """2 alone on its line, where lines count the pages so: it goes with the break before it."""
    found = flat_pieces.page_numbers(text, content_lines(text))
    return [Edit(_before_blanks(text, start), end, "", "page-number") for start, end in found]


def _before_blanks(text: str, at: int) -> int:
    """Where the blanks begin that end at `at`."""
    while at > 0 and text[at - 1].isspace():
        at -= 1
    return at


def page_markers(text: str) -> list[Edit]:
    """Markers "1、", "2、", … at line starts that cut sentences in two: the break and the marker go.

    A real numbered list has them too, but after complete lines; here at least half of the lines before are cut.
    """
    run: list[re.Match[str]] = []
    for m in MARKER.finditer(text):
        if int(m[1]) == len(run) + 1:
            run.append(m)
    ends = [_before_blanks(text, m.start()) for m in run]
    cut = [e for e in ends[1:] if text[e - 1] not in END and e - text.rfind("\n", 0, e) > PAGE]
    shared = _SHARED.search(text[:600]) is not None
    if not run or (not shared and (len(run) < 3 or len(cut) * 2 < len(run) - 1)):
        return []
    first = Edit(run[0].start(), run[0].end(), "", "page-marker")
    return [first] + [Edit(e, m.end(), "", "page-marker") for e, m in zip(ends[1:], run[1:], strict=True)]


_MENU = re.compile(r"^[ \u3000]*(?:[一-鿿]{2,6}[ \u3000]+){3,}[一-鿿]{2,6}[ \u3000]*$", re.M)
_STRAY = re.compile(r"(?:(?<=\n)[ \u3000]*[一-鿿][ \u3000]*\n)?\Z")


def menu_lines(text: str) -> list[Edit]:
    """A line of short words parted by blanks is a site's menu, also in the middle of a sentence that print cut.

    A list of units is not; a single character on the line before was cut off the menu.
    """
    edits = []
    for m in _MENU.finditer(text):
        words = m[0].split()
        if sum(unit_lists.is_complete(w) for w in words) * 2 >= len(words):
            continue
        stray = _STRAY.search(text, max(0, m.start() - 12), m.start())
        edits.append(Edit(stray.start() if stray else m.start(), m.end(), "", "navigation"))
    return edits


def repeated_run(text: str) -> list[Edit]:
    """The second copy, where a page without line breaks holds a text twice: a long run of characters that comes again.

    Looked for from a few places on; blanks do not count. What differs in a copy (a heading of the page) ends it.
    """
    packed = "".join(text.split())
    for at in range(0, min(len(packed) // 2, 600), 60):
        again = packed.find(packed[at : at + 60], at + 60)
        if again < 0:
            continue
        length = _common(packed, at, again)
        if length >= RUN and length >= (again - at) * 0.8:
            plain = [i for i, c in enumerate(text) if not c.isspace()]
            return [Edit(plain[again], plain[again + length - 1] + 1, "", "repeated-text")]
    return []


def _common(text: str, a: int, b: int) -> int:
    """How many characters are the same from `a` and from `b` on, by halving."""
    low, high = 0, min(b - a, len(text) - b)
    while low < high:
        middle = (low + high + 1) // 2
        if text[a : a + middle] == text[b : b + middle]:
            low = middle
        else:
            high = middle - 1
    return low


def repeated_lines(text: str) -> list[Edit]:
    """The second copy, where a run of lines stands in the text twice in the same order (three long lines at least)."""
    spans = content_lines(text)
    lines = [text[s:e] for s, e in spans]
    first: dict[str, int] = {}
    shifts: Counter[int] = Counter()
    for i, line in enumerate(lines):
        if len(line) >= LONG:
            shifts[i - first.setdefault(line, i)] += 1
    copies = (i for k, n in shifts.items() if k and n >= COPIED for i in _copied(lines, k))
    return [Edit(*spans[i], "", "repeated-text") for i in sorted(set(copies))]


def _copied(lines: list[str], shift: int) -> Iterator[int]:
    """The lines of each unbroken run that stands `shift` lines before too and has COPIED long lines or more.

    Unbroken, because the same clauses may stand behind different measures at regular distances.
    """
    run: list[int] = []
    for i in range(shift, len(lines) + 1):
        if i < len(lines) and lines[i] == lines[i - shift]:
            run.append(i)
            continue
        if sum(len(lines[j]) >= LONG for j in run) >= COPIED:
            yield from run
        run = []


def paragraph_blanks(text: str) -> list[Edit]:
    """Two full-width blanks inside a line, or two blanks after a sentence, are a paragraph break that was lost."""
    return [
        Edit(m.start(), m.end(), "\n")
        for m in re.finditer(rf"(?<=[{re.escape(END)}日月号]) {{2,}}(?=\S)|(?<=\S)\u3000{{2,}}(?=\S)", text)
    ]


_SPREAD = re.compile(
    r"(?<![一-鿿])(?:[牵责配参主落协承完][ \u3000]+[头任合与办实成][ \u3000]*[单部时][ \u3000]*[位门限间]"
    r"(?=[ \u3000]*[:：])"
    r"|[牵责配参主落协承][头任合与办实][ \u3000]+(?:[单部][ \u3000]*[位门])(?=[ \u3000]*[:：]))"
)


# 二 〇 二 五 年 十一 月 三 日
_SPREAD_DAY = re.compile(
    r"二 ?[〇零] ?[〇零一二三四五六七八九] ?[〇零一二三四五六七八九] ?年 ?[一二三四五六七八九十](?: ?[一二])? ?月 ?"
    r"[一二三四五六七八九十](?: ?[一二三四五六七八九十]){0,2} ?日"
)


def spread_words(text: str) -> list[Edit]:
    """牵 头 单 位：, as justified print sets it, is one word; so is a day."""
    return [
        Edit(blank.start(), blank.end())
        for pattern in (_SPREAD, _SPREAD_DAY)
        for m in pattern.finditer(text)
        for blank in re.compile(r"[ \u3000]+").finditer(text, m.start(), m.end())
    ]


_PROSE = re.compile(r"^[^\n]{60,}$", re.M)
_HAN = "一-鿿〇"
_IN_WORDS = re.compile(rf"(?<=[{_HAN}])[ \u3000](?=[{_HAN}])")
_AT_MARKS = re.compile(r"(?<=[，、：；])[ \u3000]|[ \u3000](?=[，。、；：])")
# A blank before one of these parts a heading from what stands around it.
_PARTS = re.compile(
    rf"[ \u3000](?:第[{_HAN}\d]{{1,4}}[章节条]|[一二三四五六七八九十]{{1,3}}[、是要]|[（(][一二三四五六七八九十\d])"
)
_SCATTERED = re.compile(r"(?<![ -~])[ \u3000]+(?=\S)|(?<=[!-~])[ \u3000]+(?![ -~])")


def scattered_blanks(text: str) -> list[Edit]:
    """The blanks of a line of prose that has them inside its words and at its marks alike: an editor's page that sets
    every few characters apart. A line that lists names, or runs headings into their text, keeps its own."""
    edits = []
    for line in _PROSE.finditer(text):
        words, marks = len(_IN_WORDS.findall(line[0])), len(_AT_MARKS.findall(line[0]))
        if words < 4 or marks < 3 or (words + marks) * 30 < len(line[0]) or _PARTS.search(line[0]):
            continue
        edits += [Edit(m.start(), m.end()) for m in _SCATTERED.finditer(text, *line.span())]
    return edits


def stray_blanks(text: str) -> list[Edit]:
    """Runs of blanks inside a line shrink to one; blanks between a Han character and a digit or mark go."""
    edits = [Edit(m.start(), m.end(), " ") for m in re.finditer(r"[ \u3000]{2,}|\u3000", text)]
    edits += [
        Edit(m.start(), m.end())
        for m in re.finditer(
            r" (?:(?<=[\d.] )(?=[年月日号%])|(?<=[年月一-鿿] )(?=\d)|(?<=[、,，;；。:：(（] )(?=[^\s])"
            r"|(?<=(?<!\d)20\d )(?=\d年)"
            r"|(?<=[(（][一二三四五六七八九十] )(?=[一二三四五六七八九十]{1,2}[)）])"
            r"|(?<=牵头 |责任 |配合 |参与 |主办 |落实 |协办 |承办 |完成 )(?=单位|部门|时限))",
            text,
        )
    ]
    return _without_overlaps(edits)


def _without_overlaps(edits: list[Edit]) -> list[Edit]:
    kept: list[Edit] = []
    for e in sorted(edits, key=lambda e: (e.start, e.end)):
        if not kept or e.start >= kept[-1].end:
            kept.append(e)
    return kept
