"""Graphs that earlier programs wrote (tests/fixtures/graphs), upgraded and gone on with as if they were today's."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from policygraph.graph.decisions.decisions import all_decisions
from policygraph.graph.loading.claims import canonical, present
from policygraph.graph.loading.packing import unpack
from policygraph.graph.loading.upgrading import upgrade
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.schema import OldGraphError
from policygraph.graph.stores.store import Statement, Store
from policygraph.graph.transfer.copying import copy_graph
from policygraph.graph.transfer.dump import dump_graph
from policygraph.ingest import documents
from policygraph.model.records import Node, Records
from policygraph.model.versions import SCHEMA
from policygraph.services.deciding import take_in
from policygraph.services.ingestion import ingest
from policygraph.services.settle import settle
from tests.commands import Run, run
from tests.paths import GRAPHS
from tests.stores import wipe, write

__all__ = ["run"]  # a fixture

SAMPLES = sorted(Path(str(files("policygraph.data").joinpath("samples"))).glob("*.txt"))[:11]  # those in the graphs
BUREAU, COMPANY = "岚江省云泽市临澜区生态环境分局", "供电分公司"
DEPARTMENTS = "MATCH (d:Department) RETURN d.id AS id, d.full_name AS name ORDER BY name, id LIMIT 2"
COPY = "graph-before-upgrade.kgl"


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The samples as they are read today, with nothing decided."""
    with open_store(tmp_path_factory.mktemp("fresh"), write=True) as store:
        ingest(SAMPLES, store, jobs=1)
        settle(store)
        yield store


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where each graph is kept as it was upgraded."""
    return tmp_path_factory.mktemp("upgraded")


@pytest.fixture(params=["before_extracted", "unversioned", "dates_as_texts"])
def upgraded(request: pytest.FixtureRequest, tmp_path: Path, once: Path, run: Run) -> Path:
    """A copy of each graph, upgraded by the command."""
    kept = once / request.param
    if not kept.exists():
        making = shutil.copytree(GRAPHS / request.param, tmp_path / "making")
        done(run, "upgrade", "--database", making)
        making.rename(kept)
    return Path(shutil.copytree(kept, tmp_path / "graph"))


@pytest.fixture
def oldest(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GRAPHS / "before_extracted", tmp_path / "graph"))


def done(run: Run, *arguments: str | Path) -> str:
    """What a command says that must succeed."""
    code, out, err = run(*arguments)
    assert code == 0 and "Traceback" not in err, err
    return out + err


def by_place(text: str) -> list[str]:
    """A dump without where documents were read from: the graphs here name other places for the same documents."""
    lines = []
    for line in text.splitlines():
        each = json.loads(line)
        if each[0] == "Document":
            for name in ("uri", "sources", "readings"):
                each[1].pop(name)
        lines.append(json.dumps(each, ensure_ascii=False, sort_keys=True))
    return sorted(lines)


def two_departments(place: Path) -> tuple[str, str]:
    with open_store(place) as store:
        first, second = store.read(DEPARTMENTS)
    return first["id"], second["id"]


def read_here(place: Path) -> None:
    """Let documents count as read where the samples are now."""
    with open_store(place, write=True) as store:
        for row in store.read("MATCH (d:Document) RETURN d.id AS id, d.uri AS uri, d.readings AS readings"):
            here = next(each for each in SAMPLES if each.name == Path(row["uri"]).name).resolve().as_posix()
            values = {"id": row["id"], "here": here, "readings": row["readings"].replace(row["uri"], here)}
            moved = "MATCH (d:Document {id: $id}) SET d.uri = $here, d.sources = [$here], d.readings = $readings"
            write(store, Statement(moved, values))


# --- refused, or upgraded ---------------------------------------------------------------------------------------------


def test_an_older_graph_is_not_half_read(oldest: Path, run: Run) -> None:
    for command in (["stats"], ["query", "documents"], ["query", "MATCH (n) RETURN n"], ["unread"], ["review"]):
        code, out, err = run(*command, "--database", oldest)
        assert (code, out, err.count("\n")) == (1, "", 1)
        assert "较早的程序写的" in err and "policygraph upgrade --database" in err
    assert not (oldest / COPY).exists()


def test_the_command_says_what_it_did(oldest: Path, run: Run) -> None:
    before = (oldest / "graph.kgl").read_bytes()
    said = done(run, "upgrade", "--database", oldest)
    assert f"从结构版本 0 升级到 {SCHEMA}" in said and "11 份文档" in said and COPY in said
    assert "不用升级" in done(run, "upgrade", "--database", oldest)
    shutil.copyfile(oldest / COPY, oldest / "again.kgl")
    with pytest.raises(OldGraphError):
        open_store(oldest / "again.kgl")  # the copy is what was there
    (oldest / "graph.kgl").write_bytes(before)
    assert "graph-before-upgrade-2.kgl" in done(run, "upgrade", "--database", oldest)


def test_there_must_be_a_graph(tmp_path: Path, run: Run) -> None:
    code, _, err = run("upgrade", "--database", tmp_path / "nothing")
    assert code == 1 and "还没有图数据库" in err and not (tmp_path / "nothing").exists()


@pytest.mark.parametrize("command", [["align"], ["remove", "11_云泽市溪流保护条例.txt"], ["ingest", str(SAMPLES[0])]])
def test_who_writes_to_an_older_graph_upgrades_it(oldest: Path, run: Run, command: list[str]) -> None:
    assert COPY in done(run, *command, "--database", oldest)
    assert "11" in done(run, "query", "MATCH (d:Document) WHERE d.extracted IS NULL RETURN 11 - count(d) AS n",
                        "--database", oldest)  # fmt: skip


def test_what_the_copy_held_is_still_there(oldest: Path, run: Run) -> None:
    """Nothing that people see changes by the upgrade itself."""
    with open_store(oldest, write=True, to_upgrade=True) as store:
        seen = dump_graph(store, internal=False)
        upgrade(store)
        assert dump_graph(store, internal=False) == seen


def test_a_servers_graph_is_upgraded_only_on_demand(neo4j_place: str, run: Run) -> None:
    wipe(neo4j_place, mark=True)
    with open_store(neo4j_place, write=True, to_upgrade=True) as store:
        ingest(SAMPLES[:1], store, jobs=1)
        write(store, Statement("MATCH (d:Document) SET d.extracted = null", {}))
    for command in (["align"], ["stats"], ["ingest", str(SAMPLES[0])]):
        code, _, err = run(*command, "--database", neo4j_place)
        assert code == 1 and "请备份后运行 policygraph upgrade" in err
    assert "没有留副本" in done(run, "upgrade", "--database", neo4j_place)
    done(run, "align", "--database", neo4j_place)


# --- gone on with -----------------------------------------------------------------------------------------------------


def test_deciding_on_a_graph_that_was_upgraded_and_taking_it_back(upgraded: Path, run: Run) -> None:
    done(run, "align", "--database", upgraded)
    before = by_place_of(upgraded)
    first, second = two_departments(upgraded)
    said = done(run, "review", "same", first, second, "--by", "测试", "--database", upgraded)
    assert "已记下" in said and by_place_of(upgraded) != before
    done(run, "align", "--database", upgraded)
    id_ = said.split("policygraph review undo ")[1].split()[0]
    done(run, "review", "undo", id_, "--by", "测试", "--database", upgraded)
    after = [line for line in by_place_of(upgraded) if id_ not in line]
    assert after == before


def by_place_of(place: Path) -> list[str]:
    with open_store(place) as store:
        return by_place(dump_graph(store))


@pytest.mark.parametrize("more", [[], ["--force"]])
def test_reading_again_gives_what_reading_afresh_gives(upgraded: Path, run: Run, fresh: Store, more: list[str]) -> None:
    """Also of documents whose facts are the same; what was decided is put into effect again."""
    read_here(upgraded)
    done(run, "ingest", *SAMPLES, "--jobs", "1", *more, "--database", upgraded)
    with open_store(upgraded) as store, open_store(upgraded / "afresh", write=True) as afresh:
        copy_graph(fresh, afresh)
        take_in(afresh, all_decisions(store.read))
        assert dump_graph(store) == dump_graph(afresh)
    assert "跳过" in done(run, "ingest", *SAMPLES, "--jobs", "1", "--database", upgraded)


def test_removing_and_asking(upgraded: Path, run: Run) -> None:
    done(run, "remove", "10_临澜区2025年百溪千村行动工作情况汇报.txt", "--database", upgraded)
    rows = json.loads(run("query", "documents", "--format", "json", "--database", upgraded)[1])
    assert len(rows) == len(SAMPLES) - 1
    assert "11_" in "".join(row["uri"] for row in json.loads(run(
        "query", "MATCH (d:Document) RETURN d.uri AS uri", "--format", "json", "--database", upgraded)[1]))  # fmt: skip


# --- put together from the graph --------------------------------------------------------------------------------------


def test_what_was_read_is_put_together_from_the_graph(unmarked_place: str) -> None:
    """On each kind of store, from documents as they were read: to the last node and relationship."""
    read = (documents.read_bytes(file.read_bytes(), file.name) for file in SAMPLES)
    found = {records.document: records for records in read}
    with open_store(unmarked_place, write=True, to_upgrade=True) as store:
        ingest(SAMPLES, store, jobs=1)
        write(store, Statement("MATCH (d:Document) SET d.extracted = null", {}))
        assert upgrade(store).documents == len(SAMPLES) and store.schema == SCHEMA
        for row in store.read("MATCH (d:Document) RETURN d.id AS id, d.text AS text, d.extracted AS extracted"):
            got, as_read = (
                unpack(row["extracted"], Node("Document", row["id"], {"text": row["text"]})),
                found[row["id"]],
            )
            assert nodes(got) == nodes(as_read) and edges(got) == edges(as_read)


def nodes(records: Records) -> set[str]:
    """Of one document, without those of the same id that say nothing else."""
    return {canonical([n.label, n.id, present(n.properties)]) for n in records.nodes[1:]}


def edges(records: Records) -> set[str]:
    """The first of those between two nodes, as a graph keeps them."""
    first: dict[tuple[object, ...], str] = {}
    for e in sorted(records.edges, key=lambda e: (e.start is None, e.start or 0)):
        own = canonical([e.evidence, e.start, e.end, e.confidence, present(e.properties)])
        first.setdefault((e.type, e.source, e.target), own)
    return {canonical([*key, own]) for key, own in first.items()}
