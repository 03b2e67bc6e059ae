"""What is installed only by who wants it: the extras of pyproject.toml, asked for in one clear line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from policygraph.model.errors import PolicyGraphError


def install(extra: str) -> str:
    """What to type to have an extra.

    >>> install("app")
    "pip install 'policygraph[app]'"
    """
    return f"pip install 'policygraph[{extra}]'"


@contextmanager
def needed(extra: str, what: str) -> Iterator[None]:
    """Around the imports of what comes with `extra`. Raises PolicyGraphError that says what needs it and what to do."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "policygraph":
            raise
        raise PolicyGraphError(f"{what}要另装（缺少 {error.name}）：{install(extra)}") from error
