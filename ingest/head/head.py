"""The head of a document: its title, genre, 发文字号, issuer and dates, and the policies that it states."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from policygraph.ingest.head import document_numbers, meetings, purposes, signature, title_lines, titles
from policygraph.ingest.head.document_numbers import NUMBER
from policygraph.ingest.head.own_policy import OwnPolicy
from policygraph.ingest.head.stated import HEAD, forwarding, given_on, stated_policies
from policygraph.ingest.text.characters import for_matching
from policygraph.ingest.text.cleaned import Removed

_ORGAN_BEGINS = re.compile(
    r".*(?:通知|意见|办法|方案|决定|批复|公告|函|规定|措施|计划|文件|报告|会议纪要|内部事项|特急|加急|的)(?=[一-鿿]{2})"
)
# The organ whose head the number stands in, where they run together: 某省水利厅某水函[2026]2号.
_ORGAN_WHOLE = re.compile(
    r"[一-鿿]*(?:[省市县区州]|自治区)[一-鿿]{2,10}(?:办公室(?=[一-鿿]{2})|(?:厅|局|委员会|政府|办公厅)(?=[一-鿿]{2})(?![办发字函组规令]))"
)
_ORDER = re.compile(
    r"^ *(?P<issuer>[一-鿿]{2,20}(?:政府|国务院|部|委员会|总局))令\s*(?:\[?第? ?\d{4}\]?年?)?\s*第 ?\d+ ?号", re.M
)
OPENING = 600
"""Characters in which an order, and what kind of document it is, is told."""
# A number in 《》 or in the bracket behind, or what follows one that is spoken of.
_IN_TITLE = re.compile(r"《[^》]*$|》\s{0,2}[\[(]$")
# Behind the bracket the sentence goes on, which names the paper without 《》: 根据某厅关于…的通知(某发〔2025〕1号)要求.
_GOES_ON = re.compile(r"\)\s?(?:[、,和及与]|以及|等|文|精神|要求|规定|的)")
_SPOKEN_OF = re.compile(r"\s?(?:、|等)?(?:等)?(?:文件|通知)?(?:的)?(?:文件|精神|要求|规定)")
_DAY = re.compile(r"(20\d{2})[-年./](\d{1,2})[-月./](\d{1,2})")
# A number is another's where a word of descent stands before it: 根据某发〔2025〕1号.
_CITED = re.compile("|".join(titles.words().derives))
# A line that ends in such a word goes on in the next.
_LINE_AWAITS = re.compile(rf"({'|'.join(titles.words().derives)})\s*\n\s*")
_PHRASE_ENDS = re.compile(r"[。;\n]|(?:通知|意见|方案|办法|规定|决定|计划|措施|函|批复|公告|要点|清单)(?![精要、和])")
# Who put a page up, up to the next key, which may follow without a blank: 县水利局发布时间:…
_KEYS = r"(?:作者|发布|发表|发文|更新|浏览|点击|阅读|编辑|责任编辑|责编|字体|日期|时间|信息|公开|生成|成文)"
_PUBLISHER = re.compile(
    rf"(?:来源|发布机构|稿源) ?[:：] ?(?!{_KEYS}\S{{0,4}}[:：])"
    rf"([^\s　:：|]{{2,20}}?)(?=[\s　|]|$|{_KEYS}\S{{0,4}}[:：])"
)


@dataclass(frozen=True, slots=True)
class Head:
    """Dates are ISO strings. `title` is the document's own, which may be a notice around its policy; `forwarding` is
    the notice itself, where it forwards the policies of others, which are `policies` then; `held_on` is the day of
    the meeting that minutes are of."""

    title: str
    genre: str
    number: str | None = None
    number_span: tuple[int, int] | None = None
    issuer: str | None = None
    issuer_span: tuple[int, int] | None = None
    issued_on: str | None = None
    published_on: str | None = None
    publisher: str | None = None
    policies: tuple[OwnPolicy, ...] = ()
    held_on: str | None = None
    forwarding: OwnPolicy | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """What is said of a document beside its text: the file's name, and what its format may hold."""

    file: str
    title: str | None = None
    published_on: str | None = None


def read_head(text: str, folded: str, first_item: int, removed: Sequence[Removed], named: Named) -> Head:
    """The head of a document. `first_item`: where its outline begins; `named` counts where the text says nothing."""
    title, span = title_lines.find_title(text, folded, first_item)
    if not title:
        title = named.title or titles.from_file_name(named.file)
    genre = _genre(title, folded)
    held_on = None
    if genre == "minutes":
        title, span = meetings.title_of(text, folded, title, span)
        held_on = meetings.held_on(folded)
    policies = stated_policies(text, folded, title, span, genre)
    untitled = not title or span == (0, 0)
    shown = policies[0].title if untitled and policies else title
    signed = signature.find_signature(text, folded, title, first_item, of_meeting=genre == "minutes")
    issuer, issuer_span = signed.issuer, signed.span
    if not issuer and policies and policies[0].role == "explains":
        issuer = policies[0].issuer  # whose policy it is, which tells the level
    numbered = _number(text, folded, first_item, removed)
    if numbered.issuer:
        issuer, issuer_span = numbered.issuer, numbered.issuer_span
    put_up = _publication(removed)
    issued_on = signed.issued_on or put_up.issued_on or _given_on(genre, policies, folded) or held_on
    return Head(
        title=shown or named.file, genre=_genre_with(policies, genre, title, folded), number=numbered.number,
        number_span=numbered.span, issuer=issuer, issuer_span=issuer_span,
        issued_on=issued_on, published_on=put_up.on or named.published_on,
        publisher=put_up.by, policies=tuple(policies), held_on=held_on,
        forwarding=forwarding(title, span, policies),
    )  # fmt: skip


