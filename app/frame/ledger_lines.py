"""The lines of the ledger for all pages and sessions, read when the graph has changed; where a person only told of some
tasks on a page, no others are read again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import streamlit as st

from policygraph.app.frame import context, data
from policygraph.graph.asking import catalog
from policygraph.graph.figures.reached import NOTHING, Found, find
from policygraph.graph.ledgers.asked import Asked, apart
from policygraph.graph.ledgers.due import EVERY
from policygraph.graph.ledgers.lines import lines, lines_of
from policygraph.graph.ledgers.standing import Line
from policygraph.graph.stores.store import Read, Row, Store
from policygraph.services.ledgers import entering

MOST = 20  # changes that are remembered, should nobody look meanwhile
TOLD: dict[tuple[str | None, str], tuple[str, frozenset[str]]] = {}
"""By a graph and its version: which was before it, and the tasks of which was told between them, and nothing else."""


def every_line() -> list[Line]:
    """All lines of the ledger, in the order of policies and texts."""
    return _lines(data.place(), data.version())


def warm() -> None:
    """Have them read before anybody asks, and the deadlines."""
    if reader := data.opened():
        _lines(data.place(), reader.version())
        _deadlines(data.place(), reader.version())


@st.cache_resource(show_spinner=False, max_entries=2, ttl=1800)
def _lines(where: str | None, seen: str) -> list[Line]:
    """`where`, `seen`: which graph, and its version. Lines are never changed, so all sessions may have the same."""
    reader = data.opened()
    if reader is None:
        return []
    before, tasks = TOLD.get((where, seen), ("", frozenset()))
    return told_anew(_lines(where, before), tasks, reader.read) if before else lines(reader.read)


def every_deadline() -> Sequence[Row]:
    """The rows of the query `deadlines`, each step by itself: what is told of tasks changes none of them."""
    return _deadlines(data.place(), _but_for_telling())


@st.cache_resource(show_spinner=False, max_entries=2, ttl=1800)
def _deadlines(where: str | None, seen: str) -> Sequence[Row]:
    reader = data.opened()
    return catalog.run_query(reader, "deadlines", EVERY) if reader else []


def rows_apart() -> Sequence[Asked]:
    """The rows of ledgers that are no task's: what people tell of tasks changes none of them."""
    return _rows_apart(data.place(), _but_for_telling())


@st.cache_resource(show_spinner=False, max_entries=2, ttl=1800)
def _rows_apart(where: str | None, seen: str) -> Sequence[Asked]:
    reader = data.opened()
    return apart(reader.read) if reader else []


def _but_for_telling() -> str:
    """The version of the graph before people told of tasks, and nothing else."""
    where, seen = data.place(), data.version()
    while (where, seen) in TOLD:
        seen = TOLD[where, seen][0]
    return seen


def reached() -> Found:
    """What was reached of the figures of all lines, kept as they are."""
    return _reached(data.place(), data.version())


@st.cache_resource(show_spinner=False, max_entries=2, ttl=1800)
def _reached(where: str | None, seen: str) -> Found:
    reader = data.opened()
    return find(reader.read, _lines(where, seen)) if reader else NOTHING


def told_anew(before: Sequence[Line], tasks: Collection[str], read: Read) -> list[Line]:
    """The lines of `before`, after something was told of `tasks`: of larger tasks their parts have it too."""
    parts = {each.id for each in before if each.id in tasks or each.within in tasks}
    larger = {each.within for each in before if each.id in parts and each.within}
    now = {each.id: each.told for each in lines_of(read, sorted(parts | larger)) if each.id in parts}
    return [replace(each, told=now[each.id]) if now.get(each.id, each.told) != each.told else each for each in before]


@contextmanager
def telling(act: str, *what: str) -> Iterator[tuple[Store, list[str]]]:
    """`data.writing` for who tells of tasks and changes nothing else: their ids go into the list that it gives."""
    where, before = data.place(), data.version()
    tasks: list[str] = []
    with data.writing(act, *what) as store:
        alone = data.version() == before  # nobody else has written, nor has anything been finished for him
        yield store, tasks
    if alone and (after := data.version()) != before:
        while len(TOLD) >= MOST:
            TOLD.pop(next(iter(TOLD)), None)
        TOLD[where, after] = before, frozenset(tasks)


def take_back(by: str, *ids: str) -> list[str]:
    """Take back what was entered (ids); what it was, in sentences. PolicyGraphError where one is no longer there."""
    with telling("undo") as (store, tasks):
        gone = [entering.undo(store, each, by) for each in ids]
        tasks += [each.of for each in gone]
    return [each.sentence for each in gone]


def year_of(line: Line) -> int | None:
    """The year that a task is for: that of its deadline, else that in which its term begins, or its plan was issued."""
    day = line.due_on or line.begins or line.since
    return day.year if day else None


def in_context(options: Collection[str]) -> list[str]:
    """The policies, of `options` by id, that a page begins with: that of the context, or those of its year in its
    place, most tasks first; none where the context has neither."""
    now = context.now()
    if now.policy or not now.year:
        return context.begin("policy", options)
    if not context.is_bare():
        return []
    lines = (line for line in every_line() if not now.place or line.place == now.place)
    found = Counter(line.policy_id for line in lines if str(year_of(line)) == now.year and line.policy_id)
    return [id_ for id_, _ in found.most_common() if id_ in options]
