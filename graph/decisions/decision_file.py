"""Decisions as a file, to keep, to edit by hand, and to take to another graph."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from policygraph.graph.decisions.corrections import ROLES, WHAT, unpack_units
from policygraph.graph.decisions.decision import (
    ABOUT_EDGES,
    ABOUT_NODES,
    ABOUT_TEXTS,
    CALIBRATED,
    CORRECTED,
    OPEN_TO_DECISION,
    TEXTS,
    Decision,
    names,
)
from policygraph.graph.loading import entries
from policygraph.ingest import sources
from policygraph.model.errors import PolicyGraphError
from policygraph.model.ontology import ontology


def to_yaml(decisions: Iterable[Decision]) -> str:
    """A list that a person can read and edit."""
    kept = [{name: value for name, value in asdict(each).items() if value is not None} for each in decisions]
    return yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=120)


def read_file(file: Path) -> list[Decision]:
    """The decisions of a file that `to_yaml` made, or of the plain file beside a graph (`loading/entries.py`).

    PolicyGraphError names the file and the entry that is wrong.
    """
    try:
        content = sources.read_file(file)
    except PolicyGraphError as error:
        raise PolicyGraphError(f"{file}：{error}") from error
    return from_yaml(content, str(file))


def from_yaml(content: bytes, name: str) -> list[Decision]:
    """The decisions of a file of that name; as `read_file`."""
    if content.startswith(b'{"kind"'):
        return _from_lines(content, name)
    try:
        data = yaml.safe_load(content.decode("utf-8-sig"))  # Windows' editor begins files with a mark
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise PolicyGraphError(f"{name}：不是 policygraph review export 写出的文件") from error
    if not isinstance(data, list):
        raise PolicyGraphError(f"{name}：应是一个判断的列表，由 policygraph review export 写出")
    return [decision_of(entry, f"{name}：第 {at} 条判断") for at, entry in enumerate(data, start=1)]


def _from_lines(content: bytes, name: str) -> list[Decision]:
    """The decisions of a plain file; each as it was written last."""
    read = entries.parse(content)
    if read.damaged:
        numbers = "、".join(map(str, read.damaged[:5]))
        raise PolicyGraphError(f"{name}：第 {numbers} 行损坏；其余的没有读入。删去这些行再试")
    entered = [each.fields for each in read.found if each.kind == "Decision"]
    made = [decision_of(fields, f"{name}：第 {at} 条判断") for at, fields in enumerate(entered, start=1)]
    return list({each.id: each for each in made}.values())


def decision_of(entry: Any, where: str) -> Decision:
    """The decision that an entry of a file holds. Raises PolicyGraphError that says `where` what is wrong."""
    _check_fields(entry, where)
    decision = Decision(**entry)
    if not _fits_together(decision):
        raise PolicyGraphError(f"{where}的 kind、of 和编号合不到一起")
    if decision.to_claim is not None and not _is_claim(decision):
        raise PolicyGraphError(f"{where}的 to_claim 不是 policygraph review export 写出的")
    for name in ("at", "withdrawn_at"):
        if (time := entry.get(name)) is not None and not _is_time(time):
            raise PolicyGraphError(f"{where}的 {name} 应写成 2030-01-31T09:00:00+08:00 这样，得到 {time}")
    return decision


def _check_fields(entry: Any, where: str) -> None:
    """Refuse an entry that lacks what a decision needs, or holds what it has not."""
    kind = ontology().nodes["Decision"]
    needed = {name for name in names() if kind.properties[name].required}
    if not isinstance(entry, dict):
        raise PolicyGraphError(f"{where}缺少 全部内容")
    if missing := needed - entry.keys():
        raise PolicyGraphError(f"{where}缺少 {'、'.join(sorted(missing))}")
    if unknown := entry.keys() - set(names()):
        raise PolicyGraphError(f"{where}有不认识的项 {'、'.join(sorted(map(str, unknown)))}")
    if wrong := [name for name, value in entry.items() if not isinstance(value, str)]:
        raise PolicyGraphError(f"{where}的 {'、'.join(wrong)} 应是文字")


def _fits_together(decision: Decision) -> bool:
    """Do its kind, what it is about and the two ends belong together?"""
    labels = {decision.first_label, decision.second_label}
    if decision.kind == CALIBRATED:
        return decision.of_measures and labels == {"Task"} and bool(decision.weights)
    if decision.kind == CORRECTED:
        return _is_of_task(decision)
    kinds = ABOUT_TEXTS if decision.of == TEXTS else [each for each in ABOUT_NODES if each != "counts"]
    nodes = decision.kind in kinds and decision.of in (TEXTS, *ontology().shared) and labels == {decision.of}
    moved = decision.kind != "moved" or (decision.end in ("first", "second") and decision.to)
    return bool((nodes or _is_of_edge(decision, labels)) and moved)


def _is_of_task(decision: Decision) -> bool:
    """Is it about one thing of a task, and does what stands there now belong to that?"""
    ends = (decision.first_label, decision.second_label, decision.document)
    if decision.of not in WHAT or ends != ("Task", TEXTS, decision.second):
        return False
    if decision.of in ROLES:
        return decision.to_claim is not None
    return bool(decision.after) if decision.of == "title" else not decision.after or _is_day(decision.after)


def _is_of_edge(decision: Decision, labels: set[str]) -> bool:
    open_ = decision.kind in ABOUT_EDGES and decision.of in OPEN_TO_DECISION and labels <= set(ontology().nodes)
    return open_ and bool(decision.document) and (decision.kind != "right" or decision.compared)


def _is_claim(decision: Decision) -> bool:
    """Is `to_claim` what a document may say of the node that a relationship was moved to, or of units?"""
    try:
        if decision.kind == CORRECTED:
            units = unpack_units(decision.to_claim or "")
            return [each.id for each in units] == (decision.to or "").split() and all(
                _may_be_said("Department", each.claim) for each in units
            )
        label = decision.first_label if decision.end == "first" else decision.second_label
        return _may_be_said(label, json.loads(decision.to_claim or ""))
    except (ValueError, TypeError):
        return False


def _may_be_said(label: str, said: Any) -> bool:
    kind = ontology().nodes[label]
    return (
        isinstance(said, dict)
        and said.keys() <= set(kind.shown) - {"id", "documents"}
        and isinstance(said.get("name"), str)
        and all(isinstance(value, list) == (kind.properties[name].type == "strings") for name, value in said.items())
    )


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_time(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False
