"""What a department does, and whether two spellings are one department, from the words in its name.

The vocabulary is `data/functions.yaml`. A name is a place and a rank (岳阳市云溪区, 区, 国家), which are taken off, and
then either a whole name that the vocabulary lists, or words of one or more functions before an ending (商务 粮食 局).
Names are compared folded (`graph.records.fold`); a second name in brackets is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policygraph.ingest.organisations.function_words import lexicon
from policygraph.ingest.places import areas
from policygraph.ingest.places.divisions import divisions_at_start
from policygraph.model.overlay import of_some_words
from policygraph.model.records import fold

_RANK = re.compile(r"(自治[区州县旗]|新区|[省市区县州盟旗])")
_CENTRAL = ("国务院", "国家", "全国", "中央", "中国")
_CORPS = ("新疆生产建设兵团", "兵团", "师市")
_RANKS = ("新区", "自治区", "自治州", "自治县", "自治旗", *_CORPS, *_CENTRAL, *"省市区县州盟旗")
# Collectives (各市人民政府) are no one unit.
_MANY = re.compile(r"[各、()〔〕]|^[省市区县州]*(有关|相关|试点|所在|属地|以下|其他|涉及|设区)")
_TOWN = re.compile(r"(.{1,8}?(镇|乡|街道)|镇|乡|乡镇|街道)(人民政府|政府|党委|党工委|办事处|办)")
_TOWN_ITSELF = re.compile(r"([一-鿿]{2,8}?(?:镇|乡|街道))(?:(?:人民)?政府|(?<=街道)(?:办事处|办))?")
_ABOVE_TOWN = re.compile(r"^.*[市州盟县区旗](?=[一-鿿]{2,}(?:镇|乡|街道)$)")
_COMMITTEE = re.compile(r"中(?:共|国共产党)(.+?([省市县区州盟旗镇乡]|街道))(工作)?委员会")
_PLACE_TELLS = {("开发区管委会",), ("乡镇政府",)}  # functions of which a jurisdiction has many units
_BRANCH = re.compile(r"(.+[局厅委])(.{2,6}?)(分局|支局)")
# An organ of the centre's own in a place: 国家外汇管理局某省分局.
_FIELD_UNIT = re.compile(
    r"(?:国家|中国)[一-鿿]{2,12}?[局会行署部](?P<place>[一-鿿]{2,9}?)"
    r"(?:分局|分行|监管局|监管办|监管办公室|监管分局|调查总?队|办事处|分公司|中心支行|专员办)"
)
_LONGEST_PLACE = 14  # characters of a place that no table holds: 云岭市青禾县


@dataclass(frozen=True, slots=True)
class _Reading:
    functions: tuple[str, ...]
    body: str  # the name without place and rank
    kin: bool  # a unit of its own with that function


# --- place and rank


def _bodies(name: str) -> Iterator[tuple[str, str]]:
    """(place and rank, the rest) as `name` may be cut: not at all first, so that 市场监管局 keeps its 市."""
    yield "", name
    rest = name.removeprefix("中共")
    yield name[: len(name) - len(rest)], rest
    if (of_state := name.removeprefix("中华人民共和国")) != name:  # 中华人民共和国上海海关
        yield from _bodies(of_state)
    if match := divisions_at_start(rest):
        place = rest[: match.length]
        yield place, rest[match.length :]
    for rank in _RANKS:
        if rest.startswith(rank):
            yield rank, rest[len(rank) :]
    if not _MANY.search(rest):
        for rank_at in _RANK.finditer(rest, 2, _LONGEST_PLACE):  # a place that no table holds
            yield rest[: rank_at.end()], rest[rank_at.end() :]


def _is_place(text: str) -> bool:
    match = divisions_at_start(text)
    return bool(match and match.length == len(text)) or bool(re.fullmatch(r".{0,10}[省市区县州盟旗]", text))


# --- words


def _cut(text: str, pieces: int = 0) -> tuple[str, ...] | None:
    """The functions of a run of words, fewest pieces first; single characters only beside another piece."""
    known = lexicon()
    best: list[tuple[int, tuple[str, ...], bool] | None] = [None] * (len(text) + 1)
    best[len(text)] = (0, (), False)
    for at in range(len(text) - 1, -1, -1):
        for end in range(min(len(text), at + known.longest), at, -1):
            tail, piece = best[end], text[at:end]
            if tail is None:
                continue
            if piece in known.words:
                step = (tail[0] + 1, (*known.words[piece], *tail[1]), tail[2])
            elif piece in known.parts:
                step = (tail[0] + 1, (known.parts[piece], *tail[1]), True)
            elif piece in known.fillers:
                step = (tail[0], tail[1], tail[2])
            else:
                continue
            now = best[at]
            if now is None or step[0] < now[0]:
                best[at] = step
    whole = best[0]
    if whole is None or not whole[1] or (whole[2] and whole[0] < 2):
        return None
    return _absorbed(frozenset(whole[1]))


def _absorbed(functions: frozenset[str]) -> tuple[str, ...]:
    known = lexicon()
    for of, also, gives in known.absorb:
        if of <= functions:
            functions -= also - of
            if gives:
                functions = functions - of | {gives}
    return tuple(sorted(functions, key=lambda f: known.order[f]))


@of_some_words(16384)
def _read_body(body: str) -> tuple[tuple[str, ...], bool] | None:
    """The functions of a name without place and rank, and whether it is a unit of its own."""
    known = lexicon()
    body = re.sub(r"^党委(?=.)", "委", body)
    if body in known.units:
        return (known.units[body],), False
    if _TOWN.fullmatch(body) and not _MANY.search(body):
        return ("乡镇政府",), True
    if body in known.kin:
        return (known.kin[body],), True
    for before, after, function in known.around:
        if body.startswith(before) and body.endswith(after):
            inside = body[len(before) : len(body) - len(after)]
            if inside and _is_place(inside):
                return (function,), body in known.kin
    if (branch := _BRANCH.fullmatch(body)) and (main := _read_body(branch[1])):
        return main  # 市生态环境局云溪分局
    if (own := re.sub(r"^(人民)?政府(?=.)", "", body)) != body:  # 市政府口岸物流办, 市政府外办
        return _read_body(own)
    for ending in known.endings:
        if body.endswith(ending) and (functions := _cut(body.removesuffix(ending))):
            return functions, False
    return None


def _plain(name: str) -> str:
    folded = of_committee(fold(name))
    return folded if folded.startswith("各") else re.sub(r"\([^()]*\)?$", "", folded) or folded


def of_committee(name: str) -> str:
    """The Party's committee as lists name it.

    >>> of_committee("中共茂林镇委员会"), of_committee("中共云溪区委员会"), of_committee("中共中央")
    ('茂林镇党委', '云溪区委', '中共中央')
    """
    m = _COMMITTEE.fullmatch(name)
    return m[1] + ("党工委" if m[3] else "委" if m[2] in tuple("省市县区州旗盟") else "党委") if m else name


@of_some_words(16384)
def _read(name: str) -> _Reading | None:
    for place, body in _bodies(name):
        found = _read_body(body) if body else None
        if found is None:
            continue
        functions, kin = found
        short_place = place and not _RANK.search(place[-1]) and place not in _RANKS
        if short_place and functions == ("地方金融",) and "监管局" in body:
            functions = ("金融监管总局",)  # 浙江金融监管局 is the centre's bureau there, 省金融监管局 the province's
        return _Reading(functions, body, kin)
    return None


# --- what others ask


def function_of(name: str) -> str | None:
    """What the department does: 岳阳市云溪区农业农村局 → 农业农村, 商务粮食局 → 商务、粮食; None if no word tells."""
    reading = _read(_plain(name))
    return "、".join(reading.functions) if reading else None


def is_known_unit(name: str) -> bool:
    """Whether the vocabulary reads the whole name as that of a department or another unit."""
    return _read(_plain(name)) is not None


def department_key(name: str) -> str:
    """Equal for two spellings of one department of a jurisdiction: 发改局, 区发展和改革局 → #发展改革.

    A name that the vocabulary does not read is its own key: folded, without place and rank.
    """
    plain = _plain(name)
    reading = _read(plain)
    if reading and not reading.kin:
        return f"#{'+'.join(reading.functions)}"
    if reading and reading.functions == ("乡镇政府",) and (town := town_of(reading.body)):
        return town
    if reading and reading.functions in _PLACE_TELLS:
        return areas.short(plain).replace("管理委员会", "管委会")
    return lexicon().spelled.get(reading.body, reading.body) if reading else _without_place(plain)


def is_department(name: str) -> bool:
    """Whether it is the department for its functions: 农业农村局, not 农技推广中心, which works in the same field."""
    reading = _read(_plain(name))
    return reading is not None and not reading.kin


def before_function(name: str) -> str | None:
    """Place and rank before the words for what it does: 青穗县 of 青穗县农业农村局; None if it is no department.

    What no table holds is taken for a place by its form, so that this may be anything: 机构改革后县.
    """
    plain = _plain(name)
    reading = _read(plain)
    return plain.removesuffix(reading.body) if reading and not reading.kin else None


def is_rank_or_place(text: str) -> bool:
    """Whether `text` is nothing, a rank (县, 国家) or a known place, behind which a department's name may go on."""
    match = divisions_at_start(text.removeprefix("中共"))
    return text in ("", *_RANKS) or bool(match and match.length == len(text.removeprefix("中共")))


