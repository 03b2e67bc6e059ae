"""A graph whose every name tries to be a picture from elsewhere, a link, a script: nothing is fetched, all is shown."""

from __future__ import annotations

import time
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from policygraph.app.frame.plain import JOINER
from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from policygraph.model import records as r
from tests.browser import PATIENCE, open_page, serve, settle
from tests.graphs import COUNTY, Writer

AWAY = "evil.invalid"
PICTURE = f"![](http://{AWAY}/1.png)"
TAG = f'<img src="http://{AWAY}/2.png" onerror="fetch(\'http://{AWAY}/3\')">'
LINK, SCRIPT = "[看](javascript:alert(1))", "</script><script>alert(1)</script>"
ICON, MATH, ENTITY = ":material/home: :streamlit: :smile:", r"$\frac{1}{2}$ a -> b", "&lt;b&gt; **粗** _斜_ `码`"
TITLE = f"方案{PICTURE}{TAG}{ICON}"
OFFICE = f"县{PICTURE}{LINK}局"
TASK = f"建设{TAG}{MATH}{ENTITY}"
INDICATOR, UNIT = f"产值{PICTURE}{ICON}", f"亿{LINK}{MATH}"
FILE = f"附件{PICTURE.replace('/', '／')}{ICON.replace('/', '／')}.txt"  # a slash would part folders
TEXT = f"{TITLE}\n{TASK}。牵头单位：{OFFICE}。{INDICATOR}12{UNIT}。{SCRIPT}\n"

# What may not be there, in the page or within a component.
FOUND = """() => {
  const roots = [document];
  for (const root of roots)
    for (const each of root.querySelectorAll("*")) if (each.shadowRoot) roots.push(each.shadowRoot);
  const all = (what) => roots.flatMap((root) => [...root.querySelectorAll(what)]);
  return all("img, image, a, iframe, script, video, source, use")
    .map((each) => each.getAttribute("src") || each.getAttribute("href") || "")
    .filter((to) => to.startsWith("javascript:") || URL.parse(to, location.href)?.hostname === "AWAY");
}""".replace("AWAY", AWAY)


def hostile() -> tuple[Writer, dict[str, str]]:
    """The records, and ids of what is in them by label."""
    w = Writer(TEXT, TITLE, f"/来文/{FILE}", genre="plan")
    w.regions((COUNTY, "柳溪县", "county"))
    policy = w.policy(TITLE, "county", "柳溪县", "issued")
    w.edge("STATES", w.document, policy, TITLE, role="text")
    w.edge("APPLIES_TO", policy, ("Region", COUNTY), TITLE, basis="stated")
    office = w.node("Department", r.department_id(OFFICE, COUNTY), OFFICE, full_name=OFFICE, kind="unit", aliases=[])
    task = w.task("1", TASK, f"{TASK}。牵头单位：{OFFICE}。", [PICTURE], 1)
    w.edge("PART_OF", task, policy, TASK)
    w.edge("LEADS", office, task, f"牵头单位：{OFFICE}", basis="stated")
    w.target(policy, f"{INDICATOR}12{UNIT}", INDICATOR, 12, UNIT, year=2026)
    w.own("Unread", r.unread_id(w.records.document, "figure-blank", TEXT.index(SCRIPT)), SCRIPT, SCRIPT,
          kind="figure-blank")  # fmt: skip
    return w, {label: id_ for label, id_ in (w.document, policy, office, task)}


@pytest.fixture(scope="module")
def ids() -> dict[str, str]:
    return hostile()[1]


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    place = tmp_path_factory.mktemp("hostile") / "graph"
    with open_store(place, write=True) as store:
        load(store, [hostile()[0].records])
    with serve(place) as address:
        yield address


