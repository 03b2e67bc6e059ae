"""The commands `policygraph vocabulary …`: an office's own words, checked, tried on the graph, passed on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from policygraph.graph.stores.opening import open_store
from policygraph.graph.stores.store import NoDatabaseError
from policygraph.graph.transfer.files import check_file, writing
from policygraph.model.errors import PolicyGraphError
from policygraph.model.overlay import FILES, Overlay
from policygraph.options import Output, Unlaid
from policygraph.recorded import recorded
from policygraph.services.vocabulary import laying, passing
from policygraph.shell.said import message
from policygraph.show import Format, progress, show

vocabulary_app = typer.Typer(
    help="本单位自己的词：检查、看改了会怎样、传给别的单位。", no_args_is_help=True, rich_markup_mode=None
)
Place = Annotated[
    Path | None, typer.Argument(help="词表的文件夹，或 export 写出的文件；不写则为这个图的", metavar="WORDS")
]


@vocabulary_app.command("check")
def check_command(words: Place = None, database: Unlaid = None) -> None:
    """检查词表：写错的，指出文件和行。"""
    from policygraph.services.vocabulary.checking import faults, own_words

    where, overlay = _words(words, database)
    found = faults(overlay)
    for each in found:
        message(f"错误：{each.said}")
    if found:
        raise typer.Exit(1)
    counts = {zh: sum(1 for _ in own_words(overlay, name)) for name, zh in FILES.items()}
    listed = [f"{zh} {count} 个" for zh, count in counts.items() if count]
    listed += [f"查询 {len(list(overlay.queries()))} 个"] if any(overlay.queries()) else []
    message(f"{where}：{'，'.join(listed)}；没有错误" if listed else f"{where}：没有自己的词")


@vocabulary_app.command("diff")
def diff_command(words: Place = None, database: Unlaid = None, output: Output = Format.table) -> None:
    """换成这些词，图里的文件会读成什么样（只试读，不改图）。不写 WORDS，则看现在的词与程序自带的相比。"""
    from policygraph.services.vocabulary.checking import faults

    present = laying.of(laying.folder(database))
    _, new = _words(words, database)
    if wrong := faults(new):
        raise PolicyGraphError(wrong[0].said)
    old = laying.of_files({}) if words is None else present
    _show(database, old, new, output)


@vocabulary_app.command("export")
@recorded("export", "file")
def export_command(
    file: Annotated[Path, typer.Argument(help="写到哪个文件（.yaml）", metavar="FILE")], database: Unlaid = None
) -> None:
    """把词表写成一个文件，传给别的单位。"""
    check_file(file, (".yaml", ".yml"))
    where = laying.folder(database)
    files = laying.read_files(where)
    if not files:
        raise PolicyGraphError(f"{where}：没有自己的词，没有可写的")
    with writing(file) as new:
        new.write_text(passing.packed(files), encoding="utf-8", newline="\n")
    message(f"已写 {file}：{len(files)} 个文件")


@vocabulary_app.command("import")
@recorded("vocabulary", "words")
def import_command(
    words: Annotated[Path, typer.Argument(help="词表的文件夹，或 export 写出的文件", metavar="WORDS")],
    replace: Annotated[bool, typer.Option("--replace", help="已有的同名文件，用新的代替（原来的另存一份）")] = False,
    database: Unlaid = None,
) -> None:
    """用上别处来的词表：先检查，再放进这个图的词表文件夹。"""
    where = laying.folder(database)
    there = laying.read_files(where)
    passing.put(where, passing.joined(there, passing.read(words), replace=replace))
    message(f"已放进 {where}。用 policygraph ingest 再读原来的文件夹，有这些词的文件会按新的词重读")
    if there and passing.former(where).exists():
        message(f"原来的词存在 {passing.former(where)}；要换回，用 policygraph vocabulary import --replace 导入它")


def _words(words: Path | None, database: str | None) -> tuple[Path, Overlay]:
    where = laying.folder(database) if words is None else words
    if words is not None and not words.exists():
        raise PolicyGraphError(f"{words}：没有这个文件或文件夹")
    return where, laying.of_files(passing.read(where) if where.exists() else {}, str(where))


def _show(database: str | None, old: Overlay, new: Overlay, output: Format) -> None:
    from policygraph.services.vocabulary.differing import COLUMNS, difference, rows_of, told

    try:
        with open_store(database) as store, progress() as advance:
            found = difference(store, old, new, advance)
    except NoDatabaseError:
        message("图里还没有内容：词表没有可比的文件")
        return
    for each in found.words:
        message(each.in_words)
    for line in told(found):
        message(line)
    if rows := rows_of(found):
        show(rows, COLUMNS, output, "读出来会不一样的（举例）")
