"""What programs put in: documents and how tasks stand, only with the token of an account that may."""

from __future__ import annotations

import io
import time
import zipfile
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

import policygraph as pg
from policygraph.services import audit
from policygraph.services.accounts import ROLES, Accounts, accounts_file
from tests.patience import LONG
from tests.policygraph.serving.test_rest import client_of
from tests.policygraph.serving.test_tokens import quick_hashes, shown

__all__ = ["quick_hashes"]
PLAN = (
    "青穗县人民政府办公室关于印发《青穗县河道治理实施方案》的通知\n青政办发〔2026〕3号\n"
    "一、清理河道。由县水利局牵头，2026年10月底前完成。\n"
)
SECONDS = LONG


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "方案.txt").write_text(PLAN, encoding="utf-8")
    pg.open(tmp_path / "graph").ingest(tmp_path / "方案.txt", jobs=1)
    for word in ROLES.values():
        Accounts(accounts_file(str(tmp_path / "graph"))).add(word, word, None)
    return tmp_path / "graph"


def token(place: Path, name: str) -> dict[str, str]:
    return shown(Accounts(accounts_file(str(place))).give(name, "", None)[1])


def waited(client: TestClient, answer: Any, headers: dict[str, str]) -> dict[str, Any]:
    """The job, once it is over."""
    assert answer.status_code == 202, answer.text
    until = time.monotonic() + SECONDS
    while (job := client.get(answer.headers["location"], headers=headers).json())["state"] in ("waiting", "running"):
        assert time.monotonic() < until
        time.sleep(0.1)
    found: dict[str, Any] = job
    return found


def test_a_document_is_read_into_the_graph_under_the_accounts_name(place: Path) -> None:
    client, headers = client_of(place, "10.0.0.9"), token(place, "录入")
    before = client.get("/api/info", headers=headers)
    text = PLAN.replace("河道", "塘坝").replace("3号", "4号").encode()
    job = waited(
        client, client.post(f"/api/documents?name={quote('塘坝.txt')}", content=text, headers=headers), headers
    )
    [document] = job["documents"]
    assert (job["state"], document["name"], document["known"]) == ("done", "塘坝.txt", False)
    rows = client.get(f"/api/queries/tasks-of-document?document={document['document']}", headers=headers).json()["rows"]
    assert [row["task"] for row in rows] == ["清理塘坝"]
    held = {**headers, "if-none-match": before.headers["etag"]}
    assert client.get("/api/info", headers=held).status_code == 200, "the graph is another one"
    again = waited(
        client, client.post(f"/api/documents?name={quote('塘坝.txt')}", content=text, headers=headers), headers
    )
    assert again["documents"][0]["known"]
    deeds = [(deed.act, deed.who, deed.via, deed.outcome) for deed in audit.deeds(str(place)) if deed.via == "接口"]
    assert deeds == [("import", "录入", "接口", "ok")] * 2
    others = token(place, "管理")
    assert client.get(f"/api/jobs/{job['id']}", headers=others).status_code == 404, "what others hand in is theirs"


def test_of_an_archive_each_is_told(place: Path) -> None:
    client, headers = client_of(place), token(place, "录入")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("好.txt", PLAN.replace("河道", "沟渠"))
        archive.writestr("坏.docx", b"PK\x03\x04 broken")
    answer = client.post("/api/documents?name=all.zip", content=packed.getvalue(), headers=headers)
    job = waited(client, answer, headers)
    assert job["state"] == "done" and "坏.docx" in job["message"]
    read = {each["name"].rpartition("/")[2]: bool(each["document"]) for each in job["documents"]}
    assert read == {"好.txt": True, "坏.docx": False}


@pytest.mark.parametrize(
    ("name", "content", "status", "words"),
    [
        ("", PLAN.encode(), 400, "name 应为文件名"),
        ("../x.txt", PLAN.encode(), 400, "name 应为文件名"),
        ("x.exe", PLAN.encode(), 400, "不读 .exe 这种格式"),
        ("x.txt", b"", 400, "请求没有内容"),
    ],
)
def test_what_cannot_be_a_document(place: Path, name: str, content: bytes, status: int, words: str) -> None:
    headers = token(place, "录入")
    answer = client_of(place).post(f"/api/documents?name={quote(name)}", content=content, headers=headers)
    assert answer.status_code == status and words in answer.json()["message"]


