"""Make the pages of docs/ that come from the code: data dictionary, queries, commands, and tables within pages.

    python -m scripts.make_docs           # writes what differs
    python -m scripts.make_docs --check   # says what differs, and fails

They are kept in the repository, so that they can be read beside the code; tests/house/test_docs.py holds them to it.
"""

from __future__ import annotations

import re
import sys
from ast import get_docstring, parse
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import typer

from policygraph.cli import app
from policygraph.graph.asking.catalog import Query, catalog
from policygraph.graph.stores.opening import default_place
from policygraph.ingest.formats import registry
from policygraph.model.ontology import to_markdown

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
FLOORS = ("model", "ingest", "graph", "services", "app", "policygraph")
MADE = "<!-- 由 scripts/make_docs.py 生成，请不要手改 -->\n\n"


def pages() -> dict[Path, str]:
    """What each made page, or page with a made table, should hold."""
    return {
        DOCS / "researchers/data-dictionary.md": to_markdown(),
        DOCS / "researchers/queries.md": MADE + queries(catalog().values()),
        DOCS / "users/commands.md": MADE + commands(),
        ROOT / "policygraph/shell/commands.tsv": "".join(f"{name}\t{said}\n" for name, said in listed()),
        DOCS / "users/formats.md": filled(DOCS / "users/formats.md", "formats", formats()),
        DOCS / "engineers/house.md": filled(DOCS / "engineers/house.md", "rooms", rooms()),
    }


def filled(page: Path, name: str, table: str) -> str:
    """The page with `table` between its marks `<!-- name -->` and `<!-- /name -->`."""
    pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.S)
    text, found = pattern.subn(lambda match: f"{match[1]}\n{table}\n{match[2]}", page.read_text(encoding="utf-8"))
    if found != 1:
        raise SystemExit(f"{page.relative_to(ROOT)}：缺少 <!-- {name} --> 和 <!-- /{name} -->")
    return text


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [headings, ["---"] * len(headings), *rows]
    cells = ([cell.replace("|", "\\|").replace("\n", " ") for cell in line] for line in lines)
    return "".join(f"| {' | '.join(line)} |\n" for line in cells)


def queries(known: Iterable[Query]) -> str:
    """The catalogue by its first tags: what each query answers, its parameters and columns."""
    parts = [
        "# 现成的查询\n\n每个都是 `queries/` 里的一个 `.cypher` 文件；"
        "命令行 `policygraph query 名字 -p 参数=值`，网页的“查询”里填空即可。\n"
    ]
    by_tag: dict[str, list[Query]] = {}
    for query in known:
        by_tag.setdefault(query.tags[0], []).append(query)
    for tag, some in sorted(by_tag.items()):
        parts.append(f"\n## {tag}\n")
        for query in some:
            parts.append(f"\n### {query.name}\n\n{query.title}：{query.answers}\n")
            if query.parameters:
                rows = [
                    (f"`{each.name}`", each.zh, each.type, "必填" if each.required else "", f"`{each.example}`")
                    for each in query.parameters
                ]
                parts.append("\n" + table(("参数", "中文", "类型", "", "例"), rows))
            shown = "、".join(f"{each.zh}（`{each.name}`）" for each in query.columns)
            parts.append(f"\n列：{shown}\n")
    return "".join(parts)


def listed() -> Iterable[tuple[str, str]]:
    """What each command says of itself in the list of all."""
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        yield name, command.get_short_help_str(limit=1000)


def commands() -> str:
    """Every command with its arguments and options."""
    top = typer.main.get_command(app)
    return "# 全部命令\n\n" + "".join(_command(top, "policygraph", ()))


def _command(command: Any, name: str, above: tuple[str, ...]) -> Iterable[str]:
    path = (*above, name)
    inner = getattr(command, "commands", None)
    if above:
        yield f"\n{'##' if len(path) == 2 else '###'} {' '.join(path)}\n\n{(command.help or '').strip()}\n"
    rows = [_parameter(each) for each in command.params if each.name != "help"]
    if rows and above:
        yield "\n" + table(("参数、选项", "说明"), rows)
    for each in sorted(inner or ()):
        yield from _command(inner[each], each, path)


def _parameter(parameter: Any) -> tuple[str, str]:
    is_option = parameter.param_type_name == "option"
    names = [*parameter.opts, *parameter.secondary_opts] if is_option else [parameter.metavar or parameter.name]
    said = (getattr(parameter, "help", None) or "").strip()
    said = said.replace(str(default_place()), "用户的数据文件夹")
    return "、".join(f"`{each}`" for each in names), said


def formats() -> str:
    """Each format: its suffixes, what is read of it and what is not, as its entry says."""
    rows = [
        (each.name, " ".join(each.suffixes), each.covers, each.leaves_out)
        for each in registry.all_read()
        if each not in registry.of_extensions()
    ]
    return table(("格式", "后缀", "读什么", "不读什么"), rows)


def rooms() -> str:
    """Each room: what it is for and what it may import, as its `__init__` says."""
    rows = []
    for floor in FLOORS:
        inits = [ROOT / floor / "__init__.py", *sorted((ROOT / floor).glob("*/**/__init__.py"))]
        for init in inits:
            if not any(parent.is_symlink() for parent in init.parents):  # seen through a link in policygraph/
                what, _, may = (get_docstring(parse(init.read_text(encoding="utf-8"))) or "").partition("\n\n")
                found = re.search(r"May import: (.*)\.", may)
                rows.append((f"`{init.parent.relative_to(ROOT).as_posix()}/`", what, found[1] if found else "all"))
    return table(("room", "what it is for", "may import"), rows)


def main(check: bool) -> int:
    made = pages().items()
    stale = {page: text for page, text in made if not page.exists() or page.read_text(encoding="utf-8") != text}
    for page, text in stale.items():
        print(f"{page.relative_to(ROOT)} {'和代码不一致；请运行 make docs-pages' if check else '已更新'}")
        if not check:
            page.write_text(text, encoding="utf-8")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv))
