"""How things look: the kinds of nodes by colour and shape, levels of government, the page's style sheet."""

from __future__ import annotations

from typing import NamedTuple


class Look(NamedTuple):
    """Colours by Okabe and Ito, which people with any colour vision tell apart; the shape says the same again."""

    colour: str
    shape: str  # as cytoscape.js names it
    mark: str  # the shape as a character


LOOKS = {
    "Policy": Look("#0072B2", "round-rectangle", "▬"),
    "Department": Look("#D55E00", "hexagon", "⬢"),
    "Task": Look("#009E73", "ellipse", "●"),
    "Target": Look("#E69F00", "diamond", "◆"),
    "Village": Look("#CC79A7", "triangle", "▲"),
    "Region": Look("#56B4E9", "rectangle", "■"),
    "Industry": Look("#6B6B6B", "octagon", "⯃"),
    "Document": Look("#34495E", "tag", "▤"),
    "Section": Look("#8E8E8E", "barrel", "▯"),
    "Unread": Look("#B0B0B0", "vee", "∨"),
}
PRIMARY = "#0072B2"
LEAD, SUPPORT = ("#0072B2", "#FFFFFF"), ("#D6E9F5", "#0B3B5A")  # background and text of 牵头, 配合
FONTS = '"Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "Source Han Sans SC", "WenQuanYi Micro Hei", sans-serif'
LEVELS = ("county", "city", "province", "central")  # as the trace page shows them, from left to right

CSS = f"""
<style>
html, body, [class*="st-"], button, input, textarea, table {{ font-family: {FONTS}; }}
[data-testid="stMainBlockContainer"] {{ padding-top: 2.6rem; max-width: 1680px; }}
[data-testid="stMetricValue"] {{ font-size: 1.9rem; }}
mark.evidence {{ background: #FFE08A; color: inherit; padding: 0 .1em; border-radius: 2px; }}
.pg-text {{ white-space: pre-wrap; line-height: 1.9; overflow-wrap: anywhere; }}
.pg-muted {{ color: #5f6b76; }}
</style>
"""
