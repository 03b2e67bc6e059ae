"""What a meeting charges units with: 会议要求，县水利局要…; 责成县财政局…; 由甲局牵头，乙局配合，….

A charge begins with the units that it names, and holds what is said up to the next units, or to the end of its sentence
and of those behind it that go on without naming anybody (要…). Words of nobody in particular (各部门要…) end the charge
before and begin none. Whoever only attends, reports or keeps the minutes is charged with nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from policygraph.ingest.organisations.unit_lists import Unit
from policygraph.ingest.roles.moved import HINT, find_move
from policygraph.ingest.roles.of_units import ASKED, HELPED, KNOWN_DOES, LEADS, MUST, TELLS, TELLS_OF, VERB, pieces
from policygraph.ingest.roles.roles import Assignment, assign_roles
from policygraph.ingest.roles.subjects import BY, HEARD, LONGEST, MEETING, Hearers, end_of_units, named_units

_SENTENCE = re.compile(r"(?:(?!(?<=[一-鿿])\d{1,2}[.、](?:[现特]?请|各))[^。;!?\n])+")  # …材料3.请你局…
_PIECE = re.compile(r"[^,:]+")
# What stands before the units: who speaks, the number of a point, a word of order.
_OPENS = re.compile(
    r"[\s\".、]*(?:(?:[一二三四五六七八九十]{1,2}、)?(?:有关|相关|工作|几点|下一步工作)要求(?=请))?(?:\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十\d]{1,3}[、.是要](?=[一-鿿]{2})|[①-⑳])?\s*"
    r"(?:会议)?(?:原则(?:上)?)?(?:同意|指出|强调|要求(?![省市县区州各])|确定|明确|议定|决定|提出|认为)?[,:]?"
    r"(?:会后|会议结束后|下一步|同时|此外|另外|今后|特别是|一方面|另一方面|其中)?[,:]?"
    r"(?P<order>责成|责令|要求|委托|指定|(?:现|并|特|再|恳)?请|由)?"
)
# What a charge holds where nothing has been decided yet: an order, a verb that commands, or that work goes to others.
_CHARGES = re.compile(
    f"{HINT.pattern}|责成|责令|委托|指定|请|由|[要应须]|需要|牵头|抓总|主办|组织|负责|承担|承办|配合|协助|协办|支持|参与|会同"
)
_WITH = re.compile(
    r"(?:切实|积极|主动|及时|尽快|牵头|负责){0,2}(?:会同|联合(?![会社体办国])|会?商(?=[省市县区州]?[一-鿿]{2,12}[局厅委部办])|牵头组织(?=[省市县区州][一-鿿]{2,12}[局厅委办]))"
)
# What the writer of a letter will do, not what he has done.
_WILL, _RULES = re.compile(r"由|将|会(?!同)|拟|负责|后"), re.compile("应")  # so rules speak
_DEMANDS = re.compile(  # what it demands or decides is work
    r"[\s\"]*(?:\([一二三四五六七八九十\d]{1,2}\)|[一二三四五六七八九十\d]{1,2}[、.])?\s*"
    r"(?:会议(?:要求|决定|议定|明确|确定)[,:]|(?:会议)?要求(?=[省市县区州各]))"
)
_POINTS_OUT = re.compile(r"[\s\"]*会议(?:指出|认为)")  # what the meeting found: there only a command gives work
_COMMANDED = re.compile(rf"[^,。;]{{1,60}}?{MUST}|[^,。;]{{0,9}}(?:责成|由)")
# What a sentence is about, before the order that says whose it is.
_MATTER = re.compile(
    rf"(?:{_OPENS.pattern})?(?P<what>[^,。;:会《]{{2,24}}(?:工作|事宜|事项|问题|任务|建设|资金|经费|项目|采购|管护))"
)
_ORDERS = re.compile(r",\s*(?:会议)?(?:要求|明确|决定)?(?:责成|责令|委托|指定|由(?!于))")
_GOES_ON = re.compile(r"[\s\"]*(?:[一二三四五六七八九十]{1,2}[是要])?(?:同时|此外|另外|特别是)?[,]?要")


@dataclass(frozen=True, slots=True)
class Charge:
    """`start` to `end`: all that is said of it, from the units on; `named`: where the words end that name them; `task`
    to `told`: what is to be done, up to who helps with it."""

    start: int
    end: int
    named: int
    task: int
    told: int
    assignments: tuple[Assignment, ...]


@dataclass(slots=True)
class _Open:
    """A charge whose end is looked for."""

    start: int
    named: int
    task: int
    end: int
    groups: list[tuple[str, list[Unit]]] = field(default_factory=list)
    helped: int | None = None
    """Where it is said who helps, behind what is to be done."""

    def closed(self) -> Charge:
        told = self.end if self.helped is None else self.helped
        return Charge(self.start, self.end, self.named, self.task, told, tuple(assign_roles(self.groups)))

    def says_something(self, folded: str) -> bool:
        """Is anything said of what to do, beyond who does it?"""
        return len(folded[self.task : self.end].strip(" ,、")) > 3


@dataclass(frozen=True, slots=True)
class _Said:
    """What a piece of a sentence begins with: units with a role, or nobody in particular; `task`: their work."""

    start: int
    named: int
    task: int
    groups: tuple[tuple[str, tuple[Unit, ...]], ...]


def find_charges(folded: str, start: int, end: int, hearers: Hearers = MEETING) -> list[Charge]:
    """The charges of `folded[start:end]`, in order."""
    walk = _Walk(folded, hearers)
    for sentence in _SENTENCE.finditer(folded, start, end):
        if not (walk.is_decided() or _CHARGES.search(folded, *sentence.span())):
            continue
        walk.demands = bool(_DEMANDS.match(folded, *sentence.span()))
        walk.points_out = bool(_POINTS_OUT.match(folded, *sentence.span()))
        goes_on = _GOES_ON.match(folded, *sentence.span()) and folded[sentence.start() - 1] != "\n"
        if not goes_on:
            walk.close()
        begin = walk.moved(*sentence.span())
        walk.before = None
        for piece in pieces(folded, begin, sentence.end()) if begin < sentence.end() else ():
            walk.read(*piece)
    walk.close()
    return [charge for charge in walk.found if any(a.role == "LEADS" for a in charge.assignments)]


@dataclass(slots=True)
class _Walk:
    """The pieces of some sentences one by one, and the charge that is open."""

    folded: str
    hearers: Hearers
    found: list[Charge] = field(default_factory=list)
    current: _Open | None = None
    points_out: bool = False
    demands: bool = False
    before: tuple[int, int] | None = None
    """The piece before, where it names nobody."""

    def close(self) -> None:
        if self.current is not None:
            self.found.append(self.current.closed())
            self.current = None

    def moved(self, start: int, end: int) -> int:
        """Where the sentence goes on behind work that it gives to others than before; its `start` where it does not."""
        move = find_move(self.folded, start, end)
        if move is None:
            return start
        self.close()
        self.current = _Open(move.start, move.end, move.task[0], move.end, [("lead", list(move.units))])
        return move.end + 1

    def is_decided(self) -> bool:
        """Has it been said what is to be done?"""
        return self.hearers.hear_of_work or self.demands or self.current is not None or bool(self.found)

    def read(self, start: int, end: int) -> None:
        """A piece that names nobody goes on with the open charge; one that does ends it, unless they only help."""
        decided = self.is_decided() and not self.points_out
        charges = decided or _CHARGES.search(self.folded, start, end)
        said = _begins(self.folded, start, end, decided, self.hearers) if charges else None
        said = None if said and self._is_only_told(said.start, end) else said
        if said is None:
            if self.current is not None:
                self._go_on(start, end)
            self.before = start, end
            return
        said, self.before = self._with_matter(said), None
        helps = bool(said.groups) and all(role == "support" for role, _ in said.groups)
        if not helps and self.current is not None and self.current.says_something(self.folded):
            self.close()
        if said.groups and not (helps and self.current is None):
            self._take(said, end, helps)

    def _with_matter(self, said: _Said) -> _Said:
        """用地报批工作,由县自然资源局负责: what stands before the order is the work, too, and no charge's before it."""
        at = self.before and _MATTER.fullmatch(self.folded, *self.before)
        if not (at and _ORDERS.match(self.folded, at.end())):
            return said
        if self.current is not None and self.current.start < at.start("what"):
            self.current.end = len(self.folded[: at.start("what")].rstrip(" ,;"))
        return replace(said, start=at.start("what"), task=at.start("what"))

    def _go_on(self, start: int, end: int) -> None:
        """A piece that names no other subject is the open charge's; it may say with whom: …,会同乙局提出清单."""
        assert self.current is not None
        partners, task = _joined(self.folded, start, end, self.hearers)
        if partners and not self.current.says_something(self.folded):
            self.current.groups.append(("support", list(partners)))
            self.current.named = self.current.task = task
        self.current.end = end

    def _is_only_told(self, start: int, end: int) -> bool:
        """会议指出,青禾镇会同有关部门形成了方案: is it what the meeting found, and no command?"""
        return self.points_out and not _COMMANDED.match(self.folded, start, end)

    def _take(self, said: _Said, end: int, helps: bool) -> None:
        if self.current is None:
            self.current = _Open(said.start, said.named, said.task, end)
        elif not (helps and self.current.says_something(self.folded)):
            self.current.task = said.task
        elif self.current.helped is None:
            self.current.helped = self.current.end
        self.current.named, self.current.end = said.named, end
        self.current.groups += [(role, list(units)) for role, units in said.groups]


