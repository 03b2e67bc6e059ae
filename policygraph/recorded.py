"""Commands whose deeds stand in the audit trail."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import typer

from policygraph.model.paths import readable
from policygraph.services import audit
from policygraph.shell.said import message

Command = TypeVar("Command", bound=Callable[..., Any])


def recorded(
    act: str, *named: str, place: str = "database", only_with: str = "", otherwise: str = ""
) -> Callable[[Command], Command]:
    """Record a command as `act`, about the values of the parameters `named`, on the graph at the parameter `place`.

    `only_with`: not where this parameter is not given. `otherwise`: what it is about where none of `named` is given.

    What is done counts, also where no trail can be written: that is said.
    """

    def around(command: Command) -> Command:
        @wraps(command)
        def run(**given: Any) -> None:
            if only_with and given[only_with] is None:
                command(**given)
                return
            left: typer.Exit | None = None  # how a command ends that has done what could be done
            what = [_words(given[name]) for name in named if given[name] is not None] or [otherwise]
            try:
                with audit.recorded(given[place], act, *what):
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
    return "、".join(readable(str(each)) for each in (value if isinstance(value, list) else [value]))
