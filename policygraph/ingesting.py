"""The command `policygraph ingest`: files, folders, archives and pages into a graph."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from policygraph.graph.asking import catalog
from policygraph.graph.stores.store import Store
from policygraph.model.errors import PolicyGraphError
from policygraph.model.ontology import ontology
from policygraph.model.paths import readable, told_apart
from policygraph.options import Database, Share
from policygraph.recorded import recorded
from policygraph.services import audit, logs
from policygraph.services.upgrading import open_current
from policygraph.settling import settle_all
from policygraph.shell.said import message, wrong
from policygraph.show import Format, progress, show

if TYPE_CHECKING:  # what loads the reader, which other commands do without
    from policygraph.services.download import Fetched
    from policygraph.services.ingestion import Report, Uploaded

READ = (
    "genre",
    "tasks",
    "leads",
    "supports",
    "targets",
    "unread",
    "unmatched",
    "reading_state",
)  # columns of the table that closes an ingest
WHOLE = "complete"  # of what a document is called by how far it was read
NAMED = 5  # files of many


@recorded("import", "sources")
def ingest_command(
    sources: Annotated[list[str], typer.Argument(help="文件、文件夹、压缩包或网址", metavar="PATH...")],
    database: Database = None,
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1, help="同时用几个进程读取；不写则用全部核")] = None,
    share: Share = False,
    force: Annotated[bool, typer.Option("--force", help="没有变化的文件也重新读取")] = False,
    prune: Annotated[
        bool, typer.Option("--prune", help="所给文件夹里原来读过、现在没有了的文件，从图中移除（不再询问）")
    ] = False,
    align: Annotated[bool, typer.Option("--align/--no-align", help="读完后把任务与上级政策的任务对应起来")] = True,
) -> None:
    """读入政策文件，装载到图数据库。"""
    from policygraph.services.ingestion import Report, add_fetched, ingest

    paths, pages, fetched = _to_read(sources)
    with open_current(database, message, write=True, new=True, share=share, measures=align) as store:
        with progress() as advance:
            try:
                fetched += [each for page in pages for each in add_fetched(store, page)]
                report = Report()
                if paths:
                    report = ingest(
                        paths, store, jobs, lambda n, total, file: advance(n, total, readable(file.name)), force=force,
                        pruned=prune,
                    )  # fmt: skip
            except KeyboardInterrupt:
                raise PolicyGraphError("已中断；已装载的文档都在，再运行一次就接着做") from None
        settle_all(store, measures=align)
        read = _show_read(store, report, fetched)
    failed = _say_what_became(report, fetched)
    _say_what_to_check(read)
    if failed:
        raise typer.Exit(1)


def _to_read(sources: Sequence[str]) -> tuple[list[Path], list[Fetched], list[Uploaded]]:
    """Files, pages, and the pages that could not be had; nobody has to wait for a slow site, nothing is opened yet.

    Raises PolicyGraphError where there is nothing at all, before a database is made.
    """
    from policygraph.services.download import is_url
    from policygraph.services.ingestion import Uploaded, fetch_url

    urls = [source for source in sources if is_url(source)]
    files = [source for source in sources if not is_url(source)]
    _check_files(files, alone=not urls)
    found = [fetch_url(url) for url in urls]
    failed = [each for each in found if isinstance(each, Uploaded)]
    if len(failed) == len(sources):
        raise PolicyGraphError("；".join(each.error for each in failed))
    return list(map(Path, files)), [each for each in found if not isinstance(each, Uploaded)], failed


def _check_files(files: Sequence[str], *, alone: bool) -> None:
    """Raise PolicyGraphError for an address that is not read, and where there is none of the files and nothing else."""
    from policygraph.ingest.sources import missing

    why = {file: missing(Path(file)) for file in files}
    for file in files:
        if "://" in file and why[file]:
            raise PolicyGraphError(f"{readable(file)}：只能读 http:// 或 https:// 开头的网址")
    if alone and all(why.values()):
        raise PolicyGraphError("；".join(why.values()))


def _show_read(store: Store, report: Report, fetched: Sequence[Uploaded]) -> list[tuple[str, str]]:
    """A table of what was read in each document. Returns what each is called by how far it was read."""
    read = list(zip(told_apart(list(report.documents)), report.documents.values(), strict=True))
    read += [(each.name, each.document) for each in fetched if each.document]
    ids = sorted({document for _, document in read})
    found = {row["id"]: row for row in catalog.run_query(store, "documents", {"ids": ids})}
    other = sum(bool(row["version_of"]) for row in found.values())
    wanted = (*READ, "version_of") if other else READ
    columns = [c for c in catalog.find_query("documents").columns if c.name in wanted]
    rows = [{"file": name, **found[document]} for name, document in read]
    show(rows, [catalog.Column("file", "文件"), *columns], Format.table)
    if other:
        message(f"其中 {other} 份是同一政策的另一个文本，任务不另算；以哪份为准、有什么不同，见 policygraph versions")
    if unmatched := sum(row["unmatched"] or 0 for row in found.values()):
        message(f"{unmatched} 行台账、通报没有对上任务，没有算进台账；逐行判断见 policygraph review")
    return [(name, found[document]["reading_state"]) for name, document in read]


def _say_what_to_check(read: Sequence[tuple[str, str]]) -> None:
    """Which documents are not read whole, the worst word first."""
    words = ontology().nodes["Document"].properties["reading_state"].values
    for state in reversed([state for state in words if state != WHOLE]):
        if files := [name for name, found in read if found == state]:
            message(f"{words[state]}的 {len(files)} 份：{_first_of(files)}；要看哪几处，见 policygraph unread 文件名")


def _say_what_became(report: Report, fetched: Sequence[Uploaded]) -> bool:
    """How many documents are new, changed or could not be read, and why; whether any could not."""
    failed = [*report.failures, *((each.name, each.error) for each in fetched if each.error)]
    counts = {"新增": report.added, "更新": report.replaced, "重读无变化": report.unchanged,
              "与别的文字相同": report.same, "未变化（跳过）": report.skipped, "随旧文移除": report.removed,
              "取自网址": sum(each.document is not None for each in fetched), "失败": len(failed)}  # fmt: skip
    said = "，".join(f"{name} {count}" for name, count in counts.items() if count)
    message(said or "没有可读的文件")
    if sum(counts.values()) > len(failed):
        audit.note(done=said)
    for why, files in report.passed_over.items():
        message(f"{why}的 {len(files)} 个：{_first_of(told_apart(files))}")
    _say_what_is_gone(report)
    for file, why in failed:
        name = readable(str(file))
        told = why if name in why else f"{name}：{why}"
        audit.note(failed=told)
        wrong(f"失败：{told}")
    return bool(failed)


def _say_what_is_gone(report: Report) -> None:
    if report.pruned:
        told = f"文件已经不在，移除了 {len(report.pruned)} 份：{'、'.join(told_apart(report.pruned))}"
        audit.note(done=told)
        message(told)
    if report.vanished:
        message(
            f"图里还有 {len(report.vanished)} 份文档，原来的文件已经不在了：{_first_of(told_apart(report.vanished))}；"
            "不要了的，用 policygraph remove 移除，或加 --prune 再读一次这个文件夹"
        )


def _first_of(names: Sequence[str]) -> str:
    if len(names) <= NAMED or logs.is_verbose():
        return "、".join(names)
    return f"{'、'.join(names[:NAMED])}，还有 {len(names) - NAMED} 个（policygraph --verbose ingest 全部列出）"
