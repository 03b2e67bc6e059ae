"""The minutes of a meeting as a policy: what they are called, and which meeting's they are."""

from __future__ import annotations

import re

from policygraph.ingest.head import signature
from policygraph.ingest.places.region_names import place_at_start

Span = tuple[int, int]

OPENING = 1200
"""Characters in which minutes say whose meeting they tell of."""

_HELD = re.compile(r"主持召开(?:了)?(?P<meeting>[^,。;:《》]{2,50}?会议?)(?=[,。;:、\s]|$)")
_DAY = re.compile(r"(?P<day>(?:\d ?){4}年 ?(?:\d ?){1,2}月 ?(?:\d ?){1,2}日)[^。\n]{0,60}?主持召开")
_ANYBODYS = re.compile(
    r"[省市州盟区县旗镇乡](?=人民|政府|委|党)|[\d一二三四五六七八九十第政常]|专题|协调|调度|推进|现场"
)  # 县政府第9次常务会议
# Printed over two lines, or run together with what stands below it.
_PRINTED = re.compile(
    r"^ *(?P<title>[一-鿿][一-鿿\d \n]{4,60}?会 *议? *纪 *要)(?=\s*$|[一二三四五六七八九十]{1,3}届|第|\()", re.M
)
# … or with the number behind it, where it says whose they are, as the head of the paper does not.
_WITH_NUMBER = re.compile(r"^ *(?P<title>[一-鿿][一-鿿\d ]{4,60}?会 *议? *纪 *要)(?=\[20\d\d\])", re.M)
# What a company calls all its minutes, with their number behind it: it tells nothing of the meeting.
_OF_A_COMPANY = re.compile(
    r"(?P<title>(?:公司|集团|总经理|董事长|党委|党组)(?:总经理|董事长|党委|党组)?(?:专题|办公)?会议纪要)(?=\[20\d\d\])"
)
_COUNTED = re.compile(r"第 ?[\d一二三四五六七八九十百]{1,5} ?(?:次|期)")
_NUMBERED = re.compile(r"\[(?:19|20)\d{2}\] ?第?\d|第 ?[\d一二三四五六七八九十百]{1,5} ?[次期号]")


def title_of(text: str, folded: str, title: str, span: Span) -> tuple[str, Span]:
    """The title of minutes: the printed one, with the count of the meeting where it lacks that; without one, the name
    of the meeting (主持召开县政府第9次常务会议 → 县政府第9次常务会议纪要). With the day where no place is named."""
    held = _HELD.search(folded, 0, OPENING)
    if (not title or span == (0, 0)) and (printed := _printed(folded, held.start() if held else OPENING)):
        title, span = re.sub(r"\s", "", text[slice(*printed.span("title"))]), printed.span("title")
    meeting = re.sub(r"\s", "", text[slice(*held.span("meeting"))]) if held else ""
    if (not title or span == (0, 0)) and held:
        title, span = _called(folded, held.start(), meeting), held.span("meeting")
    counted = None if _NUMBERED.search(re.sub(r"(?<=\d) +(?=\d)", "", title)) else _COUNTED.search(meeting)
    told = f"{title}（{counted[0]}）" if counted else title
    day = _DAY.search(folded, 0, OPENING)
    if title and day and _ANYBODYS.match(told):
        told = f"{told}（{re.sub(' ', '', day['day'])}）"
    return told, span


def _called(folded: str, start: int, meeting: str) -> str:
    """The minutes of a meeting that is told of at `start`: 某次办公会议纪要, 公司办公会议纪要（某推进会）."""
    head = _OF_A_COMPANY.search(folded, 0, start)
    if head and head["title"].removesuffix("纪要") not in meeting:
        return f"{head['title']}（{meeting}）"
    return f"{meeting}纪要"


def _printed(folded: str, end: int) -> re.Match[str] | None:
    """The line with the title, if there is one."""
    numbered = _WITH_NUMBER.search(folded, 0, end)
    return _PRINTED.search(folded, 0, end) or (numbered if numbered and place_at_start(numbered["title"]) else None)


def held_on(folded: str) -> str | None:
    """The day of the meeting, an ISO date, where the sentence that tells of it begins with one."""
    m = _DAY.search(folded, 0, OPENING)
    return signature.parse_date(re.sub(r"\s", "", m["day"])) if m else None
