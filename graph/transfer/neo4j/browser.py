"""For Neo4j Browser: how nodes look (`.grass`, dragged into it), and the catalogue as scripts that it saves.

A script is one `.cypher` file: its name for the list on the first line, a `:param` line for each parameter with its
example, and the query. Browser takes many at once as one `.zip`, a folder a tag.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from policygraph.graph.asking.catalog import Parameter, Query, catalog
from policygraph.graph.transfer.files import writing_folder
from policygraph.model.ontology import ontology

STYLE, QUERIES = "policygraph.grass", "policygraph-queries.zip"
SIZES = {"Policy": 70, "Task": 55, "Department": 60}
SIZE = 45  # pixels across, of all others
EPOCH = (2020, 1, 1, 0, 0, 0)  # so that equal queries make equal files


def write_browser(folder: Path) -> list[Path]:
    """Write style and scripts into `folder`; the files."""
    with writing_folder(folder) as new:
        (new / STYLE).write_text(style(), encoding="utf-8")
        with zipfile.ZipFile(new / QUERIES, "w", zipfile.ZIP_DEFLATED) as package:
            for query in catalog().values():
                name = f"{query.tags[0]}/{query.title.replace('/', '／')}.cypher"
                package.writestr(zipfile.ZipInfo(name, EPOCH), script(query))
    return [folder / STYLE, folder / QUERIES]


def style() -> str:
    """Nodes in the colours that the page gives them, called by their names; the text black or white, which reads."""
    blocks = [
        f"node {{\n  diameter: {SIZE}px;\n  color: #6B6B6B;\n  border-color: #4D4D4D;\n  border-width: 2px;\n"
        "  text-color-internal: #FFFFFF;\n  font-size: 10px;\n  caption: '{name}';\n}",
        "relationship {\n  color: #8E8E8E;\n  shaft-width: 1px;\n  font-size: 8px;\n  padding: 3px;\n"
        "  text-color-external: #000000;\n  text-color-internal: #FFFFFF;\n  caption: '<type>';\n}",
    ]
    for label, kind in ontology().nodes.items():
        colour = kind.look.colour
        lines = (
            f"diameter: {SIZES.get(label, SIZE)}px", f"color: {colour}", f"border-color: {_darker(colour)}",
            f"text-color-internal: {_readable(colour)}", "caption: '{name}'",
        )  # fmt: skip
        blocks.append(f"node.{label} {{\n" + "".join(f"  {line};\n" for line in lines) + "}")
    return "\n\n".join(blocks) + "\n"


def script(query: Query) -> str:
    """A query as Browser's script."""
    return "\n".join(_lines(query)) + "\n"


def _lines(query: Query) -> Iterator[str]:
    yield f"// {query.title}"
    yield f"// {query.answers}"
    for each in query.parameters:
        yield f"// {each.name}：{each.zh}{'（必填）' if each.required else ''}，例如 {each.example}"
    for each in query.parameters:
        yield f":param {each.name} => {_literal(each)};"
    yield query.cypher.strip().rstrip(";") + ";"


def _literal(parameter: Parameter) -> str:
    """What a script begins with: the example where one must be given, else what holds when nothing is said."""
    value: Any = parameter.example if parameter.required else parameter.default
    if value is None:
        return "null"
    if parameter.type == "date":
        return f"date('{value}')"
    if parameter.type == "strings" and not isinstance(value, list):
        value = [each.strip() for each in str(value).split(",")]
    return json.dumps(value, ensure_ascii=False)


def _darker(colour: str) -> str:
    return "#" + "".join(f"{int(colour[at : at + 2], 16) * 3 // 4:02X}" for at in (1, 3, 5))


def _readable(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#000000" if 0.299 * red + 0.587 * green + 0.114 * blue > 150 else "#FFFFFF"
