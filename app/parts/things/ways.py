"""The ways to the pages of things: from a node, and from any row of a table that names one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import streamlit as st

from policygraph.app.frame import context, data, ledger_lines, sitemap
from policygraph.app.frame.plain import plain
from policygraph.graph.ledgers import bureau
from policygraph.graph.stores.store import Row
from policygraph.model.ontology import ontology

PAGES = {"Task": "task", "Policy": "policy", "Document": "document", "Village": "village", "Region": "village"}
"""By label the page of a node: what stands in the address, and the parameter there that holds its id."""
AT = "at"  # the parameter of the address of a document that names one of its sentences
UNITS = ("department", "departments", "leads", "supports")  # columns with full names of departments
MOST = 8  # ways that are shown under a table
NAME = 24  # characters of a name in a way


class Way(NamedTuple):
    """To another page. `words`: what is clicked."""

    words: str
    page: str
    parameters: Mapping[str, str]


def to(label: str, id_: str, words: str) -> Way | None:
    """To the page of a node; None where nodes of its kind have none."""
    page = PAGES.get(label)
    return Way(words, page, {page: id_}) if page else None


def to_bureau(name: str) -> Way | None:
    """To 本单位, of a department by its full name; None for one that has no tasks."""
    return Way(name, "bureau", {"department": name}) if name in bureaus() else None


def bureaus() -> Mapping[str, int]:
    """Who has tasks, by full names, and how many."""
    return _bureaus(data.place(), data.version())


@st.cache_resource(show_spinner=False, max_entries=2, ttl=1800)
def _bureaus(where: str | None, seen: str) -> Mapping[str, int]:
    return bureau.bureaus(ledger_lines.every_line())


def of_row(row: Row) -> list[Way]:
    """To all that a row names: nodes by their ids, departments by their full names."""
    found = {(way.page, *way.parameters.values()): way for way in _of_row(row)}
    order = [*PAGES.values(), "bureau"]
    return sorted(found.values(), key=lambda way: order.index(way.page))[:MOST]


def _of_row(row: Row) -> Iterator[Way]:
    for id_ in _ids(row):
        for node in data.ask("node", {"id": id_}):
            kind = ontology().nodes[node["label"]].zh
            if way := to(node["label"], id_, f"{kind}：{_short(node['name'])}"):
                yield way
    for name in _units(row):
        if way := to_bureau(name):
            yield way._replace(words=f"单位：{name}")


def _ids(row: Row) -> list[str]:
    named = (value for name, value in row.items() if name.endswith("_id") or name in ("id", "document"))
    return list(dict.fromkeys(value for value in named if isinstance(value, str) and value))


def _units(row: Row) -> Iterator[str]:
    for name in UNITS:
        value: Any = row.get(name)
        yield from value if isinstance(value, list) else [value] if isinstance(value, str) else []


def _short(name: str) -> str:
    return name if len(name) <= NAME else f"{name[: NAME - 1]}…"


def show(row: Row | None, key: str) -> None:
    """A line of links to all that the row names."""
    found = of_row(row) if row else []
    if found:
        with st.container(horizontal=True, gap="small", key=f"{key}-ways"):
            for way in found:
                link(way)


def link(way: Way) -> None:
    """A link, with what the address says of the context."""
    parameters = {**context.now().parameters, **way.parameters}
    st.page_link(page=sitemap.page(way.page), label=plain(way.words), query_params=parameters)
