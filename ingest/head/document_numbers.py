"""发文字号: the number of an official document, in the forms that are met, and whose number it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policygraph.ingest.head import titles
from policygraph.ingest.places import divisions
from policygraph.ingest.places.number_signs import document_signs
from policygraph.ingest.places.region_names import Place, place_at_start
from policygraph.ingest.places.regions import CENTRAL, Jurisdiction
from policygraph.ingest.text.numerals import parse_han
from policygraph.ingest.text.windows import matches_around

# 某政发[2023]5号, with other brackets, 第5号; of folded text. Two offices under one roof: 某密办(局)函[2023]5号.
NUMBER = re.compile(
    r"(?P<organ>[一-鿿]{2,16}?(?:\([一-鿿]{1,3}\)[一-鿿]{1,3})?)\s?[\[(](?P<year>(?:19|20)\d{2})年?[\])]\s?第?\s?(?P<n>\d{1,4})\s?号"
)
_N = r"第?\s?(?P<n>\d{1,4}|[一二三四五六七八九十百]{1,7})\s?号"
# An order: 某省人民政府令第88号, 某部令2023年第5号, 某部2023年第5号令.
ORDER = re.compile(
    rf"(?P<organ>[一-鿿]{{2,20}}?)?令\s?(?:[\[(]?(?P<year>(?:19|20)\d{{2}})[\])]?年?)?\s?{_N}"
    rf"|(?P<organ_>[一-鿿]{{2,20}}?)?\s?(?:[\[(]?(?P<year_>(?:19|20)\d{{2}})[\])]?年?)?{_N.replace('<n>', '<n_>')}令"
)
_YEAR_IN_BRACKETS = re.compile(r"[\[(](?:19|20)\d")
_IS_ORDER = re.compile("令")
_BRACKET = re.compile(r"\s?\((?P<held>(?:[^()\n]|\n(?=.{0,12}[\[(]\d{4})|\((?:19|20)\d{2}\)){4,80}?)\)")
# What stands before an organ's word in running text: a whole organ's name, or the words of the sentence.
_CONJUNCTION = re.compile(
    r".*(?:[日年]|和(?!信息|改革|社会|旅游|城乡)|及|与|以|由|经|将|的|了|照|见|按)(?=[一-鿿]{2,})"
)
_BEFORE_ORGAN = re.compile(
    r".*(?:办公[厅室]|政府|国务院|委员会|(?<!国)[省市县区]委|厅|局|一号文件|通知|意见|办法|方案|决定|规定|文件|和|及|与|以|由|经|将|的|了|对|照|见|按)"
    r"(?=[一-鿿]{2,})(?!办|发|字|函|组|规|政|督|农|[一-鿿]$)"
)
_FORMER = re.compile(r"原[^政办发委党府]")


def written(m: re.Match[str]) -> str:
    """The one form of a number that NUMBER or ORDER has found: organ〔year〕n号; 某令第n号 of an order without a year.

    >>> written(NUMBER.search("某政发[2023]第05号")), written(ORDER.search("某部2023年第5号令"))
    ('某政发〔2023〕5号', '某部令〔2023〕5号')
    """
    if m.re is not ORDER:
        return f"{organ(m)}〔{m['year']}〕{int(m['n'])}号"
    n = m["n"] or m["n_"]
    count = int(n) if n.isdigit() else int(parse_han(n) or 0)
    name, year = organ(m), m["year"] or m["year_"]
    return f"{name}令〔{year}〕{count}号" if year else f"{name}令第{count}号"


def numbers_in(text: str) -> Iterator[re.Match[str]]:
    """Every NUMBER, from left to right. At each Han character the whole pattern costs as many steps as an organ may be
    long, so it is run only where a year stands in brackets: 25 characters before, and 16 from there."""
    return matches_around(NUMBER, _YEAR_IN_BRACKETS, 25, 16, text)


def orders_in(text: str) -> Iterator[re.Match[str]]:
    """Every ORDER, from left to right: 令 stands at most 39 characters behind its beginning, and 19 before its end."""
    return matches_around(ORDER, _IS_ORDER, 40, 20, text)


def organ(m: re.Match[str]) -> str:
    """The organ's word of a NUMBER or ORDER without the words of the sentence before it.

    >>> organ(NUMBER.search("根据中发[2024]1号文件")), organ(NUMBER.search("原某政发[2019]8号文件"))
    ('中发', '某政发')
    """
    name = (m["organ"] or (m.re is ORDER and m["organ_"]) or "").strip()
    cues = "|".join(titles.words().derives)
    name = re.sub(rf"^.*(?:{cues})(?=[一-鿿]{{2,}})", "", name)
    begun = (_CONJUNCTION if m.re is ORDER else _BEFORE_ORGAN).match(name)
    name = name[begun.end() :] if begun else name
    # 原某政发: the former one of that number; 原政发 and 原州政发 are a place's own.
    return name[1:] if _FORMER.match(name) and divisions.divisions_at_start(name) is None else name


def numbers_behind(folded: str, end: int, issuer: str = "") -> tuple[list[str], int]:
    """The numbers in the bracket that opens at `end`, and where it closes. `issuer`: whose a nameless order is."""
    opened = _BRACKET.match(folded, end)
    if not opened:
        return [], end
    numbers = list(NUMBER.finditer(folded, *opened.span("held")))
    if not numbers and (order := ORDER.search(folded, *opened.span("held"))):
        named = written(order)
        return [f"{issuer if named.startswith('令') else ''}{named}"], opened.end()
    return [written(m) for m in numbers], opened.end() if numbers else end


def number_before(folded: str, start: int) -> tuple[str | None, int]:
    """The number right before a 《, with or without brackets, and where the words begin that name it. One in the
    bracket behind a 》 is that title's."""
    floor = max(0, start - 40)
    for m in (*NUMBER.finditer(folded, floor, start), *ORDER.finditer(folded, floor, start)):
        if re.fullmatch(r"\s?\)?\s?", folded[m.end() : start]):
            begin = folded.index(organ(m), m.start(), m.end())
            opened = folded[:begin].endswith("(") and folded[m.end() : start].strip() == ")"
            if opened and folded[:begin].endswith(("》(", "》\n(")):
                continue
            return written(m), begin - 1 if opened else begin
    return None, start


