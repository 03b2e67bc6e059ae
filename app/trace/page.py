"""政策溯源: from a measure of a county up to the centre, and from a measure of the centre down to the counties."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from policygraph.app.frame import address, context, data, ledger_lines
from policygraph.app.frame.component import component
from policygraph.app.frame.plain import plain
from policygraph.app.parts import pieces
from policygraph.app.parts.things import unjudged
from policygraph.app.parts.things.tasks import measures
from policygraph.app.trace import annulled, choice, details, drawn_chain, follows
from policygraph.graph.asking.catalog import Column
from policygraph.graph.lineage import chain
from policygraph.graph.lineage.chain import Chain, Link
from policygraph.graph.stores.store import Row

TABLE = (
    Column("lower_level", "下级层级"),
    Column("lower_policy", "下级政策"),
    Column("lower_task", "下级任务"),
    Column("basis", "关系"),
    Column("score", "相近程度", of="DERIVES_FROM.score"),
    Column("confidence", "可信度", of="DERIVES_FROM.confidence"),
    Column("upper_level", "上级层级"),
    Column("upper_policy", "上级政策"),
    Column("upper_task", "上级任务"),
    Column("evidence", "依据的原文或相同的词"),
    Column("document", "文档编号", hidden=True),
    Column("start", "起", hidden=True),
    Column("end", "止", hidden=True),
)

MOST_BELOW = 20  # policies below a measure's own that are asked how comparable they are


def page() -> None:
    st.title("政策溯源")
    if not pieces.without_graph():
        _trace()


@st.fragment
def _trace() -> None:
    with pieces.errors():
        policies = drawn_chain.policies()
        if not policies:
            pieces.empty("图里还没有政策。", "请到“导入”页放入实施方案、意见等文件。")
            return
        named = {name: st.query_params.get(name, "") for name in ("task", "policy")}
        task = drawn_chain.tasks([named["task"]]).get(named["task"]) if named["task"] else None
        policy = policies.get((task or {}).get("policy_id") or named["policy"])
        if not any(named.values()):
            begin = ledger_lines.in_context(policies)
            policy = policies[begin[0]] if begin else _first(_of_place(list(policies.values())))
        choice.choose(policies, policy, task)
        if named["task"] and task is None:
            raise address.not_here("任务")
        if named["policy"] not in ("", *policies):
            raise address.not_here("政策")
        found = drawn_chain.chain_of_task(task) if task else drawn_chain.chain_of_policy(policy["id"] if policy else "")
        if policy is not None:
            annulled.show(policy, "start")
        _picture(found)
        _table(found)
        follows.show(policy, task, found)


def _of_place(policies: Sequence[Row]) -> Sequence[Row]:
    """Those of the context's place, where there are any."""
    return [each for each in policies if context.begin("place", [each["region"]])] or policies


def _first(policies: Sequence[Row]) -> Row:
    """What is shown where nothing was chosen: of the lowest level with measures and something above them."""
    order = {level: i for i, level in enumerate(chain.LEVELS)}
    return min(
        policies,
        key=lambda p: (not (p["tasks"] and p["derives_from"]), not p["tasks"], order.get(p["level"], 9), -p["tasks"]),
    )


def _picture(found: Chain) -> None:
    st.markdown(summary(found))

    def opened() -> None:
        st.query_params[choice.SHOW] = st.session_state["trace"].show

    def started() -> None:
        choice.start_at(st.session_state["trace"].start)

    selected = st.query_params.get(choice.SHOW)
    component("trace")(
        key="trace", data=drawn_chain.picture(found, selected), on_show_change=opened, on_start_change=started
    )
    with st.container(border=True, key="trace-details"):
        if selected and not details.show(selected, found):
            st.warning(plain(address.not_here("卡片或连线")))
        elif not selected:
            st.caption("点图中的卡片看内容和原文，点连线上的字看依据的那句话；指着卡片，它的整条来龙去脉会亮起来。")


def summary(found: Chain) -> str:
    """What was found, in a sentence or two."""
    level = found.level
    what = "任务" if found.start.startswith("Task:") else "政策"
    above = _counted(found, up=True)
    below = _counted(found, up=False)
    if above:
        first = f"向上找到{above}{what}"
    elif level == "central":
        first = "这是中央一级，上面没有依据可找"
    else:
        first = _without(found)
    second = f"向下找到{below}{what}" if below else ""
    if not below and level not in ("town", "county"):
        second = _nothing_below(found)
    guessed = any(link.kind == "guess" for link in found.links)
    note = "虚线是按文字相近推测的，**未入图**，不是原文写明的依据。" if guessed else ""
    cut = f"政策太多，离得最远的 {found.cut:d} 项没有画出，也没有比对。" if found.cut else ""
    return f"{'；'.join(filter(None, (first, second)))}。{note}{cut}"


