"""What people report of how tasks stand: kept in the graph beside what was read, and in the plain file beside it.

A report is never changed: who says something else later enters another, and who takes one back leaves it to be seen. It
names its task by the id under which that was read, and by its title and policy, so that it finds the task again when
the plan is read from another file.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime
from difflib import SequenceMatcher
from functools import cache
from typing import Any

from policygraph.graph.cypher.files import fixed
from policygraph.graph.ledgers.lines import lines_of
from policygraph.graph.loading.statements import batches, merge_edges, merge_nodes, stored
from policygraph.graph.stores.store import NoDatabaseError, Read, Row, Statement, Store
from policygraph.model.errors import PolicyGraphError
from policygraph.model.ontology import ontology
from policygraph.model.records import Properties, make_id
from policygraph.model.words import clock, percent

ENTERED = fixed(__package__, "entered")
LET_GO = fixed(__package__, "let-go")
CALLED = fixed(__package__, "tasks-called")
TASKS = fixed(__package__, "tasks-of-ids")
OF_ROWS = fixed(__package__, "tasks-of-rows")

EARLIEST = date(2000, 1, 1)
"""Of what day anything is told: an earlier one is a slip of the hand, such as 1205 for 2025."""
ALIKE = 0.5  # of two titles of one number, of which one is the other after a change of the plan
STATES = ("not-started", "on-track", "behind", "done", "stopped")


@dataclass(frozen=True, slots=True)
class Report:
    """As the ontology has it (`Progress`, those with `by`). `of`: id of the task as read; `as_of`: ISO date; `at`,
    `withdrawn_at`: ISO 8601 with time zone."""

    of: str
    title: str
    by: str
    at: str
    as_of: str
    policy: str | None = None
    number: str | None = None
    state: str | None = None
    share: float | None = None
    problem: str | None = None
    text: str = ""
    confirmed: bool | None = None
    withdrawn_by: str | None = None
    withdrawn_at: str | None = None

    @property
    def id(self) -> str:
        return make_id("Progress", self.of, self.by, self.at, self.as_of)

    @property
    def stands(self) -> bool:
        return self.withdrawn_at is None

    @property
    def finishes(self) -> bool:
        """Whether it says that the task is done."""
        return self.state == "done" or self.share == 1

    @property
    def sentence(self) -> str:
        """What was reported, for people."""
        said = [
            ontology().word("Progress.state", self.state) if self.state else "",
            f"完成 {percent(self.share)}" if self.share is not None else "",
            "确认办结，予以销号" if self.confirmed else "",
            f"问题：{self.problem}" if self.problem else "",
            self.text,
        ]
        return f"“{self.title}”截至{self.as_of}：{'，'.join(filter(None, said))}"


@cache
def names() -> tuple[str, ...]:
    """Of a report's fields."""
    return tuple(each.name for each in fields(Report))


# --- making them


def report(
    read: Read,
    task: str,
    *,
    by: str,
    as_of: date,
    today: date,
    state: str | None = None,
    share: float | None = None,
    problem: str | None = None,
    text: str | None = None,
    confirmed: bool = False,
) -> Report:
    """What a person tells of the task of that id. PolicyGraphError where there is none, or it cannot be so."""
    found = _task(read, task)
    made = Report(
        of=found["id"], title=found["title"], policy=found["policy"], number=found["number"], by=by.strip(),
        at=_now(), as_of=as_of.isoformat(), state=state or None, share=share, problem=_words(problem),
        text=_words(text) or "", confirmed=confirmed or None,
    )  # fmt: skip
    since = next((line.since for line in lines_of(read, [made.of])), None)
    if wrong := wrong_day(as_of, today, since) or _wrong(made):
        raise PolicyGraphError(wrong)
    return made


