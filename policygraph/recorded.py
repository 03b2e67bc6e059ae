"""Commands whose deeds stand in the audit trail."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import typer

from policygraph.services import audit
from policygraph.show import message

Command = TypeVar("Command", bound=Callable[..., Any])


def recorded(act: str, *named: str, place: str = "database") -> Callable[[Command], Command]:
    """Record a command as `act`, about the values of the parameters `named`, on the graph at the parameter `place`.

    What is done counts, also where no trail can be written: that is said.
    """

    def around(command: Command) -> Command:
        @wraps(command)
        def run(**given: Any) -> None:
            left: typer.Exit | None = None  # how a command ends that has done what could be done
            try:
                with audit.recorded(given[place], act, *(_words(given[name]) for name in named)):
                    try:
                        command(**given)
                    except typer.Exit as end:
                        left = end
            except audit.AuditError as error:
                message(f"注意：{error}")
            if left:
                raise left

        return run  # type: ignore[return-value]

    return around


def _words(value: object) -> str:
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)
