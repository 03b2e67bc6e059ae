"""Chinese and Arabic numerals as numbers, on spans that a caller has already matched.

Nothing here searches a text: 前三, 一号文件 and 第一 hold numeral characters and are no numbers, which only the caller
can see. `HAN` is the class of characters that a Han numeral is made of.
"""

from __future__ import annotations

import math
import re

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
SMALL = {"十": 10, "百": 100, "千": 1000}
LARGE = {"万": 10**4, "亿": 10**8}
HAN = "〇○零一二两三四五六七八九十百千万亿"

_ARABIC = re.compile(r"([\d,，.．]+)\s?([十百千万亿]*)")


def magnitude(word: str) -> int:
    """What 万亿, 千万 or the empty string multiply by.

    >>> magnitude("千万"), magnitude("万亿"), magnitude("")
    (10000000, 1000000000000, 1)
    """
    factor = 1
    for char in word:
        factor *= SMALL.get(char) or LARGE[char]
    return factor


def parse_arabic(text: str) -> float | None:
    """Digits with thousands commas or a decimal point, half or full width; None for anything else.

    >>> parse_arabic("１,２００"), parse_arabic("5．4")
    (1200.0, 5.4)
    """
    try:
        value = float(text.replace(",", "").replace("，", "").replace("．", "."))
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def parse_han(text: str) -> float | None:
    """A Han numeral: 二十三, 两千, 十万, 二〇二四, 一万三 is 13000; None where it is none (百 and 万 alone are words).

    >>> parse_han("二十三"), parse_han("二〇二四"), parse_han("三百零五万"), parse_han("千")
    (23.0, 2024.0, 3050000.0, None)
    """
    if not text or text[0] in "百千万亿" or any(c not in HAN for c in text):
        return None
    if not any(c in SMALL or c in LARGE for c in text):
        return _positional(text)
    return _placed(text)


def _placed(text: str) -> float | None:
    """三百零五万: digits with the places that they stand for."""
    total = section = 0
    digit: int | None = None
    last = 1  # the place that an elliptic final digit falls short of: 两千三 is 2300
    for char in text:
        if char in DIGITS:
            if digit:  # 一二十: two digits with no place between them are an estimate
                return None
            digit = DIGITS[char]
            last = 1 if digit == 0 else last
        elif char in SMALL:
            section += (1 if digit is None else digit) * SMALL[char]
            digit, last = None, SMALL[char] // 10
        else:
            section += digit or 0
            total = (total + section) * LARGE[char] if char == "亿" else total + section * LARGE[char]
            section, digit, last = 0, None, LARGE[char] // 10
    return float(total + section + (digit or 0) * max(1, last))


def _positional(text: str) -> float | None:
    """二〇二四 is 2024, 三 is 3; 一二三 (as in 一二三产业) and 两三 are lists, no numbers."""
    digits = [DIGITS[c] for c in text]
    if len(digits) > 1 and ((0 not in digits and len(digits) < 4) or "两" in text):
        return None
    return float("".join(map(str, digits)))


def parse_number(text: str) -> float | None:
    """A numeral in any notation with its magnitude.

    >>> parse_number("1.3万亿"), parse_number("两千"), parse_number("3，500"), parse_number("前三")
    (1300000000000.0, 2000.0, 3500.0, None)
    """
    text = text.strip()
    found = _ARABIC.fullmatch(text)
    if found:
        value = parse_arabic(found[1])
        return None if value is None else round(value * magnitude(found[2]), 6)
    return parse_han(text)
