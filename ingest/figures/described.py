"""What describes a thing rather than being reached: how large a plant, a line or a place is, which firms are meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from policygraph.ingest.figures import indicators
from policygraph.ingest.figures.indicator_words import vocabulary
from policygraph.ingest.figures.quantities import Quantity
from policygraph.ingest.figures.sentences import FigureClause
from policygraph.ingest.figures.unit_grammar import grammar, unit_words

_ENDED = re.compile(r"的[^，。]{0,4}(?:目标|任务|要求|标准|水平|规模(?!纳税|以上|化)|速度|基础上)")
_CHAIN = re.compile(r"(?:且|并且|或|及)(?!时)")


@dataclass(frozen=True)
class Beside:
    """A figure with the masked words around it: `left` of it in its clause, `right` of it up to the next figure, and
    `ahead` of the clause in its sentence."""

    figure: Quantity
    clause: FigureClause
    ahead: str
    left: str
    right: str

    @cached_property
    def head(self) -> str:
        """The words of its clause before it."""
        return indicators.bare_words(self.left)

    @cached_property
    def tail(self) -> str:
        """The words of its clause behind it."""
        return indicators.bare_words(self.clause.cut(self.figure.end, self.clause.end))

    @cached_property
    def noun(self) -> str:
        """What it counts, if that stands behind it."""
        return indicators.noun_after(self.right, "count")

    @property
    def counts(self) -> bool:
        return self.figure.group in ("count", "place")


_BY_LAW = re.compile(r"的(?:法律|法定|国家|强制性|有关|相关)+规定")  # 不超过5%的法律规定
_OWNED = re.compile("的?(?:股[权份]|份额)")
_UP_TO = re.compile(r"最[高多](?:可以?)?(?:不超过|给予|予以|支持|奖励|奖补|补助|补贴|资助|列支){1,3}$")


def is_limit(beside: Beside) -> bool:
    """最高800万元, 单个项目最高支持1000万元."""
    return beside.figure.raw.startswith(("最高", "最长", "最多")) or bool(_UP_TO.search(beside.head))


def is_attribute(beside: Beside) -> bool:
    """True where a figure describes a noun: 年销售额1000万元以上的网商, 融资需求300万元以下的新型主体."""
    figure, clause = beside.figure, beside.clause
    described = beside.tail.startswith("的") and not _ENDED.match(beside.tail)
    if _BY_LAW.match(beside.tail) or (figure.group == "share" and _OWNED.match(beside.tail)):
        return True
    if _is_whose(beside) or (figure.group in ("money", "weight") and beside.tail.startswith("级")):  # 10万吨级航道
        return True
    if described and figure.raw.startswith(grammar().describing):
        return True
    if _is_size(beside, described):
        return True
    if _is_bounded(figure) and _CHAIN.match(beside.tail) and (following := _after(clause, figure)):
        chained = Beside(following, clause, beside.ahead, clause.cut(clause.start, following.start), "")
        if is_attribute(chained):  # 比重3%以上且年增长20%以上的企业
            return True
    return _describes(beside, described)


_SIZE = re.compile(
    r"(?:总?库容|总?装机|储能|占地|(?:总|建筑|占地|用地)面积|日(?:供水|处理|产)|(?:供水|处理|生产|通过|吞吐)能力)(?:约|为|达)?$"
)
_SIZED = ("energy", "weight", "volume", "area", "length", "water")


def _is_size(beside: Beside, described: bool) -> bool:
    """总库容1200万立方米的水库, 日供水5万吨水厂1座, 2座500千瓦时储能站: how large each is of what is counted."""
    figure, clause = beside.figure, beside.clause
    if _is_bounded(figure) or figure.comparator not in ("=", "~"):
        return False
    sized = _SIZE.search(beside.head) is not None
    if sized and described:
        return True
    following = _after(clause, figure)
    named = following is not None and 2 <= len(indicators.bare_words(beside.right)) <= 8 and following.group == "count"
    if sized and named and not re.search("[、，和及与]", beside.right):
        return True
    before = next((f for f in clause.figures if f.end == figure.start), None)
    counted = isinstance(before, Quantity) and before.group == "count"
    return counted and figure.group not in ("count", "money", "share", "time") and bool(beside.tail)


def _is_whose(beside: Beside) -> bool:
    """对建设面积2000平方米以上，…的自建海外仓，给予…: who is given something."""
    opens = indicators.bare_words(beside.clause.masked).startswith("对")
    sized = beside.figure.group != "share" and _is_bounded(beside.figure)
    return opens and sized and not beside.tail and not vocabulary().planned.search(beside.left)


def _is_bounded(figure: Quantity) -> bool:
    """Does 以上 or 以下 stand behind the figure?"""
    return figure.end > figure.stop


def _after(clause: FigureClause, figure: Quantity) -> Quantity | None:
    """The next figure of the clause, if there is one."""
    return next((f for f in clause.figures if isinstance(f, Quantity) and f.start > figure.start), None)


# 积分制覆盖85%以上的行政村 is an aim.
_COVERS = re.compile(r"(?:覆盖|普及|惠及|推广|扩大|延伸|辐射|达)(?:到|至)?$")


def _describes(beside: Beside, described: bool) -> bool:
    """What it takes, by the kind of its unit, that a figure describes a noun; `described`: 的 stands behind it."""
    group, tail, bounded = beside.figure.group, beside.tail, _is_bounded(beside.figure)
    if group == "money":
        return described or (bounded and bool(tail) and tail[0] not in "、和及与的")
    if not described or group in ("time", "none", "weight", "energy"):
        return described
    if group == "share":  # 推动50%以上的行政村达到标准 is an aim
        whose = indicators.noun_before(beside.head)
        measured = beside.figure.unit == "倍" or (bounded and bool(whose) and not vocabulary().scope.fullmatch(whose))
        return measured and not _COVERS.search(beside.head)
    return bounded and not (vocabulary().verb_tail.search(beside.head) or _AT_LEAST.search(beside.left))


_AT_LEAST = re.compile(r"(?:至少|不少于|最少)[^，、]{0,8}$")  # 至少撰写1篇以上的典型经验


_SEATED = re.compile(
    r"(?:委员|常委|主任|秘书长|主席|理事|监事|组长|会员代表|职工代表|党代表|领导|正职|副职|负责人)(?:候选人)?$"
)
_GAINED = re.compile(r"培[训育养]|选[派聘拔]|配[备齐]|新增|引进|轮训|招[录聘]")
_SEATS_OF = re.compile(r"(?:代表|委员|成员)(?:总数|名额|人数|中)")


def is_seat(beside: Beside) -> bool:
    """委员会设委员45人, 代表总数为176人，其中：甲20人: how many sit in a body, and whose they are."""
    if beside.figure.unit not in ("人", "名", "位", "%") or _GAINED.search(beside.left):
        return False
    if beside.figure.unit != "%" and _SEATED.search(beside.head):
        return True
    return _SEATS_OF.search(beside.ahead + beside.left + beside.figure.raw) is not None


_FOUNDED = re.compile(
    r"(?:撤销|撤并|合并|设立|并入|划归|析置|改设)[^。；]{0,40}(?:村|社区|居委会|村委会|街道|镇|乡|园区)"
)
_EXTENT = re.compile(r"(?:共|共有|总?人口|常住人口|户籍人口|辖区?|面积|约)$")


_LENGTHS = ("米", "公里", "千米")
_WITHIN = re.compile(r"(?:以)?内(?!涝)|范围内")
_FAR_FROM = re.compile(r"距离?[一-鿿]{2,16}$")


def is_extent(beside: Beside) -> bool:
    """设立甲社区居委会，共1888户，6133人 describes the place; so does how far it is (距县城约8公里, 50米内换乘比例)."""
    if beside.figure.unit in _LENGTHS:
        return bool(_WITHIN.match(beside.right) or _FAR_FROM.search(beside.left.rstrip("约")))
    return (
        beside.figure.unit in ("户", "人", "万人", "平方公里", "万户")
        and bool(_FOUNDED.search(beside.ahead + beside.left))
        and (not beside.head or bool(_EXTENT.search(beside.head)))
    )


def is_measure_of_work(beside: Beside) -> bool:
    """线路长度约15公里, 装机容量10万千瓦: how large a thing is that is told of, where no verb makes it one to reach."""
    figure, words = beside.figure, vocabulary()
    bare = figure.comparator in ("=", "~") and not figure.raw.startswith(("达", *unit_words().changes))
    told = bare and words.size.search(beside.head) is not None and not words.achieved.search(beside.left)
    return told and not words.verb.search(beside.ahead + beside.left) and not words.planned.search(beside.left)


_POWER = re.compile("(?:千瓦|兆瓦|千伏安|[kMG]W)$")


def is_capacity(beside: Beside) -> bool:
    """推进120万千瓦抽水蓄能电站建设, 25kW机柜, 5万卡智算中心: how large it is; 新增光伏装机120万千瓦 is an aim."""
    words, figure = vocabulary(), beside.figure
    if figure.comparator not in ("=", "~"):
        return False
    if figure.group == "energy" and words.drawn.search(beside.head) and not words.change_tail.search(beside.head):
        return True
    if figure.unit.endswith("卡"):
        return bool(_CARDS.match(beside.tail)) and not words.power_moved.search(beside.head)
    power = figure.group == "energy" and _POWER.search(figure.unit)
    return bool(power and words.plants.match(beside.right) and not words.power_moved.search(beside.head))


_CARDS = re.compile(r"[^，,。；;、]{0,4}(?:智算|算力|计算)(?:中心|集群|基地|项目)")
_PLOT = re.compile(r"(?:的)?(?:[一-鿿]{2,4})?(?:地块|宗地|用地)(?!保障|指标)")


def is_plot(beside: Beside) -> bool:
    """对345亩地块进行摘牌: how large a piece of land is; 盘活300亩用地 is an aim."""
    area = beside.figure.unit in ("亩", "平方米", "公顷") and beside.figure.comparator in ("=", "~")
    return area and bool(_PLOT.match(beside.tail)) and not vocabulary().verb_tail.search(beside.head)


_OUTPUT = re.compile(r"(?:年|月|日)产能?$")


def is_output_of_plant(beside: Beside) -> bool:
    """年产130万套终端项目, 月产能9万片的生产线: what a plant is built for; 形成年产130万套 is an aim."""
    named = _OUTPUT.search(beside.head) is not None
    if named and beside.tail.startswith("的"):
        return True
    return named and not vocabulary().verb.search(beside.left) and not vocabulary().planned.search(beside.left)
