"""Whether a text is Chinese at all: nothing of any other is understood."""

from __future__ import annotations

import re

SAMPLE = 20_000
"""Characters from the beginning that are looked at: a text in two languages has Chinese among them."""
LEAST = 60
"""Letters below which a text is too short to tell, or a table of numbers."""
SHARE = 0.04
"""Of the letters: less Han is a name or a quotation in another language's text."""
KANA = 0.2
"""Of the letters: more kana is Japanese, which has Han too."""
_HAN = re.compile("[\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff]+")
_KANA = re.compile("[\u3041-\u30ff]+")


def is_chinese(text: str) -> bool:
    """True also of what is too short to tell.

    >>> is_chinese("Notice of the County Government on the protection of springs, to all towns and offices")
    False
    """
    sample = text[:SAMPLE]
    han, kana = (len(sample) - len(pattern.sub("", sample)) for pattern in (_HAN, _KANA))
    if not kana and han >= len(sample) * SHARE:
        return True  # whatever else are letters
    letters = sum(map(str.isalpha, sample))
    return letters < LEAST or (han >= letters * SHARE and kana <= letters * KANA)
