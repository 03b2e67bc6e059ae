"""Corrections of what a newer text has otherwise: asked on the page 核对, by the command, and said where it is read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from policygraph.graph.ledgers.lines import lines
from policygraph.graph.stores.opening import open_store
from tests.app.review.test_review_page import opened, press, said
from tests.commands import Run, run
from tests.graph.decisions.test_corrections import DUTIES, FARM, PLAN, WORKS, corrected, put
from tests.pages import place, read

__all__ = ["place", "run"]  # fixtures
FORESTS = "青穗县林业局"
NEWER = PLAN.replace(DUTIES, DUTIES.replace("县农业农村局", "县林业局"))


@pytest.fixture
def made(place: Path) -> str:
    """Id of a correction of who leads, after which the text names somebody else."""
    with open_store(place, write=True) as store:
        put(store, PLAN)
        decision = corrected(store, "LEADS", "县工信局")
        put(store, NEWER)
    return decision.id


def lead(place: Path) -> str:
    with open_store(place) as store:
        return next(line.leads[0] for line in lines(store.read) if line.number == "1")


def asks(app: AppTest) -> str:
    return next(each for each in app.segmented_control[0].options if each.startswith("更正"))


def test_it_is_asked_with_what_the_document_says_now(place: Path, made: str) -> None:
    app = opened(view="corrections")
    words = read(said(app))
    assert f"更正：{FARM} → **{WORKS}**" in words and f"文档现在写：**{FORESTS}**" in words
    assert asks(app) == "更正 1" and lead(place) == FORESTS


@pytest.mark.parametrize(("button", "who", "back"), [("review-keep-", WORKS, True), ("review-drop-", FORESTS, False)])
def test_a_person_says_which_counts(place: Path, made: str, button: str, who: str, back: bool) -> None:
    app = press(opened(view="corrections"), f"{button}{made}")
    assert lead(place) == who and asks(app) == "更正 0" and "没有要核对的更正" in said(app)
    if back:
        assert asks(press(app, "review-undo-last")) == "更正 1" and lead(place) == FORESTS


@pytest.mark.parametrize(("command", "who"), [("right", WORKS), ("wrong", FORESTS)])
def test_the_same_by_the_command(run: Run, place: Path, made: str, command: str, who: str) -> None:
    [row] = json.loads(run("review", "--database", place, "--format", "json")[1])
    assert f"现在写的是“{FORESTS}”" in row["why"] and row["first"] == made
    assert run("review", command, "1", "--by", "甲", "--database", place)[0] == 0
    assert lead(place) == who and json.loads(run("review", "--database", place, "--format", "json")[1]) == []


def test_who_reads_the_newer_text_is_told(run: Run, tmp_path: Path) -> None:
    file, place = tmp_path / "方案.txt", tmp_path / "图"
    file.write_text(PLAN, encoding="utf-8")
    run("ingest", file, "--database", place)
    with open_store(place, write=True) as store:
        corrected(store, "LEADS", "县工信局")
    file.write_text(NEWER, encoding="utf-8")
    assert "1 处更正过的，文档现在写的不同，更正没有用上" in run("ingest", file, "--database", place)[2]
