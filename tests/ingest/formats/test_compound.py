"""Compound files are known by the streams at their top, and say where they are locked."""

from __future__ import annotations

import pytest

from policygraph.ingest.formats import compound
from policygraph.ingest.formats.reader import recognise
from policygraph.model.errors import PolicyGraphError
from tests.compound_files import made

PLAIN, LOCKED = b"\x09\x08\x10\0" + bytes(16), b"\x09\x08\x10\0" + bytes(16) + b"\x2f\0\x36\0"
FLAGGED = bytes(11) + b"\x01"
KINDS = [
    (made("Workbook", PLAIN), "旧版 Excel 表格"),
    (made("WordDocument", b""), "旧版 Word 文档"),
    (made("Workbook", PLAIN, embedded="WordDocument"), "旧版 Excel 表格"),
    (made("WordDocument", b"", embedded="Workbook"), "旧版 Word 文档"),
]


@pytest.mark.parametrize(("data", "kind"), KINDS)
def test_what_is_embedded_does_not_tell_what_a_file_is(data: bytes, kind: str) -> None:
    found = recognise(data, "附件")
    assert found is not None and found.name == kind


@pytest.mark.parametrize("data", [made("Workbook", LOCKED), made("WordDocument", FLAGGED)])
def test_a_password_is_said(data: bytes) -> None:
    with pytest.raises(PolicyGraphError, match="有密码"):
        recognise(data, "附件.xls")


def test_a_damaged_directory_ends() -> None:
    data = bytearray(made("Workbook", PLAIN, embedded="WordDocument"))
    for at in range(0, 1536, 7):
        broken = data.copy()
        broken[at] ^= 0xFF
        assert isinstance(compound.streams(bytes(broken)), dict)
    assert all(isinstance(compound.streams(bytes(data[:length])), dict) for length in range(0, len(data), 61))
