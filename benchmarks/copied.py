"""What is lost when a PDF's words are copied and pasted instead of given as a file.

    python -m benchmarks.copied             # every PDF of ../shared/wild/pdf
    python -m benchmarks.copied FOLDER

Each PDF is read as a file, and the text that copying all of it gives (pypdfium2) as a .txt. Reading the file knows the
lines of a table; what it finds is taken as right, though it is not all right, and each role of a unit is counted once a
task: a name that only the copy has, or has too often, is against precision.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pypdfium2

from policygraph.ingest import documents
from policygraph.model.errors import PolicyGraphError
from policygraph.model.records import Records
from tests.paths import SHARED

ROLES = ("LEADS", "SUPPORTS")


def copied(path: Path) -> str:
    """The words of a PDF as copying gives them: a line each, without what is drawn."""
    with pypdfium2.PdfDocument(path) as pdf:
        pages = [pdf[n].get_textpage().get_text_range() for n in range(len(pdf))]
    return "\n".join(page.replace("\r\n", "\n").replace("\r", "\n") for page in pages)


def units(records: Records, role: str) -> Counter[str]:
    """How often each unit has a role."""
    own = {(edge.type, edge.source, edge.target) for edge in records.edges if edge.type == role}
    return Counter(source[1] for _, source, _ in own)


def main(folder: Path) -> None:
    totals: Counter[tuple[str, str]] = Counter()
    for path in sorted(folder.glob("*.pdf")):
        try:
            given = documents.read_bytes(path.read_bytes(), path.name)
            again = documents.read_bytes(copied(path).encode(), f"{path.stem}.txt")
        except PolicyGraphError as error:
            print(f"{path.name}: {error}")
            continue
        told = [path.name]
        for role in ROLES:
            there, found = units(given, role), units(again, role)
            counts = {"file": there.total(), "copy": found.total(), "both": (there & found).total()}
            totals.update({(role, name): number for name, number in counts.items()})
            told.append(f"{role} {counts['file']} {counts['copy']} {counts['both']}")
        print("\t".join([*told, str(again.nodes[0].properties.get("reading_state"))]))
    for role in ROLES:
        both, copy, file = (totals[role, name] for name in ("both", "copy", "file"))
        print(f"{role}: P {both / max(1, copy):.3f} R {both / max(1, file):.3f} ({both} of {copy} and {file})")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED / "wild" / "pdf")
