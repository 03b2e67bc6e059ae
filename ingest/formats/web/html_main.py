"""Where on a page the document stands: the smallest element that holds nearly all of its sentences."""

from __future__ import annotations

import re
from typing import Any

_OUT = ("script", "style", "noscript", "template", "iframe", "svg", "button", "select", "input", "textarea", "nav",
        "footer", "aside", "object", "embed", "canvas", "audio", "video", "head", "map")  # fmt: skip
_FURNITURE = re.compile(
    r"(?:^|[-_ ])(?:nav|navbar|menu|footer|foot|bottom|breadcrumbs?|crumbs?|dqwz|weizhi|share|bdsharebuttonbox|sidebar"
    r"|side|toolbar|tools?|fontsize|print|copyright|related|recommend|comments?|pager|pagination|prev|next|qrcode|ewm"
    r"|advert|ads?|search|login|hidden|topbar|friendlink|links|logo|banner)(?:[-_ ]|$)",
    re.I,
)
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_SENTENCE = re.compile(r"[。；，、：！？]")
NEARLY_ALL = 0.85
"""Of the sentences' marks: the rest stands in footers and lists beside the document."""
FEW = 0.3
"""An element named like furniture that holds more of the page's sentences than this is the page after all."""


def strip(root: Any) -> None:
    """Take out what is no text, what is not shown, and what is named as furniture."""
    whole = max(1, _marks(root))
    for element in list(root.iter()):
        if element is root or not isinstance(element.tag, str) or element.getparent() is None or element.tag == "body":
            continue
        if _is_no_text(element) or (_is_furniture(element) and _marks(element) <= whole * FEW):
            element.drop_tree()  # keeps what stands behind the element


def _is_no_text(element: Any) -> bool:
    return element.tag in ("script", "style", "head") or bool(_NOT_SHOWN.search(element.get("style") or ""))


def _is_furniture(element: Any) -> bool:
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.tag in _OUT or bool(_FURNITURE.search(named.strip()))


def _marks(element: Any) -> int:
    return len(_SENTENCE.findall("".join(element.itertext())))


def find(root: Any) -> Any:
    """The element with the document: down from the body, as long as one child holds nearly all marks of sentences.

    Marks in links count against: a list of news holds many. Where there are no sentences it is the whole body.
    """
    body = root.find("body")
    element = root if body is None else body
    while True:
        marks = _marks(element)
        if marks < 4:
            return element
        best = max((c for c in element if isinstance(c.tag, str)), key=_marks, default=None)
        if best is None or best.tag in ("p", "span", "table", "tbody", "font", "b", "strong"):
            return element
        heading = element.find("h1") is not None or element.find("h2") is not None
        if _marks(best) < marks * NEARLY_ALL or heading:
            return element
        element = best
