"""The trace page: what it draws of a chain, what it says where there is none, how one chooses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from policygraph.app.trace import details, drawn_chain
from policygraph.app.trace import page as trace
from policygraph.graph.loading.load import load
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Statement
from tests.decided import calibrated_to_nothing, keep
from tests.graphs import Writer, city_opinion, county_plan
from tests.pages import filled, place, read, run
from tests.stores import write

__all__ = ["filled", "place"]

PLAN, OPINION = county_plan(), city_opinion()
TASKS = {
    node.properties["name"]: node.id for records in (PLAN, OPINION) for node in records.nodes if node.label == "Task"
}
POLICIES = {
    node.properties["name"]: node.id for records in (PLAN, OPINION) for node in records.nodes if node.label == "Policy"
}
BASE, FAIR, CITY_TASK = TASKS["建设蔬菜基地"], TASKS["办好蔬菜节"], TASKS["发展设施蔬菜"]
COUNTY_PLAN, CITY_OPINION = POLICIES["柳溪县蔬菜产业发展实施方案"], POLICIES["清河市关于加快蔬菜产业发展的意见"]
ABOVE = POLICIES["云岭省推进农业现代化规划"]
ALIGNED = """
MATCH (a:Task {id: $lower}), (b:Task {id: $upper})
CREATE (a)-[:DERIVES_FROM {basis: 'aligned', score: $score, confidence: $confidence, document: $document,
                           evidence: $evidence, start: $start, `end`: $end}]->(b)
