"""What is drawn on the page of the graph, as the address has it, and the pictures that one can go back to."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from policygraph.app.explore import grouping
from policygraph.app.frame import context, data
from policygraph.app.parts.graph_view import node_key
from policygraph.app.parts.picture import Neighbour, Picture, is_key, opened, picture_parameters, read_picture
from policygraph.model.ontology import ontology

NOTE, PAST = "explore-note", "explore-past"
NOTHING = "-"  # in the address: nothing is selected
BACK = 50  # pictures one can go back to
ON, OFF = "on", "off"
OWN = ("node", "open", "at", "layout", "hide", "group", "apart", "way")
"""Parameters of the address: what is drawn, what is chosen, how it is drawn, and two nodes whose connection is told."""
LONGEST = 20_000  # characters of a view that a browser has kept


def picture() -> Picture:
    return read_picture(st.query_params.get("node", ""), st.query_params.get("open", ""))


def selected(now: Picture) -> str:
    chosen = st.query_params.get("at") or now.roots[0]
    return "" if chosen == NOTHING else chosen


def hidden() -> list[str]:
    return [label for label in st.query_params.get("hide", "").split(",") if label in ontology().nodes]


def layout(drawn: int) -> str:
    """As a person has chosen it; where he has not, few nodes stand by what is connected, many in columns by kind."""
    return st.query_params.get("layout") or ("layered" if drawn > grouping.FROM else "force")


def groups(drawn: int) -> bool:
    """Whether nodes alike are drawn as one: as a person has chosen, else where there are many."""
    chosen = st.query_params.get("group")
    return drawn > grouping.FROM if chosen not in (ON, OFF) else chosen == ON


def apart() -> list[str]:
    """The ids of groups whose members are drawn one by one."""
    return [each for each in st.query_params.get("apart", "").split(",") if each.isalnum()]


def ends() -> tuple[str, str] | None:
    """The two nodes of which it is told why they are connected."""
    keys = [each for each in st.query_params.get("way", "").split(",") if is_key(each)]
    return (keys[0], keys[1]) if len(keys) == 2 else None


def past() -> list[Picture]:
    found: list[Picture] = st.session_state.setdefault(PAST, [])
    return found


def show(now: Picture, at: str | None = None, way: str = "") -> None:
    """Draw this from now on; the one before can be gone back to."""
    before = picture()
    if before.roots:
        past().append(before)
        del past()[:-BACK]
    put(**picture_parameters(now), way=way, **({} if at is None else {"at": at}))


def only(key: str) -> None:
    show(opened(key), key)


def put(**parameters: str) -> None:
    for name, value in parameters.items():
        if value:
            st.query_params[name] = value
        elif name in st.query_params:
            del st.query_params[name]


def view() -> str:
    """What the address says of the picture, in one line, to be kept."""
    return packed(st.query_params)


def packed(parameters: Mapping[str, str]) -> str:
    """
    >>> packed({"node": "Task:1", "in": "临澜区", "layout": "layered"})
    'node=Task%3A1&layout=layered'
    """
    own = context.own(parameters)
    return urlencode({name: own[name] for name in OWN if own.get(name)})


def unpacked(kept: str) -> dict[str, str]:
    """All parameters of a view that was kept, empty where it has none; what is no parameter of ours is passed over.

    >>> unpacked("node=Task%3A1&evil=1")["node"], unpacked("node=Task%3A1&evil=1")["open"]
    ('Task:1', '')
    """
    found = dict(parse_qsl(kept[:LONGEST]))
    return {name: found.get(name, "") for name in OWN}


def neighbours(key: str) -> list[Neighbour]:
    rows = data.ask("neighbours", {"id": key.partition(":")[2]})
    return [Neighbour(node_key(row), row["relations"]) for row in rows]


def connect(start: str, end: str, keys: list[str]) -> None:
    """Draw the ways between two nodes, of which `keys` are the nodes, and nothing else."""
    show(Picture(tuple(keys)), NOTHING, f"{start},{end}")
