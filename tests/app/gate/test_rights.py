"""What a role may not do is neither shown nor done, whoever knows its address or calls it."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from policygraph.app.frame import data
from policygraph.app.frame.sitemap import ENTRIES
from policygraph.app.gate.rights import RIGHTS, ForbiddenError, Right
from policygraph.app.parts import who
from policygraph.app.review import acts
from policygraph.graph.stores.opening import open_store
from policygraph.services import audit
from tests.graphs import county_plan
from tests.pages import filled, place, run
from tests.roles import NAME, as_role

__all__ = ["filled", "place"]

ROLES = tuple(RIGHTS)
ACTS: dict[str, tuple[Right, Callable[[], AbstractContextManager[object]]]] = {
    "export": (Right.see, lambda: data.deed("export", "x.csv")),
    "import": (Right.enter, lambda: data.writing("import")),
    "decide": (Right.enter, lambda: data.writing("decide")),
    "undo": (Right.enter, lambda: data.writing("undo")),
    "remove": (Right.remove, lambda: data.writing("remove", right=Right.remove)),
}
SEEN = {
    "viewer": set(),
    "editor": {"review"},
    "admin": {"review", "audit", "vocabulary"},
}  # of the pages that not everybody sees


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("role", [*ROLES, "read-only"])
def test_acts(monkeypatch: pytest.MonkeyPatch, filled: Path, role: str, act: str) -> None:
    as_role(monkeypatch, "admin" if role == "read-only" else role, read_only=role == "read-only")
    right, do = ACTS[act]
    allowed = right is Right.see if role == "read-only" else right in RIGHTS[role]
    if allowed:
        with do():
            pass
        assert [(deed.who, deed.act) for deed in audit.deeds(filled)] == [(NAME, act)]
        return
    with open_store(filled) as store:
        before = store.version()
    with pytest.raises(ForbiddenError, match="您不能"), do():
        raise AssertionError("it was let in")
    with open_store(filled) as store:
        assert store.version() == before
    assert audit.deeds(filled) == []


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("path", ENTRIES)
def test_pages(monkeypatch: pytest.MonkeyPatch, filled: Path, role: str, path: str) -> None:
    as_role(monkeypatch, role)
    app = run(path)
    refused = [each.value for each in app.error]
    if path in ("review", "audit", "vocabulary") and path not in SEEN[role]:
        assert len(refused) == 1 and refused[0].startswith("您不能") and not app.title
    else:
        assert not refused and app.title


@pytest.mark.parametrize("role", ROLES)
def test_a_document(monkeypatch: pytest.MonkeyPatch, filled: Path, role: str) -> None:
    as_role(monkeypatch, role)
    app = run("import", document=county_plan().document)
    assert bool(app.get("file_uploader")) == (role != "viewer")
    assert any(button.key == "remove" for button in app.button) == (role == "admin")
    assert app.title[0].value == ("文档" if role == "viewer" else "导入")


@pytest.mark.parametrize("role", ROLES)
def test_ways_to_the_review(monkeypatch: pytest.MonkeyPatch, filled: Path, role: str) -> None:
    as_role(monkeypatch, role)
    department = next(node for node in county_plan().nodes if node.label == "Department")
    app = run("explore", node=f"Department:{department.id}")
    assert any(button.key == "panel-review" for button in app.button) == (role != "viewer")


def test_who_has_signed_in_is_who_decides(monkeypatch: pytest.MonkeyPatch, filled: Path) -> None:
    as_role(monkeypatch, "editor")
    assert acts._by() == NAME
    assert not any(field.key == who.FIELD for field in run("review").text_input)


def test_the_audit_page_shows_who_did_what(monkeypatch: pytest.MonkeyPatch, filled: Path) -> None:
    as_role(monkeypatch, "admin")
    audit.record(filled, "李华", audit.PAGE, "import", "方案.txt")
    audit.record(filled, "王芳", audit.COMMAND, "remove", "方案.txt", "没有这份文档")
    table = run("audit").dataframe[0].value
    assert list(table["谁"]) == ["王芳", "李华"] and list(table["结果"]) == ["没有成功：没有这份文档", "成功"]
    assert list(run("audit", who="李华").dataframe[0].value["做了什么"]) == ["导入"]
    with audit.trail(filled).open("a", encoding="utf-8") as out:  # as an earlier program wrote it
        line = {"at": "2026-03-01T00:00:00+00:00", "who": "\udcff", "via": audit.COMMAND, "act": "import"}
        out.write(json.dumps({**line, "what": "\udcb7\udcbd.txt", "outcome": "ok", "error": ""}) + "\n")
    assert run("audit").dataframe[0].value["对什么"].tolist()[0] == "方.txt"
