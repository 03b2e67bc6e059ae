"""地图: what each place has (tasks, how far they are, an indicator's figure) as tiles, and beside them as a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

import streamlit as st

from policygraph.app.frame import address, context, data, ledger_lines, sitemap
from policygraph.app.frame.component import component
from policygraph.app.frame.plain import plain
from policygraph.app.map import drawn
from policygraph.app.map.drawn import DONE, FIGURE, SHOWN, TASKS, Look
from policygraph.app.parts import pieces
from policygraph.graph.asking.catalog import Column
from policygraph.graph.ledgers.standing import Line, Rules
from policygraph.graph.places import tiles, values
from policygraph.graph.places.values import Gathered, Place, Value
from policygraph.graph.stores.store import Row
from policygraph.model.ontology import ontology
from policygraph.services.ledgers import entering

KINDS = {"planned": "目标", "achieved": "已实现"}
ANY = "不限"
COLUMNS = [
    Column("place", "地区"), Column("level", "层级", of="Region.level"), Column("within", "所属"),
    Column("tasks", "任务数"), Column("done", "完成"), Column("told", "完成的说明"), Column("figure", "指标"),
    Column("why", "指标的说明"), Column("code", "区划代码"), Column("id", "编号", hidden=True),
]  # fmt: skip
KEY = "map"


def page() -> None:
    st.title("地图")
    if pieces.without_graph():
        return
    with pieces.errors():
        if begin := context.begin("year", _years()):  # here, not at each choice: who then wants all years gets them
            address.put("year", begin)
        _body()


def _years() -> list[str]:
    return sorted({str(ledger_lines.year_of(each)) for each in ledger_lines.every_line()} - {"None"}, reverse=True)


@st.fragment
def _body() -> None:
    with pieces.errors():
        show, indicator, year, kind = _chosen()
        found = _gathered(data.place(), data.version(), year)
        figures = _figures(indicator, year, kind, found.policies) if show == FIGURE else {}
        known = {id_: found.places[id_] for id_ in figures} if show == FIGURE else found.tasks.places
        if not known:
            pieces.empty("没有写明是哪里的任务或指标。", "请到“导入”页放入各地的方案，或换一个年份、指标。")
            return
        look = _look(show, found.tasks, figures)
        province = _province(known)
        wide, narrow = st.columns([3, 2], gap="large")
        with wide:
            _map(look, known, province)
            if found.tasks.apart and show != FIGURE:
                st.caption(f"另有 {found.tasks.apart:d} 项任务没有写明是哪里的，不在图上")
        with narrow:
            listed = [each for each in known.values() if not province or each.province == province]
            _table(listed, look, show, province, found.tasks)


def _chosen() -> tuple[str, str, int | None, str]:
    """What is shown: as the address names it and the controls change it. The year is none where all are meant."""
    years = _years()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        show = address.one("show", "看什么", SHOWN, KEY)
        indicator, kind = "", "planned"
        if show == FIGURE:
            indicators = {row["indicator"]: f"{row['indicator']}（{row['figures']}）" for row in data.ask("indicators")}
            if not indicators:
                raise address.not_here("指标")
            indicator = address.one("indicator", "指标", indicators, KEY, 320)
            kind = address.one("kind", "性质", KINDS, KEY, 140)
            years = sorted({str(row["year"]) for row in _of_indicator(indicator, None, kind)} - {"None"}, reverse=True)
        given = st.query_params.get("year", "")
        if given.isascii() and given.isdigit() and len(given) == 4 and given not in years:
            years = sorted([*years, given], reverse=True)  # of another figure: it stays, and there is nothing of it
        year = address.one("year", "年份", {"": ANY} | {each: f"{each}年" for each in years}, KEY, 140)
    return show, indicator, int(year) if year else None, kind


class _Found:
    """Tasks by places, and whose each policy is."""

    def __init__(self, lines: Sequence[Line], policies: Sequence[Row], towns: Sequence[Row]) -> None:
        self.tasks: Gathered = values.gather(lines, policies, towns)
        self.policies: Mapping[str, str] = {row["policy_id"]: row["region_id"] for row in policies}
        self.places: Mapping[str, Place] = {row["region_id"]: values.place_of(row) for row in policies}


@st.cache_resource(show_spinner=False, max_entries=6, ttl=1800)
def _gathered(where: str | None, seen: str, year: int | None) -> _Found:
    """`where`, `seen`: which graph, and its version."""
    lines = [each for each in ledger_lines.every_line() if year is None or ledger_lines.year_of(each) == year]
    return _Found(lines, data.ask("policies-of-places"), data.ask("towns-of-tasks"))


def _of_indicator(indicator: str, year: int | None, kind: str) -> Sequence[Row]:
    return data.ask("figures", {"indicators": [indicator], "year": year, "kind": kind})


def _figures(indicator: str, year: int | None, kind: str, policies: Mapping[str, str]) -> dict[str, list[Row]]:
    """By place the figures of its policies."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in _of_indicator(indicator, year, kind):
        if row["policy_id"] in policies:
            found[policies[row["policy_id"]]].append(row)
    return found


