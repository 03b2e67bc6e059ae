"""A task's own words: its text without those of who does it and until when, which other columns hold."""

from __future__ import annotations

import re
from collections.abc import Iterable

from policygraph.graph.stores.store import Row

BETWEEN = re.compile(r"[\s,，;；、:：.]+$")  # what is left before words that are taken from the end
BOUNDARY = re.compile(r"[\s。,，;；]$")
CELL = 8  # characters of a table's cell that says something of the task, and is not only a place, a sum or a name
AROUND_NUMBER = 6  # characters, such as brackets and blanks


def stated(row: Row) -> str:
    """What the document calls the task, where a person may have corrected that."""
    return str(row.get("stated_title") or row["task"])


def numeral(row: Row) -> str:
    """The number as the text has it before the title; where it has not, with a mark: 1. or 一、 or （一）."""
    number = row["number"] or ""
    before = row["text"].partition(stated(row))[0] if stated(row) in row["text"] else ""
    if _is_number(before, number) and not _is_row(row):
        return "".join(before.split())
    return f"{number}." if number.isascii() and number[-1:].isdigit() else f"{number}、" if number.isalnum() else number


def words_of(row: Row, said: Iterable[str]) -> str:
    """The measure's own words: without who does it and until when, where a clause says so (`said`)."""
    title = f"{numeral(row)}{row['task']}"
    clauses = dict.fromkeys(said)
    if _is_row(row):
        return "\n".join([title, *_cells(row, clauses)])
    text = row["text"].strip()
    for clause in clauses:
        if clause[0] in "（(" and clause[-1] in "）)":
            text = text.replace(clause, "")
    while (shorter := next(filter(None, (_before(text, each) for each in clauses)), None)) is not None:
        text = shorter
    if not _open(text) or text in clauses:
        return title
    text = f"{_open(text)}。" if BETWEEN.search(text) else text.strip()
    before, found, after = text.partition(stated(row))
    if found and (not before or _is_number(before, row["number"])):
        return f"{title}{after}"
    return f"{title}\n{text}" if row.get("stated_title") else text


def _before(text: str, clause: str) -> str | None:
    """What stands before a clause at the end of a text; None where it is not all of what is said there."""
    left = _open(text).removesuffix(clause)
    if left == _open(text):
        return None
    left = left.removesuffix("由")
    return left if BOUNDARY.search(left) else None


def without(whole: str, title: str, part: Row | None) -> str:
    """A measure's words before those of its first part, which stands below it."""
    for words in (f"{numeral(part)}{stated(part)}", stated(part)) if part else ():
        at = whole.find(words, len(title) if whole.startswith(title) else 0)
        if at >= 0:
            return whole[:at].rstrip()
    return whole


def _is_number(before: str, number: str | None) -> bool:
    """Whether what stands before a title is its number, with the marks around it."""
    return number is not None and number != "" and number in before and len(before) <= len(number) + AROUND_NUMBER


def _open(text: str) -> str:
    return BETWEEN.sub("", text.rstrip().removesuffix("。"))


def _is_row(row: Row) -> bool:
    """Whether a task was a row of a table, whose cells its text holds one behind the other."""
    return bool(re.match(rf"{re.escape(row['number'] or '')} ?{re.escape(stated(row))} ", row["text"]))


def _cells(row: Row, clauses: Iterable[str]) -> list[str]:
    """What other cells say of the task itself."""
    rest = row["text"].partition(stated(row))[2]
    for words in (*clauses, row.get("stated_due") or row["due"] or ""):
        rest = rest.replace(f" {words}", "") if words else rest
    return [cell for cell in rest.split() if len(cell) >= CELL]
