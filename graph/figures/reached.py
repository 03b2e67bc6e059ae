"""How far the figures that tasks aim at were reached: what is told of them as reached beside what was planned.

Told is what hangs on the progress of the task, what a person wrote in his report of it, and what a report of the same
place says (`CORRESPONDS_TO`). What a plan says, of its own year or of the one before, is never told as reached. A
figure of which nothing comparable is told is not judged, and neither is a task of which no figure is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from policygraph.graph.cypher.files import fixed
from policygraph.graph.figures.names import words
from policygraph.graph.figures.pairing import Figure, Within, figure
from policygraph.graph.figures.verdicts import judge
from policygraph.graph.ledgers.standing import Line
from policygraph.graph.stores.store import Read, Row
from policygraph.ingest.figures import comparable
from policygraph.ingest.text.characters import for_matching
from policygraph.model.words import text, whole_percent

AIMS = fixed(__package__, "aims-of-tasks")
TOLD = fixed(__package__, "told-of-tasks")
REPORTED = fixed(__package__, "reported-of-tasks")

SHORTEST = 2  # characters of a name that stands within another


class Reached(NamedTuple):
    """A figure that was told as reached, as its row has it; `share`: how much of the aim that is, 0 to 1."""

    row: Row
    on: date | None
    share: float


@dataclass(frozen=True, slots=True)
class Aim:
    """A figure that a task aims at, as its row has it; `told`: what is comparable, the earliest first."""

    row: Row
    told: tuple[Reached, ...]

    def by(self, day: date) -> Reached | None:
        """What was told last until that day."""
        return next((each for each in reversed(self.told) if each.on is None or each.on <= day), None)


class Found(NamedTuple):
    """`aims`: of tasks, by their ids; a larger task has those of its parts too. `other`: rows of what was told of the
    tasks and answers nothing that they aim at."""

    aims: Mapping[str, tuple[Aim, ...]]
    other: list[Row]

    def share(self, line: Line, day: date) -> float | None:
        """How much of its figures a task had reached on a day, each figure counting alike; None where none can be
        judged."""
        shares = [told.share for aim in self.aims.get(line.id, ()) if (told := aim.by(day))]
        return sum(shares) / len(shares) if shares else None


NOTHING = Found({}, [])


class Completion(NamedTuple):
    """Of several tasks: how many there are, of how many a figure can be judged, and how much of theirs is reached."""

    tasks: int
    judged: int
    share: float | None

    @property
    def in_words(self) -> str:
        """For people."""
        if self.share is None:
            return "按指标：没有可比的指标，不判断"
        left = f"，{self.tasks - self.judged} 项没有，不判断" if self.judged < self.tasks else ""
        return f"按指标完成 {whole_percent(self.share)}（{self.judged} 项有可比的指标{left}）"


def completion(found: Found, lines: Iterable[Line], day: date) -> Completion:
    """How far several tasks are together by their figures, each task that can be judged counting alike."""
    shares = [found.share(line, day) for line in lines]
    known = [share for share in shares if share is not None]
    return Completion(len(shares), len(known), round(sum(known) / len(known), 4) if known else None)


# --- which was told of which


def find(read: Read, lines: Sequence[Line]) -> Found:
    """Of these tasks, and of those that they are part of."""
    ids = {"ids": sorted({id_ for line in lines for id_ in (line.id, line.within) if id_})}
    aims = _by(read(AIMS, ids), "task")
    whole = {line.id: line.within or line.id for line in lines}
    told = [*read(TOLD, ids), *_entered(lines, aims)]
    answered, used = _answered(aims, told, whole)
    reported = _by(read(REPORTED, ids), "aim")
    own = {
        task: tuple(
            Aim(row, _in_order([*answered[row["id"]], *_reported(row, reported.get(row["id"], ()))])) for row in rows
        )
        for task, rows in aims.items()
    }
    for line in lines:
        if line.within and line.id in own:
            own[line.within] = (*own.get(line.within, ()), *own[line.id])
    return Found(own, [row for row in told if id(row) not in used])


def _answered(
    aims: Mapping[str, Sequence[Row]], told: Iterable[Row], whole: Mapping[str, str]
) -> tuple[Mapping[str, list[Reached]], set[int]]:
    """By the ids of aims what is told of them, and which rows that is; `whole`: of which task each is a part, or
    itself."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for task, rows in aims.items():
        groups[whole.get(task, task)] += rows
    together: dict[tuple[str, str], list[Row]] = defaultdict(list)  # what one progress tells
    for row in told:
        together[whole.get(row["task"], row["task"]), row["progress"]].append(row)
    answered: dict[str, list[Reached]] = defaultdict(list)
    used: set[int] = set()
    for (group, _), rows in together.items():
        for aim, row, reached in _answers(groups.get(group, ()), rows, group):
            answered[aim["id"]].append(reached)
            used.add(id(row))
    return answered, used


