"""Files that LibreOffice wrote, and old formats read through a real one; fixtures/office says what is in them."""

from __future__ import annotations

import shutil

import pytest

from policygraph.ingest.formats.office.legacy import OFFICE
from policygraph.ingest.formats.reader import read_bytes, recognise
from policygraph.model.errors import PolicyGraphError
from tests.hostile_packages import package
from tests.paths import FILES
from tests.plugins.without import without

PLAN = """临澜区溪流治理工作方案
为改善溪流水质，制定本方案。
本方案由区水利局负责解释。
一、工作目标
到2026年底，全区治理溪流12条。
二、重点任务
（一）开展小流域综合治理。2026年整治河道8公里。（牵头单位：区水利局；责任单位：区财政局）
（二）推进农村生活污水治理。新增治理行政村5个，运行率达到95%以上。（牵头单位：区生态环境分局；责任单位：各镇（街道））
（三）强化管护。
1.每村落实管护员1名。（责任单位：区人社局）
三、保障措施
各单位每季度报送进展。
附件：任务分工表
序号\t重点任务\t牵头单位\t配合单位
1\t清淤疏浚河道6公里\t区水利局\t区财政局 各镇（街道）
2\t新建生态护岸2公里\t\t区自然资源局
注：以上任务按月调度。
 指流域面积五平方公里以上的溪流。
"""
LEDGER = """分解表
临澜区2026年溪流治理任务分解表
类别\t重点任务\t目标值\t牵头单位\t配合单位\t完成时限
水系整治\t清淤疏浚河道\t6公里\t区水利局\t区财政局 各镇（街道）\t2026年11月30日
\t新建生态护岸\t2公里\t区水利局\t区自然资源局\t2026年10月31日
污水治理\t提高设施运行率\t95%\t区生态环境分局\t各镇（街道）\t2026年12月20日
填报单位：区水利局
本表由区水利局负责解释。
月度调度
重点任务\t责任单位\t完成时限
编制一溪一策\t区水利局\t2026年5月31日
建立管护台账\t区农业农村局\t2026年6月30日
"""
HIDDEN = ["“分解表”有隐藏的行列，其中 10 格", "工作表“底稿”是隐藏的"]
# As Word writes it: the signs of numbers in the coding of China.
RICH = (
    rb"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fnil\fcharset134 \'cb\'ce\'cc\'e5;}}{\*\listtable{\list\listtemplateid1"
    rb"{\listlevel\levelnfc39\levelfollow2\levelstartat1{\leveltext\'02\'00\'a1\'a2;}{\levelnumbers\'01;}\f0}"
    rb"\listid1}}{\*\listoverridetable{\listoverride\listid1\listoverridecount0\ls1}}"
    rb"{\header \'d2\'b3\'c3\'bc\par}"
    rb"\pard\ls1\ilvl0\f0 \u28165?\u28132?\par\pard\ls1\ilvl0\f0 \u25252?{\deleted \u22369?}\u23736?\par}"
)


@pytest.fixture(scope="module")
def office() -> None:
    if not any(map(shutil.which, OFFICE)):
        packages = "libreoffice-writer-nogui libreoffice-calc-nogui"
        without(f"没有用 LibreOffice 读旧格式的文件：没有找到它（Debian、Ubuntu：apt install {packages}）")


def check_plan(name: str) -> None:
    raw = read_bytes((FILES / name).read_bytes(), name)
    assert raw.text == PLAN and not raw.unreadable
    (only,) = raw.tables
    cells = {raw.text[c.start : c.end]: (c.row, c.column, c.rows) for c in only.cells if c.end > c.start}
    assert cells["区水利局"] == (1, 2, 2) and cells["2"] == (2, 0, 1) and len(cells) == 11


def check_ledger(name: str) -> None:
    raw = read_bytes((FILES / name).read_bytes(), name)
    assert raw.text == LEDGER and len(raw.tables) == 2
    assert [said.why.startswith(hidden) for said, hidden in zip(raw.unreadable, HIDDEN, strict=True)] == [True, True]


def test_a_docx_by_libreoffice() -> None:
    check_plan("plan.docx")


def test_an_xlsx_by_libreoffice() -> None:
    check_ledger("ledger.xlsx")


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("name", ["plan.doc", "plan.odt"])
def test_documents_through_libreoffice(name: str) -> None:
    check_plan(name)


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("name", ["ledger.xls", "ledger.ods"])
def test_sheets_through_libreoffice(name: str) -> None:
    check_ledger(name)


@pytest.mark.usefixtures("office")
def test_rich_text_through_libreoffice() -> None:
    assert read_bytes(RICH, "方案.rtf").text == "一、清淤\n二、护岸\n"


@pytest.mark.parametrize(("name", "kind"), [("plan.odt", "ODF 文档"), ("ledger.ods", "ODF 表格")])
def test_an_odf_package_says_what_it_is(name: str, kind: str) -> None:
    found = recognise((FILES / name).read_bytes(), "没有后缀")
    assert found is not None and found.name == kind


def test_odf_slides_are_not_read() -> None:
    slides = package({"mimetype": "application/vnd.oasis.opendocument.presentation", "content.xml": "<a/>"})
    with pytest.raises(PolicyGraphError, match=r"还不支持 \.odp"):
        read_bytes(slides, "讲稿.odt")
