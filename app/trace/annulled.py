"""What the trace page says of a policy that is no longer in force, and the way to the one that stands for it."""

from __future__ import annotations

import streamlit as st

from policygraph.app.frame.plain import plain
from policygraph.app.parts import pieces
from policygraph.app.parts.things import replaced
from policygraph.app.trace import choice
from policygraph.graph.stores.store import Row


def show(policy: Row, key: str) -> None:
    """The words that say so, and a way to the policy that stands for it. `key` tells where on the page it is."""
    if policy["status"] != "repealed":
        return
    st.warning(plain(f"《{policy['title']}》{replaced.note(policy)}。"))
    standing = replaced.stands_for(policy["id"])
    if standing:
        st.button(
            plain(f"看代替它的《{standing['newer']}》"),
            key=f"trace-standing-{key}",
            on_click=choice.start_at,
            args=(f"Policy:{standing['newer_id']}",),
        )
    for row in replaced.replacing(policy["id"]):
        pieces.evidence(row, f"trace-annulled-{key}-{row['newer_id']}-{row['document']}")