def _begins(folded: str, start: int, end: int, decided: bool, hearers: Hearers = MEETING) -> _Said | None:
    """What units the piece `folded[start:end]` begins with, and their role; None where it begins with no subject.

    `decided`: it has been said what is to be done, so that a verb that commands nothing tells of work too.
    """
    opens = _OPENS.match(folded, start, end)
    begin = opens.end() if opens else start
    if any(HEARD.match(folded, at, end) for at in (start, begin)):
        return None
    order = opens["order"] if opens else None
    for verb in VERB.finditer(folded, begin, min(end, begin + LONGEST)):
        words = folded[begin : verb.start()].strip(" ,")
        if not words:
            break
        if not _may_tell(verb, words, bool(decided or order), hearers):
            continue
        units = hearers.named(folded, begin, verb.start(), not verb["does"])
        if order and units == ():  # 请项目业主督促设计单位抓紧: who is asked may stand before who is nobody
            break
        if units is not None:
            return _with_matter(folded, _said_by(folded, begin, verb, end, units, hearers), hearers)
    if order or (decided and hearers.decided):
        return _ordered(folded, begin, end, hearers, order)
    return None


def _with_matter(folded: str, said: _Said | None, hearers: Hearers) -> _Said | None:
    """山洪沟治理由县水利局牵头: what stands before 由 is the work, too."""
    first = min((u.start for _, units in said.groups for u in units), default=said.start) if said else 0
    told = said is not None and not hearers.everybody and folded[said.start : first].endswith("由")
    return replace(said, task=said.start) if said and told else said


