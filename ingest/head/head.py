"""The head of a document: its title, genre, 发文字号, issuer and dates, and the policies that it states."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from policygraph.ingest.head import document_numbers, signature, stated, title_lines, titles
from policygraph.ingest.head.document_numbers import NUMBER
from policygraph.ingest.head.stated import HEAD, OwnPolicy
from policygraph.ingest.text.characters import for_matching
from policygraph.ingest.text.cleaned import Removed

_ORGAN_BEGINS = re.compile(r".*(?:通知|意见|办法|方案|决定|批复|公告|函|规定|措施|计划|文件|报告|的)(?=[一-鿿]{2})")
_ORDER = re.compile(
    r"^ *(?P<issuer>[一-鿿]{2,20}(?:政府|国务院|部|委员会|总局))令\s*(?:\[?第? ?\d{4}\]?年?)?\s*第 ?\d+ ?号", re.M
)
# A number is another's where a word of descent stands before it: 根据某发〔2025〕1号.
_CITED = re.compile("|".join(titles.words()["derives"]))
_PHRASE_ENDS = re.compile(r"[。;\n]|(?:通知|意见|方案|办法|规定|决定|计划|措施|函|批复|公告|要点|清单)(?![精要、和])")
# Who put a page up, up to the next key, which may follow without a blank: 县水利局发布时间:…
_KEYS = r"(?:作者|发布|发表|发文|更新|浏览|点击|阅读|编辑|责任编辑|责编|字体|日期|时间|信息|公开|生成|成文)"
_PUBLISHER = re.compile(
    rf"(?:来源|发布机构|稿源) ?[:：] ?(?!{_KEYS}\S{{0,4}}[:：])"
    rf"([^\s　:：|]{{2,20}}?)(?=[\s　|]|$|{_KEYS}\S{{0,4}}[:：])"
)


@dataclass(slots=True)
class Head:
    """Dates are ISO strings. `title` is the document's own, which may be a notice around its policy."""

    title: str
    genre: str
    number: str | None = None
    number_span: tuple[int, int] | None = None
    issuer: str | None = None
    issuer_span: tuple[int, int] | None = None
    issued_on: str | None = None
    published_on: str | None = None
    publisher: str | None = None
    policies: list[OwnPolicy] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Named:
    """What is said of a document beside its text: the file's name, and what its format may hold."""

    file: str
    title: str | None = None
    published_on: str | None = None


def read(text: str, folded: str, first_item: int, removed: list[Removed], named: Named) -> Head:
    """The head of a document. `first_item`: where its outline begins; `named` counts where the text says nothing."""
    title, span = title_lines.find(text, folded, first_item)
    if not title:
        title = named.title or titles.from_file_name(named.file)
    plain = for_matching(title)
    genre = titles.genre_of([t for t in (plain, titles.unwrap(titles.strip_quotes(plain))) if t], folded[:600])
    if genre == "regulation" and "第一条" not in folded:
        genre = "plan"  # 考评办法 and the like that give out work, without articles
    head = Head(title or named.file, genre)
    head.policies = stated.find(text, folded, title, span, genre)
    if genre == "notice" and any(p.status == "announced" for p in head.policies):
        head.genre = "interpretation"
    elif genre == "notice" and head.policies:
        head.genre = titles.genre_of([for_matching(head.policies[0].title)], "")
    if (not title or span == (0, 0)) and head.policies:
        head.title = head.policies[0].title
    signed = signature.find(text, folded, title, first_item)
    head.issuer, head.issuer_span, head.issued_on = signed.issuer, signed.span, signed.issued_on
    if not head.issuer and head.policies and head.policies[0].role == "explains":
        head.issuer = head.policies[0].issuer  # whose policy it is, which tells the level
    _number(head, text, folded, first_item, removed)
    _publication(head, removed)
    head.published_on = head.published_on or named.published_on
    return head


def _number(head: Head, text: str, folded: str, first_item: int, removed: list[Removed]) -> None:
    """发文字号: the first number that no citation holds, else the one of the site's index table."""
    if (order := _ORDER.search(folded[:600])) and not _CITED.match(order["issuer"]):
        head.number = (
            document_numbers.written(m) if (m := document_numbers.ORDER.search(folded, *order.span())) else None
        )
        head.number_span = (order.start("issuer"), order.end())
        head.issuer, head.issuer_span = order["issuer"], (order.start("issuer"), order.end("issuer"))
        return
    for m in NUMBER.finditer(folded[: max(first_item, 400)][:HEAD]):
        if re.search(r"》\s*\($", folded[max(0, m.start() - 4) : m.start()]) or re.search(
            r"《[^》]*$", folded[max(0, m.start() - 90) : m.start()]
        ):
            continue
        if _CITED.search(_PHRASE_ENDS.split(folded[max(0, m.start() - 60) : m.end("organ")])[-1]):
            continue
        if re.match(
            r"\s?(?:、|等)?(?:等)?(?:文件|通知)?(?:的)?(?:文件|精神|要求|规定)", folded[m.end() : m.end() + 10]
        ):
            continue
        organ_start = m.start("organ")
        if longer := _ORGAN_BEGINS.match(m["organ"]):
            organ_start += longer.end()
        organ = text[organ_start : m.end("organ")].strip()
        head.number = f"{organ}〔{m['year']}〕{int(m['n'])}号"
        head.number_span = (organ_start, m.end())
        return
    for r in removed:
        if r.kind == "index" and (listed := NUMBER.search(for_matching(r.text))):
            head.number = f"{re.sub(r'^.*号', '', listed['organ'])}〔{listed['year']}〕{int(listed['n'])}号"
            return


def _publication(head: Head, removed: list[Removed]) -> None:
    """When and by whom a page was put up, from the furniture that was set aside."""
    from_archive = any("发文机关" in r.text for r in removed)
    for r in removed:
        if r.kind not in ("publication", "index"):
            continue
        key = "成文" if "成文" in r.text else "发布" if from_archive and "发布日期" in r.text else None
        if head.issued_on is None and key and (m := re.search(r"(20\d{2})[-年./](\d{1,2})[-月./](\d{1,2})", r.text)):
            head.issued_on = signature.parse_date(f"{m[1]}年{m[2]}月{m[3]}日")
        if (
            head.published_on is None
            and not re.search("成文|生成|索", r.text)
            and (m := re.search(r"(20\d{2})[-年./](\d{1,2})[-月./](\d{1,2})", r.text))
        ):
            head.published_on = signature.parse_date(f"{m[1]}年{m[2]}月{m[3]}日")
        if head.publisher is None and (m := _PUBLISHER.search(r.text)):
            head.publisher = m[1]
