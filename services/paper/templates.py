"""Templates of an office: in the folder beside its graph, one for all papers or one for a kind."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import OpcError
from lxml.etree import XMLSyntaxError

from policygraph.graph.transfer.files import check_file, writing
from policygraph.ingest.formats.office.package import open_zip
from policygraph.model.errors import PolicyGraphError, reason
from policygraph.model.paths import readable
from policygraph.services.beside import beside
from policygraph.services.paper import look

FOLDER = "templates"
FOR_ALL = "公文"
AGAIN = "；请用 Word、WPS 另存为 .docx，或把它移走后运行 policygraph paper template 重新写一份"


class Template(NamedTuple):
    """A template opened. `ids`: of its styles by their names."""

    document: Any
    ids: Mapping[str, str]


def folder(place: str | Path | None) -> Path:
    """Where the templates of the graph at `place` are."""
    return beside(place, FOLDER)


def find(place: str | Path | None, kind: str) -> Path | None:
    """The template of an office for that kind of paper, else its template for all; None: it has neither."""
    files = (folder(place) / f"{name}.docx" for name in (kind, FOR_ALL))
    return next((file for file in files if file.exists()), None)


def open_template(place: str | Path | None, kind: str) -> Template:
    """The template for a kind of paper. PolicyGraphError for one that is damaged, or lacks a style or a place."""
    file = find(place, kind)
    try:
        content = look.template() if file is None else file.read_bytes()
    except OSError as error:
        raise PolicyGraphError(f"读不了模板 {readable(str(file))}：{reason(error)}") from error
    document, called = _opened(content, file), readable(str(file)) if file else "（自带的）"
    ids = {style.name: style.style_id for style in document.styles}
    if missing := [name for name in look.look().styles if look.shown(name) not in ids]:
        raise PolicyGraphError(f"模板 {called} 缺少样式：{'、'.join(missing)}{AGAIN}")
    if [paragraph.text.strip() for paragraph in document.paragraphs].count(look.BODY) != 1:
        raise PolicyGraphError(f"模板 {called} 里要有一段、只有一段是 {look.BODY}，正文放在那里")
    return Template(document, ids)


def _opened(content: bytes, file: Path | None) -> Any:
    wrong = f"模板 {readable(str(file))} 打不开：不是 .docx，或已损坏{AGAIN}"
    open_zip(content, damaged=wrong)
    try:
        return docx.Document(io.BytesIO(content))
    except (OpcError, BadZipFile, XMLSyntaxError, KeyError, ValueError, AttributeError, OSError) as error:
        raise PolicyGraphError(wrong) from error


def write_template(place: str | Path | None, file: Path | None = None) -> Path:
    """Our own template for an office to change: into its folder, or into `file`. PolicyGraphError where it has one."""
    target = file or folder(place) / f"{FOR_ALL}.docx"
    if target.exists():
        raise PolicyGraphError(f"已有 {readable(str(target))}；要重新写，请先把它移走或改名")
    if file is None:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise PolicyGraphError(f"写不了 {readable(str(target))}：{reason(error)}") from error
    check_file(target, (".docx",))
    with writing(target) as new:
        new.write_bytes(look.template())
    return target
