"""Outline files: a policy that is known by its headings alone, written down in YAML (see README).

The file's own text is the document, and each heading in it is the evidence of the measure that it names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from policygraph.ingest.head import titles
from policygraph.ingest.places.document_region import find_jurisdiction
from policygraph.ingest.places.region_names import COUNTRY, Place
from policygraph.ingest.relating.writer import Writer
from policygraph.ingest.text.characters import for_matching
from policygraph.ingest.text.cleaned import Cleaned
from policygraph.model import records as r
from policygraph.model.errors import PolicyGraphError
from policygraph.model.ontology import ontology
from policygraph.model.records import Records

LONGEST = 200_000  # characters; the longest outline of a policy has some thousands
DEEPEST = 20  # lists in lists; an outline has four
FIELDS = ("title", "also_known_as", "level", "number", "issued_on", "sections")
LOOKS = re.compile(r"^sections:", re.MULTILINE)


def looks_like(text: str) -> bool:
    """Whether a YAML file that lies in a folder is meant to be an outline; others are no documents."""
    return bool(LOOKS.search(text)) and bool(re.search(r"^title:", text, re.MULTILINE))


def read(text: str) -> Records:
    """The policy of an outline file with its measures. Raises PolicyGraphError that says what is wrong, and where."""
    fields = _mapping(_parsed(text), "提纲")
    if unknown := [name for name in fields if name not in FIELDS]:
        raise PolicyGraphError(f"提纲里不认得 {'、'.join(unknown)}；可写 {'、'.join(FIELDS)}")
    if missing := [name for name in ("title", "level", "sections") if name not in fields]:
        raise PolicyGraphError(f"提纲缺少 {'、'.join(missing)}；格式见 README")
    title, level = _words(fields["title"], "title"), _words(fields["level"], "level")
    levels = ontology().nodes["Policy"].properties["level"].values
    if level not in levels:
        raise PolicyGraphError(f"提纲的 level 应是 {'、'.join(levels)} 之一，得到 {level}")
    writer = Writer(Cleaned.of(text), text)
    genre = titles.genre_of([for_matching(title)], "")
    writer.node(*writer.document, title, title=title, genre=genre, text=text)
    place = _place(title, level)
    key = titles.title_key(title)
    policy = writer.node(
        "Policy", r.policy_id(key, level, place.id if place else None), title, title=title, level=level,
        number=_words(fields["number"], "number") if "number" in fields else None,
        issued_on=_date(fields["issued_on"]) if "issued_on" in fields else None,
        aliases=[_words(each, "also_known_as") for each in _items(fields.get("also_known_as"), "also_known_as")],
        status="issued", region=place.name if place else None, region_id=place.id if place else None,
        key=key,
    )  # fmt: skip
    writer.edge("STATES", writer.document, policy, _span(text, fields["title"]), role="outline")
    if place:
        writer.edge("APPLIES_TO", policy, writer.region(place), _span(text, fields["title"]), basis="context")
    used: Counter[str] = Counter()
    for position, (section, number, node) in enumerate(_measures(fields["sections"]), start=1):
        name, (start, end) = _words(node, "measures"), _span(text, node)
        id_ = r.task_id(writer.id, section, number, name)
        used[id_] += 1
        id_ = r.task_id(writer.id, section, number, name, used[id_] - 1)
        task = writer.node(
            "Task", id_, name, title=name, number=number, text=name, position=position, start=start, end=end
        )
        writer.records.nodes[-1].properties["section"] = section
        writer.edge("STATED_IN", task, writer.document, (start, end))
        writer.edge("PART_OF", task, policy, (start, end))
    return writer.records


def _parsed(text: str) -> Node:
    if len(text) > LONGEST:
        raise PolicyGraphError(f"提纲有 {len(text)} 字，最多 {LONGEST} 字；正文请另存为 .txt 或 .docx 导入")
    try:
        _check_events(text)
        root = yaml.compose(text, yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = f"第 {error.problem_mark.line + 1} 行" if error.problem_mark else "某处"
        raise PolicyGraphError(f"提纲不是正确的 YAML：{line}写得不对（缩进、冒号或引号？）") from error
    except yaml.YAMLError as error:
        raise PolicyGraphError("提纲不是正确的 YAML：含有不能显示的字符") from error
    if root is None:
        raise PolicyGraphError("提纲是空的；格式见 README")
    return root


def _check_events(text: str) -> None:
    """Refuses what no outline has before it costs anything: a nest takes the square of its depth."""
    depth = 0
    for event in yaml.parse(text, yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise PolicyGraphError("提纲里不能用 YAML 的引用（& 和 *）；请把内容写全")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise PolicyGraphError("提纲不是正确的 YAML：套了太多层")


def _measures(sections: Node) -> Iterator[tuple[list[str], str | None, Node]]:
    """Headings from the outside in, number and title of each measure."""
    for each in _items(sections, "sections"):
        section = _mapping(each, "sections 的一项")
        if "measures" not in section:
            raise PolicyGraphError(f"提纲第 {each.start_mark.line + 1} 行：这一部分缺少 measures（序号: 标题）")
        headings = [_words(section["title"], "title")] if "title" in section else []
        if not isinstance(section["measures"], MappingNode):
            raise PolicyGraphError(f"提纲第 {each.start_mark.line + 1} 行：measures 应是“序号: 标题”")
        for number, title in section["measures"].value:
            yield headings, re.sub(r"[（）()、.\s]", "", _words(number, "measures")) or None, title


def _mapping(node: Node, what: str) -> dict[str, Node]:
    if not isinstance(node, MappingNode):
        raise PolicyGraphError(f"提纲第 {node.start_mark.line + 1} 行：{what}应是“名称: 内容”；格式见 README")
    return {_words(key, what): value for key, value in node.value}


def _items(node: Node | None, what: str) -> list[Node]:
    if node is None:
        return []
    if not isinstance(node, SequenceNode):
        raise PolicyGraphError(f"提纲第 {node.start_mark.line + 1} 行：{what} 应是一个列表；格式见 README")
    return list(node.value)


def _words(node: Node, what: str) -> str:
    words = " ".join(node.value.split()) if isinstance(node, ScalarNode) else ""
    if not words:
        raise PolicyGraphError(f"提纲第 {node.start_mark.line + 1} 行：{what} 应是文字，不能空着")
    return words


def _date(node: Node) -> str:
    written = _words(node, "issued_on")
    try:
        return date.fromisoformat(written).isoformat()
    except ValueError:
        raise PolicyGraphError(f"提纲的 issued_on 应写成 2024-01-01 这样，得到 {written}") from None


def _span(text: str, node: Node) -> tuple[int, int]:
    """Where the words of a scalar stand, without quotes."""
    start, end = node.start_mark.index, node.end_mark.index
    found = text.find(node.value, start, end)
    return (found, found + len(node.value)) if found >= 0 else (start, end)


def _place(title: str, level: str) -> Place | None:
    """Whose policy it is, by its title."""
    if level == "central":
        return COUNTRY
    folded = for_matching(title)
    place = find_jurisdiction([folded], folded).place
    return place if place and place.level == level else None
