"""What is committed in the files of an embedded graph, noted beside them, so that what has gone since is seen.

The engine tells by its own checksums that a snapshot, or an entry of the log, is damaged; not that a file is gone, nor
that the end of a log is, which looks like a commit that a crash cut short. So each commit is noted here when it is on
disk: how long the log is then. And before the snapshot is renewed, the one before is kept with its log: both together
hold all that the new one holds.

The log is the engine's (`KWAL`, its version, then for each commit length, CRC-32 and content); only this is relied on.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import shutil
import struct
import time
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple

from policygraph.model import whole
from policygraph.model.errors import PolicyGraphError

log = logging.getLogger(__name__)

HEADER = b"KWAL\x0d"  # of a log; without commits it holds no more
ENTRY = struct.Struct("<II")  # length and CRC-32 of a commit
TRIES, PAUSE = 40, 0.05  # of who looks while somebody writes; seconds


class DamagedGraphError(PolicyGraphError):
    """Something of the graph's files is gone or is not what was written."""


class Finding(NamedTuple):
    """What is wrong with a file, for people; `lost`: something may be missing from the graph."""

    words: str
    lost: bool = True


@dataclass(frozen=True, slots=True)
class Pair:
    """A snapshot and its log: their bytes (None: there is no such file) and how many commits the log holds."""

    snapshot: int | None
    log: int
    commits: int


@dataclass(frozen=True, slots=True)
class Seal:
    """`now`: what is committed; `kept`: of the pair before. `renewing`: the snapshot is, or was when a crash came."""

    now: Pair
    kept: Pair | None = None
    renewing: bool = False


def log_of(file: Path) -> Path:
    return file.with_name(file.name + "-wal")


def kept_of(file: Path) -> Path:
    """The snapshot before the last; its log is `log_of` it, and both can be opened as they are."""
    return file.with_name(file.name + ".1")


def seal_of(file: Path) -> Path:
    return file.with_name(file.name + "-seal")


def files_of(file: Path) -> tuple[Path, ...]:
    """All files that hold the graph."""
    return file, log_of(file), kept_of(file), log_of(kept_of(file)), seal_of(file)


def measure(file: Path) -> Pair:
    """The pair as it is on disk."""
    commits, _ = intact(log_of(file))
    return Pair(_size(file), _size(log_of(file)) or 0, commits)


def intact(log: Path) -> tuple[int, int]:
    """How many commits of a log can be read, and where they end (bytes from its begin)."""
    try:
        data = memoryview(log.read_bytes())
    except FileNotFoundError:
        return 0, 0
    if bytes(data[: len(HEADER)]) != HEADER:
        return 0, 0
    commits, at = 0, len(HEADER)
    while at + ENTRY.size <= len(data):
        length, checksum = ENTRY.unpack_from(data, at)
        end = at + ENTRY.size + length
        if end > len(data) or zlib.crc32(data[at + ENTRY.size : end]) != checksum:
            break
        commits, at = commits + 1, end
    return commits, at


# --- the note itself: one line of JSON, replaced as a whole -----------------------------------------------------------


def write(file: Path, seal: Seal) -> None:
    """Replace the note; it is on disk when this returns."""
    replaced(seal_of(file), _line(seal))


def _line(seal: Seal) -> bytes:
    said = json.dumps(asdict(seal)).encode()
    return b"%08x %b\n" % (zlib.crc32(said), said)


def begin(file: Path) -> None:
    """Note that there is nothing yet, where that is so: a log without a snapshot is then no loss."""
    if not any(each.exists() for each in files_of(file)):
        with contextlib.suppress(FileExistsError), seal_of(file).open("xb") as stream:
            stream.write(_line(Seal(Pair(None, 0, 0))))


def mend(file: Path) -> None:
    """Begin the log anew where its begin is damaged and no commit was in it: the engine would not open it."""
    log = log_of(file)
    if log.exists() and intact(log) == (0, 0) and (seal := read(file)) is not None and not seal.now.commits:
        replaced(log, HEADER)


def read(file: Path) -> Seal | None:
    """The note; None where there is none. DamagedGraphError where it is not what was written."""
    try:
        checksum, _, said = seal_of(file).read_text(encoding="ascii").rstrip("\n").partition(" ")
        if checksum != f"{zlib.crc32(said.encode()):08x}":
            raise ValueError(checksum)
        found = json.loads(said)
        return Seal(Pair(**found["now"]), found["kept"] and Pair(**found["kept"]), found["renewing"])
    except FileNotFoundError:
        return None
    except (ValueError, TypeError, KeyError) as error:
        raise DamagedGraphError(f"{seal_of(file).name} 损坏") from error


