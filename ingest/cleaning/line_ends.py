"""Line breaks that mean nothing: PDFs break every line, pages break around a 《…》 and within a number."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from policygraph.ingest.cleaning import printed_lines
from policygraph.ingest.cleaning.lines import content_lines
from policygraph.ingest.organisations import functions, unit_lists
from policygraph.ingest.places.region_names import place_at_start
from policygraph.ingest.text.edits import Edit
from policygraph.ingest.text.marks import END, HEADING

SAID = 300
"""Characters before a line's end that tell whether its sentence goes on."""
LONGEST_NAME = 24
"""Characters of the part of an office's name before a line's end."""
TITLE = 90
"""Characters that a title may still have behind a line's end."""

_YEAR = r"[〔\[［（(【] ?(?:19|20)\d{2} ?年?[〕\]］）)】]"
# Verbs and prepositions of which the object is still to come, and what joins it to one before.
_AWAITS = re.compile(
    r"(?:根据|按照|依照|遵照|遵循|贯彻|落实|执行|实施|结合|对照|参照|印发|转发|制定|修订|出台|关于|以及|[和与及、，为对将])$"
    r"|(?:^|[，、])依据$"  # else the noun
)
# What no line begins with, unless it was cut: a mark that belongs to the words before it.
_NO_BEGINNING = "，、；。：！？）》〕】,;:)"
_GOES_ON = re.compile(r"(?:[，、]|已经|业经|现将|现就|以及)$")
_NUMBER_BEGINS = re.compile(rf"{_YEAR} ?第? ?\d{{1,4}}(?: ?号|$)")
# The head of a paper (某局会议纪要) over its number, which no organ's word begins.
_HEADS = re.compile(r"(?:^|\n) *(?!\S*关于)\S{2,24}(?:纪要|通报|简报|专报)$")
_NUMBER_ALONE = re.compile(rf"{_YEAR} ?第? ?\d{{1,4}} ?[号期] *")
_YEAR_ENDS = re.compile(rf"{_YEAR} ?第?$")
_COUNT_BEGINS = re.compile(r"第? ?\d{1,4} ?号")
_COUNT_ENDS = re.compile(rf"{_YEAR} ?第? ?\d{{1,4}}$")
_HAN_ENDS = re.compile(r"[一-鿿]$")
# A count that ends a clause of running text: …新建冷库⏎12座。(县商务局牵头)
_COUNTED_BEGINS = re.compile(
    r"\d[\d.]*(?:[万亿千百]{0,2}(?:[个座家户亩吨处所项件台套辆名人条口米元天场次]|平方米|公里|公顷|小时)|[%％])[^。\n]{0,20}?[。；，]"
)
# A decimal that a line's end cut at its point: 达到0.⏎58. Behind a mark it would be the number of an item.
_POINT_ENDS = re.compile(r"[一-鿿]\d{1,6}\.$")
_DECIMALS_BEGIN = re.compile(r"\d{1,4}(?![\d.、])")
# A comparison waits for its figure: 不少于⏎62 公里. No heading or item stands behind one.
_COMPARES_ENDS = re.compile(
    r"(?:[不少多低高大小超]于|不超过|不得超过|超过|突破|达到|控制在|稳定在|保持在|[高升加长大展少低降短缩减小][到至])$"
)
_FIGURE_BEGINS = re.compile(r"\d[\d.]{0,8}\s?(?:[%％万亿]|[一-鿿])(?!、)")
# A day that a line's end cut: 2026年3月⏎30日.
_MONTH_ENDS = re.compile(r"20\d\d ?年 ?\d{1,2} ?月$")
_DAY_BEGINS = re.compile(r"\d{1,2} ?日")
# A number cut in two, in running text, and a unit: 新建绿道46⏎43公⏎里, 压缩至3个工⏎作日.
_DIGITS_END = re.compile(r"[一-鿿][，、；：。\n]?[一-鿿]{2,}\d{1,3}$")
_NUMBERED_END = re.compile(r"(?:附件|附表|附|第|图|表|专栏|案例|例|线|号|楼|栋)\d{1,3}$")
_DIGITS_BEGIN = re.compile(
    r"\d{1,4}(?:(?:[万亿]|[一-鿿])[^。\n]{0,30}[。；，]|(?:公|平方?|立方?|个|万|亿|千)?$)"
    r"|(?:[万亿]{0,2}(?:[个座家户亩吨处所项件台套辆名条米]|公里|平方米))[^。\n]{0,20}?[。；，]"
)
_UNIT_ENDS = re.compile(
    r"\d ?(?:[十百千万亿]{0,2}(?:公|平|平方?|立|立方?)|个|个百|个百分|百|百分|个工|个工作|工|工作|千|兆|毫)$"
)
_UNITS = re.compile(
    r"\d ?[十百千万亿]{0,2}(?:公[里顷斤]|平方(?:公里|米)|立方米|个?百分点|个?工作日|个(?:小时|月|季度)"
    r"|千(?:瓦时?|米|克|伏安)|兆瓦|毫[米秒克])"
)
_RUNNING = re.compile(r"[。；，：][^。；，：\s]*[一-鿿]$")
_TITLE_OPEN = re.compile(r"《[^《》]*$")
_TITLE_CLOSES = re.compile(rf"[^《》\n]{{0,{TITLE}}}》")
_TITLE_ENDS = re.compile(r"》(?:[（(][^（()）]*(?:[（(][^（()）]*[)）][^（()）]*)?[)）])?$")
_CITES = re.compile(r"(?:[一-鿿]{2,12}[〔\[（(]\d{4}年?[〕\]）)]\s?第?\d{1,4}号\s?)?《")
_TITLE_ALONE = re.compile(r"《[^《》]*》")
# Behind a 《…》 these go on with its sentence; no line begins so by itself.
_OF_A_TITLE = re.compile(
    r"(?:[和与及、]|以及)《|(?:等|有关|相关|的)*(?:文件|通知)?的?(?:精神|要求|规定|部署)|等(?:文件|政策|有关|\d)|已(?:经|于)|业经|[印转]发给?你们"
)
_CUE = re.compile(r"(?:根据|按照|依据|依照|遵照|贯彻|落实|对照|执行|结合)(?P<behind>[^。；：;:]*)$")
_OFFICE = re.compile(r"(?:国务院|中央)$")
_BRACKETS = re.compile(r"[（(〔【[《）)〕】\]》]")
_FRAGMENT = re.compile(r"[\dA-Za-z.%+—-]{1,8}")


