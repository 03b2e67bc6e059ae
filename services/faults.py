"""An error that is ours, not the person's: its traceback in the log, under a number that the person can report."""

from __future__ import annotations

import hashlib
import logging
import platform
import sys
import traceback
from importlib.metadata import version

from policygraph.services import logs

log = logging.getLogger(__name__)

DIGITS = 4
LONGEST = 200  # characters of an error's own words


def number(error: BaseException) -> str:
    """Such as E-7F3A: of the error's type and the last place of our code on its way.

    Not drawn by chance, so that whoever meets the same fault again, on another file or another machine, reports the
    same number, and a number in a report leads to its line. Another version may have another number.
    """
    places = [
        (frame.f_globals.get("__name__", ""), frame.f_code.co_name, line)
        for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    ours = [place for place in places if place[0].startswith("policygraph.")]
    digest = hashlib.sha256(repr((type(error).__qualname__, (ours or places)[-1:])).encode()).hexdigest()
    return f"E-{digest[:DIGITS].upper()}"


def report(error: BaseException, about: str = "") -> str:
    """Write the traceback to the log; what to tell the person, in one line. `about`: the file, if it was one."""
    called = number(error)
    log.error(
        "%s %s policygraph %s, Python %s, %s", called, about, version("policygraph"),
        platform.python_version(), sys.platform, exc_info=error,
    )  # fmt: skip
    what = " ".join(f"{type(error).__name__}: {error}".split())[:LONGEST]
    file = logs.file()
    where = f"日志 {file} 中的 {called}" if file else f"{called} 和出错的经过"
    return logs.redact(f"程序出错（{called}）：{what}。请把{where} 报告给维护者")
