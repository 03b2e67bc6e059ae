"""Which programs may put something in, and how a task stands as they tell it: over REST and MCP alike."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from policygraph.app.gate.gate import Person
from policygraph.app.gate.guard import PERSON
from policygraph.app.gate.rights import ForbiddenError, Right, forbidden
from policygraph.graph.ledgers.reports import STATES
from policygraph.model.errors import PolicyGraphError
from policygraph.model.ontology import ontology
from policygraph.services import audit
from policygraph.serving import forms
from policygraph.serving.desk import Desk

REPORT: dict[str, Any] = {
    "type": "object", "required": ["task"], "additionalProperties": False,
    "properties": {
        "task": {"type": "string", "description": "任务编号"},
        "state": {"type": "string", "enum": list(STATES), "description": "状态；写中文也行：办结、正常、滞后……"},
        "share": {"type": "number", "minimum": 0, "maximum": 1, "description": "完成比例，0 到 1"},
        "problem": {"type": "string", "description": "存在问题"},
        "text": {"type": "string", "description": "进展情况"},
        "as_of": {"type": "string", "format": "date", "description": "截至哪一天；不写为今天"},
    },
}  # fmt: skip


TOKEN_ONLY = "写入只认令牌：请求头写 Authorization: Bearer 令牌（policygraph user token-add 发给）"


def writer(scope: Mapping[str, Any], right: Right = Right.enter) -> Person:
    """Whoever asks, if he may put something in, or has another `right`. ForbiddenError for all others: also for who is
    here without a token, since a foreign page in his browser could send in his name. `scope`: of what is asked, as ASGI
    has it."""
    person: Person | None = scope.get(PERSON)
    if person is None or not person.by_token:
        raise ForbiddenError(TOKEN_ONLY)
    if right not in person.rights:
        raise forbidden(right)
    return person


def reported(desk: Desk, given: Mapping[str, Any], by: str, via: str) -> str:
    """Keep how a task stands, as `REPORT` says; the report's id. PolicyGraphError for what is wrong in it."""
    if unknown := set(given) - set(REPORT["properties"]):
        raise PolicyGraphError(f"没有 {'、'.join(sorted(unknown))} 这一项；可以写 {'、'.join(REPORT['properties'])}")
    if not isinstance(given.get("task"), str):
        raise PolicyGraphError("缺少 task（任务编号）")
    words = {name: _text(given, name) for name in ("state", "problem", "text", "as_of")}
    share = given.get("share")
    if share is not None and (isinstance(share, bool) or not isinstance(share, int | float)):
        raise PolicyGraphError(f"share 应为 0 到 1 的数；得到 {json.dumps(share, ensure_ascii=False)}")
    of = ontology().words("Progress.state")
    words["state"] = next((state for state, zh in of.items() if zh == words["state"]), words["state"])
    as_of = words.pop("as_of")
    day = None if as_of is None else forms.day("as_of", as_of)
    with audit.recorded(desk.place, "enter", given["task"], who=by, via=via):
        return desk.ledger.enter(given["task"], share=share, as_of=day, by=by, **words)


def withdrawn(desk: Desk, report: str, by: str, via: str) -> None:
    """Take a report (id) back: it stays in the history, with who took it back. PolicyGraphError where none stands."""
    with audit.recorded(desk.place, "undo", report, who=by, via=via):
        desk.ledger.withdraw(report, by=by)


def _text(given: Mapping[str, Any], name: str) -> str | None:
    value = given.get(name)
    if value is not None and not isinstance(value, str):
        raise PolicyGraphError(f"{name} 应为文字")
    return value
