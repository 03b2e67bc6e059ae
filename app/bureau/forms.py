"""A bureau's form: out, and what comes back looked at before it is taken in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from policygraph.app.frame import data
from policygraph.app.gate import here
from policygraph.app.gate.rights import Right
from policygraph.app.parts import given_back, pieces, who
from policygraph.app.parts.downloads import XLSX, download
from policygraph.graph.ledgers.bureau import LEADS, Own
from policygraph.services.ledgers import entering
from policygraph.services.ledgers.form import Form, to_xlsx

ROOM = "bureau"


def forms(own: Sequence[Own], department: str, on: date) -> None:
    st.caption("填报表是 Excel：只有黄色的格能填，填好了交回这里，或用 policygraph ledger import 收回")
    supports = st.checkbox("配合的任务也列上", key="bureau-form-supports")
    lines = [each.line for each in own if supports or each.role == LEADS]
    if lines:
        rules = entering.rules(data.place())
        form = Form(department, on, lines)
        download(f"下载填报表（{len(lines)} 项）", lambda: to_xlsx(form, rules), form.file_name, XLSX, "bureau-form")
    else:
        pieces.empty("它没有牵头的任务。", "要列配合的任务，请勾选上面一项。")
    if here.may(Right.enter):
        given_back.done(ROOM)
        who.person(given_back.CALLED, "每条更正")
        given_back.box(ROOM, "交回填好的表（填报表、更正表）", of=department)