def addresses(ids: dict[str, str]) -> list[tuple[str, dict[str, str], list[str]]]:
    """Page, parameters, and what must be read there outside of tables and drawings, which are canvases."""
    return [
        ("", {"list": "department", "department": OFFICE}, [f"部门的全部工作　{OFFICE}"]),
        ("explore", {"node": f"Policy:{ids['Policy']}"}, [TITLE]),
        ("explore", {}, [TITLE, OFFICE]),
        ("matrix", {"policy": ids["Policy"], "cell": f"{ids['Task']}:{ids['Department']}"}, []),
        ("trace", {"task": ids["Task"], "show": f"Task:{ids['Task']}"}, [TASK, TITLE]),
        ("trace", {"policy": ids["Policy"], "show": f"Policy:{ids['Policy']}"}, [TITLE]),
        ("targets", {"indicator": TITLE}, ["没有地址所指的指标"]),
        ("query", {"question": f"{OFFICE}牵头哪些任务？"}, []),
        ("query", {"question": f"{PICTURE}牵头哪些任务？"}, []),
        ("query", {"name": "tasks-led-by-department", "department": OFFICE}, ["牵头"]),
        ("query", {"name": f"x{PICTURE}"}, ["这里没有地址所指的查询"]),
        (
            "query",
            {"name": "targets-of-indicator", "indicator": INDICATOR, "view": "chart"},
            [f"{INDICATOR}（{UNIT}）"],
        ),
        ("review", {"node": f"Department:{ids['Department']}"}, [OFFICE]),
        ("import", {"document": ids["Document"]}, [TITLE, FILE]),
        ("document", {"document": ids["Document"]}, [TITLE, FILE]),
        ("policy", {"policy": ids["Policy"]}, [TITLE]),
        ("task", {"task": ids["Task"]}, [TASK, TITLE]),
    ]


def _read(tab: Page, words: list[str]) -> str:
    """What stands on the page, once `words` do; what a frame or a component draws comes after the script has ended."""
    until = time.monotonic() + PATIENCE / 1000
    while True:
        read = tab.locator("body").inner_text().replace(JOINER, "")
        if all(each in read for each in words) or time.monotonic() > until:
            return read
        tab.wait_for_timeout(200)


@pytest.mark.slow("every page of a hostile graph, in a real browser")
def test_nothing_is_fetched_and_all_is_shown_as_written(hostile_site: str, tab: Page, ids: dict[str, str]) -> None:
    """That nothing was asked of elsewhere is what the tab itself looks to (tests/browser.py)."""
    for page, parameters, words in addresses(ids):
        open_page(tab, f"{hostile_site}/{page}?{urlencode(parameters)}")
        read = _read(tab, words)
        assert [each for each in words if each not in read] == [], (page, parameters, read)
        assert tab.evaluate(FOUND) == [], (page, parameters)
        assert "Ask Google" not in read and "Traceback" not in read and "程序出错" not in read


def test_names_of_columns_and_a_link_with_cypher(hostile_site: str, tab: Page) -> None:
    column = PICTURE.replace("`", "")
    cypher = f"MATCH (d:Department) RETURN d.name AS `{column}`, 1 AS `{TAG}`"
    open_page(tab, f"{hostile_site}/query?{urlencode({'cypher': cypher, 'view': 'chart'})}")
    tab.get_by_role("button", name="运行这条查询").click()
    expect(tab.get_by_test_id("stVegaLiteChart")).to_be_visible()
    settle(tab)
    tab.get_by_test_id("stVegaLiteChart").hover()
    assert tab.evaluate(FOUND) == []


def test_the_table_s_own_download_is_not_offered(hostile_site: str, tab: Page) -> None:
    """It would write formulas as they are; ours stands below (graph/transfer/tables.py)."""
    open_page(tab, f"{hostile_site}/query?{urlencode({'name': 'policies'})}")
    table = tab.get_by_test_id("stDataFrame").first
    table.hover()
    expect(tab.get_by_role("button", name="查找", exact=True)).to_be_visible()
    assert not [each for each in tab.get_by_role("button").all() if each.get_attribute("aria-label") == "下载 CSV"]
    expect(tab.get_by_role("button", name="下载 CSV")).to_have_count(1)
