"""The head of a document: its title, 发文字号, issuer and date, and the policies that it is or speaks about."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from policygraph.graph.records import fold
from policygraph.ingest import titles, units
from policygraph.ingest.characters import for_matching
from policygraph.ingest.clean import Removed
from policygraph.ingest.numerals import parse_han

HEAD = 2500
"""Characters in which title, number and date are looked for."""

NUMBER = re.compile(r"(?P<organ>[一-鿿]{2,16}?)\s?[\[(](?P<year>(?:19|20)\d{2})[\])]\s?第?(?P<n>\d{1,4})号")
_ORGAN_BEGINS = re.compile(r".*(?:通知|意见|办法|方案|决定|批复|公告|函|规定|措施|计划|文件|报告|的)(?=[一-鿿]{2})")
_DATE = r"(?:\d{4}年\d{1,2}月\d{1,2}日|[〇零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)"
DATE_LINE = re.compile(rf"^[ (]*(?P<date>{_DATE})[ )]*$", re.M)
_SIGNED = re.compile(
    rf"(?P<issuer>[一-鿿]{{2,24}}(?:政府|办公室|办公厅|委员会|国务院|厅|局|部|委|办|小组|中央)) ?(?P<date>{_DATE})(?=\s*(?:\(|$|\n|附件|[一-鿿]{{2,30}}(?:{'|'.join(titles.words()['ends'])})))"
)
_SUBTITLE = re.compile(
    r"\((?:征求意见稿|公开征求意见稿|草案|送审稿|讨论稿|试行|暂行|修订|(?:19|20)\d{2}(?:-\d{2,4})?年?)\)"
)
_ORDER = re.compile(
    r"^ *(?P<issuer>[一-鿿]{2,20}(?:政府|国务院|部|委员会|总局))令\s*(?:\[?第? ?(?P<year>\d{4})\]?年?)?\s*第 ?(?P<n>\d+) ?号",
    re.M,
)
_QUOTED = re.compile(r"《(?P<title>[^《》]{3,120}(?:《[^《》]{1,60}》[^《》]{0,60})?)》")
_ISSUE_CUE = re.compile(
    r"印发给?你们|现予(?:以)?(?:印发|发布|公布)|(?:现)?(?:印发|下发|发布)(?:给你们)?[,。]|请(?:认真|结合|遵照|抓好)|已经.{2,40}(?:同意|通过|审议|研究)"
)


@dataclass(slots=True)
class OwnPolicy:
    """A policy that the document states. `start`, `end`: the words that say so, in the cleaned text.

    `body` is where its own text begins (for documents that hold several), `role` as in the ontology.
    """

    title: str
    start: int
    end: int
    status: str
    role: str
    body: int = 0
    issuer: str | None = None
    number: str | None = None


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


def parse_date(raw: str) -> str | None:
    """2024年3月8日 or 二〇二四年三月八日 as an ISO date; None where there is no such day."""
    m = re.match(r"(.+?)年(.+?)月(.+?)日", raw)
    if not m:
        return None
    parts = [int(p) if p.isdigit() else parse_han(p) for p in m.groups()]
    if any(p is None for p in parts):
        return None
    try:
        return date(*(int(p or 0) for p in parts)).isoformat()
    except ValueError:
        return None


def read(text: str, folded: str, first_item: int, removed: list[Removed], name: str) -> Head:
    """The head of a document. `first_item`: where its outline begins; `name`: its file's name, for a title if none stands in it."""
    title, span = _title(text, folded, first_item)
    if not title:
        title = titles.from_file_name(name)
    plain = for_matching(title)
    genre = titles.genre_of([t for t in (plain, titles.unwrap(titles.strip_quotes(plain))) if t], folded[:600])
    if genre == "regulation" and "第一条" not in folded:
        genre = "plan"  # 考评办法 and the like that give out work, without articles
    head = Head(title or name, genre)
    head.policies = _policies(text, folded, title, span, genre)
    if genre == "notice" and any(p.status == "announced" for p in head.policies):
        head.genre = "interpretation"
    elif genre == "notice" and head.policies:
        head.genre = titles.genre_of([for_matching(head.policies[0].title)], "")
    if (not title or span == (0, 0)) and head.policies:
        head.title = head.policies[0].title
    _number(head, text, folded, first_item, removed)
    _signature(head, text, folded, title, first_item)
    _publication(head, removed)
    return head


