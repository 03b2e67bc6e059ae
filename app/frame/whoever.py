"""Who has signed in, in the corner of every page, with the way out; and what a page does once that has ended."""

from __future__ import annotations

import html

import streamlit as st

from policygraph.app.frame.plain import plain
from policygraph.app.gate import here
from policygraph.app.gate.guard import SIGN_IN, SIGN_OUT, SIGNED_IN
from policygraph.app.gate.rights import WRITING
from policygraph.services.accounts import ROLES


def watched() -> dict[str, str]:
    """For the script in the page: where it asks who it is now, where to go once nobody is, for whom this is drawn."""
    base, person = here.entry().base, here.person()
    if person is None or not here.guarded():
        return {}
    return {"ask": f"{base}{SIGNED_IN}", "go": f"{base}{SIGN_IN}", "as": person.told}


def changed() -> None:
    """Say why the page is another one than before."""
    if person := here.person():
        st.toast(plain(f"您现在是“{ROLES[person.role]}”角色，页面已更新"))


def shown() -> bool:
    """Show who it is and what he may; whether there is anybody."""
    person = here.person()
    if person is None:
        st.info("登录已结束，请重新打开页面登录。")
        return False
    only = "" if person.rights & WRITING else "只读"
    if person.name:
        words = " · ".join(filter(None, [html.escape(person.name), ROLES[person.role], only]))
        way = html.escape(f"{here.entry().base}{SIGN_OUT}")
        st.html(
            f'<form class="pg-who" method="post" action="{way}" target="_self"><span>{words}</span>'
            f"<button>退出</button></form>"
        )
    elif only:
        st.html(f'<div class="pg-who"><span>{only}</span></div>')
    return True
