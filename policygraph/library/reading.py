"""One document read, without a graph of one's own: who leads, what is to be done, what was not understood."""

from __future__ import annotations

import html
import os
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from policygraph.graph.stores.opening import open_store
from policygraph.library.answer import Answer
from policygraph.library.graph import Graph
from policygraph.model.errors import PolicyGraphError
from policygraph.model.ontology import ontology
from policygraph.model.records import Records

LONGEST_NAME = 255  # characters of what may be a file's name: a text of one line may be short too
NAME = "文字.txt"
SHOWN = ("tasks", "assignments", "targets", "unread")


class Reading:
    """What a document says; made by `policygraph.read`. Tables have the columns that those of a `Graph` have."""

    def __init__(self, records: Records) -> None:
        self.records = records
        """Nodes and edges as they would be loaded into a graph."""

    @property
    def title(self) -> str:
        return str(self._own["title"])

    @property
    def text(self) -> str:
        """The text in which `start` and `end` of every evidence count."""
        return str(self._own["text"])

    @property
    def share(self) -> float | None:
        """How much of its units, roles, figures, dates and titles was used or rightly set aside, 0 to 1; None: not
        judged."""
        found = self._own.get("reading_share")
        return found if isinstance(found, float) else None

    @property
    def state(self) -> str:
        """What that share is called: 完整, 基本完整, 请核对, 读不了, 未判断."""
        return ontology().word("Document.reading_state", str(self._own.get("reading_state") or "unjudged"))

    @property
    def _own(self) -> dict[str, Any]:
        return self.records.nodes[0].properties

    @cached_property
    def tasks(self) -> Answer:
        """A row a task, with who leads and who supports."""
        return self._graph.tasks(every=True)

    @cached_property
    def assignments(self) -> Answer:
        """A row for each department's part in a task, with the words it was read from."""
        return self._graph.assignments(every=True)

    @cached_property
    def leads(self) -> Answer:
        """Of the assignments those that lead."""
        return self._graph.assignments(every=True, role="LEADS")

    @cached_property
    def targets(self) -> Answer:
        """A row a figure."""
        return self._graph.targets(every=True)

    @cached_property
    def milestones(self) -> Answer:
        """A row a dated step of a task."""
        return self._graph.milestones(every=True)

    @cached_property
    def policies(self) -> Answer:
        """A row a policy: the document's own, and those that it cites (`status` cited)."""
        return self._graph.policies()

    @cached_property
    def unread(self) -> Answer:
        """What was not understood, and why."""
        return self._graph.query("unread")

    def __repr__(self) -> str:
        return f"<《{self.title}》：任务 {self.records.count('Task')}，{self.state}>"

    def _repr_html_(self) -> str:
        share = "" if self.share is None else f"（{self.share:.0%}）"
        tables = "".join(getattr(self, name)._repr_html_() for name in SHOWN if len(getattr(self, name)))
        return f"<h4>{html.escape(self.title)}</h4><p>读得怎样：{self.state}{share}</p>{tables}"

    @cached_property
    def _graph(self) -> Graph:
        """A graph of it alone, which goes with it: the same queries tell of one document and of a thousand."""
        from policygraph.graph.loading.load import load

        self._folder = TemporaryDirectory(prefix="policygraph-")
        with open_store(self._folder.name, write=True) as store:
            load(store, [self.records])
        return Graph(self._folder.name)


def read(text_or_path: str | os.PathLike[str] | bytes) -> Reading:
    """Read one document: a file by its path, or the text itself. Nothing is written, no graph is needed.

    A path is what is a `Path`, or text of one line that is the name of a file that is there. Raises PolicyGraphError
    with a sentence in Chinese that names what is wrong: no such file, a format that is not read, a damaged file.
    """
    from policygraph.ingest.sources import Source
    from policygraph.services import ingestion, reading

    if isinstance(text_or_path, bytes):
        text_or_path = text_or_path.decode()
    if isinstance(text_or_path, os.PathLike) or _names_file(text_or_path):
        return Reading(ingestion.read_records(Path(text_or_path)))
    if _is_called_like_a_file(text_or_path):
        raise PolicyGraphError(f"没有这个文件：{text_or_path}；要读的如果是一句话，在后面加一个换行")
    return Reading(reading.read_records(Source.of(NAME, text_or_path.encode()), NAME))


def _may_name_a_file(text: str) -> bool:
    return len(text) <= LONGEST_NAME * 8 and "\n" not in text


def _is_called_like_a_file(text: str) -> bool:
    """Does it end as the names of files do? A sentence that does is none's."""
    from policygraph.ingest.formats.registry import suffixes

    return _may_name_a_file(text) and Path(text).suffix.lower() in suffixes()


def _names_file(text: str) -> bool:
    try:
        return _may_name_a_file(text) and Path(text).is_file()
    except (OSError, ValueError):  # too long for a name, or with what no name has
        return False
