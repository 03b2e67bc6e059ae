"""Small graphs written by hand, for the tests of everything that comes after reading.

The county plan and the city opinion are about invented places. Evidence is given as words; `offset` finds them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from policygraph.ingest.figures import comparable
from policygraph.model import records as r
from policygraph.model.records import Edge, Node, Records

PROVINCE = r.region_id("云岭省")
CITY = r.region_id("云岭省清河市")
COUNTY = r.region_id("云岭省清河市柳溪县")
TOWN = r.region_id("云岭省清河市柳溪县白石镇")

COUNTY_TEXT = """柳溪县人民政府办公室关于印发《柳溪县蔬菜产业发展实施方案》的通知
柳政办发〔2024〕8号
根据《清河市关于加快蔬菜产业发展的意见》精神，制定本方案。
到2026年，全县蔬菜总产值达到12亿元。
一、重点任务
1.建设蔬菜基地。在白石镇松树村新建番茄大棚，2025年底前建成500亩以上。牵头单位：县农业农村局；配合单位：县水利局、白石镇。
2.扶持加工企业。培育龙头企业3家。责任单位：县农业农村局、县工信局牵头。
3.办好蔬菜节。每年举办一次。
二、保障措施
各部门加强协作。
全县投入亿元。
"""

CITY_TEXT = """清河市人民政府关于加快蔬菜产业发展的意见
清政发〔2023〕5号
根据《云岭省推进农业现代化规划》，提出以下意见。
一、发展设施蔬菜。全市蔬菜总产值2025年达到80亿元左右。由市农业农村局牵头，市财政局配合。
"""


def offset(text: str, words: str) -> dict[str, Any]:
    """Evidence, start and end of the first place where `words` stand."""
    start = text.index(words)
    return {"evidence": words, "start": start, "end": start + len(words)}


class Writer:
    """Puts Records together: every method adds a node with its STATED_IN, or an edge, and returns the node's key."""

    def __init__(self, text: str, title: str, uri: str, **properties: Any) -> None:
        self.text = text
        self.records = Records(r.document_id(text))
        self.document = self.node(
            "Document", self.records.document, title, title=title, uri=uri, text=text, sha256=r.make_id(text),
            reader="1", **properties,
        )  # fmt: skip

    def node(self, label: str, id_: str, name: str, **properties: Any) -> tuple[str, str]:
        if (label, id_) not in {(node.label, node.id) for node in self.records.nodes}:
            self.records.nodes.append(Node(label, id_, {"name": name, **properties}))
        return label, id_

    def edge(
        self, type_: str, source: tuple[str, str], target: tuple[str, str], words: str | None, **properties: Any
    ) -> None:
        place = offset(self.text, words) if words is not None else {}
        self.records.edges.append(Edge(type_, source, target, properties=properties, **place))

    def own(self, label: str, id_: str, name: str, words: str, **properties: Any) -> tuple[str, str]:
        """A node of this document only, read from `words`."""
        place = offset(self.text, words)
        key = self.node(label, id_, name, text=words, start=place["start"], end=place["end"], **properties)
        self.edge("STATED_IN", key, self.document, words)
        return key

    def policy(self, title: str, level: str, region: str, status: str, **properties: Any) -> tuple[str, str]:
        id_ = r.policy_id(title, level, region)
        return self.node("Policy", id_, title, title=title, level=level, status=status, region=region, **properties)

    def task(
        self, number: str, title: str, words: str, section: Sequence[str], position: int, **properties: Any
    ) -> tuple[str, str]:
        id_ = r.task_id(self.records.document, list(section), number, title)
        return self.own(
            "Task",
            id_,
            title,
            words,
            title=title,
            number=number,
            section=list(section),
            position=position,
            **properties,
        )

    def department(self, name: str, region: tuple[str, str, str], **properties: Any) -> tuple[str, str]:
        """`region`: id, prefix of the full name, level."""
        id_, prefix, level = region
        full = prefix + name[1:] if name[0] in "县市省" else name
        properties = {"kind": "unit", "aliases": [], **properties}
        key = self.node("Department", r.department_id(full, id_), name, full_name=full, level=level, **properties)
        self.edge("WITHIN", key, ("Region", id_), None, basis="context")
        return key

    def target(
        self, owner: tuple[str, str], words: str, indicator: str, value: float, unit: str, **properties: Any
    ) -> None:
        id_ = r.target_id(self.records.document, indicator, value, unit, self.text.index(words))
        amount = comparable.amount(value, unit)
        properties = {"comparator": "=", "kind": "planned", "family": comparable.family(indicator, words),
                      "amount": amount.value, "measure": amount.unit, **properties}  # fmt: skip
        key = self.own("Target", id_, indicator, words, indicator=indicator, value=value, unit=unit, **properties)
        self.edge("HAS_TARGET", owner, key, words)

    def regions(self, *names: tuple[str, str, str]) -> None:
        """Regions from the province down, each within the one before. Each: id, name, level."""
        keys = [self.node("Region", id_, name, level=level, aliases=[name[:-1]]) for id_, name, level in names]
        for inner, outer in zip(keys[1:], keys, strict=False):
            self.edge("WITHIN", inner, outer, None, basis="gazetteer")


