"""Tables in the forms of offices, for sheets and for documents: rows under their headings, ready to print."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from policygraph.model.words import printable

NUMBER = "序号"
NOT_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
FILE_NAME = 80  # characters: three bytes each, of the 255 that a system allows, with room for a suffix
TITLE, HEAD, GROUP, BODY = "方正小标宋简体", "黑体", "楷体", "仿宋"  # as in GB/T 9704


class Column(NamedTuple):
    heading: str
    width: int  # in half-width characters; about 125 are the width of A4 across
    centred: bool = False


class Group(NamedTuple):
    """A row that heads those below it."""

    words: str


Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A table with its title. `sheet`: what it is called in short; `about`: whose it is and until when."""

    title: str
    sheet: str
    columns: tuple[Column, ...]
    lines: tuple[Group | Cells, ...]
    about: str = ""
    notes: tuple[str, ...] = ()

    @property
    def tasks(self) -> int:
        return sum(not isinstance(line, Group) for line in self.lines)


def numbered(lines: Iterable[Group | Cells]) -> Iterator[Group | Cells]:
    """The lines with a running number before those that are no headings.

    >>> list(numbered([Group("一、重点任务"), ("建设基地",), ("办节",)]))
    [Group(words='一、重点任务'), ('1', '建设基地'), ('2', '办节')]
    """
    number = 0
    for line in lines:
        if isinstance(line, Group):
            yield line
        else:
            number += 1
            yield (str(number), *line)


def file_name(title: str, suffix: str) -> str:
    """A file's name that says what is in it, on every system.

    >>> file_name("甲县/乙局任务清单", ".docx")
    '甲县_乙局任务清单.docx'
    """
    return f"{NOT_IN_FILE_NAMES.sub('_', printable(title)).strip(' .')[:FILE_NAME] or '表'}{suffix}"


def width(text: str) -> int:
    """In half-width characters.

    >>> width("第1项")
    5
    """
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
