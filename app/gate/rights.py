"""What each role may do. What it may not is neither shown nor done (`frame/data.py` asks before it opens the graph)."""

from __future__ import annotations

from enum import StrEnum

from policygraph.model.errors import PolicyGraphError
from policygraph.services.accounts import ROLES


class Right(StrEnum):
    """`see` includes taking out what one sees."""

    see = "查看"
    enter = "导入、判断和录入"
    remove = "移除文档"
    audit = "看审计记录"
    words = "改词表"


RIGHTS = {
    "viewer": frozenset({Right.see}),
    "editor": frozenset({Right.see, Right.enter}),
    "admin": frozenset(Right),
}
WRITING = frozenset({Right.enter, Right.remove, Right.words})


class ForbiddenError(PolicyGraphError):
    """Somebody asked for what he may not do."""


def forbidden(right: Right) -> ForbiddenError:
    """Says who may."""
    roles = "、".join(ROLES[role] for role, rights in RIGHTS.items() if right in rights)
    return ForbiddenError(f"您不能{right.value}：这要“{roles}”角色，或者这个页面是只读的")
