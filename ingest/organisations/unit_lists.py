"""Lists of organisations: where a list is cut, and what belongs together.

Roles, collectives and second names follow the section "Roles" of the ontology's contract. All functions look at folded
text (`characters.for_matching`); offsets are those of the text they are given.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from policygraph.ingest.organisations import collectives, functions, glued
from policygraph.ingest.organisations.run_together import ends_of_names
from policygraph.ingest.organisations.unit_words import ending, unit_words
from policygraph.ingest.places import corps, divisions
from policygraph.model.overlay import of_some_words

LONGEST = 40
"""Characters; a longer piece is a sentence, not a name."""
SENTENCE = 400
"""Characters, with all that stands in brackets; of a longer piece nothing is a name."""
SHORTEST_BEFORE_ETC = 4
"""Characters of a name of unknown form before 等 at the end of a list; 均等 is a word."""
AHEAD = 80
"""Characters behind a blank in which the next name stands."""

_PREFIX = re.compile(  # 市政管理局 and 市监局 have none, 市政务服务局 has
    r"(?:新疆生产建设|新疆)?兵团|师市|(?:自治[区州县旗]|[省市州盟区县旗镇乡])(?!场|域|内|(?<=市)(?:政(?![府务协法])|监[局所]))(?:委(?!员|办公))?"
)
# Parts of the Party's committee: behind 县委宣传部 comes 县委组织部.
OF_COMMITTEE = re.compile(
    r"(?:组织|宣传|统战|社会工作|政法|社工)部$|^政法委|网信办|编办|农办|人才办|台办|巡察办|老干部局|^党校"
)
# Whose it is stands before.
_NO_WHOLE = re.compile(r"(?:工作|协调|推进)?(?:领导小组|委员会|指挥部|联席会议)(?:办公室)?")
_FORMER = re.compile(r"原(?=.{3})")
_CONJUNCTION = re.compile(r"等(?:[和及与、]|以及)?|以及|[和及与暨]")
# What sums up a list (等部门, 等5个单位), and how a sentence goes on behind it.
_SUM = r"(?:\d+个|(?:有关|相关|职能)+)?(?:部门|单位|机构)"
_SUMS_UP = re.compile(rf"{_SUM}(?:$|(?:要|应|须|需)?(?:按|依|根据|结合|在|密切|分别|共同|协同|各))")
_SUMS_UP_BEFORE = re.compile(rf"{_SUM}(?:以及|[和及与])")  # 等部门及各镇
_LEAD_IN = re.compile(r"[\s:.、,\])★☆※▲●*#]*(?:主要由|统一由|由|请|及|和|与)?(?:[①-⑳]|\d[.、])?\s*")
_LEAD_NOTE = re.compile(r"\((?:牵头|牵头单位|主办|组长单位)\)$")


@dataclass(frozen=True, slots=True)
class Unit:
    """An organisation as a list names it. `start` and `end` count in the folded text that was read.

    `name` has the carried prefix; `known` is False where neither its ending nor the vocabulary tells that it is one;
    `leads` is True where a bracket behind it says so (区财政局（牵头）).
    """

    name: str
    start: int
    end: int
    kind: str = "unit"
    aliases: tuple[str, ...] = ()
    known: bool = True
    leads: bool = False


def without_brackets(text: str) -> str:
    return re.sub(r"\([^()]*\)", "", text)


@of_some_words(16384)
def is_complete(name: str) -> bool:
    """Could `name` stand alone as an organisation?"""
    return len(name) > 1 and bool(ending().search(name))


def could_stand_alone(name: str) -> bool:
    """Is `name` complete, or a town, village or regiment (芦川镇, 143团), which stands for its government?"""
    return is_complete(name) or _PLACE.fullmatch(name) is not None or corps.is_regiment(name) or is_collective(name)


@of_some_words(16384)
def is_collective(name: str) -> bool:
    """Does `name` stand for several units (各镇(街道), 各成员单位)?"""
    words = unit_words()
    if (
        words.collective_starts.match(name)
        or words.collective_holds.search(name)
        or (collectives.OF_EACH.match(name) and is_complete(name))
        or "的" in name.replace("目的", "")  # who is told by what he is like: 创新能力强的企业
    ):
        return True
    several = collectives.FORM.fullmatch(name) and not collectives.ONE_GOVERNMENT.fullmatch(name)
    return bool(several) or (bool(collectives.CLASS.search(name)) and functions.function_of(name) is None)


def listed_units(folded: str, start: int = 0, end: int | None = None) -> list[Unit]:
    """The organisations listed in `folded[start:end]`, in order, as written; `carrying.carry_prefix` completes them."""
    end = len(folded) if end is None else end
    end = glued.end_of_names(folded, start, end)
    apart = [each for a, b in _pieces(folded, start, end) for each in glued.parted(folded, a, b)]
    members = [each for a, b in apart for each in _members(folded, a, b)]
    spans = [p for a, b in members for p in _conjunctions(folded, a, b)]
    pieces = [p for a, b in spans for p in _apart(folded, a, b)]
    return [unit for a, b in pieces if (unit := _unit(folded, a, b))]


_MEMBERS = re.compile(r"(?P<group>[^()]{2,20})\((?P<names>[^()]+、[^()]+)\)\s*")


def _members(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """The units that a bracket lists behind what they are together (三谷一港(甲区政府、乙县政府)), else the piece."""
    m = _MEMBERS.fullmatch(folded, start, end) if end - start <= SENTENCE else None
    if m is None or collectives.FORM.fullmatch(m[0].strip()):
        return [(start, end)]
    named = _pieces(folded, *m.span("names"))
    names = [folded[a:b].strip() for a, b in named]
    if not all(len(name) > 2 and is_complete(name) and not is_collective(name) for name in names):
        return [(start, end)]
    return [m.span("group"), *named] if could_stand_alone(m["group"].strip()) else named


def _pieces(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans between separators that stand outside brackets; a collective that holds separators stays whole."""
    spans = []
    i = begin = start
    depth = 0
    while i < end:
        c = folded[i]
        if depth == 0 and i == begin and (whole := collectives.whole_to(folded, i, end)):
            i = whole
            continue
        if c in "([":
            depth += 1
        elif c in ")]":
            depth = max(0, depth - 1)
        elif depth == 0 and (
            c in "、,;/|"
            or (c == "\n" and not _goes_on(folded, begin, i, end))
            or (c in " \t" and _blank_separates(folded, begin, i, end))
        ):
            spans.append((begin, i))
            begin = i + 1
        i += 1
    spans.append((begin, end))
    return spans


