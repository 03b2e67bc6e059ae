"""Answers in one sentence, before the table; beside it the slots as understood, and what was taken otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from policygraph.graph.ledgers.standing import STATES
from policygraph.graph.questions.conditions import ROLES
from policygraph.graph.questions.slots import Slots
from policygraph.graph.stores.store import Row
from policygraph.model.ontology import ontology
from policygraph.model.words import amount, percent

MOST_PLACES, MOST_TASKS, MOST_NAMES = 6, 4, 8
LONGEST_TITLE = 26
YEAR = re.compile(r"(?:19|20)\d\d年")
STATE_WORDS: dict[str, str] = {str(state): word for state, word in STATES.items()}
STATE_WORDS |= {"finished": "办结", "unfinished": "没有办结"}


def scope(slots: Slots) -> str:
    """What is asked of, in the words of the graph: 临澜区 2026 年, 临澜区农业农村局."""
    units = ["和".join(_unit(names, at, slots) for at, names in enumerate(slots.bureaus))] if slots.bureaus else []
    level = [ontology().word("Policy.level", slots.own_level)] if slots.own_level else []
    function = [f"{slots.function}部门"] if slots.function else []
    year = [f"{slots.year} 年"] if slots.year else []
    parts = (listed(slots.places, MOST_TASKS), *level, *units, *function, "、".join(slots.locations), *year)
    return " ".join(part for part in parts if part)


def _unit(names: Sequence[str], at: int, slots: Slots) -> str:
    """The unit, or what it was called where several are called so."""
    said = slots.said.get("bureau", "").split("、")
    return names[0] if len(names) == 1 or at >= len(said) else f"{said[at]}（{listed(names, MOST_TASKS)}）"


def who(slots: Slots, rows: Sequence[Row], units: Sequence[str]) -> str:
    """By place: 云泽市：云泽市农业农村局牵头."""
    if not rows:
        return f"{scope(slots)}没有这样的任务。"
    role, columns = role_asked(slots), columns_asked(slots)
    own = {name for names in (*slots.bureaus, *slots.besides) for name in names}
    parts = []
    for place, some in _by(rows, "place"):
        named = list(dict.fromkeys(n for row in some for column in columns for n in row[column] if n not in own))
        if not named:
            parts.append(f"{place}没有{'别的' if slots.besides else '写明'}{role}单位（{_titles(some)}）")
        elif slots.words and len(columns) == 1 and 1 < len({tuple(row[columns[0]]) for row in some}) <= MOST_TASKS:
            parts.append(
                f"{place}：{_by_task(some, columns[0], role, own)}"
            )  # each with the task for which it is named
        else:
            parts.append(f"{place}：{listed(named, MOST_NAMES)}{role}")
    more = f"；另有 {len(parts) - MOST_PLACES} 处" if len(parts) > MOST_PLACES else ""
    return f"{'；'.join(parts[:MOST_PLACES])}{more}。"


def many_units(slots: Slots, units: Sequence[str]) -> str:
    """How many units there are of the role that is asked for."""
    return f"{_of(slots)}{role_asked(slots)}单位共 {len(units)} 个{f'：{listed(units, MOST_NAMES)}' if units else ''}。"


def _by_task(rows: Sequence[Row], column: str, role: str, own: Collection[str]) -> str:
    of: dict[str, list[str]] = {}
    several = len({row["policy"] for row in rows}) > 1
    for row in rows:
        year = YEAR.search(row["policy"] or "") if several else None
        of.setdefault("、".join(name for name in row[column] if name not in own), []).append(
            f"{_short(row['task'])}{f'（{year[0]}）' if year else ''}"
        )
    parts = [f"{units}{role}“{'”“'.join(dict.fromkeys(titles))}”" for units, titles in of.items() if units]
    return "，".join(parts)


def columns_asked(slots: Slots) -> tuple[str, ...]:
    """Where those stand who are asked for."""
    role = slots.asked_role or (None if slots.bureaus else slots.role)
    if role is None and (slots.has("role-units") or slots.bureaus):
        return ("leads", "supports")
    return ("supports",) if role == "support" else ("leads",)


def role_asked(slots: Slots) -> str:
    columns = columns_asked(slots)
    return "负责" if len(columns) > 1 else ROLES["support"] if columns == ("supports",) else ROLES["lead"]


def _of(slots: Slots) -> str:
    """Scope and term."""
    return f"{scope(slots)} {term(slots)}".strip()


def tasks(slots: Slots, rows: Sequence[Row]) -> str:
    if not rows:
        return _none(slots)
    act = ROLES.get(slots.role or "", "")
    joint = "都有份的" if len(slots.bureaus) > 1 else ""
    what = f"{_of(slots)}{act}{joint}{_lacking(slots)}任务"
    return f"{what} {len(rows)} 项：{_titles(rows)}。{_by_unit(slots, rows)}{_drafts(rows)}"


def _lacking(slots: Slots) -> str:
    """What is not so, or not written, of the tasks that are asked for."""
    leads = {"none": "没有写明牵头单位的", "several": "有几个牵头单位的"}.get(slots.leads or "", "")
    lacks = "".join(f"没有写明{each}{'单位' if each == '配合' else ''}的" for each in slots.lacks)
    return leads + lacks + denied(slots)


def denied(slots: Slots) -> str:
    """In words: 没有由临澜区农业农村局牵头的."""
    units = "" if slots.others == slots.bureaus else "、".join(name for names in slots.others for name in names)
    places = f"{'、'.join(slots.elsewhere)}以外的" if slots.elsewhere else ""
    part = denied_part(slots)
    own = f"不{part}的" if slots.others and not units else ""
    return (own or f"不由{units}{part}的" if slots.others else "") + places


def denied_part(slots: Slots) -> str:
    """The part that units are said not to have; any, where none is named."""
    return ROLES.get(slots.other_role or "", "参与")


def count(slots: Slots, rows: Sequence[Row]) -> str:
    what = f"{_of(slots)}{ROLES.get(slots.role or '', '')}{_lacking(slots)}"
    return f"{what}共 {len(rows)} 项任务。{_by_unit(slots, rows)}{_drafts(rows)}"


def when(slots: Slots, rows: Sequence[Row]) -> str:
    if not rows:
        return _none(slots)
    parts = []
    for row in rows[:MOST_TASKS]:
        basis = f"，{ontology().word('Task.due_basis', row['due_basis'])}" if row["due_basis"] else ""
        year = f"（{row['policy'][:LONGEST_TITLE]}）" if len({each["policy"] for each in rows}) > 1 else ""
        parts.append(f"{row['place']}“{_short(row['task'])}”{year} {row['due_on'] or '没有写明时限'}{basis}")
    return f"{'；'.join(parts)}{_more(rows, '项')}。"


def progress(slots: Slots, rows: Sequence[Row], states: Mapping[str, int], of: int) -> str:
    act = ROLES.get(slots.role or "", "")
    if not rows:
        what = f"{_of(slots)}{act}".removesuffix("的")
        return f"{f'{what}的' if what else '所问的'} {of} 项任务里没有{_state(slots)}的。" if of else _none(slots)
    what = f"{_state(slots)}的" if slots.state else ""
    spread = "，".join(f"{state} {number}" for state, number in states.items())
    told = [f"{_short(row['task'])} {percent(row['share'])}" for row in rows if row["share"] is not None]
    shares = f"；最近报告的完成比例：{'，'.join(told[:MOST_TASKS])}" if told else ""
    named = f"（{spread}）" if len(states) > 1 or not slots.state else ""
    return f"{_of(slots)}{act}{what}任务 {len(rows)} 项{named}：{_titles(rows)}{shares}。{_by_unit(slots, rows)}"


def _state(slots: Slots) -> str:
    return STATE_WORDS.get(slots.state or "", "")


def figures(slots: Slots, rows: Sequence[Row], names: Sequence[str]) -> str:
    kind = {"planned": "目标", "achieved": "完成数"}.get(slots.kind or "", "数")
    if not rows:
        return f"没有读到{scope(slots)}{listed(names, MOST_TASKS)}的{kind}。"
    said: dict[str, None] = {}
    for row in rows:
        year = f" {row['year']} 年" if row["year"] else ""
        word = kind_of(row)
        comparator = "" if row["comparator"] == "=" else ontology().word("Target.comparator", row["comparator"])
        said[f"{row['region']}{year}{row['indicator']}{word} {comparator}{value_of(row)}"] = None
    parts = list(said)
    more = f"；另有 {len(parts) - MOST_PLACES} 个" if len(parts) > MOST_PLACES else ""
    return f"{'；'.join(parts[:MOST_PLACES])}{more}。"


def kind_of(row: Row) -> str:
    return ontology().word("Target.kind", row["kind"])


def value_of(row: Row) -> str:
    return amount(row)


def documents(words: Sequence[str], rows: Sequence[Row]) -> str:
    names = listed([_short(row["name"]) for row in rows], MOST_TASKS)
    return f"{len(rows)} 份文件提到“{'、'.join(words)}”：{names}。"


def policies(slots: Slots, rows: Sequence[Row]) -> str:
    if not rows:
        return f"图中没有{scope(slots)}的政策。"
    titles = listed([_short(row["title"]) for row in rows], MOST_TASKS)
    return f"{scope(slots) or '图中'}的政策共 {len(rows)} 项：{titles}。"


def issuers(rows: Sequence[Row]) -> str:
    by = [f"由{row['issuer']}印发" if row["issuer"] else "没有读到印发机关" for row in rows[:MOST_TASKS]]
    parts = [f"《{_short(row['title'])}》{who_}" for row, who_ in zip(rows, by, strict=False)]
    return f"{'；'.join(parts)}{_more(rows, '项')}。"


def extreme(rows: Sequence[Row], *, slowest: bool) -> str:
    """What has gone least far, or furthest, of what was reported; those that are level together."""
    first = [row for row in rows if row["share"] == rows[0]["share"]]
    parts = [f"{row['place']}“{_short(row['task'])}”（{listed(row['leads'], MOST_TASKS)}牵头）" for row in first]
    as_of = f"，截至 {first[0]['as_of']}" if first[0]["as_of"] else ""
    end = "低" if slowest else "高"
    return f"报告的完成比例最{end}的是{listed(parts, MOST_TASKS)}：{percent(first[0]['share'])}{as_of}。"


def grounds(slots: Slots, rows: Sequence[Row], without: Sequence[Row] = ()) -> str:
    """`without`: tasks that were asked of too, and rest on nothing that was found."""
    level = ontology().word("Policy.level", slots.above) if slots.above else "上级"
    if not rows:
        return f"没有找到{level}的依据：可能是本地自己的举措，也可能没有比对出来。"
    parts: dict[str, None] = {}
    for row in rows:
        number = f"第{row['above_number']}条" if row["above_number"] else ""
        level = ontology().word("Policy.level", row["above_level"]) if row["above_level"] else ""
        parts[f"{row['place'] or ''}“{_short(row['task'])}”对应{level}{number}“{_short(row['above'])}”"] = None
    none = listed(list(dict.fromkeys(f"{row['place'] or ''}“{_short(row['task'])}”" for row in without)), MOST_TASKS)
    more = f" 等 {len(parts)} 处" if len(parts) > MOST_TASKS else ""
    return f"{'；'.join(list(parts)[:MOST_TASKS])}{more}{f'；没有找到依据的：{none}' if none else ''}。"


def carried_out(slots: Slots, rows: Sequence[Row]) -> str:
    if not rows:
        return "没有找到与它对应的下级任务：可能是没有比对出来，不能由此说没有落实。"
    places = list(dict.fromkeys(row["place"] for row in rows if row["place"]))
    return f"{listed(places, MOST_PLACES)}的 {len({row['task_id'] for row in rows})} 项任务落实：{_titles(rows)}。"


def chain(query: str, title: str, rows: Sequence[Row]) -> str:
    column = "above" if query == "policy-ancestors" else "policy"
    names = list(dict.fromkeys(row[column] for row in rows))
    if not names:
        return f"《{title}》没有查到{'依据' if column == 'above' else '落实它'}的政策。"
    quoted = [f"《{_short(name)}》" for name in names]
    if column == "above":
        return f"《{title}》依据 {listed(quoted, MOST_TASKS)}。"
    return f"《{title}》由 {len(names)} 项政策落实：{listed(quoted, MOST_TASKS)}。"


def ranking(slots: Slots, rows: Sequence[Row]) -> str:
    if not rows:
        return f"图中没有{scope(slots)}的部门。"
    first = rows[0]
    return (
        f"{scope(slots)}牵头任务最多的是{first['department']}：牵头 {first['leads']} 项，配合 {first['supports']} 项。"
    )


# --- pieces of sentences


def listed(names: Sequence[str], most: int) -> str:
    return "、".join(names[:most]) + (f" 等 {len(names)} 个" if len(names) > most else "")


def _titles(rows: Sequence[Row]) -> str:
    return "、".join(dict.fromkeys(_short(row["task"]) for row in rows[:MOST_TASKS])) + (
        "……" if len(rows) > MOST_TASKS else ""
    )


def _short(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else f"{title[:LONGEST_TITLE]}…"


def _more(rows: Sequence[Row], what: str) -> str:
    return f"；共 {len(rows)} {what}" if len(rows) > MOST_TASKS else ""


def term(slots: Slots) -> str:
    if slots.since and slots.until:
        return f"{slots.since} 至 {slots.until} 到期的"
    return f"{slots.until} 前到期的" if slots.until else f"{slots.since} 后到期的" if slots.since else ""


def _none(slots: Slots) -> str:
    what = f"{_of(slots)}{ROLES.get(slots.role or '', '')}"
    return f"没有{what or '这样'}{_lacking(slots) or ('' if term(slots) else '的')}任务。"


def _drafts(rows: Sequence[Row]) -> str:
    drafts = sum(row.get("status") == "draft" for row in rows)
    return f"其中 {drafts} 项出自征求意见稿。" if drafts else ""


def _by_unit(slots: Slots, rows: Sequence[Row]) -> str:
    """How many of each, where a name is that of several units."""
    names = slots.bureaus[0] if slots.bureaus else ()
    if len(names) < 2:
        return ""
    columns = {"lead": ("leads",), "support": ("supports",)}.get(slots.role or "", ("leads", "supports"))
    parts = [(name, sum(any(name in (row.get(c) or ()) for c in columns) for row in rows)) for name in names]
    return f"其中{'，'.join(f'{name} {number} 项' for name, number in parts[:MOST_NAMES])}。"


def _by(rows: Iterable[Row], column: str) -> list[tuple[str, list[Row]]]:
    said: Callable[[Row], Any] = lambda row: row[column] or ""  # noqa: E731
    return [(place, list(some)) for place, some in groupby(sorted(rows, key=said), key=said)]
