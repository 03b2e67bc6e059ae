"""Questions that can be asked of the graph at hand, with names from it."""

from __future__ import annotations

from policygraph.graph.asking.catalog import find_query
from policygraph.graph.asking.known_names import Ask, Names, names_of
from policygraph.graph.questions import fixed_patterns

BY_SLOTS = (
    ("{department}牵头哪些任务？", "谁的任务，什么职责"),
    ("{department}今年有哪些任务？", "谁的任务，哪一年的方案"),
    ("{department}还有几项没完成？", "按台账算到今天的状态"),
    ("{region}谁牵头{words}？", "哪里、什么事，由谁做"),
    ("{region}今年的任务进展怎么样？", "按台账算到今天的状态"),
    ("哪些任务逾期了？", "按台账算到今天的状态"),
    ("今年年底前到期的任务？", "一段时间里到期的"),
    ("{indicator}目标是多少？", "各地各年的指标"),
    ("{indicator}去年完成了多少？", "报告里的完成数"),
    ("{village}有哪些任务？", "落在一个村镇的任务"),
    ("哪些任务没有牵头单位？", "没有写明由谁牵头"),
    ("哪些任务由多个部门牵头？", "有几个牵头单位"),
    ("哪些文件提到{words}？", "正文里有这些字的文件"),
    ("{region}{words}根据上级哪一条？", "任务对应上级的哪一条"),
    ("哪些部门最忙？", "牵头任务多的在前"),
)
"""Each with what it shows; {words} is what some task grows or makes."""


def examples(ask: Ask) -> list[tuple[str, str]]:
    """Questions with names from the graph, and what each is about; only those for which it has names."""
    names = {
        "department": _first(names_of("Department", ask), kind="各"), "region": _place(ask),
        "indicator": _first(names_of("Target", ask)), "village": _first(names_of("Village", ask)),
        "words": _first(names_of("Industry", ask)),
    }  # fmt: skip
    found = []
    for example, about in BY_SLOTS:
        wanted = {name: value for name, value in names.items() if f"{{{name}}}" in example}
        if all(wanted.values()):
            found.append((example.format(**wanted), about))
    return found + [(question, find_query(query).title) for question, query in fixed_patterns.examples(ask)]


def _first(names: Names, kind: str = "\0") -> str | None:
    return next((name for name in names.names if not name.startswith(kind)), None)


def _place(ask: Ask) -> str | None:
    """The lowest place with a plan of its own: whose questions people ask most."""
    found = [row for row in ask("policies", {}) if row["tasks"] and row["region"] and row["level"] != "central"]
    return max(found, key=lambda row: (row["level"] == "county", row["tasks"]))["region"] if found else None
