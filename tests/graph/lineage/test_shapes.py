"""Shapes in which a policy carries out another: without titles, joined, split, outlined, and out of two at once.

The city is invented, and none of its matters is of the countryside: topics of the field help nobody here.
"""

from __future__ import annotations

import pytest

from policygraph.graph.lineage.likeness import Index, index_measures, shelve
from policygraph.graph.lineage.measure import Measure
from policygraph.graph.lineage.pairing import pair_measures, pair_with_all
from policygraph.graph.lineage.subparts import spelled_out
from policygraph.graph.stores.store import Row

ABOVE = {
    "优化政务服务": "推进政务服务事项集成办理，推广电子证照，压减申请材料。",
    "便利企业开办": "企业开办实行一网通办，免费刻制公章，当日办结营业执照。",
    "改进工程审批": "推行工程建设项目联合验收，施工许可告知承诺，压缩审批时限。",
    "方便跨境贸易": "压缩货物通关时间，推广提前申报，公开口岸收费目录清单。",
    "规范招标采购": "推行电子招标投标，取消投标保证金，清理采购文件中的不合理门槛。",
    "畅通融资渠道": "发展普惠小额贷款，完善动产抵押登记，健全融资担保体系。",
    "公正监管执法": "推行双随机抽查，编制轻微违法免罚清单，规范行政处罚裁量。",
    "化解破产难题": "建立破产案件府院联动，简化企业注销手续，完善信用修复。",
}
BELOW = {
    "优化政务服务": "电子证照在各区大厅通用，集成办理事项达到三十件，申请材料再压减两成。",
    "便利企业开办": "营业执照当日办结，公章免费刻制，银行同步开户。",
    "改进工程审批": "工程建设项目联合验收限十日办完；施工许可实行告知承诺，审批时限再压缩。",
    "方便跨境贸易": "港区货物提前申报，通关时间再压缩一成，收费目录清单上墙。",
    "规范招标采购": "电子招标投标全覆盖，小额项目取消投标保证金。",
    "畅通融资渠道": "普惠小额贷款增长两成，动产抵押登记线上办。",
    "公正监管执法": "双随机抽查比例公开，免罚清单增至五十项。",
    "化解破产难题": "破产案件府院联动每季会商，企业注销手续网上办。",
}  # fmt: skip
LOCAL = Measure("local", "举办灯会", "沿河布置彩灯，邀请游客观赏。")
TITLES = list(ABOVE)


def of(texts: dict[str, str], *, titled: bool = True, text: bool = True) -> list[Measure]:
    return [
        Measure(title, title if titled else "", f"{title}。{said}" if titled and text else said if text else title)
        for title, said in texts.items()
    ]


def linked(lower: list[Measure], upper: list[Measure]) -> dict[str, set[str]]:
    """Ids of the measures above by the id of each below."""
    found: dict[str, set[str]] = {each.id: set() for each in lower}
    for pair in pair_measures(index_measures(lower), index_measures(upper)):
        found[lower[pair.lower].id].add(upper[pair.upper].id)
    return found


@pytest.mark.parametrize("titled", [True, False], ids=["titled", "untitled"])
@pytest.mark.parametrize("outline", [False, True], ids=["text above", "only an outline above"])
def test_each_is_linked_to_its_own_and_none_else(titled: bool, outline: bool) -> None:
    # Where above there is an outline only, it can be met only in its own words.
    words = "{0}，{1}" if outline and not titled else "{1}"
    below = {title: words.format(title, said) for title, said in BELOW.items()}
    lower = [*of(below, titled=titled), LOCAL]
    assert linked(lower, of(ABOVE, text=not outline)) == {**{title: {title} for title in TITLES}, LOCAL.id: set()}


def test_one_heading_that_joins_two_above_is_linked_to_both() -> None:
    joined = "优化服务，便利开办"
    texts = {joined: BELOW[TITLES[0]] + BELOW[TITLES[1]], **{title: BELOW[title] for title in TITLES[2:]}}
    assert linked(of(texts), of(ABOVE))[joined] == set(TITLES[:2])


def test_a_heading_over_many_gives_way_to_its_parts() -> None:
    parts: list[Row] = [
        {"id": title, "title": title, "text": f"{title}。{said}", "parent": "all"} for title, said in BELOW.items()
    ]
    whole: Row = {"id": "all", "title": "优化环境", "text": "优化环境。" + "".join(part["text"] for part in parts)}
    finer = spelled_out([whole], parts)
    lower = [Measure(row["id"], row["title"], row["text"]) for row in finer]
    assert linked(lower, of(ABOVE)) == {title: {title} for title in TITLES}


def test_several_below_may_carry_out_one_above() -> None:
    first, second = BELOW[TITLES[2]].split("；")
    split = {**{title: BELOW[title] for title in TITLES[:2]}, "限时验收": f"{first}。", "承诺许可": f"{second}",
             **{title: BELOW[title] for title in TITLES[3:]}}  # fmt: skip
    found = linked(of(split, titled=False), of(ABOVE))
    assert [title for title, above in found.items() if above == {TITLES[2]}] == ["限时验收", "承诺许可"]


def test_a_policy_that_carries_out_two_is_linked_to_each_as_if_alone() -> None:
    """Half of its measures are out of one, half out of the other; neither takes those of the other for its own."""
    uppers: list[Index] = [
        index_measures(of({title: ABOVE[title] for title in some})) for some in (TITLES[:4], TITLES[4:])
    ]
    lower = [*of(BELOW), LOCAL]
    first, second = pair_with_all(index_measures(lower), shelve(uppers))
    assert [(pair.lower, pair.upper) for pair in first] == [(i, i) for i in range(4)]
    assert [(pair.lower, pair.upper) for pair in second] == [(i + 4, i) for i in range(4)]
