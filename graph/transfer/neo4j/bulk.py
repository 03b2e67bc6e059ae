"""The graph in the file layout of `neo4j-admin database import`, for a first load of millions into an empty server.

One header and one data file for each label and each type between two labels; `import.args`, which names them all (Neo4j
Operations Manual, "Import"); and `after-import.cypher`, to be run once: it makes constraints and indexes, and the empty
lists, for which the layout has no form. Nothing is left out: a server loaded so can go on being ingested into.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

from policygraph.graph.cypher import made
from policygraph.graph.stores.store import Store
from policygraph.graph.transfer import scan
from policygraph.graph.transfer.copying import Progress, count_by_kind
from policygraph.graph.transfer.files import writing_folder
from policygraph.model.errors import PolicyGraphError
from policygraph.model.ontology import Property, ontology
from policygraph.model.records import Value

ARGUMENTS, AFTER = "import.args", "after-import.cypher"
EMPTY = (
    "empty_lists"  # a node's property between import and `after-import.cypher`: names of its lists without any value
)
DELIMITER = "\x1f"  # between the values of a list: the separator of units, which stands in no text
OPTIONS = ("--multiline-fields=true", "--array-delimiter=U+001F", "--bad-tolerance=0", "--overwrite-destination=true")
# All others: string.
TYPES = {"integer": "long", "float": "double", "boolean": "boolean", "date": "date",
         "strings": "string[]", "integers": "long[]"}  # fmt: skip


def write_bulk(store: Store, folder: Path, on_progress: Progress | None = None) -> list[Path]:
    """Write the files into `folder`, which is new or empty, and return them."""
    if folder.is_dir() and any(folder.iterdir()):
        raise PolicyGraphError(f"{folder} 里已有文件；请指一个空的文件夹")
    total, done = sum(count_by_kind(store).values()), 0
    with writing_folder(folder) as new, ExitStack() as stack:
        files = _Files(new, stack)
        for nodes in scan.scan_nodes(store):
            _write_nodes(files, nodes)
            done += len(nodes.rows)
            if on_progress is not None:
                on_progress(done, total, ontology().nodes[nodes.label].zh)
        for edges in scan.scan_edges(store):
            _write_edges(files, edges)
            done += len(edges.rows)
            if on_progress is not None:
                on_progress(done, total, ontology().edges[edges.type].zh)
        (new / ARGUMENTS).write_text("".join(f"{line}\n" for line in (*OPTIONS, *files.arguments)), encoding="utf-8")
        (new / AFTER).write_text("".join(f"{each};\n" for each in made.after_import(EMPTY)), encoding="utf-8")
    return [folder / name for name in (*files.written, ARGUMENTS, AFTER)]


def _write_nodes(files: _Files, nodes: scan.Nodes) -> None:
    others = [p for p in ontology().nodes[nodes.label].properties.values() if p.name != "id"]
    fields = [f"id:ID({nodes.label})", *map(_field, others), f"{EMPTY}:string[]"]
    stream = files.of(f"nodes={nodes.label}", f"nodes-{nodes.label}", fields)
    names = [p.name for p in others]
    for row in nodes.rows:
        empty = [name for name in names if row.get(name) == []]
        stream.write(_line(row["id"], *(row.get(name) for name in names), empty))


def _write_edges(files: _Files, edges: scan.Edges) -> None:
    properties = ontology().edges[edges.type].properties
    fields = [f":START_ID({edges.source})", f":END_ID({edges.target})", *map(_field, properties.values())]
    stream = files.of(f"relationships={edges.type}", f"edges-{edges.type}-{edges.source}-{edges.target}", fields)
    for row in edges.rows:
        stream.write(_line(row["source"], row["target"], *(row["properties"].get(name) for name in properties)))


class _Files:
    """The data files that are open, each with its header beside it."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder, self.stack = folder, stack
        self.streams: dict[str, TextIO] = {}
        self.written: list[str] = []
        self.arguments: list[str] = []

    def of(self, option: str, name: str, fields: Sequence[str]) -> TextIO:
        if name not in self.streams:
            header, data = self.folder / f"{name}-header.csv", self.folder / f"{name}.csv"
            header.write_text(",".join(fields) + "\n", encoding="utf-8")
            self.streams[name] = self.stack.enter_context(data.open("w", encoding="utf-8", newline=""))
            self.written += [header.name, data.name]
            self.arguments.append(f"--{option}={header.name},{data.name}")
        return self.streams[name]


def _field(prop: Property) -> str:
    return f"{prop.name}:{TYPES.get(prop.type, 'string')}"


def _line(*values: Value) -> str:
    return ",".join(map(_cell, values)) + "\n"


def _cell(value: Value) -> str:
    """Nothing where there is no value, which is not the same as an empty text; all else in quotation marks."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case list():
            text = DELIMITER.join(map(str, value))
        case _:
            text = str(value)
    return '"' + text.replace('"', '""') + '"'
