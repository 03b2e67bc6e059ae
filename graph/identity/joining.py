"""By which keys policies can be one for sure: two that share none, over any number of others, never are.

So the policies of a country fall into blocks that can be judged apart, as rules judge all of them together. What only
a person decides (titles that are alike) is no key.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from policygraph.graph.identity import former_policies
from policygraph.graph.identity.identity import Mention
from policygraph.graph.identity.same_policies import SHORTEST_CORE, Policy, gathered, years_of
from policygraph.graph.identity.surroundings import Surroundings


def keys_by_policy(mentions: Iterable[Mention], places: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """Key and id, of all that is said of some policies; `places`: what regions are called."""
    for policy in gathered(mentions, Surroundings({}, places)).values():
        yield from ((key, policy.id) for key in _keys(policy))


def _keys(policy: Policy) -> set[str]:
    """One for each of the rules of `same_policies` and `former_policies` that are ever sure."""
    title = former_policies.unmarked(policy.key)[0]
    found = {f"title\t{title.replace('的', '')}", *(f"number\t{each}" for each in policy.numbers)}
    for year, level, _ in years_of(policy):
        found.add(f"year\t{year}\t{level}\t{'' if level == 'central' else policy.region}")
    cited_for_several = "several" in policy.named and not policy.stated
    if cited_for_several or (policy.has_title and policy.level and policy.region):
        found.add(f"begins\t{policy.core[:SHORTEST_CORE]}\t{policy.level}")
    return found


class Blocks:
    """Sets of ids that hang together by keys."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def of(self, item: str) -> str:
        """What stands for the set that holds an id or a key."""
        above = self._above
        while (next_ := above.setdefault(item, item)) != item:
            above[item] = item = above[next_]
        return item

    def join(self, key: str, id_: str) -> None:
        one, other = sorted((self.of(key), self.of(id_)))
        self._above[other] = one
