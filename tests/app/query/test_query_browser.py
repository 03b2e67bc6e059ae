"""The query page in a real browser: a question, a form, the editor with schema and history, refusals, downloads."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

from playwright.sync_api import Page, expect

from tests.browser import open_page, settle, taken

EDITOR = ".cm-content"
ENDLESS = "UNWIND range(1, 100000) AS x WITH collect(x) AS l RETURN any(a IN l WHERE any(b IN l WHERE a + b < 0)) AS x"
COUNT = "MATCH (d:Department)-[:LEADS]->(t:Task) RETURN d.name AS name, count(t) AS tasks ORDER BY tasks DESC LIMIT 5"


def open_query(tab: Page, site: str, **parameters: str) -> None:
    open_page(tab, f"{site}/query?{urlencode(parameters)}")


def parameters(tab: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(tab.url).query).items()}


def write(tab: Page, words: str) -> None:
    """In place of what stands in the editor."""
    tab.locator(EDITOR).click()
    tab.keyboard.press("Control+a")
    tab.keyboard.insert_text(words)


def test_a_question_is_answered_and_its_address_answers_it_again(site: str, tab: Page) -> None:
    open_query(tab, site)
    field = tab.get_by_label("用一句话提问")
    field.fill("区农业农村局牵头哪些任务？")
    field.press("Enter")
    expect(tab.get_by_role("heading", name=re.compile("临澜区农业农村局牵头任务 10 项"))).to_be_visible()
    expect(tab.get_by_text("共 10 行")).to_be_visible()
    assert parameters(tab) == {"question": "区农业农村局牵头哪些任务？"}
    tab.reload()
    expect(tab.get_by_text("共 10 行")).to_be_visible()


def test_a_row_shows_its_sentence(site: str, tab: Page) -> None:
    open_query(tab, site, name="tasks-led-by-department", department="区农业农村局")
    expect(tab.get_by_test_id("stDataFrame")).to_be_visible()
    box = tab.get_by_test_id("stDataFrame").bounding_box()
    assert box is not None
    tab.mouse.click(box["x"] + 190, box["y"] + 52)
    expect(tab.get_by_text(re.compile("出处："))).to_be_visible()
    expect(tab.locator("mark").first).to_contain_text("区农业农村局")


def test_the_next_question_goes_on_with_the_last(site: str, tab: Page) -> None:
    open_query(tab, site, question="云泽市谁牵头高标准农田")
    expect(tab.get_by_role("heading", name="云泽市：云泽市农业农村局牵头。")).to_be_visible()
    field = tab.get_by_label("用一句话提问")
    field.fill("那配合单位呢")
    field.press("Enter")
    expect(tab.get_by_role("heading", name="云泽市：云泽市水利局、云泽市财政局配合。")).to_be_visible()
    assert parameters(tab) == {"question": "那配合单位呢", "after": "云泽市谁牵头高标准农田"}
    tab.reload()
    expect(tab.get_by_role("heading", name="云泽市：云泽市水利局、云泽市财政局配合。")).to_be_visible()


def test_it_is_asked_back_which_policy_is_meant(site: str, tab: Page) -> None:
    open_query(tab, site, question="临澜区方案依据什么")
    tab.get_by_role("button", name=re.compile("临澜区2026年")).click()
    expect(tab.get_by_role("heading", name=re.compile("依据 《云泽市"))).to_be_visible()
    assert parameters(tab)["question"].startswith("临澜区2026年")


def test_answers_are_drawn_and_downloaded(site: str, tab: Page, tmp_path: Path) -> None:
    open_query(tab, site, name="departments")
    expect(tab.get_by_test_id("stVegaLiteChart").locator("canvas, svg").first).to_be_visible()
    taken(tab, tab.get_by_role("button", name="下载 JSON")).save_as(tmp_path / "rows.json")
    rows = json.loads((tmp_path / "rows.json").read_text(encoding="utf-8"))
    assert rows[0]["department"] == "临澜区农业农村局"
    taken(tab, tab.get_by_role("button", name="下载 CSV")).save_as(tmp_path / "rows.csv")
    with (tmp_path / "rows.csv").open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.DictReader(file))["部门"] == rows[0]["department"]
    tab.get_by_text("表格", exact=True).click()
    expect(tab.get_by_test_id("stDataFrame")).to_be_visible()
    assert parameters(tab) == {"name": "departments", "view": "table"}


def test_a_policy_s_grounds_are_drawn(site: str, tab: Page) -> None:
    open_query(tab, site, name="policy-ancestors", policy="云泽市实施“百溪润田、千村焕新”行动工作方案")
    expect(tab.get_by_role("button", name="力导向")).to_be_visible()
    expect(tab.locator("canvas").first).to_be_visible()


def test_ctrl_enter_runs_what_is_written(site: str, tab: Page) -> None:
    open_query(tab, site, cypher="")
    expect(tab.get_by_text("还没有查询")).to_be_visible()
    write(tab, COUNT)
    tab.keyboard.press("Control+Enter")
    expect(tab.get_by_text(re.compile("共 5 行"))).to_be_visible()
    assert parameters(tab)["cypher"] == COUNT
    expect(tab.get_by_role("button", name="运行")).to_be_enabled()
    assert tab.locator(f"{EDITOR} span").filter(has_text="MATCH").count() == 1  # coloured


def test_a_refused_statement_is_one_sentence_and_the_editor_goes_on(site: str, tab: Page) -> None:
    open_query(tab, site, cypher="")
    write(tab, "MATCH (n) DETACH DELETE n")
    tab.get_by_role("button", name="运行").click()
    expect(tab.get_by_test_id("stAlert")).to_contain_text("这里只能查询")
    write(tab, COUNT)
    tab.keyboard.press("Control+Enter")
    expect(tab.get_by_text(re.compile("共 5 行"))).to_be_visible()
    expect(tab.get_by_test_id("stAlert")).to_have_count(0)


def test_history_is_kept_and_restored(site: str, tab: Page) -> None:
    open_query(tab, site, cypher=COUNT)
    tab.get_by_role("button", name="运行这条查询").click()  # a link's own statement waits for that
    expect(tab.get_by_text(re.compile("共 5 行"))).to_be_visible()
    write(tab, "RETURN 1 AS x")
    tab.keyboard.press("Control+Enter")
    expect(tab.get_by_text(re.compile("共 1 行"))).to_be_visible()
    expect(tab.locator(".past")).to_have_count(2)  # written down, before one leaves
    tab.reload()
    tab.get_by_role("tab", name="历史").click()
    past = tab.locator(".past")
    expect(past).to_have_count(2)
    expect(past.first).to_contain_text("RETURN 1 AS x")
    expect(past.first).to_contain_text("1 行")
    past.last.click()
    expect(tab.get_by_text(re.compile("共 5 行"))).to_be_visible()
    expect(tab.locator(EDITOR)).to_contain_text("count(t)")


def test_what_takes_long_can_be_stopped(site: str, tab: Page) -> None:
    open_query(tab, site, cypher=ENDLESS)
    tab.get_by_role("button", name="运行这条查询").click()
    tab.get_by_role("button", name="停止", exact=True).click()
    expect(tab.get_by_test_id("stAlert")).to_contain_text("已停止")
    expect(tab.get_by_role("button", name="运行")).to_be_enabled()


def test_the_schema_is_inserted_and_completed(site: str, tab: Page) -> None:
    open_query(tab, site, cypher="")
    tab.get_by_role("button", name="Village", exact=True).click()
    expect(tab.locator(EDITOR)).to_contain_text("MATCH (v:Village)")
    write(tab, "MATCH (d:Dep")
    tab.keyboard.press("Control+Space")
    expect(tab.locator(".cm-tooltip-autocomplete")).to_contain_text("Department")
    expect(tab.locator(".cm-tooltip-autocomplete")).to_contain_text("部门")
    tab.wait_for_timeout(200)  # completion takes no key for the moment after it opens
    tab.keyboard.press("ArrowDown")  # without that, Enter ends the line
    tab.keyboard.press("Enter")
    expect(tab.locator(EDITOR)).to_contain_text("MATCH (d:Department")


def test_a_draft_outlives_a_look_elsewhere(site: str, tab: Page) -> None:
    open_query(tab, site, cypher="")
    write(tab, "MATCH (v:Village) RETURN v.name")
    tab.get_by_text("提问", exact=True).first.click()
    expect(tab.get_by_label("用一句话提问")).to_be_visible()
    tab.get_by_text("Cypher", exact=True).first.click()
    expect(tab.locator(EDITOR)).to_contain_text("v.name")
    settle(tab)


def test_an_example_runs_and_is_drawn(site: str, tab: Page) -> None:
    open_query(tab, site, cypher="")
    tab.get_by_label("示例").select_option(label="牵头关系画成图")
    expect(tab.get_by_role("button", name="力导向")).to_be_visible()
    expect(tab.get_by_text(re.compile("共 40 行"))).to_be_visible()
