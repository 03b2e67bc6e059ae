"""Text that others wrote (documents, file names, links, the graph's names), shown by Streamlit as it is written.

Streamlit takes labels, captions and messages for Markdown, in which a title can be a picture that the browser fetches
from elsewhere, a link, a formula or an icon. `tests/house/test_foreign_text.py` sees to it that all goes through here.
"""

from __future__ import annotations

import re

PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")  # all of ASCII's: what Markdown lets one escape
BLANKS = re.compile(r"[ \t\r\n\f\v]+")  # at the beginning of a line they would make code of it
# What Streamlit looks for once the escapes have been taken away: its icons, addresses, arrows. There goes a character
# between that is not seen and joins.
AFTERWARDS = re.compile(
    r"(?<=:)(?=material_|streamlit:)|(?<=://)(?=[-.\w])|(?<=www)(?=\.)|(?<=[-.\w+])(?=@[-\w])"
    r"|(?<=(?<!\S)[<>~-])(?=[->=]{1,2}(?!\S))",
    re.IGNORECASE,
)
JOINER = "\u2060"


def plain(words: object) -> str:
    r"""Text for wherever Streamlit renders Markdown.

    >>> print(plain("$5 *万亩* ![](x)"))
    \$5 \*万亩\* \!\[\]\(x\)
    """
    return PUNCTUATION.sub(r"\\\1", AFTERWARDS.sub(JOINER, BLANKS.sub(" ", str(words))))