def county_plan(uri: str = "file:///plans/county.txt") -> Records:
    """Three tasks: one with lead and supports, one with two leads, one with nobody; two figures; three unread."""
    county = (COUNTY, "柳溪县", "county")
    w = Writer(COUNTY_TEXT, "柳溪县蔬菜产业发展实施方案", uri, genre="plan", publisher="柳溪县人民政府办公室")
    w.regions((PROVINCE, "云岭省", "province"), (CITY, "清河市", "city"), (COUNTY, "柳溪县", "county"))
    town = w.node("Region", TOWN, "白石镇", level="town")
    w.edge("WITHIN", town, ("Region", COUNTY), None, basis="gazetteer")
    plan = w.policy(
        "柳溪县蔬菜产业发展实施方案", "county", "柳溪县", "issued", number="柳政办发〔2024〕8号", issued_on="2024-03-01"
    )
    opinion = w.policy("清河市关于加快蔬菜产业发展的意见", "city", "清河市", "cited")
    w.edge("STATES", w.document, plan, "柳溪县蔬菜产业发展实施方案", role="text")
    w.edge("DERIVES_FROM", plan, opinion, "根据《清河市关于加快蔬菜产业发展的意见》", basis="cited")
    w.edge("APPLIES_TO", plan, ("Region", COUNTY), "柳溪县", basis="stated")
    office = w.department("县人民政府办公室", county)
    w.edge("ISSUED", office, plan, "柳溪县人民政府办公室关于印发")
    farm = w.department("县农业农村局", county, function="农业农村", aliases=["县农业局"])
    water = w.department("县水利局", county, function="水利")
    industry = w.department("县工信局", county, function="工业和信息化")
    hall = w.department("白石镇", county)
    section = ["一、重点任务"]
    lines = {line[:2]: line for line in COUNTY_TEXT.splitlines()}
    base = w.task("1", "建设蔬菜基地", lines["1."], section, 1, due="2025年底前", due_on="2025-12-31")
    firms = w.task("2", "扶持加工企业", lines["2."], section, 2)
    fair = w.task("3", "办好蔬菜节", lines["3."], section, 3)
    for task in (base, firms, fair):
        w.edge("PART_OF", task, plan, "一、重点任务")
    w.edge("LEADS", farm, base, "牵头单位：县农业农村局", basis="stated")
    w.edge("SUPPORTS", water, base, "配合单位：县水利局", basis="stated")
    w.edge("SUPPORTS", hall, base, "县水利局、白石镇", basis="stated")
    w.edge("LEADS", farm, firms, "县农业农村局、县工信局牵头", basis="stated")
    w.edge("LEADS", industry, firms, "县工信局牵头", basis="stated")
    village = w.node("Village", r.village_id("松树村", TOWN), "松树村")
    w.edge("WITHIN", village, town, "白石镇松树村", basis="stated")
    w.edge("LOCATED_IN", base, village, "在白石镇松树村")
    w.edge("LOCATED_IN", base, town, "在白石镇")
    tomato = w.node("Industry", r.industry_id("西红柿"), "西红柿", aliases=["番茄"])
    w.edge("CONCERNS", base, tomato, "番茄大棚")
    w.target(base, "2025年底前建成500亩以上", "番茄大棚面积", 500, "亩", comparator=">=", year=2025, due="2025年底前")
    w.target(firms, "培育龙头企业3家", "龙头企业", 3, "家")
    w.target(plan, "到2026年，全县蔬菜总产值达到12亿元", "蔬菜总产值", 12, "亿元", year=2026)
    safeguards = r.section_id(w.records.document, COUNTY_TEXT.index("二、"))
    key = w.own("Section", safeguards, "保障措施", "各部门加强协作。", title="保障措施", number="二", kind="safeguard",
                section=[], position=1)  # fmt: skip
    w.edge("PART_OF", key, plan, "二、保障措施")
    blank = r.unread_id(w.records.document, "figure-blank", COUNTY_TEXT.index("投入亿元"))
    w.own("Unread", blank, "投入亿元", "投入亿元", kind="figure-blank")
    return w.records


def city_opinion(uri: str = "file:///plans/city.txt") -> Records:
    """One task, led and supported, with an approximate figure; it derives from a plan that is only cited."""
    city = (CITY, "清河市", "city")
    title = "清河市关于加快蔬菜产业发展的意见"
    w = Writer(CITY_TEXT, title, uri, genre="opinion")
    w.regions((PROVINCE, "云岭省", "province"), (CITY, "清河市", "city"))
    opinion = w.policy(title, "city", "清河市", "issued", number="清政发〔2023〕5号", issued_on="2023-06-01")
    above = w.policy("云岭省推进农业现代化规划", "province", "云岭省", "cited")
    w.edge("STATES", w.document, opinion, "关于加快蔬菜产业发展的意见", role="text")
    w.edge("DERIVES_FROM", opinion, above, "根据《云岭省推进农业现代化规划》", basis="cited")
    w.edge("APPLIES_TO", opinion, ("Region", CITY), "清河市", basis="stated")
    farm = w.department("市农业农村局", city, function="农业农村")
    money = w.department("市财政局", city, function="财政")
    words = CITY_TEXT[CITY_TEXT.index("一、发展") :].rstrip()
    task = w.task("一", "发展设施蔬菜", words, [], 1)
    w.edge("PART_OF", task, opinion, "发展设施蔬菜")
    w.edge("LEADS", farm, task, "由市农业农村局牵头", basis="stated")
    w.edge("SUPPORTS", money, task, "市财政局配合", basis="stated")
    w.target(task, "全市蔬菜总产值2025年达到80亿元左右", "蔬菜总产值", 80, "亿元", comparator="~", year=2025)
    return w.records
