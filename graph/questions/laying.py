"""A question cut into stretches: names of the graph, times, and words that say what is asked, so that least is left."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from policygraph.graph.asking.known_names import key
from policygraph.graph.asking.periods import is_overdue, period
from policygraph.graph.questions.lexicon import COUNTRY, LONGEST, RANKS, SHORTEST, SUFFIX, Entity, Lexicon
from policygraph.graph.questions.words import question_words

LEFT, NAME, LOOSE, TIME, CUE, LIGHT = 10.0, 1.0, 4.0, 1.5, 2.0, 4.0
"""What a character that is left costs, and a stretch of each kind: few long ones are cheaper than many short ones."""
BY_LENGTH = 0.1
VAGUE = 0.5
LONGEST_TIME = 14
SHORT = 2
WITHIN = {
    "light", "tasks", "does", "planned", "which", "due", "complete", "mention", "function", "each", "clause", "not",
}  # fmt: skip
"""Kinds that may be part of what is left on both sides of them."""
YEAR = re.compile(r"(?P<year>(?:19|20)\d\d)年?度?|今年度?|本年度?|去年度?|上年度?|明年度?|前年")
BEGINS_TIME = re.compile(r"[\d今去明本下上第年半未近接快即马一二三四五六七八九十两]")
AHEAD = re.compile(r"[内未今近接快即马将]")
SOON = re.compile("快(?=到期|期满|截止|届满)")  # elsewhere a piece of a word: 快递, 加快
BUREAU = re.compile(f"(?:(?![和与跟及同])[一-鿿]){{2,12}}[{SUFFIX}]")


@dataclass(frozen=True, slots=True)
class Stretch:
    """`kind`: of an entity; `year`, `period`, `level`, a cue's name, `light`, or `left`. `value`: a year, a period, a
    level's name; `entity`: of a name."""

    start: int
    end: int
    kind: str
    text: str
    cost: float
    value: object = None
    entity: Entity | None = None


def lay(text: str, lexicon: Lexicon, today: date) -> list[Stretch]:
    """The stretches of a folded question, in order; what none of them covers is `left`."""
    found = [*_names(text, lexicon), *_times(text, today), *_words(text)]
    found += [replace(each, cost=NAME) for each in _bureaus(text, lexicon) if each.text.startswith(COUNTRY)]
    covered = _cheapest(text, found)
    if any(each.kind == "left" for each in covered):
        found += _bureaus(text, lexicon)
        covered = _cheapest(text, found)
    return _of_no_such_unit(covered, lexicon)


def _of_no_such_unit(covered: Sequence[Stretch], lexicon: Lexicon) -> list[Stretch]:
    """A place with a unit right behind it that the place has not is the name of a unit that is not there, whatever
    other place has one of that name."""
    found: list[Stretch] = []
    for each in covered:
        before = found[-1] if found else None
        if each.kind == "bureau" and each.entity and before and before.kind == "place" and before.entity:
            place = before.entity.names[0]
            if not any(lexicon.apart(name)[1] == place for name in each.entity.names):
                found[-1] = Stretch(before.start, each.end, "left", before.text + each.text, LEFT)
                continue
        found.append(each)
    return found


def fold(question: str) -> str:
    """A question as it is laid out: folded, without blanks, punctuation and particles, nor brackets around a name
    (（云溪县）【水利局】牵头哪些任务)."""
    return key(_BRACKETED.sub(r"\1", question))


_BRACKETED = re.compile(r"[（(【\[]([一-鿿]{2,14}[省市县区镇乡局委办厅村])[）)】\]]")


def _names(text: str, lexicon: Lexicon) -> Iterator[Stretch]:
    for start in range(len(text)):
        for end in range(start + SHORTEST, min(len(text), start + LONGEST) + 1):
            entity = lexicon.forms.get(text[start:end])
            if entity is not None and not (entity.kind == "function" and not _names_all(text, end)):
                yield Stretch(start, end, entity.kind, text[start:end], NAME, entity=entity)


def _names_all(text: str, end: int) -> bool:
    """Whether words for what units do are followed by what makes all such units of it: 水利 + 部门."""
    return question_words().cues["function"].match(text, end) is not None


def _bureaus(text: str, lexicon: Lexicon) -> Iterator[Stretch]:
    """Units by another name than the graph has."""
    for start in range(len(text)):
        for end in range(start + SHORTEST + 1, min(len(text), start + 14) + 1):
            if start and text[start] in RANKS and _ends_with_place(text[:start], lexicon):
                continue  # 市大数据局 of 包头市大数据局
            if BUREAU.fullmatch(text, start, end) and (entity := lexicon.bureau(text[start:end])):
                yield Stretch(start, end, "bureau", text[start:end], LOOSE, entity=entity)


