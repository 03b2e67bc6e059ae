"""Files that the graph is written into, for people and other programs."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from policygraph.model.errors import PolicyGraphError, reason
from policygraph.model.paths import readable
from policygraph.model.whole import whole, whole_folder


def check_file(file: Path, suffixes: Sequence[str] = ()) -> None:
    """PolicyGraphError, before there is any work, for a file that is not to be written, or of a kind that is not.

    `suffixes`: those of its kind, where the file's name must tell.
    """
    _check_place(file)
    if file.is_dir():
        raise PolicyGraphError(f"写不了 {readable(file)}：这是文件夹，不是文件")
    if suffixes and file.suffix.lower() not in suffixes:
        raise PolicyGraphError(f"写不了 {readable(file)}：文件名要以 {' 或 '.join(suffixes)} 结尾")


def check_folder(folder: Path) -> None:
    """PolicyGraphError, before there is any work, for a folder that is none, or cannot be made where it is to be."""
    _check_place(folder)
    if folder.exists() and not folder.is_dir():
        raise PolicyGraphError(f"写不了 {readable(folder)}：这不是文件夹")


def writing(file: Path) -> AbstractContextManager[Path]:
    """Where to write what shall stand at `file` as a whole; says in one line what is wrong with the place."""
    return _said(file, whole(file))


def writing_folder(folder: Path) -> AbstractContextManager[Path]:
    """Where to write the files that shall stand in `folder`, which is made if it is not there."""
    return _said(folder, whole_folder(folder))


@contextmanager
def _said(place: Path, written: AbstractContextManager[Path]) -> Iterator[Path]:
    _check_place(place)
    try:
        with written as new:
            yield new
    except Exception as error:
        if (refused := _refusal(error)) is None:
            raise
        raise PolicyGraphError(f"写不了 {readable(place)}：{reason(refused)}") from error


def _refusal(error: Exception) -> OSError | None:
    """What the system refuses; lxml, by which openpyxl writes sheets, has an error of its own, named as the number."""
    from lxml.etree import SerialisationError  # takes its time to load

    if isinstance(error, SerialisationError):
        return OSError(getattr(errno, str(error).removeprefix("IO_"), errno.EIO), str(error))
    return error if isinstance(error, OSError) else None


def _check_place(place: Path) -> None:
    """A folder is not made on the way to a file: its name may be a slip."""
    try:
        place.parent.stat()
    except FileNotFoundError as error:
        raise PolicyGraphError(f"写不了 {readable(place)}：没有 {readable(place.parent)} 这个文件夹") from error
    except OSError as error:
        raise PolicyGraphError(f"写不了 {readable(place)}：{reason(error)}") from error
