"""Which parts of a document set figures, and what its figures are where they are nothing to reach."""

from __future__ import annotations

import pytest

from policygraph.ingest import documents
from policygraph.model.records import Records


def read(text: str) -> Records:
    return documents.read_bytes(text.encode(), "文件.txt")


def aims(read: Records) -> list[tuple[str, float]]:
    return [(n.properties["indicator"], n.properties["value"]) for n in read.nodes if n.label == "Target"]  # type: ignore[misc]


def unread(read: Records) -> list[str]:
    return [str(n.properties["kind"]) for n in read.nodes if n.label == "Unread"]


PLAN = "青穗县{title}\n青穗县人民政府办公室\n2025年3月1日\n{body}"


def test_stages_of_a_procedure_among_the_measures_set_aims() -> None:
    body = "一、主要举措\n(一)前期工作阶段。核准类项目审批用时不超过17个工作日。\n(二)竣工验收阶段。推行联合验收。\n"
    found = aims(read(PLAN.format(title="优化审批工作方案", body=body)))
    assert found == [("核准类项目审批用时", 17)]


def test_a_reports_year_ahead_sets_aims_whatever_its_headings_sound_like() -> None:
    body = (
        "各位代表：现在我代表县人民政府向大会报告工作。\n一、2025年工作安排\n(一)强化统筹协调，促进区域联动发展。改造老旧小区30个。\n"
        "(二)发展产业。新建冷库5座。\n"
    )
    found = aims(read(PLAN.format(title="人民政府2025年政府工作报告", body=body)))
    assert sorted(found) == [("改造老旧小区", 30), ("新建冷库", 5)]


@pytest.mark.parametrize(
    ("title", "body", "kind", "left"),
    [
        (
            "2025年科技项目申报指南",
            "一、研究内容\n(一)示范。示范应用不少于5家，申请专利不少于2项。\n(二)平台。到2027年，建成平台3个。\n",
            "figure-condition",
            [("平台", 3)],
        ),
        (
            "电力公司关于青穗变电站工程可行性研究报告的批复",
            "一、建设规模\n(一)线路。新建线路路径长度7.9公里。\n(二)投资。静态总投资4567万元。\n",
            "figure-description",
            [],
        ),
    ],
)
def test_what_a_call_asks_for_and_a_design_describes_is_none(
    title: str, body: str, kind: str, left: list[tuple[str, float]]
) -> None:
    found = read(PLAN.format(title=title, body=body))
    assert aims(found) == left
    assert kind in unread(found)
