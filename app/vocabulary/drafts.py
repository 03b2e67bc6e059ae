"""What somebody has changed in the words and not yet taken: of his session, nothing of it holds anywhere."""

from __future__ import annotations

import re

import streamlit as st

from policygraph.app.frame import data
from policygraph.app.frame.plain import plain
from policygraph.graph.asking import catalog
from policygraph.model.errors import PolicyGraphError
from policygraph.model.overlay import FILES, QUERY
from policygraph.services.vocabulary import laying
from policygraph.services.vocabulary.laying import Files

KEY = "vocabulary-drafts"
OWN = {"title": "本单位的查询", "tags": "[本单位]"}
HEAD = {
    "roles.yaml": """# lead 牵头　responsible 责任　support 配合　guide 督导
# add:
#   nouns:               # 写在单位前面：揭榜单位：县水利局
#     lead: [揭榜]
#   verbs:               # 写在单位后面：县财政局护航
#     support: [护航]
# remove:
#   nouns:
#     support: [参加]
""",
    "functions.yaml": "# add:\n#   functions:\n#     低空经济: {words: [低空经济, 低空]}   # 县低空局管低空经济\n",
    "organisations.yaml": "# add:\n#   ends:\n#     institution: [驿站]\n",
    "indicators.yaml": "# add:\n#   verbs: [打响]          # 数字前面：打响品牌3个\n",
    "families.yaml": "# add:\n#   same:\n#     - {to: 低空航线, fits: {pattern: 无人机航线}}\n",
    "columns.yaml": "# add:\n#   headings:\n#     lead: [挂帅局]       # 整个表头；lead、support、due、task ……\n",
    "industries.yaml": "# add:\n#   industries:\n#     青穗丝苗米: {also: [丝苗米]}\n",
    "topics.yaml": "# add:\n#   topics:\n#     低空经济: [无人机, 通航]\n",
}
"""What stands in a file that is not there yet: how it is written."""
BEGIN = "tasks-mentioning"
"""The query of ours that a new one begins as: it has what a query may have."""


def new_query() -> str:
    """The text of a query that is to be written."""
    ours = catalog.folder().joinpath(f"{BEGIN}{QUERY}").read_text(encoding="utf-8")
    return re.sub(r"(?m)^// (title|tags): .*$", lambda m: f"// {m[1]}: {OWN[m[1]]}", ours)


def kept() -> Files:
    """What lies beside the graph; nothing where that cannot be read, which is said."""
    try:
        return laying.read_files(laying.folder(data.place()))
    except PolicyGraphError as error:
        st.error(plain(error))
        return {}


def all_() -> Files:
    """What would be there: what is, and what was changed."""
    files = {**kept(), **changed()}
    return {name: text for name, text in files.items() if _says_something(text)}


def changed() -> Files:
    """By file, what was written in this session and is not taken; an empty text takes the file away."""
    drafts: Files = st.session_state.setdefault(KEY, {})
    return drafts


def text_of(name: str) -> str:
    there = changed().get(name, kept().get(name, ""))
    return there or (new_query() if name.endswith(QUERY) else HEAD[name])


def change(name: str, text: str) -> None:
    """Of a file of the words; as it lies beside the graph, it is no draft."""
    if text == kept().get(name, "") or (name not in kept() and not _says_something(text)):
        changed().pop(name, None)
    else:
        changed()[name] = text


def forget() -> None:
    st.session_state[KEY] = {}


def names() -> list[str]:
    """The files of words, and the queries that there are."""
    queries = sorted({name for name in (*kept(), *changed()) if name.endswith(QUERY)})
    return [*FILES, *queries]


def _says_something(text: str) -> bool:
    """Is there more than comments?"""
    return any(line.strip() and not line.lstrip().startswith("#") for line in text.splitlines())
