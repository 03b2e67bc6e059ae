"""In what the pages are looked at: a place, a bureau, a year, a policy.

It stands in every address, goes along from page to page, and the browser keeps it (frontend/header.js). Pages begin
with it where their own part of the address says nothing else.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from urllib.parse import parse_qsl, urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

PARAMETERS = {"place": "in", "bureau": "for", "year": "yr", "policy": "plan"}
"""By field the parameter of the address: short, and never called otherwise, since people keep addresses."""
KEY = "context"
OPENED = "context-opened"  # counts how often a page was opened, or the context changed, in this session
BARE = "context-bare"  # whether the page's own part of the address was empty when all of the page was run last
LONGEST = 200  # characters of a value that somebody wrote into an address


@dataclass(frozen=True, slots=True)
class Context:
    """`place`: a region's name; `bureau`: a department's full name; `year`: four digits; `policy`: its id. Empty where
    there is no such limit."""

    place: str = ""
    bureau: str = ""
    year: str = ""
    policy: str = ""

    def __bool__(self) -> bool:
        return bool(self.parameters)

    @property
    def parameters(self) -> dict[str, str]:
        """As it stands in an address.

        >>> Context(place="临澜区", year="2026").parameters
        {'in': '临澜区', 'yr': '2026'}
        """
        return {name: value for field, name in PARAMETERS.items() if (value := getattr(self, field))}

    @property
    def kept(self) -> str:
        """As a browser keeps it."""
        return urlencode(self.parameters)


NOWHERE = Context()


def read(parameters: Mapping[str, str]) -> Context:
    """What an address says of it; a year that is none says nothing.

    >>> read({"in": "临澜区", "yr": "此年"})
    Context(place='临澜区', bureau='', year='', policy='')
    """
    said = {each.name: parameters.get(PARAMETERS[each.name], "").strip()[:LONGEST] for each in fields(Context)}
    year = said["year"]
    return Context(**said | {"year": year if len(year) == 4 and year.isascii() and year.isdigit() else ""})


def unpacked(kept: str) -> Context:
    """
    >>> unpacked(Context(place="临澜区", bureau="临澜区水利局").kept)
    Context(place='临澜区', bureau='临澜区水利局', year='', policy='')
    """
    return read(dict(parse_qsl(kept[: 8 * LONGEST])))


def now() -> Context:
    found: Context = st.session_state.get(KEY, NOWHERE)
    return found


def is_known() -> bool:
    """Whether this session has been told: by an address, by the browser or by a person."""
    return KEY in st.session_state


def take() -> None:
    """What the address says counts; where it says nothing, what was before, which is put there."""
    if said := read(st.query_params):
        st.session_state[KEY] = said
    elif now():
        st.query_params.update(now().parameters)
    st.session_state[BARE] = not own(st.query_params)
    running = get_script_run_ctx()
    number, *before = st.session_state.get(OPENED, (0,))
    if (here := [running.page_script_hash if running else "", now()]) != before:
        st.session_state[OPENED] = (number + 1, *here)


def opened() -> int:
    """Differs each time that a page is opened, and when the context has changed."""
    return int(st.session_state.get(OPENED, (0,))[0])


def put(context: Context) -> None:
    """Look at all pages in this from now on. The one that is open begins anew: its choices were made in another."""
    st.session_state[KEY] = context
    st.query_params.from_dict(context.parameters)


def remember(kept: str) -> None:
    """What the browser has kept, for a session that knows of nothing else. A page that was opened by an address of its
    own stays as it is."""
    if is_bare():
        put(unpacked(kept))
    else:
        st.session_state[KEY] = unpacked(kept)


def own(parameters: Mapping[str, str]) -> dict[str, str]:
    """Those of an address that are the page's own."""
    return {name: value for name, value in parameters.items() if name not in PARAMETERS.values()}


def is_bare() -> bool:
    """Whether the page was opened without anything of its own in the address."""
    return bool(st.session_state.get(BARE))


def begin(field: str, options: Collection[str]) -> list[str]:
    """The value of a field that a page begins with: where its own part of the address was empty when it was opened, for
    who follows a link must see what that leads to; and where it is one of the options."""
    value: str = getattr(now(), field)
    return [value] if is_bare() and value in options else []
