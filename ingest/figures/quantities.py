"""Figures in Chinese policy text: number, unit, range and comparison, with their place.

A figure is a number together with a unit of `data/units.yaml`; digits without one (S208, 12345, 〔2024〕2号, 4:3:2:1,
an outline number) are none. The text is searched for digits and Han numerals only, and parsed around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from policygraph.ingest.figures.unit_grammar import Comparator, Mode, grammar
from policygraph.ingest.text.numerals import HAN, magnitude, parse_arabic, parse_han


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure. `text[start:end] == raw`, comparing words included; `text[at:stop]` is number and unit alone.

    `value` is in `unit`, which keeps the magnitude: 402 万亩; None where the `base` is all there is (不低于上年).
    `group` is the kind of the unit (money, time, …).
    """

    start: int
    end: int
    value: float | None
    value_high: float | None
    unit: str
    comparator: Comparator
    raw: str
    at: int
    stop: int
    group: str
    han: bool = False
    mode: Mode = "absolute"
    base: str | None = None


@dataclass(frozen=True, slots=True)
class Blank:
    """A unit whose figure was left out or masked (投入亿元, %的资金, XX个)."""

    start: int
    end: int
    unit: str


_LONGEST_BEFORE = 6  # characters of the longest comparing word, 不得超过 after a blank and a colon
_LONGEST_EACH = 5  # characters of 每立方米 and one more
_JOINED = re.compile(r"[0-9A-Za-zN][+＋×/:∶.．·—–~～-]$")
_ANCHOR = re.compile(rf"\d|百分之|[{HAN.replace('万', '').replace('亿', '')}][{HAN}]*")
_RISE_LEFT = re.compile(r"[由从自][^，。；,;]{0,12}$")
_OF_BASE = re.compile(r"[比较]于?\d{4}年的?$")  # 较2020年的120亿元增加60亿元
_RISE_OF = re.compile(r"的[^，。；,;]{1,8}(?:降|提高|提|增加|增|调整|下调|上调)(?:低)?(?:到|至|为)\d")
_RISE_RIGHT = re.compile(r"[^，。；,;]{0,8}?[高升加长大展少低降短缩减小复增提扩压变](?:到|至|为)")


def find_quantities(text: str) -> list[Quantity]:
    """All figures of `text`, in order and apart from each other."""
    found: list[Quantity] = []
    end = 0
    for anchor in _ANCHOR.finditer(text):
        at = anchor.start()
        if at < end:
            continue
        digit = anchor.group().isdigit() and anchor.group() not in HAN
        quantity, stop = (_read_arabic if digit else _read_han)(text, at, end)
        end = max(end, stop)
        none = quantity and (is_start_of_change(text, quantity) or _is_quoted(text, at, quantity.end))
        if quantity and not none and not _is_outline_number(text, quantity):
            found.append(quantity)
    return _join_lists(text, found)


_SENTENCE = re.compile(r"(?:^|[。;；\n])\s*$")


def _is_outline_number(text: str, q: Quantity) -> bool:
    """Is it the number of a point that begins a sentence (…。5.6支援队伍根据需要…), of which a part would be none?"""
    part = q.group == "count" and q.value is not None and q.value % 1 and q.unit[0] not in "万亿千百"
    return bool(part) and q.start == q.at and _SENTENCE.search(text, max(0, q.at - 4), q.at) is not None


_AND = re.compile(r"\s?(?:、|和|及|与|以及)\s?")


def _join_lists(text: str, found: list[Quantity]) -> list[Quantity]:
    """Figures of one list help each other out.

    10人以上30人以下 is one range. 不低于10000元、5000元: what is said before the first holds for all.
    10.6万、3.3万平方公里: a unit that is left out stands at the end.
    """
    joined: list[Quantity] = []
    for q in found:
        last = joined[-1] if joined else None
        if last and _is_one_range(last, q):
            raw = text[last.start : q.end]
            joined[-1] = replace(last, end=q.end, value_high=q.value, comparator="=", raw=raw, stop=q.end)
        elif last and _is_compared_alike(text, last, q):
            joined.append(replace(q, comparator=last.comparator))
        else:
            joined.append(q)
    for index in range(len(joined) - 2, -1, -1):
        q, after = joined[index], joined[index + 1]
        open_unit = q.group == "none" or (q.unit == "个" and after.group in ("time", "share"))  # 6个、22个工作日以内
        if open_unit and after.unit.startswith(q.unit) and _AND.fullmatch(text, q.end, after.start):
            sign = after.comparator if q.unit == "个" and q.comparator == "=" else q.comparator
            joined[index] = replace(q, unit=after.unit, group=after.group, comparator=sign)
    return joined


def _is_one_range(low: Quantity, high: Quantity) -> bool:
    return low.end == high.start and (low.comparator, high.comparator, low.unit) == (">=", "<=", high.unit)


