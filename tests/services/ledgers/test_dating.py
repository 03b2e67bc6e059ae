"""A ledger that names no day: a person gives it, once, and what he gave outlives the document."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from policygraph.graph.ledgers.lines import lines
from policygraph.graph.loading.load import find_document, remove
from policygraph.graph.stores.opening import open_store
from policygraph.model.errors import PolicyGraphError
from policygraph.services.ledgers import dating, entering
from tests.texts import PLAN, add

LEDGER = """青穗县春茶生产工作台账

| 序号 | 工作任务 | 牵头单位 | 目前进展情况 | 完成比例 | 存在问题 |
|---|---|---|---|---|---|
| 1 | 全县老茶园修剪2000亩 | 县农业农村局 | 全部完成 | 100% | 无 |
| 3 | 举办茶工培训班，完成300人 | 县人社局 | 已培训120人 | 40% | 师资不足 |
"""
TODAY = date(2031, 7, 1)
DAY = date(2031, 6, 20)


def test_a_person_gives_the_day(tmp_path: Path) -> None:
    with open_store(tmp_path / "图", write=True) as store:
        add(store, plan=PLAN, ledger=LEDGER)
        ledger = find_document(store, "ledger.md")
        [(document, rows)] = dating.undated(store.read, [ledger]).items()
        assert (document, [row["title"] for row in rows]) == (ledger, ["修剪茶园", "培训茶工"])
        with pytest.raises(PolicyGraphError, match="“修剪茶园”：截至日期 2031-07-02 还没有到"):
            dating.dated(store.read, rows, by="王督", as_of=date(2031, 7, 2), today=TODAY)
        entering.enter(store, dating.dated(store.read, rows, by="王督", as_of=DAY, today=TODAY))
        assert dating.undated(store.read, [ledger]) == {}
        remove(store, ledger)
        told = {
            line.title: [(t.state, t.share, t.problem, str(t.as_of)) for t in line.told] for line in lines(store.read)
        }
        assert told == {
            "修剪茶园": [("done", 1.0, None, "2031-06-20")],
            "检修设备": [],
            "培训茶工": [("on-track", 0.4, "师资不足", "2031-06-20")],
        }
        add(store, ledger=LEDGER)
        assert dating.undated(store.read, [ledger]) == {}
