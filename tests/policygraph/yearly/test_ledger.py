"""The commands of the ledger: how tasks stand, what is entered, taken back and looked at again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policygraph.app.ledger.drafts import value
from policygraph.graph.loading.load import find_document, remove
from policygraph.graph.stores.opening import open_store
from policygraph.model.errors import PolicyGraphError
from policygraph.services.ingestion import add_document
from policygraph.services.ledgers.cells import share_of
from policygraph.services.settle import settle
from policygraph.yearly.ledger import as_share, as_state
from tests.commands import Run, run
from tests.texts import PLAN

__all__ = ["run"]  # a fixture


@pytest.fixture
def graph(tmp_path: Path) -> str:
    place = tmp_path / "graph.kgl"
    with open_store(place, write=True) as store:
        add_document(store, PLAN.replace("三月底", "3月底").encode(), "方案.txt", "/方案.txt")
        settle(store)
    return str(place)


def shown(run: Run, graph: str, *more: str) -> list[tuple[str, str, str]]:
    out = run("ledger", "show", "-f", "json", "--database", graph, *more)[1]
    return [(row["task"], row["state"], row["light"]) for row in json.loads(out)]


def first(run: Run, graph: str) -> str:
    return str(json.loads(run("ledger", "show", "-f", "json", "--database", graph)[1])[0]["id"])


def test_a_task_is_entered_closed_and_taken_back(run: Run, graph: str) -> None:
    assert shown(run, graph, "--on", "2031-04-01")[0] == ("修剪茶园", "逾期", "红")
    task = first(run, graph)
    said = run("ledger", "enter", task, "--share", "100%", "--as-of", "2026-05-01", "--by", "甲", "-d", graph)[2]
    assert "已记下：“修剪茶园”截至2026-05-01：完成 100%" in said
    assert shown(run, graph)[0] == ("修剪茶园", "办结", "绿")
    assert shown(run, graph, "--on", "2026-04-30")[0][1] == "未开始"
    run("ledger", "enter", task, "--confirm", "--by", "乙", "-d", graph)
    assert shown(run, graph, "--state", "销号") == [("修剪茶园", "销号", "绿")]
    history = json.loads(run("ledger", "history", task, "-f", "json", "-d", graph)[1])
    assert [(row["by"], row["withdrawn"]) for row in history] == [("甲", None), ("乙", None)]
    run("ledger", "withdraw", history[1]["id"], "--by", "丙", "-d", graph)
    assert shown(run, graph)[0][1] == "办结"
    history = json.loads(run("ledger", "history", task, "-f", "json", "-d", graph)[1])
    assert [(row["withdrawn"] or "").split(" ")[0] for row in history] == ["", "丙"]


def test_next_years_plan_is_listed_where_it_is_asked_for(run: Run, tmp_path: Path) -> None:
    place = str(tmp_path / "years.kgl")
    with open_store(place, write=True) as store:
        for year, issued in ((2025, "2025年2月3日"), (2026, "2025年12月20日")):
            text = PLAN.replace("2031年", f"{year}年") + f"青穗县人民政府办公室\n{issued}\n"
            add_document(store, text.encode(), f"{year}.txt", f"/{year}.txt")
        settle(store)
    assert len(shown(run, place, "--on", "2025-12-25")) == 3
    said = run("ledger", "show", "--on", "2025-12-25", "-d", place)[2]
    assert "明年的方案（《青穗县2026年春茶生产方案》）里的 3 项任务还没有开始，没有列；要看，请写 --policy" in said
    assert len(shown(run, place, "--on", "2025-12-25", "--policy", "2026年")) == 3
    assert len(shown(run, place, "--on", "2026-01-05")) == 6
    task = next(
        row["id"] for row in json.loads(run("ledger", "show", "-f", "json", "-d", place)[1]) if "2026" in row["policy"]
    )
    code, _, said = run("ledger", "enter", task, "--share", "60%", "--as-of", "2025-06-30", "--by", "甲", "-d", place)
    assert code == 1 and "截至日期 2025-06-30 时还没有这份方案，它从 2025-12-20 起；请看年份有没有写错" in said


def test_a_task_under_the_id_of_an_older_text_is_found_by_what_was_reported(run: Run, graph: str) -> None:
    task = first(run, graph)
    run("ledger", "enter", task, "--share", "30%", "--as-of", "2026-05-01", "--by", "甲", "-d", graph)
    with open_store(graph, write=True) as store:
        remove(store, find_document(store, "/方案.txt"))
        add_document(store, PLAN.replace("三月底前", "于4月底前").encode(), "定稿.txt", "/定稿.txt")
        settle(store)
    assert first(run, graph) != task
    assert run("ledger", "enter", task, "--share", "40%", "--as-of", "2026-05-02", "--by", "甲", "-d", graph)[0] == 0
    history = json.loads(run("ledger", "history", first(run, graph), "-f", "json", "-d", graph)[1])
    assert [row["share"] for row in history] == [0.3, 0.4]
    code, _, said = run("ledger", "enter", "0" * 16, "--share", "40%", "--by", "甲", "-d", graph)
    assert code == 1 and "方案换了文本，任务的编号会变" in said


def test_the_ledger_is_summed_up(run: Run, graph: str) -> None:
    found = run("ledger", "show", "--department", "青穗县人社局", "--database", graph)
    assert "培训茶工" in found[1] and "修剪茶园" not in found[1]
    assert "共 1 项：未开始 1；总体完成 0%" in found[2]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["show", "--department", "青穗县农业局"], "图中没有任务的单位叫“青穗县农业局”，是否指 青穗县农业农村局"),
        (["show", "--place", "柳溪县"], "图中没有任务的地方叫“柳溪县”"),
        (["show", "--policy", "秋茶"], "图中没有任务的政策叫“秋茶”"),
        (["show", "--on", "昨天"], "日期请写成 2030-06-30 这样，得到 昨天"),
        (["show", "--state", "好"], "没有“好”这种状态；可以是 销号、办结"),
        (["enter", "x", "--share", "50%"], "图中没有编号为 x 的任务"),
        (["enter", "x", "--share", "一半"], "--share 一半 不对：完成比例请填 0% 到 100%，写成 60%、60 或 0.6"),
        (["enter", "x", "--share", "1"], "--share 1 不对：请写明是 1% 还是 100%"),
        (["history", "x"], "图中没有编号为 x 的任务"),
        (["withdraw", "x"], "没有编号为 x 的填报"),
    ],
)
def test_what_cannot_be_is_said(run: Run, graph: str, arguments: list[str], said: str) -> None:
    found = run("ledger", *arguments, "--database", graph)
    assert found[0] == 1 and said in found[2]


def test_wrong_lights_of_the_office_are_named(run: Run, graph: str) -> None:
    Path(graph).with_name("lights.yaml").write_text("lights: []\n", encoding="utf-8")
    found = run("ledger", "show", "--database", graph)
    assert found[0] == 1 and "lights.yaml 第 1 行：缺少“tolerance”" in found[2]


def test_states_have_their_words() -> None:
    assert [as_state(each) for each in ("未开始", "滞后", "中止", "别的", "")] == [
        "not-started",
        "behind",
        "stopped",
        "别的",
        None,
    ]


# What is typed in the page, at the command and in a cell of words or of a plain number → the share, or why not
SHARES = [
    ("60%", 0.6), ("60 %", 0.6), ("６０％", 0.6), ("60", 0.6), ("0.6", 0.6), ("62.5", 0.625), ("2.5", 0.025),
    ("0.5%", 0.005), ("1%", 0.01), ("100%", 1.0), ("100", 1.0), ("0", 0.0),
    ("1", "请写明是 1% 还是 100%"), ("1.0", "请写明是 1% 还是 100%"),
    ("1.4", "请写明是 1.4% 还是 140%；超额完成的填 100%"),
    ("140", "140% 超过了 100%；超额完成的填 100%"), ("140%", "140% 超过了 100%"),
    ("-5", "0% 到 100%"), ("六成", "0% 到 100%"), ("nan", "0% 到 100%"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "share"), SHARES)
def test_a_share_is_one_thing_wherever_it_is_typed(typed: str, share: float | str) -> None:
    if isinstance(share, float):
        assert share_of(typed) == as_share(typed) == value("share", typed) == share
        return
    assert value("share", typed) == typed  # as it was typed, with what is wrong beside it
    for read in (share_of, as_share):
        with pytest.raises((ValueError, PolicyGraphError), match=share):
            read(typed)
