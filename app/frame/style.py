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
    "Decision": Look("#7A3E9D", "star", "★"),
}
PRIMARY = "#0072B2"
LEAD, SUPPORT = ("#0072B2", "#FFFFFF"), ("#D6E9F5", "#0B3B5A")  # background and text of 牵头, 配合
FONTS = '"Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "Source Han Sans SC", "WenQuanYi Micro Hei", sans-serif'
SUPPORT_BAR = "#9CC9E3"  # as a bar, where pale blue would be lost on white
LEVELS = ("county", "city", "province", "central")  # as the trace page shows them, from left to right

CSS = """
<style>
[data-testid="stMainBlockContainer"] { padding: 4.2rem 2rem 2rem; max-width: 1880px; }
[data-testid="stVerticalBlock"] { gap: .8rem; }
/* Takes no place: it only puts Streamlit's words into Chinese. */
.st-key-words { display: none; }
.pg-legend span { display: inline-block; margin-right: .7em; padding: 0 .35em; border-radius: 3px; }
.pg-legend .task { font-weight: 600; color: #00694C; }
.pg-legend .unit { background: #D6E9F5; }
.pg-legend .target { background: #FBE3B5; }
.pg-legend .place { background: #F3DCEA; }
.pg-legend .source { background: #DCD8F0; }
.pg-legend .unread { text-decoration: underline wavy #A33B20 1.5px; text-underline-offset: 4px; }
.st-key-catalogue-list button * { justify-content: flex-start; text-align: left; }
.st-key-catalogue-list button > div, .st-key-catalogue-list button > div > span { width: 100%; }
[class*="st-key-examples-"] [data-testid="stVerticalBlock"] { gap: 0; }
.pg-muted { color: #5f6b76; }
dl.pg-properties { display: grid; grid-template-columns: auto 1fr; gap: .25rem .8rem; margin: 0; font-size: .92rem; }
dl.pg-properties, .pg-properties dt, .pg-properties dd { padding: 0; margin: 0 !important; }
.pg-properties dt { color: #5f6b76; white-space: nowrap; }
.pg-properties dd { margin: 0; overflow-wrap: anywhere; }
.pg-kind { border-left: .5rem solid; padding-left: .4rem; color: #5f6b76; }
.pg-name { font-weight: 600; font-size: 1.08rem; line-height: 1.5; overflow-wrap: anywhere; }
</style>
"""