def town_of(name: str) -> str | None:
    """The town whose government `name` is, which may be named by the town alone: 陆城镇人民政府, 陆城镇 → 陆城镇.

    >>> town_of("云溪区云溪街道办事处"), town_of("各镇人民政府"), town_of("镇政府")
    ('云溪街道', None, None)
    """
    m = _TOWN_ITSELF.fullmatch(name)
    return _ABOVE_TOWN.sub("", m[1]) if m and not _MANY.search(name) else None


def place_inside(name: str) -> str | None:
    """The place inside the name of a field unit, or before it: 人行武汉分行 → 武汉, 绍兴供电局 → 绍兴."""
    if (field := _FIELD_UNIT.fullmatch(name)) and _is_place(field["place"]):
        return field["place"]
    reading = _read(_plain(name))
    if reading is None:
        return None
    for before, after, _ in lexicon().around:
        inside = reading.body[len(before) : len(reading.body) - len(after)]
        if inside and reading.body == f"{before}{inside}{after}" and _is_place(inside):
            return inside
    return None


def is_listed(name: str) -> bool:
    """Whether the vocabulary lists the name whole, but for a rank or a known place before it: 中央和国家机关工委."""
    known = lexicon()
    bodies = ((place, body) for place, body in _bodies(_plain(name)) if not re.search("[和及与暨等]", place))
    return any(body in known.units or body in known.kin for _, body in bodies)