def test_how_a_task_stands_is_entered_in_the_ledger(place: Path) -> None:
    client, headers = client_of(place), token(place, "录入")
    [row] = client.get("/api/ledger?on=2026-08-01", headers=headers).json()["rows"]
    given = {
        "task": row["task_id"],
        "state": "正常",
        "share": 0.4,
        "text": "已清理两条",
        "as_of": date.today().isoformat(),
    }
    made = client.post("/api/progress", json=given, headers=headers)
    assert made.status_code == 201, made.text
    [after] = client.get(f"/api/ledger?on={date.today()}", headers=headers).json()["rows"]
    assert after["share"] == 0.4 and "录入" in str(pg.open(place).progress()[0]["by"])
    deeds = [(deed.act, deed.who, deed.via, deed.outcome) for deed in audit.deeds(str(place)) if deed.via == "接口"]
    assert deeds == [("enter", "录入", "接口", "ok")]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "缺少 task"),
        ({"task": "0000000000000000", "share": 0.5}, "图中没有编号为 0000000000000000 的任务"),
        ({"task": "{task}"}, "至少写一项"),
        ({"task": "{task}", "share": "一半"}, "share 应为 0 到 1 的数"),
        ({"task": "{task}", "share": 40}, "完成比例应在 0 到 100% 之间"),
        ({"task": "{task}", "state": "差不多"}, "没有“差不多”这种状态"),
        ({"task": "{task}", "share": 0.5, "as_of": "昨天"}, "as_of 应为日期"),
        ({"task": "{task}", "share": 0.5, "by": "别人"}, "没有 by 这一项"),
    ],
)
def test_what_cannot_be_so_is_not_entered(place: Path, given: dict[str, Any], words: str) -> None:
    client, headers = client_of(place), token(place, "录入")
    [row] = client.get("/api/ledger", headers=headers).json()["rows"]
    filled = {name: row["task_id"] if value == "{task}" else value for name, value in given.items()}
    answer = client.post("/api/progress", json=filled, headers=headers)
    assert answer.status_code == 400 and words in answer.json()["message"]
    assert not pg.open(place).progress()


def test_what_was_put_in_is_taken_out_again(place: Path) -> None:
    client, editor, admin = client_of(place), token(place, "录入"), token(place, "管理")
    [row] = client.get("/api/ledger", headers=editor).json()["rows"]
    made = client.post("/api/progress", json={"task": row["task_id"], "share": 0.4}, headers=editor).json()["id"]
    assert client.delete(f"/api/progress/{made}", headers=editor).json() == {"id": made}
    [after] = client.get("/api/ledger", headers=editor).json()["rows"]
    assert after["share"] is None
    twice = client.delete(f"/api/progress/{made}", headers=editor)
    assert twice.status_code == 400 and "撤销了这条填报" in twice.json()["message"]
    [document] = client.get("/api/queries/documents", headers=editor).json()["rows"]
    gone = client.delete(f"/api/documents/{document['id']}", headers=admin)
    assert gone.status_code == 200 and gone.json() == {"id": document["id"], "name": document["name"]}
    assert client.get("/api/queries/documents", headers=admin).json()["rows"] == []
    for path in (f"documents/{document['id']}", "documents/方案.txt", f"progress/{row['task_id']}"):
        assert client.delete(f"/api/{path}", headers=admin).status_code == 404, path
    deeds = [(deed.act, deed.who, deed.via, deed.outcome) for deed in audit.deeds(str(place)) if deed.via == "接口"]
    undone = [("enter", "录入", "接口", "ok"), ("undo", "录入", "接口", "ok"), ("undo", "录入", "接口", "failed")]
    assert deeds == [("remove", "管理", "接口", "ok"), *reversed(undone)]


EDITORS, ADMINS = "这要“录入、管理”角色", "这要“管理”角色"
WRITES: list[tuple[str, str, dict[str, Any], str]] = [
    ("POST", "documents?name=x.txt", {"content": PLAN}, EDITORS),
    ("POST", "progress", {"json": {"task": "x", "share": 0.5}}, EDITORS),
    ("DELETE", "progress/x", {}, EDITORS),
    ("DELETE", "documents/x", {}, ADMINS),
]


@pytest.mark.parametrize(("method", "path", "sent", "who"), WRITES)
def test_who_may_not_does_not(place: Path, method: str, path: str, sent: dict[str, Any], who: str) -> None:
    below, enough = ("查看", "录入") if who == EDITORS else ("录入", "管理")
    assert client_of(place).request(method, f"/api/{path}", **sent).status_code == 401
    refused = client_of(place).request(method, f"/api/{path}", headers=token(place, below), **sent)
    assert refused.status_code == 403 and who in refused.json()["message"]
    closed = client_of(place, read_only=True).request(method, f"/api/{path}", headers=token(place, enough), **sent)
    assert closed.status_code == 403 and "只读" in closed.json()["message"]
    assert len(pg.open(place).query("documents")) == 1


@pytest.mark.parametrize(("method", "path", "sent", "who"), WRITES)
def test_nobody_writes_without_a_token_not_even_here(
    tmp_path: Path, method: str, path: str, sent: dict[str, Any], who: str
) -> None:
    """A foreign page in the browser of whoever may do all here could send that too."""
    (tmp_path / "方案.txt").write_text(PLAN, encoding="utf-8")
    pg.open(tmp_path / "graph").ingest(tmp_path / "方案.txt", jobs=1)
    client = client_of(tmp_path / "graph")
    assert client.get("/api/info").status_code == 200
    answer = client.request(method, f"/api/{path}", **sent)
    assert answer.status_code == 403 and "写入只认令牌" in answer.json()["message"]
