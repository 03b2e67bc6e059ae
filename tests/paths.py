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
FILES = TESTS / "fixtures" / "office"  # as LibreOffice wrote them


def load_yaml(text: str) -> Any:
    """As `yaml.safe_load`, by libyaml, which takes no lone surrogate: every process reads all tables."""
    return yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def cases(name: str) -> Any:
    """The table of cases `tests/cases/NAME.yaml`."""
    return load_yaml((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