def _counted(found: Chain, *, up: bool) -> str:
    """How many are on the ways up or down, and how many of them only by guess: ` 3 项`, ` 3 项（其中推测 2 项）`."""
    whole, known = len(found.reach(up=up)), len(found.reach(up=up, guesses=False))
    if not whole:
        return ""
    return (
        f" {whole:d} 项"
        if whole == known
        else f" {whole:d} 项{'推测的' if not known else f'（其中推测 {whole - known:d} 项）'}"
    )


def _without(found: Chain) -> str:
    """That nothing is above; of a measure only where there was something to compare it with."""
    home = _home(found)
    if found.start.startswith("Task:") and home:
        policies = _policies(found, home, up=True)
        compared = sum(bool(measures(policy["id"])) for policy in policies)
        rest = len(policies) - compared
        if policies and not compared:
            return f"它的 {rest:d} 项上级政策仅见引用，未收录原文，无从比对"
        other = f"，另有 {rest:d} 项未收录原文，无从比对" if rest else ""
        if share := _incomparable(home["id"]):
            return f"**未判断**：与上级政策可比程度低（{share}的任务找得到对应{other}），不能说没有依据"
        if policies:
            return f"**本地自定，未发现上级依据**（{compared:d} 项上级政策里没有文字相近的任务{other}）"
    return "**未发现上级依据**（原文没有写明依据哪项上级政策）"


def _home(found: Chain) -> Row | None:
    """The policy that the start is, or is part of."""
    return next((group.policy for group in found.groups if group.policy and found.holds(group)), None)


def _policies(found: Chain, home: Row, *, up: bool) -> list[Row]:
    """The policies above a start's own, or below it."""
    there = Chain(f"Policy:{home['id']}", found.columns, found.links).reach(up=up)
    return [group.policy for group in found.groups if group.policy and f"Policy:{group.policy['id']}" in there]


def _nothing_below(found: Chain) -> str:
    """That nothing below answers; of a measure that this is not judged, where those below are hardly comparable."""
    if not found.start.startswith("Task:"):
        return "还没有下级政策依据它"
    home = _home(found)
    share = _incomparable_below(home["id"], _policies(found, home, up=False)) if home else ""
    if share:
        return f"**未判断**：与下级政策可比程度低（{share}的任务找得到对应），不能说没有落实"
    return "还没有下级任务与它对应"


def _incomparable(policy: str) -> str:
    """The share of a policy's measures that have their like above, where it is too small to conclude from."""
    found = unjudged.share(data.ask("measures-without-ground", {"policy": policy})[:1])
    return "" if found is None else f"{found:.0%}"


def _incomparable_below(policy: str, below: Sequence[Row]) -> str:
    """The highest share of measures that policies `below` have in common with a policy, where all are too small."""
    asked = [data.ask("demands-not-taken-up", {"policy": each["id"]}) for each in below[:MOST_BELOW]]
    found = unjudged.share([row for rows in asked for row in rows if row["above_id"] == policy])
    return "" if found is None else f"{found:.0%}"


def _table(found: Chain) -> None:
    if not found.links:
        return
    key = f"trace-table-{found.start}"
    with pieces.folded(f"以表格查看和下载（{len(found.links)} 条关系）", key) as is_open:
        if not is_open:
            return
        rows = [row for link in found.links for row in _rows(link)]
        pieces.table(rows, TABLE, key, file=f"{details.name(found.start)}的来龙去脉", beside=pieces.evidence)


def _rows(link: Link) -> list[Row]:
    ends = {
        f"{side}_{name}": value
        for side, key in (("lower", link.lower), ("upper", link.upper))
        for name, value in _end(key).items()
    }
    shared = ends | {"basis": drawn_chain.LABELS[link.kind], "score": link.score, "confidence": link.sure}
    if link.kind == "guess":
        return [shared | {"basis": "相近（推测，未入图）", "evidence": "、".join(link.words)}]
    return [shared | {name: row[name] for name in ("evidence", "document", "start", "end")} for row in link.grounds]


def _end(key: str) -> Row:
    id_ = key.partition(":")[2]
    task = drawn_chain.tasks([id_]).get(id_) if key.startswith("Task:") else None
    policy = drawn_chain.policies().get((task["policy_id"] or "") if task else id_, {})
    level = drawn_chain.level_word(policy.get("level") or "")
    return {"level": level, "policy": policy.get("title"), "task": task["task"] if task else None}
