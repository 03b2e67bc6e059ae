"""What is called the same, told apart wherever one chooses: by year, place, number, status or file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from policygraph.app.frame import data
from policygraph.graph.stores.store import Row
from policygraph.model.ontology import ontology
from policygraph.services import ingestion

Fact = Callable[[str], str]  # what there is to say of an id; empty where it is not known


def told_apart(names: Mapping[str, str], facts: Sequence[Fact]) -> dict[str, str]:
    """`names` by id; those that are alike with the first `facts` behind them that differ, or with their ids.

    >>> told_apart({"1": "甲", "2": "乙", "3": "乙"}, [lambda _: "同年", {"2": "东县", "3": "西县"}.__getitem__])
    {'1': '甲', '2': '乙（东县）', '3': '乙（西县）'}
    """
    alike: dict[str, list[str]] = {}
    for id_, name in names.items():
        alike.setdefault(name, []).append(id_)
    labels = dict(names)
    for name, ids in alike.items():
        if len(ids) > 1:
            said = _differing(ids, facts)
            labels |= {
                id_: f"{name}（{'，'.join(filter(None, said[id_]))}）" if any(said[id_]) else name for id_ in ids
            }
    return labels


def of_rows(rows: Sequence[Row]) -> dict[str, str]:
    """The names of the documents from which rows were read, by id."""
    ids = sorted({row["document"] for row in rows if row["document"]})
    return {row["id"]: row["name"] for row in data.ask("documents", {"ids": ids})}


def _differing(ids: Sequence[str], facts: Sequence[Fact]) -> dict[str, tuple[str, ...]]:
    """Of each id the facts in which they differ, no more than it takes."""
    said: dict[str, tuple[str, ...]] = dict.fromkeys(ids, ())
    for fact in (*facts, _itself):
        if len(set(said.values())) == len(ids):
            break
        more = {id_: (*before, fact(id_)) for id_, before in said.items()}
        if len(set(more.values())) > len(set(said.values())):
            said = more
    return said


def _itself(id_: str) -> str:
    return f"编号 {id_}"


def policies(names: Mapping[str, str]) -> dict[str, str]:
    """Names of policies by id."""
    rows = {row["id"]: row for row in data.ask("policies")}

    def of(name: str) -> Fact:
        return lambda id_: str(rows.get(id_, {}).get(name) or "")

    def status(id_: str) -> str:
        return ontology().word("Policy.status", of("status")(id_))

    return told_apart(names, [lambda id_: _year(of("issued_on")(id_)), of("region"), of("number"), status, _files])


def documents(names: Mapping[str, str]) -> dict[str, str]:
    """Names of documents by id."""
    rows = _documents()
    year, file = (lambda id_: _year(rows[id_]["published_on"])), (lambda id_: file_name(rows[id_]["uri"]))
    return told_apart(names, [year, file])


def tasks(names: Mapping[str, str], rows: Mapping[str, Row]) -> dict[str, str]:
    """Names of tasks by id, of which `rows` say what document they are of."""
    of = _documents()
    return told_apart(names, [
        lambda id_: str(rows[id_]["source"]),
        lambda id_: file_name(of[rows[id_]["document"]]["uri"]) if rows[id_]["document"] in of else "",
    ])  # fmt: skip


def file_name(uri: str | None) -> str:
    """Of the file that a document was read from, without its folders."""
    return str(uri or "").rpartition("/")[2].removeprefix(ingestion.UPLOAD)


def _documents() -> dict[str, Row]:
    return {row["id"]: row for row in data.ask("documents")}


def _files(policy: str) -> str:
    rows = _documents()
    beside = [row["id"] for row in data.ask("neighbours", {"id": policy}) if row["label"] == "Document"]
    return "、".join(file_name(rows[id_]["uri"]) for id_ in beside if id_ in rows)


def _year(day: str | None) -> str:
    return f"{day[:4]}年" if day else ""
