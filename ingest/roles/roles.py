"""Roles: from the inside of a clause to who leads and who supports.

The words are in data/roles.yaml; what they mean beside each other is defined in the section "Roles" of the ontology's
contract.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from policygraph.ingest.organisations import carrying, unit_lists
from policygraph.ingest.organisations.unit_lists import Unit
from policygraph.ingest.roles.role_words import BULLETS, vocabulary

_DEADLINE = re.compile(r"\d+月|\d年|年[底末内中初]|月底|季度|全年|每[年月周日]|\d+日前")


# What a clause adds about all clauses: it is no part of the lists.
REMARK = re.compile(
    r"[。,;(\[]\s*(?:以下(?!简称|统称)|以上|列第一|列首位|列在|排第一|排在|排名|下同|均需|标[★☆※▲●*#]|带[★☆※▲●*#])"
)
_STARRED = re.compile(r"标?[\"'(]?(?P<star>[★☆※▲●*#])[\"')]?号?的?(?:为|系|是|者)牵头")
_FOR_ALL_BELOW = re.compile(
    r"以下(?:各项|各条|所有|全部)?(?:工作|任务|措施|内容|条款)?[均都](?:需|须|应|由|要)(?P<list>(?:(?!牵头)[^。;()]){2,12}(?:\([^()]*\))?[^。;()]{0,8}?)"
    r"(?:具体|抓好|负责|组织)*(?:落实|推进|配合|参与|实施|执行)"
)


_FIRST_LEADS = re.compile(
    r"(?:列|排)(?:在|名|于)?(?:第一|首)位?[^。;,)]{0,8}牵头|(?:第一|首)个[^。;,)]{0,6}(?:为|是)牵头"
)


# Where lines are lost, the next item behind a deadline: 完成时限:3月(二)设备购置.
_NEXT_ITEM = re.compile(r"(?<=[\d日月底年前])\((?:[一二三四五六七八九十]{1,3}|\d{1,2})\)(?=[一-鿿])")
_OTHER_WORD = re.compile(r"[;,。]\s?[一-鿿A-Z]{2,8}:")  # who stands behind it is in no list before
_NAME = 60  # no list entry before a verb is longer
_BOUNDARY = "([;,。、\n \t)]:" + BULLETS  # a role noun stands behind one of these


@dataclass(frozen=True, slots=True)
class Assignment:
    """One unit's part: `role` is "LEADS" or "SUPPORTS", `basis` "stated" or "first-listed"."""

    unit: Unit
    role: str
    basis: str = "stated"


@dataclass(frozen=True, slots=True)
class Marker:
    """A role word. What it governs stands behind a noun, before a verb."""

    start: int
    end: int
    role: str  # lead, responsible, support, guide, person, due, with
    noun: bool


def _role_of(word: str, roles: dict[str, str]) -> str:
    if word in roles:
        return roles[word]
    return roles[max((s for s in roles if s in word), key=lambda s: (word.startswith(s), len(s)))]


def markers(folded: str, start: int, end: int) -> list[Marker]:
    """Role words between `start` and `end` that stand where a role word can."""
    found = []
    reached, inner = start, 0
    for m in vocabulary().marker.finditer(folded, start, end):
        reached, inner = m.start(), bracket_depth(folded, reached, m.start(), inner)
        before = folded[max(start, m.start() - 1) : m.start()]
        framed = before == "[" and "]" in folded[m.end() - 1 : m.end() + 1]  # 【牵头单位】甲局【责任单位】乙局
        if inner and not framed:
            continue  # 甲局（责任人：张三）: said of one name
        if m["verb"] or m["with"]:
            role = _role_behind(m, folded[max(start, m.start() - _NAME) : m.start()])
        else:
            may = not before or before in _BOUNDARY or _stands_behind_name(m, folded, start)
            role = _role_before(m) if may else None
        if role:
            found.append(Marker(m.start(), m.end(), role, not (m["verb"] or m["with"])))
    return found


def _stands_behind_name(m: re.Match[str], folded: str, start: int) -> bool:
    """Where lines are lost, a word with its colon right behind a name: 县应急局完成时限:, 某公司配合单位:."""
    if ":" not in folded[m.end() - 1 : m.end() + 1]:
        return False
    return unit_lists.is_complete(_name_at_end(folded[max(start, m.start() - _NAME) : m.start()]))


def _name_at_end(ahead: str) -> str:
    return re.split(r"[、,;。:(\[\n]", ahead)[-1].strip()


