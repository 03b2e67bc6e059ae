"""Which graphs this program goes on with: the version of its form that a graph is marked with (`model/versions.py`).

The mark is no node, so that no query meets it. The embedded store keeps a number beside the graph; on a server it is
the name of a constraint, which every user who may see the schema may read.

An office's server may serve others too. Before anything of ours is put into a database for the first time, what else it
holds is said, and one of our own is asked for; who says so may share it, where no label of its owner is called as one
of ours. Constraints and indexes are on our labels alone, and no statement of ours goes through other nodes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from policygraph.graph.cypher import looking, made
from policygraph.graph.cypher.files import fixed
from policygraph.graph.stores.address import is_address
from policygraph.graph.stores.store import Read, Store
from policygraph.model.errors import PolicyGraphError
from policygraph.model.ontology import ontology
from policygraph.model.versions import SCHEMA

# Graphs had no mark before there was a second form of them; this tells the first from the second, and from none.
NOT_KEPT = fixed(__package__, "not-kept")
NODES = fixed(__package__, "nodes-in-all")
LABELS = fixed(__package__, "labels-in-all")
LOCK, LOCK_CONSTRAINT = "PolicyGraphLock", fixed(__package__, "lock-constraint")
SHOWN = 8  # labels named in an error


class OldGraphError(PolicyGraphError):
    """An earlier program wrote the graph, and its form has changed since."""


def schema_of(marked: int, read: Read) -> int:
    """The version of a graph that is `marked` so (0: not at all)."""
    if marked:
        return marked
    found = read(NOT_KEPT)[0]
    return 0 if found["not_kept"] else 1 if found["documents"] else SCHEMA


def is_ours(marked: int, read: Read) -> bool:
    """Whether this program, or an earlier one, has put anything there."""
    return bool(marked or read(NOT_KEPT)[0]["documents"])


def check(marked: int, read: Read, place: str) -> None:
    """Raise PolicyGraphError where this program cannot go on with the graph as it is: OldGraphError, or it is newer."""
    found = schema_of(marked, read)
    if found > SCHEMA:
        raise PolicyGraphError(f"{place} 里的图是更新的程序写的（结构版本 {found}，本程序只懂 {SCHEMA}）；请升级本程序")
    if found < SCHEMA:
        backup = "备份后" if is_address(place) else ""
        raise OldGraphError(
            f"{place} 里的图是较早的程序写的（结构版本 {found}，现为 {SCHEMA}）；"
            f"请{backup}运行 policygraph upgrade --database {place}"
        )


def take_up(store: Store) -> None:
    """Check a graph that is to be written to, and mark it where nobody has. Raises as `check`."""
    check(store.schema, store.read, store.place)
    if not store.schema:
        store.mark_schema(SCHEMA)


# --- what else a server's database holds


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


def missing(there: Mapping[str, Sequence[str]], place: str) -> list[str]:
    """What sets a server's database up, without what is `there` (names of constraints and indexes, and their labels).

    Raises PolicyGraphError where one that is called as ours is on somebody else's labels.
    """
    plain = (*made.constraints(), *made.server_indexes(), LOCK_CONSTRAINT)
    wanted = {each.split()[2]: each for each in plain}
    wanted |= looking.full_text_indexes() | looking.other_full_text_indexes()
    ours = ontology().nodes.keys() | ontology().edges.keys() | {LOCK}
    for name in wanted:
        if (labels := there.get(name)) and not ours & set(labels):
            raise PolicyGraphError(f"{place} 里已有名为 {name} 的约束或索引，是别人的；请另建一个数据库")
    return [each for name, each in wanted.items() if name not in there]


def _listed(found: dict[str, int]) -> str:
    named = [f"{label or '没有标签的节点'} {nodes}" for label, nodes in list(found.items())[:SHOWN]]
    return "、".join(named) + (f" 等 {len(found)} 种" if len(found) > SHOWN else "")
