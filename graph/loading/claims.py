"""What several documents say of one node, and what follows from it.

A claim is a set of properties that one or more documents give a shared node. The node is a pure function of its claims,
so it is the same in whatever order documents come and go.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from policygraph.model.records import Properties

# Canonical JSON of the properties → ids of the documents that claim them.
Claims = dict[str, set[str]]

# A policy's own text knows it better than who cites it.
STATUSES = ("issued", "draft", "announced", "cited")
# What any document may say of a policy, however well it knows it.
REPEALED = "repealed"
_OF_REPEAL = ("repealed_on", "repeal_told_on")


ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(value: Any) -> str:
    """One text for one value, whatever the order of its keys."""
    return ENCODER.encode(value)


def present(properties: Properties) -> Properties:
    """`properties` without those that have no value."""
    return {name: value for name, value in properties.items() if value is not None}


def encode(claims: Claims) -> str:
    """The claims as the node keeps them: a JSON list of {"p": properties, "d": documents}, sorted."""
    each = ('{"d":' + canonical(sorted(claims[claim])) + ',"p":' + claim + "}" for claim in sorted(claims))
    return f"[{','.join(each)}]"


def decode(text: str) -> Claims:
    """The claims that a node keeps.

    >>> decode(encode({'{"name":"村"}': {"b", "a"}})) == {'{"name":"村"}': {"b", "a"}}
    True
    """
    return {canonical(claim["p"]): set(claim["d"]) for claim in json.loads(text)}


def withdraw(claims: Claims, document: str) -> None:
    """Take back all that `document` claims."""
    for claim in [claim for claim, documents in claims.items() if document in documents]:
        claims[claim].discard(document)
        if not claims[claim]:
            del claims[claim]


def merge(claims: Claims) -> Properties:
    """The node's properties: each from the best claim that has it, lists united.

    Of two that say as much the one counts that more documents make. A name that loses stays findable, as an alias.
    Where a document's words were read under another id, the node stands for that id.
    """
    sorted_claims = sorted(claims, key=lambda claim: _rank(claim, len(claims[claim])))
    ranked = _without_early_repeals([json.loads(claim) for claim in sorted_claims])
    merged: Properties = _whoever_says_it(ranked)
    if others := sorted({properties["read_as"] for properties in ranked if "read_as" in properties}):
        merged["stands_for"] = others
    for properties in ranked:
        for name, value in properties.items():
            if name == "read_as":
                continue
            if isinstance(value, list):
                known = merged.get(name)
                merged[name] = sorted({*value, *(known if isinstance(known, list) else [])})
            else:
                merged.setdefault(name, value)
    if any("naming" not in properties for properties in ranked):
        merged.pop("naming", None)  # somebody calls the policy by its title, or has it
    own = {merged.get("name"), merged.get("full_name")}
    aliases = merged.get("aliases")
    losing = _names(ranked) - own
    if isinstance(aliases, list) or others or losing:
        merged["aliases"] = sorted({*(aliases if isinstance(aliases, list) else []), *losing} - own)
    return merged


def _without_early_repeals(ranked: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same, where what was issued before the policy's own text does not repeal it: two that repeal each other
    cannot both be right, and the one that was issued first could not know the other."""
    issued = next((str(said["issued_on"]) for said in ranked if said.get("issued_on") and not knowledge(said)), "")
    return [
        {name: value for name, value in said.items() if name not in _OF_REPEAL} | {"status": "cited"}
        if said.get("status") == REPEALED and str(said.get("repeal_told_on") or issued) < issued
        else said
        for said in ranked
    ]


def _whoever_says_it(ranked: Iterable[dict[str, Any]]) -> Properties:
    """What holds although who knows the node better says otherwise."""
    return {"status": REPEALED} if any(said.get("status") == REPEALED for said in ranked) else {}


def knowledge(properties: Properties) -> int:
    """How well who says this knows the policy: 0 from its own text; who repeals a policy cites it."""
    status = "cited" if properties.get("status") == REPEALED else properties.get("status")
    return STATUSES.index(str(status)) if status in STATUSES else 0


def _names(ranked: Iterable[dict[str, Any]]) -> set[str]:
    return {str(properties["name"]) for properties in ranked}


def _rank(claim: str, documents: int) -> tuple[int, bool, int, int, str]:
    properties = json.loads(claim)
    return knowledge(properties), "read_as" in properties, -len(properties), -documents, claim
