"""What there is to read, near and far, before it is opened."""

from __future__ import annotations

from pathlib import Path

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from policygraph.graph.loading.load import place
from policygraph.model.errors import PolicyGraphError
from policygraph.services.country.items import find_items, open_items

TEXT = "青穗县节水实施方案\n一、任务\n（一）节水。到2030年新增5万亩。（牵头单位：县水利局）"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "来文"
    (made / "县").mkdir(parents=True)
    (made / "县" / "方案.txt").write_text(TEXT, encoding="utf-8")
    (made / "意见.txt").write_text("节水意见\n", encoding="utf-8")
    (made / "图.dwg").write_bytes(b"x")
    return made


def parquet(at: Path, columns: dict[str, list[object]]) -> Path:
    pq.write_table(pa.table(columns), at, row_group_size=2)
    return at


def test_a_folder_here_is_what_a_command_of_one_machine_finds(folder: Path) -> None:
    found = find_items([str(folder), str(folder / "意见.txt")])
    assert [item.uri for item in found.items] == [place(folder / "县/方案.txt"), place(folder / "意见.txt")]
    assert found.passed_over == 1


def test_a_stamp_changes_with_the_file(folder: Path) -> None:
    before = {item.uri: item.stamp for item in find_items([str(folder)]).items}
    (folder / "意见.txt").write_text("节水的意见\n", encoding="utf-8")
    after = {item.uri: item.stamp for item in find_items([str(folder)]).items}
    assert [uri for uri in before if before[uri] != after[uri]] == [place(folder / "意见.txt")]


def test_a_list_names_addresses(folder: Path) -> None:
    listed = folder.parent / "清单.txt"
    listed.write_text(f"\ufeff{folder / '意见.txt'}\n\n{folder / '县'}\n", encoding="utf-8")
    assert [item.uri for item in find_items([f"@{listed}"]).items] == [
        place(folder / "意见.txt"),
        place(folder / "县/方案.txt"),
    ]


def test_what_is_far_is_read_by_its_address() -> None:
    far = fsspec.filesystem("memory")
    far.pipe({"/来文/方案.txt": TEXT.encode(), "/来文/图.dwg": b"x"})
    found = find_items(["memory://来文"])
    assert [item.uri for item in found.items] == ["memory:///来文/方案.txt"] and found.passed_over == 1
    ((_, source),) = open_items(found.items)
    assert source.data == TEXT.encode() and source.name == "memory:///来文/方案.txt"
    far.rm("/来文", recursive=True)


@pytest.mark.parametrize("content", ["text", "bytes"])
def test_rows_of_parquet_are_documents(tmp_path: Path, content: str) -> None:
    held: list[object] = [f"{n}号方案\n" if content == "text" else f"{n}号方案\n".encode() for n in range(5)]
    file = parquet(tmp_path / "甲.parquet", {"path": [f"{n}.txt" for n in range(5)], content: held})
    items = find_items([str(file)]).items
    assert [item.uri for item in items] == [f"{place(file)}!/{n}.txt" for n in range(5)]
    read = [(item.uri, source.data.decode()) for item, source in open_items(items[1:4])]
    assert read == [(f"{place(file)}!/{n}.txt", f"{n}号方案\n") for n in (1, 2, 3)]


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("没有这个文件夹", "没有这个文件或文件夹"),
        ("memory://没有的", "没有这个文件或文件夹"),
        ("https://example.org/1.html", "不读网址"),
        ("unheard://来文", "打不开"),
        ("@没有的清单", "打不开"),
    ],
)
def test_what_is_not_there_is_said(named: str, said: str) -> None:
    with pytest.raises(PolicyGraphError, match=said):
        find_items([named])


def test_parquet_of_other_columns_says_which_it_needs(tmp_path: Path) -> None:
    file = parquet(tmp_path / "甲.parquet", {"题目": ["一"], "text": ["一"]})
    with pytest.raises(PolicyGraphError, match=r"要有一列名称.*得到的列是 题目、text"):
        find_items([str(file)])


def test_what_is_no_parquet_says_so(tmp_path: Path) -> None:
    (tmp_path / "甲.parquet").write_bytes(b"PAR1 and nothing else")
    with pytest.raises(PolicyGraphError, match="不是 Parquet"):
        find_items([str(tmp_path / "甲.parquet")])


def test_a_file_that_is_gone_when_it_is_its_turn_stops_none_of_the_others(folder: Path) -> None:
    items = find_items([str(folder)]).items
    (folder / "县" / "方案.txt").unlink()
    first, second = open_items(items)
    assert "打不开" in first[1].error or "没有这个文件" in first[1].error
    assert second[1].data
