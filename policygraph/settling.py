"""Commands that bring a graph up to date: what follows from all its documents, with which others end, and its form; and
the texts of a policy, of which one counts."""

from __future__ import annotations

import getpass
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from policygraph.graph.asking import catalog
from policygraph.graph.asking.absent import absent
from policygraph.graph.decisions.decisions import all_decisions, standing, withdrawn
from policygraph.graph.decisions.disputed import disputed
from policygraph.graph.identity.differences import WHAT, differences
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Row, Store
from policygraph.model.errors import PolicyGraphError
from policygraph.model.ontology import ontology
from policygraph.model.paths import told_apart
from policygraph.options import Database, Output
from policygraph.recorded import recorded
from policygraph.services.settle import Settled, settle
from policygraph.services.upgrading import open_current, upgrade, upgrade_in_words
from policygraph.shell.said import message
from policygraph.show import Format, progress, show

DIFFERENCES = [
    catalog.Column("policy", "政策"),
    catalog.Column("lesser", "另一文本"),
    catalog.Column("task", "任务"),
    catalog.Column("what", "不同在"),
    catalog.Column("counts_say", "为准的写"),
    catalog.Column("lesser_say", "另一文本写"),
    catalog.Column("lesser_id", "另一文本的编号"),
]
LISTED = ("policy", "counts_uri", "lesser_uri", "basis", "ground", "counts_id", "lesser_id")

if TYPE_CHECKING:
    from policygraph.graph.lineage.learning import Learnt

LEAST = 0.005  # by which a weight must have changed to be said


@recorded("align")
def align_command(
    calibrate: Annotated[
        bool,
        typer.Option("--calibrate", help="按人对任务对应的判断（对、不对、改挂）重新定各种迹象的权重，再比对全部任务"),
    ] = False,
    reset: Annotated[bool, typer.Option("--reset", help="不再用校准过的权重，恢复程序自带的，再比对全部任务")] = False,
    database: Database = None,
) -> None:
    """统一各文件对同一政策、部门的叫法，再把下级政策的任务与它所依据的上级政策的任务对应起来；没有变化的不再比对。"""
    if calibrate and reset:
        raise PolicyGraphError("--calibrate 和 --reset 只能用一个")
    with open_current(database, message, write=True) as store:
        if calibrate:
            _calibrate(store)
        elif reset:
            _reset(store)
        else:
            found = settle_all(store, whole=True)
            if not (found.compared or any(found.resolved)):
                message("名称和任务的对应都没有变化")
            _say_if_outdated(store)


def _calibrate(store: Store) -> None:
    from policygraph.graph.lineage import evidence, learning  # NumPy takes its time to load

    before = learning.in_force(standing(all_decisions(store.read))) or evidence.weights()
    learnt = learning.learn(store.read, getpass.getuser())
    message(_rests_on(learnt))
    after = learning.read_weights(learnt.decision)
    lines = [
        f"  {evidence.shipped().words[name]}：{old:.2f} → {new:.2f}"
        for names, olds, news in ((evidence.PAIRS, before.pairs, after.pairs), (evidence.NONE, before.none, after.none))
        for name, old, new in zip(names, olds, news, strict=True)
        if abs(new - old) >= LEAST
    ]
    if not lines:
        message("权重没有变化，对应关系照旧")
        return
    message("\n".join(["权重的变化：", *lines]))
    settled = settle(store, new=[learnt.decision])
    message(f"重新比对了 {settled.compared} 份文档：新增对应 {settled.added} 条，取消 {settled.removed} 条")
    message("恢复程序自带的权重：policygraph align --reset")


def _rests_on(learnt: Learnt) -> str:
    word = ontology().word
    kinds = "、".join(f"{word('Decision.kind', kind)} {count}" for kind, count in sorted(learnt.kinds.items()))
    return f"按 {sum(learnt.kinds.values())} 条对任务对应的判断（{kinds}）校准，其中图里有的任务 {learnt.measures} 项"