def _without_place(name: str) -> str:
    match = divisions_at_start(name)
    if match and not match.short and match.length < len(name):
        return name[match.length :]
    rank = next((r for r in _RANKS if name.startswith(r) and len(name) > len(r) + 2), "")
    return name if name.startswith(("市场", "市政", "区域", "县域", "中国")) else name.removeprefix(rank)


def _rank(name: str) -> str | None:
    """The rank that a name states: 区, 市, 省, 国; None if it states none."""
    if is_central(name):
        return "国"
    if (place := next((place for place, body in _bodies(name) if body and _read_body(body)), None)) is None:
        return None
    if place in _CENTRAL:
        return "国"
    return "省" if place.endswith("自治区") else place[-1] if place and place[-1] in "省市区县州盟旗" else None


def same_department(a: str, b: str) -> bool:
    """Whether two names of one jurisdiction are one department; names of two ranks (市, 区) are not."""
    ranks = {rank for rank in (_rank(_plain(a)), _rank(_plain(b))) if rank}
    return len(ranks) <= 1 and department_key(a) == department_key(b)


def is_bare(name: str) -> bool:
    """Whether the vocabulary reads the whole name and it begins with neither place nor rank: 财政厅, not 省财政厅."""
    reading = _read(_plain(name))
    return reading is not None and reading.body == _plain(name)


def is_national(name: str) -> bool:
    """Whether it is an organ that the country has one of, whatever place names it: 新华通讯社, 人民日报社.

    >>> is_national("新华通讯社"), is_national("某省社科院")
    (True, False)
    """
    reading = _read(_plain(name))
    return reading is not None and reading.functions == ("国家部门",) and is_bare(name)


def is_central(name: str) -> bool:
    """Whether the name alone says that it is the centre's: 农业农村部, 国家统计局, 海关总署."""
    ending = re.search(r"(?<![组织宣传统战装工联])部$|总局$|总署$", name)
    return name.startswith(_CENTRAL) or bool(ending and is_bare(name))
