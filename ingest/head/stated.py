"""The policies that a document states: those it is, and those it explains or reports on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from policygraph.ingest.head import attached, titles
from policygraph.ingest.head.document_numbers import NUMBER, written
from policygraph.ingest.organisations import unit_lists
from policygraph.ingest.text.characters import for_matching
from policygraph.model.records import fold

HEAD = 2500
"""Characters in which a notice names what it wraps."""

_QUOTED = re.compile(r"《(?P<title>[^《》]{3,120}(?:《[^《》]{1,60}》[^《》]{0,60})?)》")
_ISSUE_CUE = re.compile(
    r"印发给?你们|现予(?:以)?(?:印发|发布|公布)|(?:现)?(?:印发|下发|发布)(?:给你们)?[,。]|请(?:认真|结合|遵照|抓好)|已经.{2,40}(?:同意|通过|审议|研究)"
)
# What stands before an organ where a headline runs into the text: …答记者问生态环境部日前印发.
_BEFORE_ORGAN = re.compile(r"^.*(?:答记者问|解读|问答|记者(?!问)|获悉|消息|报道|日电|日讯)(?=.{2})")
_MADE_HERE = re.compile(
    r"(?:制定|制订|提出)(?:本|如下|以下)(?P<kind>(?:实施|工作|行动|若干|分工)?(?:方案|意见|办法|细则|计划|措施|规定|预案|要点))"
)
_PURPOSE = re.compile(
    r"(?:^|,)为(?:了)?(?:进一步|深入|切实|全面|扎实|加快|不断|更好地?)*"
    r"(?P<purpose>(?:推动|推进|做好|加强|提升|提高|促进|规范|抓好|落实|保障|巩固|优化|支持|发展|改善|实施)[^,;。《]{2,30})"
)


@dataclass(slots=True)
class OwnPolicy:
    """A policy that the document states. `start`, `end`: the words that say so, in the cleaned text.

    `body` is where its own text begins (for documents that hold several), `role` as in the ontology, `aliases` the
    title of the notice that hands it out.
    """

    title: str
    start: int
    end: int
    status: str
    role: str
    body: int = 0
    issuer: str | None = None
    number: str | None = None
    aliases: list[str] = field(default_factory=list)


def find(text: str, folded: str, title: str, span: tuple[int, int], genre: str) -> list[OwnPolicy]:
    """What the document states. See the roles of STATES in the ontology."""
    plain = for_matching(title)
    if genre in ("interpretation", "drafting-note", "speech", "report"):
        return _spoken_of(text, folded, title, span, genre)
    found: dict[str, OwnPolicy] = {}
    told = span[1]  # where the words end that hand it out
    for m in _QUOTED.finditer(folded[:HEAD]):
        sentence_end = next(
            (i for i in range(m.end(), min(len(folded), m.end() + 160)) if folded[i] in "。\n"), m.end()
        )
        if (
            _ISSUE_CUE.search(folded, m.end(), sentence_end + 1)
            and titles.is_policy(_core(m["title"]))
            and not cited_by(folded, m.start())
        ):
            told = sentence_end + 1
            _keep(
                found,
                OwnPolicy(
                    text[m.start("title") : m.end("title")], m.start(), m.end(), titles.status_of(m["title"]), "text"
                ),
            )
    if not found and title:
        inner = titles.unwrap(titles.strip_quotes(re.sub(r"》印发$", "》", plain)))
        asked = titles.asked_about(plain)
        inner = asked or inner
        shown = shown_as(text, folded, inner, span) or title
        if (
            titles.is_policy(_core(inner))
            or genre in ("plan", "opinion", "regulation")
            or (genre == "notice" and "关于" in plain and not plain.endswith("答复"))
        ):
            _keep(found, OwnPolicy(shown, *span, "draft" if asked else titles.status_of(inner), "text"))
    if not found and (announced := _spoken_of(text, folded, "", (0, 0), "interpretation")):
        return [p for p in announced if p.status == "announced"]
    if not found and not title and (untitled := _untitled(folded)):
        return [untitled]
    notice = title if titles.hands_out(plain) else ""
    handed = bool(notice or titles.asked_about(plain) or (found and told != span[1]))
    elsewhere = handed and not attached.follows(folded, [for_matching(p.title) for p in found.values()], told)
    for policy in found.values():
        policy.title = titles.without_draft_mark(policy.title.replace("\n", ""))
        policy.body = _body(folded, policy)
        policy.role = "issues" if elsewhere else "text"
        policy.aliases = [notice] if notice else []
    return sorted(found.values(), key=lambda p: (p.body, p.start))


def _untitled(folded: str) -> OwnPolicy | None:
    """The policy of a text without a title, whose first sentences say that it is one: 为推进节水, …, 制定本方案.

    It is called after what it is for: 关于推进节水的方案.
    """
    made = _MADE_HERE.search(folded[:HEAD])
    if not made:
        return None
    kind = made["kind"]
    purpose = _PURPOSE.search(re.split(r"[。;\n]", folded[: made.start()])[-1])
    of = re.sub(r"(?:我|本|全)[省市州县区镇乡](?:的)?", "", purpose["purpose"]) if purpose else ""
    title = f"关于{of}的{kind}" if of else f"(无标题){kind}"
    return OwnPolicy(title, *made.span(), "issued", "text")


def _core(title: str) -> str:
    return re.sub(r"(?:\([^()]*\))+$", "", title.strip())


def _keep(found: dict[str, OwnPolicy], policy: OwnPolicy) -> None:
    found.setdefault(fold(policy.title), policy)


def cited_by(folded: str, start: int) -> bool:
    """Does a word of descent stand before the 《, or before the list that it belongs to (根据《A》《B》, …)?"""
    sentence = re.split(r"[。;\n]", folded[max(0, start - 400) : start])[-1]
    own = re.split(r",", re.sub(r"《[^《》]*》(?:\([^()]*\))?", "", sentence))[-1]
    return bool(re.search("|".join(titles.words()["derives"]), own))


def shown_as(text: str, folded: str, inner: str, span: tuple[int, int]) -> str | None:
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


def _issuer_before(folded: str, at: int) -> str | None:
    """Who issued what the words at `at` say is issued: 某市人民政府近日 + 印发《…》."""
    issuer = re.search(
        r"([一-鿿、]{2,20}?(?:委|政府|办公厅|办公室|局|厅|部))(?:近日|近期|日前|今日|于|已|将|拟)*$",
        folded[max(0, at - 24) : at],
    )
    return _BEFORE_ORGAN.sub("", issuer[1]).strip("、") if issuer else None


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
            shown = shown_as(text, folded, inner, span) or inner
            _keep(found, OwnPolicy(titles.without_draft_mark(shown), *span, "draft", role))
        return list(found.values())
    plain = for_matching(title)
    named = _QUOTED.search(plain) or re.search(r"(?:一图读懂|解读|图解)[:|丨]?(?P<title>.{6,80})$", plain)
    if genre == "interpretation" and named and titles.is_policy(_core(named["title"])):
        shown = shown_as(text, folded, named["title"], span) or named["title"]
        _keep(found, OwnPolicy(titles.without_draft_mark(shown), *span, titles.status_of(named["title"]), role))
    made, future = "|".join(words["made"]), "|".join(words["future"])
    pattern = re.compile(
        rf"(?P<future>(?:{future})[^,。;]{{0,6}})?(?:{made})了?(?:\s|实施|并印发)*(?:《[^《》]+》[、和及]?)*?《(?P<title>[^《》]{{4,90}})》"
    )
    if genre in ("report", "interpretation"):
        for m in pattern.finditer(folded):
            if not titles.is_policy(_core(m["title"])):
                continue
            issuer = _issuer_before(folded, m.start("future") if m["future"] else m.start())
            if genre == "interpretation" and found:  # what the title names; here stands who issued it
                same = found.get(fold(m["title"]))
                if same and issuer and not same.issuer and not unit_lists.prefix_of(issuer):
                    same.issuer = issuer
                continue
            status = "announced" if m["future"] else titles.status_of(m["title"])
            printed = titles.without_draft_mark(text[m.start("title") : m.end("title")])
            policy = OwnPolicy(printed, m.start("title") - 1, m.end(), status, role)
            policy.issuer = issuer
            _keep(found, policy)
    for policy in found.values():
        behind = re.compile(rf"{re.escape(for_matching(policy.title))}》\s?\((?:[^()]*?[,，])?{NUMBER.pattern}").search(
            folded
        )
        if behind:
            policy.number = written(behind)
    return list(found.values())
