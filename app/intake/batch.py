"""Files on their way into the graph: read one after the other in a thread of their own, so that whoever put them in can
go on meanwhile, and nothing that is pressed stops it half-way."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from policygraph.app.frame.turns import WRITER
from policygraph.graph.stores.store import Store
from policygraph.model.errors import PolicyGraphError
from policygraph.services import audit, faults, ingestion
from policygraph.services.ingestion import Uploaded
from policygraph.services.settle import settle
from policygraph.services.upgrading import open_current

WAITS, READS, DONE = "等着读", "正在读", "读过了"
OPENS, SETTLES = "正在打开图……", "正在统一名称，把任务与上级政策的任务对应起来……"


@dataclass(slots=True)
class File:
    """`found`: what became of it, or of each document in it. `inside`: of an archive how many of how many are read."""

    name: str
    content: bytes
    state: str = WAITS
    inside: tuple[int, int] = (0, 0)
    found: list[Uploaded] = field(default_factory=list)


class Batch:
    """Files put in at once. `error`: why nothing more of them is read."""

    def __init__(self, place: str | None, who: str, files: Sequence[tuple[str, bytes]]) -> None:
        self.files = [File(name, content) for name, content in files]
        self.stage, self.error = OPENS, ""
        self._place, self._who = place, who
        self._thread = threading.Thread(target=self._run, name="policygraph-intake", daemon=True)
        self._thread.start()

    @property
    def running(self) -> bool:
        return self._thread.is_alive()

    def wait(self, seconds: float | None = None) -> None:
        """Until all is read, or for so long."""
        self._thread.join(seconds)

    @property
    def done(self) -> int:
        """How many of the files are read."""
        return sum(each.state == DONE for each in self.files)

    @property
    def results(self) -> list[Uploaded]:
        return [one for each in self.files for one in each.found]

    def _run(self) -> None:
        try:
            with self._writing() as store:
                for each in self.files:
                    self._read(store, each)
                self.stage = SETTLES
                settle(store)
        except PolicyGraphError as error:
            self.error = str(error)
        except Exception as error:
            self.error = faults.report(error, "while files were read")

    @contextmanager
    def _writing(self) -> Iterator[Store]:
        """As `data.writing`, for who has been asked whether he may."""
        names = [each.name for each in self.files]
        with (
            audit.recorded(self._place, "import", *names, who=self._who, via=audit.PAGE),
            WRITER,
            open_current(self._place, lambda _: None, write=True, new=True) as store,
        ):
            yield store

    def _read(self, store: Store, file: File) -> None:
        def told(done: int, total: int) -> None:
            file.inside = done, total

        file.state, self.stage = READS, f"正在读 {file.name}"
        file.found = ingestion.add_each(store, file.content, file.name, on_progress=told)
        file.state, file.content = DONE, b""
