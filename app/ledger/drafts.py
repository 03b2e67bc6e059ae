"""What a person has changed in the grid and not yet entered: by task, with what was there when it was changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from policygraph.app.ledger.items import Item
from policygraph.graph.ledgers.reports import STATES as REPORTED
from policygraph.graph.ledgers.reports import wrong_day
from policygraph.graph.ledgers.standing import FINISHED, Rules, Standing, stand
from policygraph.graph.ledgers.told import SOLVED, Told
from policygraph.model.ontology import ontology
from policygraph.model.words import percent
from policygraph.services.ledgers.cells import share_of

FIELDS = {
    "share": "完成比例", "as_of": "截至", "reported": "上报状态", "text": "进展情况", "problem": "存在问题",
    "confirmed": "确认销号",
}  # fmt: skip
"""The cells that a person may change, by the name of their column."""
Said = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Draft:
    """`said`: what the changed cells hold now, by column; `seen`: ids of what was told of the task when the person saw
    it; `day`: of which it is told where no other is written, whatever day the page asks of later."""

    said: Said
    seen: frozenset[str]
    day: date


class Wrong(NamedTuple):
    """A cell that cannot be so."""

    column: str
    words: str


def shown(item: Item) -> Said:
    """What the cells of a row hold before anything is changed."""
    told, standing = item.told, item.standing
    return {
        "share": standing.share,
        "as_of": standing.as_of,
        "reported": told.state if told and told.state in REPORTED else None,
        "text": item.text,
        "problem": standing.problem or "",
        "confirmed": standing.state == "closed",
    }


def value(column: str, raw: Any) -> Any:
    """Of a cell as the browser gives it; a share that cannot be one stays as it was typed.

    >>> value("share", "62.5"), value("as_of", "2030-06-30T00:00:00.000"), value("text", None), value("confirmed", None)
    (0.625, datetime.date(2030, 6, 30), '', False)
    """
    if column == "share":
        return _share(raw.strip()) if raw and raw.strip() else None
    if column == "as_of":
        return _day(raw) if raw else None
    if column == "confirmed":
        return bool(raw)
    return raw or None if column == "reported" else (raw or "").strip()


def _day(raw: Any) -> date | None:
    try:
        return date.fromisoformat(str(raw)[:10])
    except ValueError:  # of a year that has five digits
        return None


def _share(typed: str) -> float | str:
    try:
        return share_of(typed)
    except ValueError:
        return typed


def _why_not(typed: str) -> str:
    try:
        share_of(typed)
    except ValueError as error:
        return str(error)
    return ""


def drafted(item: Item, cells: Mapping[str, Any], before: Draft | None, day: date) -> Draft | None:
    """What is changed now that these cells of a row hold this, and others what they held before; None where all is as
    it was. `day`: of which a change is told that is made now."""
    usual = shown(item)
    said = {**(before.said if before else {}), **{column: value(column, raw) for column, raw in cells.items()}}
    said = {column: said[column] for column in FIELDS if column in said and said[column] != usual[column]}
    return (replace(before, said=said) if before else Draft(said, seen(item), day)) if said else None


def seen(item: Item) -> frozenset[str]:
    return frozenset(each.id for each in item.line.told)


def news(item: Item, draft: Draft) -> list[Told]:
    """What others have told of the task since the person saw it."""
    return [each for each in item.line.told if each.id not in draft.seen]


def report_of(item: Item, draft: Draft) -> Said:
    """What a draft reports, as `reports.report` takes it.

    A row is told as it is seen: a problem that stands there still does, and so does the share beside a state that was
    changed, as far as both can be. Where only the day is another, or a problem is gone, state and share are told again.
    """
    said, usual = draft.said, shown(item)
    state, share = said.get("reported"), said.get("share")
    if not {"reported", "share", "text", "confirmed"} & said.keys():
        state, share = usual["reported"], usual["share"]
    elif "reported" in said and "share" not in said:
        share = usual["share"] if state not in ("done", "not-started") and usual["share"] != 1 else None
    elif said.get("confirmed") and "share" not in said:
        share = usual["share"] if usual["share"] == 1 else None
    if state == "done" and "share" not in said:
        share = None
    return {
        "as_of": said.get("as_of") or draft.day,
        "state": state,
        "share": share,
        "problem": said.get("problem", usual["problem"]) or (SOLVED[0] if usual["problem"] else None),
        "text": said.get("text") or None,
        "confirmed": bool(said.get("confirmed")),
    }


def wrong(item: Item, draft: Draft, reported: Said, today: date) -> Wrong | None:
    """The first cell of a row that cannot be so, and why."""
    said, share, state = draft.said, reported["share"], reported["state"]
    if words := wrong_day(reported["as_of"], today, item.line.since):
        return Wrong("as_of", words)
    if isinstance(share, str):
        return Wrong("share", f"“{share}”不对：{_why_not(share)}")
    if "share" in said and share is None and state is None:
        return Wrong("share", "清空不能收回已报的比例：请填新的，或在下面的历次进展里撤销那一条")
    if share is not None and (share == 1) != (state == "done") and state is not None:
        return Wrong("reported", f"和完成比例 {percent(share)} 对不上：100% 的是办结，办结的是 100%")
    if said.get("confirmed") is False:
        return Wrong("confirmed", "要收回销号，请在下面的历次进展里撤销那一条")
    if said.get("confirmed") and share != 1 and state != "done" and item.standing.state not in FINISHED:
        return Wrong("confirmed", "还没有办结，不能销号；请先报办结或 100%")
    return None


def after(item: Item, reported: Said, by: str, at: str, on: date, rules: Rules) -> Standing:
    """How the task would stand with this."""
    told = Told("", reported["state"], reported["share"], reported["as_of"], reported["problem"],
                reported["text"] or "", by=by, at=at, confirmed=reported["confirmed"])  # fmt: skip
    return stand(replace(item.line, told=(*item.line.told, told)), on, rules)


def in_words(column: str, held: Any) -> str:
    """What a cell holds, for people.

    >>> in_words("share", 0.625), in_words("share", None), in_words("confirmed", True)
    ('62.5%', '（空）', '是')
    """
    if column == "confirmed":
        return "是" if held else "否"
    if held is None or held == "":
        return "（空）"
    if column == "share" and not isinstance(held, str):
        return f"{round(held * 100, 4):g}%"
    return ontology().word("Progress.state", held) if column == "reported" else str(held)


def changes(item: Item, draft: Draft) -> Sequence[tuple[str, str, str]]:
    """What is changed: column, before, after."""
    usual = shown(item)
    return [
        (FIELDS[column], in_words(column, usual[column]), in_words(column, held)) for column, held in draft.said.items()
    ]