def _title(text: str, folded: str, first_item: int) -> tuple[str, tuple[int, int]]:
    """The document's title: the first line, or run of lines, that is one."""
    limit = min(max(first_item, 200), HEAD)
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\s][^\n]*", folded[:limit])][:25]
    for i, (s, e) in enumerate(lines):
        line = folded[s:e].strip(" ")
        if len(line) > 120 or re.search(r"[。;]|[:,]$", line):
            collapsed = _collapsed_title(folded, s, e)
            if collapsed:
                return text[s:collapsed], (s, collapsed)
            if re.search(r"[。;]", line):
                break
            continue
        first = titles.strip_quotes(line)
        opens = "关于" in line or "印发" in line or line.startswith("《") or units.is_complete(first.split(" ")[-1])
        for j in range(i, min(i + 4 if opens else i + 1, len(lines))):
            joined = "".join(folded[a:b].strip(" ") for a, b in lines[i : j + 1])
            if len(joined) > 160 or re.search(
                r"[。;]|[:,]$|^\(|^[(\[]?[一-鿿]{2,16}[\[(]\d{4}", folded[lines[j][0] : lines[j][1]]
            ):
                break
            if _is_title(joined) and not (
                j + 1 < len(lines) and _continues(joined, folded[lines[j + 1][0] : lines[j + 1][1]])
            ):
                if j + 1 < len(lines) and _SUBTITLE.fullmatch(folded[lines[j + 1][0] : lines[j + 1][1]].strip()):
                    j += 1
                shown = "".join(text[a:b].strip(" #") for a, b in lines[i : j + 1])
                return shown, (s, lines[j][1])
    return "", (0, 0)


def _continues(joined: str, following: str) -> bool:
    """Is the next line the rest of the title (…意见 + 的通知, 印发《…》 + 的通知)?"""
    following = following.strip()
    return following in ("的通知", "通知", "的函") or (joined.count("《") > joined.count("》"))


def _is_title(line: str) -> bool:
    line = line.lstrip("# ")
    if line == "政府工作报告":
        return True
    if len(line) < 8 or re.match(r"[一二三四五六七八九十]{1,3}、|\(|第.{1,3}[章条]|附件", line):
        return False
    if re.search(r"^《[^《》]+》印发$|解读《[^《》]+》$", line):
        return True
    plain = re.sub(r"\(.*?\)$|-{2}.*$", "", titles.strip_quotes(line)).strip()
    if titles.is_policy(plain) or titles.is_policy(line):
        return "关于" in line or len(line) >= 8
    return bool(
        re.search(r"(?:讲话|汇报|报告|说明|解读|答记者问|致辞|总结|函|批复|活动|提纲|讲话稿)(?:\(.*\))?$", line)
    ) and (len(line) > 8 or "关于" in line or "工作" in line or "在" in line[:1] or "政府工作报告" in line)


def _collapsed_title(folded: str, start: int, end: int) -> int | None:
    """Where a title ends that the text runs on from without a break: before a number, a salutation or a date."""
    ends = "|".join(sorted(titles.words()["ends"], key=len, reverse=True))
    m = re.compile(
        rf"[^。;\n:]{{4,110}}?(?:{ends}|说明|讲话|答记者问)(?=[一-鿿]{{2,10}}\[\d{{4}}\]|各[省市区县镇乡有]|[一-鿿]{{1,6}}:|(?:为|近日|日前|[一二三四五六七八九十]、))"
    ).match(folded, start, end)
    return m.end() if m and _is_title(m[0]) else None


def _policies(text: str, folded: str, title: str, span: tuple[int, int], genre: str) -> list[OwnPolicy]:
    """What the document states. See the roles of STATES in the ontology."""
    plain = for_matching(title)
    if genre in ("interpretation", "drafting-note", "speech", "report"):
        return _spoken_of(text, folded, title, span, genre)
    found: dict[str, OwnPolicy] = {}
    for m in _QUOTED.finditer(folded[:HEAD]):
        sentence_end = next(
            (i for i in range(m.end(), min(len(folded), m.end() + 160)) if folded[i] in "。\n"), m.end()
        )
        if (
            _ISSUE_CUE.search(folded, m.end(), sentence_end + 1)
            and titles.is_policy(_core(m["title"]))
            and not _cited_by(folded, m.start())
        ):
            _keep(
                found,
                OwnPolicy(
                    text[m.start("title") : m.end("title")], m.start(), m.end(), titles.status_of(m["title"]), "text"
                ),
            )
    if not found and title:
        inner = titles.unwrap(titles.strip_quotes(re.sub(r"》印发$", "》", plain)))
        if asked := re.search(r"征求(?:对)?《(?P<inner>[^《》]+)》.{0,12}意见", plain):
            inner = asked["inner"]
        shown = _shown(text, folded, inner, span) or title
        if (
            titles.is_policy(_core(inner))
            or genre in ("plan", "opinion", "regulation")
            or (genre == "notice" and "关于" in plain)
        ):
            _keep(found, OwnPolicy(shown, *span, titles.status_of(inner), "text"))
    if not found and (announced := _spoken_of(text, folded, "", (0, 0), "interpretation")):
        return [p for p in announced if p.status == "announced"]
    for policy in found.values():
        policy.title = titles.without_draft_mark(policy.title.replace("\n", ""))
        policy.body = _body(folded, policy)
    return sorted(found.values(), key=lambda p: (p.body, p.start))


