"""The drawn graph in a real browser: search, click, expand, collapse, undo, filter, take away."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import open_page
from tests.patience import LONG

TASK, PLAN = "抓好粮食生产", "临澜区2025年“百溪润田、千村焕新”行动实施方案"
LOOK = """() => {
  const host = [...document.querySelectorAll("*")].find((each) => each.shadowRoot?.__pg);
  if (!host) return null;
  const { cy } = host.shadowRoot.__pg;
  const { x, y } = host.shadowRoot.querySelector(".canvas").getBoundingClientRect();
  const at = (place) => ({ left: x + place.x, top: y + place.y });
  return {
    moving: cy.animated(),
    nodes: cy.nodes(":visible").map((one) => ({ id: one.id(), name: one.data("name"), label: one.data("label"),
      ...one.position(), ...at(one.renderedPosition()) })),
    edges: cy.edges(":visible").map((one) => ({ id: one.id(), ...at(one.renderedMidpoint()) })),
    note: host.shadowRoot.querySelector(".note").textContent,
  };
}"""
Drawn = dict[str, Any]


def wait(tab: Page, wanted: Callable[[Drawn], object]) -> Drawn:
    """What is drawn, once it is as wanted and stands still."""
    until = time.monotonic() + LONG
    while True:
        found: Drawn | None = tab.evaluate(LOOK)
        if found and found["nodes"] and not found["moving"] and wanted(found):
            return found
        assert time.monotonic() < until, found and {**found, "nodes": len(found["nodes"]), "edges": len(found["edges"])}
        tab.wait_for_timeout(50)


def named(drawn: Drawn, name: str, label: str) -> Drawn:
    node: Drawn = next(each for each in drawn["nodes"] if each["name"] == name and each["label"] == label)
    return node


def places(drawn: Drawn) -> dict[str, tuple[float, float]]:
    return {node["id"]: (node["x"], node["y"]) for node in drawn["nodes"]}


@pytest.fixture(scope="module")
def address() -> list[str]:
    """Where the first test of the page has found its plan."""
    return []


@pytest.fixture
def plan(site: str, tab: Page, address: list[str]) -> Iterator[Drawn]:
    """The district's plan, found by its name, then by the address that it has, with its first neighbours."""
    open_page(tab, address[0] if address else f"{site}/explore")
    if not address:
        tab.get_by_label("查找节点").fill("临澜区2025年")
        tab.get_by_label("查找节点").press("Enter")
        tab.get_by_test_id("stRadio").get_by_text("政策", exact=True).first.click()
        tab.wait_for_url("**node=**")
        address.append(tab.url)
    yield wait(tab, lambda drawn: len(drawn["nodes"]) == 26)


def expand(tab: Page, drawn: Drawn, name: str) -> Drawn:
    node = named(drawn, name, "Task")
    tab.mouse.dblclick(node["left"], node["top"])
    return wait(tab, lambda now: len(now["nodes"]) > len(drawn["nodes"]))


def test_a_click_shows_properties_and_the_sentence(tab: Page, plan: Drawn) -> None:
    assert "25" in plan["note"] or "点击节点" in plan["note"]
    node = named(plan, TASK, "Task")
    tab.mouse.click(node["left"], node["top"])
    expect(tab.locator(".pg-name")).to_have_text(TASK)
    expect(tab.locator(".pg-properties")).to_contain_text("所在章节")
    expect(tab.get_by_test_id("stCaptionContainer").filter(has_text="出处")).to_be_visible()
    assert places(wait(tab, lambda _: True)) == places(plan), "the graph does not jump"
    assert "at=Task" in tab.url


def test_a_double_click_expands_and_all_keep_their_places(tab: Page, plan: Drawn) -> None:
    after = expand(tab, plan, TASK)
    assert "已展开全部" in after["note"]
    before = places(plan)
    assert {key: place for key, place in places(after).items() if key in before} == before
    tab.reload()
    again = wait(tab, lambda now: len(now["nodes"]) == len(after["nodes"]))
    assert set(places(again)) == set(places(after)), "the address shows the same"


def test_a_click_on_a_line_shows_its_sentence(site: str, tab: Page, plan: Drawn) -> None:
    key = named(plan, TASK, "Task")["id"]
    open_page(tab, f"{site}/explore?node={key}&open={key}~25~LEADS")
    [line] = wait(tab, lambda now: len(now["nodes"]) == 2)["edges"]
    tab.mouse.click(line["left"], line["top"])
    expect(tab.locator(".pg-name")).to_have_text(f"区农业农村局 —牵头→ {TASK}")
    expect(tab.locator(".pg-properties")).to_contain_text("原文写明")


def test_the_next_double_click_brings_the_next(tab: Page, plan: Drawn) -> None:
    root = named(plan, PLAN, "Policy")
    tab.mouse.dblclick(root["left"], root["top"])
    after = wait(tab, lambda now: len(now["nodes"]) > 26)
    assert "已展开全部" in after["note"] and len(after["nodes"]) > 30


def test_collapse_and_undo(tab: Page, plan: Drawn) -> None:
    after = expand(tab, plan, TASK)
    tab.get_by_role("button", name="收起选中节点展开出来的邻居").click()
    less = wait(tab, lambda now: len(now["nodes"]) < len(after["nodes"]))
    assert places(less) == places(plan) and "已收起" in less["note"]
    tab.get_by_role("button", name="回到上一步的图").click()
    assert places(wait(tab, lambda now: len(now["nodes"]) > len(less["nodes"]))) == places(after)