def replaced(path: Path, data: bytes) -> None:
    """Write one of the graph's files as a whole or not at all; who does so holds the graph's lease."""
    whole.replaced(path, data, whole.ANYBODY, beside=path.with_name(path.name + ".new"))


def keep(file: Path) -> None:
    """Keep the pair before its snapshot is renewed; the engine puts a new file in its place, a link holds the old."""
    kept = kept_of(file)
    new = kept.with_name(kept.name + ".new")
    with contextlib.suppress(FileNotFoundError):
        new.unlink()
    if file.exists():
        try:
            os.link(file, new)
        except OSError:  # not every file system has links
            shutil.copyfile(file, new)
        new.replace(kept)
    else:
        kept.unlink(missing_ok=True)
    replaced(log_of(kept), log_of(file).read_bytes())


def kept_now(file: Path) -> Pair | None:
    """What is known of the kept pair: as it was noted, else as it is, of which nobody knows whether it is whole."""
    with contextlib.suppress(DamagedGraphError):
        if (seal := read(file)) and seal.kept:
            return seal.kept
    return measure(kept_of(file)) if log_of(kept_of(file)).exists() else None


# --- looking ----------------------------------------------------------------------------------------------------------


def verify(file: Path) -> None:
    """Raise DamagedGraphError where something that was committed is missing. Others may write meanwhile."""
    for _ in range(TRIES):
        before = _stat(seal_of(file))
        found = findings(file)
        if not found:
            return
        if _stat(seal_of(file)) == before:
            break
        time.sleep(PAUSE)
    if lost := [each.words for each in found if each.lost]:
        raise damaged(file, "；".join(lost))
    for each in found:
        log.warning("%s: %s", file, each.words)


def damaged(file: Path, words: str) -> DamagedGraphError:
    """The error that says so, and what to do."""
    return DamagedGraphError(
        f"图数据库 {file} 损坏：{words}；请运行 policygraph restore --database {file}，从旁边留存的文件取回"
    )


def findings(file: Path) -> list[Finding]:
    """What is wrong with snapshot, log and note, as far as that shows without loading the graph."""
    try:
        seal = read(file)
    except DamagedGraphError as error:
        return [Finding(str(error), lost=False), *_unsealed(file)]
    if seal is None:
        return list(_unsealed(file))
    if seal.renewing and not _is_kept(file):
        return list(_renewed(file, seal.now))
    return list(compared(file, seal.now))


def compared(file: Path, pair: Pair) -> Iterator[Finding]:
    """What a snapshot and its log lack of what was noted of them."""
    size = _size(file)
    if pair.snapshot is not None and size is None:
        yield Finding(f"{file.name} 不见了")
    elif size != pair.snapshot:  # the engine knows one that is cut short; another one cannot have this log
        yield Finding(f"{file.name} 应有 {pair.snapshot or 0} 字节，现有 {size} 字节", lost=pair.commits > 0)
    log = log_of(file)
    commits, end = intact(log)
    if commits < pair.commits:
        gone = "不见了" if not log.exists() else "损坏或不全"
        yield Finding(f"{log.name} {gone}，最后 {pair.commits - commits} 次提交读不出")
    elif end < pair.log:
        yield Finding(f"{log.name} 损坏或不见了（里面没有提交）", lost=False)


def _unsealed(file: Path) -> Iterator[Finding]:
    """Without a note: an earlier program's graph, one that somebody copied, or the note is gone."""
    log = log_of(file)
    if not file.exists() and log.exists():
        yield Finding(f"{file.name} 不见了")
    if (end := intact(log)[1]) < (_size(log) or 0):
        yield Finding(f"{log.name} 从第 {end} 字节起损坏")
    if log_of(kept_of(file)).exists() and not seal_of(file).exists():
        yield Finding(f"{seal_of(file).name} 不见了", lost=False)


def _renewed(file: Path, before: Pair) -> Iterator[Finding]:
    """Where the snapshot is new, or nearly: the log was emptied or is about to be, for the snapshot holds it all."""
    if not file.exists() and before.snapshot is not None:
        yield Finding(f"{file.name} 不见了")
    if 0 < intact(log_of(file))[0] < before.commits:
        yield Finding(f"{log_of(file).name} 损坏或不全")


def _is_kept(file: Path) -> bool:
    """Whether the snapshot is still the one that is kept."""
    kept = kept_of(file)
    return file.exists() and kept.exists() and file.samefile(kept)


def _size(file: Path) -> int | None:
    return file.stat().st_size if file.exists() else None


def _stat(file: Path) -> tuple[int, int] | None:
    with contextlib.suppress(FileNotFoundError):
        stat = file.stat()
        return stat.st_mtime_ns, stat.st_ino
    return None
