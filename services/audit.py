"""The audit trail: who did what to a graph and when, a line a deed, in a file that is only added to."""

from __future__ import annotations

import getpass
import json
import logging
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from policygraph.graph.asking.catalog import Column
from policygraph.model.errors import PolicyGraphError
from policygraph.services.beside import beside, has_graph

log = logging.getLogger(__name__)

ACTS = {
    "import": "导入", "remove": "移除", "decide": "判断", "undo": "撤销判断", "enter": "录入", "export": "导出",
    "copy": "复制", "restore": "恢复", "align": "对应上级", "upgrade": "升级",
    "account": "改账号", "sign-in": "登录", "sign-out": "退出",
}  # fmt: skip
DONE, FAILED = "ok", "failed"
PAGE, COMMAND = "网页", "命令"
LONGEST_NAME = 100  # characters of what somebody has given for his name
COLUMNS = [
    Column("at", "时间"), Column("who", "谁"), Column("via", "从哪里"), Column("act", "做了什么"),
    Column("what", "对什么"), Column("outcome", "结果"),
]  # fmt: skip
"""Of a table of deeds `in_words`."""


class AuditError(PolicyGraphError):
    """The trail cannot be written."""


@dataclass(frozen=True, slots=True)
class Deed:
    """`at`: ISO, UTC. `who`: a name, empty where nobody had signed in. `what`: to which thing, for people."""

    at: str
    who: str
    via: str
    act: str
    what: str
    outcome: str = DONE
    error: str = ""


class About(NamedTuple):
    """What the deed that is being done is about, and what of it did not succeed."""

    what: list[str]
    failed: list[str]


_about: ContextVar[About | None] = ContextVar("about", default=None)


def trail(place: str | Path | None) -> Path:
    """The file of the graph at `place`."""
    return beside(place, "audit.jsonl")


def record(place: str | Path | None, who: str, via: str, act: str, what: str, error: str = "") -> Deed:
    """Add a deed. Raises AuditError where it cannot be written.

    What failed where there is no graph leaves nothing behind.
    """
    deed = Deed(moment(datetime.now(UTC)), who, via, act, what, FAILED if error else DONE, error)
    line = json.dumps(asdict(deed), ensure_ascii=True) + "\n"  # lone surrogates too
    file = trail(place)
    if error and not (file.exists() or has_graph(place)):
        return deed
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        # One write to the end of the file: lines of several processes do not mix.
        opened = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(opened, line.encode())
        finally:
            os.close(opened)
    except OSError as error_:
        raise AuditError(f"审计记录 {file} 写不了（{error_.strerror}）") from error_
    return deed


@contextmanager
def recorded(
    place: str | Path | None, act: str, *what: str, who: str | None = None, via: str = COMMAND
) -> Iterator[None]:
    """Record what is done inside, and that it failed where it did; `note` adds to `what` meanwhile."""
    about, name = About(list(what), []), operator() if who is None else who
    token = _about.set(about)
    try:
        yield
    except BaseException as error:
        told = str(error) if isinstance(error, PolicyGraphError) else type(error).__name__
        try:
            record(place, name, via, act, "；".join(about.what), told)
        except AuditError as unwritten:  # what went wrong before it is what the person must hear
            log.error("%s", unwritten)
        raise
    finally:
        _about.reset(token)
    try:
        record(place, name, via, act, "；".join(about.what), "；".join(about.failed))
    except AuditError as error:
        raise AuditError(f"{error}；所做的已经生效") from error


def note(what: str, failed: str = "") -> None:
    """Say what the deed that is being done is about, and what of it went wrong; nothing where none is recorded."""
    if (about := _about.get()) is not None:
        about.what.extend([what] * bool(what))
        about.failed.extend([failed] * bool(failed))


def operator() -> str:
    """Who runs commands on this machine."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user without a name
        return f"uid {os.getuid()}"


def deeds(
    place: str | Path | None, *, who: str | None = None, act: str | None = None, since: str | None = None
) -> list[Deed]:
    """The latest first; `since`: a date or time in ISO form. Lines that are none are passed over."""
    try:
        lines: Iterable[str] = trail(place).read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise PolicyGraphError(f"审计记录 {trail(place)} 读不了（{error.strerror}）") from error
    wanted: list[Callable[[Deed], bool]] = [
        lambda deed: who is None or deed.who == who,
        lambda deed: act is None or deed.act == act,
        lambda deed: since is None or deed.at >= since,
    ]
    found = [deed for line in lines if (deed := _deed(line)) and all(test(deed) for test in wanted)]
    return found[::-1]


def _deed(line: str) -> Deed | None:
    """None for a line cut off by a full disk or a loss of power."""
    try:
        return Deed(**json.loads(line))
    except (ValueError, TypeError):
        return None


def moment(at: datetime) -> str:
    """A time as the trail has it; one without a zone is of this machine's."""
    return at.astimezone(UTC).isoformat(timespec="seconds")


def in_words(deed: Deed) -> dict[str, str]:
    """A deed for people: the time where this machine is, words for what programs call otherwise."""
    at = datetime.fromisoformat(deed.at).astimezone().strftime("%Y-%m-%d %H:%M:%S")
    outcome = "成功" if deed.outcome == DONE else f"没有成功：{deed.error}"
    return {"at": at, "who": deed.who or "未登录", "via": deed.via, "act": ACTS.get(deed.act, deed.act),
            "what": deed.what, "outcome": outcome}  # fmt: skip
