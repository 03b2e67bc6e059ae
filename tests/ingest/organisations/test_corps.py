"""新疆生产建设兵团, its divisions and regiments: regions with departments of their own."""

from __future__ import annotations

import pytest

from tests.ingest.organisations.test_areas import read, within

CORPS = "新疆生产建设兵团"
DIVISION, REGIMENT = "第八师石河子市2030年方案", "第八师143团2030年方案"
# the document's title, the units, their full names, the chain of regions of the first
CASES = [
    (f"{CORPS}2030年方案", "兵团农业农村局、财政局", [f"{CORPS}农业农村局", f"{CORPS}财政局"], [CORPS]),
    (f"{CORPS}2030年方案", "第八师农业农村局", ["第八师农业农村局"], ["第八师", CORPS]),
    ("新疆维吾尔自治区2030年方案", "兵团农业农村局", [f"{CORPS}农业农村局"], [CORPS]),
    (DIVISION, "师市农业农村局、发展改革委", ["第八师农业农村局", "第八师发展改革委"], ["第八师", CORPS]),
    (DIVISION, "八师财政局", ["第八师财政局"], ["第八师", CORPS]),
    (DIVISION, "兵团财政局", [f"{CORPS}财政局"], [CORPS]),
    (DIVISION, "师范大学", ["第八师师范大学"], ["第八师", CORPS]),  # no 范大学 of the division
    (DIVISION, "一四三团农业发展服务中心", ["第八师143团农业发展服务中心"], ["143团", "第八师", CORPS]),
    (REGIMENT, "团农业发展服务中心", ["第八师143团农业发展服务中心"], ["143团", "第八师", CORPS]),
    (REGIMENT, "师市财政局", ["第八师财政局"], ["第八师", CORPS]),
    (DIVISION, "143团、一四四团", ["第八师143团", "第八师144团"], ["143团", "第八师", CORPS]),  # as a town's name does
    (
        DIVISION,
        "一四三团农业发展服务中心、四十一团",
        ["第八师143团农业发展服务中心", "第八师41团"],
        ["143团", "第八师", CORPS],
    ),
    (f"{CORPS}2030年方案", "四十一团、第三师五十团", ["41团", "第三师50团"], ["41团", CORPS]),
    ("黑潭县2030年方案", "100团队服务中心", ["黑潭县100团队服务中心"], ["黑潭县"]),
]


@pytest.mark.parametrize(("title", "units", "full", "chain"), CASES, ids=[f"{t[:6]}-{u}" for t, u, *_ in CASES])
def test_departments_of_the_corps(title: str, units: str, full: list[str], chain: list[str]) -> None:
    records = read(title, units)
    departments = [n for n in records.nodes if n.label == "Department"]
    assert [n.properties["full_name"] for n in departments] == full
    assert within(records, departments[0].id) == chain


@pytest.mark.parametrize(
    ("title", "units"),
    [
        ("黑潭县2030年方案", ["十二师", "第十二师", "兵团第十二师", "新疆生产建设兵团第十二师"]),
        ("黑潭县2030年方案", ["十二师财政局", "第十二师财政局", "兵团第十二师财政局"]),
        ("新疆维吾尔自治区2030年方案", ["兵团", CORPS]),
        (f"{CORPS}2030年方案", ["第三师41团", "第三师四十一团", "三师四一团"]),
    ],
)
def test_one_of_them_is_one_under_its_spellings(title: str, units: list[str]) -> None:
    records = [read(title, unit) for unit in units]
    found = [(n.id, str(n.properties["full_name"])) for each in records for n in each.nodes if n.label == "Department"]
    assert len(found) == len(units) and len(set(found)) == 1
    id_, full = found[0]
    assert within(records[0], id_)[-1] == CORPS and full.startswith(("第", CORPS))


def test_a_regiment_is_one_whether_its_division_is_named_or_not() -> None:
    records = [read(f"{CORPS}2030年方案", unit) for unit in ("四十一团", "第三师41团")]
    kinds = [
        {(n.label, n.id) for n in each.nodes if n.properties["name"] in ("四十一团", "第三师41团", "41团")}
        for each in records
    ]
    assert kinds[0] == kinds[1] and {label for label, _ in kinds[0]} == {"Department", "Region"}
