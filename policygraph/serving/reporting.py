"""How a task stands, as programs tell it: over REST and MCP alike."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from policygraph.graph.ledgers.reports import STATES
from policygraph.model.errors import PolicyGraphError
from policygraph.model.ontology import ontology
from policygraph.services import audit
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
    try:
        day = None if as_of is None else date.fromisoformat(as_of)
    except ValueError as error:
        raise PolicyGraphError(f"as_of 应为日期，例如 2030-06-30；得到 {as_of}") from error
    with audit.recorded(desk.place, "enter", given["task"], who=by, via=via):
        return desk.ledger.enter(given["task"], share=share, as_of=day, by=by, **words)


def _text(given: Mapping[str, Any], name: str) -> str | None:
    value = given.get(name)
    if value is not None and not isinstance(value, str):
        raise PolicyGraphError(f"{name} 应为文字")
    return value
