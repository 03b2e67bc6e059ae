"""Documents that programs hand in: read one after the other, beside what is answered meanwhile."""

from __future__ import annotations

import logging
import queue
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from policygraph.model.errors import PolicyGraphError
from policygraph.services import audit, faults
from policygraph.services.ingestion import Uploaded

log = logging.getLogger(__name__)

WAITING, BYTES = 8, 400 << 20  # that may wait, and of how many bytes together, which are in memory
REMEMBERED = 500  # of which one can ask what became of them
STATES = {"waiting": "排队", "running": "在读", "done": "做完", "failed": "没有成功"}

Told = Callable[[int, int, str], None]
Add = Callable[[str, bytes, Told], list[Uploaded]]
"""Reads a document or an archive into the graph: its name, its bytes, whom to tell how far it is."""


class BusyError(PolicyGraphError):
    """Too many wait."""


@dataclass(slots=True)
class Job:
    """`by`: who handed it in. `done`, `total`, `what`: how far it is."""

    name: str
    by: str
    id: str = field(default_factory=lambda: secrets.token_hex(8))
    state: str = "waiting"
    done: int = 0
    total: int = 0
    what: str = ""
    documents: list[Uploaded] = field(default_factory=list)
    message: str = ""

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "id": self.id, "name": self.name, "state": self.state, "said": STATES[self.state],
            "progress": {"done": self.done, "total": self.total, "what": self.what}, "message": self.message,
            "documents": [
                {"name": each.name, "document": each.document, "known": each.known, "message": each.error}
                for each in self.documents
            ],
        }  # fmt: skip


class Jobs:
    """Of one graph at `place`, in one thread that is there while there is something to do."""

    def __init__(self, place: str | None, add: Add) -> None:
        self._place, self._add = place, add
        self._lock = threading.Lock()
        self._known: OrderedDict[str, Job] = OrderedDict()
        self._queue: queue.Queue[tuple[Job, bytes]] = queue.Queue()
        self._held = 0  # bytes of what waits
        self._worker: threading.Thread | None = None

    def hand_in(self, name: str, content: bytes, by: str) -> Job:
        """Raises BusyError."""
        job = Job(name, by)
        with self._lock:
            waiting = self._queue.qsize()
            if waiting >= WAITING or (waiting and self._held + len(content) > BYTES):
                raise BusyError(f"正在排队的文件已有 {waiting} 份，请等一等再交")
            self._queue.put((job, content))
            self._held += len(content)
            self._known[job.id] = job
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, name="policygraph-jobs", daemon=True)
                self._worker.start()
        return job

    def find(self, id_: str) -> Job | None:
        with self._lock:
            return self._known.get(id_)

    def _work(self) -> None:
        while True:
            with self._lock:  # so that what is handed in now is not left lying
                try:
                    job, content = self._queue.get_nowait()
                except queue.Empty:
                    self._worker = None
                    return
                self._held -= len(content)
            self._do(job, content)

    def _do(self, job: Job, content: bytes) -> None:
        def told(done: int, total: int, what: str) -> None:
            job.done, job.total, job.what = done, total, what

        job.state = "running"
        try:
            with audit.recorded(self._place, "import", job.name, who=job.by, via=audit.SERVICE):
                job.documents = self._add(job.name, content, told)
        except PolicyGraphError as error:
            job.message = str(error)
        except Exception as error:
            job.message = faults.report(error, job.name)
        read = any(each.document for each in job.documents)
        job.message = job.message or "；".join(each.error for each in job.documents if each.error)
        job.state = "done" if read else "failed"
