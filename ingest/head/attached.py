"""Whether what a notice hands out stands in the same document, or is another file."""

from __future__ import annotations

import re
from itertools import pairwise

from policygraph.model.records import fold

# How a notice ends, and what stands below it.
_CLOSING = re.compile(
    r"印发|下发|[转公]布?发给|请|特此|此件|抄送|联系|反馈|听取|征求|(?:研究|常务会议|会议).{0,8}(?:同意|通过)|同意,|[施执试]行|废止"
)
_SENTENCE = re.compile(r"[^。;\n　]{8,}[。;]")
_ITEM = re.compile(r"(?:^|[\n　])\s*(?:一、|第一[条章编]|\(一\)|1\s?[.、](?!\d))")
_LIST = re.compile(r"附件\s*\d{0,2}\s*[:.、]?")


def text_follows(folded: str, titles: list[str], told: int) -> bool:
    """Does the text of any of the policies called `titles` (folded) follow the words that end at `told`?

    What the list of attachments names stands behind that list, or nowhere; unless its title stands above its text
    before that list, which then names the attachments of its own.

    >>> text_follows("现将方案印发给你们。\\n附件:某县节水方案\\n某县人民政府", ["某县节水方案"], 0)
    False
    """
    begin = told
    for mark in _LIST.finditer(folded, told):
        named = mark.end() + 8 + max(map(len, titles))
        if _stands_above(folded[told : mark.start()], titles):
            return True
        if any(fold(title) in fold(folded[mark.end() : named]) for title in titles):
            below = folded.find("\n", mark.end() + 1)
            begin = max(begin, below if 0 <= below <= named + 8 else min(named, len(folded)))
            break
    rest = folded[begin:]
    return bool(_ITEM.search(rest)) or any(not _CLOSING.search(m[0]) for m in _SENTENCE.finditer(rest))


def _stands_above(folded: str, titles: list[str]) -> bool:
    """Is one of the titles a line of its own, or two?"""
    lines = [fold(line) for line in folded.split("\n") if line.strip()]
    wanted = {fold(title) for title in titles}
    return any(line in wanted for line in lines) or any(a + b in wanted for a, b in pairwise(lines))
