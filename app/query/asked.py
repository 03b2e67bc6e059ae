"""The question box: a sentence becomes a query of the catalogue, which is shown and can be changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from policygraph.app.frame import address, data
from policygraph.app.frame.plain import plain
from policygraph.app.query import catalogue, forms
from policygraph.graph.asking import catalog, questions
from policygraph.graph.asking.questions import Missing, Reading

QUESTION = "question"  # the parameter of the address
MOST = 12  # buttons of names or readings


def show() -> None:
    asked = st.query_params.get(QUESTION, "")
    _box(asked)
    if not asked:
        st.caption("可以这样问（名称取自现在的图）：")
        _examples("first")
        return
    understood = questions.understand(asked, data.ask, date.today())
    chosen = st.query_params.get(catalogue.NAME, "")
    if len(understood.readings) > 1:
        st.markdown("这句话有几种理解，请选一种：")
        _readings(asked, understood.readings)
    if chosen:
        query = catalog.find_query(chosen)
        _answer(asked, Reading(chosen, dict(catalogue.given_values(query))), understood.readings)
    elif len(understood.readings) == 1:
        _answer(asked, understood.readings[0], understood.readings)
    elif not understood.readings:
        _not_understood(understood.missing)
    with st.expander("还可以问什么"):
        _examples("more")


def _box(asked: str) -> None:
    with st.form("question-form", border=False):
        line, button = st.columns([9, 1], vertical_alignment="bottom")
        with line:
            written = st.text_input(
                "用一句话提问",
                asked,
                key=f"question-{asked}",
                placeholder="例如：哪些任务没有牵头单位？",
                max_chars=200,
            )
        with button:
            pressed = st.form_submit_button("提问", type="primary", width="stretch")
    if pressed:
        st.query_params.from_dict({QUESTION: written.strip()} if written.strip() else {})
        address.again()


def _answer(asked: str, reading: Reading, all_: Sequence[Reading]) -> None:
    """`all_`: of which it is one, so that it is known which things its names may mean."""
    query = catalog.find_query(reading.query)
    values = {name: str(value) for name, value in reading.values.items()}
    st.markdown(f"按现成的查询 **{plain(query.title)}** 回答{_said(query, values)}。不对时可改下面的条件。")
    for parameter in query.parameters:
        same = [
            r.among.get(parameter.name, ()) for r in all_ if r.values.get(parameter.name) == values.get(parameter.name)
        ]
        if among := next((names for names in same if names), ()):
            _narrow(asked, reading, parameter.name, among)
    catalogue.ask(query, values, "question", **{QUESTION: asked})


def _said(query: catalog.Query, values: Mapping[str, str]) -> str:
    said = [
        f"{plain(parameter.zh)} = **{plain(forms.word(query, parameter, values[parameter.name]))}**"
        for parameter in query.parameters
        if parameter.name in values
    ]
    return f"：{'，'.join(said)}" if said else ""


def _narrow(asked: str, reading: Reading, parameter: str, among: Sequence[str]) -> None:
    st.caption(
        f"图中叫“{plain(str(reading.values[parameter]))}”的有 {len(among)} 个，下面一并列出；也可以只看其中一个："
    )
    with st.container(horizontal=True):
        for name in among[:MOST]:
            only = Reading(reading.query, {**reading.values, parameter: name})
            st.button(plain(name), key=f"narrow-{parameter}-{name}", on_click=_choose, args=(asked, only))


def _readings(asked: str, readings: Sequence[Reading]) -> None:
    with st.container(horizontal=True):
        for number, reading in enumerate(readings[:MOST]):
            query = catalog.find_query(reading.query)
            words = "，".join(str(value) for value in reading.values.values())
            given = {name: str(value) for name, value in reading.values.items()}
            is_chosen = st.query_params.get(catalogue.NAME) == query.name and catalogue.given_values(query) == given
            st.button(
                f"{plain(query.title)}：{plain(words)}" if words else plain(query.title),
                key=f"reading-{number}",
                type="primary" if is_chosen else "secondary",
                on_click=_choose,
                args=(asked, reading),
            )


def _choose(asked: str, reading: Reading) -> None:
    values = {name: str(value) for name, value in reading.values.items()}
    st.query_params.from_dict({QUESTION: asked, catalogue.NAME: reading.query, **values})


def _not_understood(missing: Missing | None) -> None:
    if missing is None:
        st.warning("没有听懂这句话。请照下面的样子问，或改用“现成的查询”。")
    elif not missing.near:
        st.warning(f"图中没有“{plain(missing.name)}”，也没有相近的名称。请换一个名称，或照下面的样子问。")
    else:
        st.warning(f"图中没有“{plain(missing.name)}”，相近的有：")
        with st.container(horizontal=True):
            for name, question in missing.near.items():
                st.button(plain(name), key=f"near-{name}", on_click=_ask, args=(question,))
    st.caption("可以这样问（名称取自现在的图）：")
    _examples("instead")


def _examples(key: str) -> None:
    found = questions.examples(data.ask)
    with st.container(key=f"examples-{key}"):
        columns = st.columns(2)
        for number, (question, query) in enumerate(found):
            with columns[number % 2]:
                st.button(
                    plain(question),
                    key=f"example-{key}-{number}",
                    type="tertiary",
                    help=plain(catalog.find_query(query).title),
                    on_click=_ask,
                    args=(question,),
                )


def _ask(question: str) -> None:
    st.query_params.from_dict({QUESTION: question})
