"""The trace page in a real browser: the picture, its clicks and keys, and what lights up."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from tests.browser import open_page, serve, settle, taken
from tests.graphs import Writer

PLACES = 15
CENTRE = "中共中央国务院关于发展乡村产业的意见"


@pytest.fixture(scope="module")
def address() -> list[str]:
    """Where the first test of the page has found its measure."""
    return []


@pytest.fixture
def trace(site: str, tab: Page, address: list[str]) -> Page:
    """The page on a county's measure of the samples, found as a person finds it, then by the address that it has."""
    open_page(tab, address[0] if address else f"{site}/trace")
    if not address:
        tab.get_by_label("搜任务").fill("抓好粮食生产")
        tab.get_by_label("搜任务").press("Enter")
        tab.get_by_role("button", name="抓好粮食生产（青穗县实施").click()
        tab.wait_for_url("**task=**")
        address.append(tab.url)
    expect(tab.locator(".measure.start")).to_contain_text("抓好粮食生产")
    settle(tab)
    return tab


def test_from_the_county_to_the_centre(trace: Page) -> None:
    expect(trace.locator(".column h2")).to_contain_text(["县级", "市级", "省级", "中央"])
    for level in ("县级", "市级", "省级", "中央"):
        expect(trace.get_by_label(level, exact=True).locator(".measure")).to_contain_text("抓好粮食生产")
    assert trace.locator("path.aligned").count() == 3 and trace.locator("path.cited").count() >= 3
    assert trace.locator("path.guess").count() == 0


def test_a_link_leads_to_its_sentence_and_the_address_to_the_same(trace: Page) -> None:
    trace.locator(".ground.cited").first.click()
    expect(trace.get_by_text("原文写明的依据", exact=True)).to_be_visible()
    expect(trace.locator("mark").first).to_contain_text("“百溪润田、千村焕新”行动")
    assert "show=" in trace.url
    open_page(trace, trace.url)
    expect(trace.get_by_text("原文写明的依据", exact=True)).to_be_visible()
    expect(trace.locator(".ground[aria-pressed=true]")).to_have_count(1)


def test_a_link_of_measures_shows_both_texts_and_the_words_that_agree(trace: Page) -> None:
    trace.locator(".ground.aligned").first.click()
    expect(trace.get_by_text("图中记下的对应", exact=True)).to_be_visible()
    expect(trace.locator("[data-testid=stHtml] mark", has_text="抓好粮食生产")).to_have_count(2)


def test_pointing_at_a_card_lights_up_its_chain(trace: Page) -> None:
    trace.locator(".measure.start").hover()
    expect(trace.locator(".board.lit")).to_have_count(1)
    expect(trace.locator("path.on")).to_have_count(3)
    expect(trace.locator(".measure.on")).to_have_count(4)
    trace.mouse.move(2, 2)
    expect(trace.locator(".board.lit")).to_have_count(0)


def test_keys_are_enough(trace: Page) -> None:
    card = trace.get_by_label("省级", exact=True).locator(".policy")
    for _ in range(5):  # what is drawn anew while a person looks for a key loses its light
        card.focus()
        if trace.locator(".board.lit").count():
            break
        trace.wait_for_timeout(400)
    expect(trace.locator(".board.lit")).to_have_count(1)
    card.press("Enter")
    expect(trace.get_by_text("文号：岚发〔2025〕3号")).to_be_visible()
    settle(trace)
    expect(trace.get_by_label("省级", exact=True).locator(".policy")).to_be_focused()
    label = trace.locator(".ground.cited").first
    label.focus()
    label.press("Enter")
    expect(trace.get_by_text("原文写明的依据", exact=True)).to_be_visible()


def test_on_to_the_matrix(trace: Page) -> None:
    trace.locator(".measure.start").click()
    trace.get_by_role("button", name="在责任矩阵中打开").click()
    trace.wait_for_url("**/matrix?policy=*")


def test_on_to_the_graph(trace: Page) -> None:
    trace.locator(".measure.start").click()
    trace.get_by_role("button", name="在图谱中打开").click()
    trace.wait_for_url("**/explore?node=Task*")