def level_of(number: str, where: Jurisdiction) -> tuple[str | None, Place | None]:
    """Level and place that a number tells: the centre's and the provinces' own words, the first characters of a city's
    or county's name where the document lies in it (云泽政发 in a document of 云泽市)."""
    if number.startswith(titles.words().central_numbers) or CENTRAL.match(number):
        return "central", where.at("central")
    if "令" in number[2:] and (named := place_at_start(number)):
        return named[0].level, named[0]
    short = re.match(r"([一-鿿]{1,3}?)(?:政|发|办|委|党|府|字|农|财|教|卫|人|民|水|建|组)", number)
    if short and (told := _of_sign(short[1], where)):
        return told
    prefix = re.match(r"(自治区|[省市州县区])(?:委|政)", number)
    home = where.by_prefix(prefix[1]) if prefix else None
    return (home.level, home) if home else (None, None)


def _of_sign(sign: str, where: Jurisdiction) -> tuple[str, Place | None] | None:
    """Level and place of the first characters of a number: those of the document's own place come before those of a
    province that nothing else tells."""
    signs = document_signs()
    home, provinces = where.at("province"), signs.provinces.get(sign, ())
    if home is not None and home.name in provinces:
        return "province", home
    cities = signs.cities.get(sign, ())
    for place in filter(None, (where.at("city"), where.at("county"))):
        if place.level != "province" and (place.name.startswith(sign) or place.name in cities):
            return place.level, place
    return ("province", None) if provinces and home is None else None
