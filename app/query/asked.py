"""The question box: a sentence is answered by a sentence first, then what it was understood as, then the rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from policygraph.app.frame import address, data, ledger_lines
from policygraph.app.frame.plain import plain
from policygraph.app.parts import pieces
from policygraph.app.query import answers, catalogue, forms, understood
from policygraph.graph.asking import catalog
from policygraph.graph.ledgers.standing import Line
from policygraph.graph.questions.answer import Answer, AskedBack, Choice, World
from policygraph.graph.questions.examples import examples
from policygraph.services.ledgers import entering
from policygraph.services.phrasing.answering import answer, configured

QUESTION, AFTER = "question", "after"  # the parameters of the address; `after`: what was asked before, the latest last
MOST = 12  # buttons of names or readings
REMEMBERED = 3  # questions with which the next one may go on


def show() -> None:
    asked = st.query_params.get(QUESTION, "")
    after = st.query_params.get_all(AFTER)[-REMEMBERED:]
    _box(asked, after)
    if not asked:
        st.caption("可以这样问（名称取自现在的图），条件可以随意合用：")
        _examples("first")
        return
    with st.spinner("正在查询…"):
        found = answer(asked, _world(), after, understood.within(), understood.changes(), configured())
    chosen = st.query_params.get(catalogue.NAME, "")
    if chosen:
        _by_query(asked, chosen)
    elif isinstance(found, Answer):
        _answered(asked, after, found)
    else:
        _asked_back(found, after)
    with st.expander("还可以问什么"):
        _examples("more")


def _world() -> World:
    return World(data.ask, _lines, date.today(), entering.rules(data.place()))


def _lines(ids: Sequence[str]) -> list[Line]:
    wanted = set(ids)
    return [line for line in ledger_lines.every_line() if line.id in wanted]


def _box(asked: str, after: Sequence[str]) -> None:
    with st.form("question-form", border=False):
        line, button = st.columns([9, 1], vertical_alignment="bottom")
        with line:
            written = st.text_input(
                "用一句话提问",
                asked,
                key=f"question-{asked}",
                placeholder="例如：区农业农村局今年牵头哪些任务？答了以后可以接着问：那配合单位呢？去年呢？",
                max_chars=200,
            ).strip()
        with button:
            pressed = st.form_submit_button("提问", type="primary", width="stretch")
    if pressed:
        changed = understood.changes()  # of that question alone: nothing goes on with it
        before = [*after, asked][-REMEMBERED:] if asked and written != asked and not changed else list(after)
        address.only({QUESTION: written, AFTER: before} if written else {})
        address.again()


def _answered(asked: str, after: Sequence[str], found: Answer) -> None:
    st.markdown(f"#### {plain(found.sentence)}")
    understood.show(found.understood, found.by_page, found.notes)
    if found.choices:
        st.caption("图中叫这个名字的不止一个，上面一并回答；也可以只看其中一个：")
        _choices(found.choices, after, "narrow")
    query = catalog.find_query(found.query)
    if found.rows:
        rows = answers.as_rows(found.rows)
        answers.show(rows, found.columns, f"question-{found.query}", title=query.title)
    with pieces.folded(f"改条件再查（现成的查询“{query.title}”）", "question-again") as is_open:
        if not is_open:
            return
        values = in_words(found.values)
        entered = forms.form(query, values, "question")
        if entered is not None:
            address.only({QUESTION: asked, catalogue.NAME: query.name, **entered})
            address.again()
        if st.button("在 Cypher 中打开", key="question-cypher"):
            catalogue.open_cypher(query, values)


def _by_query(asked: str, chosen: str) -> None:
    """By a query of the catalogue, with the conditions that stand in the address."""
    query = catalog.find_query(chosen)
    values = catalogue.given_values(query)
    st.markdown(f"按现成的查询 **{plain(query.title)}** 回答{_said(query, values)}。不对时可改下面的条件。")
    catalogue.ask(query, values, "question", **{QUESTION: asked})


def _said(query: catalog.Query, values: Mapping[str, str]) -> str:
    said = [
        f"{plain(parameter.zh)} = **{plain(forms.word(query, parameter, values[parameter.name]))}**"
        for parameter in query.parameters
        if parameter.name in values
    ]
    return f"：{'，'.join(said)}" if said else ""


def _asked_back(found: AskedBack, after: Sequence[str]) -> None:
    st.warning(plain(found.sentence))
    understood.show(found.understood, found.by_page, found.notes)
    _choices(found.choices, after, "choice")
    st.caption("可以这样问（名称取自现在的图）：")
    _examples("instead")


def _choices(choices: Sequence[Choice], after: Sequence[str], key: str) -> None:
    with st.container(horizontal=True):
        for number, choice in enumerate(choices[:MOST]):
            st.button(plain(choice.words), key=f"{key}-{number}", on_click=_choose, args=(choice, list(after)))


def _choose(choice: Choice, after: list[str]) -> None:
    if choice.query:
        address.only({QUESTION: choice.question, catalogue.NAME: choice.query, **in_words(choice.values)})
    else:
        address.only({QUESTION: choice.question, AFTER: after})


def in_words(values: Mapping[str, object]) -> dict[str, str]:
    """The values of a query as the address holds them.

    >>> in_words({"places": ["甲县", "乙县"], "year": 2030, "nearest": False})
    {'places': '甲县,乙县', 'year': '2030', 'nearest': 'false'}
    """
    said: dict[str, str] = {}
    for name, value in values.items():
        if isinstance(value, list | tuple):
            said[name] = ",".join(str(each) for each in value)
        else:
            said[name] = str(value).lower() if isinstance(value, bool) else str(value)
    return said


def _examples(key: str) -> None:
    with st.container(key=f"examples-{key}"):
        columns = st.columns(2)
        for number, (question, about) in enumerate(examples(data.ask)):
            with columns[number % 2]:
                st.button(
                    plain(question), key=f"example-{key}-{number}", type="tertiary", help=plain(about), on_click=_ask,
                    args=(question,),
                )  # fmt: skip


def _ask(question: str) -> None:
    address.only({QUESTION: question})
