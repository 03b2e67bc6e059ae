"""The audit trail: every deed, failed ones and those that were cut short too; it outlives the graph."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from policygraph.cli import main
from policygraph.model.errors import PolicyGraphError
from policygraph.services import audit
from tests.graphs import COUNTY_TEXT


def test_what_is_done_is_recorded_with_what_failed(tmp_path: Path) -> None:
    (tmp_path / "graph.kgl").touch()
    with audit.recorded(tmp_path, "import", who="张敏", via=audit.PAGE):
        audit.note("方案.txt")
        audit.note("坏.pdf", "坏.pdf：读不了")
    with pytest.raises(PolicyGraphError), audit.recorded(tmp_path, "remove", "方案.txt", who="李华"):
        raise PolicyGraphError("没有这份文档")
    last, first = audit.deeds(tmp_path)
    assert (first.who, first.via, first.what, first.outcome) == ("张敏", "网页", "方案.txt；坏.pdf", "partly")
    assert (last.act, last.outcome, last.error) == ("remove", "failed", "没有这份文档")
    assert audit.deeds(tmp_path, who="李华") == [last] == audit.deeds(tmp_path, act="remove")
    assert audit.deeds(tmp_path, since="2999-01-01") == []


def test_a_line_that_was_cut_off_hides_no_other(tmp_path: Path) -> None:
    for who in ("张敏", "李华"):
        audit.record(tmp_path, who, audit.PAGE, "sign-in", "\udcff")
        with audit.trail(tmp_path).open("a", encoding="utf-8") as out:
            out.write('{"at": "2026\n')
    assert [deed.who for deed in audit.deeds(tmp_path)] == ["李华", "张敏"]


def test_a_deed_is_noted_before_it_is_done(tmp_path: Path) -> None:
    (tmp_path / "graph.kgl").touch()
    with audit.recorded(tmp_path, "decide", who="张敏"):
        [deed] = audit.deeds(tmp_path)
        assert (deed.outcome, deed.what) == ("begun", "")
        audit.begun("甲和乙是同一个")
        [deed] = audit.deeds(tmp_path)  # as it stays where somebody is killed now
        assert (deed.outcome, deed.what) == ("begun", "甲和乙是同一个")
        assert audit.in_words(deed)["outcome"].startswith("没有记下结果（中断了")
    assert [deed.outcome for deed in audit.deeds(tmp_path)] == ["ok"]


OLD = {"at": "2026-03-01T00:00:00+00:00", "who": "root", "via": "命令", "act": "import", "outcome": "ok", "error": ""}
# what stands in a trail, how it is shown
NAMES = [
    ("in/" + "方案.txt".encode("gbk").decode("utf-8", "surrogateescape"), "in/方案.txt"),
    ("意见.txt；" + "方案.txt".encode("gbk").decode("utf-8", "surrogateescape"), "意见.txt；方案.txt"),
    ("添加 \udcff", "添加 \\xff"),
    ("一行\n两行", "一行\\x0a两行"),
]


@pytest.mark.parametrize(("what", "shown"), NAMES)
def test_names_that_are_no_text_are_shown_all_the_same(tmp_path: Path, what: str, shown: str) -> None:
    audit.trail(tmp_path).write_text(json.dumps({**OLD, "what": what, "who": "\udcff"}) + "\n", encoding="utf-8")
    audit.record(tmp_path, "\udcff", audit.COMMAND, "import", what)
    assert [(deed.what, deed.who) for deed in audit.deeds(tmp_path)] == [(shown, "\\xff")] * 2
    assert "\\ud" not in audit.trail(tmp_path).read_text(encoding="utf-8").splitlines()[1], "written as text too"


@pytest.mark.parametrize("wrong", [{"what": 3}, {"at": "gestern"}, {"more": ""}])
def test_a_line_that_is_none_is_passed_over(tmp_path: Path, wrong: dict[str, object]) -> None:
    lines = [json.dumps({**OLD, "what": "方案.txt", **more}) for more in ({}, wrong)]
    audit.trail(tmp_path).write_text("\n".join(lines), encoding="utf-8")
    assert [deed.what for deed in audit.deeds(tmp_path)] == ["方案.txt"]


def test_what_fails_where_there_is_no_graph_leaves_nothing(tmp_path: Path) -> None:
    audit.record(tmp_path / "none", "张敏", audit.COMMAND, "remove", "方案", "没有这个图")
    assert not (tmp_path / "none").exists()


def test_what_was_done_is_done_where_no_trail_can_be_written(tmp_path: Path) -> None:
    audit.trail(tmp_path).mkdir()
    told = "这是文件夹，不是文件）；所做的已经生效"
    with pytest.raises(audit.AuditError, match=told), audit.recorded(tmp_path, "export", "x.csv"):
        pass
    with pytest.raises(PolicyGraphError, match="另一个"), audit.recorded(tmp_path, "export", "x.csv"):
        raise PolicyGraphError("另一个")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "方案.txt").write_text(COUNTY_TEXT, encoding="utf-8")
    return tmp_path


def run(place: Path, *arguments: object) -> None:
    with pytest.raises(SystemExit):
        main([*map(str, arguments), "-d", str(place / "graph")])


COMMANDS: list[tuple[str, Sequence[str], str]] = [
    ("import", ["ingest", "{place}/方案.txt"], "ok"),
    ("import", ["ingest", "{place}/方案.txt", "{place}/没有.txt"], "partly"),
    ("import", ["ingest", "{place}/没有.txt"], "failed"),
    ("export", ["query", "documents", "-o", "{place}/x.csv"], "ok"),
    ("export", ["query", "documents", "-o", "{place}/x.doc"], "failed"),
    ("restore", ["restore"], "ok"),
    ("export", ["export", "csv", "{place}/out"], "ok"),
    ("export", ["review", "export", "{place}/x.yaml"], "ok"),
    ("align", ["align"], "ok"),
    ("undo", ["review", "undo", "none"], "failed"),
    ("decide", ["review", "same", "1"], "failed"),
    ("remove", ["remove", "没有这份"], "failed"),
    ("remove", ["remove", "方案.txt"], "ok"),
]


def test_commands_are_recorded_and_a_rebuilt_graph_keeps_the_trail(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for _, arguments, _ in COMMANDS:
        run(place, *(each.format(place=place) for each in arguments))
    run(place, "query", "documents")  # only looks
    found = [(deed.act, deed.outcome) for deed in reversed(audit.deeds(place / "graph"))]
    assert found == [(act, outcome) for act, _, outcome in COMMANDS]
    assert all(deed.what not in ("", "None") for deed in audit.deeds(place / "graph") if deed.act != "align")
    for file in (place / "graph").glob("graph.kgl*"):
        file.unlink()
    capsys.readouterr()
    run(place, "audit", "--act", "移除", "-f", "json")
    assert [row["outcome"][:2] for row in json.loads(capsys.readouterr().out)] == ["成功", "没有"]
    run(place, "audit", "--act", "导入", "-f", "json")
    told = [row["outcome"] for row in json.loads(capsys.readouterr().out)]
    assert told[1].startswith("部分成功：未变化（跳过） 1，失败 1；") and told[1].count("没有.txt") == 1
    assert told[2] == "成功：新增 1"
    run(place, "audit", "--since", "昨天")
    assert "--since 应为日期" in capsys.readouterr().err


CUT_SHORT = [  # commands that are killed when they have done what they do
    ("import", ["ingest", "{place}/方案.txt"], "方案.txt"),
    ("account", ["user", "add", "张敏", "--no-password"], "张敏"),
    ("export", ["export", "csv", "{place}/out"], "out"),
    ("remove", ["remove", "方案.txt"], "方案.txt"),
]


def test_who_is_killed_leaves_a_line(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "_end", lambda *_: None)
    for _, arguments, _ in CUT_SHORT:
        run(place, *(each.format(place=place) for each in arguments))
    found = list(reversed(audit.deeds(place / "graph")))
    assert [(deed.act, deed.outcome) for deed in found] == [(act, "begun") for act, _, _ in CUT_SHORT]
    assert all(what in deed.what for deed, (_, _, what) in zip(found, CUT_SHORT, strict=True))
