"""What ends a line, and what begins a paragraph of its own."""

from __future__ import annotations

import re

# A line that ends in one of these is complete, so that what follows is a new paragraph.
END = "。；;：:！!？?”）)》】…"


# What starts a paragraph of its own: an outline number, or a role on a line of its own.
HEADING = re.compile(
    r" *(?:\d{1,2}(?:\.\d{1,2}){1,2}(?=[ 一-鿿])"
    r"|[一二三四五六七八九十]{1,3} ?[、.．]|[(（] ?[一二三四五六七八九十\d]{1,3} ?[)）]|\d{1,2} ?[.．、](?!\d)"
    r"|第[一二三四五六七八九十百\d]+[章节条部]"
    r"|附件|抄送|[①-⑳]|[一-鿿]{0,2}(?:牵头|责任|配合|参与|落实|主办|协办|完成)(?:单位|部门|时限|时间) ?[:：]|#)"
)
