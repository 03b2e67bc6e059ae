"""Industries and produce that a text is about.

The words are in `data/industries/`: `curated.tsv` (what the project knows, with kinds and other names), `lists.tsv`
(made from public lists) and `stop.tsv` (what only looks like produce). All are looked for in one pass; rules then
drop what is part of another word (花生态), of a place (玉竹村) or of an organisation (烟草局), and technologies that
are only used.

Beyond the words, produce is read from a list with known produce (大樱桃、蓝莓、大骨鸡), and a local name in quotes
whose last character is the produce (“密云水库鱼”). All positions count characters.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from importlib.resources import files

from ahocorasick_rs import AhoCorasick, MatchKind

from policygraph.ingest.places.divisions import divisions_at_start
from policygraph.model.overlay import of_words, present
from policygraph.model.vocabulary import read

OWN = "industries.yaml"
KINDS = ("produce", "trade", "field", "class", "hidden")
_DATA = files("policygraph.data") / "industries"
_ORGANISATION = re.compile(
    r"[^\W由与和及的在对向、，]{0,8}?有限(责任)?公司|(产业|生产|发展|管理|监督|加工|畜牧|科学|技术|股份|有限|集团|责任){0,8}"
    r"(局|厅|委员会|委(?![托内])|专卖|研究[所院]|农科院|学院|大学|银行|公司|集团)"
)
_PLACE = re.compile(
    r"[坑坪湾沟岭坝塘冲垄岗坡洞桥头尾庄]?村(?![级民集内])|城|镇|乡(?![村镇土])|街|社区|小区|大道|[湖山河岭沟岛寺庙坪坝湾寨屯路]|县(?![域级])|市(?![场级区])|区(?![域位块划])"
)
_CLASS = re.compile(r"(产业|行业|制造业|加工业|产业链)")
_FIELD_GROWS = re.compile(
    r"(等)?(产业|行业|制造|装备|终端|企业|集群|整机|零部件|元器件|关键技术|核心技术|技术攻关|技术创新|标杆|创新中心|产品)"
)
_DEVELOPS = re.compile(
    r"(发展|培育|壮大|做强|做大|打造|布局|突破|攻关|研发|聚焦|抢抓|招引|引进|培植|谋划|扶持|构建|支持|推动|推进|促进|加快)[^。；;!？]{0,14}\Z"
)
_USES = re.compile(r"(运用|利用|借助|应用|通过|依托|基于|采用|使用|引入|融合|结合|以)[^。；;，,]{0,16}\Z")
_USED = re.compile(r"(等)?(新一代信息)?(技术手段|技术|手段|监管|审批|辅助|赋能|算法|应用|场景|平台|服务|算力)|\+|＋")
_LOCAL = re.compile(
    r"[“\"‘「](?P<name>[\u4e00-\u9fff]{2,7}[鱼虾蟹米茶猪牛羊鸡鸭鹅蛋蜜桃梨枣李柚橙桔橘椒蒜姜藕菇参芋薯豆瓜果酒醋])[”\"’」]"
)
_PLACE_INSIDE = re.compile(r"水库|[湖江河山岭岛湾海滩坝洲]")
_HEADS = "鸡鸭鹅猪牛羊兔鱼虾蟹鳖蛙参贝螺蜂稻麦豆薯芋瓜果茄椒蒜姜葱藕笋菇菌桃李杏梅梨枣柑橘桔橙柚莓榴柿栗茶竹麻棉桑菜蜜"
_RIGHT_ITEM = re.compile(
    rf"、([\u4e00-\u9fff]{{1,3}}[{_HEADS}])(?=[、，。；,;）)]|等|和|及|与|产业|特色|种植|养殖|为主|\Z)"
)
_LEFT_ITEM = re.compile(
    rf"(?:[、，。；,;：:（(]|和|及|与|发展|种植|养殖|打造|做强|做优|扶持|推广|支持|以|如|\A)([\u4e00-\u9fff]{{1,3}}[{_HEADS}])、\Z"
)
_FUNCTION = frozenset("的和与及等或在以对为是有各本我的了个到从于由被把向将")


@dataclass(frozen=True, slots=True)
class Mention:
    """`text` is what stands at start..end; `name` the industry's name: 番茄 is 西红柿."""

    start: int
    end: int
    text: str
    name: str


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: str  # produce, trade, field, class, hidden
    not_before: str  # characters that make another word of it


@dataclass(frozen=True, slots=True)
class Industry:
    """An industry of an office's own, as the head of `curated.tsv` tells it; `also` are its other names."""

    kind: str = "produce"
    also: tuple[str, ...] = ()
    not_before: str = ""


@dataclass(frozen=True, slots=True)
class IndustryWords:
    """The tables in the form of a vocabulary: each industry by its name."""

    industries: dict[str, Industry]


