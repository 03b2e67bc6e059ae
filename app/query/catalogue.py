"""The queries of the catalogue: found in a list, asked by a form, answered below it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import streamlit as st

from policygraph.app.frame import address, context, data
from policygraph.app.frame.plain import plain
from policygraph.app.parts import pieces
from policygraph.app.query import answers, forms
from policygraph.app.query.meant import mean
from policygraph.graph.asking import catalog
from policygraph.graph.asking.absent import absent
from policygraph.graph.asking.catalog import Query
from policygraph.model.errors import PolicyGraphError

NAME, CYPHER, VALUES = "name", "cypher", "values"  # parameters of the address
HEIGHT = 640  # pixels of the list


def show() -> None:
    chosen = st.query_params.get(NAME, "")
    left, right = st.columns([3, 8], gap="medium")
    with left:
        _list(chosen)
    with right:
        if not chosen:
            pieces.empty("还没有选查询。", "请在左边选一个，或用几个字查找，例如“牵头”“指标”。")
            return
        try:
            query = catalog.find_query(chosen)
        except PolicyGraphError:  # whose words are for the command line
            raise address.not_here("查询") from None
        st.subheader(plain(query.title))
        st.caption(plain(query.answers))
        given = any(parameter.name in st.query_params for parameter in query.parameters)
        ask(query, given_values(query) if given else _of_context(query), "catalogue")


def ask(query: Query, values: Mapping[str, str], key: str, **keep: str) -> None:
    """The form with these values, and the answer where nothing is missing. `keep`: of the address, what stays."""
    entered = forms.form(query, values, key)
    if entered is not None:
        # Who wants it without what the context says has that in the address too.
        address.only({**keep, NAME: query.name, **(entered or dict.fromkeys(_of_context(query), ""))})
        address.again()
    lacking = forms.missing(query, values)
    if lacking:
        pieces.empty(f"还缺{'、'.join(f'“{parameter.zh}”' for parameter in lacking)}。", "填好后按“查询”。")
    else:
        with st.spinner("正在查询…"):
            rows = data.ask(query.name, values)
        if not rows:
            for each in absent(query, catalog.bind_values(query, values), data.ask):
                st.warning(plain(each.in_words))
        answers.show(rows, query.columns, f"{key}-{query.name}", title=query.title, first=query.show)
    with pieces.folded("这个查询的 Cypher", f"{key}-{query.name}-cypher") as is_open:
        if is_open:  # what colours it is large
            st.code(query.cypher, language="cypher", wrap_lines=True)
        if is_open and st.button("在 Cypher 中打开", key=f"{key}-{query.name}-cypher"):
            open_cypher(query, values)


def open_cypher(query: Query, values: Mapping[str, str]) -> None:
    """The query in the console, with the values that it is asked with."""
    # Also what is still missing, by its example, so that it runs.
    filled = {parameter.name: parameter.example for parameter in forms.missing(query, values)}
    bound = catalog.bind_values(query, {**values, **filled})
    written = as_text(bound) if bound else ""
    mean(query.cypher, written)
    address.only({CYPHER: query.cypher, **({VALUES: written} if written else {})})
    address.again()


def as_text(values: Mapping[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False)


def given_values(query: Query) -> dict[str, str]:
    """The values for the parameters of `query` that stand in the address."""
    names = [parameter.name for parameter in query.parameters]
    return {name: value for name in names if (value := st.query_params.get(name, ""))}


def _of_context(query: Query) -> dict[str, str]:
    """What the context says of the parameters of `query`."""
    now = context.now()
    known = {"region": now.place, "department": now.bureau, "year": now.year}
    return {each.name: known[each.name] for each in query.parameters if known.get(each.name)}


def find_queries(words: str) -> dict[str, list[Query]]:
    """Queries that speak of all of `words`, by their first tag."""
    by_tag: dict[str, list[Query]] = {}
    for query in catalog.catalog().values():
        about = " ".join((query.name, query.title, query.answers, *query.tags, *(p.zh for p in query.parameters)))
        if all(word.lower() in about.lower() for word in words.split()):
            by_tag.setdefault(query.tags[0], []).append(query)
    return dict(sorted(by_tag.items(), key=lambda item: -len(item[1])))


def _list(chosen: str) -> None:
    words = st.text_input("查找查询", key="catalogue-words", placeholder="用几个字查找，例如 牵头")
    groups = find_queries(words)
    if not groups:
        st.caption("没有这样的查询，请换几个字")
    with st.container(height=HEIGHT, border=False, key="catalogue-list"):
        for tag, queries in groups.items():
            st.caption(plain(tag))
            for query in queries:
                st.button(
                    f"**{plain(query.title)}**  \n{plain(query.answers)}",
                    key=f"catalogue-{query.name}",
                    type="primary" if query.name == chosen else "tertiary",
                    on_click=_choose,
                    args=(query.name,),
                    width="stretch",
                )


def _choose(name: str) -> None:
    address.only({NAME: name})
