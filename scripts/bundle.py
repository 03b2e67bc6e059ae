"""An offline bundle: everything that a PC without a network needs, in one .zip, to be unpacked and started.

    python -m scripts.bundle linux-x86_64 windows          # into dist/
    python -m scripts.bundle --check                       # only whether each platform's packages can all be had
    python -m scripts.bundle windows --python python-3.12.10-embed-amd64.zip

A bundle holds the program and what it stands on, unpacked for one platform and one version of Python, a start script
to double-click, and check sums. Python itself is put in where a file of it is given (the embeddable package for
Windows, a relocatable build for Linux, .zip or .tar.gz); else the PC's own is used and the script says which it needs.
uv resolves and unpacks for other platforms than its own; nothing is built on the way but our own wheel.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist"
TEMPLATES = Path(__file__).with_name("bundled")
VERSION = "3.12"
LIBRARY = re.compile(r"\.so(\.\d+)*$")
PACKAGES = "lib/site-packages"  # Streamlit takes itself for a developer's where it lies elsewhere


class Platform(NamedTuple):
    """`target`: as uv calls it. `extras`: what all of it can be had with. `pinned`: with the versions that were tested
    together; older systems need older ones."""

    target: str
    extras: tuple[str, ...] = ("app", "ocr", "serve")
    pinned: bool = True

    @property
    def windows(self) -> bool:
        """Whether its scripts are Windows'."""
        return "windows" in self.target


PLATFORMS = {
    "linux-x86_64": Platform("x86_64-manylinux_2_28"),
    "linux-aarch64": Platform("aarch64-manylinux_2_28"),  # 麒麟 V10 SP3 and 统信 V20 have glibc 2.28
    "linux-x86_64-glibc2.17": Platform("x86_64-manylinux_2_17", ("app", "serve"), pinned=False),
    "windows": Platform("x86_64-pc-windows-msvc"),
}


def own_wheel(folder: Path) -> Path:
    """Our wheel, with the page's components in it."""
    subprocess.run([sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(folder), str(ROOT)], check=True)
    (wheel,) = folder.glob("policygraph-*.whl")
    return wheel


def resolving(platform: Platform, version: str, wheel: Path, *more: str) -> list[str]:
    """The command's options that say for what packages are wanted."""
    pinned = ["-c", str(ROOT / "constraints.txt")] if platform.pinned else []
    wanted = f"policygraph[{','.join(platform.extras)}] @ {wheel.as_uri()}"
    options = ["--python-platform", platform.target, "--python-version", version, "--only-binary", ":all:"]
    return [sys.executable, "-m", "uv", "pip", "install", "--quiet", *options, *pinned, *more, wanted]


def check(name: str, version: str, wheel: Path) -> str | None:
    """What cannot be had of a platform's packages; None if all can."""
    with TemporaryDirectory() as folder:
        command = resolving(PLATFORMS[name], version, wheel, "--dry-run", "--target", folder)
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stderr.strip() if done.returncode else None


def bundle(name: str, version: str, wheel: Path, python: Path | None) -> Path:
    """Make a platform's bundle; its file."""
    platform = PLATFORMS[name]
    release = wheel.name.split("-")[1]
    with TemporaryDirectory() as folder:
        top = Path(folder) / f"policygraph-{release}-{name}"
        subprocess.run(resolving(platform, version, wheel, "--target", str(top / PACKAGES)), check=True)
        for cache in (top / PACKAGES).rglob("__pycache__"):
            shutil.rmtree(cache)
        if platform.target.startswith(f"{os.uname().machine}-manylinux"):
            lightened(top / PACKAGES)
        if python is not None:
            _unpack(python, top / "python")
        for template in TEMPLATES.iterdir():
            if (template.suffix == ".bat") != platform.windows and template.suffix in (".bat", ".sh"):
                continue
            text = template.read_text(encoding="utf-8").replace("@VERSION@", version)
            ends = "\r\n" if platform.windows else "\n"
            (top / template.name).write_bytes(text.replace("\n", ends).encode())
            (top / template.name).chmod(0o755 if template.suffix == ".sh" else 0o644)
        return _zipped(top)


def lightened(packages: Path) -> None:
    """Take the tables of symbols, which only a debugger reads, out of the libraries: much of what is installed.

    Not of the folders `….libs`: what auditwheel has put there and patched does not load any more after it. Nothing is
    done where there is no `strip` (binutils).
    """
    if shutil.which("strip") is None:
        return
    for library in packages.rglob("*.so*"):
        if LIBRARY.search(library.name) and not any(part.endswith(".libs") for part in library.parts):
            subprocess.run(["strip", "--strip-unneeded", str(library)], check=True)


def _unpack(python: Path, folder: Path) -> None:
    """Python as `folder`: the embeddable package is told where the packages are, which it is deaf to otherwise."""
    folder.mkdir(parents=True)
    if python.suffix == ".zip":
        with zipfile.ZipFile(python) as archive:
            archive.extractall(folder)
    else:
        with tarfile.open(python) as archive:
            archive.extractall(folder, filter="tar")
    inner = folder / "python"  # as relocatable builds are packed
    if inner.is_dir():
        for each in inner.iterdir():
            shutil.move(each, folder / each.name)
        inner.rmdir()
    for paths in folder.glob("python*._pth"):
        paths.write_text(paths.read_text(encoding="utf-8") + "..\\lib\\site-packages\n", encoding="utf-8")


def _zipped(top: Path) -> Path:
    """The folder as a .zip in dist/, with the sum of each file inside and of the whole beside it."""
    files = sorted(path for path in top.rglob("*") if path.is_file())
    sums = "".join(f"{_sum(path)}  {path.relative_to(top).as_posix()}\n" for path in files)
    (top / "SHA256SUMS").write_text(sums, encoding="utf-8")
    DIST.mkdir(exist_ok=True)
    target = DIST / f"{top.name}.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for path in (*files, top / "SHA256SUMS"):
            archive.write(path, path.relative_to(top.parent))
    (DIST / f"{top.name}.zip.sha256").write_text(f"{_sum(target)}  {target.name}\n", encoding="utf-8")
    return target


def _sum(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("platforms", nargs="*", choices=[*PLATFORMS, []], default=[])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--python", type=Path, help="a file of Python for the one platform that is named")
    parser.add_argument("--python-version", default=VERSION)
    asked = parser.parse_args()
    if asked.python is not None and len(asked.platforms) != 1:
        parser.error("--python goes with one platform")
    failed = False
    with TemporaryDirectory() as folder:
        wheel = own_wheel(Path(folder))
        for name in asked.platforms or PLATFORMS:
            if asked.check:
                wrong = check(name, asked.python_version, wheel)
                print(f"{name}：{'全部取得到' if wrong is None else wrong}", flush=True)
                failed = failed or wrong is not None
            else:
                made = bundle(name, asked.python_version, wheel, asked.python)
                print(f"{made.relative_to(ROOT)}　{made.stat().st_size >> 20} MB", flush=True)
    sys.exit(failed)


if __name__ == "__main__":
    main()