def _by(rows: Iterable[Row], name: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[name]].append(row)
    return found


def _in_order(told: Iterable[Reached]) -> tuple[Reached, ...]:
    """The last that counts comes last: of one day the greatest."""
    return tuple(sorted(told, key=lambda each: (each.on or date.min, each.share)))


def _entered(lines: Iterable[Line], aims: Mapping[str, Sequence[Row]]) -> Iterator[Row]:
    """The figures in what people wrote of a task that aims at some."""
    from policygraph.ingest.progress import telling  # takes its time to load

    for line in lines:
        for told in line.told:
            if not told.at or not told.words or line.id not in aims:
                continue
            words = for_matching(told.words)
            spans = {
                (span.start, span.end): span
                for aim in reversed(aims[line.id])
                for span in telling.reached(words, 0, len(words), told.as_of, None, aim["indicator"])
            }
            for span in spans.values():
                amount = comparable.amount(span.value, span.unit) if span.value is not None else None
                yield {
                    "task": line.id, "title": line.title, "progress": told.id, "id": f"{told.id} {span.start}",
                    "as_of": told.as_of and told.as_of.isoformat(), "indicator": span.indicator,
                    "family": comparable.family(span.indicator, span.text), "comparator": span.comparator,
                    "value": span.value, "value_high": span.value_high, "unit": span.unit,
                    "amount": amount and amount.value, "measure": amount and amount.unit, "base": span.base,
                    "mode": span.mode, "year": span.year, "text": told.words, "evidence": told.words,
                    "document": None, "start": 0, "end": len(told.words),
                }  # fmt: skip


def _answers(aims: Sequence[Row], told: Sequence[Row], whole: str) -> Iterator[tuple[Row, Row, Reached]]:
    """Which of the figures of one progress answers which aim; one that fits two aims alike answers none."""
    above, below = [_figure(aim) for aim in aims], [_figure(row) for row in told]
    best: dict[int, list[tuple[float, float, Row]]] = defaultdict(list)
    for row, reached in zip(told, below, strict=True):
        near = {
            i: alike
            for i, aim in enumerate(above)
            if (aims[i]["task"] == row["task"] or whole in (aims[i]["task"], row["task"]))
            and (alike := _alike(aim, reached, aims[i], row))
        }
        fitting = [i for i, alike in near.items() if alike == max(near.values())]
        if len({(above[i].name.bare, above[i].measure, above[i].value, above[i].year) for i in fitting}) == 1:
            for i in fitting:
                if (share := _share(above[i], reached, aims[i]["mode"])) is not None:
                    best[i].append((near[i], share, row))
    for i, fitting_told in best.items():
        _, share, row = max(fitting_told, key=lambda each: each[:2])
        on = _known_on(row, aims[i])
        yield aims[i], row, Reached({**row, "as_of": on and on.isoformat()}, on, share)


def _alike(aim: Figure, told: Figure, planned: Row, said: Row) -> float:
    """How much the name of what was told of a task is that of an aim of it, 0 to 1; 0 where the two are not to be held
    beside each other."""
    kinds = (planned["mode"] or "absolute") == (said["mode"] or "absolute")
    if aim.measure != told.measure or aim.name.trend != told.name.trend or not kinds or not _in_time(aim, told):
        return 0.0
    if aim.name.running and not told.name.running:  # 累计 of a task that is none of years is since its beginning
        return 0.0
    short, long = sorted((aim.name.bare, told.name.bare), key=len)
    return len(short) / len(long) if len(short) >= SHORTEST and short in long else 0.0


