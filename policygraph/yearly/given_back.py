"""Workbooks that come back: read one by one, told, and taken in where nothing is unsure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from policygraph.ingest import sources
from policygraph.model.errors import PolicyGraphError
from policygraph.model.paths import readable
from policygraph.shell.said import message


class GivenBack(Protocol):
    """What a workbook says. `conflicts`: of this, what is to be looked at first."""

    @property
    def name(self) -> str: ...

    @property
    def conflicts(self) -> Sequence[object]: ...


Workbook = TypeVar("Workbook", bound=GivenBack)


def take_back(
    files: Sequence[Path],
    read: Callable[[bytes, str], Workbook],
    told: Callable[[Workbook], Iterable[str]],
    take: Callable[[Workbook], object],
    *,
    check: bool,
    conflicts: bool,
    counted: str,
) -> None:
    """Read the files, say what they change, and take them in, unless told to `check` alone; one with conflicts only
    where told so. `counted`: the word with which conflicts are counted.

    What is wrong with one stops none of the others; PolicyGraphError says in the end how many were not taken in.
    """
    failed = 0
    for file in files:
        try:
            found = read(_content(file), readable(file))
        except PolicyGraphError as error:
            failed += 1
            message(f"错误：{error}")
            continue
        for line in told(found):
            message(line)
        if found.conflicts and not conflicts:
            failed += 1
            many = f"{len(found.conflicts)} {counted}"
            message(f"{found.name}：有 {many}要先看过，没有收下；以表为准请加 --take-conflicts")
        elif check:
            message(f"{found.name}：只看，没有收下")
        else:
            take(found)
    if failed:
        raise PolicyGraphError(f"{len(files)} 份表中有 {failed} 份没有收下")


def _content(file: Path) -> bytes:
    """PolicyGraphError names the file that cannot be read."""
    try:
        return sources.read_file(file)
    except PolicyGraphError as error:
        raise PolicyGraphError(f"{readable(file)}：{error}") from error
