"""The versions of what a graph holds: numbers raised by hand, never hashes of code.

A graph keeps what was computed until the number that it was computed under is no longer the present one. Code may move,
be renamed and be rewritten under one number as long as what it gives stays the same; `tests/pinned.tsv` pins that.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version

from policygraph.model.overlay import present
from policygraph.model.own import hooks
from policygraph.model.records import make_id

READER = 14
"""Of reading: raised when the same bytes give other records (texts, ids, offsets, names). Files are then read again."""

ALIGNER = 9
"""Of the comparison of measures: raised when the same records give other links. Measures are then compared again."""

SCHEMA = 3
"""Of the graph's form: raised when a graph that an earlier program wrote cannot be gone on with as it is, together with
a step in `graph/loading/upgrading.py` that makes it so. 0: documents without what was read of them (`extracted`). 1:
dates were texts. 2: documents without what tells whether they are texts of one policy (`gist`)."""

LIBRARIES = {
    "charset-normalizer": "guesses the encoding of bytes that do not say it: another guess is another text",
    "lxml": "which words of web pages and .docx are text, and what broken pages are mended to",
    "openpyxl": "the values of .xlsx cells as text, merged cells, dates",
    "pypdfium2": "PDFium: characters and their places, from which lines and tables are made; pages as pictures",
}
"""Libraries whose next release may read another text from the same bytes, by distribution, and why.

Not here: what has one right answer whoever computes it (spaCy, which only carries our own tokens; ahocorasick_rs;
PyYAML; NumPy, which only hands pixels on), and Unicode's NFKC, which never changes for a character once it is assigned.
"""

OF_SCANS = {
    "pillow": "pictures as pixels, before they are recognised",
    "rapidocr": "the recognised characters of scans; without it they give none",
    "onnxruntime": "runs the recognition; sums of another order may tip the choice between two characters",
}
"""The same, of scans alone: without rapidocr none of them has read anything (the page brings pillow too)."""


def reading() -> str:
    """What a reading is recorded under: the reader's number, a fingerprint of the libraries that are installed, and of
    the words that an office has laid over the package's."""
    words = present().reading
    return f"{READER}-{_libraries()}{f'-{words[:8]}' if words else ''}"


def aligner() -> int | str:
    """What a comparison of measures is recorded under: the number, and the topics of an office's own."""
    words = present().comparing
    return f"{ALIGNER}-{words[:8]}" if words else ALIGNER


@cache
def _libraries() -> str:
    counted = [*LIBRARIES, *(OF_SCANS if _installed("rapidocr") else ()), *hooks.packages(hooks.FORMATS)]
    return make_id(*(f"{name} {_installed(name)}" for name in sorted(counted)))[:8]


def _installed(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:  # OCR is an extra
        return ""
