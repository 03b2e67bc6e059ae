"""Words of an office's own, laid over those of the package: what reads a vocabulary reads both as one.

An :class:`Overlay` is a frozen input of the process: it is laid when the process begins, or another graph is opened,
and a process that reads documents is given it before it loads a word. Who computes anything from a vocabulary keeps it
with :func:`of_words`, apart for each overlay, so that nothing made from other words is ever used.

A file of an overlay is YAML with `add` and `remove`, each in the form of the package's file of that name. Lists may be
plain there; what the package says with its reason (`{word, why}`) needs none.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache, update_wrapper
from typing import Any, Generic, ParamSpec, TypeVar

import yaml

from policygraph.model.records import make_id

FILES = {
    "roles.yaml": "分工的词",
    "functions.yaml": "单位和职能",
    "organisations.yaml": "单位名称的词尾",
    "indicators.yaml": "指标的词",
    "families.yaml": "同一指标的名称",
    "columns.yaml": "表格的栏目",
    "industries.yaml": "产业和物产",
    "topics.yaml": "主题",
}
"""What may be laid over, and what people call it."""
NOT_OF_READING = frozenset({"topics.yaml"})
"""By which measures are compared; no document is read otherwise."""
QUERY = ".cypher"
KEPT = 2  # overlays for which what is made of the words is kept: the present one, and one that is tried
P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Layer:
    """Files of one place, text by name. `place` is what messages call it: a folder, or the package that brings it."""

    place: str = field(compare=False)
    files: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, place: str, files: Mapping[str, str]) -> Layer:
        return cls(place, tuple(sorted(files.items())))

    def get(self, name: str) -> str | None:
        return dict(self.files).get(name)

    def called(self, name: str) -> str:
        """A file for people."""
        return f"{self.place}/{name}" if self.place else name


@dataclass(frozen=True, slots=True)
class Overlay:
    """The layers, the last on top. `key` tells it from others, comments and reasons aside; empty where it is empty.

    `reading` and `comparing` are that of the words by which documents are read, and measures compared.
    """

    layers: tuple[Layer, ...] = ()
    key: str = field(init=False, compare=False)
    reading: str = field(init=False, compare=False)
    comparing: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        meant = [(name, _meant(name, text)) for layer in self.layers for name, text in layer.files]
        reading = [each for each in meant if each[0] in FILES and each[0] not in NOT_OF_READING]
        comparing = [each for each in meant if each[0] in NOT_OF_READING]
        for of, those in (("key", meant), ("reading", reading), ("comparing", comparing)):
            object.__setattr__(self, of, make_id(*(part for each in those for part in each)) if those else "")

    def texts(self, name: str) -> Iterator[tuple[str, str]]:
        """What the file is called in each layer that has it, and its text."""
        for layer in self.layers:
            text = layer.get(name)
            if text is not None and text.strip():
                yield layer.called(name), text

    def queries(self) -> Iterator[tuple[str, str, str]]:
        """Name, what the file is called, and text of each query."""
        for layer in self.layers:
            for name, text in layer.files:
                if name.endswith(QUERY):
                    yield name.removesuffix(QUERY), layer.called(name), text


NONE = Overlay()
"""The package's words alone."""


def _meant(name: str, text: str) -> str:
    """What of a file counts: not its comments, form and reasons. What is no YAML counts as it is."""
    if name.endswith(QUERY):
        return text
    try:
        return json.dumps(_without_reasons(yaml.safe_load(text)), ensure_ascii=False)
    except (yaml.YAMLError, TypeError, RecursionError):
        return text


def _without_reasons(data: Any) -> Any:
    if isinstance(data, dict):
        return {str(key): _without_reasons(value) for key, value in data.items() if key != "why"}
    return [_without_reasons(each) for each in data] if isinstance(data, list) else data


# --- the words of this process ----------------------------------------------------------------------------------------


class _Process:
    """What has been laid in it."""

    laid = NONE


_given: ContextVar[Overlay | None] = ContextVar("overlay", default=None)


def present() -> Overlay:
    """The words by which this process works, or, within `using`, this thread."""
    return _given.get() or _Process.laid


def lay(overlay: Overlay) -> None:
    """Work by these words from here on."""
    _Process.laid = overlay


@contextmanager
def using(overlay: Overlay) -> Iterator[None]:
    """Work by these words within, in this thread alone."""
    before = _given.set(overlay)
    try:
        yield
    finally:
        _given.reset(before)


class _OfWords(Generic[P, R]):
    """A function that keeps its values, for each overlay apart."""

    def __init__(self, function: Callable[P, R], most: int | None) -> None:
        self._function, self._most = function, most
        self._kept: dict[str, Callable[P, R]] = {}
        update_wrapper(self, function)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        key = (_given.get() or _Process.laid).key
        kept = self._kept.get(key)
        if kept is None:
            while len(self._kept) >= KEPT:
                self._kept.pop(next(iter(self._kept)), None)
            kept = self._kept.setdefault(key, lru_cache(self._most)(self._function))
        return kept(*args, **kwargs)

    def cache_clear(self) -> None:
        self._kept.clear()


def of_words(function: Callable[P, R]) -> _OfWords[P, R]:
    """`functools.cache` for what is made of the vocabularies."""
    return _OfWords(function, None)


def of_some_words(most: int) -> Callable[[Callable[P, R]], _OfWords[P, R]]:
    """`functools.lru_cache` for what is made of the vocabularies; as many as `most` are kept."""
    return lambda function: _OfWords(function, most)
