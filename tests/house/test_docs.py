"""The documents are true: their links lead somewhere, their commands run, what is made from code agrees with it."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from policygraph.app.frame.sitemap import ENTRIES
from scripts import make_docs
from tests.commands import Run, run
from tests.paths import ROOT

__all__ = ["run"]  # a fixture

READ_FIRST = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")]
PAGES = [*READ_FIRST, *sorted((ROOT / "docs").rglob("*.md"))]
NOT_RUN = "<!-- 不试："
BLOCK = re.compile(r"(?P<before>[^\n]*)\n```(?P<language>\w+)\n(?P<code>.*?)\n```", re.S)
LINK = re.compile(r"\]\((?!https?://|#|mailto:)(?P<path>[^)#\s]+)(?:#(?P<anchor>[^)\s]+))?\)")


def shell_lines() -> Iterator[tuple[str, str]]:
    """Page and line of every command in a block of shell that is not said to be left out."""
    for page in PAGES:
        for block in BLOCK.finditer(page.read_text(encoding="utf-8")):
            if block["language"] == "sh" and not block["before"].startswith(NOT_RUN):
                for line in block["code"].splitlines():
                    if line.strip():
                        yield page.relative_to(ROOT).as_posix(), line


def slug(heading: str) -> str:
    """What a heading is called in an address, on the site as in the repository's own view."""
    return re.sub(r"[^\w\- ]", "", heading).strip().replace(" ", "-").lower()


MADE = make_docs.pages()
LINES = list(shell_lines())
OURS = [(page, line) for page, line in LINES if line.split()[0].endswith("policygraph")]


@pytest.mark.parametrize("page", MADE, ids=lambda page: page.name)
def test_made_pages_agree_with_the_code(page: Path) -> None:
    assert page.read_text(encoding="utf-8") == MADE[page], "运行 make docs-pages"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    for link in LINK.finditer(page.read_text(encoding="utf-8")):
        target = (page.parent / link["path"]).resolve()
        assert target.exists(), link[0]
        if link["anchor"]:
            headings = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.M)
            assert link["anchor"] in [slug(each) for each in headings], link[0]


@pytest.mark.slow("runs every command of the documents")
def test_commands_run(run: Run, samples_graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the order of the pages, on a user's folder with the samples."""
    shutil.copytree(ROOT / "data/samples", tmp_path / "我的文件夹")
    for name in ("方案", "通知"):
        shutil.copyfile(next((ROOT / "data/samples").glob("04*")), tmp_path / "我的文件夹" / f"{name}.txt")
    monkeypatch.chdir(tmp_path)
    shutil.copytree(samples_graph, ".build/samples")  # as `make run` leaves it
    for page, line in OURS:
        arguments = shlex.split(line, comments=True)[1:]
        if arguments[0] == "app":
            continue
        monkeypatch.setenv("POLICYGRAPH_DATABASE", "graph")
        code, _, errors = run(*arguments)
        assert code == 0, f"{page}: {line}\n{errors}"
    for page in PAGES:  # of what was read above, in the same folder
        for block in BLOCK.finditer(page.read_text(encoding="utf-8")):
            if block["language"] == "sql":
                assert duckdb.sql(block["code"]).fetchall(), f"{page}: {block['code']}"


@pytest.mark.parametrize(("page", "line"), [each for each in LINES if each not in OURS])
def test_other_commands_are_there(page: str, line: str) -> None:
    words = shlex.split(line, comments=True)
    if words[0] == "make":
        assert re.search(rf"^{words[1]}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M), line
    elif words[:2] == ["python", "-m"]:
        module = ROOT / words[2].replace(".", "/")
        assert module.with_suffix(".py").exists() or (module / "__main__.py").exists(), line
    else:
        assert words[0] in ("pip", "git", "export", "docker", "apt"), f"{page}: {line}"


@pytest.mark.parametrize("page", [page for page in PAGES if "```python\n" in page.read_text(encoding="utf-8")])
def test_python_runs(
    page: Path, samples_graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The blocks of a page one after the other, and what the first of them prints where the page shows it: in a folder
    with a user's documents, and a graph."""
    (tmp_path / "我的文件夹").mkdir()
    shutil.copy(next((ROOT / "data/samples").glob("04*")), tmp_path / "我的文件夹")
    shutil.copytree(samples_graph, tmp_path / "我的图")
    monkeypatch.chdir(tmp_path)
    blocks = [block for block in BLOCK.finditer(page.read_text(encoding="utf-8")) if block["language"] != "sh"]
    names: dict[str, object] = {}
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        if block["language"] == "python":
            exec(compile(block["code"], page.name, "exec"), names)
            printed = capsys.readouterr().out
            if following and following["language"] == "text":
                assert printed.strip() == following["code"]


def test_every_page_of_the_front_end_is_told_of() -> None:
    text = (ROOT / "docs/users/front-end.md").read_text(encoding="utf-8")
    assert [title for title in re.findall(r"^## (.+)$", text, re.M)] == [entry.title for entry in ENTRIES.values()]
    table = (ROOT / "README.md").read_text(encoding="utf-8").split("| 页面 |")[1].split("\n\n")[0]
    assert re.findall(r"^\| ([^-|]+) \|", table, re.M) == [entry.title for entry in ENTRIES.values()]


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 150


def test_the_site_builds(tmp_path: Path) -> None:
    """Strictly: a page that is not in the menu, a link or an anchor that is not there is an error."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert built.returncode == 0, built.stdout + built.stderr
    outside = re.compile(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=\"(?:https?:)?//")
    pages = [*(tmp_path / "site").rglob("*.html")]
    assert [page.name for page in pages if outside.search(page.read_text(encoding="utf-8"))] == []
