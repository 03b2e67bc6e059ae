"""A graph out of what was read: as if its documents had been read one by one, and to be gone on with as such."""

from __future__ import annotations

from dataclasses import dataclass, field

from policygraph.graph.loading.load import Loaded
from policygraph.graph.loading.several import Loading
from policygraph.graph.stores.store import Store
from policygraph.model import versions
from policygraph.model.errors import PolicyGraphError
from policygraph.model.paths import readable
from policygraph.services import ingestion
from policygraph.services.country import parts
from policygraph.services.country.parts import Out
from policygraph.services.settle import Progress


@dataclass(slots=True)
class Built:
    """How many documents there were; `known`: those that the graph held as they are."""

    documents: int = 0
    known: int = 0
    added: int = 0
    replaced: int = 0
    older: int = 0  # read by another version of the reader, which `read` would read again
    removed: list[str] = field(default_factory=list)

    def count(self, loaded: Loaded) -> None:
        self.added += len(loaded.added)
        self.replaced += len(loaded.replaced)
        self.removed += loaded.removed


def build(store: Store, url: str, on_progress: Progress | None = None) -> Built:
    """Load what was read into the folder at `url`; interrupted, it goes on when run again. Settling comes after it.

    Raises PolicyGraphError where there is nothing.
    """
    out = Out(url, there=True)
    counting = parts.counting(out)
    if not counting:
        raise PolicyGraphError(f"{readable(url)}：里面没有读好的文件；请先用 policygraph read 读")
    total = sum(len(part.rows) for part in counting)
    built = Built()
    held = ingestion.known(store)
    done = 0
    with Loading(store, built.count) as loading:
        for part in counting:
            for records in parts.records_in(out, part):
                built.documents += 1
                own = records.nodes[0].properties
                built.older += own["reader"] != versions.reading()
                if (str(own["uri"]), str(own["sha256"]), str(own["reader"])) in held:
                    built.known += 1
                else:
                    loading.put(records)
            done += len(part.rows)
            if on_progress is not None:
                on_progress(done, total, "装载")
    return built
