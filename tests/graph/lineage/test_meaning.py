"""What measures are about, by vectors learnt from documents: the table, and how near measures are by it."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.graph.lineage import meaning
from policygraph.graph.lineage.likeness import index_measures, likeness, nearnesses, shelve
from policygraph.graph.lineage.meaning import LENGTH, PASSAGE, SENTENCE, passages, table
from policygraph.graph.lineage.measure import SPAN, Measure
from policygraph.graph.lineage.pairing import pair_measures


def near(lower: str, *upper: str) -> list[float]:
    """Of one title to others."""
    above = shelve([index_measures([Measure(each, each, "") for each in upper])])
    return [float(each) for each in nearnesses(index_measures([Measure("a", lower, "")]), above)[0]]


@pytest.mark.parametrize(
    ("lower", "near_", "far"),
    [
        ("优化营商环境", "深化行政审批改革", "防治土壤污染"),
        ("整治公厕", "清运生活垃圾", "推进学前教育"),
        ("推广新能源汽车", "建设充电桩", "培养全科医生"),
    ],
)
def test_words_that_go_together_in_plans_are_near_without_one_in_common(lower: str, near_: str, far: str) -> None:
    one, other = (index_measures([Measure("", each, "")]) for each in (lower, near_))
    assert likeness(one, other).max() == 0
    found = near(lower, near_, far)
    assert found[0] > found[1] + 0.1


def test_the_table_is_small_and_in_order_and_holds_no_text() -> None:
    known = table()
    assert isinstance(known.vectors, np.memmap) and known.vectors.dtype == np.int8
    assert (np.diff(known.pairs) > 0).all() and known.pairs.max() < SPAN * SPAN
    assert (known.weights > 0).all() and np.isfinite(known.weights).all()


measures = st.lists(
    st.text("农村水利建设粮食改厕，。1𠀀", max_size=40).map(lambda text: Measure(text, text[:6], text)), max_size=5
)


@given(measures, st.lists(measures, min_size=1, max_size=3))
def test_nearness_is_exactly_the_same_whatever_else_is_compared(
    lower: list[Measure], uppers: list[list[Measure]]
) -> None:
    below, above = index_measures(lower), [index_measures(each) for each in uppers]
    together = nearnesses(below, shelve(above))
    assert together.shape == (len(lower), sum(map(len, uppers)))
    assert (together == np.concatenate([nearnesses(below, shelve([each])) for each in above], axis=1)).all()
    assert (together >= 0).all() and (together <= 1).all()


def test_rows_read_in_parts_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    some = [Measure(str(n), title, "") for n, title in enumerate(("建设大棚", "清运垃圾", "培训医生", "x", "改造公路"))]
    whole = nearnesses(index_measures(some), shelve([index_measures(some)]))
    monkeypatch.setattr(meaning, "TOGETHER", 2)
    assert (nearnesses(index_measures(some), shelve([index_measures(some)])) == whole).all()
    assert np.allclose(np.diag(whole), [1, 1, 1, 0, 1], atol=1e-3), "a text of no known pair is near to nothing"


def test_products_stay_where_floats_are_exact() -> None:
    longest = np.rint(np.full(meaning.DIMENSIONS, LENGTH / meaning.DIMENSIONS**0.5) + 0.5)
    assert longest @ longest < 2**24


def test_a_measure_of_a_page_is_met_by_its_nearest_passage() -> None:
    page = "。".join(
        ["防治土壤污染，修复受污染耕地"] * 8
        + ["新建公共充电桩，推广新能源汽车"] * 4
        + ["培养全科医生，办好乡镇卫生院"] * 8
    )
    assert near("建设充电站", page)[0] < near("建设充电站", "新建公共充电桩，推广新能源汽车")[0]
    above = shelve([index_measures([Measure("u", "", page)])])
    alone = shelve([index_measures([Measure("u", "", "新建公共充电桩，推广新能源汽车。" * 4)])])
    below = index_measures([Measure("a", "建设充电站", "")])
    assert np.allclose(nearnesses(below, above), nearnesses(below, alone), atol=1e-3)


def test_passages_hold_all_sentences_each_with_the_title() -> None:
    measure = Measure("a", "办好医疗", "".join(f"办好第{n}件大事情。" for n in "一二三四五六七八"))
    found = passages(measure)
    assert {title for title, _ in found} == {"办好医疗"}
    assert {each for _, text in found for each in SENTENCE.findall(text)} == set(SENTENCE.findall(measure.text))
    assert max(len(SENTENCE.findall(text)) for _, text in found) == PASSAGE
    assert passages(Measure("b", "办好医疗", "短。")) == [("办好医疗", "短。")]


def test_a_policy_without_measures_is_near_to_nothing() -> None:
    assert pair_measures(index_measures([]), index_measures([])) == []
    assert nearnesses(index_measures([]), shelve([index_measures([])])).shape == (0, 0)


@pytest.mark.parametrize("command", [["--help"], ["query", "--help"], ["query"]])
def test_what_compares_nothing_does_not_open_the_table(command: list[str]) -> None:
    code = (
        "import sys; sys.argv = ['policygraph', *sys.argv[1:]]\n"
        "from policygraph.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print('policygraph.graph.lineage.meaning' in sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, *command], capture_output=True, text=True, check=True)
    assert done.stderr.split()[-1] == "False"
