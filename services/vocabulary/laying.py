"""The folder of an office's own words, read into an overlay and laid when a graph is opened."""

from __future__ import annotations

import os
from functools import cache, lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path

from policygraph.model import overlay
from policygraph.model.errors import PolicyGraphError, reason
from policygraph.model.overlay import FILES, QUERY, Layer, Overlay
from policygraph.model.own import hooks
from policygraph.services.beside import beside

FOLDER = "vocabulary"
VARIABLE = "POLICYGRAPH_VOCABULARY"
LARGEST = 1 << 20  # bytes of a file; the package's have 35,000
Files = dict[str, str]
"""Texts by the name of the file."""


def folder(place: str | Path | None) -> Path:
    """Where the own words of the graph at `place` are, if any: where the environment says, else beside it.

    >>> folder("graphs/county.kgl").name
    'county.vocabulary'
    """
    named = os.environ.get(VARIABLE)
    return Path(named).expanduser() if named else beside(place, FOLDER)


def lay(place: str | Path | None) -> Overlay:
    """Work by the words of the graph at `place` from here on. Raises PolicyGraphError where they cannot be used."""
    words = of(folder(place))
    overlay.lay(words)
    return words


def of(where: Path) -> Overlay:
    """The words of a folder on those of extensions. Raises PolicyGraphError where one cannot be read or is wrong."""
    words, wrong = _checked(where, _state(where))
    if wrong:
        raise PolicyGraphError(wrong)
    return words


def of_files(files: Files, called: str = "") -> Overlay:
    """The same for what is not in a folder (yet); nothing is checked."""
    layers = of_extensions()
    return Overlay((*layers, Layer.of(called, files)) if files else layers)


def read_files(where: Path) -> Files:
    """The files of a folder; none where it is not there. Raises PolicyGraphError for one that cannot be read."""
    return {each.name: _text(each) for each in _own(where)}


def is_known(name: str) -> bool:
    return name in FILES or name.endswith(QUERY)


@lru_cache(4)
def _checked(where: Path, state: tuple[tuple[str, int, int], ...]) -> tuple[Overlay, str]:
    """The words, and what is wrong in them. `state`: of the files; what is the same is not checked again."""
    words = of_files(read_files(where), str(where))
    if state:
        from policygraph.services.vocabulary.checking import faults  # with all that reads

        if wrong := [each.said for each in faults(words) if not each.of_query]:
            more = f"（还有 {len(wrong) - 1} 处，见 policygraph vocabulary check）" if len(wrong) > 1 else ""
            return words, f"{wrong[0]}{more}"
    return words, ""


def _state(where: Path) -> tuple[tuple[str, int, int], ...]:
    return tuple((each.name, (s := each.stat()).st_mtime_ns, s.st_size) for each in _own(where))


def _own(where: Path) -> list[Path]:
    if not where.is_dir():
        if where.exists():
            raise PolicyGraphError(f"{where}：词表应是一个文件夹")
        return []
    return sorted(each for each in where.iterdir() if each.suffix in (".yaml", ".yml", QUERY) and each.is_file())


def _text(file: Path) -> str:
    if not is_known(file.name):
        raise PolicyGraphError(f"{file}：不认识的词表文件；可以是 {'、'.join(FILES)}，或查询 名字.cypher")
    return text_of(file)


def text_of(file: Path) -> str:
    """The text of a file. Raises PolicyGraphError."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise PolicyGraphError(f"{file}：读不出来（{reason(error)}）") from error
    return decoded(str(file), data)


def decoded(called: str, data: bytes) -> str:
    """The text of a file's bytes. Raises PolicyGraphError."""
    if len(data) > LARGEST:
        raise PolicyGraphError(f"{called}：超过 {LARGEST >> 20} MB，不像词表；请检查放错了文件没有")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise PolicyGraphError(f"{called} 第 {line} 行：不是 UTF-8 编码；请在编辑器里另存为 UTF-8") from error


# --- of other packages ------------------------------------------------------------------------------------------------


@cache
def of_extensions() -> tuple[Layer, ...]:
    """The word lists that installed packages bring, each a layer; one that is wrong is left out, and told."""
    layers: list[Layer] = []
    for name, module in hooks.found(hooks.VOCABULARY):
        try:
            layer = Layer.of(f"扩展 {name}", _files_in(name, module))
            from policygraph.services.vocabulary.checking import faults

            if wrong := faults(Overlay((*layers, layer))):
                raise PolicyGraphError(wrong[0].said)
            layers.append(layer)
        except Exception as error:  # a stranger's
            hooks.failed(hooks.VOCABULARY, name, error)
    return tuple(layers)


def _files_in(name: str, package: object) -> Files:
    """`package`: a module with the files beside it, or a folder (`importlib.resources`)."""
    from importlib.resources import files

    where: Traversable = package if isinstance(package, Traversable) else files(package)  # type: ignore[arg-type]
    found = {each.name: each for each in where.iterdir() if is_known(each.name)}
    return {name_: decoded(f"扩展 {name}/{name_}", each.read_bytes()) for name_, each in found.items()}
