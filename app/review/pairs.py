"""What is to be decided on the page 核对: a list of pairs that may be the same, and the chosen pair side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from policygraph.app.frame import address, data
from policygraph.app.frame.plain import plain
from policygraph.app.parts import pieces, review_link, texts_view
from policygraph.app.review import acts, sides
from policygraph.graph.decisions.decision import TEXTS
from policygraph.graph.decisions.decisions import about_nodes, name_of
from policygraph.graph.identity.identity import Judgement
from policygraph.model import degrees
from policygraph.model.ontology import ontology
from policygraph.services import deciding

PAIR, NODE = "pair", "node"  # parameters of the address: LABEL:ID:ID, LABEL:ID
SEEMS = {"renamed": "看来是先后更名，左边在前", "counts": "看来是同一政策的两个文本，只应算一份，暂以左边为准"}
LATER = "review-later"  # of this session: pairs that a person put off
SHOWN, HITS, HEIGHT = 60, 12, 640


def found() -> list[Judgement]:
    """The pairs that people should decide on, the likeliest first, those put off last."""
    later = st.session_state.get(LATER, [])
    with st.spinner("正在找看来相同的……"):
        pairs = review_link.open_pairs()
    return sorted(pairs, key=lambda each: _key(each) in later)


def show() -> None:
    label, _, id_ = st.query_params.get(NODE, "").partition(":")
    if label in ontology().shared and id_:
        _node(label, id_)
        return
    everything = found()
    given = st.query_params.get(PAIR, "")
    kind, first, second = (*given.split(":"), "", "", "")[:3]
    if kind in (TEXTS, *ontology().shared) and first and second and given not in map(_key, everything):
        _compare(kind, first, second, None, [])
        return
    if not everything:
        pieces.empty(
            "没有要核对的：没有看来相同、又不能确定的。",
            "觉得哪两个其实是同一个，可到“图谱探索”点开其中一个，再点“与另一个是同一个？”；"
            "觉得哪条关系不对，可点它的“这条不对？”。",
        )
        return
    left, right = st.columns([3, 8], gap="medium")
    with left:
        some = _list(everything)
    with right:
        chosen = next((each for each in everything if _key(each) == given), None if given else next(iter(some), None))
        if given and chosen is None:
            raise address.not_here("一对")
        if chosen is None:
            pieces.empty("没有符合条件的。", "请减少所选的种类，或换几个字。")
        else:
            _compare(chosen.label, chosen.first, chosen.second, chosen, some)


def _key(each: Judgement) -> str:
    return f"{each.label}:{each.first}:{each.second}"


# --- the list


def _list(everything: Sequence[Judgement]) -> list[Judgement]:
    """The pairs that fit what was asked for; the first of them are listed."""
    if not everything:
        return []
    counts = Counter(each.label for each in everything)
    words = st.text_input("查找", key="review-words", placeholder="名称里的几个字").strip()
    labels = st.pills(
        "种类", list(counts), selection_mode="multi", key="review-labels", label_visibility="collapsed",
        format_func=lambda label: f"{plain(ontology().word('labels', label))} {counts[label]:d}",
    )  # fmt: skip
    some = [
        each
        for each in everything
        if (not labels or each.label in labels) and (words in each.first_name or words in each.second_name)
    ]
    chosen = st.query_params.get(PAIR) or (_key(some[0]) if some else "")
    later = st.session_state.get(LATER, [])
    with st.container(height=HEIGHT, border=False, key="review-list"):
        for each in some[:SHOWN]:
            kind = "以后再说" if _key(each) in later else plain(degrees.in_words(each.score, "confidence"))
            st.button(
                f"**{plain(each.first_name)}**  \n↔ **{plain(each.second_name)}**  \n"
                f"{plain(ontology().word('labels', each.label))}　{kind}",
                key=f"review-pair-{_key(each)}",
                type="primary" if _key(each) == chosen else "tertiary",
                on_click=address.put,
                args=(PAIR, [_key(each)]),
                width="stretch",
            )
        if len(some) > SHOWN:
            st.caption(f"共 {len(some)} 对，只列前 {SHOWN} 对")
    return some


def _next(chosen: Judgement, some: Sequence[Judgement]) -> list[str]:
    """What stands in the address once `chosen` has been dealt with: the pair below it in the list, or above."""
    keys = [_key(each) for each in some]
    at = keys.index(_key(chosen)) if _key(chosen) in keys else 0
    return [*keys[at + 1 :], *keys[:at]][:1]


# --- one pair


def _compare(label: str, first: str, second: str, judged: Judgement | None, some: Sequence[Judgement]) -> None:
    names = _names(label, first, second, judged)
    if judged is not None:
        seems = SEEMS.get(judged.kind, "看来是同一个")
        st.markdown(f"**{plain(seems)}**（{plain(degrees.in_words(judged.score, 'confidence'))}）：{plain(judged.why)}")
    _regions(label, first, second)
    _buttons(label, first, second, judged, some)
    if label == TEXTS:
        texts_view.difference(first, second, ("左边写", "右边写"))
    for side, id_, name, other in zip(st.columns(2), (first, second), names, (second, first), strict=True):
        with side:
            sides.show(label, id_, name, f"{label}-{id_}", beside=other)


def _names(label: str, first: str, second: str, judged: Judgement | None) -> tuple[str, str]:
    if judged is not None:
        return judged.first_name, judged.second_name
    reader = data.store()
    assert reader is not None  # the page has looked
    one, other = (name_of(reader.read, label, id_) for id_ in (first, second))
    return one, other


def _regions(label: str, first: str, second: str) -> None:
    reader = data.store()
    if label == "Department" and reader and (two := deciding.two_regions(reader.read, first, second)):
        st.warning(f"这两个部门不在一个地区：{plain(two[0])}；{plain(two[1])}")


def _buttons(label: str, first: str, second: str, judged: Judgement | None, some: Sequence[Judgement]) -> None:
    key = f"{label}:{first}:{second}"
    ways = [("是同一个", "same", first, second), ("不是同一个", "different", first, second)]
    if label == TEXTS:
        ways = [("以左边为准", "counts", first, second), ("以右边为准", "counts", second, first),
                ("是两份，都算", "different", first, second)]  # fmt: skip
    if label in ontology().edges["SUCCEEDED_BY"].sources:
        ways += [("左边后来改为右边", "renamed", first, second), ("右边后来改为左边", "renamed", second, first)]
    pressed = None
    with st.container(horizontal=True, vertical_alignment="center", key="review-buttons"):
        for number, (words, kind, one, other) in enumerate(ways):
            if st.button(plain(words), key=f"review-do-{number}", type="primary" if number == 0 else "secondary"):
                pressed = (kind, one, other)
        if judged is not None and st.button("以后再说", key="review-later-button"):
            later = [each for each in st.session_state.get(LATER, []) if each != key]
            st.session_state[LATER] = [*later, key]
            address.put(PAIR, _next(judged, some))
            st.rerun()
        note = st.text_input(
            "说明", key=f"review-note-{key}", placeholder="说明（可不写）", label_visibility="collapsed"
        )
    if pressed:
        kind, one, other = pressed
        following = _next(judged, some) if judged is not None else []
        acts.decide(
            lambda read, by: [about_nodes(read, kind, label, one, other, by=by, note=note)],
            lambda: address.put(PAIR, following),
        )


# --- a node that somebody came with


def _other(label: str, id_: str) -> str:
    """The id of what it may be the same as, of those that a search finds."""
    word = ontology().word("labels", label)
    words = st.text_input(
        f"与哪个{plain(word)}是同一个", key="review-other-words", placeholder="名称里的几个字，按回车"
    ).strip()
    _leave()
    if not words:
        return ""
    rows = [
        row for row in data.ask("search", {"text": words, "limit": 200}) if row["label"] == label and row["id"] != id_
    ][:HITS]
    if not rows:
        pieces.empty(f"没有名称里有“{words}”的{word}。", "换一个更短的词试试。")
        return ""
    named = {row["id"]: row for row in rows}
    with st.container(key="review-hits"):
        chosen = st.radio(
            f"找到的{plain(word)}", list(named), index=None, key=f"review-hits-{words}",
            format_func=lambda each: plain(named[each]["name"]),
            captions=[plain(str(row["detail"] or "")) for row in rows],
        )  # fmt: skip
    return chosen or ""


def _leave() -> None:
    st.button("‹ 回到待核对", key="review-leave-node", type="tertiary", on_click=address.put, args=(NODE, []))


def _node(label: str, id_: str) -> None:
    """A node that somebody came with, what it was put together from, and what it may be the same as."""
    reader = data.store()
    now = deciding.current(reader.read, label, id_) if reader else None
    if reader is None or now is None:
        _leave()
        raise address.not_here("节点")
    left, right = st.columns([3, 8], gap="medium")
    with left:
        other = _other(label, now)
    with right:
        if other:
            _compare(label, now, other, None, [])
            return
        if len(names := deciding.readings(reader.read, label, now)) > 1:
            sides.readings(label, now, names)
        st.caption("在左边写几个字，找出可能与它是同一个的，两边并排看")
        sides.show(label, now, name_of(reader.read, label, now), f"{label}-{now}")
