"""The policies that a document states: those it is, hands out, explains or reports on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from policygraph.ingest.head import attached, purposes, titles
from policygraph.ingest.head.own_policy import QUOTED, OwnPolicy, as_printed, each_once, names_policy
from policygraph.ingest.head.signature import parse_date
from policygraph.ingest.head.spoken_of import GENRES, policies_spoken_of
from policygraph.ingest.places.region_names import place_at_start
from policygraph.ingest.text.characters import for_matching
from policygraph.ingest.text.genres import ARE_POLICIES, TELL_OF_OTHERS
from policygraph.model.records import fold

HEAD = 2500
"""Characters in which a notice names what it wraps."""
SENTENCE = 160
"""Characters behind a title in which its sentence must end."""

_ISSUE_CUE = re.compile(
    r"印发给?你们|现予(?:以)?(?:印发|发布|公布)|(?:现)?(?:印发|下发|发布)(?:给你们)?[,。]|请(?:认真|结合|遵照|抓好)|已经.{2,40}(?:同意|通过|审议|研究)"
)
_NUMBER_LINE = re.compile(r"^ *[一-鿿]{2,16}\[\d{4}\] ?\d{1,4}号 *$", re.M)
# A letter hands out nothing: what is 印发 in it stands in its annexes, or is asked about.
_LETTER = re.compile(r"关于.*(?:函|请示)$")
# A page that says no more than that it is issued: 某方案》印发, 某县政府印发《某方案》.
_ISSUED_ALONE = re.compile(r"^[^《》]{2,60}印发(?=《[^《》]+》$)|(?<=》)印发$")
_FORWARD_CUE = re.compile(rf"转发给?你们|{_ISSUE_CUE.pattern}")
# When it was issued, which some copies put behind the title.
_DATED = re.compile(r"[(（][^()（）]*\d月[^()（）]*日[)）]$")
_LINES = re.compile(r"^(?=([^\n]+(?:\n[^\n]+)?))", re.M)  # each with the one below it
# When a report was given: ——2026年1月12日在某县第九届人民代表大会第一次会议上.
_GIVEN = re.compile(r"(?P<day>(?P<year>(?:19|20)\d{2})年\d{1,2}月\d{1,2}日),?在(?P<where>[^。\n]{2,40}(?:会议|大会))上")
# A short name is no second policy: 《甲方案》(以下简称《方案》).
_CALLED = re.compile(r"简称为?:?$")
_SEVERAL = re.compile(r"[》>]\s*(?:[、和及与]|以及)?\s*[《<]")
_SENTENCE_ENDS = re.compile(r"[。\n]")
_MADE_HERE = re.compile(
    r"(?:制定|制订|提出)(?:本|如下|以下)(?P<kind>(?:实施|工作|行动|若干|分工)?(?:方案|意见|办法|细则|计划|措施|规定|预案|要点))"
)
# What a notice without a title is about: 现就做好春灌工作通知如下.
_TOLD_HERE = re.compile(
    r"现[就将](?!有关|相关)(?P<of>[^,。;:《》\n]{4,60}?)(?:的?(?:有关|相关)?(?:事项|问题|事宜|要求))?(?:的)?(?P<kind>通知|公告|通告)如下"
)
# … or for: 为做好春灌工作，现就有关事项通知如下.
_TOLD_FOR = re.compile(
    r"为(?:了)?(?:进一步|切实|全面|扎实)*(?P<of>(?:做好|抓好|加强|规范|推进|推动|落实)[^,。;:《》\n]{4,40}),(?:[^。;\n《》]{0,60},)?"
    r"现[就将](?:有关|相关)(?:事项|问题|事宜|要求|工作)(?P<kind>通知|公告|通告)如下"
)
_PURPOSE = re.compile(
    r"(?:^|,)为(?:了)?(?:进一步|深入|切实|全面|扎实|加快|不断|更好地?)*"
    r"(?P<purpose>(?:推动|推进|做好|加强|提升|提高|促进|规范|抓好|落实|保障|巩固|优化|支持|发展|改善|实施)[^,;。《]{2,30})"
)


def stated_policies(text: str, folded: str, title: str, span: tuple[int, int], genre: str) -> list[OwnPolicy]:
    """What the document called `title`, which stands at `span`, states. See the roles of STATES in the ontology."""
    if title and (genre in TELL_OF_OTHERS or (genre == "report" and _is_work_report(title, span))):
        return [OwnPolicy(_of_its_year(title, folded), *span, "issued", "text")]
    if genre in GENRES:
        return policies_spoken_of(text, folded, title, span, genre)
    forwards = titles.forwards(for_matching(title))
    letter = _LETTER.search(for_matching(title)) and not titles.hands_out(for_matching(title))
    sentences = [] if letter else list(_handing_out(folded, _FORWARD_CUE if forwards else _ISSUE_CUE))
    if sentences:
        told = sentences[-1][1]  # where the words end that hand it out
        return _placed(
            folded, title, each_once(_handed_out(text, folded, m) for m, _ in sentences), told, told != span[1]
        )
    if title and (own := _in_title(text, folded, title, span, genre)):
        return _placed(folded, title, _each_of(own), span[1], False)
    return _without_title(text, folded, title)


def _without_title(text: str, folded: str, title: str) -> list[OwnPolicy]:
    """What is stated where neither a sentence nor the title names it."""
    if announced := policies_spoken_of(text, folded, "", (0, 0), "interpretation"):
        return [p for p in announced if p.status == "announced"]
    untitled = None if title else _untitled(folded)
    return [untitled] if untitled else []


def forwarding(title: str, span: tuple[int, int], policies: Sequence[OwnPolicy]) -> OwnPolicy | None:
    """The notice called `title` itself, where it forwards the `policies` of others."""
    if not policies or not titles.forwards(for_matching(title)):
        return None
    whole = _DATED.sub("", titles.strip_quotes(title).replace("\n", ""))
    holds_text = any(policy.role == "text" for policy in policies)
    return OwnPolicy(whole, *span, "issued", "issues" if holds_text else "text")


def _is_work_report(title: str, span: tuple[int, int]) -> bool:
    """What a government reports to its people's congress is what the next year's work rests on, and no other report."""
    plain = titles.strip_quotes(for_matching(title))
    return span != (0, 0) and bool(re.search(rf"{titles.WORK_REPORT}(?:\([^()]*\)|-.*)?$", plain))


def given_on(folded: str) -> str | None:
    """The day on which a work report was given to the congress: no other date stands on it."""
    given = _GIVEN.search(folded, 0, HEAD)
    return parse_date(given["day"]) if given else None


def _of_its_year(title: str, folded: str) -> str:
    """The same title comes every year, and everywhere: told apart by the year of the congress where it names none, and
    by its place where it names nothing at all."""
    given = None if re.search(r"(?:19|20)\d{2}|纪要", title) else _GIVEN.search(folded, 0, HEAD)
    if given is None:
        return title
    held_in = place_at_start(given["where"]) if title == titles.WORK_REPORT else None
    return f"{given['year']}年{given['where'][: held_in[1]] if held_in else ''}{title}"


def _handing_out(folded: str, cue: re.Pattern[str]) -> Iterator[tuple[re.Match[str], int]]:
    """The titles in 《》 that a sentence with a `cue` hands out (现将《X》印发给你们), each with where it ends."""
    for m in QUOTED.finditer(folded[: _of_first_notice(folded)]):
        ends = _SENTENCE_ENDS.search(folded, m.end(), m.end() + SENTENCE)
        end = (ends.start() if ends else m.end()) + 1
        told = cue.search(folded, m.end(), end) and names_policy(m["title"])
        if told and not _CALLED.search(folded, max(0, m.start() - 8), m.start()) and not _is_cited(folded, m.start()):
            yield m, end


def _of_first_notice(folded: str) -> int:
    """Where the part ends in which a notice names what it wraps: HEAD, or where a second one begins in the same file,
    with a number on a line of its own."""
    numbered = list(_NUMBER_LINE.finditer(folded, 0, HEAD))
    return numbered[1].start() if len(numbered) > 1 else HEAD


def _handed_out(text: str, folded: str, m: re.Match[str]) -> OwnPolicy:
    """The policy with the title in 《》; where that is a notice that is issued anew, the one that it carries."""
    inner = titles.handed_out(m["title"])
    printed = as_printed(text, folded, inner, m.span("title")) if inner != m["title"] else None
    return OwnPolicy(printed or text[slice(*m.span("title"))], *m.span(), titles.status_of(m["title"]), "text")


def _in_title(text: str, folded: str, title: str, span: tuple[int, int], genre: str) -> OwnPolicy | None:
    """The policy that the document's own title names, alone or in what a notice says of it."""
    plain = for_matching(title)
    if purposes.is_of_purchase(plain):
        return None
    asked = titles.asked_about(plain)
    inner = asked or titles.carried(titles.strip_quotes(_ISSUED_ALONE.sub("", plain)))
    of_notice = genre in ("notice", "letter") and "关于" in plain and not plain.endswith("答复")
    if not (names_policy(inner) or genre in ARE_POLICIES or of_notice):
        return None
    shown = as_printed(text, folded, inner, span) or title
    return OwnPolicy(shown, *span, "draft" if asked else titles.status_of(inner), "text")


