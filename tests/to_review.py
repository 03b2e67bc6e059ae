"""A small graph in which there is something to decide: plans of one county that name a department differently."""

from __future__ import annotations

from policygraph.model.records import Records
from tests.graphs import CITY, COUNTY, PROVINCE, Writer

SPRING = """柳溪县春季蔬菜生产方案
柳农发〔2025〕1号
1.推广良种。由县蔬菜服务站牵头，县农业农村局配合。
2.检修大棚。由县农业农村局牵头，县蔬菜服务站配合。
"""
SUMMER = """柳溪县夏季蔬菜生产方案
柳农发〔2025〕5号
1.遮阳降温。由县蔬菜服务站牵头。
"""
AUTUMN = """柳溪县秋季蔬菜生产方案
柳农发〔2025〕9号
1.防治病虫害。由县蔬菜技术服务站牵头。
"""
STATION, TECHNICAL, FARM = "县蔬菜服务站", "县蔬菜技术服务站", "县农业农村局"
SEEDS, SHEDS, SHADE, PESTS = "推广良种", "检修大棚", "遮阳降温", "防治病虫害"


def plans() -> list[Records]:
    return [_plan(SPRING), _plan(SUMMER), _plan(AUTUMN)]


def _plan(text: str) -> Records:
    title, number, *lines = text.splitlines()
    county = (COUNTY, "柳溪县", "county")
    w = Writer(text, title, f"file:///plans/{title}.txt", genre="plan")
    w.regions((PROVINCE, "云岭省", "province"), (CITY, "清河市", "city"), (COUNTY, "柳溪县", "county"))
    plan = w.policy(title, "county", "柳溪县", "issued", number=number, issued_on="2025-03-01")
    w.edge("STATES", w.document, plan, title, role="text")
    w.edge("APPLIES_TO", plan, ("Region", COUNTY), "柳溪县", basis="stated")
    for position, line in enumerate(lines, start=1):
        number, _, words = line.partition(".")
        called, clause = words.rstrip("。").split("。")
        task = w.task(number, called, line, [], position)
        w.edge("PART_OF", task, plan, line)
        for part in clause.split("，"):
            unit = part.removeprefix("由").removesuffix("牵头").removesuffix("配合")
            w.edge("LEADS" if part.endswith("牵头") else "SUPPORTS", w.department(unit, county), task, part)
    return w.records


def key(name: str) -> str:
    """LABEL:ID of what is called so; of a plan, not of its document."""
    nodes = [node for each in plans() for node in each.nodes if node.label != "Document"]
    return next(f"{node.label}:{node.id}" for node in nodes if node.properties["name"] == name)


def id_of(name: str) -> str:
    return key(name).partition(":")[2]


def edge(source: str, type_: str, target: str) -> str:
    """As it stands in the address of the page."""
    document = next(each.document for each in plans() if any(n.properties["name"] == target for n in each.nodes))
    return f"{key(source)}|{type_}|{key(target)}|{document}"
