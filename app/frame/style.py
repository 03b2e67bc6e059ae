"""How things look: colours, levels of government, the page's style sheet; the kinds of nodes: `data/ontology.yaml`."""

from __future__ import annotations

import streamlit as st

from policygraph.app.frame import palette

PRIMARY, DARK_PRIMARY = "#0072B2", "#5BB4E5"  # on a light page, and on a dark one
DARK_GROUND = palette.COLOURS["paper"][1]
LEAD, SUPPORT = ("#0072B2", "#FFFFFF"), ("#D6E9F5", "#0B3B5A")  # background and text of 牵头, 配合
FONTS = '"Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "Source Han Sans SC", "WenQuanYi Micro Hei", sans-serif'
SUPPORT_BAR = "#9CC9E3"  # as a bar, where pale blue would be lost on white
LEVELS = ("county", "city", "province", "central")  # as the trace page shows them, from left to right


def ink() -> str:
    """The colour of words in charts, which know no style sheet: as the browser has the page, light or dark."""
    return palette.COLOURS["ink"][st.context.theme.type == "dark"]


CSS = (
    f"<style>\n{palette.css()}"
    + """
[data-testid="stMainBlockContainer"] { padding: 4.2rem 2rem 2rem; max-width: 1880px; }
[data-testid="stVerticalBlock"] { gap: .8rem; }
/* Takes no place: it only puts Streamlit's words into Chinese. */
.st-key-words { display: none; }
.pg-who { position: fixed; top: 1.05rem; right: 1rem; z-index: 1000000; display: flex; gap: .6rem; font-size: .88rem; }
.pg-who span { color: var(--pg-muted); max-width: 11rem; }
.pg-who span { overflow: hidden; white-space: nowrap; text-overflow: ellipsis; }
.stApp:has(.pg-who) [data-testid="stToolbar"] { padding-right: 13rem; }
.pg-who button { padding: 0; border: 0; background: none; font: inherit; color: var(--pg-accent); cursor: pointer; }
.pg-legend span { display: inline-block; margin-right: .7em; padding: 0 .35em; border-radius: 3px; }
.pg-legend .task { font-weight: 600; color: var(--pg-green); }
.pg-legend .unit { background: var(--pg-support); }
.pg-legend .target { background: var(--pg-target); }
.pg-legend .place { background: var(--pg-place); }
.pg-legend .source { background: var(--pg-source); }
.pg-legend .unread { text-decoration: underline wavy var(--pg-unread) 1.5px; text-underline-offset: 4px; }
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
[data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] p { color: var(--pg-muted); opacity: 1; }
/* Streamlit writes white on the first colour, which is pale on a dark page. */
[data-testid="stMultiSelect"] [data-tag] { background: var(--pg-strong); }
[data-testid^="stBaseButton-primary"]:not(:disabled) { background: var(--pg-strong); border-color: var(--pg-strong); }
[data-testid^="stBaseButton-primary"]:not(:disabled) p { color: #fff; }
.pg-muted { color: var(--pg-muted); }
dl.pg-properties { display: grid; grid-template-columns: auto 1fr; gap: .25rem .8rem; margin: 0; font-size: .92rem; }
dl.pg-properties, .pg-properties dt, .pg-properties dd { padding: 0; margin: 0 !important; }
.pg-properties dt { color: var(--pg-muted); white-space: nowrap; }
.pg-properties dd { margin: 0; overflow-wrap: anywhere; }
.pg-kind { border-left: .5rem solid; padding-left: .4rem; color: var(--pg-muted); }
/* On paper: what the page says, on white, without what one presses. */
[class*="-onpaper"] { display: none; }
@page { size: A4 landscape; margin: 12mm; }
@media print {
  [class*="-onpaper"] { display: block; }
  .stElementContainer:has([data-testid="stDataFrame"]):has(+ [class*="-onpaper"]) { display: none; }
  .stElementContainer:has(> .stBidiComponent):has(+ .st-key-ledger-grid-onpaper) { display: none; }
  .stApp { color-scheme: light; }
  .stApp, [data-testid="stAppViewContainer"], [data-testid="stMain"], [data-testid="stAppScrollToBottomContainer"] {
    position: static !important; height: auto !important; overflow: visible !important; background: #fff !important; }
  .stApp * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  [data-testid="stHeader"], [data-testid="stSidebar"], [data-testid="stToolbar"], [data-testid="stStatusWidget"],
  .pg-who, [data-testid="stBaseButton-tertiary"],
  [data-testid="stDownloadButton"], [data-testid="stFileUploader"], [data-testid="stElementToolbar"],
  [data-testid="stPopover"], [data-testid="stHeaderActionElements"], [data-testid="stTextInput"],
  [data-testid="stColumn"]:has(> * > .st-key-catalogue-list), .st-key-catalogue-list { display: none !important; }
  [data-testid="stMultiSelect"] [data-tag], [data-testid="stMultiSelect"] [data-tag] * { max-width: none; }
  [data-testid="stMainBlockContainer"] { padding: 0 !important; max-width: none; }
  [data-testid="stVerticalBlock"] { gap: .4rem; }
  h1, h2, h3 { break-after: avoid; }
  [data-testid="stExpander"], [data-testid="stVegaLiteChart"], [data-testid="stAlert"] { break-inside: avoid; }
}
.pg-name { font-weight: 600; font-size: 1.08rem; line-height: 1.5; overflow-wrap: anywhere; }
</style>
"""
)
