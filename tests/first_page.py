"""What a server of the page loads with its first page, or its first decision: its fork has it (tests/nursery.py)."""

from __future__ import annotations

from functools import cache

import docx  # noqa: F401
import kglite  # noqa: F401
import networkx  # noqa: F401
import pandas  # noqa: F401
from streamlit.components.v2 import manifest_scanner


def _load() -> None:
    # Each server would read the metadata of every installed package.
    manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
    manifest_scanner.scan_component_manifests()
