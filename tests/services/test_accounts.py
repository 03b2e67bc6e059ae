"""Accounts: names, roles and passwords in a file that only its owner reads."""

from __future__ import annotations

import json
import re
import stat
import sys
from pathlib import Path

import pytest

from policygraph.cli import main
from policygraph.model.errors import PolicyGraphError
from policygraph.services.accounts import PLACE, Accounts, accounts_file

TOKEN = re.compile(r"pg_[0-9a-f]{8}_[-\w]{43}")
PASSWORD = "正确的马 电池 订书钉"


@pytest.fixture
def accounts(tmp_path: Path) -> Accounts:
    return Accounts(tmp_path / "graph" / "accounts.json")


def test_a_password_is_kept_as_a_hash_that_only_the_owner_reads(accounts: Accounts) -> None:
    accounts.add(" 张敏 ", "录入", PASSWORD)
    text = accounts.file.read_text(encoding="utf-8")
    assert "$argon2id$v=19$m=65536,t=3,p=4$" in text and PASSWORD not in text
    if sys.platform != "win32":
        assert stat.S_IMODE(accounts.file.stat().st_mode) == 0o600
    found = accounts.verified("张敏", PASSWORD)
    assert found is not None and found.role == "editor"
    assert accounts.verified("张敏", PASSWORD + "x") is None
    assert accounts.verified("李华", PASSWORD) is None
    assert [each.name for each in accounts.file.parent.iterdir()] == ["accounts.json"], "nothing else is left"


def test_who_signs_in_elsewhere_has_no_password_here(accounts: Accounts) -> None:
    accounts.add("zhang@example.cn", "viewer", None)
    assert accounts.verified("zhang@example.cn", "") is None


@pytest.mark.parametrize(
    ("name", "role", "password", "said"),
    [
        ("张敏", "查看", "短", "口令应有"),
        ("张敏张敏张敏张敏张敏", "查看", "张敏张敏张敏张敏张敏", "不是账号名"),
        ("", "查看", PASSWORD, "账号名"),
        ("张\n敏", "查看", PASSWORD, "账号名"),
        ("张" * 101, "查看", PASSWORD, "账号名"),
        ("张敏", "主任", PASSWORD, "没有“主任”这种角色"),
        ("李华", "查看", PASSWORD, "已有账号 李华"),
    ],
)
def test_what_is_refused_changes_nothing(accounts: Accounts, name: str, role: str, password: str, said: str) -> None:
    accounts.add("李华", "查看", None)
    before = accounts.file.read_bytes()
    with pytest.raises(PolicyGraphError, match=said):
        accounts.add(name, role, password)
    assert accounts.file.read_bytes() == before


def test_what_another_process_writes_counts_at_once(accounts: Accounts) -> None:
    accounts.add("张敏", "管理", None)
    other = Accounts(accounts.file)
    assert other.all()["张敏"].role == "admin"
    accounts.change("张敏", role="查看")
    assert other.all()["张敏"].role == "viewer"
    accounts.remove("张敏")
    assert other.all() == {}


def test_a_damaged_file_lets_nobody_in(accounts: Accounts) -> None:
    accounts.add("张敏", "管理", None)
    accounts.file.write_text(accounts.file.read_text(encoding="utf-8")[:-9], encoding="utf-8")
    with pytest.raises(PolicyGraphError, match="账号文件"):
        accounts.all()


def test_where_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert accounts_file(str(tmp_path / "graph")) == tmp_path / "graph" / "accounts.json"
    assert accounts_file(str(tmp_path / "county.kgl")) == tmp_path / "county.accounts.json"
    servers = {accounts_file(f"bolt://127.0.0.1:7687/{name}") for name in ("one", "other")}
    assert len(servers) == 2, "each database of a server has its own"
    monkeypatch.setenv(PLACE, str(tmp_path / "mine.json"))
    assert accounts_file(str(tmp_path / "graph")) == tmp_path / "mine.json"


