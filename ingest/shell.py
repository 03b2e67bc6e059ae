"""What is used of spaCy, without the command line that it loads with itself.

That is two fifths of what it loads (typer, httpx, weasel, requests …), which each process that reads would load too.
Who wants it has it all the same: it is only not loaded before somebody asks.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

UNUSED = ("spacy.cli", "spacy.cli.info")


def _info(*given: Any, **named: Any) -> Any:
    """`spacy.info`, which is all that spaCy has of its command line."""
    from spacy.cli.info import info

    return info(*given, **named)


@contextmanager
def _without_command_line() -> Iterator[None]:
    """Around the import of spaCy, which finds empty modules in its place."""
    put = [name for name in UNUSED if not any(each in sys.modules for each in ("spacy", name))]
    for name in put:
        sys.modules[name] = ModuleType(name)
        vars(sys.modules[name])["info"] = _info
    try:
        yield
    finally:
        for name in put:
            sys.modules.pop(name, None)


with _without_command_line():
    import spacy
    from spacy.language import Language
    from spacy.tokens import Doc, Span
    from spacy.util import DummyTokenizer, registry
    from spacy.vocab import Vocab

__all__ = ["Doc", "DummyTokenizer", "Language", "Span", "Vocab", "registry", "spacy"]
