"""The data files that come with the package."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import yaml


def read_yaml(name: str) -> Any:
    """What `data/NAME` holds; `name` may lead into a folder. Every call parses it: who asks often keeps the answer."""
    return yaml.safe_load(files("policygraph.data").joinpath(name).read_text(encoding="utf-8"))