def _is_compared_alike(text: str, last: Quantity, q: Quantity) -> bool:
    """Does what is said before `last` hold for `q` too, which stands bare behind it in a list?"""
    bare = q.start == q.at and q.end == q.stop and last.end == last.stop
    alike = last.unit == q.unit and last.comparator != "="
    return bare and alike and _AND.fullmatch(text, last.end, q.start) is not None


def _read_arabic(text: str, at: int, floor: int) -> tuple[Quantity | None, int]:
    """The figure at `at`, and where to go on: after the digits even where they are no figure."""
    found = grammar().arabic.match(text, at)
    if found is None:
        return None, _digits_end(text, at)
    if name := grammar().names.match(text, at):
        return None, name.end()
    low = parse_arabic(found["low"] or found["one"])
    high = parse_arabic(found["high"]) if found["high"] else None
    if low is None or (found["unit"] is None and not found["size"]) or not _stands_free(text, at):
        return None, _digits_end(text, at)
    if high is not None and not found["low_size"] and high < low:  # 2021—5个 is no range
        return None, _digits_end(text, at)
    if found["unit"] == "岁" and _LASTS not in text[max(0, at - 14) : at]:
        return None, found.end()  # 60岁以上老年人
    if found["unit"] in ("年", "日") and not _is_duration(text, found, low):
        return None, found.end()
    return _finish(text, found, low, high, floor, han=False)


_QUOTED = re.compile(r"[“‘\"][^”’\"。，；]{0,12}$")


def _is_quoted(text: str, at: int, stop: int) -> bool:
    """Does a quotation end with the figure (“人才十条”)? It is a name's."""
    return text[stop : stop + 1] in tuple('”’"') and _QUOTED.search(text, max(0, at - 13), at) is not None


_LASTS = "寿命"
_AT_MOST = re.compile(r"(?:不超过|不多于|[压缩减降]至|[压缩减降]到)\s?$")
_NO_COUNT = '第前数几每“‘"统唯'  # before a Han numeral: 第一, 前三, 每一, “三…


def _read_han(text: str, at: int, floor: int) -> tuple[Quantity | None, int]:
    """The figure in Han numerals at `at`, and where to go on."""
    if at and text[at - 1] in _NO_COUNT:
        return None, at + 1
    if share := grammar().share.match(text, at):
        value = parse_han(share["one"])
        return (None, share.end()) if value is None else _finish(text, share, value, None, floor, han=True, unit="%")
    found = grammar().han.match(text, at)
    return _read_han_count(text, found, floor) if found else (None, at + 1)


def _read_han_count(text: str, found: re.Match[str], floor: int) -> tuple[Quantity | None, int]:
    """The figure that a Han numeral and its unit make; none where they are a word or an estimate."""
    numeral, bare = found["one"], found["unit"]
    body = numeral.rstrip("万亿")
    value = parse_han(body) if body else None
    if value is None or bare is None or (found["more"] and value < 10):
        return None, found.end("one")
    if bare in grammar().arabic_only and value < 100:
        return None, found.end("one")
    unit = numeral[len(body) :] + (found["size"] or "") + bare
    quantity, end = _finish(text, found, value, None, floor, han=True, unit=unit)
    if numeral == "一" and not quantity.raw.startswith(("至少", "不", "最")):  # 一个 is an article
        return None, found.start() + 1
    return quantity, end


def _digits_end(text: str, at: int) -> int:
    while at < len(text) and (text[at].isdigit() or text[at] in ".．,"):
        at += 1
    return at


def _stands_free(text: str, at: int) -> bool:
    """False in model names, formulas, numbers of documents and things in order (S208, 1+9+N, 〔2024〕2号, 第4次)."""
    left = text[max(0, at - 2) : at]
    if not left:
        return True
    last = left[-1]
    return not (last in "第〔［[“‘_第" or (last.isascii() and last.isalpha()) or _JOINED.search(left))


def _is_duration(text: str, found: re.Match[str], value: float) -> bool:
    """30年 and 7日内 are lengths of time; 2024年, 3月5日 and 15日 are dates."""
    if found["unit"] == "日":
        inside = text.startswith(("内", "以内", "之内"), found.end())
        return inside or (value < 100 and _AT_MOST.search(text, max(0, found.start() - 5), found.start()) is not None)
    return value < 200 and text[found.start() - 1 : found.start()] not in tuple("—–-～~")


def _finish(
    text: str, found: re.Match[str], value: float, high: float | None, floor: int, *, han: bool, unit: str | None = None
) -> tuple[Quantity, int]:
    """The figure whose number and unit were `found`, with the comparing words around it, and where it ends."""
    at, stop = found.span()
    groups = found.groupdict()
    bare = groups.get("unit") or ("%" if unit == "%" else "")
    kind = grammar().group.get(bare.split("/")[0], "none")
    each = grammar().each.search(text, max(floor, at - _LONGEST_EACH), at)
    start, before = _comparing_words(text, each.start() if each else at, floor)
    if each and before is None:
        start, each = at, None
    tail = _comparing_tail(text, stop, kind)
    end = tail.end() if tail else stop
    sign = _comparator(before, tail, more=bool(groups.get("more") or groups.get("more2")))
    if unit is None:
        size = groups.get("size") or ""
        unit = size + bare
        value = _in_size(value, groups.get("low_size"), size)
        if each and "/" not in unit:
            unit = f"{unit}/{each['per'].replace('每', '·')}"
    unit = unit.replace("％", "%").replace("﹪", "%")
    return Quantity(start, end, value, high, unit, sign, text[start:end], at, stop, kind, han), end