def _wrapping_width(lengths: list[int], cut: list[bool]) -> int:
    """The width at which a text was wrapped, or 0: many lines of about one length that end in mid-sentence."""
    if len(lengths) < 8:
        return 0
    long = sorted(n for n, c in zip(lengths, cut, strict=True) if c and n >= 12)
    if len(long) < 6:
        return 0
    width = long[int(len(long) * 0.8)]
    lines = sum(n >= 12 for n in lengths)
    near = sum(1 for n, c in zip(lengths, cut, strict=True) if c and width * 0.7 <= n <= width * 1.3)
    longer = sum(n > width * 1.3 for n in lengths)
    return width if width <= 130 and near * 4 >= lines and longer * 10 <= lines else 0


def hard_breaks(text: str) -> list[Edit]:
    """Line breaks inside a sentence: where the words need what follows, inside an open bracket, in wrapped texts,
    around a number on its own line."""
    spans = content_lines(text)
    width = _wrapping_width([e - s for s, e in spans], [text[e - 1] not in END for _, e in spans])
    inner = printed_lines.inner_breaks([text[s:e] for s, e in spans]) if width else set()
    fields = _fields(text)
    rows = _rows([text[s:e] for s, e in spans]) if width else set()
    edits = []
    depth, said = 0, ""
    for i, ((start, end), (following_start, following_end)) in enumerate(pairwise(spans)):
        line, following = text[start:end], text[following_start:following_end]
        depth = _open_brackets(line, depth)
        said = (said + line)[-SAID:]
        between = text[end:following_start]
        begins_field = (not depth and _begins_field(line, following, fields)) or following in rows
        if (
            _needs(said, following)
            or _name_goes_on(line, following)
            or (not begins_field and (i in inner or _belong_together(line, between, following, width, depth)))
        ):
            edits.append(Edit(end, following_start, _blank_between(line, following)))
        else:
            depth, said = 0, ""
    return edits


_FIELD = re.compile(r"(?P<label>(?:\d{4}年度?)?[一-鿿]{2,10})[：:](?=.)")


def _fields(text: str) -> set[str]:
    """Labels with which more than one line begins (整改时限：): they are fields of a list, not words that print cut."""
    counts = Counter(m["label"] for m in re.finditer(rf"^[ \u3000]*{_FIELD.pattern}", text, re.M))
    return {label for label, n in counts.items() if n > 1}


def _begins_field(line: str, following: str, fields: set[str]) -> bool:
    """Does a line begin a field of a list, or one behind another that only this record has?"""
    label, before = _FIELD.match(following), _FIELD.match(line)
    if label is None:
        return False
    return label["label"] in fields or (len(fields) > 1 and before is not None and before["label"] in fields)


_ROW = re.compile(r"(?P<first>[^，,、。；;：:\t|]{2,40})[，,\t|] ?(?P<second>[^，,、。；;：:\t|]{2,40})[，,\t|].")
ROWS = 3
"""So many lines with an office as their first or second field are a list of tasks, typed without a table."""


def _rows(lines: list[str]) -> set[str]:
    """Lines that are rows typed without a table (护岸建设，县水利局，完成55%): each begins one, however full the one
    before is."""
    found = {line for line in lines if (m := _ROW.match(line)) and _is_row(m["first"], m["second"])}
    return found if len(found) >= ROWS and 2 * len(found) >= len(lines) else set()


