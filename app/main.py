"""The page, as Streamlit runs it: `policygraph app` starts it."""

from __future__ import annotations

import streamlit as st

from policygraph.app import sitemap, style
from policygraph.app.component import component

st.set_page_config(page_title="政策知识图谱", layout="wide")
st.html(style.CSS)
component("words")(key="words")
# On top: the matrix and the trace need the width.
st.navigation(list(sitemap.pages().values()), position="top").run()