def _comparing_tail(text: str, stop: int, kind: str) -> re.Match[str] | None:
    """以上, 左右 or 内 behind a unit of that kind; 内 compares times only, 余 and 多 no shares."""
    tail = grammar().after.match(text, stop)
    if tail and ((tail[1] == "内" and kind != "time") or (tail[1] in "余多" and kind == "share")):
        return None
    return tail


def _comparator(before: Comparator | None, tail: re.Match[str] | None, *, more: bool) -> Comparator:
    """What the words before a figure and behind it say together; `more`: 多 or 余 stands within it."""
    sign: Comparator = before or "="
    if tail:
        says = grammar().suffix[tail[1]]
        return says if sign in ("=", "~") or (sign == "<=" and says == "~") else sign  # 控制在5.5%左右
    return ">=" if more and sign == "=" else sign


def _in_size(low: float, low_size: str | None, size: str) -> float:
    """8000万—1亿元: the lower end in the unit of the upper one."""
    return low * magnitude(low_size) / magnitude(size) if low_size and low_size != size else low


_ENDS_A_WORD = re.compile("[签节集预条契]约|行为|[许认]可")  # 签约30家 is no estimate


def _comparing_words(text: str, at: int, floor: int) -> tuple[int, Comparator | None]:
    """Where the words that compare begin, left of the number at `at`, and what the strongest of them says."""
    words = grammar().before
    sign: Comparator | None = None
    start = at
    while True:
        skip = start - 1 if start > floor and text[start - 1] in " 　:：" else start
        longest = min(_LONGEST_BEFORE, skip - floor)
        word = next((n for n in range(longest, 0, -1) if text[skip - n : skip] in words), 0)
        if word and text[skip - word] == "均" and text[skip - word - 1 : skip - word] == "平":
            word -= 1  # 平均为, not 均为
        if word == 1 and _ENDS_A_WORD.match(text, max(0, skip - 2)):
            word = 0
        if not word:
            return start, sign
        start = skip - word
        said = words[text[start:skip]]
        sign = said if sign in (None, "=") else sign


def is_start_of_change(text: str, quantity: Quantity) -> bool:
    """True for the 25% of 由25%提高到35% and of 将25%的税率降至20%: where a change begins is nothing to reach."""
    if _RISE_OF.match(text, quantity.end) or _OF_BASE.search(text, max(0, quantity.at - 9), quantity.at):
        return True
    left = text[max(0, quantity.at - 14) : quantity.at]
    return bool(_RISE_LEFT.search(left) and _RISE_RIGHT.match(text, quantity.end))


def find_blanks(text: str) -> list[Blank]:
    """Units without a figure, in order: masked (XX亩) or left out (投入亿元, %的资金, 整治撂荒地万亩)."""
    return list(_blanks(text))


_BLANK_ANCHOR = re.compile(r"[%％XxＸ×＊*□_万亿]")
_COUNTED_IN = re.compile(r"单位\s?[:：]\s?(?:[^\s，。；,;、：:\d]{1,6}、){0,3}$")
_WORD_OF_MONEY = re.compile("以上|[级村镇户园大]|企业|项目|产业|GDP|生产总值|增加值|产值")  # behind 亿元 and 万元
_NUMERIC = set("0123456789０１２３４５６７８９.．几数上近超过破每余多来成") | set(HAN)


def _blanks(text: str) -> Iterator[Blank]:
    end = 0
    for anchor in _BLANK_ANCHOR.finditer(text):
        at = anchor.start()
        if at < end:
            continue
        left = text[max(0, at - 3) : at].rstrip(" ")[-1:]
        if left and (left in _NUMERIC or (left.isascii() and left.isalnum())):
            continue
        found = grammar().blank.match(text, at)
        if found and _is_blank(text, found):
            end = found.end()
            yield Blank(at, end, found["unit"].replace("％", "%"))


def _is_blank(text: str, found: re.Match[str]) -> bool:
    """万亩良田, 亿元村 are words, and 单位：万元 says what is counted in; 投入亿元 and 撂荒地万亩 before a stop
    lack their figure."""
    if _COUNTED_IN.search(text, max(0, found.start() - 30), found.start()):
        return False
    if text[found.start()] not in "万亿":
        return True
    if found["unit"].endswith("元"):
        return not _WORD_OF_MONEY.match(text, found.end())
    return bool(re.match(r"[，。；、,;)）\s]|$", text[found.end() : found.end() + 1]))