def test_a_policy_offers_its_measures_and_the_table_is_there_to_take_away(site: str, tab: Page) -> None:
    open_page(tab, f"{site}/trace")
    measure = tab.locator(".measure").nth(2)
    title = measure.inner_text().split(maxsplit=1)[1]
    measure.click()
    expect(tab.locator(".measure.start")).to_contain_text(title)
    assert "task=" in tab.url
    settle(tab)
    tab.get_by_text("以表格查看和下载").click()
    file = taken(tab, tab.get_by_role("button", name="下载 CSV"))
    text = file.path().read_text("utf-8-sig")
    assert text.startswith("下级层级,下级政策,下级任务,关系") and title in text


def test_the_connectors_follow_the_window(trace: Page) -> None:
    path = trace.locator("path.aligned").first
    before = path.get_attribute("d") or ""
    trace.set_viewport_size({"width": 1920, "height": 1080})
    expect(path).not_to_have_attribute("d", before)
    card, board = trace.locator(".measure.start").bounding_box(), trace.locator(".board").bounding_box()
    start = path.evaluate("path => path.getPointAtLength(0).x")
    assert card and board and abs(card["x"] + card["width"] - board["x"] - start) < 2


# --- a centre with many counties --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a page on a central opinion that many counties carry out."""
    place = tmp_path_factory.mktemp("many") / "graph"
    centre = Writer(
        f"{CENTRE}\n一、发展乡村旅游。办好民宿。\n二、推进移风易俗。治理高额彩礼。", CENTRE, "file:///centre"
    )
    _policy(centre, CENTRE, "central", "全国", [("一", "发展乡村旅游"), ("二", "推进移风易俗")])
    documents = [centre.records]
    for number in range(PLACES):
        county = f"{'甲乙丙丁戊己庚辛壬癸子丑寅卯辰'[number]}县"
        title = f"{county}乡村产业实施方案"
        plan = Writer(
            f"{title}\n根据《{CENTRE}》制定。\n1.发展乡村旅游。新办民宿{number}家。", title, f"file:///{number}"
        )
        own = _policy(plan, title, "county", county, [("1", "发展乡村旅游")])
        plan.edge("DERIVES_FROM", own, plan.policy(CENTRE, "central", "全国", "cited"), f"《{CENTRE}》", basis="cited")
        documents.append(plan.records)
    with open_store(place, write=True) as store:
        load(store, documents)
    with serve(place) as address:
        yield address


def _policy(writer: Writer, title: str, level: str, region: str, measures: list[tuple[str, str]]) -> tuple[str, str]:
    own = writer.policy(title, level, region, "issued")
    writer.edge("STATES", writer.document, own, title, role="text")
    for position, (number, name) in enumerate(measures, 1):
        words = next(line for line in writer.text.splitlines()[1:] if name in line)
        writer.edge("PART_OF", writer.task(number, name, words, [], position), own, name)
    return own


def test_what_a_central_measure_became_is_shown_in_part_and_says_how_much_more(many: str, tab: Page) -> None:
    open_page(tab, f"{many}/trace")
    tab.get_by_label("搜任务").fill("发展乡村旅游")
    tab.get_by_label("搜任务").press("Enter")
    tab.get_by_role("button", name="发展乡村旅游（全国）").click()
    expect(tab.locator(".measure.start")).to_contain_text("发展乡村旅游")
    column = tab.get_by_label("县级", exact=True)
    expect(column.locator("h2")).to_contain_text(f"{PLACES} 项政策")
    assert column.locator(".card").count() == 12
    column.get_by_role("button", name="更多（还有 9 项政策）").click()
    expect(column.locator(".measure")).to_have_count(PLACES)
    expect(tab.locator("path.guess")).to_have_count(PLACES)
    expect(tab.locator(".key")).to_contain_text("未入图，按文字相近推测")
    tab.locator(".ground.guess").first.click()
    expect(tab.get_by_text("未入图，按文字相近推测。两边都有：")).to_be_visible()
