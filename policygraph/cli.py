"""The command line: documents in, queries, export, removal."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path
from typing import Annotated, Any

import typer

from policygraph import (
    __version__,
    descend,  # noqa: F401  # its commands join those of analyse
)
from policygraph.analyse import analyse_app
from policygraph.audit import audit_command
from policygraph.country.read import build_command, read_command
from policygraph.graph.asking import catalog
from policygraph.graph.asking.absent import absent
from policygraph.graph.cypher.guard import unknown_names
from policygraph.graph.loading.load import Found, find_document, find_places, place, remove, withdraw
from policygraph.graph.loading.unfinished import unfinished
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Row, Store
from policygraph.graph.transfer import tables
from policygraph.graph.transfer.files import check_file
from policygraph.ingesting import ingest_command
from policygraph.model.errors import PolicyGraphError, reason
from policygraph.model.ontology import ontology
from policygraph.model.paths import readable
from policygraph.options import Database, Output
from policygraph.questions.ask import ask_command
from policygraph.questions.search import search_command
from policygraph.recorded import recorded
from policygraph.research.coding import agreement_command, sample_command
from policygraph.review import review_app
from policygraph.services import faults, logs
from policygraph.services.upgrading import open_current
from policygraph.serving.mcp import mcp_command
from policygraph.serving.page import app_command
from policygraph.serving.serve import serve_command
from policygraph.settling import align_command, settle_all, upgrade_command, versions_command
from policygraph.show import Format, message, show
from policygraph.transfer import backup_command, check_command, copy_command, export_app, restore_command
from policygraph.usage import UsageError, explained
from policygraph.user import user_app
from policygraph.yearly import forms, trends, years  # noqa: F401  # their commands join those of ledger
from policygraph.yearly.due import due_command
from policygraph.yearly.ledger import ledger_app
from policygraph.yearly.paper import paper_command

log = logging.getLogger(__name__)

app = typer.Typer(
    name="policygraph",
    help="政策知识图谱：从政策文件读出谁牵头、谁配合、做什么、做到多少，并用 Cypher 查询。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

app.add_typer(export_app, name="export")
app.add_typer(analyse_app, name="analyse")
app.add_typer(review_app, name="review")
app.add_typer(ledger_app, name="ledger")
for _name, _done in (
    ("ingest", ingest_command), ("read", read_command), ("build", build_command), ("copy", copy_command),
    ("align", recorded("align")(align_command)), ("upgrade", recorded("upgrade")(upgrade_command)),
    ("check", check_command), ("paper", paper_command), ("backup", backup_command), ("restore", restore_command),
    ("app", app_command), ("serve", serve_command), ("mcp", mcp_command), ("audit", audit_command),
    ("due", due_command), ("ask", ask_command), ("search", search_command), ("versions", versions_command),
    ("sample", sample_command), ("agreement", agreement_command),
):  # fmt: skip
    app.command(_name)(_done)
app.add_typer(user_app, name="user")

WRONG_USAGE = 2  # exit codes, as shells have it
OUR_FAULT = 70  # as sysexits.h calls an error within the program
LONGEST = 100  # characters of a value that are shown again


@app.callback(invoke_without_command=True)
def root(
    version: Annotated[bool, typer.Option("--version", help="显示版本")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", help="在终端上说明做了什么")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="再加上每一步的用时；同样写入日志文件")] = False,
) -> None:
    logs.configure(logging.DEBUG if debug else logging.INFO if verbose else None)
    if version:
        typer.echo(__version__)
        raise typer.Exit


@app.command("query")
@recorded("export", "file", "text", only_with="file")
def query_command(
    text: Annotated[str, typer.Argument(help="Cypher，或查询目录里的名字（见 policygraph queries）", metavar="QUERY")],
    parameters: Annotated[
        list[str] | None,
        typer.Option("--parameter", "-p", help="参数：名=值；名:=值 则按 JSON 读值（数、列表）", metavar="名=值"),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=0, help="最多取几行，0 为全部")] = 10_000,
    seconds: Annotated[float, typer.Option("--seconds", min=0, help="最多用几秒，0 为不限")] = 60.0,
    database: Database = None,
    output: Output = Format.table,
    file: Annotated[
        Path | None, typer.Option("--output", "-o", help="写进文件：.csv 或 .xlsx，Excel 可直接打开", metavar="FILE")
    ] = None,
) -> None:
    """用 Cypher 或查询目录里的名字查询（只读）。"""
    if file is not None:
        check_file(file, tuple(tables.WRITERS))  # before the graph is asked
    values = dict(_parameter(each) for each in parameters or ())
    limits: dict[str, Any] = {"rows": limit or None, "seconds": seconds or None}
    with open_store(database, lazy=True) as store:
        if catalog.is_name(text):
            query = catalog.find_query(text.strip())
            given = catalog.bind_values(query, values)
            rows = store.read(query.cypher, given, **limits)
            if not rows:
                for each in absent(query, given, partial(catalog.run_query, store)):
                    message(each.in_words)
            columns, title = list(query.columns), query.title
        else:
            for unknown, near in unknown_names(text).items():
                message(f"提示：图模型里没有 {unknown}{f'，是否指 {near}' if near else ''}")
            rows = store.read(text, values, **limits)
            columns, title = [catalog.Column(name, name) for name in rows.columns], ""
    if file is None:
        show(rows, columns, output, title)
    else:
        tables.write_table(tables.of_rows(rows, columns), file)
        message(f"已写 {file}：{len(rows)} 行")
    if rows.truncated:
        message(f"结果不止 {limit} 行，只取了前 {limit} 行；加 --limit 0 取全部")


def _parameter(written: str) -> tuple[str, Any]:
    """Name and value of `name=text` or `name:=JSON`."""
    name, equals, value = written.partition("=")
    if not equals or not name.strip(":"):
        raise PolicyGraphError(f"参数应写成 名=值，例如 -p department=区农业农村局；得到 {written!r}")
    if not name.endswith(":"):
        return name, value
    try:
        return name[:-1], json.loads(value)
    except RecursionError as error:
        raise PolicyGraphError(f"参数 {name[:-1]} 的值嵌套太深") from error
    except ValueError as error:
        shown = value if len(value) <= LONGEST else f"{value[:LONGEST]}……"
        raise PolicyGraphError(f"参数 {name[:-1]} 的值不是 JSON：{shown}") from error


@app.command("queries")
def queries_command(
    name: Annotated[str | None, typer.Argument(help="只看这一个查询")] = None,
    output: Output = Format.table,
) -> None:
    """列出查询目录，或显示其中一个查询。"""
    if name is None:
        show(catalog.listed(), catalog.LISTED, output)
        return
    query = catalog.find_query(name)
    lines = [f"{query.name}　{query.title}", f"回答：{query.answers}", *(_described(p) for p in query.parameters)]
    example = "".join(f" -p {p.name}={p.example}" for p in query.parameters if p.required)
    lines += [f"用法：policygraph query {query.name}{example}", "", query.cypher]
    sys.stdout.write("\n".join(lines))


def _described(parameter: catalog.Parameter) -> str:
    need = "必填" if parameter.required else "可不填" if parameter.default is None else f"不填为 {parameter.default}"
    values = f"，可取 {'、'.join(parameter.values)}" if parameter.values else ""
    return f"参数：{parameter.name}　{parameter.zh}（{parameter.type}，{need}{values}），例如 {parameter.example}"


@app.command("remove")
@recorded("remove", "document")
def remove_command(
    document: Annotated[str, typer.Argument(help="文档编号、位置、文件名或标题")], database: Database = None
) -> None:
    """从图中移除一份文档，连同只由它说到的一切。"""
    with open_current(database, message) as reader:
        cut_short = unfinished(reader.read)
        try:
            found = find_places(reader, _place(document))  # before the lease is taken
        except PolicyGraphError:
            if not cut_short:
                raise
            found = None
    with open_current(database, message, write=True) as store:
        if found is None:
            message(f"上次没有做完的移除已补做完；图中现在没有“{readable(document)}”")
            return
        _remove(store, found)
        settle_all(store)


def _remove(store: Store, found: Found) -> None:
    """Take away what is meant: the document, or one place of it where the same text stands at another."""
    meant, others = "、".join(map(readable, found.meant)), "、".join(map(readable, found.others))
    if others:
        withdraw(store, found.meant)
        message(f"已移除 {meant}；文字相同的 {others} 还在，文档 {found.document} 留着")
    else:
        message(f"已移除文档 {remove(store, found.document)}（{meant}）")


@app.command("stats")
def stats_command(database: Database = None, output: Output = Format.table) -> None:
    """图里每种节点、关系各有多少，没读懂的有多少。"""
    kinds = ontology()
    with open_store(database) as store:
        nodes = catalog.run_query(store, "node-counts")
        relations = catalog.run_query(store, "relation-counts")
        unread = catalog.run_query(store, "unread-by-kind")
    rows: list[Row] = [
        *({"of": "节点", "kind": r["label"], "zh": kinds.nodes[r["label"]].zh, "count": r["nodes"]} for r in nodes),
        *({"of": "关系", "kind": r["relation"], "zh": kinds.edges[r["relation"]].zh, "count": r["relations"]}
          for r in relations),
        *({"of": "未读懂", "kind": r["kind"], "zh": kinds.word("Unread.kind", r["kind"]), "count": r["items"]}
          for r in unread),
    ]  # fmt: skip
    headings = {"of": "", "kind": "种类", "zh": "中文", "count": "数量"}
    show(rows, [catalog.Column(name, zh) for name, zh in headings.items()], output)


@app.command("unread")
def unread_command(
    document: Annotated[str | None, typer.Argument(help="文档编号、位置、文件名或标题；不写则按种类计数")] = None,
    kind: Annotated[str | None, typer.Option("--kind", help="只列这一种")] = None,
    database: Database = None,
    output: Output = Format.table,
) -> None:
    """程序没有读懂的内容：按种类计数；指明文档或种类则逐条列出。"""
    with open_store(database) as store:
        values = {"document": None if document is None else find_document(store, _place(document)), "kind": kind}
        query = catalog.find_query("unread-by-kind" if document is None and kind is None else "unread")
        rows = catalog.run_query(store, query.name, {p.name: values[p.name] for p in query.parameters})
        partly = [] if kind else catalog.run_query(store, "documents-to-check", {"document": values["document"]})
    show(rows, query.columns, output, query.title)
    if output == Format.table:
        _say_how_far(partly, one=document is not None)


def _say_how_far(partly: Sequence[Row], *, one: bool) -> None:
    """How far documents were read: of one in words, of all those that were not read whole in a table."""
    from policygraph.ingest.accounts.telling import told

    for row in partly if one else ():
        word = ontology().word("Document.reading_state", row["reading_state"])
        share = "" if row["reading_share"] is None else f"（{row['reading_share']:.0%}）"
        message("：".join(filter(None, (f"{readable(row['name'])} {word}{share}", told(row["accounts"] or [])))))
        if row["unmatched"]:
            message(f"其中 {row['unmatched']} 行没有对上任务，没有算进台账；逐行判断见 policygraph review")
    if partly and not one:
        query = catalog.find_query("documents-to-check")
        show(partly, query.columns, Format.table, query.title)


def _place(document: str) -> str:
    """A file that is there by its place in the graph, whatever folder one stands in; anything else as written."""
    return place(Path(document)) if Path(document).is_file() else document


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line: one clear line for a person's error, and for ours; silence for a closed pipe."""
    if arguments is None and os.name == "posix" and sys.getfilesystemencoding() != "utf-8":
        # Started in a locale in which no path may be Chinese: the same command, with names as they are.
        os.environ["PYTHONUTF8"] = "1"  # for the processes that work for it
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])
    for stream in (sys.stdout, sys.stderr):  # a name that is no text is shown all the same
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    logs.configure()
    try:
        sys.exit(_command()(args=arguments, prog_name="policygraph", standalone_mode=False))
    except UsageError as error:
        _say_usage(error)
        sys.exit(WRONG_USAGE)
    except PolicyGraphError as error:
        message(f"错误：{error}")
        sys.exit(1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python complains on its way out
        sys.exit(1)
    except typer.Abort:
        message("已取消")
        sys.exit(1)
    except OSError as error:  # of a file that no command looks after
        log.warning("the system refuses", exc_info=error)
        message(f"错误：{f'{readable(str(error.filename))}：' if error.filename else ''}{reason(error)}")
        sys.exit(1)
    except Exception as error:
        message(faults.report(error))
        sys.exit(OUR_FAULT)


@cache
def _command() -> Any:
    """The commands as typer has understood them, which takes it a while; who calls them again asks for the same."""
    return typer.main.get_command(app)


def _say_usage(error: Any) -> None:
    if type(error).__name__ == "NoArgsIsHelpError":  # its words are the help
        error.show()
    else:
        message(f"错误：{explained(error)}")


if __name__ == "__main__":
    main()
