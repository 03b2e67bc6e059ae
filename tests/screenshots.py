"""Pictures of every page on the samples, at both sizes, to be looked at.

    python -m tests.screenshots [FOLDER]        # .build/screenshots if not given

Those of one size stand in the documents: `--docs` renews them.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Browser, sync_playwright

from policygraph.app.frame.sitemap import ENTRIES
from policygraph.app.parts import review_link
from policygraph.app.parts.things import citing
from policygraph.app.parts.things.ways import AT
from policygraph.graph.asking import catalog
from policygraph.graph.stores.opening import open_store
from policygraph.services.ingestion import ingest
from policygraph.services.settle import settle
from tests import paths
from tests.browser import SAMPLES, SMALL, WIDE, launch, open_page, serve, watched_tab

ROOT = paths.ROOT
FOLDER, DOCS = ROOT / ".build/screenshots", ROOT / "docs/pictures"
POLICY, MEASURE = "临澜区2026年“百溪润田、千村焕新”行动实施方案", "加强高标准农田建设"
DRAWN = 2_500  # milliseconds for a graph to come to rest


def addresses(place: Path) -> dict[str, str]:
    """By page, an address at which there is something to see."""
    with open_store(place) as store:
        rows = catalog.run_query(store, "responsibility-matrix", {"policy": POLICY})
        row = next(row for row in rows if row["task"] == MEASURE and row["role"] == "牵头")
        text = catalog.run_query(store, "document-text", {"document": row["document"]})[0]["text"]
        village = catalog.run_query(store, "places")[0]["id"]
    values = {
        "explore": {"node": f"Policy:{row['policy_id']}"},
        "matrix": {"policy": row["policy_id"]},
        "calendar": {"on": "2025-10-20"},
        "bureau": {"department": "临澜区农业农村局", "on": "2026-07-10"},
        "ledger": {"policy": row["policy_id"]},
        "trace": {"task": row["task_id"]},
        "query": {"name": "tasks-led-by-department", "department": "区农业农村局"},
        "review": {"edge": review_link.parameter({
            "subject_label": "Department", "subject_id": row["department_id"], "relation": "LEADS",
            "object_label": "Task", "object_id": row["task_id"], "document": row["document"]})},
        "import": {"document": row["document"]},
        "policy": {"policy": row["policy_id"]},
        "task": {"task": row["task_id"]},
        "document": {"document": row["document"], AT: citing.mark(text, row["start"], row["end"])},
        "village": {"village": village},
        "search": {"q": "高标准农田"},
    }  # fmt: skip
    return {
        path: f"{'' if path == 'overview' else path}?{urlencode(values.get(path, {}))}".rstrip("?") for path in ENTRIES
    }


def take(browser: Browser, site: str, pages: dict[str, str], folder: Path, size: tuple[int, int]) -> None:
    for path, address in pages.items():
        with watched_tab(browser, size) as tab:
            open_page(tab, f"{site}/{address}")
            tab.wait_for_timeout(DRAWN)
            file = folder / f"{path}-{size[0]}.png"
            tab.screenshot(path=file)
            print(file, flush=True)


def main(folder: Path, *, for_docs: bool) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        place = Path(temporary) / "graph"
        with open_store(place, write=True) as store:
            ingest([SAMPLES], store)
            settle(store)
        pages = addresses(place)
        with serve(place) as site:
            browser = launch(playwright)
            for size in (SMALL,) if for_docs else (SMALL, WIDE):
                take(browser, site, pages, folder, size)
            browser.close()


if __name__ == "__main__":
    given = [each for each in sys.argv[1:] if each != "--docs"]
    into_docs = "--docs" in sys.argv
    main(DOCS if into_docs else Path(given[0]) if given else FOLDER, for_docs=into_docs)
