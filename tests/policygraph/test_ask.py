"""`policygraph ask`: the sentence first, what it was understood as, the rows; or the question back."""

from __future__ import annotations

import json
from pathlib import Path

from tests.commands import Run, run

__all__ = ["run"]  # pytest finds fixtures by their names
DAY = "2026-11-22"


def test_a_sentence_first_then_the_table(run: Run, samples_graph: Path) -> None:
    code, out, err = run("ask", "云泽市谁牵头高标准农田", "-d", samples_graph, "--on", DAY)
    assert code == 0 and out.splitlines()[0] == "云泽市：云泽市农业农村局牵头。"
    assert "加强高标准农田建设" in out and "理解为：地方 云泽市；职责 牵头；事项 高标准农田" in err


def test_what_is_written_behind_goes_on(run: Run, samples_graph: Path) -> None:
    code, out, err = run("ask", "云泽市谁牵头高标准农田", "那配合单位呢", "-d", samples_graph, "--on", DAY)
    assert code == 0 and out.splitlines()[0] == "云泽市：云泽市水利局、云泽市财政局配合。"
    assert "注意：接着“云泽市谁牵头高标准农田”问的。" in err


def test_the_day_is_that_asked_for(run: Run, samples_graph: Path) -> None:
    _, now, _ = run("ask", "临澜区今年一共多少项任务", "-d", samples_graph, "--on", DAY)
    _, then, _ = run("ask", "临澜区今年一共多少项任务", "-d", samples_graph, "--on", "2025-05-01")
    assert now.startswith("临澜区 2026 年共 13 项任务。") and then.startswith("临澜区 2025 年共 18 项任务。")


def test_for_programs(run: Run, samples_graph: Path) -> None:
    code, out, _ = run(
        "ask", "区水利局还有几项没完成", "-d", samples_graph, "--on", DAY, "--format", "json", "--limit", 2
    )
    told = json.loads(out)
    assert code == 0 and told["answered"] and told["count"] == told["total"] == 4 and len(told["rows"]) == 2
    assert {"slot": "状态", "value": "没有办结", "said": "还有几项没完成"} in told["understood"]


def test_asked_back_with_what_can_be_asked(run: Run, samples_graph: Path) -> None:
    code, out, err = run("ask", "区农业局牵头哪些任务", "-d", samples_graph)
    assert (
        code == 1
        and not out
        and "没有提到“区农业局”" in err
        and "可以问：区农业农村局　区农业农村局牵头哪些任务" in err
    )
    code, out, _ = run("ask", "今天天气怎么样", "-d", samples_graph, "--format", "json")
    assert code == 1 and json.loads(out)["answered"] is False


def test_a_long_table_says_that_it_is_cut(run: Run, samples_graph: Path) -> None:
    _, _, err = run("ask", "哪些任务逾期", "-d", samples_graph, "--on", DAY, "--limit", 5)
    assert "共 35 行，只列了前 5 行" in err