def _goes_on(folded: str, begin: int, at: int, end: int) -> bool:
    """Does the name before a line's end go on behind it (县高质量发展 / 领导小组办公室)?"""
    line, following = folded[begin:at].strip(), re.match(r"\s*([^\s、,;()]+)", folded[at : min(end, at + AHEAD)])
    if not line or not following or could_stand_alone(line):
        return False
    return bool(_NO_WHOLE.fullmatch(following[1])) or functions.is_known_unit(line + following[1])


def _blank_separates(folded: str, begin: int, at: int, end: int) -> bool:
    following = re.match(r"\s*([^\s、,;]+)", folded[at : min(end, at + AHEAD)])
    return could_stand_alone(folded[begin:at].strip()) and bool(following and could_stand_alone(following[1]))


def _conjunctions(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """A piece cut at 和, 及, 与, 等 where both sides are names (住房和城乡建设局 is one)."""
    found = list(_CONJUNCTION.finditer(folded[start:end])) if end - start <= SENTENCE else []
    if not found or functions.is_listed(folded[start:end].strip()):
        return [(start, end)]  # 中央和国家机关工委
    for m in found:
        a, b = start + m.start(), start + m.end()
        left, right = folded[start:a].strip(), folded[b:end].strip()
        if folded[start:a].count("(") != folded[start:a].count(")"):
            continue
        if m[0].startswith("等"):
            if not is_complete(left) and (right or len(left) < SHORTEST_BEFORE_ETC):
                continue
            if not right or right in unit_words().empty_after_etc or _SUMS_UP.match(right):
                return [(start, a)]
            if summed := _SUMS_UP_BEFORE.match(folded, b, end):
                b = summed.end()
            return [(start, a), *_conjunctions(folded, b, end)]
        if is_complete(left) and _is_another(left, right):
            return [(start, a), *_conjunctions(folded, b, end)]
    return [(start, end)]


def _is_another(left: str, right: str) -> bool:
    """Is it another name that stands behind 和?"""
    whole = is_complete(right) or is_collective(right) or _is_division(right)
    next_name = re.split(r"以及|[和及与]", right)[0]
    return whole and next_name not in unit_words().bare and not _goes_with(left, right)


def _goes_with(left: str, right: str) -> bool:
    """市房地产市场和产权交易管理中心 is one: left ends as things do, and its level holds for both."""
    thing = left.endswith(unit_words().things) and functions.function_of(left) is None
    return thing and bool(prefix_of(left)) and not prefix_of(right)


def _apart(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """A piece cut where names run into one another."""
    begins = start + len(folded[start:end]) - len(folded[start:end].lstrip())
    ends = [begins + at for at in ends_of_names(folded[begins:end])] if end - begins <= 3 * LONGEST else [end]
    return list(zip([start, *ends[:-1]], ends, strict=True))


def _is_division(name: str) -> bool:
    found = divisions.divisions_at_start(name)
    return found is not None and found.length == len(name) and not found.short


def _unit(folded: str, start: int, end: int) -> Unit | None:
    """The organisation that `folded[start:end]` names, or None where it is no name."""
    read = _named(folded[start:end])
    return read and replace(read, start=start + read.start, end=start + read.end)


def _named(piece: str) -> Unit | None:
    """The unit that a piece of a list names, its notes included, where it is no longer than such a piece can be."""
    return _short_named(piece) if len(piece) <= SENTENCE else None


@of_some_words(16384)
def _short_named(piece: str) -> Unit | None:
    """The same names come again all over a plan."""
    start, end = _name_span(piece)
    name = _without_former(re.sub(r"\s", "", piece[start:end]).translate(collectives.ROUND))
    leads = bool(_LEAD_NOTE.search(name))
    name, aliases = _second_names(_LEAD_NOTE.sub("", name))
    if name.count("(") != name.count(")"):
        name = name.split("(")[0].rstrip(")")
    if not is_complete(name) and not is_collective(name):
        name = _without_verb(name)
    if not _can_be_name(name):
        return None
    known = _is_known(name)
    if not known and not _could_be_name(name):
        return None
    kind = "collective" if is_collective(name) else "unit"
    if kind == "collective":
        name, aliases = collectives.canonical(name)
    return Unit(name, start, end, kind, aliases, known, leads)


def _name_span(piece: str) -> tuple[int, int]:
    """Where the name stands in a piece of a list: without bullets, what leads in, and a person behind it."""
    start, end = glued.begin(piece, _LEAD_IN.match(piece).end()), len(piece)  # type: ignore[union-attr]
    while end > start and piece[end - 1] in " \n\t.。:,;[(*★☆※▲●#按":  # 各市政府按|职责
        end -= 1
    return start, _before_person(piece, start, end)


def _can_be_name(name: str) -> bool:
    """Is it short enough, and free of what no name holds?"""
    return (
        1 < len(name) <= LONGEST and not unit_words().not_in_names.search(name) and not re.search(r"[。!?《》:]", name)
    )


def _is_known(name: str) -> bool:
    """Does its ending, the vocabulary or a place's form tell that it is an organisation?"""
    place = _PLACE.search(name) or corps.is_regiment(name)
    known = place or _is_division(name) or is_complete(name) or is_collective(name) or functions.function_of(name)
    return bool(known) and not _MAIMED.fullmatch(name)


def _could_be_name(name: str) -> bool:
    """Could what nothing tells to be an organisation still be one's name?"""
    return len(name) <= 12 and not re.search(r"[\d的了要将]", name)


def _before_person(folded: str, start: int, end: int) -> int:
    """县住建局 王五: two to four characters behind a blank behind a name are a person."""
    m = re.match(r"(.+?)\s+[一-鿿]{2,4}$", folded[start:end])
    return start + m.end(1) if m and is_complete(m[1]) and not is_complete(folded[start:end]) else end


RENAMED = re.compile(r"原|现|今(?!后)|前身|(?:\d{4}年)?[已后]?(?:更名|改名|改组|并入)")
"""How a bracket begins that holds what a unit was called before, or is called now."""
_MAIMED = re.compile(r"[省市县区州旗][一-鿿][局厅]")  # 省技厅: a line break ate a character
_PLACE = re.compile(r"[一-鿿]{2,5}(?:镇|乡|村|苏木|[县区旗])$")  # 芦川镇: its government
_OVERLONG = re.compile(r"(.{2,20}?(?:局|厅|委|部|办|政府|中心|公司|街道|乡镇|镇))[一-鿿]{1,6}$")


def _without_verb(name: str) -> str:
    """县农业农村局统筹: what stands behind a known department's ending is no part of its name."""
    m = _OVERLONG.match(name)
    return m[1] if m and functions.function_of(m[1]) else name


def _without_former(name: str) -> str:
    """原县扶贫办 is the 县扶贫办, whatever it is called now; 原平市财政局 is 原平市's."""
    former = _FORMER.search(name)
    if former is None or divisions.divisions_at_start(name):
        return name
    plain = name[: former.start()] + name[former.end() :]
    return plain if functions.is_known_unit(plain) else name


def _second_names(name: str) -> tuple[str, tuple[str, ...]]:
    """A bracket at the end that holds another organisation's name is a second name; another note goes.

    What the unit was called before or is now (原县农业局) is no second name: `renamings` reads it.

    >>> _second_names("区委农办(区农业农村局)")
    ('区委农办', ('区农业农村局',))
    """
    aliases: list[str] = []
    while m := re.search(r"[(\[<]([^()\[\]<>]*)[)\]>]$", name):
        if collectives.FORM.fullmatch(name):
            break
        if is_complete(m[1]) and not (is_collective(m[1]) or RENAMED.match(m[1])):
            aliases.append(m[1])
        name = name[: m.start()]
    name = re.sub(r"(?<=[局厅委部办])\((?!市、|县、|区、|街道|镇|乡)[^()]*\)", "", name)
    return name, tuple(aliases)


def prefix_of(name: str) -> str:
    """The level that a name begins with: 省, 市, 县委 or nothing.

    >>> prefix_of("县委宣传部"), prefix_of("省发展改革委"), prefix_of("合肥海关")
    ('县委', '省', '')
    """
    m = _PREFIX.match(name)
    return m[0] if m and len(name) > m.end() + (not m[0].endswith("委")) else ""  # 市委办 is the 市委's
