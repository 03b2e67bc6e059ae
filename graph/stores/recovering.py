"""A damaged embedded graph put together from what is left of it, and a whole one put in its place.

The snapshot with its log is the graph; so is the kept snapshot with its log and the log after it (`seal.py`). The
engine puts the entries of a log on a snapshot in their order and passes over those that the snapshot holds.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import NamedTuple

import kglite

from policygraph.graph.stores import seal
from policygraph.graph.stores.kglite_read import clear_errors, snapshot
from policygraph.graph.stores.seal import DamagedGraphError, Pair, Seal, kept_of, log_of, seal_of
from policygraph.model.errors import PolicyGraphError


class Way(NamedTuple):
    """Files that give a graph together. `lost`: commits at the end that are in none of them; None: nobody knows."""

    snapshot: Path
    logs: tuple[Path, ...]
    lost: int | None


def save_copy(file: Path, target: Path) -> None:
    """What is committed now as a file of its own, whoever writes meanwhile."""
    graph = snapshot(file)
    with clear_errors(target):
        graph.backup(str(target))


def is_whole(file: Path) -> bool:
    """Whether the engine can read a snapshot and its log."""
    with tempfile.TemporaryDirectory(prefix="policygraph-", ignore_cleanup_errors=True) as folder:
        return _put_together(Way(file, (log_of(file),), 0), Path(folder) / file.name)


@contextmanager
def recovered(file: Path) -> Iterator[tuple[Path, Way]]:
    """The graph that is left of a damaged one, as a file that is gone afterwards. PolicyGraphError if none is."""
    with tempfile.TemporaryDirectory(prefix="policygraph-", ignore_cleanup_errors=True) as folder:
        made = Path(folder) / file.name
        for way in _ways(file):
            if _put_together(way, made):
                yield made, way
                return
        raise PolicyGraphError(
            f"{file.parent} 里没有能用的图了；请用 policygraph restore 备份文件 --replace 恢复；没有备份的，"
            "把这个文件夹改名（里面记下的判断还在），再重新 ingest"
        )


def put_in_place(new: Path, file: Path) -> Path | None:
    """Make `new` the graph in `file`; what was there goes into a folder beside it, which is returned.

    Cut short, it leaves what is known to be damaged, and can be run again.
    """
    aside = _set_aside(file)
    waiting = file.with_name(file.name + ".new")
    file.parent.mkdir(parents=True, exist_ok=True)
    content = new.read_bytes()
    seal.replaced(waiting, content)
    for old in (log_of(file), kept_of(file), log_of(kept_of(file))):
        old.unlink(missing_ok=True)  # an old log is never put on the new snapshot
    waiting.replace(file)
    kept = kept_of(file)  # a second one from the start
    seal.replaced(kept, content)
    seal.replaced(log_of(kept), seal.HEADER)
    seal.write(file, Seal(seal.measure(file), seal.measure(kept)))
    return aside


def _set_aside(file: Path) -> Path | None:
    """A folder with links to all that there is, which can be opened as a graph; None where there is nothing."""
    there = [each for each in seal.files_of(file) if each.exists()]
    if not there:
        return None
    names = (f"{file.stem}-before-restore{'' if n == 1 else f'-{n}'}" for n in count(1))
    aside = next(folder for name in names if not (folder := file.with_name(name)).exists())
    aside.mkdir()
    for each in there:
        try:
            (aside / each.name).hardlink_to(each)
        except OSError:  # not every file system has links
            shutil.copyfile(each, aside / each.name)
    return aside


def _ways(file: Path) -> Iterator[Way]:
    """How the graph may be put together, from that which loses least on."""
    kept, log = kept_of(file), log_of(file)
    try:
        noted = seal.read(file)
    except DamagedGraphError:
        noted = None
    now, before = (noted.now, noted.kept) if noted else (None, None)
    lost = _lost(file, now)
    if file.exists():
        yield Way(file, (log,), lost)
    if log_of(kept).exists():
        whole = before is None or _lost(kept, before) == 0
        if whole:
            yield Way(kept, (log_of(kept), log), lost)
        yield Way(kept, (log_of(kept),), None if now is None or not whole else now.commits)
    elif kept.exists():  # what followed it is gone
        yield Way(kept, (), None)


def _lost(file: Path, pair: Pair | None) -> int | None:
    """How many of its commits the log of a snapshot lacks."""
    return None if pair is None else max(0, pair.commits - seal.intact(log_of(file))[0])


def _put_together(way: Way, made: Path) -> bool:
    """Make a graph of the files; False where the engine cannot."""
    for old in (made, log_of(made), seal_of(made)):
        old.unlink(missing_ok=True)
    if way.snapshot.exists():
        shutil.copyfile(way.snapshot, made)
    entries = [log.read_bytes()[len(seal.HEADER) : seal.intact(log)[1]] for log in way.logs if log.exists()]
    log_of(made).write_bytes(seal.HEADER + b"".join(entries))
    try:
        graph = kglite.open(str(made), durable="full", lock=False, auto_checkpoint_wal_mib=0)
        graph.save()
        graph.close()
    except (kglite.KgError, OSError, ValueError, RuntimeError):
        return False
    return True
