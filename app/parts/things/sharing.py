"""Buttons that share what is seen: its address, its citation, its print."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policygraph.app.frame import data
from policygraph.app.frame.component import component
from policygraph.app.gate import here
from policygraph.app.parts.things import citing
from policygraph.app.parts.things.ways import AT, Way, to
from policygraph.graph.stores.store import Row

COPY, CITE_IT, CITE, PRINT = "复制地址", "复制引用", "引用此句", "打印"


def line(way: Way, citation: str, key: str) -> None:
    """Of the page of a thing to which `way` leads."""
    buttons = [
        _copying(COPY, "把这一页的地址放到剪贴板，发给同事打开的是同一页", way),
        _copying(CITE_IT, "名称、文号、日期和地址，放到剪贴板", way, citation),
        {"words": PRINT, "help": "打印这一页", "print": True},
    ]
    _mount(buttons, key)


def cite(document: str, start: int, end: int, key: str) -> None:
    """Of a sentence: its words, whose they are, where they stand, and the address at which they are lit."""
    found = next(iter(data.ask("document-text", {"document": document})), None)
    if found and (way := to_sentence(document, found, start, end)):
        title, number, issued_on = _stated(document, found["name"])
        place = citing.position(found["text"], start, found["pages"])
        said = citing.citation(found["text"][start:end], title, number, issued_on, place)
        _mount([_copying(CITE, "标题、文号、页和段、原句和地址，放到剪贴板", way, said)], key)


def to_sentence(document: str, found: Row, start: int, end: int) -> Way | None:
    """To the page of a document, of which `found` is the text, at these words."""
    way = to("Document", document, citing.position(found["text"], start, found["pages"]))
    return way and way._replace(parameters={**way.parameters, AT: citing.mark(found["text"], start, end)})


def _stated(document: str, name: str) -> tuple[str, str | None, str | None]:
    """Title, number and date of what a document is: of the policy of its name, or the only one that it states."""
    around = data.ask("neighbours", {"id": document})
    ids = {each["id"]: each["name"] for each in around if "STATES" in each["relations"] and each["label"] == "Policy"}
    own = [id_ for id_, title in ids.items() if title == name] or (list(ids) if len(ids) == 1 else [])
    rows = data.ask("node", {"id": own[0]}) if own else []
    return (rows[0]["name"], rows[0]["number"], rows[0]["issued_on"]) if rows else (name, None, None)


def _copying(words: str, help_: str, way: Way, text: str = "") -> dict[str, Any]:
    return {"words": words, "help": help_, "text": text, "link": linked(way)}


def linked(way: Way) -> Mapping[str, Any]:
    """A way as components take it."""
    return {"words": way.words, "page": way.page, "parameters": dict(way.parameters)}


def _mount(buttons: list[dict[str, Any]], key: str) -> None:
    component("share")(key=key, data={"buttons": buttons, "base": here.entry().base})