def _each_of(own: OwnPolicy) -> list[OwnPolicy]:
    """A notice's title may name several that it hands out: 关于印发《甲办法》及《乙细则》的通知."""
    parts = _SEVERAL.split(own.title)
    named = len(parts) > 1 and all(names_policy(for_matching(part)) for part in parts)
    return each_once(replace(own, title=part) for part in parts) if named else [own]


def _placed(folded: str, title: str, found: list[OwnPolicy], told: int, handed: bool) -> list[OwnPolicy]:
    """The policies with what the whole document says of them, in the order of their texts.

    `told`: where the words end that name them; `handed`: that they are handed out was said in a sentence.
    """
    plain = for_matching(title)
    notice = title if titles.hands_out(plain) else ""
    handed = bool(handed or notice or titles.asked_about(plain))
    forwards = titles.forwards(plain)
    elsewhere = handed and not attached.text_follows(folded, [for_matching(p.title) for p in found], told)
    aliases = (notice,) if notice and not forwards else ()  # a notice that forwards is a policy of its own
    placed = []
    for policy in found:
        policy = replace(policy, title=titles.without_draft_mark(policy.title.replace("\n", "")))
        body = _body(folded, policy)
        # What stands below a notice that forwards is its own text, unless the title of what it forwards is repeated.
        apart = elsewhere or (forwards and not (body and folded[body - 1] == "\n"))
        placed.append(replace(policy, body=body, role="issues" if apart else "text", aliases=aliases))
    return sorted(placed, key=lambda p: (p.body, p.start))


