"""Archives of documents, whole and broken, as tests read them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from tests import render
from tests.ingest.formats.test_formats import PLANS, sample

TEXTS = [sample(name) for name in sorted(PLANS)]
PLAN = TEXTS[-1].encode()


def packed(members: Mapping[str, bytes]) -> bytes:
    """A .zip of files by their names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


MEMBERS = {
    "方案/县.txt": PLAN,
    "方案/区.docx": render.to_docx(TEXTS[-2]),
    "../外面.txt": PLAN,
    "/绝对.txt": PLAN,
    "里面.zip": packed({"县.txt": PLAN}),
    "坏.docx": b"PK\x03\x04",
    "图表.dwg": b"x",
    "__MACOSX/._县.txt": b"x",
    ".DS_Store": b"x",
}
# a member, words of the error, or "" where it is read
OUTCOMES = {
    "方案/县.txt": "",
    "方案/区.docx": "",
    "../外面.txt": "指向包外",
    "/绝对.txt": "指向包外",
    "里面.zip": "压缩包里的压缩包",
    "坏.docx": "已损坏",
}