def _may_tell(verb: re.Match[str], words: str, given: bool, hearers: Hearers) -> bool:
    """Can the verb behind `words` give them work? What will be done (将) is the writer's; one that commands nothing
    tells of work that is `given`, and rules (应) tell nothing where only orders do."""
    if verb["will"]:
        return hearers.is_writer(words)
    return (given or not verb["does"] or bool(BY.search(words))) and not (hearers.ordered and _RULES.match(verb[0]))


def _said_by(
    folded: str, begin: int, verb: re.Match[str], end: int, units: tuple[Unit, ...], hearers: Hearers
) -> _Said | None:
    """What the verb behind `units` gives them; nothing where they are nobody in particular."""
    role, task = _role(folded, verb, end)
    if hearers.writer and units and units[0].name == hearers.writer and not _WILL.search(folded, begin, verb.end()):
        return None  # 我厅牵头起草了
    if hearers.decided and verb["does"] and TELLS.search(folded, verb.end(), end):
        return None
    partners, behind = _joined(folded, verb.start() if verb["with"] or verb["lead"] else task, end, hearers)
    if partners and units:
        return _Said(begin, behind, behind, (("lead", units), ("support", partners)))
    if role == "responsible" and units is hearers.you:
        role = "lead"  # each of them is asked
    return _Said(begin, verb.end(), task, ((role, units),) if units else ())


