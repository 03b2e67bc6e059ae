"""Texts of one policy: its measures count once, on every store; what is no version of it counts too."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from policygraph.graph.decisions import decisions
from policygraph.graph.identity.differences import differences
from policygraph.graph.loading.load import find_document, remove
from policygraph.graph.resolving.candidates import candidates
from policygraph.graph.resolving.resolve import resolve
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Store
from policygraph.graph.transfer.dump import dump_graph
from policygraph.services.ingestion import add_document
from tests.decided import keep, withdraw
from tests.render import to_docx, to_html, to_pdf
from tests.texts import CORRECTED, PLAN

ISSUED, LATER = "青穗县人民政府\n2031年1月5日\n", "青穗县人民政府\n2031年2月9日\n"
DRAFT = CORRECTED.replace("生产方案\n", "生产方案（征求意见稿）\n", 1)
PART = PLAN.partition("3.培训")[0]
PAGE = to_html(PLAN).replace(b"2026-0", b"2031-0")  # put up in the year that the plan is for
YEARLY = PLAN.replace("青穗县2031年", "青穗县").replace("，三月底前", "，2031年三月底前")
NEXT_YEAR = YEARLY.replace("2031年", "2032年").replace("2000亩", "1800亩")
# Not a version, though much is alike.
OTHERS = {
    "another county's plan": PLAN.replace("青穗县", "柳溪县"),
    "an interpretation": f"《青穗县2031年春茶生产方案》政策解读\n{PLAN.partition('一、')[2]}",
    "another number": f"青政办发〔2031〕7号\n{CORRECTED}",
    "an annex": "青穗县2031年春茶生产方案\n一、茶园名录\n1.云雾茶园。面积80亩，管护人员6名。（牵头单位：县林业局）\n"
    "2.石泉茶园。面积95亩，管护人员4名。（牵头单位：县水利局）\n",
}

TASKS = "MATCH (t:Task)-[:PART_OF]->(p:Policy) RETURN p.title AS policy, count(DISTINCT t) AS n ORDER BY policy"
VERSIONS = """
MATCH (a:Document)-[r:VERSION_OF]->(b:Document)
RETURN a.uri AS lesser, b.uri AS counts, r.basis AS basis ORDER BY lesser
"""
COUNTED = """
MATCH (d:Department)-[:LEADS]->(t:Task)-[:PART_OF]->(:Policy)
RETURN t.title AS task, d.name AS unit ORDER BY task, unit
"""
FIGURES = "MATCH (g:Target) RETURN g.value AS value ORDER BY value"


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with open_store(place, write=True) as opened:
        yield opened


def add(store: Store, **texts: str | bytes) -> None:
    """Texts by the name of their file, `_` for the dot."""
    for name, text in texts.items():
        data = text if isinstance(text, bytes) else text.encode()
        file = name.replace("_", ".")
        add_document(store, data, file, f"/{file}")
    resolve(store)


def versions(store: Store) -> list[tuple[str, str, str]]:
    return [(row["lesser"][1:], row["counts"][1:], row["basis"]) for row in store.read(VERSIONS)]


def tasks(store: Store) -> int:
    return sum(row["n"] for row in store.read(TASKS))


def figures(store: Store) -> list[float]:
    return [row["value"] for row in store.read(FIGURES)]


def test_a_page_a_pdf_and_a_word_file_are_one_plan(store: Store) -> None:
    add(store, plan_txt=PLAN)
    alone = store.read(COUNTED)
    assert len(alone) == 3
    add(store, plan_html=PAGE, plan_pdf=to_pdf(PLAN), plan_docx=to_docx(PLAN))
    assert store.read(COUNTED) == alone and tasks(store) == 3 and figures(store) == [300, 2000]
    found = versions(store)
    assert {basis for *_, basis in found} == {"identical"} and len({counts for _, counts, _ in found}) == 1
    assert store.read("MATCH (p:Policy)-[r:DERIVES_FROM]->(:Policy) RETURN count(r) AS n") == [{"n": 1}]
    assert not [each for each in candidates(store.read) if each.label == "Document"]


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_what_is_no_version_counts_too(store: Store, text: str) -> None:
    add(store, plan_txt=f"青政办发〔2031〕6号\n{PLAN}", other_txt=text)
    assert versions(store) == []


SHORT = "青穗县2031年植树方案\n青政办发〔2031〕6号\n1.植树。植树{}亩。（牵头单位：县林业局）\n{}"
BUILT = """青穗县2031年公租房建设方案
青政办发〔2031〕12号
1.建房。新建公租房300套，加快项目前期工作，落实建设用地。（牵头单位：县住建局）
2.分配。按轮候次序公开摇号，对困难家庭应保尽保。（牵头单位：县住建局；配合单位：县民政局）
3.运营。引入专业物业公司，提升管理水平。（牵头单位：县城投公司）
4.监管。开展转租转借专项整治，核查500户。（牵头单位：县审计局）
2031年3月4日
"""
ASKED = """关于公开征求《青穗县2031年公租房建设方案》意见的公告
现将《青穗县2031年公租房建设方案》向社会公开征求意见，请于2月10日前反馈。
青穗县住建局
2031年1月5日
青穗县2031年公租房建设方案
1.建房。新建公租房280套，加快项目前期工作，落实建设用地。（牵头单位：县住建局）
2.分配。按轮候次序公开摇号，对困难家庭应保尽保。（牵头单位：县住建局；配合单位：县民政局）
3.运营。引入物业公司，提升管理水平。（牵头单位：县城投公司）
4.监管。开展转租专项整治，核查400户。（牵头单位：县审计局）
"""


def test_a_figure_corrected_in_a_short_plan_counts_once(store: Store) -> None:
    add(store, a_txt=SHORT.format(300, ISSUED), b_txt=SHORT.format(320, LATER))
    assert [basis for *_, basis in versions(store)] == ["revised"]
    assert figures(store) == [320]


def test_a_draft_that_was_much_changed_does_not_count_and_a_person_is_asked(store: Store) -> None:
    add(store, a_txt=BUILT, b_txt=ASKED)
    assert versions(store) == [("b.txt", "a.txt", "draft")]
    assert figures(store) == [300, 500]
    assert [each for each in candidates(store.read) if each.label == "Document"]


def test_two_years_plans_of_one_title(store: Store) -> None:
    add(store, one_txt=YEARLY, two_txt=NEXT_YEAR)
    assert versions(store) == []
    assert sum(row["n"] for row in store.read(TASKS)) == 6


OF_2031, OF_2032 = ISSUED, ISSUED.replace("2031", "2032")
MEASURES = """
MATCH (t:Task)-[:PART_OF]->(p:Policy {title: '青穗县春茶生产方案'})
RETURN p.id AS id, count(DISTINCT t) AS n ORDER BY id
"""
NUMBERED = "MATCH (p:Policy {title: '青穗县春茶生产方案'}) RETURN p.number AS number, toString(p.issued_on) AS day"
GROUNDS = """
MATCH (a:Policy)-[:DERIVES_FROM]->(b:Policy {title: '青穗县春茶生产方案'})
RETURN a.title AS lower, toString(b.issued_on) AS day ORDER BY lower
"""


def town(year: int, number: str = "") -> str:
    return (
        f"白石镇{year}年春茶方案\n青石发〔{year}〕2号\n根据《青穗县春茶生产方案》{number}，制定本方案。\n"
        f"一、修剪茶园。（牵头单位：镇农办）\n白石镇人民政府\n{year}年2月5日\n"
    )


@pytest.mark.parametrize("numbers", [("", ""), ("青政发〔2031〕6号", "青政发〔2032〕9号")], ids=["dates", "numbers"])
def test_two_years_plans_of_one_title_are_two_policies(store: Store, numbers: tuple[str, str]) -> None:
    """Who cites the title means the one of his year, or of the number that he gives."""
    texts = [
        text.replace("生产方案\n", f"生产方案\n{number}\n" if number else "生产方案\n", 1) + end
        for text, number, end in zip((YEARLY, NEXT_YEAR), numbers, (OF_2031, OF_2032), strict=True)
    ]
    add(store, one_txt=texts[0])
    alone = dump_graph(store)
    cited = {"c_txt": town(2031), "d_txt": town(2033)}
    if numbers[0]:
        cited["e_txt"] = town(2032, f"（{numbers[0]}）")
    add(store, two_txt=texts[1], **cited)
    held = store.read(NUMBERED)
    assert sorted(row["day"] for row in held) == ["2031-01-05", "2032-01-05"]
    assert {row["number"] or "" for row in held} == set(numbers)
    assert [row["n"] for row in store.read(MEASURES)] == [3, 3]
    grounds = {row["lower"][3:7]: row["day"][:4] for row in store.read(GROUNDS)}
    assert grounds == {"2031": "2031", "2033": "2032", **({"2032": "2031"} if numbers[0] else {})}
    before = dump_graph(store)
    assert not any(resolve(store)) and dump_graph(store) == before
    for name in ("two.txt", "c.txt", "d.txt", *(["e.txt"] if numbers[0] else [])):
        remove(store, find_document(store, name))
    resolve(store)
    assert dump_graph(store) == alone


def test_texts_that_may_be_of_either_year_keep_all_together(store: Store) -> None:
    add(store, one_txt=YEARLY + OF_2031, two_txt=NEXT_YEAR + OF_2032, three_txt=YEARLY)
    assert len(store.read(NUMBERED)) == 1


def test_a_draft_is_of_the_year_of_its_text(store: Store) -> None:
    draft = YEARLY.replace("生产方案\n", "生产方案（征求意见稿）\n", 1).replace("2000亩", "1900亩")
    add(store, one_txt=YEARLY + OF_2031, two_txt=NEXT_YEAR + OF_2032, draft_txt=draft)
    assert versions(store) == [("draft.txt", "one.txt", "draft")]
    rows = store.read("MATCH (:Policy)-[:DRAFT_OF]->(p:Policy) RETURN toString(p.issued_on) AS day")
    assert [row["day"] for row in rows] == ["2031-01-05"]


@pytest.mark.parametrize(
    ("lesser", "counts", "basis"),
    [
        (PLAN + ISSUED, CORRECTED + LATER, "revised"),
        (DRAFT, PLAN, "draft"),
        (PART, PLAN, "revised"),
    ],
    ids=["dated later", "a draft", "a part"],
)
def test_which_counts(store: Store, tmp_path: Path, lesser: str, counts: str, basis: str) -> None:
    add(store, a_txt=lesser, b_txt=counts)
    assert versions(store) == [("a.txt", "b.txt", basis)]
    assert not [each for each in candidates(store.read) if each.label == "Document"]
    with open_store(tmp_path / "alone", write=True) as other:
        add(other, b_txt=counts)
        assert other.read(COUNTED) == store.read(COUNTED) and figures(other) == figures(store)


def test_the_order_does_not_matter_and_a_second_time_changes_nothing(store: Store, tmp_path: Path) -> None:
    texts: list[tuple[str, str | bytes]] = [
        ("a_txt", PLAN + ISSUED), ("b_html", to_html(PLAN + ISSUED)), ("c_txt", CORRECTED + LATER),
        ("d_txt", DRAFT), ("e_txt", PART),
    ]  # fmt: skip
    add(store, **dict(texts))
    before = dump_graph(store)
    assert len(versions(store)) == 4 and not any(resolve(store))
    add(store, **dict(texts))
    assert dump_graph(store) == before
    for seed in range(3):
        random.Random(seed).shuffle(texts)
        with open_store(tmp_path / f"{seed}", write=True) as other:
            for name, text in texts:
                add(other, **{name: text})
            assert dump_graph(other) == before


def test_where_the_one_that_counts_goes_the_next_one_counts(store: Store) -> None:
    add(store, a_txt=PLAN + ISSUED)
    before = dump_graph(store)
    add(store, b_txt=CORRECTED + LATER)
    assert 2500 in figures(store) and 2000 not in figures(store)
    remove(store, find_document(store, "b.txt"))
    resolve(store)
    assert dump_graph(store) == before and 2000 in figures(store)


def test_an_interrupted_run_goes_on(store: Store, tmp_path: Path) -> None:
    add(store, a_txt=PLAN + ISSUED)
    add_document(store, (CORRECTED + LATER).encode(), "b.txt", "/b.txt")  # and no more
    resolve(store)
    with open_store(tmp_path / "other", write=True) as other:
        add(other, a_txt=PLAN + ISSUED, b_txt=CORRECTED + LATER)
        assert dump_graph(other) == dump_graph(store)


def test_a_person_says_which_counts(store: Store) -> None:
    """Nothing tells which of them came later."""
    add(store, a_txt=PLAN, b_txt=CORRECTED)
    [asked] = [each for each in candidates(store.read) if each.label == "Document"]
    assert asked.kind == "counts" and {"a.txt", "b.txt"} == {name.split("（")[-1][:-1] for name in
                                                            (asked.first_name, asked.second_name)}  # fmt: skip
    assert tasks(store) == 3
    for first, second in ((asked.first, asked.second), (asked.second, asked.first)):
        said = decisions.about_nodes(store.read, "counts", "Document", first, second, by="甲")
        keep(store, [said])
        resolve(store)
        [row] = store.read("MATCH (a)-[r:VERSION_OF]->(b) RETURN a.id AS lesser, b.id AS counts, r.basis AS basis")
        assert (row["counts"], row["lesser"], row["basis"]) == (first, second, "decided")
        assert not [each for each in candidates(store.read) if each.label == "Document"] and tasks(store) == 3
    apart = decisions.about_nodes(store.read, "different", "Document", asked.first, asked.second, by="甲")
    keep(store, [apart])
    resolve(store)
    assert versions(store) == [] and sum(row["n"] for row in store.read(TASKS)) == 6
    withdraw(store, apart.id, "甲")
    resolve(store)
    assert tasks(store) == 3 and asked in candidates(store.read)


@pytest.mark.parametrize("kind", ["counts", "different"])
@pytest.mark.parametrize("corrected_counts", [True, False])
def test_of_texts_that_say_the_same_a_person_is_asked_once(store: Store, kind: str, corrected_counts: bool) -> None:
    """One corrected figure against three texts alike, whichever is held for the one that counts."""
    one, other = (CORRECTED, PLAN) if corrected_counts else (PLAN, CORRECTED)
    copies = {
        f"{name}_txt": f"{other}{end}"
        for name, end in zip("bcd", ("", "（此件公开发布）\n", "（公开）\n"), strict=True)
    }
    add(store, a_txt=one, **copies)
    [asked] = [each for each in candidates(store.read) if each.label == "Document"]
    said = decisions.about_nodes(store.read, kind, "Document", asked.first, asked.second, by="甲")
    keep(store, [said])
    resolve(store)
    assert not [each for each in candidates(store.read) if each.label == "Document"]
    counted = {counts for _, counts, _ in versions(store)}
    assert len(versions(store)) == (3 if kind == "counts" else 2) and len(counted) == 1
    withdraw(store, said.id, "甲")
    resolve(store)
    assert asked in candidates(store.read)


def test_the_text_that_people_worked_on_counts_of_two_that_say_the_same(store: Store) -> None:
    add(store, a_txt=PLAN, b_html=PAGE)
    [(lesser, _, _)] = versions(store)
    remove(store, find_document(store, versions(store)[0][1]))
    resolve(store)
    [row] = store.read(
        "MATCH (d:Department)-[r:LEADS]->(t:Task {title: '培训茶工'}) "
        "RETURN d.id AS unit, t.id AS task, r.document AS document"
    )
    ends = ("Department", row["unit"]), ("Task", row["task"])
    keep(store, [decisions.about_edge(store.read, "wrong", "LEADS", *ends, row["document"], by="甲")])
    add(store, a_txt=PLAN, b_html=PAGE)
    assert versions(store)[0][1] == lesser
    assert "培训茶工" not in {row["task"] for row in store.read(COUNTED)}


def test_the_difference_of_two_texts(store: Store) -> None:
    add(store, a_txt=PLAN + ISSUED, b_txt=CORRECTED.replace("2.检修设备", "2.检修制茶设备") + LATER)
    documents = [find_document(store, name) for name in ("b.txt", "a.txt")]
    assert [(each.task, each.what, each.counts, each.lesser) for each in differences(store.read, *documents)] == [
        ("修剪茶园", "figures", "修剪茶园2500亩（2031年）", "修剪茶园2000亩（2031年）"),
        ("检修制茶设备", "title", "检修制茶设备", "检修设备"),
        ("培训茶工", "leads", "县总工会", "县人社局"),
    ]
