"""The matrix in a real browser: what stays in sight, a cell and its sentence, the keyboard, the downloads."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import docx
import openpyxl
from playwright.sync_api import Page, expect

from tests.browser import open_page, taken

PLAN_2025 = "临澜区2025年“百溪润田、千村焕新”行动实施方案"
SENTENCE = "（牵头单位：区生态环境分局；责任单位：区住建局、区农业农村局、各镇（街道））"
FOCUSED = """() => {
  let element = document.activeElement;
  while (element.shadowRoot) element = element.shadowRoot.activeElement;
  return element.textContent;
}"""
TASK = "2.推进农村生活污水治理"


def open_matrix(tab: Page, site: str, query: str = "") -> None:
    open_page(tab, f"{site}/matrix{query}")
    tab.wait_for_selector("table[role=grid] td span")


def cell(task: str, department: str) -> str:
    """How to find the cell of a task and a department."""
    return f'td[aria-label^="{task}，"][aria-label*="{department}"]'


def parameters(tab: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(tab.url).query)


def test_a_cell_shows_its_sentence_and_stands_in_the_address(site: str, tab: Page) -> None:
    open_matrix(tab, site)
    found = tab.locator(cell(TASK, "生态环境分局"))
    expect(found).to_have_text("牵头")
    found.click()
    expect(tab.locator(".panel mark")).to_have_text(SENTENCE)
    expect(tab.locator(".panel .text")).to_contain_text("农村生活污水治理率达到68%")
    expect(found).to_be_in_viewport()
    expect(tab).to_have_url(re.compile("cell="))
    with_cell = tab.url
    tab.goto("about:blank")
    open_page(tab, with_cell)
    expect(tab.locator(".panel mark")).to_have_text(SENTENCE)
    expect(tab.locator("td.chosen")).to_have_attribute("aria-label", f"{TASK}，临澜区生态环境分局　牵头")


def test_head_and_first_column_stay_in_sight(site: str, tab: Page) -> None:
    open_matrix(tab, site)
    box = tab.locator(".box")
    box.evaluate("box => box.scrollTo(100, 150)")
    assert box.evaluate("box => [box.scrollLeft, box.scrollTop]") == [100, 150]
    edges = "e => { const r = e.getBoundingClientRect(); return [Math.round(r.left), Math.round(r.top)] }"
    left, top = (edge + 1 for edge in box.evaluate(edges))  # its border
    assert tab.locator("thead th.unit").last.evaluate(edges)[1] == top
    assert tab.locator("tbody th.task").last.evaluate(edges)[0] == left
    # What one clicks is not scrolled away by the click.
    tab.locator(cell("8.健全农村物流和电商体系", "商务局")).click()
    expect(tab.locator(".panel mark")).to_be_visible()
    expect(tab.locator("td.chosen")).to_be_in_viewport()
    assert box.evaluate("box => box.scrollTop") == 150


def test_the_keyboard_reaches_every_cell(site: str, tab: Page) -> None:
    open_matrix(tab, site)
    assert tab.locator("table[role=grid] [tabindex='0']").count() == 1
    tab.locator("table[role=grid] [tabindex='0']").focus()
    for _ in range(4):
        tab.keyboard.press("ArrowDown")
    assert tab.evaluate(FOCUSED) == TASK
    tab.keyboard.press("End")
    tab.keyboard.press("Home")
    for _ in range(3):
        tab.keyboard.press("ArrowRight")
    assert tab.evaluate(FOCUSED) == "配合"
    tab.keyboard.press("Enter")
    expect(tab.locator(".panel mark")).to_have_text(SENTENCE)
    tab.keyboard.press("Escape")
    expect(tab.locator(".panel")).to_be_hidden()
    expect(tab).not_to_have_url(re.compile("cell="))
    assert tab.evaluate(FOCUSED) == "配合", "focus is where it was"


def test_a_department_and_the_way_to_its_work(site: str, tab: Page) -> None:
    open_matrix(tab, site)
    tab.locator('thead th[aria-label^="临澜区水利局"]').click()
    expect(tab.locator(".panel h2")).to_contain_text("临澜区水利局")
    expect(tab.locator(".panel li")).to_have_count(4)
    expect(tab.locator(".stripe.pinned")).to_be_visible()
    tab.locator(".panel li button").first.click()
    expect(tab.locator(".panel mark")).to_contain_text("区水利局")
    tab.locator('thead th[aria-label^="临澜区水利局"]').click()
    tab.get_by_role("link", name="全部工作").click()
    tab.wait_for_url("**/query?**")
    assert parameters(tab)["name"] == ["department-workload"] and parameters(tab)["department"] == ["临澜区水利局"]


def test_several_policies_and_a_department_from_the_address(site: str, tab: Page) -> None:
    open_matrix(tab, site)
    first = parameters(tab)["policy"][0]
    tab.get_by_role("button", name="＋ 对比").click()
    tab.get_by_role("combobox", name="对比").click()
    tab.get_by_role("option", name="青穗县实施").click()
    expect(tab.locator("tr.policy")).to_have_count(2)
    expect(tab).to_have_url(re.compile("policy=.*policy="))
    assert parameters(tab)["policy"][0] == first and len(parameters(tab)["policy"]) == 2
    tab.keyboard.press("Escape")
    expect(tab.locator("tr.policy").first).to_contain_text(PLAN_2025)
    # Nothing is lost where the address is opened anew.
    address = tab.url
    tab.goto("about:blank")
    open_page(tab, address)
    expect(tab.locator("tr.policy")).to_have_count(2)


def test_a_choice_redraws_the_matrix(site: str, tab: Page) -> None:
    open_matrix(tab, site)
    tab.get_by_role("combobox", name="章节").click()
    tab.get_by_role("option", name="夯实农业基础").click()
    expect(tab.locator("tbody th.task")).to_have_count(3)
    tab.keyboard.press("Escape")
    expect(tab).to_have_url(re.compile("section="))
    assert parameters(tab)["section"] == ["重点任务 › 夯实农业基础"]


def download(tab: Page, name: str, place: Path) -> Path:
    if not tab.get_by_role("button", name=name).is_visible():
        tab.get_by_role("button", name="下载").first.click()
    given = taken(tab, tab.get_by_role("button", name=name))
    file = place / given.suggested_filename
    given.save_as(file)
    return file


def test_downloads_can_be_read_back(site: str, tab: Page, tmp_path: Path) -> None:
    open_matrix(tab, site)
    sheet = openpyxl.load_workbook(download(tab, "责任分工表 .xlsx", tmp_path)).active
    assert sheet is not None
    rows = [[value or "" for value in row] for row in sheet.iter_rows(values_only=True)]
    assert rows[0][0] == f"{PLAN_2025}责任分工表"
    assert rows[1][0].startswith("进展截至")
    assert rows[2] == ["序号", "工作任务", "牵头单位", "责任单位", "目标", "时限", "进展", "备注"]
    [row] = [row for row in rows if str(row[1]).startswith(f"{TASK}。")]
    assert row[0] == 2 and row[2:4] == ["区生态环境分局", "区住建局、区农业农村局、各镇(街道)"]
    paper = docx.Document(str(download(tab, "责任分工表 .docx", tmp_path)))
    assert "".join(each.text for each in paper.paragraphs).startswith(PLAN_2025) and paper.tables[0].cell(3, 0).text
    grid = list(csv.DictReader(download(tab, "矩阵 .csv", tmp_path).open(encoding="utf-8-sig", newline="")))
    assert len(grid) == 14 and grid[1]["区生态环境分局"] == "牵头" and grid[1]["区住建局"] == "配合"
    listed = list(csv.DictReader(download(tab, "清单 .csv", tmp_path).open(encoding="utf-8-sig", newline="")))
    assert len(listed) == 23 + 41 and SENTENCE in {row["原文依据"] for row in listed}