def _task(read: Read, id_: str) -> Row:
    """The task of that id, or that which was this one when somebody reported of it: its plan is another text by now.
    PolicyGraphError where there is none."""
    if found := read(TASKS, {"ids": [id_]}):
        return next(iter(found))
    of_before = [each for each in all_reports(read).values() if each.of == id_]
    if homes := list(homes_of(read, of_before).values()):
        return homes[-1]
    raise PolicyGraphError(
        f"图中没有编号为 {id_} 的任务；方案换了文本，任务的编号会变：可用 policygraph ledger show 查现在的编号"
    )


def wrong_day(as_of: date, today: date, since: date | None = None) -> str | None:
    """Why nothing can be told of that day, for people; `since`: from when on there is the task. What was kept of such a
    day before is read all the same."""
    if as_of > today:
        return f"截至日期 {as_of} 还没有到；今天是 {today}"
    if as_of < EARLIEST:
        return f"截至日期 {as_of} 太早，应在 {EARLIEST} 以后；请看年份有没有写错"
    if since and as_of < since <= today:
        return f"截至日期 {as_of} 时还没有这份方案，它从 {since} 起；请看年份有没有写错"
    return None


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="microseconds")


def _words(text: str | None) -> str | None:
    return (text or "").strip() or None


def _wrong(made: Report) -> str | None:
    """What cannot be so in a report, for people."""
    if not made.by:
        return "请写明是谁填报的"
    if made.state is not None and made.state not in STATES:
        words = "、".join(ontology().word("Progress.state", each) for each in STATES)
        return f"没有“{made.state}”这种状态；可以是 {words}（{'、'.join(STATES)}）"
    if made.share is not None and (wrong := _wrong_share(made.share, made.state)):
        return wrong
    if not made.confirmed and {made.state, made.share, made.problem, made.text} <= {None, ""}:
        return "没有填写任何进展：状态、完成比例、存在问题、进展情况至少写一项"
    return None


def _wrong_share(share: float, state: str | None) -> str | None:
    if not (math.isfinite(share) and 0 <= share <= 1):
        return f"完成比例应在 0 到 100% 之间，得到 {percent(share)}"
    if share == 1 and state not in (None, "done"):
        return "完成比例是 100%，状态却不是办结；请改其中一项"
    if share > 0 and state == "not-started":
        return f"状态是未开始，完成比例却是 {percent(share)}；请改其中一项"
    if share < 1 and state == "done":
        return f"状态是办结，完成比例却是 {percent(share)}；请改其中一项"
    return None


def from_fields(entry: Any, where: str) -> Report:
    """The report that a line of the plain file holds. PolicyGraphError says `where` what is wrong."""
    if not isinstance(entry, dict) or not {"of", "title", "by", "at", "as_of"} <= entry.keys() <= set(names()):
        raise PolicyGraphError(f"{where}的内容不全，或有不认识的项")
    made = Report(**entry)
    try:
        date.fromisoformat(made.as_of)
        times = [datetime.fromisoformat(each) for each in (made.at, made.withdrawn_at) if each]
        wrong = _wrong(made) if all(each.tzinfo for each in times) else "时间没有写时区"
    except (TypeError, ValueError):
        wrong = "日期、时间或数字不对"
    if wrong:
        raise PolicyGraphError(f"{where}：{wrong}")
    return made


# --- keeping them


def all_reports(read: Read) -> dict[str, Report]:
    """Everything that was ever entered, by id, in the order of time."""
    return {row["id"]: _of_row(row) for row in _held(read)}


def _held(read: Read) -> list[Row]:
    try:
        return list(read(ENTERED))
    except NoDatabaseError:
        return []


def _of_row(row: Row) -> Report:
    return Report(**{name: row[name] for name in names()})


def keeping(read: Read, reports: Collection[Report]) -> Iterator[Statement]:
    """The statements that keep reports, and hang those that stand on their tasks."""
    kind = ontology().nodes["Progress"]
    yield from merge_nodes("Progress", [stored(_node(each), kind) for each in reports])
    yield from batches(LET_GO, [{"id": each.id} for each in reports if not each.stands])
    yield from _hung(homes_of(read, [each for each in reports if each.stands]))


