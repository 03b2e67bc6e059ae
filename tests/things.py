"""What the pages of things show, as a person reads it: `from tests.things import listings, ways`."""

from __future__ import annotations

import json
from typing import Any

from streamlit.testing.v1 import AppTest

from tests.pages import read


def listings(app: AppTest) -> dict[str, list[dict[str, str]]]:
    """The tables of a page, by what they are called: their rows in words."""
    found = {}
    for data in _mounted(app, "listing"):
        rows = [["、".join(part["words"] for part in cell) for cell in row] for row in data["rows"]]
        found[data["label"]] = [dict(zip(data["headings"], row, strict=True)) for row in rows]
    return found


def ways(app: AppTest, called: str) -> dict[str, tuple[str, dict[str, str]]]:
    """Where the links of a table lead, by their words: a page, and its parameters."""
    [data] = [each for each in _mounted(app, "listing") if each["label"] == called]
    parts = [part for row in data["rows"] for cell in row for part in cell if part.get("page")]
    return {part["words"]: (part["page"], part["parameters"]) for part in parts}


def copied(app: AppTest) -> dict[str, tuple[str, dict[str, str]]]:
    """What the buttons of a page copy, by their words: the text, and the parameters of the address beside it."""
    buttons = [button for data in _mounted(app, "share") for button in data["buttons"] if "link" in button]
    return {each["words"]: (each["text"], each["link"]["parameters"]) for each in buttons}


def said(app: AppTest) -> str:
    """All the words between the tables."""
    shown = [*app.title, *app.header, *app.markdown, *app.caption, *app.warning, *app.error, *app.info]
    return read("\n".join(each.value for each in shown)) + "\n".join(each.proto.body for each in app.get("html"))


def _mounted(app: AppTest, component: str) -> list[dict[str, Any]]:
    return [
        json.loads(each.proto.json)
        for each in app.get("bidi_component")
        if each.proto.component_name == f"policygraph.{component}"
    ]
