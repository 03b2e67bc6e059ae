"""The pages of a document as they look: its file, where it is still the one that was read, drawn in a process that can
be ended, as documents are read in one."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path, PurePath

from policygraph.ingest import sources
from policygraph.ingest.formats.seen.drawing import SUFFIXES
from policygraph.model.errors import PolicyGraphError

PROGRAM = "policygraph.services.seeing.drawing"
SECONDS = 60.0  # for one page: recognising one takes five to ten


def can_be_seen(uri: str | None) -> bool:
    """Whether a document from there has pages that can be looked at."""
    return bool(uri) and Path(str(uri)).suffix.lower() in SUFFIXES


def page(uris: Sequence[str], sha256: str, number: int, words: str = "", nth: int = 0) -> str:
    """The page of that number, from 1, as SVG, with the words lit. `uris`, `sha256`: of the document.

    Raises PolicyGraphError where its file is not there any more, is another by now, or cannot be drawn.
    """
    # Only bytes that were read into the graph are ever shown, whatever stands at the place by now.
    source = sources.still_there(filter(can_be_seen, uris), sha256)
    if source is None:
        raise PolicyGraphError("看不到页面原样：原文件不在这台机器上，或已改动；从网页放入的文件只留文字")
    name = PurePath(source.name).name
    try:
        return _drawn(source.data, name, number, words, nth)
    except _TooLongError:
        if not words:
            raise
        return _drawn(source.data, name, number, "", 0)  # what takes long is to recognise the words of a scan


class _TooLongError(PolicyGraphError):
    """It took more time than one waits for."""


def _drawn(data: bytes, name: str, number: int, words: str, nth: int) -> str:
    question = pickle.dumps((data, name, number, words, nth))
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", PROGRAM], input=question, capture_output=True, timeout=SECONDS, check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise _TooLongError(f"画第 {number} 页用时超过 {SECONDS:.0f} 秒，已停止") from None
    try:
        kind, said = pickle.loads(done.stdout)
    except (EOFError, pickle.UnpicklingError):
        raise PolicyGraphError(f"画第 {number} 页时进程意外终止，可能是文件已损坏") from None
    if kind == "wrong":
        raise PolicyGraphError(said)
    return str(said)
