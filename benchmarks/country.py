"""A country of invented documents: of every county five, of its province and city one each, one of the centre.

    python -m benchmarks.country FOLDER [COUNTIES] [--seed N]      # 3,000 counties, seed 1, if not given

The places are those of the tables, so that every document is of another one; what the documents say is made from our
own samples. Of each county: the plans of two years, the report on the first, minutes, a ledger of the second. They
differ in figures, in the order and choice of tasks, in how units are given out (five notations), in wording and in the
towns and villages that they name. The same seed makes the same country. `country` gives the documents without files.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from policygraph.ingest.places.division_tables import Division, upper
from policygraph.ingest.places.divisions import towns_of, villages_by_town

SAMPLES = Path(__file__).resolve().parent.parent / "data" / "samples"
COUNTIES = 3000
_TOWNS = ("柳渡街道", "茶坪镇", "芦川镇")
_VILLAGES = ("荷塘坳", "溪口湾", "白露洲", "双桐", "石榴坪")
_WATERS = ("柳溪", "桐水")
# A figure that may be another: no year, no date, no number of a paper or of a line.
_FIGURE = re.compile(r"(?<![\d.〔第年月/])\d+(?:\.\d+)?(?=[一-鿿%])(?![年月日号届次是个]|个工作日)")
_TASK = re.compile(
    r"^\d+\.(?P<title>[^。\n]{2,24})。(?P<text>[^\n]*?)（(?P<clause>[^（）\n]*(?:（[^（）]*）[^（）\n]*)*)）$", re.M
)
_CLAUSE = re.compile(
    r"(?:牵头单位：)?(?P<lead>[^，；]+?)(?:牵头)?[，；](?:责任单位：)?(?P<rest>.+?)(?:配合)?(?:，(?P<due>2026年.+))?$"
)
_WORDS = {
    "开展": ("推进", "抓好", "组织开展"),
    "建设": ("新建", "打造", "建设"),
    "完成": ("确保完成", "力争完成", "完成"),
    "推进": ("加快", "扎实推进", "推进"),
    "加强": ("强化", "加强", "做好"),
    "改造": ("更新改造", "改造", "提升"),
}
_ENDS = ("", "每月调度进展情况。", "建立问题清单，逐项销号。", "压实镇村责任。", "及时总结推广经验做法。")
_BEGINNINGS = ("为扎实推进", "为深入实施", "为持续推进", "为贯彻落实上级部署，做好")


class Paper(NamedTuple):
    """A document that never was. `name`: its path in the country, by province, city and county."""

    name: str
    text: str

    @property
    def data(self) -> bytes:
        return self.text.encode()


class _Task(NamedTuple):
    title: str
    text: str
    leads: str
    rest: str
    due: str


def country(counties: int = COUNTIES, seed: int = 1) -> Iterator[Paper]:
    """The documents of `counties` counties in an order without order, each behind those of its city and province."""
    chance = random.Random(seed)
    places = [d for d in upper().values() if d.level == "county" and d.parent and not d.until]
    chance.shuffle(places)
    yield Paper("01.txt", _sample("01"))
    seen: set[str] = set()
    for place in places[:counties]:
        for above in _above(place):
            if above.code not in seen:
                seen.add(above.code)
                yield _paper_above(above)
        yield from of_county(place, random.Random(f"{seed} {place.code}"))


@cache
def _sample(number: str) -> str:
    (file,) = SAMPLES.glob(f"{number}_*")
    return file.read_text(encoding="utf-8")


def _above(place: Division) -> list[Division]:
    """Its province and its city, the province first."""
    found = []
    while (above := place.parent) is not None:
        found.append(above)
        place = above
    return found[::-1]


def _paper_above(place: Division) -> Paper:
    return Paper(f"{place.code}/00.txt", _named(_sample("02" if place.level == "province" else "03"), place))


def of_county(place: Division, chance: random.Random) -> Iterator[Paper]:
    """The five documents of a county."""
    folder = "/".join(d.code for d in (*_above(place), place))
    local = _Local(place, chance)
    for number, year in (("04", 2025), ("05", 2026)):
        yield Paper(f"{folder}/{number}.txt", local.written(_plan(number, year, chance)))
    yield Paper(f"{folder}/10.txt", local.written(_sample("10")))
    yield Paper(f"{folder}/12.txt", local.written(_sample("12")))
    yield Paper(f"{folder}/17.md", local.written(_sample("17")))


def _plan(number: str, year: int, chance: random.Random) -> str:
    """The head of a sample's plan with some of both plans' tasks in another order and notation."""
    sample = _sample(number)
    tasks = [_task(m) for m in _TASK.finditer(_sample("05"))] + [_task(m) for m in _TASK.finditer(_sample("04"))]
    chosen = {
        task.title: task for task in chance.sample(tasks, len(tasks))
    }  # each once, now one year's, now the other's
    several = list(chosen.values())[: chance.randint(9, len(chosen))]
    notation = chance.randrange(5)
    lines = [_item(i, task, year, notation, chance) for i, task in enumerate(several, start=1)]
    head, _, tail = sample.partition("二、重点任务\n")
    last = tail[tail.index("三、") :].strip()
    note = "（括号中列第一位的为牵头单位，下同）" if notation == 2 else ""
    return "\n".join((f"{head}二、重点任务{note}\n", *lines, f"\n{last}\n"))


def _task(m: re.Match[str]) -> _Task:
    clause = _CLAUSE.match(m["clause"])
    assert clause, m["clause"]
    return _Task(m["title"], m["text"], clause["lead"], clause["rest"], clause["due"] or "12月底前完成")


def _item(number: int, task: _Task, year: int, notation: int, chance: random.Random) -> str:
    due = f"{year}年{task.due.removeprefix('2026年')}"
    first, *others = task.leads.split("、")
    rest = "、".join((*others, task.rest)) if notation == 2 else task.rest
    clause = (
        f"（{task.leads}牵头，{rest}配合，{due}）",
        f"（牵头单位：{task.leads}；责任单位：{rest}；完成时限：{due.removesuffix('完成')}）",
        f"（责任单位：{first}、{rest}）",
        f"\n牵头单位：{task.leads}\n配合单位：{rest}\n完成时限：{due.removesuffix('完成')}",
        f"〔{task.leads}牵头负责，{rest}按职责分工负责〕",
    )[notation]
    return f"{number}.{task.title}。{_reworded(task.text, chance)}{chance.choice(_ENDS)}{clause}"


def _reworded(text: str, chance: random.Random) -> str:
    for word, others in _WORDS.items():
        if word in text and chance.random() < 0.6:
            text = text.replace(word, chance.choice(others), 1)
    sentences = [each for each in text.split("。") if each]
    if len(sentences) > 2 and chance.random() < 0.5:
        sentences[1:] = chance.sample(sentences[1:], len(sentences) - 1)
    return "。".join(sentences) + "。" if sentences else ""


class _Local:
    """Writes a sample's text as one of `place`."""

    def __init__(self, place: Division, chance: random.Random) -> None:
        self.place, self.chance = place, chance
        towns = sorted(towns_of(place)) or list(_TOWNS)
        villages = sorted(
            {v for held in villages_by_town(place).values() for v in held if v.endswith("村") and len(v) > 2}
        )
        of_waters = [f"{chance.choice('青石白沙龙虎金银')}{chance.choice('溪水河')}" for _ in _WATERS]
        self._words = dict(zip(_TOWNS, chance.sample(towns, min(len(towns), len(_TOWNS))), strict=False))
        chosen = chance.sample(villages, min(len(villages), len(_VILLAGES)))
        self._words |= {own: village.removesuffix("村") for own, village in zip(_VILLAGES, chosen, strict=False)}
        self._words |= dict(zip(_WATERS, of_waters, strict=True))
        self._beginning = chance.choice(_BEGINNINGS)
        self._times: dict[str, float] = {}

    def written(self, text: str) -> str:
        for own, other in self._words.items():
            text = text.replace(own, other)
        text = _named(text, self.place).replace("为扎实推进", self._beginning)
        return _FIGURE.sub(self._figure, text)

    def _figure(self, m: re.Match[str]) -> str:
        """Another figure of the same kind; the same one each time that it is written."""
        if m[0] not in self._times:
            self._times[m[0]] = self.chance.uniform(0.6, 1.5)
        value = float(m[0])
        percent = m.string[m.end()] == "%"
        changed = min(value * self._times[m[0]], 100 if percent else 1e9)
        return str(max(1, round(changed))) if "." not in m[0] else f"{changed:.1f}"