def _look(show: str, found: Gathered, figures: Mapping[str, Sequence[Row]]) -> Look:
    """What each place and each province has of what is shown."""
    on, rules = date.today(), entering.rules(data.place())
    if show == FIGURE:
        unit = values.one_unit(figures)
        own = {id_: _amount(rows, unit) for id_, rows in figures.items()}
        return Look(own, drawn.of_provinces(own))
    of = values.tasks if show == TASKS else partial(values.done, on=on, rules=rules)
    own = {id_: of(lines) for id_, lines in found.lines.items()}
    return Look(own, lambda places: of(drawn.lines_of(places, found)), shares=show == DONE)


def _amount(rows: Sequence[Row], unit: str) -> Value:
    comparator = ontology().word("Target.comparator", rows[0]["comparator"] or "=")
    found = values.amount(rows, "" if rows[0]["comparator"] in ("=", None) else comparator)
    if found.number is not None and (rows[0]["unit"] or "") != unit:
        return found._replace(number=None, why=f"单位和别处的（{unit}）不同，没有着色")
    return found


def _province(known: Mapping[str, Place]) -> str:
    """The code of the province that is looked into, none for the whole country."""
    given = st.query_params.get("at", "")
    if given and not any(place.province == given for place in known.values()):
        st.warning(plain(address.not_here("省份")))
        return ""
    return given


def _map(look: Look, known: Mapping[str, Place], province: str) -> None:
    if province:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.subheader(plain(tiles.name_of(province)))
            st.button("← 回到全国", key="map-back", on_click=address.put, args=("at", []))
    data_ = drawn.province(look, known, province) if province else drawn.country(look, known)

    def pressed() -> None:
        code, place = st.session_state[KEY].get("province"), st.session_state[KEY].get("place")
        if code:
            address.put("at", [code])
        elif place:
            st.session_state["map-go"] = place

    component("map")(key=KEY, data=data_, on_province_change=pressed, on_place_change=pressed)
    if chosen := st.session_state.pop("map-go", ""):
        _go(known[chosen])


def _go(place: Place) -> None:
    """To the list of what a place has: of a town what touches it, of others what their plans ask for."""
    indicator, year = st.query_params.get("indicator"), st.query_params.get("year", "")
    if st.query_params.get("show") == FIGURE:
        named = {"indicator": indicator} if indicator else {}
        sitemap.go("targets", region=place.name, **named, **({"year": year} if year else {}))
    if place.level == "town":
        sitemap.go("village", village=place.id)
    sitemap.go("query", name="tasks-by-conditions", places=place.id, **({"year": year} if year else {}))


def _table(places: Sequence[Place], look: Look, show: str, province: str, found: Gathered) -> None:
    on, rules = date.today(), entering.rules(data.place())
    rows = [_row(place, look, show, found.lines.get(place.id, ()), on, rules) for place in places]
    rows.sort(key=lambda row: (-row["tasks"], row["code"] or "9", row["place"]))
    columns = [each for each in COLUMNS if show == FIGURE or each.name not in ("figure", "why")]
    name = f"{tiles.name_of(province) if province else '各地'}{SHOWN[show]}"
    pieces.table(rows, columns, "map-table", file=name)


def _row(place: Place, look: Look, show: str, lines: Sequence[Line], on: date, rules: Rules) -> Row:
    done = look.own[place.id] if show == DONE else values.done(lines, on, rules)
    figure = look.own.get(place.id, Value(None, "")) if show == FIGURE else Value(None, "")
    return {
        "place": place.name, "level": place.level or None, "within": place.within or None,
        "tasks": int(values.tasks(lines).number or 0), "done": done.words, "told": done.why, "figure": figure.words,
        "why": figure.why, "code": place.code or None, "id": place.id,
    }  # fmt: skip
