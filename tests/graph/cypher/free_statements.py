"""Free Cypher over every property of the ontology, by its type: what a person may write of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from policygraph.model.ontology import NodeKind, Property, ontology

ANY = [
    "RETURN {p} AS x ORDER BY x, {k} LIMIT 30",
    "RETURN {p} AS x ORDER BY x DESC, {k} LIMIT 30",
    "RETURN count(*) AS n, count({p}) AS x, count(DISTINCT {p}) AS y",
    "WHERE {p} IS NULL RETURN count(*) AS n",
    "WHERE {p} IS NOT NULL AND NOT {p} IS NULL RETURN count(*) AS n",
    "WHERE {p} = {v} RETURN count(*) AS n",
    "WHERE {p} <> {v} RETURN count(*) AS n",
    "WHERE NOT {p} = {v} RETURN count(*) AS n",
    "WHERE {p} IN [{v}] RETURN count(*) AS n",
    "WHERE {p} IN [{v}, null] RETURN count(*) AS n",
    "WHERE {p} = $value RETURN count(*) AS n",
    "WHERE {p} = null RETURN count(*) AS n",
    "RETURN coalesce({p}, {v}) AS x ORDER BY x, {k} LIMIT 10",
    "RETURN {p} AS x, count(*) AS n ORDER BY n DESC, x LIMIT 20",
    "RETURN DISTINCT {p} AS x ORDER BY x LIMIT 20",
    "RETURN CASE {p} WHEN {v} THEN 1 WHEN null THEN 2 ELSE 3 END AS x, count(*) AS n ORDER BY x",
    "RETURN CASE WHEN {p} IS NULL THEN 0 WHEN {p} = {v} THEN 1 END AS x, count(*) AS n ORDER BY x",
    "WITH {p} AS x ORDER BY x, {k} RETURN collect(x)[0..5] AS x, size(collect(x)) AS n",
    "WITH collect(DISTINCT {p}) AS all RETURN {v} IN all AS x, size(all) AS n",
    "RETURN valueType({p}) AS x, count(*) AS n ORDER BY x",
    "WITH n {{.id, p: {p}}} AS map ORDER BY map.id RETURN map LIMIT 3",
]
ORDERED = [
    *(f"WHERE {{p}} {sign} {{v}} RETURN count(*) AS n" for sign in ("<", "<=", ">", ">=")),
    *(f"WHERE {{v}} {sign} {{p}} RETURN count(*) AS n" for sign in ("<", "<=", ">", ">=")),
    "WHERE {p} >= $value AND {p} <= $value RETURN count(*) AS n",
    "WHERE NOT {p} < {v} RETURN count(*) AS n",
    "RETURN min({p}) AS a, max({p}) AS b",
    "RETURN {p} < {v} AS x, {p} >= {v} AS y ORDER BY {k} LIMIT 10",
    "RETURN toString({p}) AS x ORDER BY {k} LIMIT 10",
    "RETURN min(CASE WHEN {p} > {v} THEN {p} END) AS x",
    "WITH {p} AS x WHERE x > {v} RETURN count(x) AS n",
]
TEXT = [
    "WHERE {p} STARTS WITH $first RETURN count(*) AS n",
    "WHERE {p} ENDS WITH $last RETURN count(*) AS n",
    "WHERE {p} CONTAINS $first RETURN count(*) AS n",
    "WHERE {p} STARTS WITH '' RETURN count(*) AS n",
    "WHERE {p} CONTAINS null RETURN count(*) AS n",
    "WHERE {p} =~ '.*' RETURN count(*) AS n",
    "WHERE {p} =~ ('(?s)' + $first + '.*') RETURN count(*) AS n",
    "WHERE {p} =~ '(?i)[A-Z].+' RETURN count(*) AS n",
    "RETURN size({p}) AS x, {p} = {v} AS y ORDER BY {k} LIMIT 10",
    "RETURN left({p}, 3) AS a, right({p}, 3) AS b, substring({p}, 1) AS c, substring({p}, 1, 2) AS d"
    " ORDER BY {k} LIMIT 10",
    "RETURN toUpper({p}) AS a, toLower({p}) AS b, trim({p}) AS c, reverse({p}) AS d ORDER BY {k} LIMIT 10",
    "RETURN ltrim({p}) AS a, rtrim({p}) AS b, toUpper({p}) = {v} AS c ORDER BY {k} LIMIT 10",
    "RETURN replace({p}, $first, '■') AS x, split({p}, $first) AS y ORDER BY {k} LIMIT 10",
    "RETURN {p} + '。' AS x, '：' + {p} AS y ORDER BY {k} LIMIT 10",
    "RETURN toInteger({p}) AS x, toFloat({p}) AS y ORDER BY {k} LIMIT 10",
    "RETURN sum(size({p})) AS n",
    "WHERE size({p}) > 3 RETURN count(*) AS n",
    "WHERE {p} = 1 RETURN count(*) AS n",
    "WHERE {p} < 1 RETURN count(*) AS n",
]
NUMBER = [
    "RETURN {p} + 1 AS a, {p} - 1 AS b, {p} * 2 AS c, {p} / 2 AS d, {p} % 7 AS e ORDER BY {k} LIMIT 10",
    "RETURN abs({p}) AS a, sign({p}) AS b, toFloat({p}) AS c, toInteger({p}) AS d, toString({p}) AS e"
    " ORDER BY {k} LIMIT 10",
    "RETURN sum({p}) AS a, avg({p}) AS b",
    "RETURN round({p}) AS a, floor({p}) AS b, ceil({p}) AS c, round({p} / 3.0, 2) AS d ORDER BY {k} LIMIT 10",
    "RETURN -{p} AS a, {p} ^ 2 AS b ORDER BY {k} LIMIT 10",
    "RETURN {p} = {v} + 0.0 AS a, {p} = toFloat({v}) AS b ORDER BY {k} LIMIT 10",
    "WHERE {p} = '1' RETURN count(*) AS n",
    "WHERE {p} > '1' RETURN count(*) AS n",
    "WHERE {p} IN ['1', 'x'] RETURN count(*) AS n",
    "RETURN {p} + '个' AS x ORDER BY {k} LIMIT 10",
    "RETURN sqrt({p}) AS a, toInteger({p}) % 2 = 0 AS b ORDER BY {k} LIMIT 5",
]
DATE = [
    "RETURN {p}.year AS a, {p}.month AS b, {p}.day AS c, {p}.quarter AS d, {p}.week AS e ORDER BY {k} LIMIT 30",
    "RETURN {p}.dayOfWeek AS a, {p}.ordinalDay AS b, {p}.weekYear AS c, {p}.dayOfQuarter AS d ORDER BY {k} LIMIT 30",
    "RETURN {p} + duration({{days: 1}}) AS a, {p} - duration('P1M') AS b, {p} + duration({{months: 13}}) AS c"
    " ORDER BY {k} LIMIT 10",
    "RETURN duration.inDays({p}, date('2030-01-15')).days AS a, duration.inMonths({p}, date('2030-01-15')).months AS b"
    " ORDER BY {k} LIMIT 10",
    "WHERE {p} IS NOT NULL RETURN date.truncate('month', {p}) AS a, date.truncate('year', {p}) AS b"
    " ORDER BY {k} LIMIT 10",
    "RETURN toString({p}) AS a, date({p}) AS b, date(toString({p})) AS c ORDER BY {k} LIMIT 10",
    "WHERE {p} IS NOT NULL RETURN date({{year: {p}.year, month: 1, day: 1}}) AS a ORDER BY {k} LIMIT 10",
    "WHERE {p} > date('2025') RETURN count(*) AS n",
    "WHERE {p} > date({{year: 2025}}) RETURN count(*) AS n",
    "WHERE date('2025-01-01') <= {p} AND {p} < date('2026-01-01') RETURN count(*) AS n",
    "WHERE {p} = $iso RETURN count(*) AS n",
    "WHERE {p} <= $iso RETURN count(*) AS n",
    "WHERE {p} IN $isos RETURN count(*) AS n",
    "WHERE {p} > '2025-06-30' RETURN count(*) AS n",
    "WHERE '2025' <= {p} RETURN count(*) AS n",
    "WHERE {p} STARTS WITH '2025' RETURN count(*) AS n",
    "WHERE {p} CONTAINS '-12-' RETURN count(*) AS n",
    "WHERE {p} =~ '202[0-9]-.*' RETURN count(*) AS n",
    "RETURN substring({p}, 0, 4) AS x, count(*) AS n ORDER BY x",
    "RETURN size({p}) AS x, split({p}, '-') AS y, {p} + '前' AS z, replace({p}, '-', '/') AS w ORDER BY {k} LIMIT 10",
    "WITH {p} AS day WHERE day >= '2025-01-01' RETURN count(day) AS n, min(day) AS a",
    "WITH max({p}) AS day RETURN day > '2000' AS x, day",
    "WITH collect({p}) AS days RETURN size([day IN days WHERE day > '2025'])"
    " AS n, any(day IN days WHERE day < '2025') AS x",
    "RETURN {p} > '2025-06-30', {p} < $iso ORDER BY {k} LIMIT 10",
    "WITH {p} AS day WHERE day.year = 2025 RETURN count(*) AS n",
    "RETURN coalesce({p}, date('1999-12-31')) > date('2000-01-01') AS x, count(*) AS n ORDER BY x",
    "WHERE n['{name}'] > '2025' RETURN count(*) AS n",
]
LIST = [
    "RETURN size({p}) AS x, count(*) AS n ORDER BY x",
    "RETURN head({p}) AS a, last({p}) AS b, {p}[0] AS c, {p}[-1] AS d, {p}[0..2] AS e, {p}[99] AS f"
    " ORDER BY {k} LIMIT 10",
    "WHERE {item} IN {p} RETURN count(*) AS n",
    "WHERE NOT {item} IN {p} RETURN count(*) AS n",
    "WHERE any(x IN {p} WHERE x = {item}) RETURN count(*) AS n",
    "WHERE all(x IN {p} WHERE x = {item}) RETURN count(*) AS n",
    "WHERE none(x IN {p} WHERE x = {item}) RETURN count(*) AS n",
    "WHERE single(x IN {p} WHERE x = {item}) RETURN count(*) AS n",
    "RETURN [x IN {p} | toString(x) + '!'] AS x ORDER BY {k} LIMIT 10",
    "RETURN [x IN {p} WHERE x <> {item}] AS x ORDER BY {k} LIMIT 10",
    "WHERE {p} IS NOT NULL RETURN tail({p}) AS a, {p} + {p} AS c, {p} + ['x'] AS d ORDER BY {k} LIMIT 10",
    "UNWIND {p} AS x RETURN x, count(*) AS n ORDER BY n DESC, x LIMIT 20",
    "UNWIND coalesce({p}, []) AS x RETURN count(x) AS n, count(DISTINCT x) AS m",
    "WHERE {p} = [{item}] RETURN count(*) AS n",
    "WHERE {p} = [] RETURN count(*) AS n",
    "WHERE {p} <> [] RETURN count(*) AS n",
    "WHERE {p} IS NULL RETURN count(*) AS n",
    "RETURN {p} AS x, count(*) AS n ORDER BY n DESC, size(x), toString(head(x)) LIMIT 5",
    "WHERE {p}[0] = {item} RETURN count(*) AS n",
]
HEART = (
    "WITH n, {p} AS x ORDER BY x, {k} RETURN count(*) AS all, count(x) AS n, min(x) AS least, max(x) AS most, "
    "collect(x)[0..3] AS first, count(CASE WHEN {p} = {v} THEN 1 END) AS a, count(CASE WHEN {p} < {v} THEN 1 END) AS b,"
    " count(CASE WHEN NOT {p} >= {v} THEN 1 END) AS c, count(CASE WHEN {p} IN [{v}, null] THEN 1 END) AS d"
)
HEART_OF_LISTS = (
    "RETURN count(*) AS all, count({p}) AS n, sum(size({p})) AS items, "
    "count(CASE WHEN {item} IN {p} THEN 1 END) AS a, count(CASE WHEN {p} = [] THEN 1 END) AS b"
)
EXAMPLES = {"date": date(2025, 6, 30), "integer": 3, "float": 1.5, "boolean": True, "integers": [1], "strings": ["甲"]}
DATES = {"iso": "2025-06-30", "isos": ["2025-12-31", "2025-06-30"]}
OF_TYPE = {
    "string": ANY + ORDERED + TEXT, "text": ANY + ORDERED + TEXT, "integer": ANY + ORDERED + NUMBER,
    "float": ANY + ORDERED + NUMBER, "boolean": ANY, "date": ANY + ORDERED + DATE, "strings": LIST, "integers": LIST,
}  # fmt: skip


class Statement(NamedTuple):
    cypher: str
    parameters: dict[str, Any]


def properties() -> Iterator[tuple[str, str, Property]]:
    """Each property of the ontology that people see, once: the pattern that binds its owner to `n`, its order, it."""
    seen = set()
    for kind in (*ontology().nodes.values(), *ontology().edges.values()):
        is_node = isinstance(kind, NodeKind)
        match = f"MATCH (n:{kind.label})" if isinstance(kind, NodeKind) else f"MATCH (s)-[n:{kind.type}]->(o)"
        for prop in kind.properties.values():
            common = (is_node, prop.name, prop.type)
            if not prop.internal and common not in seen:
                seen.add(common)
                yield match, "n.id" if is_node else "s.id, o.id, n.document", prop


def statements(match: str, order: str, prop: Property, values: list[Any], *, short: bool) -> list[Statement]:
    """All that may be asked of a property, some of whose `values` are given; `short`: the heart of it, in one go."""
    value = values[len(values) // 2] if values else EXAMPLES.get(prop.type, "甲")
    text = value[:50] if isinstance(value, str) else ""
    given = {"value": text or value, "first": text[:1] or "甲", "last": text[-1:] or "甲", **DATES}
    item = value[0] if isinstance(value, list) and value else "甲"
    name = f"n.{prop.name}" if prop.name != "end" else "n.`end`"
    words = {"p": name, "k": order, "v": _literal(text or value), "item": _literal(item), "name": prop.name}
    heart = HEART_OF_LISTS if prop.type in ("strings", "integers") else HEART
    asked = [each.format(**words) for each in ([heart] if short else OF_TYPE[prop.type])]
    return [
        Statement(f"{match} {each}", {key: value for key, value in given.items() if f"${key}" in each})
        for each in asked
        if "n {" not in each or match.startswith("MATCH (n")
    ]


def _literal(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
        case date():
            return f"date('{value}')"
    return repr(value)
