"""Files that the graph is written into."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from policygraph.model.errors import PolicyGraphError, reason


@contextmanager
def writing(file: Path) -> Iterator[None]:
    """Make the folder; say in one line what is wrong with the place."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise PolicyGraphError(f"写不了 {file}：{reason(error)}") from error
