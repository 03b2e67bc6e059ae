"""Bytes to text: the encodings that Chinese files come in, and errors that a person understands."""

from __future__ import annotations

import pytest

from policygraph.ingest.formats import registry
from policygraph.ingest.formats.reader import read_bytes
from policygraph.model.errors import PolicyGraphError

TEXT = "青穗县人民政府办公室\n关于印发《青穗县节水方案》的通知\n推进20个村改水,完成投资1.5亿元。\n"
RARE = "䶮镇㙍村𬒈河治理方案\n"  # characters of place names that only GB18030 has, not GBK

# what is written, the codec it is written in, the encoding that the reader names
ENCODINGS = [
    (TEXT, "utf-8", "utf-8"),
    (TEXT, "utf-8-sig", "utf-8-sig"),
    (TEXT, "gbk", "gb18030"),
    (TEXT, "gb2312", "gb18030"),
    (TEXT, "gb18030", "gb18030"),
    (RARE, "gb18030", "gb18030"),
    (RARE, "utf-8", "utf-8"),
    (TEXT, "utf-16", "utf-16"),
    (TEXT, "utf-16-le", "utf-16-le"),
    (TEXT, "utf-16-be", "utf-16-be"),
    ("第88号\n", "utf-16-le", "utf-16-le"),  # few Han characters among many signs
    ("第88号\n", "utf-16-be", "utf-16-be"),
    ("\ufeff" + TEXT, "utf-16-be", "utf-16"),
    ("\ufeff" + TEXT, "utf-32-le", "utf-32"),
    ("plain ASCII: 100%\n", "ascii", "utf-8"),
    ("青穗县节水方案" * 400 + "\n", "utf-16-le", "utf-16-le"),  # the first NUL comes late
]


@pytest.mark.parametrize(("text", "codec", "encoding"), ENCODINGS)
def test_encodings(text: str, codec: str, encoding: str) -> None:
    raw = read_bytes(text.encode(codec), "a.txt")
    assert (raw.text, raw.encoding) == (text.removeprefix("\ufeff"), encoding)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16"])
def test_line_ends_are_one_whatever_the_file_had(end: str, codec: str) -> None:
    assert read_bytes(TEXT.replace("\n", end).encode(codec), "a.txt").text == TEXT


# bytes, file name, words of the message
ERRORS = [
    (b"", "空.txt", "空的"),
    (b"\xef\xbb\xbf", "只有标记.txt", "空的"),
    (" \r\n\t\n".encode("utf-16"), "空白.txt", "空的"),
    (b" \r\n\t\n", "空白.txt", "空的"),
    (b"\x7fELF\x02\x01\x01" + bytes(200), "程序.txt", "不是文本"),
    (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x03\xff\xfe\x80", "图.txt", "图片"),
    (b"\xef\xbb\xbf" + "节水方案".encode("gb18030"), "错.txt", "另存为 UTF-8"),
    (b"\xff\xfe" + "节".encode("utf-16-le") + b"\x00", "断.txt", "另存为 UTF-8"),
    (TEXT.encode(), "方案.xyz", "不支持 .xyz"),
    (TEXT.encode(), "方案", "没有后缀"),
]


@pytest.mark.parametrize(("data", "name", "words"), ERRORS)
def test_errors_say_what_is_wrong(data: bytes, name: str, words: str) -> None:
    with pytest.raises(PolicyGraphError) as error:
        read_bytes(data, name)
    assert words in str(error.value)
    assert "\n" not in str(error.value)


def test_bytes_in_no_encoding_are_an_error_or_a_guess_that_loses_nothing() -> None:
    data = TEXT.encode("gb18030") + b"\xff\xff\x80"
    try:
        raw = read_bytes(data, "a.txt")
    except PolicyGraphError as error:
        assert "编码" in str(error)
    else:
        assert "�" not in raw.text


def test_wrong_suffix_names_those_that_can_be_read() -> None:
    with pytest.raises(PolicyGraphError) as error:
        read_bytes(b"a", "a.jpeg2")
    assert all(suffix in str(error.value) for suffix in registry.suffixes())


@pytest.mark.parametrize("suffix", [".TXT", ".Text"])
def test_a_suffix_in_capitals_is_the_same(suffix: str) -> None:
    assert read_bytes(TEXT.encode(), "A" + suffix).text == TEXT


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_nul_is_a_blank_and_nothing_else_is_lost(encoding: str) -> None:
    written = "青穗县节水方案\0\n一、修渠。\0（县水利局牵头）\n"
    assert read_bytes(written.encode(encoding), "a.txt").text == written.replace("\0", " ")
    assert read_bytes(b"plain text with one\0 in it.", "a.txt").text == "plain text with one  in it."
