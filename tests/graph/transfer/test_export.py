"""GraphML, CSV and the responsibility matrix: read back with the programs' own readers."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import openpyxl
import pytest
from openpyxl.cell.cell import MergedCell

from policygraph.graph.analysis.network import to_networkx
from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Store
from policygraph.graph.transfer.export import write_csv, write_graphml
from policygraph.graph.transfer.form_sheets import workbook
from policygraph.graph.transfer.forms import Group
from policygraph.graph.transfer.matrix import COLUMNS, Line, Matrix, as_form, compose, matrix, write_matrix
from policygraph.model.errors import PolicyGraphError
from policygraph.model.records import policy_id
from tests.graphs import COUNTY_TEXT, Writer, city_opinion, county_plan


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("graph"), write=True) as opened:
        load(opened, [county_plan(), city_opinion()])
        yield opened


@pytest.fixture(scope="module")
def graph(store: Store) -> "nx.MultiDiGraph[str]":
    return to_networkx(store)


def test_network_holds_the_whole_graph(store: Store, graph: "nx.MultiDiGraph[str]") -> None:
    [row] = store.read("MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n) AS nodes, count(r) AS edges")
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (row["nodes"], row["edges"])
    plan = graph.nodes[county_plan().document]
    assert plan["label"] == "Document" and plan["genre"] == "plan"
    assert not {"claims", "readings", "facts", "mentions"} & {
        name for _, each in graph.nodes(data=True) for name in each
    }
    [lead] = [each for _, _, each in graph.edges(data=True) if each.get("evidence") == "牵头单位：县农业农村局"]
    assert lead["type"] == "LEADS" and lead["document"] == county_plan().document


def test_graphml(graph: "nx.MultiDiGraph[str]", tmp_path: Path) -> None:
    write_graphml(graph, tmp_path / "graph.graphml")
    back = nx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True)
    assert set(back.nodes) == set(graph.nodes)
    assert back.number_of_edges() == graph.number_of_edges()
    for id_, properties in graph.nodes(data=True):
        own = back.nodes[id_]
        assert (own["label"], own["kind"]) == (properties["name"], properties["label"]) and "text" not in own
        for name, value in properties.items():
            if name not in ("label", "kind", "text"):
                assert (json.loads(own[name]) if isinstance(value, list) else own[name]) == value
    assert {(edge["kind"], edge["label"]) for *_, edge in back.edges(data=True)} >= {("LEADS", "牵头")}
    assert "planned" in {own.get("target_kind") for _, own in back.nodes(data=True)}


def test_csv(graph: "nx.MultiDiGraph[str]", tmp_path: Path) -> None:
    files = write_csv(graph, tmp_path / "tables")
    assert sorted(files) == sorted((tmp_path / "tables").iterdir())
    tables = {file.stem: list(csv.DictReader(file.open(encoding="utf-8-sig", newline=""))) for file in files}
    assert sum(len(rows) for name, rows in tables.items() if name.startswith("nodes-")) == graph.number_of_nodes()
    assert sum(len(rows) for name, rows in tables.items() if name.startswith("edges-")) == graph.number_of_edges()
    base = next(row for row in tables["nodes-Task"] if row["title"] == "建设蔬菜基地")
    assert json.loads(base["section"]) == ["一、重点任务"]
    assert {row["target"] for row in tables["edges-LEADS"]} >= {base["id"]}


def test_what_xml_and_spreadsheets_cannot_hold(tmp_path: Path) -> None:
    w = Writer("甲\x0b乙\x00丙", "标题\x01", "/x")
    with open_store(tmp_path / "graph", write=True) as store:
        load(store, [w.records])
        graph = to_networkx(store)
    assert graph.nodes[w.records.document]["text"] == "甲\x0b乙\x00丙"
    write_graphml(graph, tmp_path / "x.graphml")
    assert nx.read_graphml(tmp_path / "x.graphml").nodes[w.records.document]["label"] == "标题"
    write_matrix(as_form(Matrix("标题\x01", [Line("甲\x0b乙")])), tmp_path / "x.xlsx")


# --- the matrix -------------------------------------------------------------------------------------------------------


def cells(file: Path) -> list[list[Any]]:
    sheet = openpyxl.load_workbook(file).active
    assert sheet is not None
    return [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]


def test_matrix(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "matrix.xlsx"
    base, factory = COUNTY_TEXT.splitlines()[5:7]  # its clauses are read in pieces, so they stay
    last = "2025年底前"
    write_matrix(as_form(matrix(store, "柳溪县")), file)
    assert cells(file) == [
        ["柳溪县蔬菜产业发展实施方案责任分工表", *[""] * 7],
        ["序号", "工作任务", "牵头单位", "责任单位", "目标", "时限", "进展", "备注"],
        ["一、重点任务", *[""] * 7],
        [1, base, "县农业农村局", "县水利局、白石镇", f"{last}建成500亩以上", last, "", ""],
        [2, factory, "县农业农村局\n县工信局", "", "培育龙头企业3家", "", "", ""],
        [3, "3.办好蔬菜节。每年举办一次。", "", "", "", "", "", ""],
    ]


def test_matrix_is_ready_to_print(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "matrix.xlsx"
    write_matrix(as_form(matrix(store, "柳溪县")), file)
    sheet: Any = openpyxl.load_workbook(file).active
    assert {str(each) for each in sheet.merged_cells.ranges} == {"A1:H1", "A3:H3"}
    assert sheet.print_title_rows == "$1:$2"
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight == 0
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            assert cell.border.bottom.style == "thin"
            assert isinstance(cell, MergedCell) or (cell.border.left.style == "thin" and cell.alignment.wrap_text)
    assert sheet.row_dimensions[5].height > sheet.row_dimensions[6].height, "two leads need two lines"


def test_matrix_is_set_as_official_papers_are(store: Store, tmp_path: Path) -> None:
    write_matrix(as_form(matrix(store, "柳溪县")), tmp_path / "x.xlsx")
    sheet: Any = openpyxl.load_workbook(tmp_path / "x.xlsx").active
    assert [sheet[at].font.name for at in ("A1", "A2", "A3", "B4")] == ["方正小标宋简体", "黑体", "楷体", "仿宋"]
    assert sheet.oddFooter.center.text == "— &P —"


def role(text: str, evidence: str | None, **more: Any) -> dict[str, Any]:
    """A row of the query, of a task that is called 办节."""
    return {
        "task_id": "1", "parent_id": None, "document": "d", "section": [], "number": "3", "task": "办节", "text": text,
        "due": None, "role": "牵头", "basis": "stated", "evidence": evidence, "department_name": "县文旅局",
        "department_id": "1", **more,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "evidence", "more", "words"),
    [
        ("3.办节。每年一次。（县文旅局牵头，6月底前）", "（县文旅局牵头，6月底前）", {}, "3.办节。每年一次。"),
        ("（三）办节。牵头单位：县文旅局。", "牵头单位：县文旅局", {"number": "三"}, "（三）办节。"),
        ("3.办节。牵头单位：县府办、县文旅局。", "县文旅局", {}, "3.办节。牵头单位：县府办、县文旅局。"),
        ("3.办节。每年一次，由县文旅局牵头。", "县文旅局牵头", {}, "3.办节。每年一次。"),
        ("3.办节（县文旅局负责）。一年两次（县文旅局负责）。", "（县文旅局负责）", {}, "3.办节。一年两次。"),
        ("县文旅局要办节，6月底前办好。", "县文旅局要", {"number": None}, "县文旅局要办节，6月底前办好。"),
        ("县文旅局牵头办节", "县文旅局牵头办节", {"number": None}, "办节"),
        ("3.办节。", None, {}, "3.办节。"),
        ("办节", None, {}, "3.办节"),
        ("三是办节。", None, {"number": "三"}, "三是办节。"),
        ("3 办节 每年举办一次蔬菜节 县文旅局 600 7月", "县文旅局", {"due": "7月"}, "3.办节\n每年举办一次蔬菜节"),
    ],
)
def test_a_task_has_its_own_words(text: str, evidence: str | None, more: dict[str, Any], words: str) -> None:
    assert compose("方案", [role(text, evidence, **more)], []).lines[0].text == words


def test_a_task_of_parts_has_none_of_their_clauses() -> None:
    whole = role("3.办节。种菜。（甲局负责）卖菜。（乙局负责）", None, task_id="0", role=None)
    parts = [
        role(f"{words}。（{unit}负责）", f"（{unit}负责）", task_id=unit, parent_id="0", number=None, task=words)
        for words, unit in (("种菜", "甲局"), ("卖菜", "乙局"))
    ]
    lines = compose("方案", [whole, *parts], []).lines
    assert [line.whole for line in lines] == ["3.办节。种菜。卖菜。", "种菜。", "卖菜。"]
    assert [line.heading for line in lines] == [True, False, False]


def test_a_task_that_somebody_leads_does_not_say_its_parts_twice() -> None:
    whole = role("3.办节。办好。种菜。（甲局负责）", None, task_id="0", section=["任务"])
    part = role(
        "种菜。（甲局负责）",
        "（甲局负责）",
        task_id="1",
        parent_id="0",
        number=None,
        task="种菜",
        section=["任务", "办节"],
    )
    lines = compose("方案", [whole, part], []).lines
    assert [(line.text, line.heading) for line in lines] == [("", True), ("3.办节。办好。", False), ("种菜。", False)]


@pytest.mark.parametrize(
    ("more", "headings"),
    [
        ({}, ["序号", "工作任务", "牵头单位", "时限", "进展", "备注"]),
        ({"supports": ["县财政局"]}, ["序号", "工作任务", "牵头单位", "责任单位", "时限", "进展", "备注"]),
        ({"targets": ["3次"]}, ["序号", "工作任务", "牵头单位", "目标", "时限", "进展", "备注"]),
    ],
)
def test_a_column_of_nothing_gives_its_room_to_the_tasks(more: dict[str, Any], headings: list[str]) -> None:
    form = as_form(Matrix("方案", [Line("一、节", heading=True), Line("办节", leads=["县文旅局"], **more)]))
    assert [column.heading for column in form.columns] == headings
    assert sum(column.width for column in form.columns) == sum(column.width for column in COLUMNS)
    assert {len(line) for line in form.lines if not isinstance(line, Group)} == {len(headings)}


def test_sections_keep_their_numbers() -> None:
    rows = [role("3.办节。", None, section=["重点任务", "办会"]), role("4.种菜。", None, task_id="2", section=["保障"])]
    headings = [
        {"document": "d", "section": [], "number": "二", "title": "重点任务", "evidence": "二、重点任务"},
        {"document": "d", "section": ["重点任务"], "number": "一", "title": "办会", "evidence": "（一）办会"},
        {"document": "other", "section": [], "number": "三", "title": "保障", "evidence": "三、保障"},
    ]
    lines = compose("方案", rows, [], headings).lines
    assert [line.task for line in lines if not line.rows] == ["二、重点任务", "（一）办会", "保障"]


def test_who_is_only_named_first_is_marked() -> None:
    form = as_form(compose("方案", [role("3.办节。", "（县文旅局）", basis="first-listed")], []), {"1": "正常"})
    assert form.lines[0][-2:] == ("正常", "列首位") and "没有写明牵头单位" in form.notes[0]
    assert not as_form(compose("方案", [role("3.办节。", "（县文旅局牵头）")], [])).notes


@pytest.mark.parametrize(
    ("policy", "words"),
    [
        ("不存在", "没有名称含“不存在”且有任务的政策"),
        ("云岭省推进农业现代化规划", "且有任务"),
        ("蔬菜产业", "不止一项政策"),
    ],
)
def test_which_policy(store: Store, policy: str, words: str) -> None:
    with pytest.raises(PolicyGraphError, match=words):
        matrix(store, policy)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")'])
def test_text_is_never_a_formula(tmp_path: Path, text: str) -> None:
    write_matrix(
        as_form(Matrix(text, [Line(text, leads=[text], supports=[text], targets=[text], due=text)])),
        tmp_path / "x.xlsx",
    )
    sheet: Any = openpyxl.load_workbook(tmp_path / "x.xlsx").active
    for cell in [sheet["A1"], *sheet[3][1:6]]:
        assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_headings_follow_the_outline(tmp_path: Path) -> None:
    w = Writer("甲乙丙丁戊己庚辛", "方案", "/x")
    plan = w.policy("方案", "county", "x", "issued")
    outline = [
        ("甲", ["一、农业", "（一）种植"]),
        ("乙", ["一、农业", "（一）种植"]),
        ("丙", ["一、农业", "（二）养殖"]),
        ("丁", ["二、工业"]),
        ("戊", []),
    ]
    for position, (title, section) in enumerate(outline, start=1):
        w.edge("PART_OF", w.task("", title, title, section, position), plan, title)
    whole = w.task("", "己", "己", [], 8)
    part = w.task("", "庚", "庚", [], 9)
    w.edge("PART_OF", whole, plan, "己")
    w.edge("PART_OF", part, whole, "庚")
    with open_store(tmp_path / "graph", write=True) as store:
        load(store, [w.records])
        lines = [("# " if line.heading else "") + line.task for line in matrix(store, "方案").lines]
    assert lines == [
        "# 一、农业",
        "# （一）种植",
        "甲",
        "乙",
        "# （二）养殖",
        "丙",
        "# 二、工业",
        "丁",
        "戊",
        "# 己",
        "庚",
    ]


def test_numbers_targets_and_the_order_of_units(tmp_path: Path) -> None:
    text = "甲乙丙丁。责任单位：水利局、农业局、财政局。总面积5亩（其中早稻3亩）。"
    w = Writer(text, "方案", "/x")
    plan = w.policy("方案", "county", "x", "issued")
    for position, (number, title) in enumerate([("1", "甲"), ("二", "乙"), ("（三）", "丙"), ("", "丁")], start=1):
        task = w.task(number, title, title, [], position)
        w.edge("PART_OF", task, plan, title)
        for name in ("水利局", "农业局", "财政局"):  # of one clause, in an order of its own
            unit = w.node("Department", name, name, full_name=name, kind="unit")
            w.edge("LEADS", unit, task, "责任单位：水利局、农业局、财政局", basis="stated")
        w.target(task, "总面积5亩（其中早稻3亩）", f"面积{number}", 5, "亩")
        w.target(task, "早稻3亩", f"早稻{number}", 3, "亩")
    with open_store(tmp_path / "graph", write=True) as store:
        load(store, [w.records])
        lines = matrix(store, "方案").lines
    assert [line.task for line in lines] == ["1.甲", "二、乙", "（三）丙", "丁"]
    assert {tuple(line.leads) for line in lines} == {("水利局", "农业局", "财政局")}
    assert {tuple(line.targets) for line in lines} == {("总面积5亩（其中早稻3亩）",)}


def test_a_place_where_nothing_can_be_written(graph: "nx.MultiDiGraph[str]", tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for write in (
        lambda place: write_graphml(graph, place),
        lambda place: write_csv(graph, place),
        lambda place: write_matrix(as_form(Matrix("x", [])), place),
    ):
        with pytest.raises(PolicyGraphError, match="写不了"):
            write(tmp_path / "file" / "x")


def test_head_of_the_matrix() -> None:
    headings = [column.heading for column in COLUMNS]
    assert headings == ["序号", "工作任务", "牵头单位", "责任单位", "目标", "时限", "进展", "备注"]


def test_several_policies_are_several_sheets(tmp_path: Path) -> None:
    title = "关于[甲]/乙*丙:丁?的" + "很长的标题" * 8
    file = tmp_path / "x.xlsx"
    file.write_bytes(workbook([as_form(Matrix(title, [Line(each)])) for each in ("一", "二")]))
    book = openpyxl.load_workbook(file)
    assert len({name.lower() for name in book.sheetnames}) == 2
    assert all(len(name) <= 31 and not set(name) & set("[]/*:?\\") for name in book.sheetnames)
    assert [book[name]["B3"].value for name in book.sheetnames] == ["一", "二"]


def reading(uri: str, *, lead: str) -> Writer:
    """A document that prints one plan's task; `lead`: the words that give it to somebody, if any do."""
    w = Writer(f"{uri}\n1.种菜。{lead}", f"方案{uri}", uri)
    plan = w.policy("方案", "county", "柳溪县", "issued")
    task = w.task("1", "种菜", "1.种菜。", ["一、任务"], 1)
    w.edge("PART_OF", task, plan, "种菜")
    if lead:
        farm = w.node("Department", "farm", "县农业农村局", full_name="柳溪县农业农村局", kind="unit", aliases=[])
        w.edge("LEADS", farm, task, lead, basis="stated", position=1)
    return w


