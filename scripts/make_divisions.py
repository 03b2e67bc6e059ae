"""Make `data/divisions/` from two public tables (run again only when newer tables come out).

    python scripts/make_divisions.py FOLDER

FOLDER holds, as downloaded:

- `modood_{provinces,cities,areas,streets}.csv`: divisions down to the town as the statistics bureau published them on
  2023-06-30 (github.com/modood/Administrative-divisions-of-China, WTFPL);
- `china_location.zip`: an indented tree down to the village (data of the package jionlp 1.5.31, Apache-2.0).

What comes out

| file | rows | size | to load |
| --- | --- | --- | --- |
| divisions.tsv: code, name; province (2 digits), city (4), county (6) | 3,300 | 61 kB | 10 ms |
| towns.tsv.xz: code (9 digits), name | 41,352 | 226 kB | 60 ms, on first use |
| village_names.txt.xz: names (without 村) that villages of two or more counties bear | 51,800 | 100 kB | 30 ms |
| villages.zip: a member for a province; county or city code, town, names | 650,000 | 2.5 MB | 10–40 ms a province |

Changed on the way: rows that only hold a place in the table (市辖区, 县, 省直辖县级行政区划) go; a city without
counties (东莞市) holds its towns itself; a development zone loses its city's name (岳阳市屈原管理区 under 岳阳市 is
屈原管理区). The tree's older county codes become those of 2023 by name. Village names stay as the source has them,
社区 too. What counties and cities were called before is made by `make_division_changes.py`, to be run after this.
"""

from __future__ import annotations

import csv
import lzma
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

TARGET = Path(__file__).parent.parent / "data" / "divisions"
PLACEHOLDERS = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
# The table covers the mainland; these three are named in policies too.
BEYOND = {"71": "台湾省", "81": "香港特别行政区", "82": "澳门特别行政区"}
LATER_ZONE = re.compile(r"\d{4}7\d")  # statistics bureau: the county codes from 71 on are development zones


def rows(folder: Path, table: str) -> Iterator[dict[str, str]]:
    with (folder / f"modood_{table}.csv").open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


def without_parent(name: str, parents: list[str]) -> str:
    """A zone's name without the province's and the city's, in full or short."""
    for parent in parents:
        for written in (parent, re.sub(r"(壮族|回族|维吾尔)?自治区$|省$|市$", "", parent)):
            rest = name.removeprefix(written)
            if written and rest != name and len(rest) >= 4 and not rest.startswith("港"):  # 东营港经济开发区
                name = rest
                break
    return name


def upper_levels(folder: Path) -> dict[str, str]:
    """Code → name of provinces, cities and counties. A county that is its city (东莞市) is left out."""
    names = {r["code"]: r["name"] for r in rows(folder, "provinces")} | BEYOND
    names |= {r["code"]: r["name"] for r in rows(folder, "cities") if r["name"] not in PLACEHOLDERS}
    for row in rows(folder, "areas"):
        code, name = row["code"], row["name"]
        city = names.get(code[:4])
        if name == city:
            continue
        if LATER_ZONE.fullmatch(code) and city:
            name = without_parent(name, [names[code[:2]], city])
        names[code] = name
    return names


def tree(folder: Path) -> Iterator[tuple[str, str, str, str]]:
    """(county code, county, town, village) of the village table, in its order."""
    with zipfile.ZipFile(folder / "china_location.zip") as archive:
        text = archive.read("china_location.txt").decode()
    open_rows: list[list[str]] = [[] for _ in range(5)]
    for line in text.splitlines():
        depth = len(line) - len(line.lstrip("\t"))
        if line.strip():
            open_rows[depth] = line.split("\t")[depth:]
            if depth == 4:
                yield open_rows[2][1], open_rows[2][0], open_rows[3][0], open_rows[4][0]


def current_code(code: str, name: str, names: dict[str, str]) -> str | None:
    """The 2023 code of a county of the village table: by code, else by name within its city, else its province.

    What is no county any more (湾里区, some development zones) gives the city's code, so that its villages stay.
    """
    if name in (names.get(code), "市直辖行政区划"):
        return code if code in names and names[code] == name else code[:4]
    for size in (4, 2):
        counties = {c: n for c, n in names.items() if len(c) == 6 and c[:size] == code[:size]}
        same = [c for c, n in counties.items() if n.strip() == name]
        stem = [c for c, n in counties.items() if n[:-1] == name[:-1]]
        for found in (same, stem):
            if len(found) == 1:
                return found[0]
    return next((c for c in (code, code[:4]) if c in names), None)


def villages(folder: Path, names: dict[str, str]) -> tuple[dict[str, list[str]], set[str]]:
    """Lines `county TAB town TAB villages` by province code, and the counties that found no place."""
    by_town: dict[tuple[str, str], list[str]] = {}
    codes: dict[tuple[str, str], str | None] = {}
    lost = set()
    for old, county, town, village in tree(folder):
        if (old, county) not in codes:
            cleaned = without_parent(county, [names[old[:2]], names.get(old[:4], "")]) if old[4] == "7" else county
            codes[old, county] = current_code(old, cleaned, names)
        code = codes[old, county]
        if code is None:
            lost.add(f"{old} {county}")
        else:
            plain = town.removeprefix(county) if len(town) - len(county) >= 3 else town  # 四子王旗东八号乡
            by_town.setdefault((code, plain), []).append(village)
    lines: dict[str, list[str]] = {}
    for (code, town), found in sorted(by_town.items()):
        lines.setdefault(code[:2], []).append(f"{code}\t{town}\t{' '.join(sorted(set(found)))}")
    return lines, lost


def common_villages(lines: dict[str, list[str]]) -> list[str]:
    """Names that are plainly village names anywhere, without 村: those of two or more counties."""
    counties: dict[str, set[str]] = {}
    for line in (line for province in lines.values() for line in province):
        code, _, names = line.split("\t")
        for name in names.split(" "):
            if name.endswith("村") and 3 <= len(name) <= 5:
                counties.setdefault(name[:-1], set()).add(code)
    return sorted(name for name, codes in counties.items() if len(codes) > 1)


def compress(text: str) -> bytes:
    return lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME)


def main(folder: Path) -> None:
    names = upper_levels(folder)
    TARGET.mkdir(parents=True, exist_ok=True)
    (TARGET / "divisions.tsv").write_text("".join(f"{c}\t{n}\n" for c, n in sorted(names.items())), encoding="utf-8")
    towns = "".join(f"{r['code']}\t{r['name']}\n" for r in rows(folder, "streets"))
    (TARGET / "towns.tsv.xz").write_bytes(compress(towns))
    lines, lost = villages(folder, names)
    (TARGET / "village_names.txt.xz").write_bytes(compress("\n".join(common_villages(lines))))
    with zipfile.ZipFile(TARGET / "villages.zip", "w", zipfile.ZIP_LZMA) as archive:
        for province, text in sorted(lines.items()):
            member = zipfile.ZipInfo(f"{province}.tsv", (2023, 6, 30, 0, 0, 0))  # a fixed date: the same bytes
            archive.writestr(member, "\n".join(text), zipfile.ZIP_LZMA)
    print(f"{len(names)} divisions, {towns.count(chr(10))} towns, villages without a county of today: {sorted(lost)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
