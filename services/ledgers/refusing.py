"""What is wrong with a workbook that came back, cell by cell: nothing of such a workbook is used."""

from __future__ import annotations

from collections.abc import Sequence

from policygraph.model.errors import PolicyGraphError

SHOWN = 20  # errors that are named at once
OF = "{of}"
ALIKE = 3  # cells with which the same is wrong: where they are more, it is said once, and so many of them are named


class Wrong(Exception):
    """What is wrong, and `at` which cell. `words`, for people, follow the cell and have `OF` where they name what it is
    `of`, which is left out where the same is wrong with many cells."""

    def __init__(self, at: str, words: str, of: str = "") -> None:
        super().__init__(f"{at} {words.replace(OF, of)}")
        self.at, self.words = at, words.replace(OF, "")


def gone(at: str, title: str) -> Wrong:
    """That there is no such task any more."""
    return Wrong(at, f"的任务{OF}图里已经没有，方案可能换了文本；请重新导出一份", f"“{title}”")


def refuse(name: str, wrong: Sequence[Wrong]) -> None:
    """PolicyGraphError that names the file and every cell that is wrong, where any is; what is wrong with many cells is
    said once."""
    alike: dict[str, list[Wrong]] = {}
    for each in wrong:
        alike.setdefault(each.words, []).append(each)
    said = [line for some in alike.values() for line in _said_once(some)]
    if said:
        more = f"；还有 {len(said) - SHOWN} 处" if len(said) > SHOWN else ""
        raise PolicyGraphError(f"{name}：{'；'.join(said[:SHOWN])}{more}。整份没有收下，请改好再交")


def _said_once(some: Sequence[Wrong]) -> list[str]:
    if len(some) <= ALIKE:
        return [str(each) for each in some]
    cells = "、".join(each.at.rpartition("”")[2] for each in some[1:ALIKE])
    return [f"{some[0].at}、{cells} 等 {len(some)} 处{some[0].words}"]