def test_one_relationship_alone(tab: Page, plan: Drawn) -> None:
    node = named(plan, TASK, "Task")
    tab.mouse.click(node["left"], node["top"])
    expect(tab.locator(".pg-name")).to_have_text(TASK)
    tab.get_by_text("牵头 1", exact=True).click()
    after = wait(tab, lambda now: len(now["nodes"]) == 27)
    assert named(after, "区农业农村局", "Department")


def test_the_legend_is_the_filter(tab: Page, plan: Drawn) -> None:
    tasks = [node for node in plan["nodes"] if node["label"] == "Task"]
    legend = tab.get_by_role("button", name=f"任务 {len(tasks)}")
    legend.click()
    after = wait(tab, lambda now: len(now["nodes"]) == 26 - len(tasks))
    assert not [node for node in after["nodes"] if node["label"] == "Task"]
    expect(legend).to_have_attribute("aria-pressed", "false")
    expect(tab).to_have_url(re.compile("hide=Task"))
    legend.click()
    wait(tab, lambda now: len(now["nodes"]) == 26)


def test_layers_go_from_policy_to_task(tab: Page, plan: Drawn) -> None:
    tab.get_by_role("button", name="分层布局").click()
    after = wait(tab, lambda now: places(now) != places(plan))
    tasks = {round(node["x"]) for node in after["nodes"] if node["label"] == "Task"}
    assert len(tasks) == 1, "one column"
    assert named(after, PLAN, "Policy")["x"] < tasks.pop()


def test_taken_away_as_picture_and_as_data(tab: Page, plan: Drawn) -> None:
    with tab.expect_download() as download:
        tab.get_by_role("button", name="下载为 PNG 图片").click()
    picture = download.value.path().read_bytes()
    assert picture.startswith(b"\x89PNG") and len(picture) > 20_000
    assert download.value.suggested_filename.endswith(".png")
    with tab.expect_download() as download:
        tab.get_by_role("button", name="下载为 JSON 数据").click()
    content = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert {node["id"] for node in content["nodes"]} == set(places(plan))
    assert len(content["relations"]) == len(plan["edges"])
    assert {"kind": "任务", "name": TASK}.items() <= next(n for n in content["nodes"] if n["name"] == TASK).items()


def test_by_keyboard(tab: Page, plan: Drawn) -> None:
    tab.get_by_role("application").focus()
    tab.keyboard.press("ArrowLeft")
    tab.keyboard.press("ArrowLeft")
    tab.keyboard.press("Enter")
    expect(tab.locator(".pg-name")).not_to_have_text(PLAN)
    tab.keyboard.press("+")
    wait(tab, lambda now: len(now["nodes"]) > 26)


def test_ways_to_the_other_pages(tab: Page, plan: Drawn) -> None:
    tab.get_by_role("button", name="责任矩阵", exact=True).click()
    expect(tab).to_have_url(re.compile("/matrix[?]policy="))


def test_many_nodes_are_grouped_in_columns_and_taken_apart(tab: Page, plan: Drawn) -> None:
    tab.get_by_role("button", name="连同全部任务和牵头单位").click()
    wait(tab, lambda now: sum(node["label"] == "Department" for node in now["nodes"]) > 1)
    tab.get_by_role("button", name="把相似的任务等画成一个").click()
    grouped = wait(tab, lambda now: any(":g" in node["id"] for node in now["nodes"]))
    group = next(node for node in grouped["nodes"] if ":g" in node["id"])
    tab.locator(f'[data-key="{group["id"]}"]').dispatch_event("dblclick")  # in the list of nodes: nothing moves it
    apart = wait(tab, lambda now: group["id"] not in places(now))
    number = int(re.findall(r"(\d+) \S+$", group["name"])[0])
    assert len(apart["nodes"]) == len(grouped["nodes"]) - 1 + number and "apart=g" in tab.url


def test_why_two_are_connected_kept_as_a_view_and_as_a_file(tab: Page, plan: Drawn) -> None:
    node = named(plan, TASK, "Task")
    tab.mouse.click(node["left"], node["top"])
    expect(tab.locator(".pg-name")).to_have_text(TASK)
    tab.get_by_text("它和另一个节点为什么相连").click()
    tab.get_by_label("另一个节点").fill("市水利局")
    tab.get_by_label("另一个节点").press("Enter")
    tab.get_by_role("button", name="市水利局").first.click()
    expect(tab.get_by_text(re.compile(f"“{TASK}”和“市水利局”最少隔"))).to_be_visible()
    drawn = wait(tab, lambda now: len(now["nodes"]) != 26)
    tab.get_by_text("视图", exact=True).click()
    tab.get_by_label("视图的名称").fill("粮食和水利")
    tab.get_by_role("button", name="存下", exact=True).click()
    expect(tab.get_by_text("已存下“粮食和水利”")).to_be_visible()
    with tab.expect_download() as download:
        tab.get_by_role("button", name="下载为一个网页文件").click()
    file = download.value.path().rename(download.value.path().with_suffix(".html"))
    tab.get_by_role("button", name="不看这条路了").click()
    tab.get_by_role("button", name="粮食和水利", exact=True).click()
    expect(tab).to_have_url(re.compile("way="))
    assert places(wait(tab, lambda now: len(now["nodes"]) == len(drawn["nodes"]))) == places(drawn)

    tab.goto(file.as_uri())
    expect(tab.locator("main svg g.node")).to_have_count(len(drawn["nodes"]))
    tab.get_by_role("button", name="部门：市水利局").press("Enter")
    expect(tab.locator("section blockquote").first).to_contain_text("市水利局")
