"""Make `data/divisions/changes.tsv`: what counties, cities and prefectures were called before, and what became of them.

    python scripts/make_division_changes.py RESULT.CSV

RESULT.CSV is `result.csv` of github.com/yescallop/areacodes (CC0 1.0), read as of 2025-11-04: the codes of each year
since 1981 from the lists and notices of the Ministry of Civil Affairs, a year's as of its 31st of December. A code that
the list of the end of 2015 does not hold any more has ended in 2015.

| column | what it is |
| --- | --- |
| code | as it was; of what has only got another name or code, today's |
| name | as it was |
| within | code of what it lay in, today's or, of a city that is gone, its last; empty for provinces |
| since, until | years; `until` is the year of the change, empty for what is so today |
| today | codes of `divisions.tsv` in which its area lies; `=` before one that is the same place |

The same place is what was replaced by one that began in that very year and came from no other (襄樊市 is 襄阳市), or
one that has kept the name (密云县 is 密云区, whatever town it lost or won); but 崇文区 went into 东城区. Rows that end
before 1990 are left out, as are those that differ from today's by the name of their city only, which is known there.
Today's names are listed only where another place bore them before.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

DATA = Path(__file__).parent.parent / "data" / "divisions"
FIRST = 1990


@dataclass(eq=False, slots=True)
class Row:
    """A code with its name, from `since` until (not in) `until`."""

    code: str
    name: str
    upper: str
    since: int
    until: int | None
    successors: list[str] = field(default_factory=list)


def short_code(code: str) -> str:
    """In the length of its level, as in `divisions.tsv`."""
    return re.sub(r"(?:00){1,2}$", "", code)


def stem(name: str) -> str:
    """Without the rank: 文登 of 文登市 and 文登区; of 和县 and 郊区 all of it."""
    return re.sub(r"(?<=..)(?:地区|自治州|自治县|[市县区])$", "", name)


class History:
    """All rows, and what became of each."""

    def __init__(self, rows: list[Row], today: dict[str, str]) -> None:
        self.today = today
        self.rows = rows
        self.by_code: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            self.by_code[row.code].append(row)
        for row in rows:
            if len(row.code) == 4 and row.until:
                row.successors = self.of_prefecture(row)

    def at(self, code: str, year: int) -> Row | None:
        return next((r for r in self.by_code[code] if r.since <= year and (r.until is None or year < r.until)), None)

    def of_prefecture(self, row: Row) -> list[str]:
        """The source leaves a prefecture's successors to its counties."""
        if row.until and self.at(row.code, row.until):
            return [row.code]
        counties = [r for r in self.rows if len(r.code) == 6 and r.code[:4] == row.code and r.until == row.until]
        return sorted({code[:4] if self.by_code[code[:4]] else code for r in counties for code in r.successors})

    @cached_property
    def children(self) -> set[tuple[str, str]]:
        """Name and code of what it lies in, of everything that is of today."""
        uppers = ((c[:size] for size in (4, 2) if size < len(c) and c[:size] in self.today) for c in self.today)
        return {(name, next(upper, "")) for name, upper in zip(self.today.values(), uppers, strict=True)}

    @cached_property
    def predecessors(self) -> Counter[tuple[str, int]]:
        return Counter((code, r.until) for r in self.rows if r.until for code in r.successors)

    def next(self, row: Row) -> tuple[list[Row], bool]:
        """What took a row's place, and whether that is the same place."""
        assert row.until
        found = [r for code in row.successors if (r := self.at(code, row.until))]
        alone = len(found) == 1 and found[0].since == row.until
        same = alone and self.predecessors[found[0].code, row.until] == 1 and len(found[0].code) == len(row.code)
        return found, same

    def end(self, row: Row) -> tuple[list[str], bool]:
        """Codes of today, and whether it is one and the same place."""
        if self.is_today(row):
            return [row.code], True
        if not row.until:
            return [], False
        found, same = self.next(row)
        ends = [self.end(r) for r in found if r is not row]
        codes = sorted({code for codes, _ in ends for code in codes})
        if len({code[:2] for code in codes}) == 1 and self.today[codes[0][:2]] == row.name:
            return [codes[0][:2]], True  # 重庆市 of 四川省 is the municipality
        kept = self.kept_name(row, codes)
        if len(kept) == 1:
            return kept, True
        return codes, same and all(s for _, s in ends) and len(codes) == 1

    def kept_name(self, row: Row, codes: list[str]) -> list[str]:
        """Of the places that took a row's place those that are still called so."""
        of_its_kind = [c for c in codes if len(c) == len(row.code) and stem(self.today[c]) == stem(row.name)]
        return of_its_kind or [c for c in codes if self.today[c] == row.name]  # 儋州市 rose to a prefecture

    def is_today(self, row: Row) -> bool:
        """`divisions.tsv` describes 2023-06-30; what ended later is there."""
        return self.today.get(row.code) == row.name and (row.until is None or row.until > 2023)

    def within(self, row: Row) -> str:
        """What it lay in when it ended."""
        year = (row.until or 2024) - 1
        upper = self.at(row.code[:4], year) if len(row.code) == 6 else None
        if upper is None:
            return row.code[:2]
        codes, same = self.end(upper)
        return codes[0] if same else upper.code


def read(path: Path) -> list[Row]:
    rows = []
    with path.open(encoding="utf-8-sig") as file:
        for r in csv.DictReader(file):
            ended = int(r["变更/弃用时间"]) if r["变更/弃用时间"] else None
            codes = [short_code(c) for c in r["新代码"].split(";") if c and "[" not in c] if ended else []
            rows.append(Row(short_code(r["代码"]), r["名称"], r["二级行政区"], int(r["启用时间"]), ended, codes))
    return rows


def former(history: History) -> list[tuple[str, str, str, int, int, str]]:
    """Rows of the table, those of one place under one name joined."""
    found: dict[tuple[str, str, str], tuple[str, int, int]] = {}
    for row in history.rows:
        if row.until is None or history.is_today(row):
            continue
        codes, same = history.end(row)
        within = history.within(row)
        if same and history.today[codes[0]] == row.name and codes[0].startswith(within):
            continue
        if not same and (row.name, within) in history.children:
            continue  # a county of 广东省 until it became a prefecture there: nothing could tell the two apart
        key = (row.name, within, "=" * same + ";".join(codes))
        code, since, until = found.get(key, ("", row.since, row.until))
        code = codes[0] if same else row.code if row.until >= until else code
        found[key] = code, min(since, row.since), max(until, row.until)
    return [(c, n, w, since, until, t) for (n, w, t), (c, since, until) in found.items() if until >= FIRST and t]


def main(path: Path) -> None:
    lines = (DATA / "divisions.tsv").read_text(encoding="utf-8").splitlines()
    history = History(read(path), dict(line.split("\t") for line in lines))
    rows = former(history)
    names = {row[1] for row in rows}
    table = [tuple(str(v) for v in row) for row in rows]
    for row in history.rows:
        if row.name in names and history.is_today(row) and row.since > 1981:
            table.append((row.code, row.name, history.within(row), str(row.since), "", f"={row.code}"))
    text = "".join("\t".join(row) + "\n" for row in sorted(table))
    (DATA / "changes.tsv").write_text(text, encoding="utf-8")
    same = sum("=" in row[5] for row in rows)
    print(f"{len(rows)} former names: {same} of places of today, {len(rows) - same} of places that are gone")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
