"""Say where the page is as soon as its server answers: `python scripts/wait_for_page.py LOG`."""

from __future__ import annotations

import re
import sys
import time
import urllib.request
from pathlib import Path

SECONDS = 60


def main(log: Path) -> None:
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        said = log.read_text(encoding="utf-8")
        if found := re.search(r"http://localhost:\d+", said):
            try:
                urllib.request.urlopen(f"{found[0]}/_stcore/health", timeout=5).close()
            except OSError:
                pass
            else:
                print(f"网页已在 {found[0]} 打开；make stop 停止")
                return
        time.sleep(0.3)
    raise SystemExit(f"网页没有打开：\n{log.read_text(encoding='utf-8')}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
