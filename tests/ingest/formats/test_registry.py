"""The entries of the formats, and that one entry and one module are all that a new format takes."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from types import ModuleType

import pytest

from policygraph.ingest import sources
from policygraph.ingest.formats import reader, registry
from policygraph.ingest.formats.office import legacy
from policygraph.ingest.formats.registry import Format
from policygraph.model.errors import PolicyGraphError
from policygraph.services import reading
from scripts import make_docs
from tests.ingest.formats.test_formats import PLANS, sample
from tests.paths import ROOT

PAGE = ROOT / "docs/engineers/add-a-format.md"
CONVERTED = {".doc", ".odt", ".xls", ".ods", ".rtf"}  # test_libreoffice starts it for these, which takes a second each


@pytest.mark.parametrize("entry", registry.FORMATS, ids=lambda entry: entry.suffixes[0])
def test_every_reader_takes_bytes(entry: Format, monkeypatch: pytest.MonkeyPatch) -> None:
    if set(entry.suffixes) & CONVERTED:
        monkeypatch.setattr(legacy, "_run", lambda command: b"")
    function = entry.load()
    inspect.signature(function).bind(b"")
    with pytest.raises(PolicyGraphError, match=r"^[^\n]+$"):
        function(b"")


def test_a_suffix_and_a_content_type_belong_to_one_format() -> None:
    suffixes = registry.suffixes()
    types = [each for entry in registry.all_read() for each in entry.content_types]
    assert len(suffixes) == len(set(suffixes)) and len(types) == len(set(types))
    assert all(re.fullmatch(r"\.[a-z]+", suffix) for suffix in suffixes)
    assert all(entry.name and entry.covers for entry in registry.all_read())


@pytest.fixture
def mail(monkeypatch: pytest.MonkeyPatch) -> Iterator[Format]:
    """The format of the page on adding one, added as the page says."""
    module, entry = re.findall(r"```py(?:thon)?\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)
    made = ModuleType("policygraph.ingest.formats.eml")
    exec(module, made.__dict__)
    monkeypatch.setitem(sys.modules, made.__name__, made)
    new: Format = eval(entry, vars(registry))
    monkeypatch.setattr(registry, "FORMATS", (*registry.FORMATS, new))
    yield new


def letter(text: str) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "bangongshi@qingsui.example", "转发实施方案"
    message.set_content(text)
    return bytes(message)


def test_one_entry_and_one_module_are_a_format(mail: Format, tmp_path: Path) -> None:
    text = sample(min(PLANS))
    (tmp_path / "来信.eml").write_bytes(letter(text))
    (tmp_path / "来信.zzz").write_bytes(letter(text))
    found = [source for place in sources.find_sources([tmp_path]) for source in place.open()]
    assert [(source.file_name, source.passed_over) for source in found] == [("来信.eml", False), ("来信.zzz", True)]
    records = reading.read_records(found[0], "来信")
    assert str(records.nodes[0].properties["text"]).startswith("转发实施方案\n") and records.count("Task") > 5
    assert reader.recognise(letter(text), "没有后缀") is mail  # by its bytes
    with pytest.raises(PolicyGraphError, match=r"不是 \.eml 格式"):
        reader.read_bytes(bytes(100) + b"\1", "坏.eml")
    with pytest.raises(PolicyGraphError, match=r"能读 .*、\.eml、"):
        reader.read_bytes(b"a", "方案.zzz")
    assert ".eml" in registry.suffixes() and registry.by_content_type("message/rfc822") is mail
    assert "| 邮件 | .eml | 主题和纯文本的正文 | 附件 |" in make_docs.formats()