"""


@pytest.fixture
def aligned(filled: Path, request: pytest.FixtureRequest) -> Path:
    """The small graphs, where the county's first measure is known to carry out the city's; how like they are and how
    sure that is may be given.
    """
    score, sure = getattr(request, "param", (0.81, 0.97))
    words = "在白石镇松树村新建番茄大棚"
    text = str(PLAN.nodes[0].properties["text"])
    start = text.index(words)
    values = {"lower": BASE, "upper": CITY_TASK, "document": PLAN.document, "evidence": words, "start": start}
    values |= {"score": score, "confidence": sure}
    with open_store(filled, write=True) as store:
        write(store, Statement(ALIGNED, values | {"end": start + len(words)}))
    return filled


def said(app: AppTest) -> str:
    """All that the page says in words."""
    elements = [*app.markdown, *app.caption, *app.warning, *app.info, *app.subheader]
    return read("\n".join(str(element.value) for element in elements))


def task_chain(id_: str) -> drawn_chain.Chain:
    return drawn_chain.chain_of_task(drawn_chain.tasks([id_])[id_])


# --- the chain --------------------------------------------------------------------------------------------------------


def test_a_policy_stands_between_what_it_carries_out_and_what_carries_it_out(filled: Path) -> None:
    found = drawn_chain.picture(drawn_chain.chain_of_policy(CITY_OPINION), None)
    titles = [(c["title"], [group["policy"]["title"] for group in c["groups"]]) for c in found["columns"]]
    assert titles == [
        ("县级", ["柳溪县蔬菜产业发展实施方案"]), ("市级", ["清河市关于加快蔬菜产业发展的意见"]),
        ("省级", ["云岭省推进农业现代化规划"]), ("中央", []),
    ]  # fmt: skip
    assert [(link["kind"], link["label"]) for link in found["links"]] == [("cited", "引用"), ("cited", "引用")]
    cards = {g["policy"]["title"][:3]: g["policy"] for c in found["columns"] for g in c["groups"]}
    assert cards["云岭省"]["note"] == "仅见引用，未收录原文" and cards["清河市"]["note"] == ""
    assert [card["title"] for card in found["columns"][1]["groups"][0]["measures"]] == ["发展设施蔬菜"]


@pytest.mark.parametrize(
    ("aligned", "words", "weak"),
    [((1.0, 1.0), "完全相同", False), ((0.81, 0.97), "很相近", False), ((0.4, 0.97), "相近", False),
     ((0.81, 0.81), "可能", True)],
    indirect=["aligned"],
)  # fmt: skip
def test_a_link_says_in_words_how_like_measures_are_and_looks_weak_where_that_is_not_sure(
    aligned: Path, words: str, weak: bool
) -> None:
    found = drawn_chain.picture(task_chain(BASE), None)
    assert [(link["label"], link["weak"]) for link in found["links"] if link["lower"] == f"Task:{BASE}"] == [
        (words, weak)
    ]
    app = run("trace", task=BASE, show=f"Task:{BASE}>Task:{CITY_TASK}")
    assert not re.search(r"\d\.\d", said(app))


def test_what_the_graph_says_of_measures_is_drawn_with_its_score(aligned: Path) -> None:
    for start in (BASE, CITY_TASK):
        found = task_chain(start)
        [link] = [each for each in found.links if each.lower.startswith("Task:")]
        assert (link.key, link.kind, drawn_chain.link_label(link)) == (
            f"Task:{BASE}>Task:{CITY_TASK}",
            "aligned",
            "很相近",
        )
        assert [ground["evidence"] for ground in link.grounds] == ["在白石镇松树村新建番茄大棚"]
    assert "向上找到 1 项任务" in trace.summary(task_chain(BASE)) and "未入图" not in trace.summary(task_chain(BASE))


def test_a_measure_that_is_like_one_above_is_marked_as_a_guess(place: Path) -> None:
    title = "清河市关于加快蔬菜产业发展的意见"
    city = Writer(
        f"{title}\n一、建设蔬菜基地。新建设施大棚。\n二、推进移风易俗。治理高额彩礼。", title, "file:///city.txt"
    )
    policy = city.policy(title, "city", "清河市", "issued")
    city.edge("STATES", city.document, policy, title, role="text")
    for position, (number, name) in enumerate((("一", "建设蔬菜基地"), ("二", "推进移风易俗")), 1):
        words = next(line for line in city.text.splitlines() if line.startswith(number))
        city.edge("PART_OF", city.task(number, name, words, [], position), policy, name)
    with open_store(place, write=True) as store:
        load(store, [county_plan(), city.records])
    found = task_chain(BASE)
    [guess] = [link for link in found.links if link.kind == "guess"]
    assert drawn_chain.tasks([guess.upper[5:]])[guess.upper[5:]]["task"] == "建设蔬菜基地"
    assert guess.score and guess.score > 0.15 and guess.words[0] == "建设蔬菜基地" and not guess.grounds
    assert "1 项推测的任务" in trace.summary(found) and "**未入图**" in trace.summary(found)
    assert "**未判断**：与上级政策可比程度低（0%的任务" in trace.summary(task_chain(TASKS["扶持加工企业"]))
    app = run("trace", task=BASE, show=guess.key)
    assert "推测的对应（未入图）" in said(app) and "建设蔬菜基地" in app.warning[0].value
    with open_store(place, write=True) as store:
        keep(store, [calibrated_to_nothing()])
    assert not [link for link in task_chain(BASE).links if link.kind == "guess"], "by the graph's own weights"


def test_where_the_two_can_be_compared_nothing_above_is_said(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trace, "_incomparable", lambda _: "")
    said_of = trace.summary(task_chain(FAIR))
    assert said_of.startswith("**本地自定，未发现上级依据**（1 项上级政策里没有文字相近的任务，另有 1 项未收录")


def test_what_was_too_much_is_said(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawn_chain, "PLACES", 2)
    found = task_chain(BASE)
    assert len(found.links) == 1 and "离得最远的 1 项没有画出" in trace.summary(found)


# --- what is said -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        (
            {"task": FAIR},
            "**未判断**：与上级政策可比程度低（0%的任务找得到对应，另有 1 项未收录原文，无从比对），不能说没有依据",
        ),
        (
            {"task": CITY_TASK},
            "它的 1 项上级政策仅见引用，未收录原文，无从比对；**未判断**：与下级政策可比程度低（0%的任务找得到对应）",
        ),
        ({"policy": COUNTY_PLAN}, "向上找到 2 项政策。"),
        ({"policy": ABOVE}, "**未发现上级依据**（原文没有写明依据哪项上级政策）；向下找到 2 项政策。"),
        ({}, "向上找到 2 项政策。"),
        ({"task": BASE}, "点图中的卡片看内容和原文"),
    ],
)
def test_what_was_found_is_said(filled: Path, parameters: dict[str, str], words: str) -> None:
    assert words in said(run("trace", **parameters))


def test_without_a_graph_it_says_what_to_do(place: Path) -> None:
    assert "请到“导入”页" in said(run("trace"))


@pytest.mark.parametrize(
    ("show", "words"),
    [
        (f"Task:{BASE}", ["建设蔬菜基地", "第 1 项　2025年底前"]),
        (f"Policy:{COUNTY_PLAN}", ["文号：柳政办发〔2024〕8号　印发日期：2024-03-01", "状态：已印发"]),
        (f"Policy:{ABOVE}", ["状态：仅被引用", "图里没有它的任务。"]),
        (f"Policy:{COUNTY_PLAN}>Policy:{CITY_OPINION}", ["原文写明的依据", "**依据**", "柳溪县蔬菜产业发展实施方案"]),
        (f"Task:{BASE}>Task:{CITY_TASK}", ["图中记下的对应", "（很相近，很有把握）"]),
    ],
)
def test_the_address_opens_a_card_or_a_link(aligned: Path, show: str, words: list[str]) -> None:
    app = run("trace", task=BASE, show=show)
    assert all(each in said(app) for each in words), said(app)


def test_the_texts_of_a_likeness_are_escaped() -> None:
    marked = f'<mark style="{details.MARK}">粮食</mark>'
    assert details.agreeing("<b>粮食", ("粮食",)) == f"&lt;b&gt;{marked}"


# --- choosing ---------------------------------------------------------------------------------------------------------


def test_by_policy_then_measure(filled: Path) -> None:
    app = run("trace")
    app.selectbox[0].set_value(CITY_OPINION).run()
    assert app.query_params["policy"] in (CITY_OPINION, [CITY_OPINION])
    app.selectbox[1].set_value(CITY_TASK).run()
    assert app.query_params["task"] in (CITY_TASK, [CITY_TASK]) and "policy" not in app.query_params
    assert app.subheader[0].value == "发展设施蔬菜"


def test_by_a_search(filled: Path) -> None:
    app = run("trace")
    app.text_input[0].set_value("大棚").run()
    [found] = [button for button in app.button if button.label.startswith("建设蔬菜基地")]
    found.click().run()
    assert app.query_params["task"] in (BASE, [BASE])
    assert app.text_input[0].value == "" and app.subheader[0].value == "建设蔬菜基地"
    app.text_input[0].set_value("高铁").run()
    assert "没有任务写到“高铁”" in app.info[0].value


def test_another_card_becomes_the_start(filled: Path) -> None:
    app = run("trace", task=BASE, show=f"Policy:{CITY_OPINION}")
    app.button(key="trace-from").click().run()
    assert app.query_params["policy"] in (CITY_OPINION, [CITY_OPINION]) and "task" not in app.query_params


def test_the_table_has_every_link_with_its_ground(aligned: Path) -> None:
    app = run("trace", task=BASE)
    assert not app.dataframe  # what is closed is not sent
    app.session_state[f"trace-table-Task:{BASE}-box"] = True
    table = app.run().dataframe[0].value
    assert list(table["关系"]) == ["引用", "引用", "对应"]
    assert list(table["下级任务"])[-1] == "建设蔬菜基地" and list(table["上级任务"])[-1] == "发展设施蔬菜"
    assert list(table["依据的原文或相同的词"])[-1] == "在白石镇松树村新建番茄大棚"


def test_below_the_picture_stands_what_follows(aligned: Path) -> None:
    plan = {each.label for each in run("trace", policy=COUNTY_PLAN).expander}
    assert "目标完成得怎样（3）" in plan
    assert any(label.startswith("找不到上级对应的任务（2）：未判断，可比程度低（") for label in plan)
    assert not any(label.startswith("上级要求中没有找到对应的") for label in plan)  # the one demand is carried out
    assert "各地怎样落实同一条要求（1）" in {each.label for each in run("trace", task=CITY_TASK).expander}
