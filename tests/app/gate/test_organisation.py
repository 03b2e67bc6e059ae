"""Sign-in through an organisation: what its signed word opens, as Streamlit keeps it in its cookie."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from policygraph.cli import main
from tests.app.gate.test_guard import HTML, OWN, client, gate

TOLD = {"is_logged_in": True, "email": "zhang@example.cn", "preferred_username": "zhang"}


def word(told: dict[str, Any], secret: str = "") -> dict[str, str]:
    signed = create_signed_value(secret or get_cookie_secret(), USER_COOKIE_NAME, json.dumps(told))
    return {USER_COOKIE_NAME: signed.decode()}


@pytest.mark.parametrize(
    ("told", "secret", "claim", "comes_in"),
    [
        (TOLD, "", "email", True),
        (TOLD, "", "preferred_username", False),  # there is no account of that name
        (TOLD, "another secret", "email", False),
        ({**TOLD, "email": "li@example.cn"}, "", "email", False),
        ({**TOLD, "email_verified": False}, "", "email", False),
        ({**TOLD, "is_logged_in": False}, "", "email", False),
        ({"is_logged_in": True, "email": ["zhang@example.cn"]}, "", "email", False),
    ],
)
def test_who_comes_in(tmp_path: Path, told: dict[str, Any], secret: str, claim: str, comes_in: bool) -> None:
    made = gate(tmp_path, oidc=True, claim=claim)
    made.accounts.add("zhang@example.cn", "录入", None)
    answer = client(made, cookies=word(told, secret)).get("/", headers=HTML)
    assert answer.text == "zhang@example.cn editor" if comes_in else answer.status_code == 303


def test_who_signs_out_is_out_though_the_cookie_stays(tmp_path: Path) -> None:
    made = gate(tmp_path, oidc=True)
    made.accounts.add("zhang@example.cn", "录入", None)
    browser = client(made, cookies=word(TOLD))
    assert browser.get("/signed-in").status_code == 200
    assert "/auth/logout" in browser.post("/sign-out", headers=OWN).text
    assert browser.get("/signed-in").status_code == 401


@pytest.mark.parametrize(
    ("written", "said"), [("[auth", "不是能读的 TOML"), ("[auth]\nclient_id = 'x'", "缺少 redirect_uri、cookie_secret")]
)
def test_a_file_that_says_too_little(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], written: str, said: str
) -> None:
    (tmp_path / "auth.toml").write_text(written, encoding="utf-8")
    with pytest.raises(SystemExit) as stop:
        main(["app", "-d", str(tmp_path / "graph"), "--no-browser", "--oidc", str(tmp_path / "auth.toml")])
    assert stop.value.code == 1 and said in capsys.readouterr().err
