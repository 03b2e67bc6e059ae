"""Which policies are no longer in force: since when, by which, and which one stands for them."""

from __future__ import annotations

from collections import defaultdict

from policygraph.app.frame import data
from policygraph.graph.stores.store import Row

VERBS = {"replaced": "代替", "annulled": "废止"}


def note(policy: Row) -> str:
    """In a few words; empty of a policy that is in force as far as is known."""
    if policy["status"] != "repealed":
        return ""
    rows = replacing().get(policy["id"], [])
    by = f"，由《{rows[0]['newer']}》{VERBS.get(rows[0]['basis'], VERBS['annulled'])}" if rows else ""
    return f"已废止{_since(policy)}{by}"


def stands_for(id_: str) -> Row | None:
    """What took a policy's place, over any number of steps: the last that was put there; None where nothing was."""
    found, seen = None, {id_}
    while True:
        rows = [row for row in replacing().get(id_, []) if row["basis"] == "replaced" and row["newer_id"] not in seen]
        if not rows:
            return found
        found = rows[0]
        id_ = found["newer_id"]
        seen.add(id_)


def _since(policy: Row) -> str:
    return f"（{policy['repealed_on']}起）" if policy["repealed_on"] else ""


def replacing() -> dict[str, list[Row]]:
    """By a policy's id who says that another repeals it, what is put in its place before what only annuls it."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in data.ask("policy-changes", {"relation": "SUPERSEDES"}):  # one answer for the whole page
        found[row["older_id"]].append(row)
    return {id_: sorted(rows, key=lambda row: row["basis"] != "replaced") for id_, rows in found.items()}
