"""What people correct of tasks stands in the graph, outlives the reading of documents, and leaves no trace when it is
taken back; on every store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from policygraph.graph.asking.catalog import run_query
from policygraph.graph.decisions.corrections import Unit, pack_units, unpack_units
from policygraph.graph.decisions.decision import Decision
from policygraph.graph.decisions.decisions import about_edge, about_nodes, all_decisions
from policygraph.graph.decisions.disputed import disputed, kept
from policygraph.graph.decisions.subjects import Subject, correct, subjects
from policygraph.graph.decisions.units import Units
from policygraph.graph.ledgers.lines import lines
from policygraph.graph.ledgers.reports import report
from policygraph.graph.lineage.align import MEASURES
from policygraph.graph.loading.load import find_document, remove
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Row, Store
from policygraph.graph.transfer.dump import dump_graph
from policygraph.graph.transfer.matrix import matrix
from policygraph.services import deciding
from policygraph.services.ingestion import add_document
from policygraph.services.ledgers import entering
from policygraph.services.settle import settle
from tests.texts import PLAN

DAY = date(2031, 5, 1)
FARM, MONEY, WORKS = "青穗县农业农村局", "青穗县财政局", "青穗县工信局"
ROLES = """MATCH (d:Department)-[r:LEADS|SUPPORTS]->(t:Task {id: $id})
RETURN type(r) AS role, d.full_name AS name, r.basis AS basis, r.decision AS decision, r.evidence AS evidence
ORDER BY role, r.position"""
TASK = """MATCH (t:Task {id: $id})
RETURN t.name AS name, t.title AS title, t.due AS due, toString(t.due_on) AS due_on, t.due_basis AS basis,
       t.stated_title AS stated_title, t.stated_due AS stated_due, t.stated_roles AS stated_roles,
       t.decisions AS decisions"""
WORDS = "（牵头单位：县农业农村局；配合单位：县财政局）"


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with open_store(place, write=True) as opened:
        put(opened, PLAN)
        yield opened


def put(store: Store, text: str, uri: str = "/方案.txt") -> None:
    add_document(store, text.encode(), uri[1:], uri)
    settle(store)


def subject(store: Store, title: str = "修剪茶园") -> Subject:
    found = subjects(store.read, [line.id for line in lines(store.read)])
    return next(each for each in found if title in (each.title, each.stated))


def corrected(store: Store, what: str, after: str, title: str = "修剪茶园", at: str = "") -> Decision:
    """Of a role `after` is names."""
    task = subject(store, title)
    units = Units(store.read).of_cell(after, task) if what in ("LEADS", "SUPPORTS") and after else []
    words = "、".join(name for _, name in units) or after
    made = correct(task, what, words, [unit for unit, _ in units], by="王五", source="表.xlsx 表“更正表”D4")
    made = replace(made, at=at) if at else made
    deciding.decide(store, [made])
    return made


def roles(store: Store, title: str = "修剪茶园") -> list[Row]:
    return list(store.read(ROLES, {"id": subject(store, title).id}))


def who(store: Store, title: str = "修剪茶园") -> list[str]:
    return [f"{row['role']} {row['name']}" for row in roles(store, title)]


@pytest.mark.parametrize(
    ("what", "after", "said"),
    [
        ("title", "修剪老茶园", {"name": "修剪老茶园", "title": "修剪老茶园", "stated_title": "修剪茶园"}),
        ("due_on", "2031-09-30", {"due": None, "due_on": "2031-09-30", "basis": "decided", "stated_due": "2031-03-31"}),
        ("due_on", "", {"due": None, "due_on": None, "basis": "decided", "stated_due": "2031-03-31"}),
        ("LEADS", "县工信局", {"stated_roles": [WORDS]}),
    ],
)
def test_what_is_corrected_stands_and_is_taken_back(
    store: Store, what: str, after: str, said: dict[str, object]
) -> None:
    before = dump_graph(store)
    made = corrected(store, what, after)
    [row] = store.read(TASK, {"id": subject(store).id})
    assert {name: row[name] for name in said} == said and row["decisions"] == [made.id]
    settled = dump_graph(store)
    settle(store)
    assert dump_graph(store) == settled  # done again, it changes nothing
    deciding.undo(store, [made.id], "王五")
    assert without_decisions(dump_graph(store)) == without_decisions(before)


def without_decisions(dump: str) -> list[str]:
    return [line for line in dump.splitlines() if '"Decision"' not in line]


def test_roles_say_by_whom_they_are(store: Store) -> None:
    lead, support = corrected(store, "LEADS", "县工信局"), corrected(store, "SUPPORTS", "县农业农村局、县财政局")
    assert roles(store) == [
        {"role": "LEADS", "name": WORKS, "basis": "decided", "decision": lead.id, "evidence": None},
        # The document names it, in the other role; these words stay.
        {"role": "SUPPORTS", "name": FARM, "basis": "decided", "decision": support.id, "evidence": WORDS},
        {"role": "SUPPORTS", "name": MONEY, "basis": "stated", "decision": None, "evidence": WORDS},
    ]
    assert lead.evidence == WORDS and lead.sentence == f"任务“修剪茶园”的牵头单位由“{FARM}”更正为“{WORKS}”"


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ([("LEADS", "县工信局、县农业农村局")], [f"LEADS {WORKS}", f"LEADS {FARM}", f"SUPPORTS {MONEY}"]),
        ([("LEADS", "县财政局")], [f"LEADS {MONEY}"]),  # who leads does not support
        ([("LEADS", "")], [f"SUPPORTS {MONEY}"]),
        ([("SUPPORTS", "")], [f"LEADS {FARM}"]),
        ([("SUPPORTS", "县工信局"), ("SUPPORTS", "县人社局")], [f"LEADS {FARM}", "SUPPORTS 青穗县人社局"]),  # the last
        ([("SUPPORTS", "低空经济办（新）")], [f"LEADS {FARM}", "SUPPORTS 青穗县低空经济办"]),
    ],
)
def test_who_does_it(store: Store, made: list[tuple[str, str]], said: list[str]) -> None:
    for what, after in made:
        corrected(store, what, after)
    assert who(store) == said


def test_what_was_said_last_of_a_role_counts(store: Store) -> None:
    task = subject(store)
    [farm] = task.leads
    ends = ("Department", farm.id), ("Task", task.id)
    corrected(store, "LEADS", "县农业农村局、县工信局")
    wrong = about_edge(store.read, "wrong", "LEADS", *ends, task.document, by="赵六")
    deciding.decide(store, [wrong])
    assert who(store) == [f"LEADS {WORKS}", f"SUPPORTS {MONEY}"]
    corrected(store, "LEADS", "县农业农村局")
    assert who(store) == [f"LEADS {FARM}", f"SUPPORTS {MONEY}"]


def test_a_new_unit_is_the_one_that_a_document_names_later(store: Store) -> None:
    corrected(store, "SUPPORTS", "县气象局（新）")
    put(store, PLAN.replace("春茶", "秋茶").replace("县人社局", "县气象局"), "/秋.txt")
    found = store.read("MATCH (d:Department {full_name: '青穗县气象局'}) RETURN d.name AS name, d.function AS function")
    assert len(found) == 1
    place = "MATCH (:Department {full_name: '青穗县气象局'})-[:WITHIN]->(r:Region) RETURN DISTINCT r.name AS name"
    assert store.read(place) == [{"name": "青穗县"}]


@pytest.mark.parametrize(("after", "days"), [("2031-04-20", ["2031-04-20"]), ("", [])])
def test_the_deadline_before_falls_due_no_more(store: Store, after: str, days: list[str]) -> None:
    def due() -> list[str]:
        rows = run_query(store, "deadlines", {"every": True})
        return [row["due_on"] for row in rows if row["task_id"] == task]

    task = subject(store).id
    assert due() == ["2031-03-31"]
    made = corrected(store, "due_on", after)
    assert due() == days
    deciding.undo(store, [made.id], "王某")
    assert due() == ["2031-03-31"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (PLAN, "修剪老茶园"),  # read anew
        (PLAN.replace("三月底前", "四月底前"), "修剪老茶园"),  # another text of the plan
        (PLAN.replace("1.修剪茶园", "1.修剪全县茶园"), "修剪老茶园"),  # of that number, and called much like it
        (PLAN.replace("1.修剪茶园", "1.修剪老茶园"), "修剪老茶园"),  # which says so itself
        (PLAN.replace("1.修剪茶园", "1.改造低产茶林"), None),  # another task
    ],
)
def test_another_text_of_the_plan_has_it(store: Store, text: str, title: str | None) -> None:
    corrected(store, "title", "修剪老茶园")
    corrected(store, "LEADS", "县工信局")
    entering.enter(store, [report(store.read, subject(store).id, by="乙", as_of=DAY, today=DAY, share=0.5)])
    remove(store, find_document(store, "/方案.txt"))
    put(store, text)
    titles = {line.number: line.title for line in lines(store.read)}
    assert titles["1"] == (title or "改造低产茶林")
    line = next(line for line in lines(store.read) if line.number == "1")
    assert line.leads == ((WORKS,) if title else (FARM,))
    assert [each.share for each in line.told] == ([0.5] if title else [])


DUTIES = "（牵头单位：县农业农村局；配合单位：县财政局）"


@pytest.mark.parametrize(
    ("what", "after", "text", "asked", "stands"),
    [
        # The newer text names another unit than the one that was replaced
        ("LEADS", "县工信局", (DUTIES, DUTIES.replace("县农业农村局", "县林业局")), ["青穗县林业局"], "青穗县林业局"),
        ("LEADS", "县工信局", (DUTIES, DUTIES.replace("；配合单位：县财政局", "")), [], WORKS),  # the same lead
        ("LEADS", "县工信局", (DUTIES, DUTIES.replace("县农业农村局", "县工信局")), [], WORKS),  # as it was corrected
        ("LEADS", "县工信局", ("2000亩", "2500亩"), [], WORKS),  # of who does it, it says the same
        ("SUPPORTS", "县工信局", (DUTIES, DUTIES.replace("县财政局", "县林业局")), ["青穗县林业局"], FARM),
        ("due_on", "2031-04-15", ("三月底前", "五月底前"), ["2031-05-31"], "2031-05-31"),
        ("due_on", "2031-04-15", ("2000亩", "2500亩"), [], "2031-04-15"),
    ],
)
def test_what_a_newer_text_says_otherwise_is_asked(
    store: Store, what: str, after: str, text: tuple[str, str], asked: list[str], stands: str
) -> None:
    made = corrected(store, what, after)
    put(store, PLAN.replace(*text))
    assert [each.now for each in disputed(store.read)] == asked
    line = next(line for line in lines(store.read) if line.number == "1")
    assert stands == (str(line.due_on) if what == "due_on" else line.leads[0])
    [row] = run_query(store, "corrections", {})
    assert ("待核对" in row["holds"]) is bool(asked)
    for one in disputed(store.read):
        assert f"《{one.subject.source}》现在写的是“{one.now}”" in one.in_words and one.decision.id == made.id
        again = kept(one, by="赵六")
        deciding.decide(store, [again])
        assert disputed(store.read) == [] and subject(store).says(what) == made.after
        deciding.undo(store, [again.id], "赵六")
        assert len(disputed(store.read)) == 1
        before = dump_graph(store)
        settle(store)
        assert dump_graph(store) == before
        deciding.undo(store, [made.id], "赵六")
        assert disputed(store.read) == [] and subject(store).says(what) == one.now


def test_of_two_texts_the_one_that_counts_has_it(store: Store) -> None:
    corrected(store, "title", "修剪老茶园")
    later = PLAN.replace("2000亩", "2500亩") + "\n青穗县人民政府\n2031年2月1日\n"
    put(store, later, "/修订.txt")
    assert [line.title for line in lines(store.read) if line.number == "1"] == ["修剪老茶园"]


def test_the_plan_of_another_county_has_it_not(store: Store) -> None:
    corrected(store, "title", "修剪老茶园")
    remove(store, find_document(store, "/方案.txt"))
    put(store, PLAN.replace("青穗县", "白苇县"))
    assert [line.title for line in lines(store.read) if line.number == "1"] == ["修剪茶园"]
    put(store, PLAN, "/青穗.txt")
    assert sorted(line.title for line in lines(store.read) if line.number == "1") == ["修剪老茶园", "修剪茶园"]


def test_what_is_one_department_by_now_has_the_role(store: Store) -> None:
    corrected(store, "SUPPORTS", "县低空经济办（新）")
    new = store.read("MATCH (d:Department {name: '县低空经济办'}) RETURN d.id AS id")[0]["id"]
    [works] = subject(store, "检修设备").leads
    deciding.decide(store, [about_nodes(store.read, "same", "Department", new, works.id, by="赵六")])
    assert len(roles(store)) == 2 and {each.kind for each in all_decisions(store.read)} == {"corrected", "same"}


def test_units_are_kept_as_they_are_known() -> None:
    unit = Unit("1", {"name": "甲局", "full_name": "某县甲局", "aliases": [], "kind": "unit"}, "2")
    assert unpack_units(pack_units([unit])) == (unit,)


def test_matrix_ledger_and_queries_have_it(store: Store) -> None:
    corrected(store, "title", "修剪老茶园")
    corrected(store, "LEADS", "县工信局")
    corrected(store, "SUPPORTS", "县人社局")
    corrected(store, "due_on", "2031-09-30")
    [line] = [line for line in matrix(store, "春茶").lines if line.rows and line.rows[0]["number"] == "1"]
    # The clause that names others is taken out of the task's words all the same.
    assert line.text == "1.修剪老茶园。对全县老茶园进行修剪，修剪茶园2000亩，三月底前完成，做到应剪尽剪。"
    assert (line.leads, line.supports, line.due, line.inferred) == (["县工信局"], ["县人社局"], "2031-09-30", False)
    [own] = [line for line in lines(store.read, department=WORKS) if line.number == "1"]
    assert (own.title, str(own.due_on), own.due_basis) == ("修剪老茶园", "2031-09-30", "decided")
    rows = run_query(store, "corrections", {})
    assert [(row["what"], row["before"], row["after"], row["by"]) for row in rows] == [
        ("标题", "修剪茶园", "修剪老茶园", "王五"), ("牵头单位", FARM, WORKS, "王五"),
        ("配合单位", MONEY, "青穗县人社局", "王五"), ("时限", "2031-03-31", "2031-09-30", "王五"),
    ]  # fmt: skip
    assert rows[1]["stated"] == WORDS and rows[0]["cell"] == "表.xlsx 表“更正表”D4"
    assert run_query(store, "sentences-of-node", {"id": own.id})  # of the task itself


def test_no_sentence_is_said_to_give_a_role_that_a_person_gave(store: Store) -> None:
    corrected(store, "LEADS", "县财政局")
    money = subject(store).leads[0].id
    assert [row["relation"] for row in run_query(store, "sentences-of-node", {"id": money})] == []


def test_measures_are_compared_by_what_their_documents_say(store: Store) -> None:
    corrected(store, "title", "另起的名称")
    policy = "MATCH (t:Task {title: '另起的名称'})-[:PART_OF]->(p:Policy) RETURN p.id AS id"
    asked = {"ids": [store.read(policy)[0]["id"]], "documents": [subject(store).document]}
    assert store.read(MEASURES, asked)[0]["title"] == "修剪茶园"
