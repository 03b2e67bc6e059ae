"""An office's own words as one file, to be passed on; and put in the place of those that are there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from policygraph.model.errors import PolicyGraphError, reason
from policygraph.model.overlay import FILES, Overlay
from policygraph.model.whole import replaced
from policygraph.services.vocabulary import laying
from policygraph.services.vocabulary.checking import faults
from policygraph.services.vocabulary.laying import Files

MARK = "policygraph-vocabulary"
FORM = 1  # raised when an earlier program cannot read it
FORMER = ".former.yaml"
"""Ends the name of the file beside the folder that holds what was there before."""


class _Text(str):
    """A file's text, written as it stands, so that the whole can be read and changed by hand."""


class _Dumper(yaml.SafeDumper):
    pass


_Dumper.add_representer(_Text, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|"))


def packed(files: Mapping[str, str]) -> str:
    """The files as one."""
    data = {MARK: FORM, "files": {name: _Text(files[name]) for name in sorted(files)}}
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)


def unpacked(called: str, text: str) -> Files:
    """The files of one. Raises PolicyGraphError where it is none, or of a later program."""
    try:
        data = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError) as error:
        raise PolicyGraphError(f"{called}：不是 policygraph vocabulary export 写出的文件") from error
    if not isinstance(data, dict) or MARK not in data or not isinstance(data.get("files"), dict):
        raise PolicyGraphError(f"{called}：不是 policygraph vocabulary export 写出的文件")
    if data[MARK] != FORM:
        raise PolicyGraphError(f"{called}：是更新的程序写出的；请升级后再导入")
    return {_name(called, name): str(text) for name, text in data["files"].items()}


def _name(called: str, name: Any) -> str:
    """Nothing else, and nothing elsewhere, may be written."""
    if not isinstance(name, str) or not laying.is_known(name) or Path(name).name != name or "\\" in name:
        raise PolicyGraphError(
            f"{called}：里面有不认识的词表文件 {name}；可以是 {'、'.join(FILES)}，或查询 名字.cypher"
        )
    return name


def read(place: Path) -> Files:
    """What a folder of words holds, or a file that `packed` wrote. Raises PolicyGraphError."""
    if place.is_dir():
        return laying.read_files(place)
    return unpacked(str(place), laying.text_of(place))


def joined(there: Files, new: Files, *, replace: bool) -> Files:
    """`new` beside what is there. Raises PolicyGraphError where a file is there with another text, unless `replace`."""
    other = [name for name, text in new.items() if there.get(name, text) != text]
    if other and not replace:
        raise PolicyGraphError(
            f"已有 {'、'.join(other)}，内容不同；加 --replace 用新的代替（原来的会另存一份），或先把两边的词并到一起"
        )
    return {**there, **new}


def put(where: Path, files: Files) -> Overlay:
    """Put the files in the place of those of the folder, which are kept beside it. The words, which are checked first.

    Raises PolicyGraphError where they are wrong, and nothing is written then.
    """
    words = laying.of_files(files, str(where))
    if wrong := faults(words):
        raise PolicyGraphError(wrong[0].said)
    there = laying.read_files(where) if where.exists() else {}
    try:
        where.mkdir(parents=True, exist_ok=True)
        if there and there != files:
            replaced(former(where), packed(there).encode())
        for name, text in files.items():
            if there.get(name) != text:
                replaced(where / name, text.encode())
        for name in there.keys() - files.keys():
            (where / name).unlink(missing_ok=True)
    except OSError as error:
        raise PolicyGraphError(f"{where}：写不进去（{reason(error)}）") from error
    return words


def former(where: Path) -> Path:
    """Where what was there before is kept, for `import` to bring back."""
    return where.with_name(where.name + FORMER)


def take(place: str | Path | None, files: Files) -> None:
    """Put the files beside the graph at a place, and read by them from now on."""
    put(laying.folder(place), files)
    laying.lay(place)
