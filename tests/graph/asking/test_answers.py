"""What queries answer over a small graph, checked by hand; those on descent and decisions are tested with these."""

from collections.abc import Iterator
from typing import Any

import pytest

from policygraph.graph.asking import catalog
from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Store
from tests.graphs import COUNTY_TEXT, city_opinion, county_plan
from tests.stores import wipe

FARM, WATER, INDUSTRY, TOWN = "柳溪县农业农村局", "柳溪县水利局", "柳溪县工信局", "白石镇"
CITY_FARM, CITY_MONEY = "清河市农业农村局", "清河市财政局"
BASE, FIRMS, FAIR, CITY_TASK = "建设蔬菜基地", "扶持加工企业", "办好蔬菜节", "发展设施蔬菜"
PLAN, OPINION, ABOVE = "柳溪县蔬菜产业发展实施方案", "清河市关于加快蔬菜产业发展的意见", "云岭省推进农业现代化规划"
PLAN_ID = next(node.id for node in county_plan().nodes if node.properties["name"] == PLAN and node.label == "Policy")
BASE_ID = next(node.id for node in county_plan().nodes if node.properties["name"] == BASE)

# query, parameters, columns that are compared, the rows
CASES: list[tuple[str, dict[str, Any], str, list[tuple[Any, ...]]]] = [
    ("tasks-led-by-department", {"department": "县农业农村局"}, "department task due basis evidence",
     [(FARM, BASE, "2025年底前", "stated", "牵头单位：县农业农村局"),
      (FARM, FIRMS, None, "stated", "县农业农村局、县工信局牵头")]),
    ("tasks-led-by-department", {"department": "柳溪县农业农村局"}, "task", [(BASE,), (FIRMS,)]),  # by full name
    ("tasks-led-by-department", {"department": "县农业局"}, "task", [(BASE,), (FIRMS,)]),  # by alias
    ("tasks-led-by-department", {"department": "农业农村局"}, "task", [(BASE,), (FIRMS,), (CITY_TASK,)]),  # everywhere
    ("tasks-led-by-department", {"department": "农业"}, "task", []),
    ("tasks-supported-by-department", {"department": "县水利局"}, "department task evidence",
     [(WATER, BASE, "配合单位：县水利局")]),
    ("department-workload", {"department": "市财政局"}, "department role task", [(CITY_MONEY, "配合", CITY_TASK)]),
    ("department-workload", {"department": "县农业农村局"}, "role task number",
     [("牵头", BASE, "1"), ("牵头", FIRMS, "2")]),
    ("tasks-of-function", {"function": "农业农村"}, "level department role task",
     [("county", FARM, "牵头", BASE), ("county", FARM, "牵头", FIRMS), ("city", CITY_FARM, "牵头", CITY_TASK)]),
    ("tasks-of-function", {"function": "农业农村", "region": "柳溪县"}, "department task",
     [(FARM, BASE), (FARM, FIRMS)]),
    ("tasks-of-function", {"function": "农业农村", "region": "清河"}, "department task",  # short for what is above
     [(FARM, BASE), (FARM, FIRMS), (CITY_FARM, CITY_TASK)]),
    ("departments-of-function", {"function": "农业农村"}, "region level department leads supports",
     [("柳溪县", "county", FARM, 2, 0), ("清河市", "city", CITY_FARM, 1, 0)]),
    ("departments-of-function", {"function": "农业农村", "region": "清河"}, "department", [(FARM,), (CITY_FARM,)]),
    ("departments-of-function", {"function": "农业农村", "region": "柳溪县"}, "department", [(FARM,)]),
    ("departments-of-function", {"function": "农业农村", "region": "溪"}, "department", []),
    ("responsibility-matrix", {"policy": "柳溪县"}, "task department role",
     [(BASE, FARM, "牵头"), (BASE, WATER, "配合"), (BASE, TOWN, "配合"), (FIRMS, FARM, "牵头"),
      (FIRMS, INDUSTRY, "牵头"), (FAIR, None, None)]),
    ("responsibility-matrix", {"policy": "清政发〔2023〕5号"}, "task department role",
     [(CITY_TASK, CITY_FARM, "牵头"), (CITY_TASK, CITY_MONEY, "配合")]),
    ("tasks-without-lead", {}, "task evidence", [(FAIR, "3.办好蔬菜节。每年举办一次。")]),
    ("tasks-without-lead", {"document": OPINION}, "task", []),
    ("tasks-with-several-leads", {}, "task leads department", [(FIRMS, 2, FARM), (FIRMS, 2, INDUSTRY)]),
    ("inferred-leads", {}, "department task", []),
    ("departments-working-together", {"department": "县农业农村局"}, "department partner tasks led partner_led",
     [(FARM, INDUSTRY, 1, 1, 1), (FARM, WATER, 1, 1, 0), (FARM, TOWN, 1, 1, 0)]),
    ("departments-working-together", {"limit": 2}, "tasks", [(1,), (1,)]),
    ("targets-of-policy", {"policy": PLAN}, "owner indicator comparator value unit year kind",
     [(PLAN, "蔬菜总产值", "=", 12.0, "亿元", 2026, "planned"),
      (BASE, "番茄大棚面积", ">=", 500.0, "亩", 2025, "planned"),
      (FIRMS, "龙头企业", "=", 3.0, "家", None, "planned")]),
    ("targets-of-indicator", {"indicator": "总产值"}, "indicator value unit year policy",
     [("蔬菜总产值", 80.0, "亿元", 2025, OPINION), ("蔬菜总产值", 12.0, "亿元", 2026, PLAN)]),
    ("responsibilities", {}, "title level tasks leads supports",
     [(PLAN, "county", 3, 3, 2), (OPINION, "city", 1, 1, 1)]),
    ("indicators", {}, "indicator figures planned achieved units first_year last_year documents",
     [("蔬菜总产值", 2, 2, 0, ["亿元"], 2025, 2026, 2), ("番茄大棚面积", 1, 1, 0, ["亩"], 2025, 2025, 1),
      ("龙头企业", 1, 1, 0, ["家"], None, None, 1)]),
    ("figures", {"indicators": ["蔬菜总产值", "龙头企业"]},
     "indicator comparator value unit year region level policy owner",
     [("蔬菜总产值", "~", 80.0, "亿元", 2025, "清河市", "city", OPINION, CITY_TASK),
      ("蔬菜总产值", "=", 12.0, "亿元", 2026, "柳溪县", "county", PLAN, PLAN),
      ("龙头企业", "=", 3.0, "家", None, "柳溪县", "county", PLAN, FIRMS)]),
    ("figures", {"policy": PLAN_ID, "year": 2025}, "indicator", [("番茄大棚面积",)]),
    ("figures", {"region": "清河市"}, "value", [(80.0,)]),
    ("figures", {"kind": "achieved"}, "value", []),
    ("village-tasks", {"village": "松树村"}, "village task departments evidence",
     [("松树村", BASE, [FARM], "在白石镇松树村")]),
    ("region-tasks", {"region": "柳溪县"}, "place task departments", [("松树村", BASE, [FARM]), (TOWN, BASE, [FARM])]),
    ("region-tasks", {"region": "河东区"}, "place", []),
    ("industry-developers", {"industry": "番茄"}, "industry department task evidence",
     [("西红柿", FARM, BASE, "番茄大棚")]),
    ("policy-ancestors", {"policy": "柳溪县"}, "policy above above_level above_status steps",
     [(PLAN, OPINION, "city", "issued", 1), (OPINION, ABOVE, "province", "cited", 2)]),
    ("policy-descendants", {"policy": ABOVE}, "above policy steps evidence",
     [(ABOVE, OPINION, 1, "根据《云岭省推进农业现代化规划》"),
      (OPINION, PLAN, 2, "根据《清河市关于加快蔬菜产业发展的意见》")]),
    ("derivations", {}, "lower lower_label upper basis score evidence",
     [(PLAN, "Policy", OPINION, "cited", None, "根据《清河市关于加快蔬菜产业发展的意见》"),
      (OPINION, "Policy", ABOVE, "cited", None, "根据《云岭省推进农业现代化规划》")]),
    ("derivations", {"ids": [PLAN_ID]}, "lower upper", [(PLAN, OPINION)]),
    ("tasks-by-conditions", {}, "place task leads supports due",
     [("柳溪县", BASE, [FARM], [WATER, TOWN], "2025年底前"), ("柳溪县", FIRMS, [FARM, INDUSTRY], [], None),
      ("柳溪县", FAIR, [], [], None), ("清河市", CITY_TASK, [CITY_FARM], [CITY_MONEY], None)]),
    ("tasks-by-conditions", {"departments": FARM, "role": "牵头"}, "task", [(BASE,), (FIRMS,)]),
    ("tasks-by-conditions", {"departments": FARM, "role": "配合"}, "task", []),
    ("tasks-by-conditions", {"departments": FARM, "partners": INDUSTRY}, "task", [(FIRMS,)]),
    ("tasks-by-conditions", {"departments": FARM, "partners": WATER, "partner_role": "牵头"}, "task", []),
    ("tasks-by-conditions", {"function": "财政"}, "task", [(CITY_TASK,)]),
    ("tasks-by-conditions", {"year": 2024}, "task", [(BASE,), (FIRMS,), (FAIR,)]),
    ("tasks-by-conditions", {"year": 2023, "level": "city"}, "task", [(CITY_TASK,)]),
    ("tasks-by-conditions", {"year": 2025}, "task", []),
    ("tasks-by-conditions", {"until": "2025-12-31"}, "task due_on", [(BASE, "2025-12-31")]),
    ("tasks-by-conditions", {"since": "2026-01-01"}, "task", []),
    ("tasks-by-conditions", {"words": "蔬菜"}, "task", [(BASE,), (FAIR,), (CITY_TASK,)]),  # titles before texts
    ("tasks-by-conditions", {"words": "建成"}, "task", [(BASE,)]),
    ("tasks-by-conditions", {"words": "番茄、松树"}, "task", [(BASE,)]),
    ("tasks-by-conditions", {"location": TOWN}, "task", [(BASE,)]),
    ("tasks-by-conditions", {"leads": "没有"}, "task", [(FAIR,)]),
    ("tasks-by-conditions", {"leads": "多个"}, "task", [(FIRMS,)]),
    ("tasks-by-conditions", {"policies": OPINION}, "task", [(CITY_TASK,)]),
    ("documents-mentioning", {"words": "大棚"}, "name region times", [(PLAN, "柳溪县", 1)]),
    ("documents-mentioning", {"words": "大棚、设施"}, "name", []),
    ("policies", {"region": "柳溪县", "year": 2024}, "title", [(PLAN,)]),
    ("policies", {"year": 1999}, "title", []),
    ("tasks", {}, "policy number task due",
     [(PLAN, "1", BASE, "2025年底前"), (PLAN, "2", FIRMS, None), (PLAN, "3", FAIR, None),
      (OPINION, "一", CITY_TASK, None)]),
    ("tasks", {"ids": ["nothing"]}, "task", []),
    ("tasks-of-policies", {"ids": [PLAN_ID]}, "policy task role parent_id",
     [(PLAN, BASE, "text", None), (PLAN, FIRMS, "text", None), (PLAN, FAIR, "text", None)]),
    ("tasks-of-section", {"section": "重点任务"}, "task departments",
     [(BASE, [FARM]), (FIRMS, [FARM, INDUSTRY]), (FAIR, [])]),
    ("sections", {"kind": "safeguard"}, "kind title text", [("safeguard", "保障措施", "各部门加强协作。")]),
    ("tasks-mentioning", {"words": "大棚"}, "task departments", [(BASE, [FARM])]),
    ("deadlines", {"until": "2025-12-31"}, "due_on due task departments", [("2025-12-31", "2025年底前", BASE, [FARM])]),
    ("deadlines", {"since": "2026-01-01"}, "task", []),
    ("tasks-of-document", {"document": "柳溪县蔬菜"}, "number task leads supports targets due",
     [("1", BASE, ["县农业农村局"], ["县水利局", "白石镇"], 1, "2025年底前"),
      ("2", FIRMS, ["县农业农村局", "县工信局"], [], 1, None), ("3", FAIR, [], [], 0, None)]),
    ("document-text", {"document": county_plan().document}, "name text", [(PLAN, COUNTY_TEXT)]),
    ("documents", {"level": "city"}, "name tasks", [(OPINION, 1)]),
    ("documents", {"region": "柳溪县", "year": "2024"}, "name", [(PLAN,)]),
    ("documents", {"year": "1999"}, "name", []),
    ("document-contents", {"document": OPINION}, "subject relation object",
     [(OPINION, "APPLIES_TO", "清河市"), (OPINION, "STATES", OPINION), (OPINION, "DERIVES_FROM", ABOVE),
      (CITY_TASK, "STATED_IN", OPINION), (CITY_TASK, "PART_OF", OPINION), (CITY_TASK, "HAS_TARGET", "蔬菜总产值"),
      ("蔬菜总产值", "STATED_IN", OPINION), ("市农业农村局", "LEADS", CITY_TASK), ("市财政局", "SUPPORTS", CITY_TASK)]),
    ("neighbourhood", {"id": PLAN_ID, "types": "ISSUED,DERIVES_FROM"}, "subject relation object",
     [(PLAN, "DERIVES_FROM", OPINION), ("县人民政府办公室", "ISSUED", PLAN)]),
    ("neighbourhood", {"id": PLAN_ID, "limit": "3"}, "relation", [("APPLIES_TO",), ("DERIVES_FROM",), ("HAS_TARGET",)]),
    ("neighbour-counts", {"id": PLAN_ID}, "relation direction neighbour_label neighbours",
     [("APPLIES_TO", "出", "Region", 1), ("DERIVES_FROM", "出", "Policy", 1), ("HAS_TARGET", "出", "Target", 1),
      ("ISSUED", "入", "Department", 1), ("PART_OF", "入", "Section", 1), ("PART_OF", "入", "Task", 3),
      ("STATES", "入", "Document", 1)]),
    ("neighbours", {"id": BASE_ID}, "label name relations",
     [("Department", "县农业农村局", ["LEADS"]), ("Policy", PLAN, ["PART_OF"]),
      ("Target", "番茄大棚面积", ["HAS_TARGET"]), ("Department", "县水利局", ["SUPPORTS"]),
      ("Department", TOWN, ["SUPPORTS"]), ("Village", "松树村", ["LOCATED_IN"]), ("Region", TOWN, ["LOCATED_IN"]),
      ("Industry", "西红柿", ["CONCERNS"]), ("Document", PLAN, ["STATED_IN"])]),
    ("neighbour-totals", {"nodes": [BASE_ID, PLAN_ID]}, "label name neighbours",
     [("Task", BASE, 9), ("Policy", PLAN, 9)]),
    ("relations-among", {"nodes": [BASE_ID, PLAN_ID]}, "subject relation object evidence",
     [(BASE, "PART_OF", PLAN, "一、重点任务")]),
    ("node", {"id": BASE_ID}, "label name number due due_on section sources",
     [("Task", BASE, "1", "2025年底前", "2025-12-31", ["一、重点任务"], [PLAN])]),
    ("node", {"id": PLAN_ID}, "label number level status sources evidence",
     [("Policy", "柳政办发〔2024〕8号", "county", "issued", [PLAN], None)]),
    ("sentences-of-node", {"id": BASE_ID, "limit": 3}, "name relation other evidence source",
     [(BASE, "LEADS", "县农业农村局", "牵头单位：县农业农村局", PLAN),
      (BASE, "SUPPORTS", "县水利局", "配合单位：县水利局", PLAN),
      (BASE, "SUPPORTS", TOWN, "县水利局、白石镇", PLAN)]),
    ("decisions", {}, "decision", []),
    ("merged", {}, "name", []),
    ("successions", {"unit": "县农业农村局"}, "old new", []),
    ("tasks-led-by-department", {"department": "县工信局", "predecessors": True}, "task", [("扶持加工企业",)]),
    ("search", {"text": "农业"}, "label name",
     [("Department", "县农业农村局"), ("Department", "市农业农村局"), ("Policy", ABOVE)]),
    ("search", {"text": "番茄"}, "label name", [("Target", "番茄大棚面积"), ("Industry", "西红柿")]),
    ("search", {"text": "5号"}, "label name", [("Policy", OPINION)]),
    ("names", {"label": "Department"}, "name full_name aliases uses",
     [("县农业农村局", FARM, ["县农业局"], 2), ("白石镇", TOWN, [], 1), ("县工信局", INDUSTRY, [], 1),
      ("县水利局", WATER, [], 1), ("市财政局", CITY_MONEY, [], 1), ("市农业农村局", CITY_FARM, [], 1),
      ("县人民政府办公室", "柳溪县人民政府办公室", [], 0)]),
    ("names", {"label": "Industry"}, "label name aliases uses", [("Industry", "西红柿", ["番茄"], 1)]),
    ("names", {"label": "Section"}, "name uses", [("一、重点任务", 3)]),
    ("unread-by-kind", {}, "kind items documents", [("figure-blank", 1, 1)]),
    ("unread", {"document": PLAN}, "kind evidence source", [("figure-blank", "投入亿元", PLAN)]),
    ("unread", {"kind": "unknown-unit"}, "kind", []),
    ("documents", {}, "name genre tasks leads supports targets unread",
     [(PLAN, "plan", 3, 3, 2, 3, 1), (OPINION, "opinion", 1, 1, 1, 1, 0)]),
    ("documents", {"ids": [city_opinion().document]}, "name", [(OPINION,)]),
    ("documents-to-check", {}, "name reading_state tasks unread",
     [(PLAN, "unjudged", 3, 1), (OPINION, "unjudged", 1, 0)]),
    ("documents-to-check", {"document": OPINION}, "name reading_state", [(OPINION, "unjudged")]),
    ("documents-by-place", {}, "level region year documents",
     [("city", "清河市", "2023", 1), ("county", "柳溪县", "2024", 1)]),
    ("policies", {}, "title level status tasks derives_from",
     [(ABOVE, "province", "cited", 0, 0), (PLAN, "county", "issued", 3, 1), (OPINION, "city", "issued", 1, 1)]),
    ("policies", {"status": "cited"}, "title", [(ABOVE,)]),
    ("departments", {"region": "清河市"}, "department leads supports",
     [(FARM, 2, 0), (INDUSTRY, 1, 0), (CITY_FARM, 1, 0), (WATER, 0, 1), (CITY_MONEY, 0, 1), (TOWN, 0, 1),
      ("柳溪县人民政府办公室", 0, 0)]),
    ("departments", {"region": "柳溪县"}, "name aliases function",
     [("县农业农村局", ["县农业局"], "农业农村"), ("县工信局", [], "工业和信息化"), ("县水利局", [], "水利"),
      ("白石镇", [], None), ("县人民政府办公室", [], None)]),
    ("industries", {}, "industry aliases tasks departments", [("西红柿", ["番茄"], 1, 3)]),
    ("places", {}, "place label within tasks", [("松树村", "Village", TOWN, 1), (TOWN, "Region", "柳溪县", 1)]),
    ("demands-not-taken-up", {"policy": PLAN}, "above demand number finding comparable",
     [(OPINION, CITY_TASK, "一", "未判断：两份文件可比程度低", 0.0)]),
    ("measures-without-ground", {"policy": PLAN}, "task compared finding",
     [(task, [OPINION], "未判断：与上级可比程度低") for task in (BASE, FIRMS, FAIR)]),
    ("answers-to-demand", {"demand": CITY_TASK}, "task", []),
    ("figures-down-the-levels", {}, "indicator", []),
    ("achieved-against-planned", {"policy": PLAN}, "indicator value achieved result",
     [("蔬菜总产值", 12.0, None, "unreported"), ("番茄大棚面积", 500.0, None, "unreported"),
      ("龙头企业", 3.0, None, "unreported")]),
    ("figures-by-year", {}, "year kind figures", [(2025, "planned", 2), (2026, "planned", 1), (None, "planned", 1)]),
    ("node-counts", {}, "label nodes",
     [("Department", 7), ("Region", 4), ("Target", 4), ("Task", 4), ("Policy", 3), ("Document", 2), ("Industry", 1),
      ("Section", 1), ("Unread", 1), ("Village", 1)]),
    ("relation-counts", {}, "relation relations",
     [("WITHIN", 12), ("STATED_IN", 10), ("PART_OF", 5), ("HAS_TARGET", 4), ("LEADS", 4), ("SUPPORTS", 3),
      ("APPLIES_TO", 2), ("DERIVES_FROM", 2), ("LOCATED_IN", 2), ("STATES", 2), ("CONCERNS", 1), ("ISSUED", 1)]),
]  # fmt: skip


@pytest.fixture(scope="module", params=["embedded", "neo4j"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    place = str(tmp_path_factory.mktemp("graph"))
    if request.param == "neo4j":
        place = request.getfixturevalue("server_address")
        wipe(place)
    with open_store(place, write=True) as writer:
        load(writer, [county_plan(), city_opinion()])
    with open_store(place) as reader:
        yield reader


@pytest.mark.parametrize(("name", "values", "columns", "rows"), CASES, ids=[f"{n}-{v}" for n, v, *_ in CASES])
def test_answers(store: Store, name: str, values: dict[str, Any], columns: str, rows: list[tuple[Any, ...]]) -> None:
    found = catalog.run_query(store, name, values)
    got = [tuple(row[column] for column in columns.split()) for row in found]
    assert got == rows
