"""Every page of the sitemap opens, over nothing and over a graph; so does the one of docs/engineers/add-a-page.md."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from policygraph.app.frame.sitemap import ENTRIES, Entry
from tests.pages import filled, place, run
from tests.paths import ROOT

__all__ = ["filled", "place"]  # pytest finds fixtures by their names


@pytest.mark.parametrize("path", ENTRIES)
def test_it_opens_over_nothing_and_says_what_to_do(place: Path, path: str) -> None:
    app = run(path)
    assert app.title[0].value == ENTRIES[path].title
    assert app.info or app.button or app.get("file_uploader")
    assert not app.error


@pytest.mark.parametrize("path", ENTRIES)
def test_it_opens_over_a_graph(filled: Path, path: str) -> None:
    app = run(path)
    assert app.title[0].value == ENTRIES[path].title
    assert not app.error


@pytest.mark.parametrize("path", ENTRIES)
def test_it_is_a_folder_with_a_page(path: str) -> None:
    room = ROOT / "app" / ENTRIES[path].room
    assert (room / "page.py").is_file() and (room / "__init__.py").is_file()


def test_a_folder_and_an_entry_are_enough(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = re.search(
        r"```python\n(.+?)```", (ROOT / "docs/engineers/add-a-page.md").read_text(encoding="utf-8"), re.S
    )
    assert written
    module = ModuleType("policygraph.app.lately.page")
    exec(written[1], module.__dict__)
    monkeypatch.setitem(sys.modules, "policygraph.app.lately", ModuleType("policygraph.app.lately"))
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setitem(ENTRIES, "lately", Entry("lately", "最近"))
    app = run("lately")
    assert app.title[0].value == ENTRIES["lately"].title and len(app.dataframe[0].value) == 2
