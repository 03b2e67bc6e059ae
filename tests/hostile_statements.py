"""The table of hostile statements (tests/cases/hostile.yaml), written out."""

from __future__ import annotations

import re
from typing import NamedTuple

import yaml

from tests import paths

KINDS = ("embedded", "neo4j")


class Hostile(NamedTuple):
    """A case; `writes` and `beyond` name kinds of stores."""

    cypher: str
    expect: str
    writes: tuple[str, ...]
    beyond: tuple[str, ...]


def hostile() -> list[Hostile]:
    """All cases, in order."""
    text = paths.CASES.joinpath("hostile.yaml").read_text(encoding="utf-8")
    return [_hostile(**case) for case in yaml.safe_load(text)["cases"]]


def _hostile(
    cypher: str, why: str, expect: str, times: int = 1, writes: bool | list[str] = False, beyond: tuple[str, ...] = ()
) -> Hostile:
    written = re.sub("«(.*?)»", lambda repeated: repeated[1] * times, cypher, flags=re.DOTALL)
    assert why and expect in ("refused", "cut")
    return Hostile(written, expect, KINDS if writes is True else tuple(writes or ()), tuple(beyond))
