"""A question answered: what it says, by slots; what it asks for; the answer, or the question back.

Nothing is guessed. What was not understood of a question is said, and nothing is claimed then: a question without one
of its words is another question. What was taken otherwise than it is written (a short name, a misspelled one) is said
beside the answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from policygraph.graph.questions import fixed_patterns
from policygraph.graph.questions.answer import Answer, AskedBack, Asking, Choice, World
from policygraph.graph.questions.conditions import TASKS, NotThereError, not_mentioned
from policygraph.graph.questions.laying import Stretch, fold, lay
from policygraph.graph.questions.lexicon import Lexicon
from policygraph.graph.questions.meant import compared, told
from policygraph.graph.questions.meant.by_program import slots_of
from policygraph.graph.questions.meant.edited import changed
from policygraph.graph.questions.meant.within import Within, applied, checked, wider
from policygraph.graph.questions.on_figures import names_of_figures, on_figures
from policygraph.graph.questions.on_policies import (
    on_carrying_out,
    on_documents,
    on_ground,
    on_issuer,
    on_policies,
    on_ranking,
)  # fmt: skip
from policygraph.graph.questions.on_tasks import is_about_progress, on_tasks
from policygraph.graph.questions.slots import Slots, goes_on, merged, read_slots
from policygraph.graph.questions.spelling import by_ends, corrected, corrected_within
from policygraph.graph.questions.words import question_words
from policygraph.ingest.organisations.functions import function_of

ANYWHERE = Within()
NOTHING: Mapping[str, str] = {}
LONGEST = 200  # characters of a question
MOST_WRONG = 2  # names of one question that are put right
BEYOND = (
    "图里只有政策文件写明的事：谁牵头、谁配合、做什么、做到多少、什么时候完成、进展如何、依据什么。这句话问的不在其中。"
)
UNCLEAR = "没有听懂这句话。"
UNIT = re.compile("^[省市县区州].+(?:局|厅|委|办|部|中心|公司|院|所|站)$|.(?:局|厅|分局)$")
"""What is called so is a unit, and not the matter of a measure."""
HAVING = re.compile("^(.+?)有(?:而|但是?|可是?)(.+?)却?没有?(?:任务|工作|要求|举措|事项)?(?:有?哪些|是什么)?$")
"""What one has and another has not, which is what it has more."""


def answer(
    question: str, world: World, after: Sequence[str] = (), within: Within = ANYWHERE,
    changes: Mapping[str, str] = NOTHING,
) -> Answer | AskedBack:  # fmt: skip
    """What the graph of `world` has on a question, which may go on with those `after` which it comes.

    `within`: what it is about where it says nothing else; `changes`: slots that are to be otherwise than they were
    read (`meant.edited`). Raises PolicyGraphError as the queries do, and for values that the graph does not have.
    """
    if not question.strip() or len(question) > LONGEST:
        return AskedBack(f"请把问题写在 {LONGEST} 个字以内。" if question.strip() else "请写下要问的事。")
    lexicon = Lexicon(world.ask)
    within = checked(within, lexicon)
    slots = parse(question, lexicon, world.today, after)
    if not (changes or (after and goes_on(slots))) and (found := fixed_patterns.answer(question, world)) is not None:
        return found

    def read(written: str, place: Within) -> Slots:
        laid = slots if written == question else parse(written, lexicon, world.today, after)
        return changed(applied(laid, place, lexicon), changes, lexicon)

    first = _within(question, world, lexicon, partial(read, place=within))
    if not first.by_page or (isinstance(first, Answer) and first.rows):
        return first
    for wide in wider(within):  # nothing of the unit: of its place
        then = _within(question, world, lexicon, partial(read, place=wide))
        if isinstance(then, Answer) and then.rows:
            return then
    return first


def answer_by(
    question: str, given: Mapping[str, str], world: World, within: Within = ANYWHERE
) -> Answer | AskedBack:  # fmt: skip
    """The answer to a question of which another program says what it means (`meant.by_program`). Raises
    PolicyGraphError for what is no slot, or no value of one."""
    lexicon = Lexicon(world.ask)
    slots = applied(slots_of(given, lexicon), checked(within, lexicon), lexicon)
    asking = Asking(world, lexicon, question)
    return told.with_slots(answered(slots, asking), slots, question, asking.notes)


def _within(question: str, world: World, lexicon: Lexicon, read: Callable[[str], Slots]) -> Answer | AskedBack:
    """The answer by the slots of what is written, and by what it may be meant for where words are spelled wrongly."""
    slots = read(question)
    asking = Asking(world, lexicon, question)
    first = answered(slots, asking)
    if isinstance(first, AskedBack) and first.unused and (right := with_words_corrected(question, slots)):
        again = read(right[0])
        slots = replace(again, read_as=(*again.read_as, right[1]))
        asking = Asking(world, lexicon, right[0])
        first = answered(slots, asking)
    elif isinstance(first, AskedBack) and first.unused and (word := topic_corrected(slots, first.unused, asking)):
        slots = replace(
            slots, read_as=(*slots.read_as, word), words=tuple(word[1] if w == word[0] else w for w in slots.words)
        )
        asking = Asking(world, lexicon, question)
        first = answered(slots, asking)
    return told.with_slots(first, slots, asking.question, asking.notes)


def answered(slots: Slots, asking: Asking) -> Answer | AskedBack:
    """By slots alone."""
    if slots.has("beyond"):
        return AskedBack(BEYOND)
    if slots.lost:
        return AskedBack(f"没有听懂“{'、'.join(slots.lost)}”否定的是什么。", unused=slots.lost)
    if single := [each for each in slots.words if len(each) == 1]:
        return AskedBack(f"没有听懂“{'、'.join(single)}”。", _without(single, asking.question), unused=tuple(single))
    if units := [each for each in slots.words if UNIT.search(each) or function_of(each)]:
        return not_mentioned(units, slots, asking)
    if slots.has("this-plan") and not (slots.plan or slots.policies or slots.within):
        return AskedBack("要问哪项政策？请写明地方、年份或名称。")
    try:
        return compared.on_two(slots, asking) if compared.is_meant(slots) else _asked(slots, asking)
    except NotThereError as error:
        return error.back


def _asked(slots: Slots, asking: Asking) -> Answer | AskedBack:
    """By what is asked for, the first that fits."""
    if slots.has("issuer") and (slots.plan or slots.policies):
        return on_issuer(slots, asking)
    return on_ground(slots, asking) if slots.has("above") else _of_lists(slots, asking)


def _of_lists(slots: Slots, asking: Asking) -> Answer | AskedBack:
    if slots.has("below") and not (slots.has("who") and not (slots.own_level or slots.plan or slots.policies)):
        return on_carrying_out(slots, asking)
    if _is_about_texts(slots):
        return on_documents(slots, asking)
    if slots.has("policies", "documents") and not slots.bureaus:
        return on_policies(slots, asking)
    if slots.has("most") and not slots.words and not slots.bureaus:
        return on_ranking(slots, asking)
    if _is_about_figures(slots, asking):
        return on_figures(slots, asking)
    return _of_tasks(slots, asking) if _has_subject(slots) else AskedBack(UNCLEAR)


def _of_tasks(slots: Slots, asking: Asking) -> Answer | AskedBack:
    if slots.has("mention") and not slots.has("tasks", "items", "who", "when", *_UNITS):
        return _mentioned(slots, asking)
    return on_tasks(slots, asking)


def _mentioned(slots: Slots, asking: Asking) -> Answer | AskedBack:
    """The measures that speak of words; where none does, the documents."""
    try:
        found = on_tasks(slots, asking)
    except NotThereError:
        found = None
    if isinstance(found, Answer) and found.rows:
        return found
    named = f"{''.join(slots.words)}{slots.plan or ''}"
    return on_documents(replace(slots, words=(named,), plan=None), asking)


def _is_about_texts(slots: Slots) -> bool:
    """Whether it is asked which documents have words, or the name of a policy."""
    if slots.policies:
        return slots.has("documents", "policies")
    return slots.has("documents") and bool(slots.words)


def _is_about_figures(slots: Slots, asking: Asking) -> bool:
    """Whether a number is asked for that is not that of tasks; a bare name of a figure asks for it."""
    if slots.has("amount", "planned", "achieved") and not slots.has("tasks", "items", "who", "when", *_UNITS):
        return not is_about_progress(slots) or bool(names_of_figures(slots, asking))
    many = slots.has("progress") and any(word in slots.said.get("progress", "") for word in "多几")
    bare = not slots.has("who", "tasks", "items", "when", "progress", "mention", *_UNITS) and slots.state is None
    return bool(slots.words) and not slots.bureaus and (many or bare) and bool(names_of_figures(slots, asking))


_UNITS = ("units-many", "lead-units", "support-units", "role-units", "lead", "support", "does", "due", "joint")


_TELLING = (
    "bureaus", "function", "locations", "words", "policies", "leads", "lacks", "others", "within",
)  # fmt: skip


def _has_subject(slots: Slots) -> bool:
    """Whether it says anything by which tasks can be told apart."""
    condition = any(getattr(slots, name) for name in _TELLING)
    term = slots.since or slots.until
    of_tasks = (slots.places or slots.own_level or slots.year or slots.plan) and (
        slots.has("tasks", "items", "who", "when", "mention", "lead", "support", "which", *_UNITS)
        or not slots.asks - {"place", "light"}
    )
    return bool(condition or term or of_tasks or is_about_progress(slots))


def _without(words: Sequence[str], question: str) -> tuple[Choice, ...]:
    rest = question
    for word in words:
        rest = rest.replace(word, "", 1)
    return (Choice(rest, rest),) if rest.strip() else ()


# --- from words to slots


def parse(question: str, lexicon: Lexicon, today: date, after: Sequence[str] = ()) -> Slots:
    """The slots of a question, `after` others (the earliest first) of which it may be the rest."""
    before: Slots | None = None
    for each in after:
        now = _alone(each, lexicon, today)
        before = merged(before, now, lexicon) if before and goes_on(now) else now
    now = _alone(question, lexicon, today)
    return merged(before, now, lexicon) if before and goes_on(now) else now


def _alone(question: str, lexicon: Lexicon, today: date) -> Slots:
    text = HAVING.sub(r"\1比\2多哪些任务", fold(question))
    taken: list[tuple[str, str]] = []
    stretches = lay(text, lexicon, today)
    while len(taken) < MOST_WRONG and (found := _wrong_name(text, stretches, lexicon)):
        taken.append(found)
        text = text.replace(*found)
        stretches = lay(text, lexicon, today)
    slots = read_slots(stretches, lexicon)
    return replace(slots, read_as=(*taken, *slots.read_as))


def _wrong_name(text: str, stretches: Sequence[Stretch], lexicon: Lexicon) -> tuple[str, str] | None:
    spans = [(each.start, each.end) for each in stretches if each.kind == "left" or _may_be_wrong(each)]
    if not spans:
        return None
    return corrected(text, spans, lexicon.by_ends)


def _may_be_wrong(stretch: Stretch) -> bool:
    """Whether a unit that is written otherwise than the graph has it may be misspelled."""
    return bool(stretch.entity and stretch.entity.loose and not stretch.entity.known)


def with_words_corrected(question: str, slots: Slots) -> tuple[str, tuple[str, str]] | None:
    """The question with a word that people spell wrongly (迁头) put right, where what is left over may be one."""
    text = fold(question)
    spans = [(text.index(word), text.index(word) + len(word)) for word in slots.words if word in text]
    found = corrected(text, spans, by_ends(question_words().typed))
    return (text.replace(*found), found) if found else None


def topic_corrected(slots: Slots, unused: Sequence[str], asking: Asking) -> tuple[str, str] | None:
    """A matter that is not mentioned anywhere, and the one word of figures, headings or the measures of the place that
    it is with one wrong character; None where there is none, or several may be meant."""
    texts = [str(row["name"]) for label in ("Target", "Section") for row in asking.rows("names", {"label": label})]
    places = slots.places or tuple({asking.lexicon.apart(name)[1] for names in slots.bureaus for name in names})
    if places:
        texts += [str(row["task"]) for row in asking.rows(TASKS, {"places": list(places)})]
    for word in unused:
        if word in slots.words and (right := corrected_within(word, map(fold, texts))):
            return word, right
    return None
