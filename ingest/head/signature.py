"""Who signed a document and when: the lines under a notice, the end of a text, or what the title begins with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from policygraph.ingest.head import titles
from policygraph.ingest.organisations import unit_lists
from policygraph.ingest.organisations.run_together import ends_of_names
from policygraph.ingest.places.region_names import place_at_start
from policygraph.ingest.text.characters import for_matching
from policygraph.ingest.text.date_points import REPUBLIC
from policygraph.ingest.text.numerals import parse_han

_HAN_DATE = r"[〇零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
_DATE = rf"(?:(?:(?:中华)?民国 ?\d{{2,3}}|\d{{4}})年\d{{1,2}}月\d{{1,2}}日|{_HAN_DATE})"
# Above a table the line says besides in what it counts.
DATE_LINE = re.compile(
    rf"^[ (]*(?:制表日期 ?: ?)?(?P<date>{_DATE}) ?(?:(?:修订|修正|更正|修改)[版稿]?)?[ )]*"
    r"(?: 单位 ?: ?[^\s]{1,6} *)?$",
    re.M,
)
_SIGNED = re.compile(
    rf"(?P<issuer>[一-鿿]{{2,24}}(?:政府|办公室|办公厅|委员会|国务院|厅|局|部|委|办|小组|中央)) ?(?P<date>{_DATE})"
    rf"(?=\s*(?:\(|$|\n|附件|[一-鿿]{{2,30}}(?:{'|'.join(titles.words().ends)})))"
)
_PRINTED_ON = re.compile(
    rf"(?:^[^。,;:《》\n]{{0,40}}?|(?<=办公室)|(?<=办公厅))(?P<date>{_DATE}) ?印发 *(?:\(?共印|$)", re.M
)
# Some copies put the day behind the title, and nowhere else.
_BEHIND_TITLE = re.compile(rf"[^。]{{4,200}}?\((?P<date>{_DATE})\) *$", re.M)
# A copy that lost its lines: the date stands behind the name or seal of those who sign, before a note or the next part.
_RUN_ON = re.compile(
    rf"(?:公司|集团|中心|[部厅局委办会组站院处室社协]|(?:代章|盖章)\)) ?(?P<date>{_DATE})"
    r"(?= ?(?:$|\n|\((?:此件|联系人|公开|主动|依申请)|附件|抄送))"
)
# What stands below the date where annexes follow.
_ANNEX = re.compile(r"\s*(?:\([^()\n]{2,20}\)\s*)?附 ?(?:件|表|录)? ?\d{0,2} ?[:：]?[ \n]")
_SEAL = re.compile(r"\s?[(（](?:代章|盖章|代)[)）]")
# Of a leading group's name the line holds the end only.
_HALF_NAME = re.compile(r"(?:工作)?(?:领导小组|联席会议|指挥部)")


# The office of an organ prints what the organ issues: 某市水利局办公室.
_OFFICE_OF = re.compile(r"办公[室厅]$")
LEAST_NAME = 4
"""Characters of the name of an office with its place."""
LONGEST_HEAD = 60
"""Characters of the head of a paper that has run into its number."""


@dataclass(frozen=True, slots=True)
class Signature:
    """`issued_on` is an ISO date; `span` is where the issuer stands in the cleaned text, if it does."""

    issuer: str | None
    span: tuple[int, int] | None
    issued_on: str | None


def parse_date(raw: str) -> str | None:
    """2024年3月8日 or 二〇二四年三月八日 as an ISO date; None where there is no such day."""
    m = re.match(r"((?:中华)?民国 ?)?(.+?)年(.+?)月(.+?)日", raw)
    numbers = [int(p) if p.isdigit() else int(parse_han(p) or 0) for p in m.groups()[1:]] if m else [0, 0, 0]
    numbers[0] += REPUBLIC if m and m[1] else 0
    try:
        return date(*numbers).isoformat()
    except ValueError:
        return None


def find_signature(text: str, folded: str, title: str, first_item: int, *, of_meeting: bool) -> Signature:
    """Issuer and date of a document whose outline begins at `first_item`. `of_meeting`: a day that nobody signed may be
    that of the meeting, and the day of print comes before it."""
    signed = _signed(text, folded, title, first_item)
    if signed.issued_on and not (of_meeting and signed.issuer is None):
        return signed
    return replace(signed, issued_on=_printed_on(folded) or signed.issued_on)


def _signed(text: str, folded: str, title: str, first_item: int) -> Signature:
    named = _issuer_in_title(text, title)
    first = max(first_item, 800)
    lines = _dated_lines(folded, first)
    signed = None if lines else _SIGNED.search(folded, 0, first) or _SIGNED.search(folded, max(0, len(folded) - 400))
    issuer, span, issued_on = None, None, None
    if lines:
        issued_on = parse_date(lines[0]["date"])
        if above := _signers(folded, lines[0].start()):
            if _HALF_NAME.match(folded, above[0]):
                above = _with_line_above(folded, above)
                issuer, span = re.sub(r"\s+", "", text[slice(*above)]), above
            else:
                issuer, span = re.sub(r"\s+", "、", text[slice(*above)].strip()), above
            issuer = _SEAL.sub("", issuer)
    elif signed:
        issued_on = parse_date(signed["date"])
        start, end = signed.span("issuer")
        if named and folded[start:end].endswith(for_matching(named[0])):
            start = end - len(named[0])
        issuer, span = text[start:end], (start, end)
    elif told := _BEHIND_TITLE.match(folded) or next(iter(list(_RUN_ON.finditer(folded))[-1:]), None):
        issued_on = parse_date(told["date"])
    if named and (issuer is None or (len(named[0]) > len(issuer) and named[0][-6:] == issuer[-6:])):
        issuer, span = named
    return Signature(issuer, span, issued_on)


def signed_as(text: str, folded: str, organ_end: int) -> tuple[str, tuple[int, int]] | None:
    """Who issued a paper whose head has run into the number that stands up to `organ_end` (甲厅乙函[2026]2号), and the
    span of it: the words with which the line begins are those that stand before a date further on."""
    start = folded.rfind("\n", 0, organ_end) + 1
    if not LEAST_NAME + 2 <= organ_end - start <= LONGEST_HEAD:
        return None
    for signed in re.compile(_DATE).finditer(folded, organ_end):
        before = folded[max(organ_end, signed.start() - LONGEST_HEAD) : signed.start()].rstrip(" ")
        before = before if folded[start:organ_end].count("办公") else _OFFICE_OF.sub("", before)
        for end in range(organ_end - 2, start + LEAST_NAME - 1, -1):
            if before.endswith(folded[start:end]) and _can_sign(folded[start:end]):
                return _parted(text[start:end]), (start, end)
    return None


def _parted(name: str) -> str:
    """Two offices that run together, each with its place: 甲省水利厅甲省财政厅 are 甲省水利厅、甲省财政厅."""
    for at in range(LEAST_NAME, len(name) - LEAST_NAME):
        if place_at_start(name[at:]) and unit_lists.is_complete(name[:at]) and not place_at_start(name[at - 1 :]):
            return f"{name[:at]}、{_parted(name[at:])}"
    return name


def _dated_lines(folded: str, first: int) -> list[re.Match[str]]:
    """The line with the date of signature, if there is one: near the head, before annexes, or at the end."""
    near = list(DATE_LINE.finditer(folded, 0, first))[:1] or list(_above_annexes(folded, first))[:1]
    return near or list(DATE_LINE.finditer(folded, max(first, len(folded) - 500)))[-1:]


def _above_annexes(folded: str, first: int) -> Iterator[re.Match[str]]:
    """The dates below the names of those who sign, from `first` on, that annexes follow."""
    dates = DATE_LINE.finditer(folded, first)
    yield from (m for m in dates if _ANNEX.match(folded, m.end()) and _signers(folded, m.start()))


def _printed_on(folded: str) -> str | None:
    """The day that the foot of the last page gives (县政府办公室 2024年3月8日印发), an ISO date."""
    found = list(_PRINTED_ON.finditer(folded, max(0, len(folded) - 500)))
    return parse_date(found[-1]["date"]) if found else None


def _with_line_above(folded: str, span: tuple[int, int]) -> tuple[int, int]:
    """The span of a name that fills two lines; the upper must begin with a place."""
    end = len(folded[: span[0]].rstrip(" \n"))
    start = folded.rfind("\n", 0, end) + 1
    start += len(folded[start:end]) - len(folded[start:end].lstrip())
    return (start, span[1]) if end - start <= 30 and place_at_start(folded[start:end]) else span


def _signers(folded: str, date_at: int) -> tuple[int, int] | None:
    """Span of the lines right above a date that name those who sign."""
    begin = end = len(folded[:date_at].rstrip(" \n"))
    span = None
    while begin > 0:
        line_start = folded.rfind("\n", 0, begin) + 1
        line = folded[line_start:begin]
        names = re.sub(r"\((?:代章|盖章|代)\)", "", line).split()
        if not names or not all(2 < len(n) <= 40 and _can_sign(n) for n in names):
            break
        span = (line_start + len(line) - len(line.lstrip()), end)
        begin = len(folded[:line_start].rstrip(" \n"))
    return span


def _can_sign(name: str) -> bool:
    return (unit_lists.is_complete(name) or name in ("国务院", "中共中央")) and not re.search(r"[。,:;、《》\d]", name)


def _issuer_in_title(text: str, title: str) -> tuple[str, tuple[int, int] | None] | None:
    """某市人民政府办公室 in 某市人民政府办公室关于印发…."""
    m = re.match(r"(.{2,60}?)(?:等[\d一二三四五六七八九十]+(?:个)?部门)?(?:关于|印发|转发|批转)", title)
    name = m[1].strip() if m else ""
    names = [each for n in name.split() for each in _apart(n)]
    if not names or not all(map(_can_sign, names)):
        return None
    # In the text each may have its line.
    at = re.search(r"\s*".join(map(re.escape, "".join(names))), text)
    return " ".join(names), at.span() if at else None


def _apart(name: str) -> list[str]:
    """The names of offices that run into one another in a title."""
    ends = ends_of_names(name)
    return [name[a:b] for a, b in zip([0, *ends[:-1]], ends, strict=True)]
