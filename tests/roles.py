"""The page as somebody of a role sees it: `from tests.roles import as_role`."""

from __future__ import annotations

import pytest

from policygraph.app.gate import here
from policygraph.app.gate.gate import Person
from policygraph.app.gate.rights import RIGHTS, WRITING

NAME = "张敏"


def as_role(monkeypatch: pytest.MonkeyPatch, role: str, *, read_only: bool = False) -> None:
    """Until the test ends, whoever looks is of that role."""
    person = Person(NAME, role, RIGHTS[role] - WRITING if read_only else RIGHTS[role])
    monkeypatch.setattr(here, "person", lambda: person)
