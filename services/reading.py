"""One document's bytes into records with where they come from; run as a program, in a process that can be ended.

As a program it answers on its output what it is asked on its input, one document after the other, until nobody asks
(`readers` is who asks). Answers are pairs of a kind and what it says, pickled one behind the other.
"""

from __future__ import annotations

import faulthandler
import gc
import os
import pickle
import signal
import sys
from functools import partial
from typing import IO, Any

from policygraph.ingest import documents
from policygraph.ingest.formats import limits
from policygraph.ingest.sources import Source
from policygraph.model import memory, overlay, versions
from policygraph.model.check import check
from policygraph.model.errors import PolicyGraphError
from policygraph.model.records import Records
from policygraph.services import faults, logs
from policygraph.services.readers import ALLOW, LOG, READY, RECORDS, SPENT, WRONG

MEMORY = 3 << 30
"""Bytes that reading may take beyond what the process takes: the longest text takes 2 GB."""
GRACE = 5.0
"""Seconds beyond the limit after which the process ends by itself, where nobody is left to end it."""
FIRST = "青穗县节水实施方案\n一、任务\n（一）节水。到2025年新增5万亩。（牵头单位：县水利局）"
TOO_MUCH = "读取占用的内存太多，已停止；请拆分后再读"


def read_records(source: Source, uri: str) -> Records:
    """The records of a document with where it comes from and what read it. Raises PolicyGraphError."""
    if source.error:
        raise PolicyGraphError(source.error)
    records = documents.read_bytes(source.data, source.file_name)
    records.nodes[0].properties.update({"uri": uri, "sha256": source.sha256, "reader": versions.reading()})
    check(records)
    return records


def _answer(source: Source, uri: str) -> tuple[str, Records | str]:
    """Whatever goes wrong in one document must not stop the others; what is ours has its number from here."""
    try:
        return RECORDS, read_records(source, uri)
    except PolicyGraphError as error:
        return WRONG, str(error)
    except MemoryError:
        return SPENT, TOO_MUCH
    except Exception as error:
        return WRONG, faults.report(error, source.shown)


class _Limit:
    """The time that is left for a document: after it the process ends, though nobody ends it."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._set()

    def allow(self, more: float) -> None:
        self.seconds += more
        self._set()

    def _set(self) -> None:
        faulthandler.dump_traceback_later(self.seconds + GRACE, exit=True)


def _load() -> None:
    """Load the vocabularies, by reading something. They stay: they are not looked through for what may go, again and
    again."""
    documents.read_bytes(FIRST.encode(), "first.txt")
    gc.collect()
    gc.freeze()


def main(questions: IO[bytes], answers: IO[bytes]) -> None:
    """Read what is asked for until nobody asks any more, by the words that come first."""

    def send(kind: str, said: Any = None) -> None:
        pickle.dump((kind, said), answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the affair of who asks
    try:
        overlay.lay(pickle.load(questions))
    except EOFError:
        return
    _load()
    memory.limit(MEMORY)
    send(READY)
    while True:
        try:
            source, uri, seconds, settings = pickle.load(questions)
        except EOFError:
            return
        logs.follow(partial(send, LOG), settings)
        limit = _Limit(seconds)

        def allow(more: float, limit: _Limit = limit) -> None:
            limit.allow(more)
            send(ALLOW, more)

        with limits.timed(allow):
            kind, said = _answer(source, uri)
        faulthandler.cancel_dump_traceback_later()
        send(kind, said)
        if kind == SPENT:
            return
        del source, said  # a long one is not kept until the next


if __name__ == "__main__":
    own = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not come between the answers
    main(sys.stdin.buffer, own)
