"""As a program: draws the one page that it is asked for on its input, and answers on its output, both pickled."""

from __future__ import annotations

import os
import pickle
import sys

from policygraph.ingest.formats.seen import drawing
from policygraph.model import memory
from policygraph.model.errors import PolicyGraphError

MEMORY = 2 << 30  # bytes that it may take: recognising a page takes one


def answer(question: tuple[bytes, str, int, str, int]) -> tuple[str, str]:
    """A kind and what it says."""
    try:
        return "svg", drawing.svg(*question)
    except PolicyGraphError as error:
        return "wrong", str(error)
    except MemoryError:
        return "wrong", "画这一页要的内存太多，已停止"


if __name__ == "__main__":
    own = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not come between
    asked = pickle.load(sys.stdin.buffer)
    memory.limit(MEMORY)
    pickle.dump(answer(asked), own)
    own.flush()
