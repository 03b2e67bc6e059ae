"""The numbers that Word puts before paragraphs and that the text of a .docx does not hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEVELS = 9

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"


def chinese(n: int, digits: str = _DIGITS, units: str = "十百千") -> str:
    """A number below ten thousand as it is counted in Chinese.

    >>> [chinese(n) for n in (1, 10, 12, 20, 105, 1010)]
    ['一', '十', '十二', '二十', '一百〇五', '一千〇一十']
    """
    if not 0 < n < 10_000:
        return str(n)
    written, zero = "", False
    for place in (3, 2, 1, 0):
        digit = n // 10**place % 10
        if digit:
            written += (digits[0] if zero else "") + digits[digit] + (units[place - 1] if place else "")
            zero = False
        else:
            zero = bool(written)
    return written[1:] if written.startswith(digits[1] + "十") else written


def _from(characters: str) -> Callable[[int], str]:
    return lambda n: characters[n - 1] if 0 < n <= len(characters) else str(n)


def _letters(n: int) -> str:
    """a … z, aa, bb …, as Word goes on."""
    return chr(97 + (n - 1) % 26) * ((n - 1) // 26 + 1) if 0 < n <= 780 else str(n)


def _roman(n: int) -> str:
    written = ""
    signs = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
    for value, sign in (*signs, (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        written += sign * (n // value)
        n %= value
    return written


_CIRCLED = _from("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02}",
    "decimalFullWidth": lambda n: str(n).translate({48 + i: 0xFF10 + i for i in range(10)}),
    "decimalEnclosedCircle": _CIRCLED,
    "decimalEnclosedCircleChinese": _CIRCLED,
    "decimalEnclosedParen": _from("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
    "decimalEnclosedFullstop": _from("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
    "ideographEnclosedCircle": _from("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
    "ideographTraditional": _from("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _from("子丑寅卯辰巳午未申酉戌亥"),
    "ideographDigital": lambda n: "".join(_DIGITS[int(d)] for d in str(n)),
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "chineseLegalSimplified": lambda n: chinese(n, _LEGAL, "拾佰仟"),
    "ideographLegalTraditional": lambda n: chinese(n, _LEGAL, "拾佰仟"),
    "upperLetter": lambda n: _letters(n).upper(),
    "lowerLetter": _letters,
    "upperRoman": lambda n: _roman(n).upper(),
    "lowerRoman": _roman,
    "bullet": lambda n: "",
    "none": lambda n: "",
}


@dataclass(frozen=True, slots=True)
class Level:
    """`text` with %1 … %9 for the numbers of the levels.

    `restart`: the level (from 1) whose step starts it anew; 0: none, None: any above it.
    """

    form: str
    text: str
    start: int
    restart: int | None
    legal: bool

    def write(self, n: int) -> str:
        return FORMS.get(self.form, str)(n)


def _value(element: Any, tag: str, default: str | None = None) -> str | None:
    child = element.find(W + tag) if element is not None else None
    return default if child is None else child.get(W + "val", default)


def _integer(value: str | None, default: int) -> int:
    return int(value) if value is not None and re.fullmatch(r"-?\d{1,6}", value) else default


def _level(element: Any) -> Level:
    restart = _value(element, "lvlRestart")
    legal = element.find(W + "isLgl") is not None
    return Level(
        _value(element, "numFmt", "decimal") or "decimal",
        _value(element, "lvlText", "") or "",
        _integer(_value(element, "start"), 1),
        None if restart is None else _integer(restart, 0),
        legal,
    )


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has come. `styles`: number of the list and level by paragraph style."""

    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    lists: dict[str, tuple[str, dict[int, Level], dict[int, int]]] = field(default_factory=dict)
    counts: dict[str, list[int | None]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def before(self, paragraph: Any) -> str:
        """The number that Word shows before this paragraph, "" for none. Paragraphs must come in document order."""
        number, level = self._place(paragraph.find(W + "pPr"))
        if number not in self.lists or not 0 <= level < LEVELS:  # 0 takes a style's number away
            return ""
        abstract, levels, starts = self.lists[number]
        if level not in levels:
            return ""
        counts = self.counts.setdefault(abstract, [None] * LEVELS)
        if level in starts and (number, level) not in self.begun:
            counts[level] = None
        self.begun.add((number, level))
        first = starts.get(level, levels[level].start)
        counts[level] = first if (count := counts[level]) is None else count + 1
        for deeper in range(level + 1, LEVELS):
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or level < restart:
                counts[deeper] = None
        return self._written(levels, counts, level)

    def _place(self, properties: Any) -> tuple[str, int]:
        """The list and the level of a paragraph of these properties: its own, else its style's; "" for none."""
        if properties is None:
            return "", 0
        of_style = self.styles.get(_value(properties, "pStyle", "") or "", ("", 0))
        own = properties.find(W + "numPr")
        return _value(own, "numId") or of_style[0], _integer(_value(own, "ilvl"), of_style[1])

    def _written(self, levels: dict[int, Level], counts: list[int | None], level: int) -> str:
        own = levels[level]
        if own.form == "bullet":
            return ""

        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            if at not in levels:
                return ""
            n = counts[at]
            n = levels[at].start if n is None else n
            return str(n) if own.legal else levels[at].write(n)

        written = re.sub(r"%([1-9])", number, own.text)
        glued = written and written[-1].isascii() and written[-1].isalnum()
        return f"{written} " if glued else written


def read(numbering: Any, styles: Any) -> Numbering:
    """The lists of a document, from the roots of numbering.xml and styles.xml; either may be None."""
    of_styles = _style_numbers(styles)
    found = Numbering(of_styles)
    if numbering is None:
        return found
    abstracts = {a.get(W + "abstractNumId"): a for a in numbering.iterfind(W + "abstractNum")}
    numbers = {n.get(W + "numId"): n for n in numbering.iterfind(W + "num")}
    for id_, number in numbers.items():
        abstract = _value(number, "abstractNumId")
        element = abstracts.get(abstract)
        link = _value(element, "numStyleLink")
        if link in of_styles and (linked := numbers.get(of_styles[link][0])) is not None:
            abstract = _value(linked, "abstractNumId")
            element = abstracts.get(abstract)
        if element is None or abstract is None:
            continue
        found.lists[id_] = (abstract, *_levels(element, number))
        for e in element.iterfind(W + "lvl"):  # a heading style that names its list, not its level
            if (style := _value(e, "pStyle")) in of_styles and of_styles[style][0] == id_:
                of_styles[style] = (id_, _integer(e.get(W + "ilvl"), 0))
    return found


def _levels(abstract: Any, number: Any) -> tuple[dict[int, Level], dict[int, int]]:
    """The levels of a list, and where those begin that it begins anew: what it overrides of its abstract list."""
    levels = {_integer(e.get(W + "ilvl"), 0): _level(e) for e in abstract.iterfind(W + "lvl")}
    starts = {}
    for override in number.iterfind(W + "lvlOverride"):
        at = _integer(override.get(W + "ilvl"), 0)
        if (replaced := override.find(W + "lvl")) is not None:
            levels[at] = _level(replaced)
        if (start := _value(override, "startOverride")) is not None:
            starts[at] = _integer(start, 1)
    return levels, starts


def _style_numbers(styles: Any) -> dict[str, tuple[str, int]]:
    """List and level of each paragraph style that has one, its own or that of the style it is based on."""
    if styles is None:
        return {}
    by_id = {s.get(W + "styleId"): s for s in styles.iterfind(W + "style")}
    found = {}
    for id_ in by_id:
        style, steps = by_id[id_], 0
        while style is not None and steps < 20:  # a damaged file may be based on itself
            properties = style.find(f"{W}pPr/{W}numPr")
            if properties is not None:
                found[id_] = (_value(properties, "numId", "") or "", _integer(_value(properties, "ilvl"), 0))
                break
            style, steps = by_id.get(_value(style, "basedOn")), steps + 1
    return found
