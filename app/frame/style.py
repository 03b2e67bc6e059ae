"""How things look: colours, levels of government, the page's style sheet; the kinds of nodes: `data/ontology.yaml`."""

from __future__ import annotations

COLOURS = {
    # Words and grounds.
    "ink": ("#1d2a35", "#e8edf2"),
    "muted": ("#5f6b76", "#a9b4bf"),
    "paper": ("#ffffff", "#0e1117"),
    "line": ("#dde3e8", "#333c47"),
    "edge": ("#c9d1d8", "#55616e"),
    "head": ("#f3f6f9", "#1a212b"),
    "band": ("#e8eef4", "#26303c"),
    "hover": ("#eef4f9", "#1c2733"),
    "code": ("#9a3d00", "#ffb385"),
    "name": ("#7a3e6d", "#dba6d0"),
    # What can be pressed; `strong` under white words.
    "accent": ("#0072b2", "#5bb4e5"),
    "strong": ("#0072b2", "#0072b2"),
    "stronger": ("#005a8d", "#005a8d"),
    "busy": ("#4d7f9b", "#4d7f9b"),
    "focus": ("#b87700", "#e69f00"),
    "support": ("#d6e9f5", "#173a52"),
    "support-ink": ("#0b3b5a", "#cfe8f8"),
    # The lights of the ledger, and warnings.
    "red": ("#b3261e", "#ff9189"),
    "yellow": ("#8a5a00", "#e3b341"),
    "blue": ("#005a8d", "#6cbcf0"),
    "green": ("#00694c", "#4cc9a0"),
    "warn": ("#8a4b00", "#f0a070"),
    # Marks in texts.
    "mark": ("#ffe08a", "#6b5200"),
    "mark-line": ("#e0b430", "#b08d20"),
    "chosen": ("#fff3cd", "#4a3f16"),
    "chosen-ink": ("#5c4500", "#ffe9a8"),
    "chosen-line": ("#e9cf87", "#7a6626"),
    "target": ("#fbe3b5", "#5a4312"),
    "place": ("#f3dcea", "#55314a"),
    "source": ("#dcd8f0", "#3a3560"),
    "unread": ("#a33b20", "#ff9a7d"),
    # Tasks of the trace page.
    "task": ("#009e73", "#2bb98c"),
    "task-strong": ("#00755a", "#00755a"),
    "task-ground": ("#f3fbf8", "#10241e"),
    "task-hover": ("#e2f4ee", "#16332a"),
    "task-chosen": ("#d8f0e8", "#1b4034"),
    "task-line": ("#b7dfd2", "#2f6e5b"),
    "task-pale": ("#6f9f90", "#6f9f90"),
    "task-guess": ("#4c6b61", "#a5c9bc"),
}
"""By what they are for, on a light and on a dark page, as custom properties: components stand in shadow trees, into
which nothing comes but what is inherited, and `var(--pg-muted)` is the same everywhere. Words have a contrast of at
least 4.5 with each ground that they stand on (tests/app/test_access_browser.py)."""


def _colours() -> str:
    """Rules that define them. A browser without `light-dark` has the light ones."""
    light = " ".join(f"--pg-{name}: {of_light};" for name, (of_light, _) in COLOURS.items())
    both = " ".join(f"--pg-{name}: light-dark({of_light}, {of_dark});" for name, (of_light, of_dark) in COLOURS.items())
    return f".stApp {{ {light} }}\n@supports (color: light-dark(#000, #fff)) {{ .stApp {{ {both} }} }}\n"


PRIMARY, DARK_PRIMARY = "#0072B2", "#5BB4E5"  # on a light page, and on a dark one
DARK_GROUND = COLOURS["paper"][1]
LEAD, SUPPORT = ("#0072B2", "#FFFFFF"), ("#D6E9F5", "#0B3B5A")  # background and text of 牵头, 配合
FONTS = '"Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "Source Han Sans SC", "WenQuanYi Micro Hei", sans-serif'
SUPPORT_BAR = "#9CC9E3"  # as a bar, where pale blue would be lost on white
LEVELS = ("county", "city", "province", "central")  # as the trace page shows them, from left to right


def ink() -> str:
    """The colour of words in charts, which know no style sheet: as the browser has the page, light or dark."""
    import streamlit as st  # not for who only asks for the colours, as the command does before it starts the server

    return COLOURS["ink"][st.context.theme.type == "dark"]


CSS = (
    f"<style>\n{_colours()}"
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
/* Who goes by keys sees where he is: Streamlit takes the frame away from its menu and buttons. */
.stApp :is(a, button, summary, [role="tab"], [role="radio"], [role="button"]):focus-visible {
  outline: 2px solid var(--pg-accent) !important; outline-offset: 1px; }
/* Links between pages look like links. */
[data-testid="stPageLink"] a, [data-testid="stPageLink"] a * {
  background: none !important; font-weight: normal !important;
}
[data-testid="stPageLink"] a span { text-decoration: underline #0072B2 1px; text-underline-offset: 3px; }
/* A table with what is told of its row beside it: below it where there is no room for both. Streamlit wraps each. */
[class*="-beside"] > :has(> [class*="-of "]) { flex: 1 1 26rem !important; min-width: min(100%, 26rem); }
[class*="-side "], [class$="-side"] { max-width: 100%; }
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
  [data-testid="stExpander"]:has(> details:not([open])), [data-testid="stToggle"], [data-testid="stCheckbox"],
  .stButton:not([class*="st-key-open-"] *), [data-testid="stFormSubmitButton"],
  [data-testid="stColumn"]:has(> * > .st-key-catalogue-list), .st-key-catalogue-list { display: none !important; }
  [data-testid="stMultiSelect"] [data-tag], [data-testid="stMultiSelect"] [data-tag] * { max-width: none; }
  [data-testid="stMainBlockContainer"] { padding: 0 !important; max-width: none; }
  /* What scrolls is whole; of tabs the one that is open; charts beside each other as on the screen. */
  .stApp [data-testid="stLayoutWrapper"] { flex: none; height: auto; max-height: none; overflow: visible; }
  [data-testid="stTabPanel"][inert], [data-testid="stLayoutWrapper"]:has(> .st-key-catalogue-list) {
    display: none !important; }
  .stApp [data-testid="stVerticalBlock"] > * { margin-bottom: .4rem; }
  [data-testid="stHorizontalBlock"]:has(> [data-testid="stColumn"] [data-testid="stVegaLiteChart"]) {
    display: flex !important; flex-wrap: nowrap; }
  [data-testid="stHorizontalBlock"]:has(> [data-testid="stColumn"] [data-testid="stVegaLiteChart"]) > * {
    min-width: 0; }
  [data-testid="stVegaLiteChart"] svg { max-width: 100%; height: auto; }
  h1, h2, h3, h4, .stElementContainer:has([data-testid="stHeading"]) { break-after: avoid; }
  [data-testid="stVegaLiteChart"], [data-testid="stAlert"] { break-inside: avoid; }
}
.pg-name { font-weight: 600; font-size: 1.08rem; line-height: 1.5; overflow-wrap: anywhere; }
</style>
"""
)
