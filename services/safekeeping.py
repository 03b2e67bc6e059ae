"""What keeps a graph safe: looking whether it is whole, a backup brought back, a damaged one put together again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from policygraph.graph.decisions import entered
from policygraph.graph.decisions.decision import Decision
from policygraph.graph.ledgers.reports import Report
from policygraph.graph.loading import entries
from policygraph.graph.loading.unfinished import unfinished
from policygraph.graph.stores import seal
from policygraph.graph.stores.opening import graph_file, open_store
from policygraph.graph.stores.recovering import is_whole, put_in_place, recovered
from policygraph.graph.stores.seal import DamagedGraphError, kept_of, log_of
from policygraph.graph.stores.store import NoDatabaseError, Store
from policygraph.graph.transfer import backup
from policygraph.graph.transfer.copying import Progress, copy_graph, count_by_kind
from policygraph.model.errors import PolicyGraphError
from policygraph.services import audit, deciding
from policygraph.services.ledgers import entering
from policygraph.services.upgrading import open_current

Place = str | Path | None


class Restored(NamedTuple):
    """`aside`: where what was there before is kept, if there was anything; `entered`: by people, from the plain file.

    `lost`: commits that no file holds any more; None where nobody knows. `whole`: nothing had to be brought back.
    """

    aside: Path | None
    entered: int = 0
    lost: int | None = 0
    whole: bool = False


# --- looking


def check(place: Place) -> list[str]:
    """What is wrong with a graph, its kept pair and its plain file; empty where all is as it was written."""
    file = graph_file(place)
    wrong = list(_wrong_files(file)) if file else []
    try:
        with open_store(place) as store:
            wrong += _wrong_within(store)
    except NoDatabaseError:
        if not wrong:
            raise
    except DamagedGraphError as error:
        wrong = wrong or [str(error)]
    return wrong


def _wrong_files(file: Path) -> Iterator[str]:
    found = seal.findings(file)
    yield from (each.words for each in found)
    if file.exists() and not any(each.lost for each in found) and not is_whole(file):
        yield f"{file.name} 的内容不对"
    kept = kept_of(file)
    if before := seal.kept_now(file):
        found = list(seal.compared(kept, before))
        yield from (f"留存的上一份：{each.words}" for each in found)
        if kept.exists() and not found and not is_whole(kept):
            yield f"留存的上一份：{kept.name} 的内容不对"


def _wrong_within(store: Store) -> Iterator[str]:
    if unfinished(store.read):
        yield "上次的写入没有做完；下一次写入时会先补做完"
    file = entries.file_of(store.place)
    read = entries.read(file)
    if read.damaged:
        yield f"{file.name} 第 {'、'.join(map(str, read.damaged[:5]))} 行损坏；图里的判断不受影响"
    if unwritten := entered.unwritten(store, read):
        yield f"{file.name} 里缺 {len(unwritten)} 条判断、填报；下一次写入时会补上"
    if absent := entered.missing(store):
        yield f"{file.name} 里有 {len(absent)} 条判断、填报图里没有；可用 policygraph review import {file} 取回"


# --- bringing back


def restore(place: Place, file: Path, on_progress: Progress | None = None, *, replace: bool = False) -> Restored:
    """Make the graph what a backup, or a snapshot, holds. What is there is kept, and only replaced if `replace`.

    PolicyGraphError where the backup is damaged, or something is there.
    """
    with backup.opened(file) as found:
        open_store(found.graph).close()  # what is wrong with it is said before anything is touched
        audit.begun()
        own = graph_file(place)
        aside = _into_file(own, found, replace) if own else _into_server(str(place), found, on_progress, replace)
        with open_store(place, write=True) as store:
            plain = entries.file_of(store.place)
            known = entries.read(plain).found
            entries.append(plain, [each for each in found.entered if each not in known])
            entered.keep(store)
    return Restored(aside)


def recover(place: Place, said: Callable[[str], object]) -> Restored:
    """Put a damaged embedded graph together from what is beside it, with the decisions of the plain file."""
    file = graph_file(place)
    if file is None:
        raise PolicyGraphError(f"{place} 是服务器；请给出备份文件：policygraph restore 备份文件 --database {place}")
    with suppress(DamagedGraphError, NoDatabaseError), open_current(place, said, write=True) as store:
        entered.keep(store)
        return Restored(None, whole=True)
    with recovered(file) as (made, way):
        aside = put_in_place(made, file)
    with open_current(place, said, write=True) as store:
        missing = entered.missing(store)
        taken = deciding.take_in(store, [each for each in missing if isinstance(each, Decision)])
        reported = entering.take_in(store, [each for each in missing if isinstance(each, Report)])
        entered.keep(store)
    return Restored(aside, len(taken.new) + len(reported), way.lost)


def _into_file(file: Path, found: backup.Backup, replace: bool) -> Path | None:
    there = any(each.exists() for each in (file, log_of(file)))
    if there and file.exists() and file.read_bytes() == found.graph.read_bytes():
        there = False  # a restoring that was cut short
    if there and not replace and _holds_anything(file):
        raise PolicyGraphError(f"{file} 里已有图；加 --replace 用备份代替它（原来的另留一份），或另指一处")
    if there:
        with suppress(DamagedGraphError):
            open_store(file, write=True, to_upgrade=True).close()  # nobody writes to it
    return put_in_place(found.graph, file)


def _into_server(place: str, found: backup.Backup, on_progress: Progress | None, replace: bool) -> Path | None:
    aside = None
    with open_store(found.graph) as origin, open_store(place, write=True) as target:
        if replace and count_by_kind(target) and not unfinished(target.read):
            plain = entries.file_of(target.place)
            aside = plain.with_name(f"{plain.stem}-before-restore.zip")
            aside.parent.mkdir(parents=True, exist_ok=True)
            backup.write_backup(target, aside, on_progress)
        copy_graph(origin, target, on_progress, replace=replace)
    return aside


def _holds_anything(file: Path) -> bool:
    """Whether there is something to lose; a damaged graph may hold much."""
    try:
        with open_store(file) as store:
            return bool(count_by_kind(store))
    except NoDatabaseError:
        return False
    except PolicyGraphError:
        return True
