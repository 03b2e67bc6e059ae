"""What a process loads before it does anything: each command waits for that, and each process that reads."""

from __future__ import annotations

import subprocess
import sys

STEPS = """
import sys

def loaded(*names):
    return [name for name in names if name in sys.modules]

import policygraph.cli
assert not loaded("openpyxl", "docx", "numpy", "networkx", "neo4j", "spacy", "streamlit"), "a command loads these"

from policygraph.services import reading
assert loaded("spacy") and not loaded("spacy.cli", "openpyxl", "streamlit", "kglite"), "to read loads these"

import spacy
assert spacy.info(silent=True)["spacy_version"] == spacy.about.__version__
from spacy.cli import download
"""


def test_nothing_is_loaded_that_takes_its_time_and_is_not_needed() -> None:
    """spaCy's own command line is there for who asks for it."""
    done = subprocess.run([sys.executable, "-c", STEPS], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
