"""Rows as people and programs want them: a table on the terminal, JSON, CSV."""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import TextIO

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from policygraph.graph.asking.catalog import Column
from policygraph.graph.stores.store import Row
from policygraph.graph.transfer import tables
from policygraph.model.words import iso, text
from policygraph.shell.said import is_quiet

PIPE_WIDTH = 200  # characters, where there is no terminal to ask


class Format(StrEnum):
    table = "table"
    json = "json"
    csv = "csv"


def show(rows: Sequence[Row], columns: Sequence[Column], form: Format, title: str = "") -> None:
    """Rows on stdout in the form asked for."""
    match form:
        case Format.json:
            show_json(rows, sys.stdout)
        case Format.csv:
            show_csv(rows, columns, sys.stdout)
        case Format.table:
            show_table(rows, columns, title, sys.stdout)


def show_json(rows: Sequence[Row], out: TextIO) -> None:
    """A plain list of objects, one a line."""
    lines = (json.dumps(row, ensure_ascii=False, default=iso) for row in rows)
    out.write("[" + ",\n ".join(lines) + "]\n")


def show_csv(rows: Sequence[Row], columns: Sequence[Column], out: TextIO) -> None:
    """As the page's tables are downloaded. In UTF-8; into a file with the mark that tells Excel so, into a pipe without
    it, which a program would take for part of the first heading.
    """
    if _is_file(out):
        out.write("\ufeff")
    tables.write_csv(tables.of_rows(rows, columns), out, "\n")


def _is_file(out: TextIO) -> bool:
    try:
        return stat.S_ISREG(os.fstat(out.fileno()).st_mode)
    except OSError:  # it is none of the system's
        return False


def show_table(rows: Sequence[Row], columns: Sequence[Column], title: str, out: TextIO) -> None:
    """Headings and words in Chinese; what only programs need is left out, and so are columns without any value."""
    shown = [c for c in columns if not c.hidden and any(row.get(c.name) not in (None, "", []) for row in rows)]
    lines = any(column.name == "evidence" for column in shown)  # cells of several lines run together without
    table = Table(title=escape(title) or None, title_justify="left", show_lines=lines)
    for column in shown:
        number = all(isinstance(row.get(column.name), int | float | None) for row in rows)
        table.add_column(escape(column.zh), justify="right" if number else "left", overflow="fold")
    for row in rows:
        table.add_row(*(escape(text(tables.word(row.get(column.name), column))) for column in shown))
    width = None if out.isatty() else PIPE_WIDTH
    console = Console(file=out, width=width, highlight=False)
    if shown:
        console.print(table)
    console.print(f"共 {len(rows)} 行" if rows else "没有结果")


@contextmanager
def progress() -> Iterator[Callable[[int, int, str], None]]:
    """A bar on stderr that is gone when the work is done; it takes how many are done, of how many, and which one."""
    parts = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
    with Progress(
        *parts, console=Console(file=sys.stderr), transient=True, disable=is_quiet() or not sys.stderr.isatty()
    ) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total, what: bar.update(task, completed=done, total=total, description=escape(what))
