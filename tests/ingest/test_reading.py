"""The contract: nothing in a reading changes, a misspelt attribute fails the type check, steps say what they use."""

from __future__ import annotations

import ast
import inspect
import os
import types
from collections.abc import Iterator
from dataclasses import FrozenInstanceError, fields, is_dataclass
from importlib.resources import files
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from mypy import api

from policygraph.ingest.cleaning.clean import clean
from policygraph.ingest.head.head import Named
from policygraph.ingest.pipeline import read_document
from policygraph.ingest.reading import AT_FIRST, FIELDS, Reading
from policygraph.ingest.steps import STEPS, Step
from policygraph.model.errors import PolicyGraphError
from tests.paths import ROOT

SAMPLE = next(p for p in sorted(files("policygraph.data").joinpath("samples").iterdir(), key=str) if "方案" in p.name)
UNCHANGING = (str, int, float, bool, type(None))


# --- nothing changes


def types_in(hint: Any) -> Iterator[Any]:
    """The classes that a type hint is made of."""
    if get_origin(hint) is None:
        yield hint
    else:
        yield get_origin(hint)
        for each in get_args(hint):
            yield from types_in(each)


def reached(cls: type, seen: set[Any]) -> set[Any]:
    """Every class that a value of `cls` may hold, however deep."""
    for hint in get_type_hints(cls).values():
        for each in types_in(hint):
            if each not in seen:
                seen.add(each)
                if isinstance(each, type) and is_dataclass(each):
                    reached(each, seen)
    return seen


def test_everything_in_a_reading_is_frozen() -> None:
    held = [each for each in reached(Reading, set()) if isinstance(each, type)]
    classes = [each for each in held if is_dataclass(each)]
    assert {"Head", "OwnPolicy", "Item", "Part", "Jurisdiction", "TargetSpan"} <= {c.__name__ for c in classes}
    assert [c.__name__ for c in classes if not c.__dataclass_params__.frozen] == []  # type: ignore[attr-defined]
    mutable = [each for each in held if each in (list, dict, set)]
    assert mutable == []


def test_a_reading_cannot_be_written_to() -> None:
    reading = Reading(clean("青穗县"))
    with pytest.raises(FrozenInstanceError):
        reading.prose = "白芦县"  # type: ignore[misc]


# --- the type check


SNIPPET = """
from policygraph.ingest.reading import Reading

def title(reading: Reading) -> str:
    return reading.{attribute}.title
"""


@pytest.mark.parametrize(("attribute", "error"), [("head", ""), ("haed", '"Reading" has no attribute "haed"')])
def test_a_misspelt_attribute_fails_the_type_check(attribute: str, error: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)  # where `make typecheck` leaves its cache
    monkeypatch.setenv("MYPYPATH", os.fspath(ROOT))
    said, _, status = api.run(["--no-error-summary", "-c", SNIPPET.format(attribute=attribute)])
    assert status == bool(error), said
    assert (error in said) if error else not said


# --- the steps


def uses(function: types.FunctionType) -> tuple[set[str], set[str]]:
    """The fields of `r` that a step's function reads, and those that it puts a new value in, by its source."""
    read, put = set(), set()
    for node in ast.walk(ast.parse(inspect.getsource(function))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "r":
            read.add(node.attr)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "replace":
            first = node.args[0]
            if isinstance(first, ast.Name) and first.id == "r":
                put |= {keyword.arg for keyword in node.keywords if keyword.arg}
    return read, put


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_a_step_uses_what_it_needs_and_gives_what_it_says(step: Step) -> None:
    assert isinstance(step.read, types.FunctionType)
    read, put = uses(step.read)
    assert (read - {"unread"}, put) == (
        set(step.needs),
        set(step.gives),
    )  # which every step may note, and the last counts


def test_each_step_comes_after_what_it_needs_and_all_is_given_once() -> None:
    given = set(AT_FIRST)
    for step in STEPS:
        assert step.needs <= given
        assert not step.gives & given
        given |= step.gives
    assert given == FIELDS == {f.name for f in fields(Reading)} - {"unread", "given"}


@pytest.mark.parametrize(("needs", "gives"), [({"haed"}, {"parts"}), ({"head"}, {"prats"})])
def test_a_step_with_a_field_that_is_none_is_refused(needs: set[str], gives: set[str]) -> None:
    with pytest.raises(ValueError, match=r"Reading 没有的字段：(haed|prats)"):
        Step("wrong", frozenset(needs), frozenset(gives), lambda r: r)


def test_a_step_only_touches_what_it_gives() -> None:
    reading = Reading(clean(SAMPLE.read_text(encoding="utf-8")), Named(SAMPLE.name))
    for step in STEPS:
        after = step(reading)
        changed = {f for f in FIELDS if getattr(after, f) != getattr(reading, f)}
        assert changed <= step.gives
        assert after.unread[: len(reading.unread)] == reading.unread
        assert after.given == reading.given | step.gives
        reading = after
    assert reading == read_document(reading.cleaned, reading.named)
    assert reading.given == FIELDS and reading.parts and reading.targets


def test_what_a_step_lacks_is_named_with_who_gives_it() -> None:
    givers = "policygraph_tables、policygraph_head、policygraph_measures"
    said = rf"^policygraph_figures 需要 head、parts、prose，.*请把 {givers} 放在它前面$"
    with pytest.raises(PolicyGraphError, match=said):
        STEPS[4](Reading(clean("青穗县")))