def _reset(store: Store) -> None:
    from policygraph.graph.lineage import learning

    found = learning.calibration(standing(all_decisions(store.read)))
    if found is None:
        message("没有校准过，用的就是程序自带的权重")
        return
    settled = settle(store, new=[withdrawn(store.read, found.id, getpass.getuser())])
    message(f"已恢复程序自带的权重：新增对应 {settled.added} 条，取消 {settled.removed} 条")


def _say_if_outdated(store: Store) -> None:
    from policygraph.graph.lineage import learning

    found = learning.calibration(standing(all_decisions(store.read)))
    if found and not learning.fits(found):
        message("注意：权重是按较早的比对办法校准的，现在用的是程序自带的；请再运行 policygraph align --calibrate")


@recorded("upgrade")
def upgrade_command(database: Database = None) -> None:
    """把较早版本的程序写的图升级到现在的结构；内嵌图数据库先在旁边留一份副本，服务器上的图请先备份。"""
    try:
        with progress() as advance:
            done = upgrade(database, lambda n, total: advance(n, total, "升级"))
    except KeyboardInterrupt:
        raise PolicyGraphError("已中断；再运行 policygraph upgrade 就接着做") from None
    message(upgrade_in_words(done))
    if done.before != done.after:
        with open_store(database, write=True) as store:
            settle_all(store, whole=True)


def settle_all(store: Store, *, measures: bool = True, whole: bool = False) -> Settled:
    """Let follow what follows from all documents together, with a bar, and a line where anything was done."""
    try:
        with progress() as advance:
            found = settle(store, advance, measures=measures, whole=whole)
    except KeyboardInterrupt:
        raise PolicyGraphError("已中断；已完成的都在，再运行 policygraph align 就接着做") from None
    if found.resolved.documents:
        message(f"按全图统一了 {found.resolved.documents} 份文档里的叫法（归并了哪些，见 policygraph query merged）")
        if questions := len(disputed(store.read)):
            message(f"{questions} 处更正过的，文档现在写的不同，更正没有用上，请判断以哪个为准：policygraph review")
    if found.again:
        message(f"{found.again} 处台账的行照以前对同一行的判断（policygraph review decisions 可列出，undo 撤销）")
    if found.compared:
        counts = {"新增或更新": found.written, "取消": found.removed}
        said = "，".join(f"{name} {count}" for name, count in counts.items() if count) or "没有变化"
        message(f"比对了 {found.compared} 份文档的任务与上级政策的任务，对应关系：{said}")
    return found


def versions_command(
    policy: Annotated[str | None, typer.Argument(help="只看这项政策：名称、文号或编号")] = None,
    differing: Annotated[
        bool, typer.Option("--differences", help="逐条列出哪些任务、单位、指标、时限不同，也就是没有计入的内容")
    ] = False,
    database: Database = None,
    output: Output = Format.table,
) -> None:
    """列出有几个文本的政策，以哪份为准；不为准的，任务不另算。"""
    with open_store(database) as store:
        rows = catalog.run_query(store, "versions", {"policy": policy})
        if differing:
            files = told_apart([row["lesser_uri"] for row in rows])
            found: list[Row] = [
                {"policy": row["policy"], "lesser": file, "task": each.task, "what": WHAT[each.what],
                 "counts_say": each.counts, "lesser_say": each.lesser, "lesser_id": row["lesser_id"]}
                for row, file in zip(rows, files, strict=True)
                for each in differences(store.read, row["counts_id"], row["lesser_id"])
            ]  # fmt: skip
        if not rows:
            _check_there(store, policy)
    if not rows and output is Format.table:
        message("没有哪项政策有几个文本" if policy is None else f"“{policy}”没有另外的文本")
    elif differing and not found and output is Format.table:
        message("各文本的任务、单位、指标和时限都相同")
    elif differing:
        show(found, DIFFERENCES, output, "文本的不同")
    else:
        columns = [each for each in catalog.find_query("versions").columns if each.name in LISTED]
        show(rows, columns, output, catalog.find_query("versions").title)


def _check_there(store: Store, policy: str | None) -> None:
    """PolicyGraphError for a policy that is not in the graph, with those that are near."""
    for each in absent(catalog.find_query("versions"), {"policy": policy}, partial(catalog.run_query, store)):
        raise PolicyGraphError(each.in_words)
