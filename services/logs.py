"""Where the log goes: a file in the user's folder for logs, and the terminal if asked for.

Each module has the logger of its own name, so that a room's is above its modules' (`policygraph.ingest.formats`). As a
library the package only hands its records to whoever has set up logging. Nothing in here may break a command: a file
that cannot be written is gone without, and an error that would have stood in it is shown.
"""

from __future__ import annotations

import errno
import logging
import os
import re
import sys
from collections.abc import Callable
from logging.handlers import QueueHandler, RotatingFileHandler
from pathlib import Path
from typing import NamedTuple

import platformdirs

from policygraph.model.errors import reason
from policygraph.model.paths import readable

PLACE = "POLICYGRAPH_LOG"
"""Environment variable: another file for the log."""
BYTES, OLDER = 2_000_000, 3  # of a file; files that are kept beside it
LINE = "%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"
ROOT = logging.getLogger("policygraph")

PASSWORD = re.compile(r"(://[^\s:/@]*:)\S+@")
SECRETS = ("NEO4J_PASSWORD",)  # environment variables
SHORTEST_SECRET = 4  # characters; a shorter one would be found in every other word


def redact(text: str) -> str:
    """`text` without passwords: those in addresses, and those that the environment names.

    >>> redact("bolt://ann:secret@127.0.0.1:7687/policies")
    'bolt://ann:***@127.0.0.1:7687/policies'
    """
    text = PASSWORD.sub(r"\1***@", text)
    for name in SECRETS:
        if len(secret := os.environ.get(name, "")) >= SHORTEST_SECRET:
            text = text.replace(secret, "***")
    return text


class _Redacting(logging.Formatter):
    """Over all of a record, since a password may stand in its message, its arguments or its traceback."""

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


class _Terminal(logging.Handler):
    """To what is stderr at the time, which a progress bar may have taken the place of."""

    def emit(self, record: logging.LogRecord) -> None:
        sys.stderr.write(f"{self.format(record)}\n")


class _File(RotatingFileHandler):
    """Opened with the first record; `broken` once it could not be written."""

    broken = False

    def _open(self):  # type: ignore[no-untyped-def]  # an open file
        try:
            Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True)
        except FileExistsError as error:  # the folder's own name is a file's
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), self.baseFilename) from error
        return super()._open()

    def handleError(self, record: logging.LogRecord) -> None:
        if not self.broken:
            error = sys.exception()
            why = reason(error) if isinstance(error, OSError) and error.errno else "写不进去"
            sys.stderr.write(
                f"提示：日志写不了：{readable(self.baseFilename)}（{why}）；可用环境变量 {PLACE} 另指一个文件\n"
            )
        self.broken = True
        if record.levelno >= logging.ERROR:
            sys.stderr.write(f"{self.format(record)}\n")


class Settings(NamedTuple):
    """What a process that works for another must know of its log."""

    level: int
    file: Path | None


def default_file() -> Path:
    """Where the log is: as the environment says, else in the user's folder for logs."""
    if named := os.environ.get(PLACE):
        return Path(named).expanduser()
    return platformdirs.user_log_path("policygraph", appauthor=False) / "policygraph.log"


def configure(terminal: int | None = None) -> None:
    """Send what the package logs to the file, from INFO on, and from the level `terminal` on to the terminal as well.

    May be called again, with another level.
    """
    _take_down()
    file = _File(default_file(), maxBytes=BYTES, backupCount=OLDER, encoding="utf-8", delay=True)
    shown = [] if terminal is None else [_Terminal(terminal)]
    for handler in (file, *shown):
        handler.setFormatter(_Redacting(LINE))
        ROOT.addHandler(handler)
    ROOT.setLevel(min(terminal or logging.INFO, logging.INFO))


def is_verbose() -> bool:
    """Whether who is at the terminal asked for more to be said."""
    return any(isinstance(each, _Terminal) for each in ROOT.handlers)


def _take_down() -> None:
    for handler in [each for each in ROOT.handlers if isinstance(each, _File | _Terminal)]:
        ROOT.removeHandler(handler)
        handler.close()


def file() -> Path | None:
    """The file that holds the log; None where there is none."""
    for handler in ROOT.handlers:
        if isinstance(handler, _File) and not handler.broken:
            return Path(handler.baseFilename)
    return _followed


# --- processes that work for this one ---------------------------------------------------------------------------------

_followed: Path | None = None  # in such a process, the file of the one that it works for


class _Sending(QueueHandler):
    """What this process logs, to whoever `send` reaches; a record goes with its traceback as text."""

    def __init__(self, send: Callable[[logging.LogRecord], None]) -> None:
        super().__init__(None)  # type: ignore[arg-type]  # no queue: `enqueue` is all that asks for it
        self._send = send

    def enqueue(self, record: logging.LogRecord) -> None:
        self._send(record)


def settings() -> Settings:
    """What `follow` must know in a process that works for this one."""
    return Settings(ROOT.getEffectiveLevel(), file())


def relay(record: object) -> None:
    """What another process has logged, to the handlers of this one."""
    if isinstance(record, logging.LogRecord):
        logging.getLogger(record.name).handle(record)


def follow(send: Callable[[logging.LogRecord], None], settings: Settings) -> None:
    """Send what this process logs to the one that it works for; what was followed before ends."""
    global _followed
    _followed = settings.file
    ROOT.setLevel(settings.level)
    for handler in [each for each in ROOT.handlers if isinstance(each, _Sending)]:
        ROOT.removeHandler(handler)
    ROOT.addHandler(_Sending(send))
