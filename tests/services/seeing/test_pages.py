"""A document's page from its file: only the bytes that were read are ever shown."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import pytest

from policygraph.model.errors import PolicyGraphError
from policygraph.services.seeing import pages
from tests import render


def test_the_file_that_was_read_is_drawn_and_no_other(tmp_path: Path) -> None:
    file = tmp_path / "方案.pdf"
    data = render.to_pdf("方案\n一、修水渠。")
    file.write_bytes(data)
    sha256 = hashlib.sha256(data).hexdigest()
    drawn = pages.page(["upload:1/方案.pdf", str(file)], sha256, 1, "修水渠")
    assert drawn.startswith("<svg") and "#ffcf33" in drawn
    with pytest.raises(PolicyGraphError, match="没有第 2 页"):
        pages.page([str(file)], sha256, 2)
    file.write_bytes(render.to_pdf("方案\n一、修水库。"))
    with pytest.raises(PolicyGraphError, match="已改动"):
        pages.page([str(file)], sha256, 1)


def test_a_member_of_an_archive_is_drawn_too(tmp_path: Path) -> None:
    data = render.to_pdf("方案\n一、修水渠。")
    with zipfile.ZipFile(tmp_path / "来文.zip", "w") as archive:
        archive.writestr("县/方案.pdf", data)
    drawn = pages.page([f"{tmp_path}/来文.zip!/县/方案.pdf"], hashlib.sha256(data).hexdigest(), 1)
    assert drawn.startswith("<svg")


@pytest.mark.parametrize("uri", ["upload:1/方案.pdf", "/etc/hostname", "方案.pdf", "https://localhost/方案.pdf"])
def test_what_is_no_file_of_pages_here_is_not_opened(uri: str) -> None:
    with pytest.raises(PolicyGraphError, match="看不到页面原样"):
        pages.page([uri], "0", 1)
