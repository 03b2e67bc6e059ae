"""Formats that another program reads better, through LibreOffice where it is installed: .doc, .wps, .rtf, .odt, .xls,
.et, .ods.

Without it antiword and catdoc give at least the text of a .doc.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from functools import partial
from pathlib import Path

from policygraph.ingest.formats import limits
from policygraph.ingest.formats.office import docx, xlsx
from policygraph.ingest.formats.plain import read_plain
from policygraph.ingest.formats.raw import RawText
from policygraph.model.errors import PolicyGraphError

OFFICE = ("soffice", "libreoffice")
SHEETS = (".xls", ".et", ".ods")


def read(data: bytes, suffix: str) -> RawText:
    """A file that LibreOffice opens. Raises PolicyGraphError that says what to install, or what went wrong."""
    office = next((found for name in OFFICE if (found := shutil.which(name))), None)
    if office is not None:
        return _through_office(office, data, suffix)
    if suffix == ".doc":
        for name, options in (("antiword", ("-m", "UTF-8.txt", "-w", "0")), ("catdoc", ("-d", "utf-8", "-w"))):
            if (program := shutil.which(name)) is not None:
                return _through_filter([program, *options], data)
    wanted = "xlsx" if suffix in SHEETS else "docx"
    raise PolicyGraphError(f"读 {suffix} 文件要用 LibreOffice，这台机器上没有；请安装，或用 WPS 另存为 .{wanted}")


doc, wps, rtf, odt = (partial(read, suffix=each) for each in (".doc", ".wps", ".rtf", ".odt"))
xls, et, ods = (partial(read, suffix=each) for each in SHEETS)


def _through_office(office: str, data: bytes, suffix: str) -> RawText:
    """A profile of its own, so that it neither waits for an open LibreOffice nor runs its macros."""
    kind = "xlsx" if suffix in SHEETS else "docx"
    with tempfile.TemporaryDirectory(prefix="policygraph-") as folder:
        source = Path(folder) / f"source{suffix}"
        source.write_bytes(data)
        command = [office, f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}", "--headless", "--norestore"]
        command += ["--convert-to", kind, "--outdir", str(Path(folder) / "out"), str(source)]
        _run(command)
        made = Path(folder) / "out" / f"source.{kind}"
        if not made.is_file():
            raise PolicyGraphError(f"LibreOffice 打不开这个 {suffix} 文件，可能已损坏或有密码；请用 WPS 另存为 .{kind}")
        converted = made.read_bytes()
    return xlsx.read(converted) if kind == "xlsx" else docx.read(converted)


def _through_filter(command: list[str], data: bytes) -> RawText:
    with tempfile.TemporaryDirectory(prefix="policygraph-") as folder:
        source = Path(folder) / "source.doc"
        source.write_bytes(data)
        text = _run([*command, str(source)])
    if not text.strip():
        raise PolicyGraphError("从这个 .doc 文件里没有读出文字；请用 WPS、Word 另存为 .docx")
    return read_plain(text)


def _run(command: list[str]) -> bytes:
    """What the program writes. Raises PolicyGraphError where it takes too long; all that it started ends with it."""
    quiet = subprocess.DEVNULL
    limits.allow(limits.CONVERT_SECONDS)
    with subprocess.Popen(
        command, stdin=quiet, stdout=subprocess.PIPE, stderr=quiet, start_new_session=True
    ) as process:
        try:
            written, _ = process.communicate(timeout=limits.CONVERT_SECONDS)
            return written
        except subprocess.TimeoutExpired:
            if os.name == "posix":
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
            raise PolicyGraphError(
                f"转换超过 {limits.CONVERT_SECONDS} 秒，已停止；请用 WPS、Word 另存为 .docx"
            ) from None
