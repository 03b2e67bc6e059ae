"""Our wheel on each Python at hand: installed alone, it reads the samples and answers; how large what it needs is.

python -m scripts.wheel_test [PYTHON ...]     # python3.11 to python3.14, as far as there are any, if none is named
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.bundle import ROOT, own_wheel

PYTHONS = ("python3.11", "python3.12", "python3.13", "python3.14")
QUERY = ("query", "tasks-led-by-department", "-p", "department=区农业农村局", "--format", "csv")


def tried(python: str, wheel: Path) -> str:
    """What became of it on one Python, in one line."""
    with TemporaryDirectory() as folder:
        place, graph = Path(folder) / "venv", str(Path(folder) / "图")
        subprocess.run([python, "-m", "venv", str(place)], check=True)
        own = [str(place / "bin" / "python"), "-m"]
        pinned = ["-c", str(ROOT / "constraints.txt")]
        subprocess.run([*own, "pip", "install", "-qq", "--only-binary", ":all:", *pinned, str(wheel)], check=True)
        run = [*own, "policygraph"]
        subprocess.run([*run, "--quiet", "demo", "--no-page", "-d", graph], check=True, stdout=subprocess.DEVNULL)
        found = subprocess.run([*run, *QUERY, "-d", graph], check=True, capture_output=True, text=True).stdout
        came, compiled = sizes(place / "lib")
        return f"{found.count(chr(10)) - 1} 行；各包 {came} MB，编译出的字节码 {compiled} MB"


def sizes(folder: Path) -> tuple[int, int]:
    """MiB of what the packages hold, and of what was compiled of them (pip compiles all, uv and --no-compile nothing
    before it is used). Without pip, which comes with the environment."""
    came = compiled = 0
    for path in folder.rglob("*"):
        if path.is_file() and not any(part == "pip" or part.startswith("pip-") for part in path.parts):
            size = path.stat().st_size
            came, compiled = (came, compiled + size) if path.suffix == ".pyc" else (came + size, compiled)
    return came >> 20, compiled >> 20


def main() -> None:
    failed = False
    with TemporaryDirectory() as folder:
        wheel = own_wheel(Path(folder))
        print(f"{wheel.name}　{wheel.stat().st_size >> 10} KB")
        for python in sys.argv[1:] or PYTHONS:
            if shutil.which(python) is None:
                print(f"{python}：没有", flush=True)
                continue
            try:
                print(f"{python}：{tried(python, wheel)}", flush=True)
            except subprocess.CalledProcessError as error:
                failed = True
                print(f"{python}：失败（{' '.join(error.cmd[:4])}）", flush=True)
    sys.exit(failed)


if __name__ == "__main__":
    main()
