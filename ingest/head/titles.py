"""Titles of policies: what is one, what kind of document it names, what a notice wraps."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from policygraph.ingest.places.region_names import place_at_start
from policygraph.ingest.text.characters import for_matching
from policygraph.model.records import fold
from policygraph.model.vocabulary import Expression, Words, alternatives, read

LONGEST = 90
WORK_REPORT = "政府工作报告"
"""What a government reports to its people's congress each year."""


@dataclass(frozen=True, slots=True)
class PolicyWords:
    """`data/policy_words.yaml`."""

    ends: Words
    of_year: Expression
    tails: Words
    drafts: Words
    derives: Words
    made: Words
    future: Words
    repealed: Words
    replaced: Words
    amended: Words
    performed: Words
    intended: Words
    handled: Words
    carried_out: Words
    technical: Words
    central_numbers: Words


@cache
def words() -> PolicyWords:
    """The vocabulary, read once."""
    return read("policy_words.yaml", PolicyWords)


@cache
def _title() -> Expression:
    ends, tails = alternatives(words().ends), "|".join(words().tails)
    return re.compile(rf"(?:{ends})(?:\((?:{tails})\)|\([^()]*\d{{4}}[^()]*\)|\d{{4}}(?:-\d{{4}})?年?)*$")


@dataclass(frozen=True, slots=True)
class Genre:
    """How titles of a genre, or the first words of its documents, read."""

    genre: str
    title: Expression
    opening: Expression | None = None


@dataclass(frozen=True, slots=True)
class Genres:
    """`data/genres.yaml`: the first that fits is taken."""

    genres: tuple[Genre, ...]


@cache
def _genres() -> tuple[Genre, ...]:
    return read("genres.yaml", Genres).genres


def is_policy(title: str) -> bool:
    """Does the folded `title` name a policy?

    >>> is_policy("关于进一步做好节水工作的意见"), is_policy("某某日报")
    (True, False)
    """
    plain = title.rstrip("\"'”’")
    return 4 <= len(title) <= LONGEST and bool(_title().search(plain) or words().of_year.fullmatch(plain))


def genre_of(titles: list[str], opening: str) -> str:
    """The genre of a document, from its titles (folded, the surest first) and the beginning of its text."""
    for title in (re.sub(r"《[^《》]*》|<[^<>]*>", "", t) if re.search(r"[》>].{2}", t) else t for t in titles):
        for each in _genres():
            if each.title.search(title.rstrip("\"'”’")):
                return each.genre
    return next((g.genre for g in _genres() if g.opening and g.opening.search(opening[:400])), "notice")


_WORK_REPORT = re.compile(rf"[一-鿿]{{0,16}}(?P<year>20\d\d)年?[一-鿿]{{0,16}}{WORK_REPORT}(?:\(.*\))?")
_ISSUER = re.compile(r"^.{2,60}?(?=关于|印发|批?转发|批转)")


def title_key(title: str) -> str:
    """What stays the same when a title is cited with or without its issuer. One that forwards is a policy of its own.

    >>> title_key("中共中央 国务院关于加强节水工作的意见") == title_key("加强节水工作的意见")
    True
    >>> title_key("某县人民政府关于转发市水利局〈某市节水方案〉的通知")
    '转发市水利局某市节水方案的通知'
    """
    plain = handed_out(strip_quotes(for_matching(title)))
    issuer = _ISSUER.match(plain)
    if issuer and (_SIGNS.search(issuer[0].replace(" ", "")) or _is_place(issuer[0])):
        plain = plain[issuer.end() :]
    if report := _WORK_REPORT.fullmatch(plain):  # 某县2026年…: whose it is, is told beside
        return fold(f"{report['year']}年{WORK_REPORT}")
    return fold(plain.removeprefix("关于"))


def _is_place(words: str) -> bool:
    """Do they name a place and nothing else: 某市某区 in 某市某区关于…?"""
    found = place_at_start(words)
    return found is not None and found[1] == len(words)


def from_file_name(name: str) -> str:
    """The part of a file's name that reads as a policy's title; empty if none does."""
    parts = re.split(r"[_\s]+", re.sub(r"\.\w{1,5}$", "", name))
    found = [p for p in parts if is_policy(for_matching(p)) and len(p) >= 8]
    return max(found, key=len, default="")