def test_the_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def run(*arguments: str) -> int:
        with pytest.raises(SystemExit) as stop:
            main(["user", *arguments, "-d", str(tmp_path)])
        return int(stop.value.code or 0)

    monkeypatch.setattr("sys.stdin", (tmp_path / "in").open("w+", encoding="utf-8"))
    sys.stdin.write(f"{PASSWORD}\n")  # type: ignore[attr-defined]
    sys.stdin.seek(0)
    assert run("add", "张敏", "--role", "管理", "--password-stdin") == 0
    assert run("add", "zhang@example.cn", "--no-password") == 0
    assert run("role", "张敏", "录入") == 0
    assert run("remove", "nobody") == 1
    capsys.readouterr()
    assert run("list", "-f", "json") == 0
    rows = {row["name"]: (row["role"], row["password"]) for row in json.loads(capsys.readouterr().out)}
    assert rows == {"张敏": ("录入", "有"), "zhang@example.cn": ("查看", "由别处登录")}
    assert Accounts(tmp_path / "accounts.json").verified("张敏", PASSWORD)


# --- tokens -----------------------------------------------------------------------------------------------------------


def test_a_token_is_kept_as_a_password_is(accounts: Accounts) -> None:
    accounts.add("张敏", "录入", None)
    token, words = accounts.give("张敏", "统计系统", None)
    text = accounts.file.read_text(encoding="utf-8")
    assert TOKEN.fullmatch(words) and words.split("_", 2)[2] not in text and token.secret.startswith("$argon2id$")
    assert accounts.holder(words) is None, "nobody has proved it"
    proved = accounts.prove(words)
    assert proved is not None and proved == accounts.holder(words) and proved.name == "张敏"
    assert Accounts(accounts.file).all() == accounts.all(), "it is read as it was written"


@pytest.mark.parametrize(
    "wrong", ["", "pg_", "pg_00000000_x", "x_{id}_{secret}", "pg_{id}_", "pg_{id}_{secret}x", "{secret}", "\ud800"]
)
def test_what_is_no_token_is_nobodys(accounts: Accounts, wrong: str) -> None:
    accounts.add("张敏", "录入", None)
    token, words = accounts.give("张敏", "", None)
    given = wrong.replace("{id}", token.id).replace("{secret}", words.split("_", 2)[2])
    assert accounts.prove(given) is None and accounts.holder(given) is None


def test_a_token_ends_with_its_day_and_is_taken_back_at_once(accounts: Accounts) -> None:
    accounts.add("张敏", "录入", None)
    (kept, words), (_, other) = accounts.give("张敏", "", 1), accounts.give("张敏", "", None)
    assert accounts.prove(words) and accounts.prove(other)
    late = json.loads(accounts.file.read_text(encoding="utf-8"))
    late["accounts"][0]["tokens"][0]["until"] = "2020-01-01"
    accounts.file.write_text(json.dumps(late), encoding="utf-8")
    assert accounts.holder(words) is None and accounts.prove(words) is None and accounts.holder(other)
    assert accounts.take_back(kept.id).name == "张敏"
    accounts.remove("张敏")
    assert accounts.holder(other) is None
    with pytest.raises(PolicyGraphError, match="没有令牌"):
        accounts.take_back(kept.id)


def test_the_commands_of_tokens(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def run(*arguments: str) -> tuple[str, str]:
        with pytest.raises(SystemExit) as stop:
            main(["user", *arguments, "-d", str(tmp_path)])
        assert not stop.value.code
        told = capsys.readouterr()
        return told.out, told.err

    Accounts(accounts_file(str(tmp_path))).add("张敏", "查看", None)
    words, told = run("token-add", "张敏", "--for", "统计系统", "--days", "30")
    assert TOKEN.fullmatch(words.strip()) and "只显示这一次" in told
    listed, _ = run("token-list", "--format", "json")
    [row] = json.loads(listed)
    assert (
        (row["name"], row["use"]) == ("张敏", "统计系统") and row["id"] == words.split("_")[1] and "pg_" not in listed
    )
    run("token-remove", row["id"])
    assert run("token-list", "张敏", "--format", "json")[0] == "[]\n"
