"""Which addresses have a page: ours and those of installed packages."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import streamlit as st

from policygraph.app.frame import sitemap


@pytest.mark.parametrize(("asked", "unknown"), [("qingsui", ""), ("matrix", ""), ("nopage", "nopage"), ("", "")])
def test_only_an_address_without_a_page_is_unknown(monkeypatch: pytest.MonkeyPatch, asked: str, unknown: str) -> None:
    running = SimpleNamespace(pages_manager=SimpleNamespace(intended_page_name=asked))
    monkeypatch.setattr(sitemap, "get_script_run_ctx", lambda: running)
    monkeypatch.setattr(sitemap, "of_extensions", lambda: {"qingsui": sitemap.Entry("somewhere", "青穗")})
    monkeypatch.setattr(st, "session_state", {})
    assert set(sitemap.pages()) == {*sitemap.ENTRIES, "qingsui", *([unknown] if unknown else [])}
