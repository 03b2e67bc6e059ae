"""The policies that a document states: those it is, and those it explains or reports on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from policygraph.graph.records import fold
from policygraph.ingest import titles
from policygraph.ingest.characters import for_matching

HEAD = 2500
"""Characters in which a notice names what it wraps."""

NUMBER = re.compile(r"(?P<organ>[一-鿿]{2,16}?)\s?[\[(](?P<year>(?:19|20)\d{2})[\])]\s?第?(?P<n>\d{1,4})号")
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


def find(text: str, folded: str, title: str, span: tuple[int, int], genre: str) -> list[OwnPolicy]:
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
            and not cited_by(folded, m.start())
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
        shown = shown_as(text, folded, inner, span) or title
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