_SIGNS = re.compile(r"(?:国务院|中央|政府|办公室|办公厅|委员会|省委|市委|县委|区委|厅|局|部|委|小组|部门)$")
_WRAPPER = re.compile(
    r"(?:^|.*?)(?:关于)?(?P<verb>印发|批?转发|批转|下发|发布|公布)(?:给?你们|<|《)?(?P<inner>.+?)(?:》|>)?的(?:紧急|补充)?(?:通知|公告|函|通告)(?:\(.*?\))?$"
)


# 转发某厅关于做好某工作的通知: the notice that is forwarded and the one that forwards it end in the same word.
_OF_ANOTHER = re.compile(
    r"[一-鿿、]{1,40}?(?:[厅局部委办院]|委员会|指挥部|政府|中央|办公[室厅]|部门|国务院)(?:关于|(?:进一步|继续|切实)*(?:做好|加强|开展))"
)
# 转发某厅关于转发某部关于…的意见的通知: 的通知 stands once for both.
# How things stand, which a notice hands out like any paper: 印发某县上半年分析报告.
_REPORT = re.compile(r"(?<=.{4})报告[》>]?$")
_AGAIN = re.compile(
    r"[一-鿿、 ]{2,40}?(?:[厅局部委办院]|委员会|指挥部|政府|中央|办公[室厅]|部门|国务院)"
    r"(?:关于)?批?转发[^《》<>]{4,}(?<!通知)$"
)


# A notice that names the paper which it carries without 印发: 关于进一步节水的若干措施的通知.
_PAPER = (
    r"(?:方案|(?:实施|指导|若干|的)意见|(?:若干|政策|的|[条项])(?:政策)?(?:措施|举措)|(?:管理|实施|暂行|试行|的)办法"
    r"|行动计划|工作要点|实施细则|发展规划|规划纲要)"
)
_CARRIES = re.compile(
    rf"^(?P<whole>[^《》<>]*?关于(?P<inner>[^《》<>]+?{_PAPER}(?:\([^()]*\))?))的(?:通知|公告|通告)(?:\([^()]*\))?$"
)
_PARTED = re.compile(r"的(?:实施|指导|工作|行动|若干|具体|政策|试行|专项|重点|三年|管理)*[^的]{2,4}$")


def unwrap(title: str) -> str:
    """The policy that a notice's title names: 关于印发《X》的通知 → X, also without 印发; other titles stay. `title` is
    folded text.

    >>> unwrap("某县人民政府办公室关于印发某县节水方案的通知"), unwrap("某县人民政府关于节水的若干措施的通知")
    ('某县节水方案', '某县人民政府关于节水的若干措施')
    >>> unwrap("某县人民政府关于落实某市节水方案的通知")
    '某县人民政府关于落实某市节水方案的通知'
    """
    inner, _ = _within(title)
    return unwrap(inner) if inner != title else title


def carried(title: str) -> str:
    """The same, but where a notice forwards one that forwards another it is the one in the middle.

    >>> carried("某县水利局转发市水利局关于转发省水利厅关于做好节水工作的意见的通知")
    '市水利局关于转发省水利厅关于做好节水工作的意见的通知'
    """
    inner, verb = _within(title)
    if inner == title:
        return title
    return handed_out(inner) if "转" in verb else carried(inner)


def handed_out(title: str) -> str:
    """The same, but a notice that forwards another's policy stays what it is.

    >>> handed_out("某县人民政府关于印发某县节水方案的通知"), handed_out("某县人民政府转发市水利局节水方案的通知")
    ('某县节水方案', '某县人民政府转发市水利局节水方案的通知')
    """
    inner, verb = _within(title)
    return title if inner == title or "转" in verb else handed_out(inner)


def forwards(title: str) -> bool:
    """Is it the title of a notice that forwards another's policy? `title` is folded text.

    >>> forwards("某县人民政府转发市水利局节水方案的通知"), forwards("某县人民政府关于印发某县节水方案的通知")
    (True, False)
    """
    return "转" in _within(strip_quotes(title))[1]


