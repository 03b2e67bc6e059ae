"""How long the notebooks of docs/researchers take, and how much memory, over plans that were made by the generator.

python -m benchmarks.notebooks [COUNTIES ...]      # 100 and 1,000 counties, of which each has two plans
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs/researchers/notebooks"


def script(name: str, counties: int) -> str:
    """A notebook's code as one script."""
    cells = nbformat.read(FOLDER / f"{name}.ipynb", as_version=4).cells
    code = "\n\n".join(cell.source for cell in cells if cell.cell_type == "code")
    return code.replace("县数 = 100", f"县数 = {counties}")


def measured(code: str, folder: Path) -> tuple[float, float, int]:
    """Seconds by the clock, seconds of the processor, and the peak of memory in MiB of the notebook's own process."""
    own = "import resource, sys\nprint(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "MPLBACKEND": "agg"}
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{own}"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - begun, used, int(done.stderr.split()[-1]) // 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("counties", type=int, nargs="*", default=[100, 1000])
    print("notebook plans seconds processor MiB")
    for counties in parser.parse_args().counties:
        with TemporaryDirectory() as folder:
            for name in ("plans-compared", "collaboration"):  # the second goes on with the graph of the first
                clock, used, peak = measured(script(name, counties), Path(folder))
                print(name, 2 * counties, f"{clock:.0f}", f"{used:.0f}", peak, flush=True)


if __name__ == "__main__":
    main()
