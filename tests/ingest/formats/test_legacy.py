"""Old formats: which program is asked, how, and what is said where there is none or it fails."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from policygraph.ingest.formats import limits
from policygraph.ingest.formats.reader import read_bytes
from policygraph.model.errors import PolicyGraphError
from tests import render
from tests.hostile_files import old_word, rich_text
from tests.patience import LONG

WORDS = "青穗县节水方案\n一、由县水利局牵头。\n"
# Stand-ins in Python: what they find in argv[1:] is how the real ones are called.
OFFICE = """
options = dict(zip(sys.argv, sys.argv[1:]))
assert "--headless" in sys.argv and any(each.startswith("-env:UserInstallation=file://") for each in sys.argv)
source = pathlib.Path(sys.argv[-1])
folder = pathlib.Path(options["--outdir"])
folder.mkdir()
made = pathlib.Path({docx!r})
(folder / f"{{source.stem}}.{{options['--convert-to']}}").write_bytes(made.read_bytes())
"""
SLEEPS = "import time; time.sleep(60)"
FILTER = "sys.stdout.buffer.write({words!r}.encode()) if pathlib.Path(sys.argv[-1]).suffix == '.doc' else sys.exit(1)"


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that alone is searched for programs."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def put(folder: Path, name: str, code: str) -> None:
    (folder / name).write_text(f"#!{sys.executable}\nimport pathlib, sys\n{code}\n", encoding="utf-8")
    (folder / name).chmod(0o755)


@pytest.mark.parametrize(("name", "data"), [("旧.doc", old_word()), ("旧.wps", old_word()), ("旧.rtf", rich_text())])
def test_libreoffice_converts(name: str, data: bytes, programs: Path, tmp_path: Path) -> None:
    docx = tmp_path / "made.docx"
    docx.write_bytes(render.to_docx(WORDS))
    put(programs, "soffice", OFFICE.format(docx=str(docx)))
    assert read_bytes(data, name).text == WORDS


@pytest.mark.parametrize("name", ["antiword", "catdoc"])
def test_without_libreoffice_a_doc_is_read_as_text(name: str, programs: Path) -> None:
    put(programs, name, FILTER.format(words=WORDS))
    assert read_bytes(old_word(), "旧.doc").text == WORDS
    with pytest.raises(PolicyGraphError, match="LibreOffice"):
        read_bytes(old_word(), "旧.wps")


def test_a_program_that_makes_nothing(programs: Path) -> None:
    put(programs, "soffice", "sys.exit(1)")
    with pytest.raises(PolicyGraphError, match="打不开"):
        read_bytes(old_word(), "旧.doc")
    (programs / "soffice").unlink()
    put(programs, "catdoc", "sys.exit(1)")
    with pytest.raises(PolicyGraphError, match="没有读出文字"):
        read_bytes(old_word(), "旧.doc")


def test_a_program_that_hangs_ends_with_what_it_started(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "CONVERT_SECONDS", 2)
    child = tmp_path / "child"
    started = f"import subprocess; p = subprocess.Popen([sys.executable, '-c', {SLEEPS!r}])"
    put(programs, "soffice", f"{started}; pathlib.Path({str(child)!r}).write_text(str(p.pid)); p.wait()")
    with pytest.raises(PolicyGraphError, match="已停止"):
        read_bytes(old_word(), "旧.doc")
    until = time.monotonic() + LONG
    while _runs(int(child.read_text())) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _runs(int(child.read_text()))


def _runs(process: int) -> bool:
    """Whether it runs; one that has ended may wait to be collected."""
    status = Path(f"/proc/{process}/stat")
    if status.exists():
        return status.read_text().rpartition(")")[2].split()[0] != "Z"
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return not Path("/proc").exists()
