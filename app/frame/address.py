"""What is chosen on a page stands in its address, so that whoever opens the address sees the same.

What an address names and the graph does not hold is said (`not_here`), and nothing else is shown in its place: who
keeps an address must not take another policy's table for the one he kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Literal, NoReturn

import streamlit as st
from streamlit.errors import StreamlitAPIException

from policygraph.app.frame import context
from policygraph.app.frame.plain import plain
from policygraph.model.errors import PolicyGraphError


class NotHereError(PolicyGraphError):
    """An address names what there is not."""


def not_here(what: str) -> NotHereError:
    """`what`: a word for what the address names."""
    return NotHereError(f"这里没有地址所指的{what}：可能已移除或重读，或没有可列的内容。请另选。")


def several(
    label: str,
    name: str,
    options: Sequence[str],
    words: Callable[[str], str] = str,
    *,
    first: str | None = None,
    most: int | None = None,
    begin: Sequence[str] = (),
) -> list[str]:
    """A choice of several, with its parameter `name` in the address; where nothing stands there `begin`, what the
    context says, is chosen, else `first`.

    Raises NotHereError, with the choice there to choose from, where the address names nothing of the options.
    """
    key, seen, gone = f"choice-{name}", f"seen-{name}", f"gone-{name}"
    address, within = st.query_params.get_all(name), context.now()
    known = [value for value in address if value in options]
    # Another page, a bookmark or the way back has changed the address: it counts, not what was chosen before.
    if key not in st.session_state or (address, within) != st.session_state.get(seen):
        usual = [] if first is None else [first]
        st.session_state[key] = known if address else list(begin) or usual
        st.session_state[gone] = len(known) < len(address)
    st.session_state[key] = [value for value in st.session_state[key] if value in options][:most]
    placeholder = "全部" if first is None else "选一项或几项"
    chosen = st.multiselect(
        plain(label), options, format_func=words, key=key, max_selections=most, placeholder=placeholder
    )
    if st.session_state[gone] and chosen == known[:most]:  # the address stays what it was until something is chosen
        st.session_state[seen] = address, within
        if not chosen:
            raise not_here(label)
        st.warning(plain(not_here(label)))
        return chosen
    st.session_state[gone] = False
    put(name, chosen)
    st.session_state[seen] = chosen, within
    return chosen


def compared(
    label: str,
    name: str,
    options: Sequence[str],
    words: Callable[[str], str] = str,
    *,
    begin: Sequence[str],
    most: int,
    whole: str = "",
) -> list[str]:
    """A choice of one, with its parameter `name` in the address, the first of `begin` where nothing stands there when
    the page is opened; and beside it, for who asks for it, those that are compared with it, `most` in all. Another
    choice takes the place of the one before. `whole`: what it is called that none is chosen, where that may be.

    Raises NotHereError, with the choice there to choose from, where the address names nothing of the options.
    """
    given, begun = st.query_params.get_all(name), _begun(name, begin, whole)
    known = [value for value in given if value in options][:most] if given else begun
    shown = known[0] if known else None if given or not whole else ""  # where the address is wrong, nothing
    first = _first(label, [*([""] if whole else []), *options], words, whole, shown, f"choice-{name}-{known}-{shown}")
    if first is None:
        raise not_here(label)
    rest = [value for value in options if value != first]
    chosen = [first, *_beside(name, rest, words, known, most - 1)] if first else []
    if given and len(known) < len(given) and chosen == known:  # it stays what it was until something is chosen
        st.warning(plain(not_here(label)))
        return chosen
    put(name, chosen)
    if chosen != known:
        again()  # the controls are called by what is chosen: who changes one more must not speak to the ones before
    return chosen


def _first(
    label: str, options: Sequence[str], words: Callable[[str], str], whole: str, shown: str | None, key: str
) -> str | None:
    return st.selectbox(
        plain(label), options, None if shown is None else options.index(shown),
        lambda each: words(each) if each else whole, key=key, placeholder="选一项",
    )  # fmt: skip


def _begun(name: str, begin: Sequence[str], whole: str) -> list[str]:
    """The first of `begin`, unless somebody has taken it away since the page was opened."""
    drawn = f"drawn-{name}"
    begins = not whole or st.session_state.get(drawn) != context.opened()
    st.session_state[drawn] = context.opened()
    return list(begin[:1]) if begins else []


def _beside(name: str, rest: Sequence[str], words: Callable[[str], str], known: Sequence[str], most: int) -> list[str]:
    """Which of the rest are compared with the first of `known`: none until somebody asks for the comparison."""
    asked = f"compare-{name}"
    others = [value for value in known[1:] if value in rest]
    if others or st.session_state.get(asked):
        return st.multiselect(
            "对比", rest, others, format_func=words, key=f"compared-{known}", max_selections=most,
            placeholder="选一项或几项，和上面的对比",
        )  # fmt: skip
    if rest:
        st.button("＋ 对比", key=f"{asked}-add", on_click=st.session_state.__setitem__, args=(asked, True))
    return others


def one(name: str, label: str, ways: Mapping[str, str], room: str, width: int | Literal["stretch"] = 220) -> str:
    """A choice of one, the first where the address says nothing; `room`: whose page it is on."""
    first = next(iter(ways))
    given = st.query_params.get(name, first)
    if given not in ways:
        raise not_here(label)
    chosen = st.selectbox(plain(label), list(ways), list(ways).index(given), ways.__getitem__,
                          key=f"{room}-{name}-{given}", width=width)  # fmt: skip
    if chosen != given:
        put(name, [] if chosen == first else [chosen])
    return chosen


def day(name: str) -> date | None:
    """The day that the address names. Where it names none that there is, that is said, and the page goes on without."""
    given = st.query_params.get(name)
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        st.warning(plain(not_here("日期")))
        return None


def only(parameters: Mapping[str, str | Sequence[str]]) -> None:
    """These parameters in the address, and the context, and nothing else."""
    st.query_params.from_dict({**context.now().parameters, **parameters})


def put(name: str, values: Sequence[str]) -> None:
    """These values, or nothing of that name, in the address."""
    if st.query_params.get_all(name) == list(values):
        return
    if values:
        st.query_params[name] = list(values)
    else:
        del st.query_params[name]


def again() -> NoReturn:
    """Run the fragment again after a change of the address, or all of the page where it is the page's first run."""
    try:
        st.rerun(scope="fragment")
    except StreamlitAPIException:  # there is no run of the fragment alone yet
        st.rerun()