def _role_before(m: re.Match[str]) -> str:
    """The role that a noun gives to the list behind it."""
    if m["person"]:
        return "person"
    return "due" if m["due"] else _role_of(m["noun"], vocabulary().noun_roles)


def _role_behind(m: re.Match[str], ahead: str) -> str | None:
    """The role that a verb gives to the list `ahead` of it; None where it gives none, or is part of a name."""
    if m["with"]:
        name = re.split(r"[、,;。(]", ahead)[-1].strip()
        return "with" if unit_lists.is_complete(name) else None
    name = _name_at_end(ahead)
    if name and not unit_lists.is_complete(name) and unit_lists.is_complete(name + m["verb"]):
        return None  # 县政协办 is a name, no 协办
    return _role_of_verb(m["verb"])


def bracket_depth(folded: str, start: int, at: int, opened: int = 0) -> int:
    """How many brackets are open at `at`, of those opened after `start` and the `opened` before."""
    for c in folded[start:at]:
        opened = opened + 1 if c in "([" else max(0, opened - 1) if c in ")]" else opened
    return opened


def _role_of_verb(words: str) -> str | None:
    """负责牵头 leads; 负责落实 is responsible; 指导落实 guides: of a run of words the strongest stem decides."""
    if words.startswith(("做好", "给予", "提供")):
        return "support"  # 县财政局做好资金保障
    roles = vocabulary().verb_roles
    for role in ("lead", "support", "guide", "responsible"):
        if any(stem in words for stem, r in roles.items() if r == role):
            return role
    return None


@dataclass(frozen=True, slots=True)
class ClauseContent:
    """What one clause says: roles with their units as written, and the deadline."""

    groups: tuple[tuple[str, list[Unit]], ...]
    due: str | None


def read_clause(folded: str, start: int, end: int) -> ClauseContent:
    """What `folded[start:end]`, the inside of a clause, says."""
    remark = REMARK.search(folded, start, end)
    stop = remark.start() if remark else end
    reader = _Reader(folded, stop, start)
    found = markers(folded, start, stop)
    for i, mark in enumerate(found):
        if mark.start < reader.position:
            continue
        if mark.start >= reader.end:
            break
        if mark.role in ("due", "person"):
            reader.skip_words(mark, found[i + 1 :])
        elif mark.noun:
            reader.list_behind(mark, found[i + 1] if i + 1 < len(found) else None)
        else:
            reader.list_before(mark)
    reader.rest.append((reader.position, max(reader.position, reader.end)))
    groups = reader.groups
    if starred := _STARRED.search(folded, start, end):
        groups = [(role, _lead_by_star(listed, folded, starred["star"])) for role, listed in groups]
    due = reader.due or _deadline(folded, reader.rest) or _deadline(folded, [(start, stop)])
    return ClauseContent(tuple(_joined(groups)), due)


@dataclass(slots=True)
class _Reader:
    """A clause that is read up to `position`: the lists so far with their roles, and `rest`, the spans of what is
    neither. `due` stands behind 完成时限 and is the deadline, whatever its words."""

    folded: str
    end: int
    position: int
    groups: list[tuple[str, list[Unit]]] = field(default_factory=list)
    rest: list[tuple[int, int]] = field(default_factory=list)
    due: str | None = None

    def skip_words(self, mark: Marker, following: list[Marker]) -> None:
        """A deadline or the names of persons: to the next ; or role noun."""
        self.rest.append((self.position, mark.start))
        ends = [at for at in (self.folded.find(c, mark.end, self.end) for c in ";\n") if at >= 0]
        self.position = min([self.end, *ends, *(n.start for n in following if n.noun)])
        if item := _NEXT_ITEM.search(self.folded, mark.end, self.position):
            self.position = self.end = item.start()
        if mark.role == "due" and not self.due:
            self.due = self.folded[mark.end : self.position].strip(" :()[]。,;\n") or None

    def list_behind(self, mark: Marker, following: Marker | None) -> None:
        """牵头单位：甲局，乙局配合: a noun governs what stands behind it, but for the list of a verb."""
        self.rest.append((self.position, mark.start))
        end = following.start if following else self.end
        full_stop = self.folded.find("。", mark.end, end)
        stop = full_stop if full_stop >= 0 else end
        if following and not following.noun:
            cut = max(self.folded.rfind(c, mark.end, end) for c in ",;")
            if cut < 0 and (mark.role, following.role) == ("responsible", "lead"):
                self.position = mark.end  # 责任单位：甲局、乙局牵头: the verb says more than the noun
                return
            stop = min(stop, cut) if cut > 0 else stop
        if other := _OTHER_WORD.search(self.folded, mark.end, stop):
            stop = other.start()
        self.groups.append((mark.role, unit_lists.listed_units(self.folded, mark.end, stop)))
        self.position = stop

    def list_before(self, mark: Marker) -> None:
        """由甲局、乙局牵头: a verb governs what stands before it, from 由 or the last sentence on."""
        begin = max(self.position, *(self.folded.rfind(c, self.position, mark.start) + 1 for c in "。由"))
        listed = unit_lists.listed_units(self.folded, begin, mark.start)
        # 持续推进: the words before a verb need not be names, and where most are of no known form they are none
        if sum(u.known for u in listed) * 2 < max(1, len(listed)):
            self.rest.append((begin, mark.end))
            listed = []
        self.groups.append(("before-with" if mark.role == "with" else mark.role, listed))
        self.position = mark.end