@of_words
def _entries() -> Mapping[str, _Entry]:
    """Every word to look for, those that only hide others included."""
    found = dict.fromkeys((line.split("\t")[0] for line in _rows("stop.tsv")), _Entry("", "hidden", ""))
    for name, each in _in_tables():
        found |= _words(name, each)
    if any(present().texts(OWN)):
        found = _with_own(found)
    return {word: entry for word, entry in found.items() if len(word) > 1}


def _in_tables() -> Iterator[tuple[str, Industry]]:
    """The package's, row by row: a name may have two."""
    for file in ("lists.tsv", "curated.tsv"):
        for line in _rows(file):
            name, kind, others, not_before = (*line.split("\t"), "", "")[:4]
            yield name, Industry(kind, tuple(others.split()), not_before)


def _words(name: str, each: Industry) -> dict[str, _Entry]:
    return dict.fromkeys((name, *each.also), _Entry(name, each.kind, each.not_before))


def in_words() -> str:
    """The package's tables as the YAML of `IndustryWords`, over which an office lays its own `industries.yaml`."""
    return json.dumps({"industries": {name: asdict(each) for name, each in _in_tables()}}, ensure_ascii=False)


def _with_own(found: Mapping[str, _Entry]) -> dict[str, _Entry]:
    """What the office adds and takes away. Raises PolicyGraphError."""
    listed, laid = dict(_in_tables()), read(OWN, IndustryWords, in_words()).industries
    kept = {word: entry for word, entry in found.items() if not entry.name or entry.name in laid}
    for name, each in laid.items():
        if listed.get(name) != each:
            kept |= _words(name, each)
    return kept


def _rows(file: str) -> Iterator[str]:
    for line in (_DATA / file).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


@of_words
def _searcher() -> AhoCorasick:
    return AhoCorasick(sorted(_entries()), matchkind=MatchKind.LeftmostLongest)


def _meant(text: str, start: int, end: int, entry: _Entry) -> bool:
    """Whether the word is meant as the industry there."""
    if entry.kind == "hidden" or (end < len(text) and text[end] in entry.not_before):
        return False
    if _ORGANISATION.match(text, end) or (text[end - 1] == "业" and text.startswith("务", end)):
        return False
    if entry.kind == "class":
        return bool(_CLASS.match(text, end))
    if entry.kind == "produce":
        return not _PLACE.match(text, end) and not (text[start:end] == "三七" and text[start - 1 : start].isnumeric())
    return entry.kind == "trade" or _develops(text, start, end)


def _develops(text: str, start: int, end: int) -> bool:
    """Whether a technology is what is to grow, not a means: 发展人工智能, not 运用人工智能."""
    if text[end - 2 : end] in ("产业", "制造", "行业") or _FIELD_GROWS.match(text, end):
        return True
    before = text[max(0, start - 24) : start]
    return bool(_DEVELOPS.search(before)) and not _USES.search(before) and not _USED.match(text, end)


def _known(text: str) -> Iterator[tuple[int, int, str]]:
    entries = _entries()
    for _, start, end in _searcher().find_matches_as_indexes(text):
        entry = entries[text[start:end]]
        if _meant(text, start, end, entry):
            yield start, end, entry.name


def _is_new_produce(word: str) -> bool:
    return word not in _entries() and not _FUNCTION & set(word)


def _listed(text: str, found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Produce that only its neighbours in a list tell: 大骨鸡 in 蓝莓、大骨鸡、海参."""
    taken = {at for start, end, _ in found for at in range(start, end)}
    new: list[tuple[int, int, str]] = []
    queue = [(start, end) for start, end, name in found if (e := _entries().get(name)) is None or e.kind == "produce"]
    while queue:
        start, end = queue.pop()
        items = (_RIGHT_ITEM.match(text, end), _LEFT_ITEM.search(text, max(0, start - 8), start))
        for item in items:
            if item is None or not taken.isdisjoint(range(*item.span(1))) or not _is_new_produce(item[1]):
                continue
            taken.update(range(*item.span(1)))
            new.append((*item.span(1), item[1]))
            queue.append(item.span(1))
    return new


def _local(text: str) -> Iterator[tuple[int, int, str]]:
    """Quoted names of a place and a produce of one character: “密云水库鱼”."""
    for match in _LOCAL.finditer(text):
        name = match["name"]
        if (divisions_at_start(name) or _PLACE_INSIDE.search(name[:-1])) and not _ends_in_produce(name):
            yield match.start("name"), match.end("name"), name


def _ends_in_produce(name: str) -> bool:
    """Whether a known produce of two characters or more stands at the end: the mention is that, not the whole."""
    return any(e.kind == "produce" for size in range(2, len(name)) if (e := _entries().get(name[-size:])))


def find_industries(text: str) -> list[Mention]:
    """Mentions in the order of the text; none over another; one industry as often as it is named."""
    found = list(_known(text))
    found += _listed(text, found)
    taken = {at for start, end, _ in found for at in range(start, end)}
    found += [local for local in _local(text) if taken.isdisjoint(range(*local[:2]))]
    return [Mention(start, end, text[start:end], name) for start, end, name in sorted(found)]
