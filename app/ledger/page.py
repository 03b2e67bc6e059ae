"""台账: the tasks of all plans, how they stand on a day, edited in place. What is chosen stands in the address."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial

import streamlit as st

from policygraph.app.frame import address, context, data, ledger_lines
from policygraph.app.frame.plain import plain
from policygraph.app.gate import here
from policygraph.app.gate.rights import Right
from policygraph.app.ledger import acts, changes, corrections, grid, history, items, over_years, unmatched
from policygraph.app.ledger.items import Item
from policygraph.app.parts import pieces, titles, trends
from policygraph.app.parts.downloads import XLSX, download, papers
from policygraph.app.parts.lights import COLOURED, FIRST
from policygraph.graph.ledgers.standing import STATES, Line, Rules, State, ahead_in_words, begun
from policygraph.graph.stores.store import Row
from policygraph.graph.transfer import tables
from policygraph.services.ledgers import entering

PLAIN = "none"  # no grouping
VIEWS = {"tasks": "任务", "trends": "各月趋势", "years": "今年与上年"}
GROUP_HEIGHT, GROUPS_SHOWN = 260, 6  # pixels; groups up to which their table is only as high as it must be
CSS = """
<style>
.pg-changes { overflow-x: auto; }
.pg-changes table { border-collapse: collapse; font-size: .9rem; width: 100%; }
.pg-changes th, .pg-changes td { border-bottom: 1px solid var(--pg-line); padding: .3rem .6rem; text-align: left;
  vertical-align: top; overflow-wrap: anywhere; min-width: 3rem; }