def _untitled(folded: str) -> OwnPolicy | None:
    """The policy of a text without a title, whose first sentences say that it is one: 为推进节水, …, 制定本方案.

    It is called after what it is for: 关于推进节水的方案; a notice after what it tells.
    """
    made = _MADE_HERE.search(folded[:HEAD])
    told = _TOLD_HERE.search(folded[:HEAD]) or _TOLD_FOR.search(folded[:HEAD])
    if told and (not made or told.start() < made.start()):
        return OwnPolicy(f"关于{told['of']}的{told['kind']}", *told.span(), "issued", "text")
    if not made:
        return None
    kind = made["kind"]
    purpose = _PURPOSE.search(re.split(r"[。;\n]", folded[: made.start()])[-1])
    of = re.sub(r"(?:我|本|全)[省市州县区镇乡](?:的)?", "", purpose["purpose"]) if purpose else ""
    title = f"关于{of}的{kind}" if of else f"(无标题){kind}"
    return OwnPolicy(title, *made.span(), "issued", "text")


def _is_cited(folded: str, start: int) -> bool:
    """Does a word of descent stand before the 《, or before the list that it belongs to (根据《A》《B》, …)?"""
    sentence = re.split(r"[。;\n]", folded[max(0, start - 400) : start])[-1]
    own = re.split(r",", re.sub(r"《[^《》]*》(?:\([^()]*\))?", "", sentence))[-1]
    return bool(re.search("|".join(titles.words().derives), own))


def _body(folded: str, policy: OwnPolicy) -> int:
    """Where the policy's own text begins: behind the line that repeats its title after the notice."""
    wanted = fold(policy.title)
    for m in _LINES.finditer(folded[policy.end :]):
        for candidate in (m[1].split("\n")[0], m[1]):
            if abs(len(candidate) - len(policy.title)) < 12 and fold(candidate) == wanted:
                return policy.end + m.start()
    rest = folded.find(policy.title, policy.end)
    return rest if rest >= 0 else 0