def test_a_task_that_two_documents_print_is_one(tmp_path: Path) -> None:
    with open_store(tmp_path / "graph", write=True) as store:
        load(store, [reading(uri, lead="县农业农村局牵头").records for uri in ("/a", "/b")])
        [heading, task] = matrix(store, "方案").lines
    assert heading.heading and task.leads == ["县农业农村局"]
    assert len({row["document"] for row in task.rows}) == 2, "with the sentence of each"


def test_a_document_that_gives_nobody_anything_is_left_out_beside_one_that_does(tmp_path: Path) -> None:
    with open_store(tmp_path / "graph", write=True) as store:
        load(store, [reading("/plan", lead="县农业农村局牵头").records])
        explained = reading("/explained", lead="")
        plan = ("Policy", policy_id("方案", "county", "柳溪县"))
        explained.edge("PART_OF", explained.task("2", "卖菜", "1.种菜。", [], 2), plan, "种菜")
        load(store, [explained.records])
        assert [line.task for line in matrix(store, "方案").lines] == ["一、任务", "1.种菜"]


def test_what_heads_the_parts_of_a_task_is_said_once(tmp_path: Path) -> None:
    w = Writer("一、任务\n1.种菜。早菜由县农业农村局牵头。", "方案", "/x")
    plan = w.policy("方案", "county", "柳溪县", "issued")
    whole = w.task("1", "种菜", "1.种菜。", ["一、任务"], 1)
    part = w.task("", "早菜", "早菜由县农业农村局牵头。", ["一、任务", "种菜"], 2)
    w.edge("PART_OF", whole, plan, "种菜")
    w.edge("PART_OF", part, whole, "早菜")
    farm = w.node("Department", "farm", "县农业农村局", full_name="柳溪县农业农村局", kind="unit", aliases=[])
    w.edge("LEADS", farm, part, "由县农业农村局牵头", basis="stated", position=1)
    with open_store(tmp_path / "graph", write=True) as store:
        load(store, [w.records])
        lines = matrix(store, "方案").lines
    assert [(line.task, line.heading) for line in lines] == [("一、任务", True), ("1.种菜", True), ("早菜", False)]