def _lead_by_star(units_: list[Unit], folded: str, star: str) -> list[Unit]:
    return [replace(u, leads=True) if star in folded[u.start - 1 : u.end + 1] else u for u in units_]


def _joined(groups: list[tuple[str, list[Unit]]]) -> list[tuple[str, list[Unit]]]:
    """A会同B负责: A leads and B supports, whatever the verb behind them."""
    joined: list[tuple[str, list[Unit]]] = []
    after_with = False
    for role, listed in groups:
        if role == "before-with":
            joined.append(("support" if after_with else "lead", listed))
            after_with = True
        elif after_with and listed:
            joined.append(("support", listed))
            after_with = False
        else:
            joined.append((role, listed))
    return joined


def assign_roles(groups: Iterable[tuple[str, list[Unit]]]) -> list[Assignment]:
    """Roles as the ontology's contract defines them."""
    groups = carrying.carry_prefix(list(groups))
    by_role: dict[str, list[Unit]] = {"lead": [], "responsible": [], "support": [], "guide": []}
    for role, listed in groups:
        for u in listed:
            by_role["lead" if u.leads else role].append(u)
    lead, responsible, support, guide = (by_role[r] for r in ("lead", "responsible", "support", "guide"))
    if not lead and not responsible and guide:
        responsible, guide = guide, []
    basis = "stated"
    if not lead and responsible:
        if support or (guide and len(responsible) == 1):
            lead, responsible = responsible, []
        else:
            lead, responsible, basis = responsible[:1], responsible[1:], "first-listed"
    found: dict[str, Assignment] = {}
    for u in lead:
        found.setdefault(u.name, Assignment(u, "LEADS", basis))
    for u in [*responsible, *support, *guide]:
        found.setdefault(u.name, Assignment(u, "SUPPORTS"))
    return list(found.values())


def _deadline(folded: str, rest: list[tuple[int, int]]) -> str | None:
    """The deadline among what is neither role nor unit."""
    for start, end in rest:
        for piece in re.split(r"[,;。\n]", folded[start:end]):
            if words := deadline_words(piece):
                return words
    return None


def deadline_words(piece: str) -> str | None:
    """The words of a deadline, where `piece` of a clause names a time and no unit."""
    words = piece.strip(" :()[]")
    dated = _DEADLINE.search(words) or vocabulary().lasting.fullmatch(words)
    return words if dated and len(words) <= 40 and not any(u.known for u in unit_lists.listed_units(words)) else None


def first_listed_leads(folded: str) -> tuple[int, bool] | None:
    """Where the text says that the first-listed leads, and whether it says so of later clauses too (下同)."""
    m = _FIRST_LEADS.search(folded)
    return (m.start(), bool(re.match(r"[^。;)]{0,10}(?:下同|以下)", folded[m.end() : m.end() + 20]))) if m else None


def supporters_of_all_below(folded: str) -> tuple[list[Assignment], int, int] | None:
    """以下均需某某落实，不再列出: whom every later clause has beside those it lists, and the span that says so."""
    m = _FOR_ALL_BELOW.search(folded)
    listed = [u for u in unit_lists.listed_units(folded, m.start("list"), m.end("list")) if u.known] if m else []
    return ([Assignment(u, "SUPPORTS") for u in listed], m.start(), m.end()) if m and listed else None