def _ends_with_place(text: str, lexicon: Lexicon) -> bool:
    ends = (text[-length:] for length in range(SHORTEST, len(text) + 1))
    return any((entity := lexicon.forms.get(end)) is not None and entity.kind == "place" for end in ends)


def _times(text: str, today: date) -> Iterator[Stretch]:
    for start in range(len(text)):
        if not BEGINS_TIME.match(text, start):
            continue
        if year := YEAR.match(text, start):
            yield Stretch(start, year.end(), "year", year[0], TIME, value=year_of(year[0], today))
        if soon := SOON.match(text, start):
            yield Stretch(start, soon.end(), "period", soon[0], TIME, value=period(soon[0], today))
        for end in range(min(len(text), start + LONGEST_TIME), start + 1, -1):
            words = text[start:end]
            if (span := _period(words, today)) is not None:
                yield Stretch(start, end, "period", words, TIME, value=span)
                break


def _period(words: str, today: date) -> tuple[date | None, date | None] | None:
    """A time that is finer than a year, or before the end of one."""
    if YEAR.fullmatch(words) or is_overdue(words) or words in ("最近", "近期"):
        return None
    span = period(words, today)
    length = re.search("[天日周月年]", words)
    if span and span[0] == today and length and not AHEAD.search(words) and words not in ("今天", "今日"):
        return None  # 三年 of 三年行动
    return span


def year_of(words: str, today: date) -> int:
    """The year that words name.

    >>> year_of("去年", date(2030, 5, 1)), year_of("2028年度", date(2030, 5, 1))
    (2029, 2028)
    """
    if words[:4].isdigit():
        return int(words[:4])
    return today.year + {"去": -1, "上": -1, "明": 1, "前": -2}.get(words[0], 0)


def _words(text: str) -> Iterator[Stretch]:
    words = question_words()
    for start in range(len(text)):
        for name, pattern in words.cues.items():
            if (found := pattern.match(text, start)) and found.end() > start:
                cost = CUE + (VAGUE if name in ("which", "does", "complete") else 0)
                yield Stretch(start, found.end(), name, found[0], cost)
        for name, pattern in words.levels.items():
            if found := pattern.match(text, start):
                yield Stretch(start, found.end(), "level", found[0], CUE - VAGUE, value=name)
        for end in range(start + 1, min(len(text), start + 5) + 1):
            if words.light.fullmatch(text, start, end):
                yield Stretch(start, end, "light", text[start:end], LIGHT - BY_LENGTH * (end - start))


def _cheapest(text: str, found: Sequence[Stretch]) -> list[Stretch]:
    """The cover of the whole text that costs least."""
    begins: dict[int, list[Stretch]] = {}
    for each in found:
        begins.setdefault(each.start, []).append(each)
    end = Stretch(len(text), len(text), "light", "", 0.0)
    best: list[tuple[float, Stretch]] = [(0.0, end)] * (len(text) + 1)
    for at in range(len(text) - 1, -1, -1):
        left = Stretch(at, at + 1, "left", text[at], LEFT)
        choices = [left, *begins.get(at, ())]
        best[at] = min(((each.cost + best[each.end][0], each) for each in choices), key=lambda choice: choice[0])
    covered: list[Stretch] = []
    at = 0
    while at < len(text):
        each = best[at][1]
        covered.append(each)
        at = each.end
    return _joined(covered)


def _joined(covered: Sequence[Stretch]) -> list[Stretch]:
    """What is left, with what stands in the middle of it: a short word between two pieces is part of what they say
    (农村自来水普及率, 农村生活污水), and so is one beside a single character (厕所)."""
    found: list[Stretch] = []
    for at, each in enumerate(covered):
        before = found[-1] if found and found[-1].kind == "left" else None
        followed = covered[at + 1].kind == "left" if at + 1 < len(covered) else False
        if before and (each.kind == "left" or _belongs(each, before, followed=followed)):
            found[-1] = Stretch(before.start, each.end, "left", before.text + each.text, LEFT)
        elif found and each.kind == "left" and len(each.text) == 1 and found[-1].text in _ADVERBS and not followed:
            found[-1] = Stretch(found[-1].start, each.end, "left", found[-1].text + each.text, LEFT)
        else:
            found.append(each)
    return found


_ADVERBS = tuple("就还又再都总共只才正")
"""Light words that begin words of two characters (就业): before a lone character left over they are part of it."""


def _belongs(each: Stretch, before: Stretch, *, followed: bool) -> bool:
    """Whether a stretch is part of what is left before it, and, where it is `followed` by more, behind it."""
    length = each.end - each.start
    lone = length == before.end - before.start == 1 and each.kind == "light"
    return lone or (followed and each.kind in WITHIN and length <= SHORT)
