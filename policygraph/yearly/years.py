"""This year's plans beside last year's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from policygraph.graph.asking import catalog
from policygraph.graph.figures import reached
from policygraph.graph.ledgers.due import Only, asked_for
from policygraph.graph.ledgers.lines import lines
from policygraph.graph.ledgers.standing import Line, Rules
from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import Row, Store
from policygraph.model.errors import PolicyGraphError
from policygraph.options import Database, Output
from policygraph.recorded import recorded
from policygraph.services.ledgers import entering
from policygraph.shell.said import message
from policygraph.show import Format
from policygraph.yearly.ledger import Weigh, Weighing, as_day, ledger_app
from policygraph.yearly.trends import File, On, check, put

if TYPE_CHECKING:
    from policygraph.graph.lineage.years import Done, Pair


@ledger_app.command("years")
@recorded("export", "file", only_with="file")
def years_command(
    policy: Annotated[
        str | None, typer.Option("--policy", help="今年的方案：标题含这几个字，或编号；写了就逐项任务列出")
    ] = None,
    place: Annotated[str | None, typer.Option("--place", help="只看这个地方的政策")] = None,
    on: On = None,
    weigh: Weighing = Weigh.tasks,
    file: File = None,
    database: Database = None,
    output: Output = Format.table,
) -> None:
    """同一地方、名称只差年份的方案，今年的与上年的相比；写了 --policy，则逐项列出沿用、改名、新增、取消和指标升降。"""
    from policygraph.graph.lineage import years  # NumPy takes its time to load

    check(file)
    day = as_day(on) or date.today()
    rules = entering.rules(database)
    with open_store(database) as store:
        every = lines(store.read)
        asked_for(every, Only(policy=policy, place=place))
        pairs = [pair for pair in years.pairs(catalog.run_query(store, "policies")) if _asked(pair, policy, place)]
        done: Done = _by_figures(store, every) if weigh is Weigh.figures else years.by_tasks(rules)
        if not pairs:
            raise PolicyGraphError("没有找到上一年的方案：同一地方、名称只差年份的才算")
        if policy is None:
            rows, columns = years.rows_of_pairs(pairs, every, day, done), years.PAIRS
        else:
            rows, columns = _tasks(store, pairs[0], every, day, done, rules), years.TASKS
    put(rows, columns, file, output, f"截至 {day}：{pairs[0].new['title']}与上年" if policy else "今年与上年")


def _asked(pair: Pair, policy: str | None, place: str | None) -> bool:
    new = pair.new
    return (policy is None or policy in new["title"] or policy == new["id"]) and (
        place is None or (new["region"] or "").endswith(place)
    )


def _by_figures(store: Store, every: Sequence[Line]) -> Done:
    of = reached.find(store.read, every)
    return lambda some, day: reached.completion(of, some, day).share


def _tasks(store: Store, pair: Pair, every: Sequence[Line], day: date, done: Done, rules: Rules) -> list[Row]:
    from policygraph.graph.lineage import changes, learning, years

    ask = partial(catalog.run_query, store)
    found = changes.between(ask, pair.old["id"], pair.new["id"], learning.held(store.read))
    message(f"{pair.old['title']} → {pair.new['title']}：{years.summary(found)}")
    return years.rows_of_tasks(found, every, day, done, rules)
