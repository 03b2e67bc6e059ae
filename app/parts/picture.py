"""Which part of the graph is drawn: the nodes one began with, and how far each node was expanded.

It stands in the address, so that a link shows the same picture; undoing is going back to an earlier one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from policygraph.model.ontology import ontology

AT_ONCE = 25  # neighbours that one expansion brings
CAP = 300  # nodes that are drawn: more are neither smooth nor readable
ALL = "*"  # in the place of a node's key: all that is drawn when the steps before have been made
LEAVE_ROOM = 240  # tasks of a whole plan, so that those who lead them are drawn too


class Neighbour(NamedTuple):
    """`key`: LABEL:ID, as everywhere here."""

    key: str
    relations: Sequence[str]


class Step(NamedTuple):
    """The first `shown` neighbours of a node are drawn: those of one relationship, or of any where it is empty; where
    its key is ALL, those of each node that is drawn."""

    key: str
    relation: str = ""
    shown: int = AT_ONCE


class Picture(NamedTuple):
    roots: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()


Neighbours = Callable[[str], Sequence[Neighbour]]  # of a node, always in the same order


def opened(*roots: str) -> Picture:
    """Nodes with their first neighbours."""
    return Picture(roots, tuple(Step(root) for root in roots))


def whole_plan(policy: str) -> Picture:
    """A policy with its tasks, their parts, and those who lead them."""
    return Picture((policy,), (Step(policy, "PART_OF", LEAVE_ROOM), Step(ALL, "PART_OF"), Step(ALL, "LEADS")))


def tasks_of_plan(picture: Picture, neighbours: Neighbours) -> int:
    """Of a plan that is drawn as a whole, how many tasks it has, where they are more than are drawn of it; else 0."""
    whole = [step for step in picture.steps if (step.relation, step.shown) == ("PART_OF", LEAVE_ROOM)]
    return max([0, *(found for step in whole if (found := len(_of(step, neighbours))) > step.shown)])


def drawn(picture: Picture, neighbours: Neighbours) -> list[str]:
    """The nodes, whatever the order of the steps; a step counts while its own node is drawn."""
    found = dict.fromkeys(picture.roots)
    waiting = list(picture.steps)
    while active := [step for step in waiting if step.key in found]:
        for step in active:
            waiting.remove(step)
            found.update(dict.fromkeys(each.key for each in _of(step, neighbours)[: step.shown]))
    for step in waiting:
        if step.key == ALL and len(found) < CAP:
            for key in list(found):
                found.update(dict.fromkeys(each.key for each in _of(step._replace(key=key), neighbours)[: step.shown]))
    return list(found)


def expand(picture: Picture, key: str, relation: str, neighbours: Neighbours) -> Picture:
    """With the next neighbours of a node: of `relation` where it has more of them, of any otherwise.

    Goes on until one is new, since the next ones may be there through other nodes; the same picture if there is none.
    """
    there = set(drawn(picture, neighbours))
    for kind in dict.fromkeys((relation, "")):
        given = next((step for step in picture.steps if step[:2] == (key, kind)), Step(key, kind, 0))
        of = [each.key for each in _of(given, neighbours)]
        if not there.issuperset(of[given.shown :]):
            shown = given.shown + AT_ONCE
            while there.issuperset(of[:shown]):
                shown += AT_ONCE
            rest = tuple(step for step in picture.steps if step != given)
            return Picture(picture.roots, (*rest, Step(key, kind, shown)))
    return picture


def collapse(picture: Picture, key: str, neighbours: Neighbours) -> Picture:
    """Without what the expansions of a node brought, except what is there through another node."""
    left = Picture(picture.roots, tuple(step for step in picture.steps if step.key != key))
    there = set(drawn(left, neighbours))
    return Picture(left.roots, tuple(step for step in left.steps if step.key in there or step.key == ALL))


def _of(step: Step, neighbours: Neighbours) -> list[Neighbour]:
    return [each for each in neighbours(step.key) if not step.relation or step.relation in each.relations]


def picture_parameters(picture: Picture) -> dict[str, str]:
    """As parameters of the address.

    >>> write(opened("Task:a"))
    {'node': 'Task:a', 'open': ''}
    >>> write(Picture(("Task:a",), (Step("Task:a"), Step("Department:b", "LEADS", 50))))
    {'node': 'Task:a', 'open': 'Task:a,Department:b~50~LEADS'}
    """
    steps = ",".join(
        "~".join([step.key, *([str(step.shown), step.relation] if step != Step(step.key) else [])]).rstrip("~")
        for step in picture.steps
    )
    plain = picture == opened(*picture.roots)
    return {"node": ",".join(picture.roots), "open": "" if plain else steps or "-"}


def read_picture(node: str, steps: str) -> Picture:
    """From parameters of the address; what makes no sense there is passed over.

    >>> read("Task:a", "Department:b~50~LEADS,nonsense").steps
    (Step(key='Department:b', relation='LEADS', shown=50),)
    """
    roots = tuple(dict.fromkeys(each for each in node.split(",") if is_key(each)))
    if not steps:
        return opened(*roots)
    found = []
    for part in steps.split(","):
        key, shown, relation = [*part.split("~"), "", ""][:3]
        if (is_key(key) or key == ALL) and (relation in ontology().edges or not relation):
            found.append(Step(key, relation, min(int(shown), CAP) if shown.isdecimal() else AT_ONCE))
    return Picture(roots, tuple(dict.fromkeys(found)))


def is_key(text: str) -> bool:
    """Whether it has the form LABEL:ID.

    >>> is_key("Task:630ede4af768d15a"), is_key("Tusk:1")
    (True, False)
    """
    label, _, id_ = text.partition(":")
    return label in ontology().nodes and id_.isalnum()


def node_ids(keys: Collection[str]) -> list[str]:
    """The ids, sorted, so that the same nodes are the same question."""
    return sorted(key.partition(":")[2] for key in keys)