def _within(title: str) -> tuple[str, str]:
    """What a notice's title wraps, and by which verb, if any; other titles stay."""
    m = _WRAPPER.match(title)
    if not m:
        return _carried(title), ""
    if "转" in m["verb"] and _OF_ANOTHER.match(m["inner"]) and not is_policy(strip_quotes(m["inner"])):
        return title[m.start("inner") :], m["verb"]
    if "转" in m["verb"] and _AGAIN.match(m["inner"]):
        return title[m.start("inner") :], m["verb"]
    if not is_policy(strip_quotes(m["inner"])) and not (m["verb"] == "印发" and _REPORT.search(m["inner"])):
        return title, ""
    inner = strip_quotes(re.sub(r"^[^<>《》]*[<《](?=[^<>《》]+$)", "", m["inner"]))  # 转发某局〈X〉的通知
    return inner, m["verb"]


def _carried(title: str) -> str:
    """The paper that a notice carries and calls by its own words, behind 关于; other titles stay."""
    m = _CARRIES.match(title)
    if not m or m["inner"].startswith(words().handled):
        return title
    if m["inner"].startswith(words().carried_out) and not _PARTED.search(re.sub(r"\([^()]*\)$", "", m["inner"])):
        return title
    return m["inner"] if _begins_with_place(m["inner"]) else m["whole"]


def _begins_with_place(words: str) -> bool:
    return place_at_start(words) is not None


def hands_out(title: str) -> bool:
    """Is it the title of a notice around a policy? `title` is folded text.

    >>> hands_out("某县人民政府关于印发《某县节水方案》的通知"), hands_out("某县节水方案")
    (True, False)
    """
    plain = strip_quotes(title)
    return unwrap(plain) != plain


_ASKED = (
    re.compile(r"征求(?:对)?《(?P<inner>[^《》]+)》(?:[、和及]?《[^《》]+》)*.{0,12}意见"),
    re.compile(r"(?:会签|审核|请(?:予以)?确认|审定)《(?P<inner>[^《》]+)》.{0,24}的(?:函|请示|通知)$"),
    re.compile(
        r"《(?P<inner>[^《》]+)》(?:\([^()]*\))?(?:向社会)?(?:公开)?(?:征求|征集).{0,6}意见(?:建议)?的(?:公告|通知|通告|函|启事)$"
    ),
    re.compile(
        r"^(?:.*?关于)?(?:对)?(?P<inner>[^《》]+?)(?:向社会)?公开(?:征求|征集).{0,6}意见(?:建议)?的(?:公告|通知|通告|函|启事)$"
    ),
)


def asked_about(title: str) -> str | None:
    """The draft on which a notice asks for opinions: 关于《X》公开征求意见的公告 → X.

    >>> asked_about("关于《某县节水办法(征求意见稿)》公开征求意见的公告")
    '某县节水办法(征求意见稿)'
    """
    found = next((m["inner"] for pattern in _ASKED if (m := pattern.search(title))), None)
    return found if found and is_policy(without_draft_mark(found)) else None


def strip_quotes(title: str) -> str:
    """Without the outermost 《》."""
    title = title.strip(" \n")
    while title.startswith("《") and title.endswith("》") and title.count("《") == title.count("》"):
        title = title[1:-1]
    return title


def is_technical(title: str) -> bool:
    """Is it a standard of a trade? Of a policy it has neither number nor place: 《给水设计规范》.

    >>> is_technical("给水设计规范"), is_technical("给水管理办法")
    (True, False)
    """
    return title.endswith(words().technical)


def status_of(title: str) -> str:
    return "draft" if any(mark in title for mark in words().drafts) else "issued"


def without_draft_mark(title: str) -> str:
    """方案(征求意见稿) → 方案.

    >>> without_draft_mark("某县节水方案(征求意见稿)")
    '某县节水方案'
    """
    when = r"(?:\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?\s?)?(?:修订|修正|修改)?"  # (4月2日修改稿), (修订草案)
    return re.sub(rf"[(\[（]?{when}(?:{'|'.join(words().drafts)})[)\]）]?", "", title).strip()
