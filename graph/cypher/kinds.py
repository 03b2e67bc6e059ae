"""Statements that go through kinds of nodes, which the ontology names and they do not, so that a new kind is in all.

    CALL {
      $$each all -Unread
      MATCH (n:$$label {id: $id}) RETURN n
      $$end
    }

The lines between are written out for each kind, with its name for `$$label`, and joined by UNION ALL. `all`: what
documents say; `shared`: what several of them may speak of; `-Unread`: but this one; `types`: of relationships, whose
ends' labels are `$$sources` and `$$targets`. No Cypher has two `$`.
"""

from __future__ import annotations

import re

from policygraph.model.errors import PolicyGraphError
from policygraph.model.ontology import ontology

BLOCK = re.compile(r"^[ \t]*\$\$each (?P<kinds>.+)\n(?P<lines>(?:.*\n)*?)(?P<margin>[ \t]*)\$\$end$", re.MULTILINE)


def written_out(cypher: str) -> str:
    """The statement as the stores read it."""
    if "$$" not in cypher:
        return cypher
    found = BLOCK.sub(_block, cypher)
    if "$$" in found:
        raise PolicyGraphError("语句里的 $$ 不成对：要写 $$each 一类节点，几行之后写 $$end，其间用 $$label")
    return found


def labels(words: str) -> list[str]:
    """Those that `all`, `shared`, `all -Unread` stand for, in the order of the ontology."""
    name, *others = words.split()
    without = {each.removeprefix("-") for each in others}
    kinds = ontology().nodes
    sets = {
        "all": [label for label, kind in kinds.items() if not kind.by_hand],
        "shared": list(ontology().shared),
        "types": list(ontology().edges),
    }
    if name not in sets or not without <= kinds.keys():
        raise PolicyGraphError(f"看不懂 {words}：可写 {'、'.join(sets)}，后面可跟 -Label（除去的一类）")
    return [label for label in sets[name] if label not in without]


def _block(found: re.Match[str]) -> str:
    return f"\n{found['margin']}UNION ALL\n".join(
        _lines(found["lines"].rstrip("\n"), label) for label in labels(found["kinds"])
    )


def _lines(pattern: str, name: str) -> str:
    if (kind := ontology().edges.get(name)) is not None:
        pattern = pattern.replace("$$sources", "|".join(kind.sources)).replace("$$targets", "|".join(kind.targets))
    return pattern.replace("$$label", name)
