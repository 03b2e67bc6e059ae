"""Lines for the person at the terminal, on stderr so that results stay clean."""

from __future__ import annotations

import sys

_QUIET = False


def quiet(wanted: bool) -> None:
    """From now on only errors are told, and no progress is shown."""
    global _QUIET
    _QUIET = wanted


def is_quiet() -> bool:
    """Whether only errors are to be told."""
    return _QUIET


def message(line: str) -> None:
    """One line of what was done or is to be known."""
    if not _QUIET:
        sys.stderr.write(f"{line}\n")


def wrong(line: str) -> None:
    """One line of what went wrong, however quiet."""
    sys.stderr.write(f"{line}\n")
