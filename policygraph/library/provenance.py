"""Where an answer comes from, so that a paper can say it: versions, the graph, the day, what was asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import policygraph
from policygraph.model import versions

WORDS = {
    "program": "程序版本", "reader": "读法版本", "aligner": "比对版本", "schema": "结构版本", "place": "图的位置",
    "graph": "图的状态", "documents": "文档数", "asked": "查询", "parameters": "参数", "on": "日期",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Provenance:
    """`graph`: differs whenever the graph may have changed. `asked`: the catalogue's name, or the Cypher; `on`: ISO."""

    program: str
    reader: str
    aligner: int | str
    schema: int
    place: str
    graph: str
    documents: int
    asked: str
    parameters: Mapping[str, Any]
    on: str

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)

    def in_words(self) -> dict[str, str]:
        """For people: what each is called, and what it is."""
        given = "，".join(f"{name}={value}" for name, value in self.parameters.items() if value is not None)
        return {WORDS[name]: given if name == "parameters" else str(value) for name, value in self.as_dict().items()}


def provenance(
    place: str, graph: str, documents: int, asked: str = "", parameters: Mapping[str, Any] = {}
) -> Provenance:
    """Of an answer that is given today."""
    return Provenance(
        policygraph.__version__, versions.reading(), versions.aligner(), versions.SCHEMA, place, graph, documents,
        asked, dict(parameters), date.today().isoformat(),
    )  # fmt: skip
