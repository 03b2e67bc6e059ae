"""The page, as Streamlit runs it: `policygraph app` starts it."""

from __future__ import annotations

import streamlit as st

from policygraph.app import overview, style

st.set_page_config(page_title="政策知识图谱", page_icon="🧭", layout="wide")
st.html(style.CSS)
PAGES = [
    st.Page(overview.page, title="总览", icon="🏠", url_path="overview", default=True),
]
st.navigation(PAGES).run()