def _core(title: str) -> str:
    return re.sub(r"(?:\([^()]*\))+$", "", title.strip())


def _keep(found: dict[str, OwnPolicy], policy: OwnPolicy) -> None:
    found.setdefault(fold(policy.title), policy)


def _cited_by(folded: str, start: int) -> bool:
    """Does a word of descent stand before the 《, or before the list of 《…》 that it belongs to (根据《A》《B》, …)?"""
    sentence = re.split(r"[。;\n]", folded[max(0, start - 400) : start])[-1]
    own = re.split(r",", re.sub(r"《[^《》]*》(?:\([^()]*\))?", "", sentence))[-1]
    return bool(re.search("|".join(titles.words()["derives"]), own))


def _shown(text: str, folded: str, inner: str, span: tuple[int, int]) -> str | None:
    """`inner` as it is printed in the title."""
    at = folded.find(inner, span[0], span[1] + 1)
    return text[at : at + len(inner)] if at >= 0 else None


def _body(folded: str, policy: OwnPolicy) -> int:
    """Where the policy's own text begins: behind the line that repeats its title after the notice."""
    wanted = fold(policy.title)
    for m in re.finditer(r"[^\n]+(?:\n[^\n]+)?", folded[policy.end :]):
        for candidate in (m[0].split("\n")[0], m[0]):
            if abs(len(candidate) - len(policy.title)) < 12 and fold(candidate) == wanted:
                return policy.end + m.start()
    rest = folded.find(policy.title, policy.end)
    return rest if rest >= 0 else 0


def _spoken_of(text: str, folded: str, title: str, span: tuple[int, int], genre: str) -> list[OwnPolicy]:
    """The policies that an interpretation, a drafting note, a speech or a report is about."""
    found: dict[str, OwnPolicy] = {}
    role = {"interpretation": "explains", "drafting-note": "explains"}.get(genre, "reports")
    words = titles.words()
    if genre == "drafting-note":
        plain = for_matching(title)
        inner = re.sub(
            r"(?:的)?(?:情况)?(?:起草|编制|制定|修订)?(?:的)?(?:情况)?说明(?:\.\w+)?$", "", titles.strip_quotes(plain)
        )
        inner = re.sub(r"^关于(?=《)", "", inner).strip("(")
        quoted = _QUOTED.search(inner)
        inner = quoted["title"] if quoted else inner
        if titles.is_policy(titles.without_draft_mark(inner)):
            shown = _shown(text, folded, inner, span) or inner
            _keep(found, OwnPolicy(titles.without_draft_mark(shown), *span, "draft", role))
        return list(found.values())
    plain = for_matching(title)
    named = _QUOTED.search(plain) or re.search(r"(?:一图读懂|解读|图解)[:|丨]?(?P<title>.{6,80})$", plain)
    if genre == "interpretation" and named and titles.is_policy(_core(named["title"])):
        shown = _shown(text, folded, named["title"], span) or named["title"]
        _keep(found, OwnPolicy(titles.without_draft_mark(shown), *span, titles.status_of(named["title"]), role))
    made, future = "|".join(words["made"]), "|".join(words["future"])
    pattern = re.compile(
        rf"(?P<future>(?:{future})[^,。;]{{0,6}})?(?:{made})了?(?:\s|实施|并印发)*(?:《[^《》]+》[、和及]?)*?《(?P<title>[^《》]{{4,90}})》"
    )
    if genre in ("report", "interpretation"):
        for m in pattern.finditer(folded):
            if titles.is_policy(_core(m["title"])) and not (genre == "interpretation" and found):
                status = "announced" if m["future"] else titles.status_of(m["title"])
                issuer = re.search(
                    r"([一-鿿、]{2,20}?(?:委|政府|办公厅|办公室|局|厅|部))(?:近日|近期|日前|今日|于|已|将|拟)*$",
                    folded[max(0, m.start() - 24) : m.start("future") if m["future"] else m.start()],
                )
                policy = OwnPolicy(text[m.start("title") : m.end("title")], m.start("title") - 1, m.end(), status, role)
                policy.issuer = issuer[1].strip("、") if issuer else None
                _keep(found, policy)
    for policy in found.values():
        behind = re.compile(rf"{re.escape(for_matching(policy.title))}》\s?\((?:[^()]*?[,，])?{NUMBER.pattern}").search(
            folded
        )
        if behind:
            policy.number = f"{behind['organ'].strip()}〔{behind['year']}〕{int(behind['n'])}号"
    return list(found.values())


