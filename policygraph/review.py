"""The commands of `policygraph review`: what may be the same, what people decide about it, and taking it back."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from policygraph.graph.asking.catalog import Column
from policygraph.graph.cypher import made
from policygraph.graph.decisions.decision import TEXTS, Decision
from policygraph.graph.decisions.decision_file import read_file, to_yaml
from policygraph.graph.decisions.decisions import about_nodes, all_decisions, standing
from policygraph.graph.decisions.disputed import Disputed
from policygraph.graph.resolving.candidates import candidates
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Row, Store
from policygraph.graph.transfer.files import check_file, writing
from policygraph.library.reviewing import DECISIONS, QUESTIONS
from policygraph.model.errors import PolicyGraphError
from policygraph.model.words import clock
from policygraph.options import Database, Output, person
from policygraph.recorded import recorded
from policygraph.services import audit, deciding
from policygraph.services.deciding import decided_in_words, taken_in_words
from policygraph.services.ledgers import entering
from policygraph.services.upgrading import open_current
from policygraph.shell.said import message
from policygraph.show import Format, show
from policygraph.yearly.rows import ANEW, decision_on, document_named, in_words, numbered, open_questions

review_app = typer.Typer(help="核对：哪些是同一个，哪条关系不对；判断可以撤销，也可以带走。", rich_markup_mode=None)

YAML = (".yaml", ".yml")
PLACES = {"first": "起点", "second": "终点"}
Two = Annotated[
    list[str], typer.Argument(help="两个编号，或一个候选的序号（见 policygraph review）", metavar="编号...")
]
Texts = Annotated[
    list[str],
    typer.Argument(
        help="两份文档：编号、位置、文件名或标题；或一个候选的序号（见 policygraph review）", metavar="文档..."
    ),
]
Source = Annotated[
    str, typer.Argument(help="关系起点的编号，例如部门的；或台账一行的候选序号（见 policygraph review）")
]
Type = Annotated[str | None, typer.Argument(help="关系的类型，例如 LEADS；给了序号就不写")]
Target = Annotated[str | None, typer.Argument(help="关系终点的编号，例如任务的；给了序号就不写")]
Document = Annotated[
    str | None, typer.Option("--document", help="说到这条关系的文档：编号、位置、文件名或标题；台账的一行可不写")
]
By = Annotated[str | None, typer.Option("--by", help="是谁判断的；不写则为操作系统的用户名")]
Note = Annotated[str | None, typer.Option("--note", help="为什么这样判断")]
Limit = Annotated[int, typer.Option("--limit", min=0, help="最多列几对，0 为全部")]

CANDIDATES = [Column("number", "序号"), *QUESTIONS]


@review_app.callback(invoke_without_command=True)
def review_command(
    context: typer.Context, limit: Limit = 50, database: Database = None, output: Output = Format.table
) -> None:
    """列出看来是同一个、但程序不能确定的政策、部门、地区等，和没有对上任务的台账行、文档又改了的更正，供人判断。"""
    if context.invoked_subcommand is not None:
        given = context.get_parameter_source("database")
        if given is not None and given.name == "COMMANDLINE":  # the command itself would go to another graph
            raise PolicyGraphError(f"--database 请写在 policygraph review {context.invoked_subcommand} 的后面")
        return
    with open_store(database) as store:
        found = open_questions(store.read)
    shown = found[: limit or None] if output is Format.table else found
    rows: list[Row] = [{"number": number, **in_words(each)} for number, each in enumerate(shown, 1)]
    if not rows and output is Format.table:
        message("没有要核对的；程序已经归并的见 policygraph query merged")
        return
    show(rows, CANDIDATES, output, "待核对")
    if len(found) > len(shown):
        message(f"共有 {len(found)} 对，只列前 {len(shown)} 对；--limit 0 列出全部")


@review_app.command("same")
@recorded("decide", "ids")
def same_command(ids: Two, by: By = None, note: Note = None, database: Database = None) -> None:
    """两个是同一个。"""
    _about_nodes("same", ids, by, note, database)


@review_app.command("different")
@recorded("decide", "ids")
def different_command(ids: Two, by: By = None, note: Note = None, database: Database = None) -> None:
    """两个不是同一个。"""
    _about_nodes("different", ids, by, note, database)


@review_app.command("renamed")
@recorded("decide", "ids")
def renamed_command(ids: Two, by: By = None, note: Note = None, database: Database = None) -> None:
    """前一个后来改为后一个：撤并、改名。"""
    _about_nodes("renamed", ids, by, note, database)


@review_app.command("counts")
@recorded("decide", "ids")
def counts_command(ids: Texts, by: By = None, note: Note = None, database: Database = None) -> None:
    """两份文档是同一政策的两个文本，以前一份为准，另一份的任务不另算。"""
    _about_nodes("counts", ids, by, note, database)


@review_app.command("wrong")
@recorded("decide", "source", "type_", "target", "document")
def wrong_command(
    source: Source,
    type_: Type = None,
    target: Target = None,
    document: Document = None,
    by: By = None,
    note: Note = None,
    database: Database = None,
) -> None:
    """一条关系不对；台账的一行说的不是那项任务；一处更正不再用，按文档现在写的。"""
    with open_current(database, message, write=True) as store:
        question = numbered(store, source, target)
        if isinstance(question, Disputed):
            [gone] = deciding.undo(store, [question.decision.id], person(by))
            message(f"已撤销：{gone.sentence}。{ANEW}")
            return
        named = source, type_, target, document
        _decide(store, decision_on(store, "wrong", question, named, by=person(by), note=note))
    if target is None:
        message(ANEW)


@review_app.command("right")
@recorded("decide", "source", "target", "document")
def right_command(
    source: Annotated[
        str, typer.Argument(help="下级任务的编号，或方案任务的编号；或台账一行的候选序号（见 policygraph review）")
    ],
    target: Annotated[str | None, typer.Argument(help="上级任务的编号，或台账那一行（进展）的编号")] = None,
    document: Document = None,
    by: By = None,
    note: Note = None,
    database: Database = None,
) -> None:
    """任务与上级任务的一条对应是对的（也用来校准，见 policygraph align --calibrate）；台账的一行说的就是那项任务。

    给的是一处更正的序号，则文档虽然改了，更正仍然用。
    """
    with open_current(database, message, write=True) as store:
        of_row = target is not None and bool(store.read(made.by_id("Progress", ["id"]), {"ids": [target]}))
        named = source, "HAS_PROGRESS" if of_row else "DERIVES_FROM", target, document
        _decide(store, decision_on(store, "right", numbered(store, source, target), named, by=person(by), note=note))
    if target is None:
        message(ANEW)


@review_app.command("move")
@recorded("decide", "source", "type_", "target", "document")
def move_command(
    source: Source,
    to: Annotated[str, typer.Option("--to", help="改挂到哪个节点：编号")],
    type_: Type = None,
    target: Target = None,
    document: Document = None,
    end: Annotated[str, typer.Option("--end", help="改哪一端：first 起点，second 终点")] = "first",
    by: By = None,
    note: Note = None,
    database: Database = None,
) -> None:
    """一条关系改挂到另一个节点；台账的一行说的是另一项任务。"""
    if end not in PLACES:
        raise PolicyGraphError(f"--end 只能是 {'、'.join(f'{name}（{zh}）' for name, zh in PLACES.items())}")
    with open_current(database, message, write=True) as store:
        named = source, type_, target, document
        question = numbered(store, source, target)
        _decide(store, decision_on(store, "moved", question, named, by=person(by), note=note, end=end, to=to))
    if target is None:
        message(ANEW)


@review_app.command("undo")
@recorded("undo", "ids")
def undo_command(
    ids: Annotated[list[str], typer.Argument(help="判断的编号（见 policygraph review decisions）", metavar="编号...")],
    by: By = None,
    database: Database = None,
) -> None:
    """撤销判断，连同由它们带来的一切。"""
    with open_current(database, message, write=True) as store:
        before = {each.id: each for each in all_decisions(store.read) if not each.stands}
        for gone in (before[id_] for id_ in ids if id_ in before):  # a command that was cut short may have done it
            at = gone.withdrawn_at and clock(gone.withdrawn_at)
            audit.note(f"{gone.sentence}（早已撤销）")
            message(f"早已撤销（{gone.withdrawn_by} {at}）：{gone.sentence}")
        for gone in deciding.undo(store, [id_ for id_ in ids if id_ not in before], person(by)):
            message(f"已撤销：{gone.sentence}")


@review_app.command("decisions")
def decisions_command(
    everything: Annotated[bool, typer.Option("--all", help="撤销了的也列出")] = False,
    database: Database = None,
    output: Output = Format.table,
) -> None:
    """列出已有的判断：谁、什么时候、判断了什么。"""
    with open_store(database) as store:
        found = all_decisions(store.read)
    kept = found if everything else standing(found)
    rows: list[Row] = [
        {**asdict(each), "id": each.id, "sentence": each.sentence, "at": clock(each.at),
         "withdrawn_at": each.withdrawn_at and clock(each.withdrawn_at)}
        for each in kept
    ]  # fmt: skip
    show(rows, DECISIONS, output, "已有的判断")


@review_app.command("export")
@recorded("export", "file")
def export_command(file: Annotated[Path, typer.Argument(help="要写的文件")], database: Database = None) -> None:
    """把全部判断写成一个文件（YAML），可以修改、带到另一个图。"""
    check_file(file, YAML)
    with open_store(database) as store:
        found = all_decisions(store.read)
    with writing(file) as new:
        new.write_text(to_yaml(found), encoding="utf-8")
    message(f"已写 {file}：{len(found)} 条判断")


@review_app.command("import")
@recorded("decide", "file")
def import_command(
    file: Annotated[Path, typer.Argument(help="由 policygraph review export 写出的文件")], database: Database = None
) -> None:
    """读入一个文件里的判断，图旁的记录里还有填报；已有的不再加。"""
    found = read_file(file)
    with open_current(database, message, write=True) as store:
        taken = deciding.take_in(store, found)
        reported = entering.take_in_file(store, file.read_bytes(), str(file))
    message(f"{taken_in_words(taken, len(found))}{reported}")


def _about_nodes(kind: str, ids: list[str], by: str | None, note: str | None, database: str | None) -> None:
    with open_current(database, message, write=True) as store:
        label, first, second = _pair(store, ids, texts=kind == "counts")
        made = about_nodes(store.read, kind, label, first, second, by=person(by), note=note)
        in_two = kind == "same" and label == "Department" and deciding.two_regions(store.read, first, second)
        if in_two:
            message(f"注意：这两个部门不在一个地区（{in_two[0]}；{in_two[1]}）")
        _decide(store, made)
    if len(ids) == 1:
        message(ANEW)


def _pair(store: Store, ids: list[str], *, texts: bool) -> tuple[str, str, str]:
    """Label and ids of the two nodes: as given, or of the candidate of that number. Of `texts`, which are documents,
    what `_document` finds."""
    if len(ids) == 2:
        if texts:
            return TEXTS, document_named(store, ids[0]), document_named(store, ids[1])
        return deciding.label_of(store.read, ids[0]), ids[0], ids[1]
    if len(ids) == 1 and ids[0].isdigit():
        found = candidates(store.read)
        if not 1 <= int(ids[0]) <= len(found):
            raise PolicyGraphError(f"没有第 {ids[0]} 对候选，共 {len(found)} 对；{ANEW}")
        chosen = found[int(ids[0]) - 1]
        return chosen.label, chosen.first, chosen.second
    raise PolicyGraphError(f"请给出两个编号，或一个候选的序号；得到 {' '.join(ids)}")


def _decide(store: Store, made: Decision) -> None:
    decided = deciding.decide(store, [made])
    stands = (*decided.new, *decided.already)[0]
    message(f"{decided_in_words(decided)}。撤销：policygraph review undo {stands.id}")