.pg-changes th { color: var(--pg-muted); font-weight: normal; white-space: nowrap; }
.pg-changes del { color: var(--pg-muted); }
.pg-changes ins { color: var(--pg-blue); font-weight: 600; text-decoration: none; }
.st-key-ledger-done-line [data-testid="stAlertContainer"] { padding: .5rem .9rem; }
</style>
"""


def page() -> None:
    title, day, who = st.columns([5, 2, 3], vertical_alignment="bottom")
    title.title("台账")
    if pieces.without_graph():
        return
    st.html(CSS)
    with pieces.errors():
        given = address.day("on")
        with who:
            if here.may(Right.enter):
                acts.person()
        with day:
            on = _day(given)
        acts.done()
        _ledger(on)


def _day(given: date | None) -> date:
    """The day asked of: today, or that of the address."""
    today = date.today()
    on = given or today
    chosen = st.date_input("到哪一天", value=on, key=f"ledger-on-{on}", format="YYYY-MM-DD")
    if isinstance(chosen, date) and chosen != on:
        address.put("on", [] if chosen == today else [str(chosen)])
        st.rerun()
    return on


def _ledger(on: date) -> None:
    rules = entering.rules(data.place())
    everything = _items(data.place(), data.version(), on, repr(rules), rules)
    if not everything:
        pieces.empty("图里还没有要办的任务。", "请到“导入”页放入实施方案、任务清单一类的文件。")
        return
    some: Sequence[Item] = _narrowed(everything)
    whole = len(some) == len(everything)
    if not st.query_params.get_all("policy"):
        if later := ahead_in_words([each.line for each in some], on):
            st.caption(plain(f"{later}；要看，请选定这份方案"))
        some = _begun(some, on)
    match _view():
        case "trends":
            over_years.months(some, on, _policies(some))
        case "years":
            over_years.plans(some, on, rules)
        case _:
            _tasks(everything, some, on, rules, whole=whole)


def _begun(some: Sequence[Item], on: date) -> Sequence[Item]:
    """Without what plans for next year ask, unless one of them is chosen."""
    there = {line.id for line in begun((each.line for each in some), on)}
    return some if len(there) == len(some) else [each for each in some if each.line.id in there]


def _view() -> str:
    given = st.query_params.get("view", "tasks")
    if given not in VIEWS:
        raise address.not_here("看法")
    chosen = st.segmented_control(
        "看法", list(VIEWS), default=given, key=f"ledger-view-{given}", required=True,
        format_func=VIEWS.__getitem__, label_visibility="collapsed",
    )  # fmt: skip
    if chosen and chosen != given:
        address.put("view", [] if chosen == "tasks" else [chosen])
        st.rerun()
    return given


def _tasks(everything: Sequence[Item], some: Sequence[Item], on: date, rules: Rules, *, whole: bool) -> None:
    by_figures = st.query_params.get("weigh") == "figures"
    found = ledger_lines.reached() if by_figures else None
    st.markdown(f"**{plain(items.summary(some, found, on))}**")
    unmatched.show([each.line for each in some], whole=whole)
    some = _of_states(some)
    with st.container(horizontal=True, vertical_alignment="bottom", key="ledger-bar"):
        by = address.one("group", "分组", {PLAIN: "不分组", **{name: each.zh for name, each in items.GROUPS.items()}},
                         "ledger")  # fmt: skip
        order = address.one("order", "排序", {name: words for name, (words, _) in items.SORTS.items()}, "ledger")
        trends.weigh("ledger")
        some = sorted(some, key=items.SORTS[order][1])
        groups = items.group_rows(items.groups(some, by), _policies(some), found, on) if by != PLAIN else []
        _downloads(some, groups, by, on)
    if not some:
        pieces.empty("没有符合条件的任务。", "请减少所选的地方、单位、政策、状态，或换几个字。")
    if groups:
        _groups(groups, by)
    shown = f"{data.version()} {on} {rules}"
    which = hashlib.sha256("\0".join([shown, *(each.line.id for each in some)]).encode()).hexdigest()[:16]
    _lines({each.line.id: each for each in everything}, some, (which, order), on, rules)
    corrections.show(some)


@st.cache_resource(show_spinner=False, max_entries=3, ttl=1800)
def _items(where: str | None, seen: str, on: date, by: str, _rules: Rules) -> list[Item]:
    before = _known(where, on, by)
    made = items.items(ledger_lines.every_line(), on, _rules, before)
    before.clear()
    before.update({each.line.id: each for each in made})
    return made


@st.cache_resource(show_spinner=False, max_entries=3, ttl=1800)
def _known(where: str | None, on: date, by: str) -> dict[str, Item]:
    """How tasks stood before the graph changed, by id: of those of which nothing else was told it need not be found
    again."""
    return {}


# --- which


def _narrowed(some: Sequence[Item]) -> list[Item]:
    places, bureaus, policies, words = st.columns([2, 4, 5, 3], vertical_alignment="bottom")
    with places:
        known = {each.line.place for each in some if each.line.place}
        some = _of(
            "地方", "place", sorted(known), some, lambda line: (line.place,), begin=context.begin("place", known)
        )
    with bureaus:
        known = {name for each in some for name in items.bureaus(each.line)}
        some = _of("牵头或配合单位", "department", sorted(known), some, items.bureaus,
                   begin=context.begin("bureau", known))  # fmt: skip
    with policies:
        called = _policies(some)
        some = _of("政策", "policy", list(called), some, lambda line: (line.policy_id,), called.__getitem__,
                   ledger_lines.in_context(called))  # fmt: skip
    with words:
        wanted = _words()
        return [each for each in some if items.holds(each, wanted)]


def _of(
    label: str,
    name: str,
    options: Sequence[str],
    some: Sequence[Item],
    own: Callable[[Line], Iterable[str | None]],
    words: Callable[[str], str] = str,
    begin: Sequence[str] = (),
) -> Sequence[Item]:
    """Of `some` those that have one of what is chosen; `own`: what a line has; `begin`: what the context says."""
    chosen = set(address.several(label, name, options, words, begin=begin))
    return [each for each in some if not chosen.isdisjoint(own(each.line))] if chosen else some


def _policies(some: Sequence[Item]) -> dict[str, str]:
    """Names by id, told apart."""
    return titles.policies({
        each.line.policy_id: each.line.policy for each in some if each.line.policy_id and each.line.policy
    })  # fmt: skip


def _words() -> str:
    given = st.query_params.get("words", "")
    words = st.text_input("查找", value=given, key=f"ledger-words-{given}", placeholder="任务、进展或问题里的几个字")
    if words.strip() != given:
        address.put("words", [words.strip()] if words.strip() else [])
    return words.strip()


def _of_states(some: Sequence[Item]) -> list[Item]:
    """How many stand how, with their lights; those that are chosen."""
    counts = items.states(some)
    lights = {state: {each.standing.light for each in some if each.standing.state == state} for state in counts}
    given = st.query_params.get_all("state")
    if any(state not in STATES for state in given):
        raise address.not_here("状态")
    options = [state for state in STATES if state in counts or state in given]

    def called(state: State) -> str:
        marks = "".join(COLOURED[light] for light in FIRST if light in lights.get(state, ()))
        return f"{marks} {STATES[state]} {counts.get(state, 0):d}"

    chosen = st.pills("状态", options, selection_mode="multi", default=given, key=f"ledger-states-{given}-{options}",
                      format_func=called, label_visibility="collapsed")  # fmt: skip
    if list(chosen) != given:
        address.put("state", list(chosen))
    return [each for each in some if not chosen or each.standing.state in chosen]


# --- how


def _downloads(some: Sequence[Item], groups: Sequence[Row], by: str, on: date) -> None:
    """Made when they are asked for."""
    sheets = {"ledger": (f"台账（到{on}）", lambda: tables.of_rows(items.rows(some), items.COLUMNS))}
    if groups:
        name = f"{items.GROUPS[by][0]}的完成情况（到{on}）"
        sheets["groups"] = (name, lambda: tables.of_rows(groups, items.group_columns(by, groups)))
    with st.popover("下载"):
        for key, (name, table) in sheets.items():
            for kind, made, of in ((".xlsx", tables.to_xlsx, XLSX), (".csv", tables.to_csv, "text/csv")):
                download(f"{name}{kind}", partial(_file, made, table), f"{name}{kind}", of, f"ledger-{key}{kind}",
                         width="stretch")  # fmt: skip
        st.caption("只含当前所选的任务，次序同下表。")
        _bulletin(some, on)


def _bulletin(some: Sequence[Item], on: date) -> None:
    """The bulletin of the one policy, or the one place, that is chosen or that all of these are of."""
    from policygraph.services.paper import bulletin, making  # python-docx takes its time to load

    policies, places = ({getattr(each.line, name) for each in some} for name in ("policy_id", "place"))
    policy = policies.pop() if len(policies) == 1 else None
    place = places.pop() if len(places) == 1 else None
    if policy is None and place is None:
        st.caption("选定一份政策或一个地方，这里还可下载督查通报。")
        return
    name = f"{next(each.line.policy for each in some) if policy else place}{bulletin.NAME}（到{on}）"
    papers(bulletin.NAME, name, lambda store: making.bulletin_of(store, policy, None if policy else place, on),
           "ledger-bulletin")  # fmt: skip


def _file(made: Callable[[tables.Table], bytes], table: Callable[[], tables.Table]) -> bytes:
    return made(table())


def _groups(rows: Sequence[Row], by: str) -> None:
    """How far each group is; one that is chosen narrows the ledger to it."""
    event = st.dataframe(
        [{column.zh: row[column.name] for column in items.group_columns(by, rows)} for row in rows],
        key=f"ledger-groups-{by}", hide_index=True, width="stretch", placeholder="",
        height=GROUP_HEIGHT if len(rows) > GROUPS_SHOWN else "content", on_select="rerun",
        selection_mode="single-cell",
        column_config={"总体完成": st.column_config.ProgressColumn(format="percent", min_value=0, max_value=1)},
    )  # fmt: skip
    cells = event["selection"]["cells"]
    chosen = rows[cells[0][0]] if cells and cells[0][0] < len(rows) else None
    if chosen is None or chosen["id"] is None:
        st.caption("点一行，只看它的任务")
    elif st.query_params.get_all(items.GROUPS[by].filter) != [chosen["id"]]:
        address.put(items.GROUPS[by].filter, [chosen["id"]])
        st.rerun()


@st.fragment
def _lines(
    everything: Mapping[str, Item], some: Sequence[Item], drawn: tuple[str, str], on: date, rules: Rules
) -> None:
    """A cell that is changed does not build the choices above anew. `drawn`: which rows these are, in what order."""
    with pieces.errors():
        today = date.today()
        grid.heed(everything, min(on, today))
        changed = changes.found(everything, some, today)
        if some:
            grid.grid(some, *drawn, today, [(each.item, each.wrong) for each in changed])
        if here.may(Right.enter):
            changes.show(changed, on, today, rules)
        if (task := st.query_params.get(grid.TASK)) is None:
            st.caption("点“看”，看一项任务的历次进展和方案原文")
        else:
            history.show(everything.get(task) or _unlisted(task, on, rules))


def _unlisted(task: str, on: date, rules: Rules) -> Item:
    """A task that is no line of its own: a larger one whose parts are."""
    line = next((each for each in ledger_lines.every_line() if each.id == task), None)
    if line is None:
        raise address.not_here("任务")
    return items.item(line, on, rules)
