"""`policygraph doctor` says of each thing how it is and what to do, whatever is wrong with the others."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

import pytest

from policygraph.lookup import doctor
from policygraph.lookup.doctor import EXTRAS, FINE, MAY, WRONG, examined, wanted
from tests.commands import Run, run

__all__ = ["run"]  # a fixture


def _states(place: Path | str) -> dict[str, tuple[str, str, str]]:
    return {each.what: (each.state, each.found, each.todo) for each in examined(str(place))}


@pytest.mark.parametrize("extra", EXTRAS)
def test_each_extra_is_one_of_the_package(extra: str) -> None:
    assert wanted(extra)


def test_a_machine_without_anything_wrong(run: Run, tmp_path: Path) -> None:
    code, out, err = run("doctor", "--database", str(tmp_path / "graph"), "--format", "json")
    rows = {row["what"]: row for row in json.loads(out)}
    assert code == 0 and "没有要处理的" in err and {row["state"] for row in rows.values()} <= {FINE, MAY}
    assert "还没有图" in rows["图"]["found"] and "policygraph ingest" in rows["图"]["todo"]


class Usage(NamedTuple):
    total: int
    used: int
    free: int


def _no_room(_: object) -> Usage:
    return Usage(1 << 40, 1 << 40, 1 << 20)


def _not_installed(real: Callable[[str], str]) -> Callable[[str], str]:
    def version(name: str) -> str:
        if name == "rdflib":
            raise metadata.PackageNotFoundError(name)
        return real(name)

    return version


def test_what_is_wrong_is_said_with_what_to_do(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings, graph = tmp_path / "policygraph.toml", tmp_path / "graph"
    settings.write_text("database = 图", encoding="utf-8")
    graph.mkdir()
    (graph / "graph.kgl").write_bytes(b"none")
    monkeypatch.setattr(doctor.configuration, "file", lambda: settings)
    monkeypatch.setattr(shutil, "disk_usage", _no_room)
    monkeypatch.setattr(doctor, "version", _not_installed(metadata.version))
    found = _states(graph)
    assert found["设置"][0] == WRONG and "TOML" in found["设置"][1] and "引号" in found["设置"][2]
    assert found["图"][0] == WRONG and found["图"][2]
    assert found["磁盘"][0] == WRONG and "腾出地方" in found["磁盘"][2]
    assert found["[rdf]"][0] == MAY and "policygraph[rdf]" in found["[rdf]"][2]
    assert run("doctor", "--database", str(graph))[0] == 1


def test_a_server_that_does_not_answer() -> None:
    found = _states("bolt://127.0.0.1:9")
    assert found["图"][0] == WRONG and found["图"][2] and "磁盘" not in found