def _number(head: Head, text: str, folded: str, first_item: int, removed: list[Removed]) -> None:
    """发文字号: the first number that no citation holds, else the one of the site's index table."""
    if order := _ORDER.search(folded[:600]):
        head.number = f"{order['issuer']}令第{order['n']}号"
        head.number_span = (order.start("issuer"), order.end())
        head.issuer, head.issuer_span = order["issuer"], (order.start("issuer"), order.end("issuer"))
        return
    for m in NUMBER.finditer(folded[: max(first_item, 400)][:HEAD]):
        if re.search(r"》\s*\($", folded[max(0, m.start() - 4) : m.start()]) or re.search(
            r"《[^》]*$", folded[max(0, m.start() - 90) : m.start()]
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
        if r.kind == "index" and (m := NUMBER.search(for_matching(r.text))):
            head.number = f"{re.sub(r'^.*号', '', m['organ'])}〔{m['year']}〕{int(m['n'])}号"
            return


def _signature(head: Head, text: str, folded: str, title: str, first_item: int) -> None:
    """Issuer and date: the lines under the notice, or at the end, else what the title begins with."""
    named = _issuer_in_title(text, title)
    first = max(first_item, 800)
    tail = max(first, len(folded) - 500)
    lines = list(DATE_LINE.finditer(folded, 0, first))[:1] or list(DATE_LINE.finditer(folded, tail))[-1:]
    signed = None if lines else _SIGNED.search(folded, 0, first) or _SIGNED.search(folded, max(0, len(folded) - 400))
    if lines:
        head.issued_on = parse_date(lines[0]["date"])
        above = _signers(folded, lines[0].start())
        if above and head.issuer is None:
            head.issuer, head.issuer_span = re.sub(r"\s+", "、", text[above[0] : above[1]].strip()), above
    elif signed:
        head.issued_on = parse_date(signed["date"])
        start, end = signed.start("issuer"), signed.end("issuer")
        if named and folded[start:end].endswith(for_matching(named[0])):
            start = end - len(named[0])
        head.issuer, head.issuer_span = text[start:end], (start, end)
    if named and (head.issuer is None or (len(named[0]) > len(head.issuer) and named[0][-6:] == head.issuer[-6:])):
        head.issuer, head.issuer_span = named


def _signers(folded: str, date_at: int) -> tuple[int, int] | None:
    """Span of the lines right above a date that name those who sign."""
    end = len(folded[:date_at].rstrip(" \n"))
    begin = end
    while begin > 0:
        line_start = folded.rfind("\n", 0, begin) + 1
        names = re.sub(r"\((?:代章|盖章|代)\)", "", folded[line_start:begin]).split()
        if not names or not all(2 < len(n) <= 40 and _can_sign(n) for n in names):
            break
        start = line_start + len(folded[line_start:begin]) - len(folded[line_start:begin].lstrip())
        best = (start, end)
        begin = len(folded[:line_start].rstrip(" \n"))
    return best if begin < end and "best" in locals() else None


def _can_sign(name: str) -> bool:
    return (units.is_complete(name) or name in ("国务院", "中共中央")) and not re.search(r"[。,:;、《》\d]", name)


def _issuer_in_title(text: str, title: str) -> tuple[str, tuple[int, int] | None] | None:
    """某市人民政府办公室 in 某市人民政府办公室关于印发…."""
    m = re.match(r"(.{2,60}?)(?:等[\d一二三四五六七八九十]+(?:个)?部门)?(?:关于|印发|转发)", title)
    name = m[1].strip() if m else ""
    if not name or not all(_can_sign(n) for n in name.split()):
        return None
    at = text.find(name)
    return name, (at, at + len(name)) if at >= 0 else None


def _publication(head: Head, removed: list[Removed]) -> None:
    """When and by whom a page was put up, from the furniture that was set aside."""
    from_archive = any("发文机关" in r.text for r in removed)
    for r in removed:
        if r.kind not in ("publication", "index"):
            continue
        key = "成文" if "成文" in r.text else "发布" if from_archive and "发布日期" in r.text else None
        if head.issued_on is None and key and (m := re.search(r"(20\d{2})[-年./](\d{1,2})[-月./](\d{1,2})", r.text)):
            head.issued_on = parse_date(f"{m[1]}年{m[2]}月{m[3]}日")
        if (
            head.published_on is None
            and not re.search("成文|生成|索", r.text)
            and (m := re.search(r"(20\d{2})[-年./](\d{1,2})[-月./](\d{1,2})", r.text))
        ):
            head.published_on = parse_date(f"{m[1]}年{m[2]}月{m[3]}日")
        if head.publisher is None and (m := re.search(r"(?:来源|发布机构|稿源) ?[:：] ?([^\s　]{2,20})", r.text)):
            head.publisher = m[1]
