"""Where things lie: the checkout, the tables of cases, and what is shared beside the checkout."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

TESTS = Path(__file__).parent
ROOT = TESTS.parent
SHARED = ROOT.parent / "shared"
CASES = TESTS / "cases"
EXPECTED = TESTS / "expected"
GRAPHS = TESTS / "fixtures" / "graphs"  # as earlier programs wrote them


def cases(name: str) -> Any:
    """The table of cases `tests/cases/NAME.yaml`."""
    return yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
