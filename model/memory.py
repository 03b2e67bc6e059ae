"""A limit of memory for a process that can be done without, where the system keeps one (Linux)."""

from __future__ import annotations

import contextlib
from pathlib import Path


def limit(more: int) -> None:
    """Let this process take `more` bytes beyond what it holds. Without a limit the whole machine's memory would go
    before the process does."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        Path("/proc/self/oom_score_adj").write_text("1000")  # where there is less: this process first, not the parent
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        # Of data, not of addresses: each thread reserves plenty of those and uses few.
        used = int(Path("/proc/self/statm").read_text().split()[5]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_DATA, (used + more, used + more))