@cache
def _ranks(place: Division) -> tuple[str, ...]:
    """Names of the places that the samples' names stand for: province, city, county; a city's county is itself."""
    names = {d.level: d.name for d in (*_above(place), place)}
    province = names.get("province", "")
    return province, names.get("city", province), names.get("county", "")


def _named(text: str, place: Division) -> str:
    """`text` of 岚江省, 云泽市 and 临澜区 as one of `place` and of those above it."""
    province, city, county = _ranks(place)
    short = re.sub(r"(?:自治)?[省市区县旗]$|特别行政区$", "", county or city or province)
    for own, name in (("岚江省", province), ("云泽市", city), ("临澜区", county), ("临澜", short)):
        text = text.replace(own, name or own)
    text = text.replace("岚江", province[:2]).replace("云泽", city[:2])
    rank = county[-1:]
    if rank not in ("县", "市", "旗"):
        return text
    return re.sub(
        r"(?<![一-鿿市省县])区(?=委|政府|[一-鿿]{1,8}?(?:局|办|委|会|部|社|校|联|公司))|(?<=[全我])区", rank, text
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("counties", type=int, nargs="?", default=COUNTIES)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    count = characters = 0
    for paper in country(asked.counties, asked.seed):
        file = asked.folder / paper.name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(paper.text, encoding="utf-8")
        count, characters = count + 1, characters + len(paper.text)
    print(f"{count} documents, {characters / 1e6:.2f} million characters in {asked.folder}")


if __name__ == "__main__":
    main()
