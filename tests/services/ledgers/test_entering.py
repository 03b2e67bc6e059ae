"""What people report of tasks: in the graph and in its plain file, and it outlives both documents and graph."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from policygraph.graph.decisions import entered
from policygraph.graph.ledgers.lines import lines
from policygraph.graph.ledgers.reports import Report, all_reports, report
from policygraph.graph.ledgers.standing import stand
from policygraph.graph.loading import entries
from policygraph.graph.loading.load import find_document, remove
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Store
from policygraph.model.errors import PolicyGraphError
from policygraph.services.ingestion import add_document
from policygraph.services.ledgers import entering
from policygraph.services.settle import settle
from tests.texts import PLAN as TEXT

TODAY = date(2031, 5, 1)
PLAN = TEXT.replace("三月底", "3月底")


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with open_store(place, write=True) as opened:
        entries.file_of(opened.place).unlink(missing_ok=True)  # a server's outlives the tests before
        add(opened, PLAN)
        yield opened


def add(store: Store, text: str, place: str = "/方案.txt") -> None:
    add_document(store, text.encode(), "方案.txt", place)
    settle(store)


def task(store: Store, title: str = "修剪茶园") -> str:
    [row] = store.read("MATCH (t:Task) WHERE t.title = $title RETURN t.id AS id", {"title": title})
    return str(row["id"])


def made(store: Store, title: str = "修剪茶园", **said: Any) -> Report:
    given = {"by": "甲", "as_of": TODAY, "today": TODAY, "share": 0.5, **said}
    return report(store.read, task(store, title), **given)


def standing(store: Store, title: str = "修剪茶园") -> tuple[str, float | None]:
    line = next(each for each in lines(store.read) if each.title == title)
    found = stand(line, TODAY)
    return found.state, found.share


def test_a_report_counts_and_is_kept_beside_the_graph(store: Store) -> None:
    assert standing(store) == ("overdue", None)
    entering.enter(store, [made(store, share=1.0), made(store, "培训茶工", share=0.25, problem="师资不足")])
    assert standing(store) == ("done", 1.0) and standing(store, "培训茶工") == ("on-track", 0.25)
    kept = entries.read(entries.file_of(store.place)).found
    assert [each.fields["share"] for each in kept if each.kind == "Progress"] == [1.0, 0.25]
    assert entered.missing(store) == []


def test_the_last_counts_and_the_first_is_to_be_seen(store: Store) -> None:
    entering.enter(store, [made(store)])
    entering.enter(store, [made(store, share=0.75, by="乙")])
    assert standing(store)[1] == 0.75
    assert [each.by for each in all_reports(store.read).values()] == ["甲", "乙"]


def test_what_is_taken_back_counts_no_more(store: Store) -> None:
    first = made(store)
    entering.enter(store, [first])
    gone = entering.undo(store, first.id, "乙")
    assert standing(store) == ("overdue", None) and all_reports(store.read) == {gone.id: gone}
    with pytest.raises(PolicyGraphError, match=r"乙 已于 .* 撤销了这条填报"):
        entering.undo(store, first.id, "丙")
    with pytest.raises(PolicyGraphError, match="没有编号为 x 的填报"):
        entering.undo(store, "x", "丙")


def test_only_what_is_done_is_closed(store: Store) -> None:
    with pytest.raises(PolicyGraphError, match="“修剪茶园”还没有办结，不能销号"):
        entering.enter(store, [made(store, share=None, confirmed=True)])
    assert all_reports(store.read) == {}
    entering.enter(store, [made(store, share=1.0)])
    entering.enter(store, [made(store, share=None, confirmed=True, by="乙")])
    assert standing(store)[0] == "closed"
    with pytest.raises(PolicyGraphError, match="“修剪茶园”已经销号（乙已确认办结）；要改，请先撤销那条确认"):
        entering.enter(store, [made(store)])
    entering.enter(store, [made(store, share=None, text="归档")])
    assert standing(store)[0] == "closed"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"share": 1.4}, "完成比例应在 0 到 100% 之间，得到 140%"),
        ({"share": float("nan")}, "完成比例应在 0 到 100% 之间"),
        ({"state": "late"}, "没有“late”这种状态"),
        ({"state": "done"}, "状态是办结，完成比例却是 50%"),
        ({"state": "not-started"}, "状态是未开始，完成比例却是 50%"),
        ({"state": "behind", "share": 1.0}, "完成比例是 100%，状态却不是办结"),
        ({"share": None, "text": "  "}, "没有填写任何进展"),
        ({"by": " "}, "请写明是谁填报的"),
        ({"as_of": date(2031, 5, 2)}, "截至日期 2031-05-02 还没有到"),
        ({"as_of": date(1205, 2, 2)}, "截至日期 1205-02-02 太早，应在 2000-01-01 以后"),
    ],
)
def test_what_cannot_be_is_refused(store: Store, said: dict[str, Any], words: str) -> None:
    with pytest.raises(PolicyGraphError, match=words):
        made(store, **said)


def test_a_task_that_is_not_there_is_refused(store: Store) -> None:
    with pytest.raises(PolicyGraphError, match="图中没有编号为 x 的任务"):
        report(store.read, "x", by="甲", as_of=TODAY, today=TODAY, share=0.5)


def test_a_report_finds_its_task_in_another_text_of_the_plan(store: Store) -> None:
    entering.enter(store, [made(store)])
    remove(store, find_document(store, "/方案.txt"))
    settle(store)
    assert list(lines(store.read)) == [] and len(all_reports(store.read)) == 1
    add(store, PLAN.replace("做到应剪尽剪", "应剪尽剪"), "/再印.txt")
    assert standing(store) == ("overdue", 0.5)  # another document, another id of the task
    remove(store, find_document(store, "/再印.txt"))
    add(store, PLAN.replace("1.修剪茶园。", "1.修剪老茶园。"), "/三印.txt")
    assert standing(store, "修剪老茶园") == ("overdue", 0.5)  # its number, and nearly its title
    remove(store, find_document(store, "/三印.txt"))
    add(store, PLAN.replace("1.修剪茶园。", "1.建设冷库。"), "/四印.txt")
    assert standing(store, "建设冷库") == ("overdue", None)


def test_a_rebuilt_graph_takes_reports_from_the_plain_file(store: Store, tmp_path: Path) -> None:
    first = made(store)
    entering.enter(store, [first, made(store, "培训茶工")])
    entering.undo(store, first.id, "乙")
    content = entries.file_of(store.place).read_bytes()
    with open_store(tmp_path / "again.kgl", write=True) as again:
        add(again, PLAN)
        assert entering.take_in_file(again, content, "填报.jsonl") == "；填报 2 条，新增 2 条"
        assert all_reports(again.read) == all_reports(store.read)
        assert standing(again) == ("overdue", None) and standing(again, "培训茶工")[1] == 0.5
        assert entering.take_in_file(again, content, "填报.jsonl") == "；填报 2 条，新增 0 条"
        assert entering.take_in_file(again, b"- a", "判断.yaml") == ""


def test_a_broken_report_in_the_file_is_named(tmp_path: Path) -> None:
    entries.append(tmp_path / "x.jsonl", [entries.Entry("Progress", {"of": "1"})])
    with pytest.raises(PolicyGraphError, match="第 1 条填报的内容不全"):
        entered.reports_in((tmp_path / "x.jsonl").read_bytes(), "x.jsonl")
