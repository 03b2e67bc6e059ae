"""Which policies are no longer in force: since when, by which, and which one stands for them.

Two that repeal each other cannot both be right: the one that was issued first could not know the other. Where dates do
not tell, neither is said to stand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from policygraph.app.frame import data
from policygraph.graph.stores.store import Row

VERBS = {"replaced": "代替", "annulled": "废止"}
Said = Mapping[str, list[Row]]


def note(policy: Row) -> str:
    """In a few words; empty of a policy that is in force as far as is known."""
    if policy["status"] != "repealed":
        return ""
    held = _held()
    if not held.get(policy["id"]):
        return f"已废止{_since(policy)}"
    row = _surest(policy["id"], held)[0]
    if _leads_back(row, held):
        return f"和《{row['newer']}》互相写明废止，日期也分不出先后，哪一份有效未判断"
    return f"已废止{_since(policy)}，由《{row['newer']}》{VERBS.get(row['basis'], VERBS['annulled'])}"


def stands_for(id_: str) -> Row | None:
    """What took a policy's place, over any number of steps: the last that was put there; None where nothing was, or
    where the way leads to policies that repeal each other."""
    held = _held()
    found = None
    while rows := [row for row in _surest(id_, held) if row["basis"] == "replaced"]:
        found = rows[0]
        if _leads_back(found, held):
            return None
        id_ = found["newer_id"]
    return found


def replacing(id_: str) -> list[Row]:
    """Who says that another policy repeals this one, what is put in its place before what only annuls it."""
    return _said().get(id_, [])


def _surest(id_: str, held: Said) -> list[Row]:
    """Who repeals a policy, those that it does not repeal in turn first."""
    return sorted(held.get(id_, ()), key=lambda row: _leads_back(row, held))


def _held() -> Said:
    """What is said, without what dates contradict: where two repeal each other the earlier cannot know the later."""
    said = _said()
    back = {id_ for id_, rows in said.items() if any(_leads_back(row, said) for row in rows)}
    issued = {policy["id"]: policy["issued_on"] for policy in data.ask("policies")} if back else {}
    return {
        id_: [row for row in rows if not (id_ in back and _is_older(row, issued) and _leads_back(row, said))]
        for id_, rows in said.items()
    }


def _leads_back(row: Row, said: Said) -> bool:
    """Does what repeals a policy, over any number of steps, turn out to be repealed by it?"""
    ways, seen = [row["newer_id"]], {row["newer_id"]}
    while ways:
        further = {each["newer_id"] for each in said.get(ways.pop(), ())} - seen
        seen |= further
        ways += further
    return row["older_id"] in seen


def _is_older(row: Row, issued: Mapping[str, str | None]) -> bool:
    """Was what repeals a policy issued before it?"""
    newer, older = issued.get(row["newer_id"]), issued.get(row["older_id"])
    return bool(newer and older and newer < older)


def _since(policy: Row) -> str:
    return f"（{policy['repealed_on']}起）" if policy["repealed_on"] else ""


def _said() -> Said:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in data.ask("policy-changes", {"relation": "SUPERSEDES"}):  # one answer for the whole page
        found[row["older_id"]].append(row)
    return {id_: sorted(rows, key=lambda row: row["basis"] != "replaced") for id_, rows in found.items()}
