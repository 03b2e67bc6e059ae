"""The audit trail: every deed a line, failed ones too; it outlives the graph."""

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
    assert (first.who, first.via, first.what, first.outcome) == ("张敏", "网页", "方案.txt；坏.pdf", "failed")
    assert (last.act, last.outcome, last.error) == ("remove", "failed", "没有这份文档")
    assert audit.deeds(tmp_path, who="李华") == [last] == audit.deeds(tmp_path, act="remove")
    assert audit.deeds(tmp_path, since="2999-01-01") == []


def test_a_line_that_was_cut_off_hides_no_other(tmp_path: Path) -> None:
    for who in ("张敏", "李华"):
        audit.record(tmp_path, who, audit.PAGE, "sign-in", "\udcff")
        with audit.trail(tmp_path).open("a", encoding="utf-8") as out:
            out.write('{"at": "2026\n')
    assert [deed.who for deed in audit.deeds(tmp_path)] == ["李华", "张敏"]


def test_what_fails_where_there_is_no_graph_leaves_nothing(tmp_path: Path) -> None:
    audit.record(tmp_path / "none", "张敏", audit.COMMAND, "remove", "方案", "没有这个图")
    assert not (tmp_path / "none").exists()


def test_what_was_done_is_done_where_no_trail_can_be_written(tmp_path: Path) -> None:
    audit.trail(tmp_path).mkdir()
    with pytest.raises(audit.AuditError, match="所做的已经生效"), audit.recorded(tmp_path, "export", "x.csv"):
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
    ("import", ["ingest", "{place}/方案.txt", "{place}/没有.txt"], "failed"),
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
    found = [(deed.act, deed.outcome) for deed in reversed(audit.deeds(place / "graph"))]
    assert found == [(act, outcome) for act, _, outcome in COMMANDS]
    for file in (place / "graph").glob("graph.kgl*"):
        file.unlink()
    capsys.readouterr()
    run(place, "audit", "--act", "移除", "-f", "json")
    assert [row["outcome"][:2] for row in json.loads(capsys.readouterr().out)] == ["成功", "没有"]
    run(place, "audit", "--since", "昨天")
    assert "--since 应为日期" in capsys.readouterr().err