def _given_on(genre: str, policies: list[OwnPolicy], folded: str) -> str | None:
    """When a report that is a policy itself was given."""
    is_policy = genre == "report" and policies and policies[0].role == "text"
    return given_on(folded) if is_policy else None


def _genre(title: str, folded: str) -> str:
    """The genre that the title and the opening tell."""
    plain = for_matching(title)
    surest = [t for t in (plain, titles.unwrap(titles.strip_quotes(plain))) if t]
    genre = titles.genre_of(surest, folded[:OPENING])
    # 考评办法 and the like give out work, without articles
    return "plan" if genre == "regulation" and "第一条" not in folded else genre


def _genre_with(policies: list[OwnPolicy], genre: str, title: str, folded: str) -> str:
    """The genre of a notice is that of what it hands out; one that only announces a policy explains it, and one that
    asks about a draft of rules and does not give them stays what it is."""
    if genre not in ("notice", "letter") or not policies:
        return genre
    if titles.asked_about(for_matching(title)) and "第一条" not in folded and purposes.sets_norms(policies[0].title):
        return genre
    announces = any(p.status == "announced" for p in policies)
    handed_out = titles.genre_of([for_matching(policies[0].title)], "")
    if announces:
        return "interpretation"
    return genre if handed_out == "report" else handed_out  # a notice with a report asks those to whom it goes


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A 发文字号; that of an order (某部令第3号) names who issued it too."""

    number: str | None = None
    span: tuple[int, int] | None = None
    issuer: str | None = None
    issuer_span: tuple[int, int] | None = None


def _number(text: str, folded: str, first_item: int, removed: Sequence[Removed]) -> _Numbered:
    """发文字号: an order's, else the first number that no citation holds, else the one of the site's index table."""
    if (order := _ORDER.search(folded[:OPENING])) and not _CITED.match(order["issuer"]):
        m = document_numbers.ORDER.search(folded, *order.span())
        number = document_numbers.written(m) if m else None
        return _Numbered(number, (order.start("issuer"), order.end()), order["issuer"], order.span("issuer"))
    anothers: set[str] = set()  # what is cited stays another's where it stands below, at the head of an annexed copy
    for m in NUMBER.finditer(folded[: max(first_item, 400)][:HEAD]):
        if _is_anothers(folded, m):
            anothers.add(document_numbers.written(m))
        elif document_numbers.written(m) not in anothers:
            if signed := signature.signed_as(text, folded, m.end("organ")):
                start = _own_start(folded, signed[1][1], m.end("organ"))
                return _Numbered(_written(text[start : m.end("organ")].strip(), m), (start, m.end()), *signed)
            start = _own_start(folded, *m.span("organ"))
            return _Numbered(_written(text[start : m.end("organ")].strip(), m), (start, m.end()))
    indexed = (NUMBER.search(for_matching(r.text)) for r in removed if r.kind == "index")
    if listed := next(filter(None, indexed), None):
        return _Numbered(_written(re.sub(r"^.*号", "", listed["organ"]), listed))
    return _Numbered()


def _own_start(folded: str, start: int, end: int) -> int:
    """Where the organ's own word begins in what has run into it: 文件某水发, 某省水利厅某水函."""
    longer = _ORGAN_BEGINS.match(folded, start, end) or _ORGAN_WHOLE.match(folded, start, end)
    return longer.end() if longer else start


def _written(organ: str, m: re.Match[str]) -> str:
    return f"{organ}〔{m['year']}〕{int(m['n'])}号"


def _is_anothers(folded: str, m: re.Match[str]) -> bool:
    """Is it the number of a paper that the text names: in a title or behind one, after 根据, before 文件精神?"""
    if _IN_TITLE.search(folded, max(0, m.start() - 90), m.start()):
        return True
    before = _LINE_AWAITS.sub(r"\1", folded[max(0, m.start() - 60) : m.end("organ")])
    if _CITED.search(_PHRASE_ENDS.split(before)[-1]):
        return True
    return bool(_SPOKEN_OF.match(folded, m.end()) or _GOES_ON.match(folded, m.end()))


@dataclass(frozen=True, slots=True)
class _PutUp:
    """When and by whom a page was put up, and when it says that its document was issued."""

    issued_on: str | None
    on: str | None
    by: str | None


def _publication(removed: Sequence[Removed]) -> _PutUp:
    """What the furniture that was set aside tells of a page."""
    from_archive = any("发文机关" in r.text for r in removed)
    issued_on = on = by = None
    for r in removed:
        if r.kind not in ("publication", "index"):
            continue
        day = _day_in(r.text)
        if "成文" in r.text or (from_archive and "发布日期" in r.text):
            issued_on = issued_on or day
        if not re.search("成文|生成|索", r.text):
            on = on or day
        by = by or (m[1] if (m := _PUBLISHER.search(r.text)) else None)
    return _PutUp(issued_on, on, by)


def _day_in(words: str) -> str | None:
    """The first date as an ISO date; None where there is none, or no such day."""
    m = _DAY.search(words)
    return signature.parse_date(f"{m[1]}年{m[2]}月{m[3]}日") if m else None
