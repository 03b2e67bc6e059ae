"""The page, as Streamlit runs it: `policygraph app` starts it."""

from __future__ import annotations

import sys
from pathlib import Path

# Streamlit looks for modules in the script's folder first, where ours would hide others of the same name
# (`catalogue`, on which spaCy rests). All of ours are imported by their full names.
sys.path[:] = [each for each in sys.path if not each or Path(each).resolve() != Path(__file__).resolve().parent]

import streamlit as st  # noqa: E402

from policygraph.app.frame import data, header, sitemap, style, whoever  # noqa: E402
from policygraph.app.frame.component import component  # noqa: E402

st.set_page_config(page_title="政策知识图谱", layout="wide")
st.html(style.CSS)
component("words")(key="words", data=whoever.watched(), on_other_change=whoever.changed)
if whoever.shown():
    # On top: the matrix and the trace need the width.
    page = st.navigation(list(sitemap.pages().values()), position="top")
    data.follow_words()
    header.show()
    page.run()