def _is_row(first: str, second: str) -> bool:
    return unit_lists.is_complete(first) != unit_lists.is_complete(second)


def _needs(said: str, following: str) -> bool:
    """Do the words `said`, which end a line, need the line below: the rest of a number, of a title, of a list?"""
    if following[0] in _NO_BEGINNING or (_TITLE_OPEN.search(said) and _TITLE_CLOSES.match(following)):
        return True
    if _figure_goes_on(said, following):
        return True
    if HEADING.match(following):
        return False
    if _GOES_ON.search(said[-2:]) or _number_goes_on(said, following):
        return True
    if _COUNTED_BEGINS.match(following) and _RUNNING.search(said):
        return True
    if _CITES.match(following):
        return bool(_AWAITS.search(said)) or _is_listed(said, following)
    if following[0] in "（(" and said[-1] == "》":
        return bool(_CUE.search(said))
    return bool(_TITLE_ENDS.search(said) and _OF_A_TITLE.match(following))


def _figure_goes_on(said: str, following: str) -> bool:
    """Was a decimal cut at its point, a day behind its month, or a figure behind what compares it?"""
    cuts = (_POINT_ENDS, _DECIMALS_BEGIN), (_MONTH_ENDS, _DAY_BEGINS), (_COMPARES_ENDS, _FIGURE_BEGINS)
    if any(ends.search(said) and begins.match(following) for ends, begins in cuts):
        return True
    if _DIGITS_END.search(said) and not _NUMBERED_END.search(said) and _DIGITS_BEGIN.match(following):
        return True
    cut = _UNIT_ENDS.search(said)
    unit = _UNITS.match(cut[0] + following[:4]) if cut else None
    return bool(cut and unit and unit.end() > len(cut[0]))


_REST_OF_NAME = re.compile(r"[一-鿿]{0,6}(?:委员会|[局厅委]|办公[室厅]|中心|[支总大]队)")


def _name_goes_on(line: str, following: str) -> bool:
    """Was the name of an office with its place cut (云泽市卫生健康⏎委员会)? The lines hold nothing else."""
    found = place_at_start(line) if len(line) <= LONGEST_NAME and _REST_OF_NAME.fullmatch(following) else None
    if found is None or not 2 < found[1] <= len(line) - 2 or unit_lists.is_complete(line):
        return False
    return functions.function_of(line + following) is not None and functions.function_of(following) is None


def _number_goes_on(said: str, following: str) -> bool:
    """Was a 发文字号 cut: before its year, behind it, before 号?"""
    if _NUMBER_BEGINS.match(following):
        return bool(_HAN_ENDS.search(said)) and not (_HEADS.search(said) and _NUMBER_ALONE.fullmatch(following))
    if _YEAR_ENDS.search(said):
        return bool(_COUNT_BEGINS.match(following))
    return following[0] == "号" and bool(_COUNT_ENDS.search(said))


def _is_listed(said: str, following: str) -> bool:
    """Is the 《…》 that begins the line below another one that the sentence rests on (根据《A》⏎《B》), or one of an
    organ that ends it (根据省政府⏎《A》)? A list with a 《…》 a line is none."""
    cue = _CUE.search(said)
    if not cue or _TITLE_ALONE.fullmatch(following):
        return False
    behind = re.split("[》、，]", cue["behind"])[-1]
    office = _OFFICE.search(behind) or unit_lists.is_complete(behind)
    return bool(office or _TITLE_ENDS.search(said))


def _belong_together(line: str, between: str, following: str, width: int, depth: int) -> bool:
    """Do two lines, parted by blanks, belong to one sentence? `width`: of wrapped lines; `depth`: of open brackets."""
    if HEADING.match(following):
        return False
    if depth and len(following) < 200 and between.count("\n") == 1:
        return True
    return width > 0 and _is_cut(line, between, following, width)


def _is_cut(line: str, between: str, following: str, width: int) -> bool:
    """Was a sentence cut behind `line` because the line was full, or around a number?"""
    if line[-1] in END or (HEADING.match(line) and len(line) < width * 0.85):
        return False
    if _FRAGMENT.fullmatch(line) or _FRAGMENT.fullmatch(following):
        return True
    new_paragraph = between.count("\n") > 1 and between.rpartition("\n")[2].startswith("  ")
    return len(line) >= width * 0.8 and not new_paragraph


def _blank_between(line: str, following: str) -> str:
    """English words stay apart where their lines are joined."""
    ends = line[-1] + following[0]
    return " " if ends.isascii() and ends.isalpha() else ""


def _open_brackets(line: str, depth: int) -> int:
    """How many round or square brackets stay open at the end of `line`; at most a few, so that a lost one heals."""
    for c in _BRACKETS.findall(line):
        depth = depth + 1 if c in "（(〔【[《" else max(0, depth - 1)
    return min(depth, 3)
