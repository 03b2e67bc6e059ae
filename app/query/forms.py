"""A form made from the header of a query: a field a parameter, with names from the graph where one is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from policygraph.app.frame import data
from policygraph.app.frame.plain import plain
from policygraph.graph.asking.catalog import Parameter, Query
from policygraph.graph.asking.known_names import FUNCTION, names_of
from policygraph.model.errors import PolicyGraphError
from policygraph.model.ontology import ontology

# Parameters that hold a name of the graph, and the label whose names they hold.
NAMED = {
    "department": "Department",
    "policy": "Policy",
    "village": "Village",
    "region": "Region",
    "industry": "Industry",
    "indicator": "Target",
    "section": "Section",
    "document": "Document",
    "function": FUNCTION,
}
OFFERED = 2_000  # names in a list: more are slow to open
ACROSS = 4  # fields side by side, with the button


def form(query: Query, values: Mapping[str, Any], key: str) -> dict[str, str] | None:
    """The fields of `query`, filled with `values`; what stands in them once the button is pressed, else None.

    Values are text, as the address holds them; empty ones are left out.
    """
    # A field keeps what is typed until other values come from outside.
    stem = f"{key}-{query.name}-{sorted(values.items())}"
    with st.form(f"{stem}-form", border=False):
        entered: dict[str, str] = {}
        # The button stands behind the last field.
        fields = [*query.parameters, None]
        for first in range(0, len(fields), ACROSS):
            columns = st.columns(ACROSS, vertical_alignment="bottom")
            for parameter, column in zip(fields[first : first + ACROSS], columns, strict=False):
                with column:
                    if parameter is None:
                        pressed = st.form_submit_button("查询", type="primary", key=f"{stem}-run")
                    else:
                        entered[parameter.name] = _field(query, parameter, values.get(parameter.name), stem)
    return {name: value for name, value in entered.items() if value} if pressed else None


def missing(query: Query, values: Mapping[str, Any]) -> list[Parameter]:
    """Required parameters that have no value yet."""
    return [parameter for parameter in query.parameters if parameter.required and not values.get(parameter.name)]


def word(query: Query, parameter: Parameter, value: str) -> str:
    """What people see for a value."""
    return _words(query, parameter).get(value, value)


def _field(query: Query, parameter: Parameter, value: Any, stem: str) -> str:
    label = parameter.zh + ("（必填）" if parameter.required else "")
    key = f"{stem}-{parameter.name}"
    given = None if value in (None, "") else str(value)
    if words := _words(query, parameter):
        return _choice(label, words, given, key, several=parameter.type == "strings")
    if parameter.type == "boolean":
        return _choice(label, {"true": "是", "false": "否"}, given, key)
    if parameter.type in ("integer", "float"):
        return _number(label, parameter, given, key)
    if parameter.type == "date":
        chosen = st.date_input(plain(label), _day(given), key=key, format="YYYY-MM-DD", min_value=date(1949, 1, 1))
        return str(chosen) if isinstance(chosen, date) else ""
    if parameter.name in NAMED:
        return _name(label, parameter, given, key)
    return st.text_input(plain(label), given or "", key=key, placeholder=f"例如 {parameter.example}").strip()


def _choice(label: str, words: Mapping[str, str], given: str | None, key: str, *, several: bool = False) -> str:
    """One of the values that `words` names, or several of them with commas between."""
    if several:
        known = [each for each in (given or "").split(",") if each in words]
        return ",".join(
            st.multiselect(plain(label), list(words), known, lambda each: words[each], key=key, placeholder="全部")
        )
    index = list(words).index(given) if given is not None and given in words else None
    return st.selectbox(plain(label), list(words), index, lambda each: words[each], key=key, placeholder="不限") or ""


def _name(label: str, parameter: Parameter, given: str | None, key: str) -> str:
    """A name to choose from the graph, or any other words."""
    options = list(names_of(NAMED[parameter.name], data.ask).names[:OFFERED])
    if given is not None and given not in options:
        options.insert(0, given)
    example = options[0] if options else parameter.example
    chosen = st.selectbox(
        plain(label),
        options,
        None if given is None else options.index(given),
        key=key,
        placeholder=f"例如 {example}" if parameter.required else "不限，可选可填",
        accept_new_options=True,
    )
    return (chosen or "").strip()


def _number(label: str, parameter: Parameter, given: str | None, key: str) -> str:
    whole = parameter.type == "integer"
    text = given if given is not None else None if parameter.default is None else str(parameter.default)
    try:
        number = None if text is None else int(text) if whole else float(text)
    except ValueError as error:
        raise PolicyGraphError(f"{parameter.zh}应是数字，例如 {parameter.example}；得到“{text}”") from error
    chosen = st.number_input(
        plain(label), value=number, step=1 if whole else 0.1, key=key, placeholder=f"例如 {parameter.example}"
    )
    # Written only where it says something, so that addresses stay short.
    return "" if chosen is None or chosen == parameter.default else str(chosen)


def _day(given: str | None) -> date | None:
    if given is None:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise PolicyGraphError(f"日期应写成 2025-12-31 这样；得到“{given}”") from error


def _words(query: Query, parameter: Parameter) -> dict[str, str]:
    """The values that the parameter may have, with their words; empty: any."""
    of_column = next((column.of for column in query.columns if column.name == parameter.name), "")
    of = parameter.of or ("types" if parameter.name == "types" else of_column)
    words = ontology().words(of) if of else {}
    return {value: words.get(value, value) for value in parameter.values or words}
