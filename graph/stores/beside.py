"""What else a server's database holds, before anything of ours is put there: an office's server may serve others too.

A database of our own is asked for. Who says so may share one, where no label of its owner is called as one of ours:
then constraints and indexes are made on our labels alone, and no statement of ours goes through other nodes.
"""

from __future__ import annotations

from policygraph.graph.cypher import made
from policygraph.graph.cypher.files import fixed
from policygraph.graph.stores.store import Read
from policygraph.model.errors import PolicyGraphError
from policygraph.model.ontology import ontology

NODES = fixed(__package__, "nodes-in-all")
LABELS = fixed(__package__, "labels-in-all")
SHOWN = 8  # labels named in an error


def occupants(read: Read) -> dict[str, int]:
    """How many nodes there are of each label, most first; "" for those without any."""
    total = int(read(NODES)[0]["nodes"])
    if not total:
        return {}
    found = {row["label"]: int(read(made.count_of(row["label"]))[0]["nodes"]) for row in read(LABELS)}
    found = {label: nodes for label, nodes in found.items() if nodes}
    if without := total - sum(found.values()):
        found[""] = max(without, 0)
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def check_first_use(read: Read, place: str, *, share: bool) -> None:
    """Raise PolicyGraphError where a database that holds nothing of ours holds what ours may not be put beside."""
    found = occupants(read)
    ours = {label: nodes for label, nodes in found.items() if label in ontology().nodes}
    if ours:
        raise PolicyGraphError(
            f"{place} 里有别的数据，其中 {_listed(ours)} 与本程序的标签同名，"
            "不能放在一起；请另建一个数据库，写在地址末尾"
        )
    if found and not share:
        raise PolicyGraphError(
            f"{place} 里已有别的数据：{_listed(found)}；请另建一个数据库，写在地址末尾，"
            "或加 --share 与它们放在一起（不碰这些标签）"
        )


def _listed(found: dict[str, int]) -> str:
    named = [f"{label or '没有标签的节点'} {nodes}" for label, nodes in list(found.items())[:SHOWN]]
    return "、".join(named) + (f" 等 {len(found)} 种" if len(found) > SHOWN else "")
