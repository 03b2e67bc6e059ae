"""Whatever is made of the vocabularies is kept for each office's words apart (`model/overlay.py`), never for all.

In a process of its own, where nothing is kept yet, documents are read, loaded, compared and asked about. Each time the
words are asked for, whoever waits for the answer is looked at: nobody may keep it by a plain `functools.cache`, or as a
constant of a module.
"""

from __future__ import annotations

import functools
import gc
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from importlib import import_module
from types import CodeType
from typing import Any

from policygraph.model import overlay
from tests.paths import ROOT

QUESTIONS = ("云泽市谁牵头高标准农田", "区农业农村局2025年有哪些任务", "水利局还有几项没完成")
SAMPLES = ("03_", "04_", "13_", "14_", "16_", "17_")
KEPT: Any = functools._lru_cache_wrapper


def plainly_kept() -> dict[CodeType, str]:
    """The functions of ours that are kept by a plain cache, by their code."""
    objects = gc.get_objects()
    apart = {each._function.__code__ for each in objects if isinstance(each, overlay._OfWords)}
    plain = [each for each in objects if isinstance(each, KEPT) and each.__module__.startswith("policygraph.")]
    return {each.__wrapped__.__code__: f"{each.__module__}.{each.__qualname__}" for each in plain
            if each.__wrapped__.__code__ not in apart}  # fmt: skip


@contextmanager
def watched(found: set[str]) -> Iterator[None]:
    """Note who keeps what is made of the words within."""
    plain, ask = plainly_kept(), overlay._OfWords.__call__

    def asked(self: Any, *args: Any, **kwargs: Any) -> Any:
        frame = sys._getframe(1)
        while frame.f_back is not None:
            if frame.f_code in plain:
                found.add(plain[frame.f_code])
            name = frame.f_globals.get("__name__", "")
            if frame.f_code.co_name == "<module>" and name.startswith("policygraph."):
                found.add(f"constants of {name}")
            frame = frame.f_back
        return ask(self, *args, **kwargs)

    overlay._OfWords.__call__ = asked  # type: ignore[method-assign]
    try:
        yield
    finally:
        overlay._OfWords.__call__ = ask  # type: ignore[method-assign]


def work() -> None:
    from policygraph.graph.loading.load import load
    from policygraph.graph.questions.asking import answer
    from policygraph.graph.stores.opening import open_store
    from policygraph.questions.ask import world
    from policygraph.services import ingestion
    from policygraph.services.settle import settle

    files = [each for each in sorted((ROOT / "data/samples").iterdir()) if each.name.startswith(SAMPLES)]
    with tempfile.TemporaryDirectory() as place, open_store(place, write=True) as store:
        load(store, [ingestion.read_records(file) for file in files])
        settle(store)
        for question in QUESTIONS:
            answer(question, world(store, date(2025, 6, 1), None), [])


@functools.cache
def _wrong() -> object:
    return import_module("policygraph.ingest.roles.role_words").vocabulary()


def main() -> None:
    found: set[str] = set()
    with watched(found):
        import policygraph.services.reading  # noqa: F401  # what modules do when they are loaded, too
    with watched(found):
        work()
    _wrong.__module__ = "policygraph.wrong"
    control: set[str] = set()
    with watched(control):
        _wrong()
    assert plainly_kept() and control == {"policygraph.wrong._wrong"}, control
    sys.stdout.write(json.dumps(sorted(found)))


def test_nothing_made_of_the_words_is_kept_for_all_of_them() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.house.test_words_kept"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == []


def test_what_is_kept_for_other_words_goes_when_there_are_many() -> None:
    made: list[str] = []

    @overlay.of_words
    def make() -> str:
        made.append(overlay.present().key)
        return made[-1]

    texts = [f"add: {{topics: {{甲{n}: [乙乙]}}}}" for n in range(3)]
    some = [overlay.Overlay((overlay.Layer.of("", {"topics.yaml": text}),)) for text in texts]
    for each in (*some, *some, some[-1]):
        with overlay.using(each):
            assert make() == each.key
    assert len(make._kept) == overlay.KEPT and len(made) == 6


if __name__ == "__main__":
    main()
