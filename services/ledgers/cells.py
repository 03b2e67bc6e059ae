"""What people write in cells and behind options: shares and days."""

from __future__ import annotations

from datetime import date, datetime
from math import inf
from typing import Any

SHARE = "完成比例请填 0% 到 100%，写成 60%、60 或 0.6"
OVER = "超额完成的填 100%，超出多少写在进展情况里"
MEANT = 10  # of a cell that shows a percentage, from which on nobody meant so many times the whole


def share_of(value: Any) -> float:
    """A share as a person writes it: 60%, 60 or 0.6; a bare 1, or 1.4, may be a hundredth or all and more, and is
    neither. A number, of a cell that shows a percentage, is what it is; but where that would be 6000%, 60 was meant.
    ValueError says what should stand there.

    >>> share_of("60%"), share_of("60"), share_of("0.6"), share_of("1%"), share_of(0.6), share_of(1), share_of(60)
    (0.6, 0.6, 0.6, 0.01, 0.6, 1.0, 0.6)
    """
    typed = isinstance(value, str)
    words = "".join(str(value).split()).replace("％", "%")
    try:
        number = float(words.removesuffix("%"))
    except ValueError:
        raise ValueError(SHARE) from None
    if isinstance(value, bool) or not 0 <= number < inf:
        raise ValueError(SHARE)
    if typed and 1 <= number < 2 and not words.endswith("%"):
        raise ValueError(f"请写明是 {number:g}% 还是 {number * 100:g}%{f'；{OVER}' * (number > 1)}")
    if words.endswith("%") or (number > 1 if typed else number >= MEANT):
        number /= 100
    if number > 1:
        raise ValueError(f"{number * 100:g}% 超过了 100%；{OVER}")
    return round(number, 4)


def day_of(value: Any, what: str) -> date:
    """A day as a cell or a person has it. ValueError says what should stand there; `what`: what the day is of.

    >>> {day_of(each, "截至日期").isoformat() for each in ("2030年6月30日", "2030/6/30", "20300630", 20300630)}
    {'2030-06-30'}
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    words = str(value).replace("年", "-").replace("月", "-").replace("日", "").replace("/", "-").replace(".", "-")
    if len(words) == 8 and words.isdecimal():
        words = f"{words[:4]}-{words[4:6]}-{words[6:]}"
    numbers = words.split("-")
    if len(numbers) != 3 or not all(each.strip().isdecimal() for each in numbers):
        raise ValueError(f"{what}请写成 2030-06-30 这样")
    try:
        return date(*map(int, numbers))
    except ValueError:
        raise ValueError(f"{what}：日历上没有这一天") from None
