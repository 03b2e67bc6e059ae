"""The policies that an interpretation, a drafting note, a speech or a report is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from policygraph.ingest.head import titles
from policygraph.ingest.head.document_numbers import NUMBER, written
from policygraph.ingest.head.own_policy import QUOTED, OwnPolicy, as_printed, each_once, names_policy
from policygraph.ingest.organisations import unit_lists
from policygraph.ingest.text.characters import for_matching
from policygraph.model.records import fold

GENRES = ("interpretation", "drafting-note", "speech", "report")

# What stands before an organ where a headline runs into the text: …答记者问生态环境部日前印发.
_BEFORE_ORGAN = re.compile(r"^.*(?:答记者问|解读|问答|记者(?!问)|获悉|消息|报道|日电|日讯)(?=.{2})")
_ISSUER = re.compile(r"([一-鿿、]{2,20}?(?:委|政府|办公厅|办公室|局|厅|部))(?:近日|近期|日前|今日|于|已|将|拟)*$")
_OF_A_NOTE = re.compile(r"(?:的)?(?:情况)?(?:起草|编制|制定|修订)?(?:的)?(?:情况)?说明(?:\.\w+)?$")
_EXPLAINED = re.compile(r"(?:一图读懂|解读|图解)[:|丨]?(?P<title>.{6,80})$")


def policies_spoken_of(text: str, folded: str, title: str, span: tuple[int, int], genre: str) -> list[OwnPolicy]:
    """What a document of one of GENRES, called `title`, which stands at `span`, is about; a speech is about none."""
    if genre == "drafting-note":
        return _drafted(text, folded, title, span)
    if genre == "interpretation":
        policies = _explained(text, folded, title, span)
    else:
        made = (m for m in _makings(folded) if not _only_tells(m["title"])) if genre == "report" else ()
        policies = each_once(_made(text, folded, m, "reports") for m in made)
    return [replace(policy, number=_number_behind(folded, policy.title)) for policy in policies]


def _only_tells(title: str) -> bool:
    """Is it a notice that hands out nothing (关于下达年度计划的通知)? A report is about what somebody carries out."""
    return title.endswith("的通知") and not titles.hands_out(title)


def _drafted(text: str, folded: str, title: str, span: tuple[int, int]) -> list[OwnPolicy]:
    """What a drafting note is about: 关于《X》的起草说明."""
    inner = _OF_A_NOTE.sub("", titles.strip_quotes(for_matching(title)))
    inner = re.sub(r"^关于(?=《)", "", inner).strip("(")
    quoted = QUOTED.search(inner)
    inner = quoted["title"] if quoted else inner
    if not titles.is_policy(titles.without_draft_mark(inner)):
        return []
    shown = as_printed(text, folded, inner, span) or inner
    return [OwnPolicy(titles.without_draft_mark(shown), *span, "draft", "explains")]


def _explained(text: str, folded: str, title: str, span: tuple[int, int]) -> list[OwnPolicy]:
    """What an interpretation's title names, or else the first of which its text says that it was made. Who issued it
    is said there too."""
    found = _explained_in_title(text, folded, title, span)
    for m in _makings(folded):
        if found is None:
            found = _made(text, folded, m, "explains")
        elif not found.issuer and fold(m["title"]) == fold(found.title):
            issuer = _issuer(folded, m)
            if issuer and not unit_lists.prefix_of(issuer):
                found = replace(found, issuer=issuer)
    return [found] if found else []


def _explained_in_title(text: str, folded: str, title: str, span: tuple[int, int]) -> OwnPolicy | None:
    plain = for_matching(title)
    named = QUOTED.search(plain) or _EXPLAINED.search(plain)
    if not named or not names_policy(named["title"]):
        return None
    shown = as_printed(text, folded, named["title"], span) or named["title"]
    return OwnPolicy(titles.without_draft_mark(shown), *span, titles.status_of(named["title"]), "explains")


@cache
def _making() -> re.Pattern[str]:
    """How a text says that a policy was made, or will be: 近日印发《X》."""
    made, future = "|".join(titles.words().made), "|".join(titles.words().future)
    return re.compile(
        rf"(?P<future>(?:{future})[^,。;]{{0,6}})?(?:{made})了?(?:\s|实施|并印发)*"
        r"(?:《[^《》]+》[、和及]?)*?《(?P<title>[^《》]{4,90})》"
    )


def _makings(folded: str) -> Iterator[re.Match[str]]:
    return (m for m in _making().finditer(folded) if names_policy(m["title"]))


def _made(text: str, folded: str, m: re.Match[str], role: str) -> OwnPolicy:
    """The policy of which the text says that it was made."""
    status = "announced" if m["future"] else titles.status_of(m["title"])
    printed = titles.without_draft_mark(text[slice(*m.span("title"))])
    return OwnPolicy(printed, m.start("title") - 1, m.end(), status, role, issuer=_issuer(folded, m))


def _issuer(folded: str, m: re.Match[str]) -> str | None:
    """Who issued what the text says is issued: 某市人民政府近日 + 印发《…》."""
    at = m.start("future") if m["future"] else m.start()
    issuer = _ISSUER.search(folded[max(0, at - 24) : at])
    return _BEFORE_ORGAN.sub("", issuer[1]).strip("、") if issuer else None


def _number_behind(folded: str, title: str) -> str | None:
    """The number in the bracket behind the title, wherever the text names it."""
    m = re.search(rf"{re.escape(for_matching(title))}》\s?\((?:[^()]*?[,，])?{NUMBER.pattern}", folded)
    return written(m) if m else None
