"""Files that come to their place as a whole or not at all: written beside it, put in it when they are on disk."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ANYBODY, OWNER = 0o666, 0o600  # who may read and write a file, as far as the system's mask lets


@contextmanager
def whole(file: Path, mode: int | None = None, beside: Path | None = None) -> Iterator[Path]:
    """Where to write what shall stand at `file`, whose folder is there. Whatever goes wrong, what stood there stays,
    and nothing else is left. A link stays one; what is no file, such as a pipe, is written to as it is.

    `mode`: who may read and write it; None: whoever might. `beside`: which place to use meanwhile, where nobody else
    can be writing the same file, so that what a crash leaves there is gone with the next.
    """
    there = Path(os.path.realpath(file))
    if there.exists() and not there.is_file():
        yield there
        return
    new = beside or there.with_name(_unused() + there.suffix)
    try:
        made = os.O_TRUNC if beside else os.O_EXCL
        os.close(os.open(new, os.O_WRONLY | os.O_CREAT | made, ANYBODY if mode is None else mode))
        if mode is None and there.exists():
            _keep_rights(there, new)
        yield new
        _to_disk(new)
        new.replace(there)
    except BaseException:
        with contextlib.suppress(OSError):
            new.unlink()
        raise


def replaced(file: Path, data: bytes, mode: int | None = None, beside: Path | None = None) -> None:
    """Write a file as a whole or not at all."""
    with whole(file, mode, beside) as new:
        new.write_bytes(data)


@contextmanager
def whole_folder(folder: Path) -> Iterator[Path]:
    """Where to write the files that shall stand in `folder`, as `whole` has it; others that are there stay."""
    there = Path(os.path.realpath(folder))
    is_new = not there.exists()
    new = (there.parent if is_new else there) / _unused()
    try:
        new.mkdir()
        yield new
        files = sorted(new.iterdir())
        for file in files:
            _to_disk(file)
        if is_new:
            new.rename(there)
        else:
            for file in files:
                file.replace(there / file.name)
            new.rmdir()
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise


def _unused() -> str:
    """A hidden name of its own, for two may be writing the same file; short, as the file's own may be of any length."""
    return f".{secrets.token_hex(4)}"


def _keep_rights(old: Path, new: Path) -> None:
    if not os.access(old, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(old))
    shutil.copymode(old, new)


def _to_disk(file: Path) -> None:
    with file.open("r+b") as stream:
        os.fsync(stream.fileno())
