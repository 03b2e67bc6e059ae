"""Names of divisions that are read in the middle of a text: which they are, and where they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import zip_longest

from ahocorasick_rs import AhoCorasick, MatchKind

from policygraph.ingest.places.division_tables import Division, bearers, careful, named

_FORMER_READ = 2000  # names that ended before are more often parts of other words


@cache
def _names_read() -> tuple[AhoCorasick, Mapping[str, frozenset[str]]]:
    """What finds the names that are read in the middle of any text; and those read only near by, by the city's code."""
    names = {*careful()["other"], *(name for name, _ in _readable(near=False))}
    names |= {name for name, were in bearers().items() if _is_former_read(name, max(b.until for b in were))}
    near: dict[str, set[str]] = defaultdict(set)
    for name, found in _readable(near=True):
        for division in () if name in names else found:
            near[division.code[:4]].add(name)
    return _longest_of(names), {code: frozenset(held) for code, held in near.items()}


def _readable(near: bool) -> Iterator[tuple[str, tuple[Division, ...]]]:
    """Full and short names of today that are read, and who bears them."""
    own, short = named()
    yield from ((name, found) for name, found in own.items() if _is_read(name, near))
    yield from ((name, found) for name, found in short.items() if _is_short_read(name, found[0], near))


def _longest_of(names: Iterable[str]) -> AhoCorasick:
    return AhoCorasick(sorted(names), matchkind=MatchKind.LeftmostLongest)


@lru_cache(maxsize=4096)
def _read_near(city: str) -> AhoCorasick | None:
    names = _names_read()[1].get(city)
    return _longest_of(names) if names else None


def names_in(text: str, region: Division | None) -> Iterator[tuple[int, int]]:
    """Where names stand that are read in the middle of a text, in a document of `region`: the longest at each place.

    The country's are found by one automaton and a city's by a small one of its own, for one that held both would be
    made for each city.
    """
    near = _read_near(region.code[:4]) if region and len(region.code) > 2 else None
    at = 0
    while at < len(text):
        rest = text[at:] if at else text
        found = [(start, end) for _, start, end in _names_read()[0].find_matches_as_indexes(rest)]
        held = [(start, end) for _, start, end in near.find_matches_as_indexes(rest)] if near else []
        merged = sorted((*found, *held), key=lambda span: (span[0], -span[1])) if held else found
        begun = at
        for (start, end), following in zip_longest(merged, merged[1:]):
            yield begun + start, begun + end
            at = begun + end
            if held and following and following[0] < end:
                break  # one of each lie across each other: what the shorter hid is looked for anew
        else:
            return


def _is_read(name: str, near: bool) -> bool:
    """Is a full name read? Plain words are not, and what begins with one only near by: 资源县域, 会同县公安局."""
    plain = name[-1] in "县区" and name[:-1] in careful()["common"]
    return len(name) > 2 and name not in careful()["weak"] and (near or not plain)


def _is_short_read(name: str, best: Division, near: bool) -> bool:
    """Is a short name read? Of counties only near by."""
    usable = name not in careful()["common"] and not name.endswith(("高新区", "经开区", "开发区"))
    return usable and name in best.shorts and (near or len(best.code) <= 4)


def _is_former_read(name: str, until: int) -> bool:
    """Is a former name read? Districts only behind their city: 东市区, 郊区."""
    district = name[-1] == "区" and not name.endswith("地区")
    return not district and len(name) > 2 and until >= _FORMER_READ
