"""Programs that come in with a token: as whom, until when, and what everybody else is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from argon2 import PasswordHasher

from policygraph.services import accounts
from policygraph.services.accounts import Accounts, accounts_file
from tests.policygraph.serving.test_rest import client_of
from tests.stores import settled

TASKS = "/api/queries/tasks"


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """How much a token's hash takes is looked at in tests/services/test_accounts.py."""
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(accounts, "_hasher", lambda: hasher)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A graph with two accounts."""
    with settled(tmp_path / "graph"):
        pass
    for role in ("查看", "录入"):
        Accounts(accounts_file(str(tmp_path / "graph"))).add(role, role, None)
    return tmp_path / "graph"


def shown(words: str) -> dict[str, str]:
    return {"authorization": f"Bearer {words}"}


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.9"])
def test_a_token_opens_what_its_account_may_see(place: Path, address: str) -> None:
    known = Accounts(accounts_file(str(place)))
    token, words = known.give("查看", "", None)
    client = client_of(place, address)
    assert client.get(TASKS).json() == {"status": 401, "error": "unauthorised", "message": "请先登录"}
    assert client.get(TASKS, headers=shown(words)).json()["total"] == 4
    known.take_back(token.id)
    refused = client.get(TASKS, headers=shown(words))
    assert refused.status_code == 401 and "已经失效、收回" in refused.json()["message"]


def test_who_guesses_is_not_heard_for_long(place: Path) -> None:
    _, words = Accounts(accounts_file(str(place))).give("查看", "", None)
    client = client_of(place, "10.0.0.9")
    assert client.get(TASKS, headers=shown(words)).status_code == 200
    guesses = [client.get(TASKS, headers=shown(f"{words[:-9]}{n:09}")).status_code for n in range(60)]
    assert guesses[:49] == [401] * 49 and guesses[-1] == 429
    assert client.get(TASKS, headers=shown(words)).status_code == 200, "who was let in before is not locked out"
    assert client_of(place, "10.0.0.8").get(TASKS, headers=shown(f"{words}x")).status_code == 401


def test_a_wrong_token_is_not_made_good_by_a_session(place: Path) -> None:
    known = Accounts(accounts_file(str(place)))
    known.add("张敏", "管理", "correct horse battery")
    client = client_of(place)
    fields = {"name": "张敏", "password": "correct horse battery"}
    assert client.post("/sign-in", data=fields, headers={"sec-fetch-site": "same-origin"}).status_code == 303
    assert client.get(TASKS).status_code == 200
    assert client.get(TASKS, headers=shown("pg_00000000_x")).status_code == 401


def test_a_damaged_file_of_accounts_lets_no_token_in(place: Path, caplog: pytest.LogCaptureFixture) -> None:
    known = Accounts(accounts_file(str(place)))
    _, words = known.give("查看", "", None)
    client = client_of(place)
    assert client.get(TASKS, headers=shown(words)).status_code == 200
    known.file.write_bytes(known.file.read_bytes()[:-9])
    for headers in (shown(words), shown("pg_00000000_x"), {}):
        answer = client.get(TASKS, headers=headers)
        assert answer.status_code == 503 and answer.json()["error"] == "unavailable"
    assert len([each for each in caplog.records if "at the gate" in each.getMessage()]) == 1
