"""The audit trail: who did what to a graph and when, in a file that is only added to.

A deed has a line before it is done and one of its outcome; the last counts. One that came and went has one.
"""

from __future__ import annotations

import getpass
import json
import logging
import os
import re
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, astuple, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from policygraph.graph.asking.catalog import Column
from policygraph.model.errors import PolicyGraphError, reason
from policygraph.model.paths import readable
from policygraph.model.words import clock
from policygraph.services.beside import beside, has_graph

log = logging.getLogger(__name__)

ACTS = {
    "import": "导入", "remove": "移除", "decide": "判断", "undo": "撤销判断", "enter": "录入", "export": "导出",
    "copy": "复制", "restore": "恢复", "align": "对应上级", "upgrade": "升级",
    "vocabulary": "改词表", "account": "改账号", "sign-in": "登录", "sign-out": "退出",
}  # fmt: skip
DONE, PARTLY, FAILED, BEGUN = "ok", "partly", "failed", "begun"
OUTCOMES = {DONE: "成功", PARTLY: "部分成功", FAILED: "没有成功", BEGUN: "没有记下结果（中断了，或还在做）"}
PAGE, COMMAND, SERVICE, MCP = "网页", "命令", "接口", "MCP"
LONGEST_NAME = 100  # characters of what somebody has given for his name
CALLED: dict[type[BaseException], str] = {KeyboardInterrupt: "已中断"}
BETWEEN = re.compile("([；、：， ])")  # names in a line
COLUMNS = [
    Column("at", "时间"), Column("who", "谁"), Column("via", "从哪里"), Column("act", "做了什么"),
    Column("what", "对什么"), Column("outcome", "结果"),
]  # fmt: skip
"""Of a table of deeds `in_words`."""


class AuditError(PolicyGraphError):
    """The trail cannot be written."""


@dataclass(frozen=True, slots=True)
class Deed:
    """`at`: ISO, UTC. `who`: a name, empty where nobody had signed in. `what`: to which thing, for people.

    `done`: how much came of it. `id`: the same in the line that is written before it is done and in that of its
    outcome; empty where there is one line only, as in older trails.
    """

    at: str
    who: str
    via: str
    act: str
    what: str
    outcome: str = DONE
    error: str = ""
    done: str = ""
    id: str = ""


@dataclass(slots=True)
class _Doing:
    """The deed that is being done, and what is known of it so far."""

    place: str | Path | None
    who: str
    via: str
    act: str
    what: list[str]
    done: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    something: bool = False  # has succeeded
    begun: tuple[str, ...] | None = None  # as the line says of what it is
    id: str = field(default_factory=lambda: secrets.token_hex(8))

    def add(self, *what: str) -> None:
        self.what += [each for each in what if each and each not in self.what]

    def deed(self, outcome: str, error: str = "") -> Deed:
        return _deed_of(
            self.who, self.via, self.act, "；".join(self.what), outcome, error, "；".join(self.done), self.id
        )


_doing: ContextVar[_Doing | None] = ContextVar("doing", default=None)


def trail(place: str | Path | None) -> Path:
    """The file of the graph at `place`."""
    return beside(place, "audit.jsonl")


def record(place: str | Path | None, who: str, via: str, act: str, what: str, error: str = "") -> None:
    """Add a deed that is done. Raises AuditError where it cannot be written.

    What failed where there is no graph leaves nothing behind.
    """
    _end(place, _deed_of(who, via, act, what, FAILED if error else DONE, error))


def _deed_of(who: str, via: str, act: str, what: str, outcome: str, error: str, done: str = "", id_: str = "") -> Deed:
    return Deed(moment(datetime.now(UTC)), who, via, act, what, outcome, error, done, id_)


def _end(place: str | Path | None, deed: Deed) -> None:
    if deed.outcome != FAILED or _is_there(place):
        _write(place, deed)


def _is_there(place: str | Path | None) -> bool:
    return trail(place).exists() or has_graph(place)


def _write(place: str | Path | None, deed: Deed) -> None:
    line = json.dumps(asdict(_shown(deed)), ensure_ascii=True) + "\n"
    file = trail(place)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        # One write to the end of the file: lines of several processes do not mix.
        opened = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(opened, line.encode())
        finally:
            os.close(opened)
    except OSError as error:
        raise AuditError(f"审计记录 {file} 写不了（{reason(error)}）") from error


