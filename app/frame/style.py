"""How things look: colours, levels of government, the page's style sheet; the kinds of nodes: `data/ontology.yaml`."""

from __future__ import annotations

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
.pg-who { position: fixed; top: 1.05rem; right: 1rem; z-index: 1000000; display: flex; gap: .6rem; font-size: .88rem; }
.pg-who span { color: #5f6b76; max-width: 11rem; overflow: hidden; white-space: nowrap; text-overflow: ellipsis; }
.stApp:has(.pg-who) [data-testid="stToolbar"] { padding-right: 13rem; }
.pg-who button { padding: 0; border: 0; background: none; font: inherit; color: #0072B2; cursor: pointer; }
.pg-legend span { display: inline-block; margin-right: .7em; padding: 0 .35em; border-radius: 3px; }
.pg-legend .task { font-weight: 600; color: #00694C; }
.pg-legend .unit { background: #D6E9F5; }
.pg-legend .target { background: #FBE3B5; }
.pg-legend .place { background: #F3DCEA; }
.pg-legend .source { background: #DCD8F0; }
.pg-legend .unread { text-decoration: underline wavy #A33B20 1.5px; text-underline-offset: 4px; }
/* Streamlit's own, which writes formulas as they are; ours stands below each table. */
[data-testid="stElementToolbarButton"]:has([aria-label*="CSV"]) { display: none; }
/* Links between pages look like links. */
[data-testid="stPageLink"] a, [data-testid="stPageLink"] a * {
  background: none !important; font-weight: normal !important;
}
[data-testid="stPageLink"] a span { text-decoration: underline #0072B2 1px; text-underline-offset: 3px; }
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
