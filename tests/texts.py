"""Texts read into a store, and two of one plan of which nothing tells the later."""

from __future__ import annotations

from policygraph.graph.resolving.resolve import resolve
from policygraph.graph.stores.store import Store
from policygraph.services.ingestion import add_document
from policygraph.services.settle import settle

PLAN = """青穗县2031年春茶生产方案
根据《岚江省茶产业发展意见》，制定本方案。
一、重点任务
1.修剪茶园。对全县老茶园进行修剪，修剪茶园2000亩，三月底前完成，做到应剪尽剪。（牵头单位：县农业农村局；配合单位：县财政局）
2.检修设备。组织茶企检修揉捻机、杀青机等制茶设备，确保开采前全部到位。（牵头单位：县工信局）
3.培训茶工。举办采茶、制茶技能培训班，培训茶工300人，优先安排本县农户。（牵头单位：县人社局）
"""
CORRECTED = PLAN.replace("2000亩", "2500亩").replace("牵头单位：县人社局", "牵头单位：县总工会")
FIRST, SECOND = "/先/方案一.txt", "/后/方案二.txt"


def add(store: Store, **texts: str) -> None:
    """Read texts under these names, those with a table as Markdown, and settle whose nodes they are."""
    for name, text in texts.items():
        file = f"{name}.{'md' if '|' in text else 'txt'}"
        add_document(store, text.encode(), file, f"/{file}")
    resolve(store)


def two_texts(store: Store) -> tuple[str, str]:
    """The ids of the documents, the one that counts first, though a person should say which does."""
    for text, place in ((PLAN, FIRST), (CORRECTED, SECOND)):
        add_document(store, text.encode(), place.rpartition("/")[2], place)
    settle(store)
    [row] = store.read("MATCH (a:Document)-[:VERSION_OF]->(b:Document) RETURN b.id AS counts, a.id AS lesser")
    return row["counts"], row["lesser"]


def counting(store: Store) -> list[str]:
    """The documents whose measures count."""
    rows = store.read("MATCH (:Task)-[:STATED_IN]->(d:Document) RETURN DISTINCT d.id AS id ORDER BY id")
    return [row["id"] for row in rows]