@contextmanager
def recorded(
    place: str | Path | None, act: str, *what: str, who: str | None = None, via: str = COMMAND
) -> Iterator[None]:
    """Record what is done inside: that it is begun, and what came of it or that it failed; `note` says more of it.

    Who is killed in between leaves the first, so that nothing is done without a line. Where there is no graph yet, it
    is written when one is made (`begun`).
    """
    doing = _Doing(place, operator() if who is None else who, via, act, [each for each in what if each])
    token = _doing.set(doing)
    try:
        if _is_there(place):
            begun()
        yield
    except BaseException as error:
        told = str(error) if isinstance(error, PolicyGraphError) else CALLED.get(type(error), type(error).__name__)
        try:
            _end(place, doing.deed(FAILED, told))
        except AuditError as unwritten:  # what went wrong before it is what the person must hear
            log.error("%s", unwritten)
        raise
    finally:
        _doing.reset(token)
    outcome = DONE if not doing.failed else PARTLY if doing.something else FAILED
    try:
        _end(place, doing.deed(outcome, "；".join(doing.failed)))
    except AuditError as error:
        raise AuditError(f"{error}；所做的已经生效") from error


def begun(*what: str) -> None:
    """Write down, just before it is done, what the deed is about; nothing where none is recorded."""
    if (doing := _doing.get()) is not None:
        doing.add(*what)
        if doing.begun == tuple(doing.what):
            return
        doing.begun = tuple(doing.what)
        try:
            _write(doing.place, doing.deed(BEGUN))
        except AuditError as error:  # said when it is done
            log.info("%s", error)


def note(what: str = "", failed: str = "", done: str = "") -> None:
    """Say what was done to `what`, or what of it went wrong, or how much came of it; nothing where none is recorded."""
    if (doing := _doing.get()) is not None:
        doing.add(what)
        doing.failed += [failed] * bool(failed)
        doing.done += [done] * bool(done)
        doing.something = doing.something or not failed


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
        raise PolicyGraphError(f"审计记录 {trail(place)} 读不了（{reason(error)}）") from error
    wanted: list[Callable[[Deed], bool]] = [
        lambda deed: who is None or deed.who == who,
        lambda deed: act is None or deed.act == act,
        lambda deed: since is None or deed.at >= since,
    ]
    latest: dict[str, Deed] = {}  # the last line of each deed
    for number, line in enumerate(lines):
        if (deed := _deed(line)) is not None:
            key = deed.id or str(number)
            latest.pop(key, None)
            latest[key] = deed
    return [deed for deed in reversed(latest.values()) if all(test(deed) for test in wanted)]


def _deed(line: str) -> Deed | None:
    """None for a line cut off by a full disk or a loss of power, or that somebody else wrote."""
    try:
        deed = _shown(Deed(**json.loads(line)))
        datetime.fromisoformat(deed.at)
    except (ValueError, TypeError):
        return None
    return deed


def _shown(deed: Deed) -> Deed:
    """As text: in older trails, and in what commands are given, stand names that are none. TypeError for no words."""
    return Deed(*map(_as_text, astuple(deed)))


def _as_text(words: object) -> str:
    if not isinstance(words, str):
        raise TypeError(f"no words: {words!r}")
    if words.isprintable():
        return words
    return "".join(map(readable, BETWEEN.split(words)))  # each name by itself, for its encoding is its own


def moment(at: datetime) -> str:
    """A time as the trail has it; one without a zone is of this machine's."""
    return at.astimezone(UTC).isoformat(timespec="seconds")


def in_words(deed: Deed) -> dict[str, str]:
    """A deed for people: the time where this machine is, words for what programs call otherwise."""
    outcome = OUTCOMES.get(deed.outcome, deed.outcome)
    told = "；".join(filter(None, (deed.done, deed.error)))
    return {"at": clock(deed.at), "who": deed.who or "未登录", "via": deed.via, "act": ACTS.get(deed.act, deed.act),
            "what": deed.what, "outcome": f"{outcome}：{told}" if told else outcome}  # fmt: skip
