"""Workbooks that went out of the graph to be filled in: they are taken back, not read as documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policygraph.model.errors import PolicyGraphError

ABOUT = "policygraph"
"""The hidden sheet that says what such a workbook is, in its first row: form, and its mark."""
BACK: Mapping[str, str] = {"填报表": "import", "更正表": "correct"}
"""By which command of `policygraph ledger` each comes back, by the name of its first sheet."""


def kind_of(book: Any) -> str | None:
    """The name of its first sheet, where a workbook (openpyxl's) is one of ours."""
    if ABOUT not in book.sheetnames:
        return None
    told = {str(row[0]): str(row[1]) for row in book[ABOUT].iter_rows(max_row=1, max_col=2, values_only=True)}
    return str(book.sheetnames[0]) if told.get("form", "").startswith(f"{ABOUT}-") else None


def refuse(book: Any) -> None:
    """PolicyGraphError says how one of ours is taken back."""
    kind = kind_of(book)
    if kind is not None and kind in BACK:
        raise PolicyGraphError(
            f"这是填好要收回的{kind}，不是文件，没有读；请用 policygraph ledger {BACK[kind]} 收回，"
            "或在网页的“本单位”“台账”“导入”里交回"
        )
