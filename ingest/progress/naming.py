"""What running text calls the task of which it tells, in its own first words."""

from __future__ import annotations

import re

from policygraph.ingest.progress import standing

NAME = 40
"""Characters of what a passage calls its task, at most."""

_WITHIN = re.compile("(?<=项目|任务|工作)中$")
_ABOUT = re.compile(r"^关于(?:推进|加快|做好|抓好)?|(?:有关)?(?:情况|事宜|问题|工作)$")
_UNITS = re.compile(r"\((?P<units>[^()]{3,60})\)$")
_AHEAD = re.compile(
    r"(?:[【\[][^】\]]{1,12}[】\]])?(?:其中|其他)?,?(?:\d{4}年度?|今年)?,?(?:[全我][省市县区州旗乡镇])?"
)
_CUT = re.compile(
    r"[,。;:(]|已|仅|目前|逾期|超期|累计|共|全部|均|正在|尚未|还未|未|(?<=..)(?:建成|完成|完工|竣工|开工|占|达|为|导致|由于|因)|\d|(?:进度|进展|推进)"
)


def subject(text: str, folded: str, start: int, end: int) -> str:
    """The words before what is told of it; the whole first clause where it begins with that."""
    brought = standing.words().brings.search(folded, start, end)
    start = brought.end() if brought and brought.end() < end else start
    if label := _AHEAD.match(folded, start, end):
        start = label.end()
    first = re.split(r"[,。;]", folded[start:end])[0]
    cut = next(
        (m.start() for m in _CUT.finditer(first) if m.start() > 2 and first[m.start() - 1] not in "的于"), len(first)
    )
    name = _WITHIN.sub("", quoted(text[start : start + cut]))
    return standing.without_lateness(name)[:NAME] or first[:NAME]


def of_title(title: str) -> str:
    """What the title of an item calls its task: 高标准农田建设 of 关于高标准农田建设情况, without who does it behind.

    >>> of_title("关于高标准农田建设情况"), of_title("新建标准厂房(县高新区管委会)")
    ('高标准农田建设', '新建标准厂房')
    """
    name = standing.without_lateness(_UNITS.sub("", title))
    return (_ABOUT.sub("", name) if name.startswith("关于") else name)[:NAME]


def units_of_title(title: str) -> tuple[str, int] | None:
    """The words of a bracket that ends a title, and where they begin; they may be units."""
    m = _UNITS.search(title)
    return (m["units"], m.start("units")) if m else None


def quoted(name: str) -> str:
    """A name without blanks, and without a quotation mark that has no other."""
    name = name.strip()
    return name if name.count("“") == name.count("”") else name.strip("“”")