def hang(store: Store) -> int:
    """Hang again what lost its task, because the plan was read anew or from another file, or a plan came to a ledger
    or went; returns how many."""
    apart = [row for row in _held(store.read) if row["task"] != row["of"] and row["withdrawn_at"] is None]
    on = {_of_row(row): row["task"] for row in apart}
    homes = homes_of(store.read, on)
    moved = {each: home for each, home in homes.items() if home["id"] != on[each]}
    if moved:
        store.write(lambda _: (*batches(LET_GO, [{"id": each.id} for each in moved if on[each]]), *_hung(moved)))
    return len(moved)


def withdrawn(read: Read, id_: str, by: str) -> Report:
    """A report as it is when it is taken back. PolicyGraphError where there is none of that id, or it was already."""
    found = all_reports(read).get(id_)
    if found is None:
        raise PolicyGraphError(f"没有编号为 {id_} 的填报；policygraph ledger history 任务编号 可列出一项任务的全部填报")
    if not found.stands:
        raise PolicyGraphError(f"{found.withdrawn_by} 已于 {clock(found.withdrawn_at or found.at)} 撤销了这条填报")
    if not by.strip():
        raise PolicyGraphError("请写明是谁撤销的")
    return replace(found, withdrawn_by=by.strip(), withdrawn_at=_now())


def _node(report: Report) -> Properties:
    kept = {("task" if name == "title" else name): value for name, value in asdict(report).items() if value is not None}
    return {**kept, "id": report.id, "name": report.sentence[:60], "documents": []}


def homes_of(read: Read, reports: Iterable[Report], alike: float = ALIKE) -> dict[Report, Row]:
    """The task of each, as far as there is one: of its id, or that of which the row tells that was this task; else the
    one that its policy, of that title, now has (`moved_to`)."""
    reports = list(reports)
    there = _by(read, TASKS, "ids", {each.of for each in reports}, "id")
    homes = {each: there[each.of][0] for each in reports if each.of in there}
    lost = [each for each in reports if each not in homes]
    of_row = _by(read, OF_ROWS, "rows", {each.of for each in lost}, "row")
    of = _by(read, CALLED, "policies", {each.policy for each in lost if each.policy}, "policy")
    for each in lost:
        if len({row["id"] for row in of_row[each.of]}) == 1:
            homes[each] = of_row[each.of][0]
        elif each.policy and (home := moved_to(each.title, each.number, of[each.policy], alike)):
            homes[each] = home
    return homes


def _by(read: Read, query: str, parameter: str, asked: Collection[str], name: str) -> dict[str, list[Row]]:
    """What a query answers for all that is asked, by a column."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in read(query, {parameter: sorted(asked)}) if asked else ():
        found[row[name]].append(row)
    return found


def moved_to(title: str, number: str | None, tasks: Sequence[Row], alike: float = ALIKE) -> Row | None:
    """Of a policy's tasks the one of that title, or that the document calls so where a person corrected it, else of
    that number and of a title much like it (`alike`, to 1); None in doubt."""
    called = [row for row in tasks if title in (row["title"], row.get("stated"))]
    numbered = [row for row in called or tasks if row["number"] == number]
    if not called and number:
        numbered = [row for row in numbered if _likeness(title, row.get("stated") or row["title"]) >= alike]
        return numbered[0] if len(numbered) == 1 else None
    found = numbered if len(called) > 1 else called
    return found[0] if len(found) == 1 else None


def _likeness(title: str, other: str) -> float:
    return SequenceMatcher(None, other, title).ratio()


def _hung(homes: dict[Report, Row]) -> Iterator[Statement]:
    kind = ontology().edges["HAS_PROGRESS"]
    edges = [
        {
            "source": task["id"],
            "target": each.id,
            "properties": stored({"document": task["document"], "basis": "entered", "confidence": 1.0}, kind),
        }
        for each, task in homes.items()
    ]
    yield from merge_edges("HAS_PROGRESS", "Task", "Progress", edges)