def _in_time(aim: Figure, told: Figure) -> bool:
    """Whether the years agree: of an amount a part may be reached before its year."""
    if aim.year is None or told.year is None or aim.year == told.year:
        return True
    return told.year < aim.year and not aim.is_level


def _reported(aim: Row, told: Iterable[Row]) -> Iterator[Reached]:
    """What reports say, as the graph has it that they answer."""
    for row in told:
        on = _known_on(row, aim)
        if on and (aim["mode"] or "absolute") == (row["mode"] or "absolute"):
            share = _share(_figure(aim), _figure(row), aim["mode"])
            if share is not None:
                yield Reached({**row, "as_of": on.isoformat()}, on, share)


def _known_on(told: Row, aim: Row) -> date | None:
    """Since when it counts. Without a date when its year is over: nobody knows since when it is so."""
    year = told["year"] or aim["year"]
    return _day(told["as_of"]) or (date(year, 12, 31) if year else None)


def _share(aim: Figure, told: Figure, mode: str | None) -> float | None:
    """Of an amount, a rate and a change a part is reached; of what is to fall to a figure as much as that is of what it
    fell to. What is not to be exceeded is kept or not."""
    if aim.value == 0 and aim.comparator not in ("<=", "<"):
        return None
    if words().begun.search(told.text) and not words().begun.search(aim.text):
        return None
    result = judge(aim, replace(told, name=aim.name), "reported").result
    if result == "incomparable" or aim.value is None or told.value is None:
        return None
    if result != "short":
        return 1.0
    if aim.value <= 0 or told.value <= 0:
        return 0.0
    if told.value > aim.value:
        falls = words().fall_to.search(aim.text) is not None and (mode or "absolute") == "absolute"
        return _part(aim.value / told.value) if falls else 0.0
    return _part(told.value / aim.value)


def _part(share: float) -> float:
    """Less than all, however near."""
    return min(round(share, 4), 0.9999)


def _figure(row: Row) -> Figure:
    return figure(row, (), Within(1))


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


# --- as tables have them


def counted_for(found: Found, rows: Iterable[Row], day: date) -> list[Row]:
    """Rows of the query achieved-against-planned, each with how much of its aim counts where completion is told by
    figures (`counted`), and why that is another figure than the row's, or none (`counted_why`)."""
    aims = {aim.row["id"]: aim for own in found.aims.values() for aim in own}
    return [{**row, **_counted(aims.get(row["target_id"]), row, day)} for row in rows]


def _counted(aim: Aim | None, row: Row, day: date) -> Row:
    last = aim.by(day) if aim else None
    why = None
    if last is not None and last.row["id"] != row["achieved_id"]:
        said = f"{last.row['indicator']}{text(last.row['value'])}{last.row['unit'] or ''}"
        why = f"按指标计取的是最近一次说的：{said}（截至{last.row['as_of'] or '不详'}）"
    elif last is None and row["achieved_id"] is not None:
        later = next((each.on for each in aim.told if each.on and each.on > day), None) if aim else None
        why = f"到 {later} 才计" if later else "不是同一项任务的，或单位、计法、年份不同，按指标计时不判断"
    return {"counted": last and last.share, "counted_why": why}


def rows(found: Found, day: date) -> list[Row]:
    """The figures that tasks aim at, each with what was told last as reached (`reached`, `as_of`) and how much of it
    that is (`share`); then what was told and they do not aim at (`aimless`)."""
    aims = {aim.row["id"]: aim for own in found.aims.values() for aim in own}
    made: list[Row] = []
    for aim in aims.values():
        last = aim.by(day)
        made.append({
            **aim.row, "reached": last and last.row, "as_of": last and last.row["as_of"], "share": last and last.share,
        })  # fmt: skip
    told = [row for row in found.other if not row["as_of"] or date.fromisoformat(row["as_of"]) <= day]
    made += [{**row, "reached": row, "aimless": True, "share": None} for row in told]
    return sorted(made, key=lambda row: (row["title"], row["task"]))
