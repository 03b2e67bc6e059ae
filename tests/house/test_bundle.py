"""The offline bundle: what it is made of, without what must be fetched for it."""

from __future__ import annotations

import hashlib
import subprocess
import zipfile
from pathlib import Path

import pytest

from scripts import bundle


def test_start_scripts_find_the_packages_and_python(tmp_path: Path) -> None:
    start = (bundle.TEMPLATES / "启动.sh").read_text(encoding="utf-8").replace("@VERSION@", "3.12")
    (tmp_path / "启动.sh").write_text(start, encoding="utf-8")
    python = tmp_path / "python/bin/python3"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "$PYTHONPATH|$POLICYGRAPH_DATABASE|$*"\n')
    python.chmod(0o755)
    clean = {"PATH": "/usr/bin:/bin"}
    said = subprocess.run(
        ["sh", str(tmp_path / "启动.sh"), "query", "甲 乙"], capture_output=True, text=True, check=True, env=clean
    )
    assert said.stdout == f"{tmp_path}/{bundle.PACKAGES}|{tmp_path}/图|-m policygraph query 甲 乙\n"
    python.unlink()
    said = subprocess.run(["sh", str(tmp_path / "启动.sh")], capture_output=True, text=True, check=False, env=clean)
    assert said.returncode == 1 and "Python 3.12" in said.stderr


def test_the_embeddable_python_is_told_where_packages_are(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "embed.zip", "w") as archive:
        archive.writestr("python312._pth", "python312.zip\n.\n")
    bundle._unpack(tmp_path / "embed.zip", tmp_path / "python")
    paths = (tmp_path / "python/python312._pth").read_text(encoding="utf-8").splitlines()
    assert paths == ["python312.zip", ".", "..\\lib\\site-packages"]


def test_sums_are_those_of_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "DIST", tmp_path / "dist")
    top = tmp_path / "包"
    (top / "lib").mkdir(parents=True)
    (top / "lib/甲.py").write_text("pass\n", encoding="utf-8")
    made = bundle._zipped(top)
    with zipfile.ZipFile(made) as archive:
        sums = dict(line.split("  ")[::-1] for line in archive.read("包/SHA256SUMS").decode().splitlines())
        assert sums == {"lib/甲.py": hashlib.sha256(archive.read("包/lib/甲.py")).hexdigest()}
    outside = made.with_name(f"{made.name}.sha256").read_text(encoding="utf-8")
    assert outside == f"{hashlib.sha256(made.read_bytes()).hexdigest()}  {made.name}\n"


def test_every_platform_has_its_start_script() -> None:
    names = {path.suffix for path in bundle.TEMPLATES.iterdir()}
    assert names == {".sh", ".bat", ".txt"}
    assert {platform.windows for platform in bundle.PLATFORMS.values()} == {True, False}