def _role(folded: str, verb: re.Match[str], end: int) -> tuple[str, int]:
    """The role that the verb, with what follows it, gives; and where the work begins."""
    task = verb.end()
    if verb["lead"]:
        more = re.compile(r"[、,]?(?:负责|组织|推进|落实|抓好|调度|总?职责)*").match(folded, task, end)
        return "lead", more.end() if more else task
    if verb["helps"]:  # 由甲局牵头，乙局配合，完成选址: what is done stands behind
        return "support", verb.start() if folded[task:end].strip(" ") else end
    if verb["must"] and re.compile(rf"{MUST}?(?:切实)?{LEADS}").match(folded, verb.start(), end):
        return "lead", task
    if verb["does"]:
        return "responsible", verb.start()
    return "responsible", task


def _joined(folded: str, start: int, end: int, hearers: Hearers) -> tuple[tuple[Unit, ...], int]:
    """会同乙局、丙局…: with whom, and where the work begins."""
    joined = _WITH.match(folded, start, end) or HELPED.match(folded, start, end)
    start = joined.end() if joined else start
    helps = joined.end("helps") if joined and joined.re is HELPED else None
    at = helps or (end_of_units(folded, start, end) if joined else None)
    units = named_units(folded[start:at], hearers.everybody) if at else None
    if not (joined and units and at):
        return (), start
    return tuple(_at(u, start) for u in units), joined.end("all") if helps else at


def _is_told_of(folded: str, span: tuple[int, int, int], hearers: Hearers, order: str | None) -> bool:
    """Is it only told of the units of `span` (start, end of their names, end), what they are or something of theirs?"""
    start, at, end = span
    if hearers.everybody and order in (None, "由") and TELLS_OF.match(folded, at, end):
        return True
    words = folded[start:at].strip(" ,")
    alone = not order and words in hearers.known and not KNOWN_DOES.match(folded, at, end)
    return bool(alone and not hearers.units(words, False))


def _ordered(folded: str, start: int, end: int, hearers: Hearers = MEETING, order: str | None = None) -> _Said | None:
    """责成县水利局根据…: the units end where no name goes on. 请于6月底前…: whoever hears it is asked."""
    at = end_of_units(folded, start, end)
    told_of = at and _is_told_of(folded, (start, at, end), hearers, order)
    units = hearers.named(folded, start, at, bool(order)) if at and not told_of else None
    if at and units:
        role = "lead" if units is hearers.you else "responsible"
        partners, task = _joined(folded, at, end, hearers)
        return _Said(start, at, task, (("lead", units), ("support", partners)) if partners else ((role, units),))
    if hearers.you and order and order.endswith("请") and ASKED.match(folded, start, end):
        return _Said(start, start, start, (("lead", hearers.you),))
    return None


def _at(unit: Unit, start: int) -> Unit:
    return replace(unit, start=start + unit.start, end=start + unit.end)
