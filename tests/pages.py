"""Pages opened without a browser: `from tests.pages import filled, place, run`."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path

import pytest
import streamlit as st
from streamlit import config
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from policygraph.app.frame import data
from policygraph.app.frame.plain import JOINER
from policygraph.app.parts import pieces
from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from tests.graphs import city_opinion, county_plan
from tests.paths import ROOT
from tests.patience import LONG

# Each AppTest would read the metadata of every installed package anew: half the time of a page.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
# As the page's own server has it: otherwise each element is also counted for Streamlit's makers.
config.set_option("browser.gatherUsageStats", False)
MAIN = str(ROOT / "policygraph" / "app" / "main.py")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the page's graph is; nothing there yet."""
    monkeypatch.setenv(data.PLACE, str(tmp_path / "graph"))
    # AppTest leaves the page's script as __main__, which processes that later tests spawn would run.
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    yield tmp_path / "graph"
    st.cache_resource.clear()
    st.cache_data.clear()


@pytest.fixture
def filled(place: Path) -> Path:
    """Two small graphs, of a county and of its city (tests/graphs.py)."""
    with open_store(place, write=True) as store:
        load(store, [county_plan(), city_opinion()])
    return place


def read(markdown: str) -> str:
    """What a person reads where the page escaped the text of others (app/frame/plain.py)."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markdown).replace(JOINER, "")


def run(page: str = "overview", **parameters: str) -> AppTest:
    """The page of that address, with these parameters, after its first run."""
    app = AppTest.from_file(MAIN, default_timeout=LONG)
    if page != "overview":
        # AppTest.switch_page knows only files; pages of st.navigation are told apart by the hash of their address.
        app._page_hash = calc_hash(page)
    for name, value in parameters.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, app.exception
    return app


@pytest.fixture
def boxes_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """Boxes that a person opens by a click are open: AppTest clicks none; what is in a closed one is not made."""
    monkeypatch.setattr(pieces, "folded", partial(pieces.folded, expanded=True))
