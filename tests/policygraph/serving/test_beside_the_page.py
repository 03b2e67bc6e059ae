"""REST among the routes of the page's own server: its headers, its guard, its graph."""

from __future__ import annotations

import json
import urllib.request
from pathlib import Path
from urllib.error import HTTPError

import policygraph as pg
from policygraph.services.accounts import Accounts, accounts_file
from tests.browser import serve
from tests.graphs import county_plan
from tests.patience import LONG
from tests.stores import settled

SECONDS = LONG


def test_it_answers_where_the_page_is(samples_graph: Path) -> None:
    with serve(samples_graph, base="/policy") as site:
        with urllib.request.urlopen(f"{site}/api/info", timeout=SECONDS) as answer:
            told = json.load(answer)
            assert answer.headers["x-frame-options"] == "DENY" and "etag" in answer.headers
        with urllib.request.urlopen(f"{site}/api/queries/tasks?limit=1", timeout=SECONDS) as answer:
            following = json.load(answer)["next"]
        with urllib.request.urlopen(f"{site}/api/openapi.json", timeout=SECONDS) as answer:
            assert json.load(answer)["servers"] == [{"url": "/policy/api"}]
    assert told["nodes"] == pg.open(samples_graph).info()["nodes"]
    assert following == "/policy/api/queries/tasks?offset=1&limit=1"


def test_who_has_not_signed_in_is_told_so_in_its_form(tmp_path: Path) -> None:
    with settled(tmp_path / "graph"):
        pass
    Accounts(accounts_file(str(tmp_path / "graph"))).add("张敏", "查看", "correct horse battery")
    with serve(tmp_path / "graph") as site:
        for path in ("/api/queries/tasks", "/api/", f"/api/node/{county_plan().document}"):
            try:
                urllib.request.urlopen(f"{site}{path}", timeout=SECONDS)
            except HTTPError as error:
                assert error.code == 401 and error.headers["www-authenticate"] == "Bearer"
                assert json.load(error) == {"status": 401, "error": "unauthorised", "message": "请先登录"}
            else:
                raise AssertionError(path)
