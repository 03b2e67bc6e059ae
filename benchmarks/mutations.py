"""Files of every format, damaged in every way: each is read or refused in one clear line, within its limits.

What is damaged are the sample plans, written in each format by other libraries than we read with: bits flipped, ends
cut off, control characters put in, pieces swapped, left out, doubled or put to zero; in packages also inside a part
that is packed again, so that the damage passes their checksums. Number N is the same file on every machine.

    python -m benchmarks.mutations 20000            # the first 20,000
    python -m benchmarks.mutations 1 --first 4711   # one of them again
"""

from __future__ import annotations

import argparse
import io
import random
import re
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import islice
from pathlib import Path

from policygraph.ingest.sources import Opened, Source
from policygraph.model.errors import PolicyGraphError
from policygraph.services import readers
from policygraph.services.reading import TOO_MUCH
from tests import hostile_files, render, render_ofd
from tests.archives import packed

SAMPLES = sorted((Path(__file__).resolve().parent.parent / "data" / "samples").glob("*.txt"))
LENGTH = 1500
"""Characters of each plan: so long a beginning has a head, tasks, figures and roles."""
ROWS = (
    ("序号", "重点任务", "牵头单位", "完成时限"),
    ("1", "改造管网20公里", "县水利局、县财政局", "2025年6月"),
    ("2", "整治沟渠8条", "县水利局", "2025年9月底前"),
)
OUTLINE = (
    "title: 青穗县节水意见\nlevel: county\nissued_on: 2025-03-01\n"
    "sections:\n- title: 节水\n  measures: {1: 修渠, 2: 推广滴灌}\n"
)
CONTROLS = "\0\1\x08\x0b\x0c\x0e\x1b\x1f\x7f\x85\u200b\u200e\u202e\u2028\u2029\ufeff\ufffe\uffff\U000e0001"
ENCODED = {
    "a.txt": "utf-8", "b.txt": "gb18030", "c.txt": "utf-16", "d.md": "utf-8", "e.csv": "utf-8", "f.html": "utf-8",
    "g.html": "gb18030", "提纲.yaml": "utf-8",
}  # fmt: skip
OUTCOMES = ("read", "refused", "fault", "over")
"""Of a file: records; one clear line; "程序出错"; more time or memory than it may take."""
ENGLISH = re.compile(r"[A-Za-z]{4,}(?: [A-Za-z]+){2,}")
"""Words of a library's own error."""

Damage = Callable[[bytes, random.Random], bytes]


@cache
def whole() -> tuple[tuple[str, bytes], ...]:
    """The files before they are damaged, by a name that tells their format."""
    made: list[tuple[str, bytes]] = [("提纲.yaml", OUTLINE.encode()), ("旧.doc", hostile_files.old_word())]
    made += [("旧.rtf", hostile_files.rich_text()), ("图.png", hostile_files.picture())]
    for path in SAMPLES:
        text = path.read_text(encoding="utf-8")[:LENGTH]
        made += [
            ("a.txt", text.encode()), ("b.txt", text.encode("gb18030")), ("c.txt", text.encode("utf-16")),
            ("d.md", text.encode()), ("e.csv", "\n".join(map(",".join, ROWS * 5)).encode()),
            ("f.html", render.to_html(text, [ROWS])), ("g.html", render.to_html(text, [ROWS], "gb18030")),
            ("h.mht", _mht(render.to_html(text))), ("i.docx", render.to_docx(text, [ROWS])),
            ("j.xlsx", render.to_xlsx("任务表", ROWS)), ("k.pdf", render.to_pdf(text, [ROWS])),
            ("m.ofd", render_ofd.to_ofd(text, [ROWS])),
            ("l.zip", packed({"甲.txt": text.encode(), "乙.csv": ",".join(ROWS[1]).encode()})),
        ]  # fmt: skip
    return tuple(made)


def _mht(page: bytes) -> bytes:
    head = b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n--x\nContent-Type: text/html\n\n'
    return head + page + b"\n--x--\n"


# --- damages


def _flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 3, 10, 100))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[at:] if chance.random() < 0.2 else data[:at]


def _control(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 3, 20))):
        at = chance.randrange(len(data) + 1)
        data = data[:at] + chance.choice(CONTROLS).encode("utf-8", "surrogatepass") + data[at:]
    return data


def _piece(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data))
    return start, min(len(data), start + chance.choice((1, 4, 40, 400, 4000)))


def _swap(data: bytes, chance: random.Random) -> bytes:
    (a, b), (c, d) = sorted((_piece(data, chance), _piece(data, chance)))
    c, d = max(b, c), max(b, d)
    return data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def _leave_out(data: bytes, chance: random.Random) -> bytes:
    start, end = _piece(data, chance)
    return data[:start] + data[end:]


def _double(data: bytes, chance: random.Random) -> bytes:
    start, end = _piece(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 2, 50)) + data[end:]


def _blank(data: bytes, chance: random.Random) -> bytes:
    start, end = _piece(data, chance)
    return data[:start] + chance.choice((b"\0", b" ", b"\xff", b"0", b"<", b"(")) * (end - start) + data[end:]


def _noise(data: bytes, chance: random.Random) -> bytes:
    start, end = _piece(data, chance)
    return data[:start] + chance.randbytes(end - start) + data[end:]


def _number(data: bytes, chance: random.Random) -> bytes:
    """Another number in the place of one that stands there: a length, an offset, a count, a year."""
    places = [m.span() for m in islice(re.finditer(rb"\d+", data), 5000)]
    if not places:
        return _flip(data, chance)
    start, end = chance.choice(places)
    return data[:start] + chance.choice((b"0", b"-1", b"9" * 9, b"9" * 40, b"1e999", b"65536")) + data[end:]


DAMAGES: tuple[Damage, ...] = (_flip, _cut, _control, _swap, _leave_out, _double, _blank, _noise, _number)


def _inside(data: bytes, chance: random.Random) -> bytes:
    """One part of a package damaged, and all packed again."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = {name: package.read(name) for name in package.namelist()}
    name = chance.choice([name for name, part in members.items() if part])
    members[name] = chance.choice(DAMAGES)(members[name], chance)
    return packed(members)


def mutated(number: int) -> tuple[str, bytes]:
    """Name and bytes of damaged file `number`."""
    chance = random.Random(f"mutation {number}")
    name, data = chance.choice(whole())
    if zipfile.is_zipfile(io.BytesIO(data)) and chance.random() < 0.8:
        return name, _inside(data, chance)
    for _ in range(chance.choice((1, 1, 2))):
        data = chance.choice(DAMAGES)(data, chance) if data else data
    if name in ENCODED and chance.random() < 0.7:  # else the encoding is nearly all that is ever looked at
        data = data.decode(ENCODED[name], "ignore").encode(ENCODED[name])
    return name, data


# --- reading


def outcome(name: str, data: bytes) -> tuple[str, str]:
    """What becomes of a file, one of OUTCOMES, and what was said; of an archive the worst of its documents."""
    worst = ("read", "")
    for source in Opened(name, data):
        if not source.passed_over:
            worst = max(worst, _of(source), key=lambda found: OUTCOMES.index(found[0]))
    return worst


def _of(source: Source) -> tuple[str, str]:
    try:
        readers.READERS.read(source, f"upload:{source.name}")
    except PolicyGraphError as error:
        said = str(error)
        if said in (readers.DIED, TOO_MUCH) or said.startswith("读取用时超过"):
            return "over", said
        unclear = "程序出错" in said or "\n" in said or ENGLISH.search(said)
        return ("fault" if unclear else "refused"), said
    return "read", ""


def run(first: int, count: int, jobs: int = 2) -> Iterator[tuple[int, str, str, str, float]]:
    """Number, name, outcome, what was said and seconds of each of `count` damaged files from `first` on, in order."""

    def one(number: int) -> tuple[int, str, str, str, float]:
        name, data = mutated(number)
        begun = time.monotonic()
        try:
            found, said = outcome(name, data)
        except Exception as error:  # before it came to be read
            found, said = "fault", repr(error)
        return number, name, found, said, time.monotonic() - begun

    whole()  # not by two threads at once: PDFium is for one
    with ThreadPoolExecutor(jobs) as pool:
        yield from pool.map(one, range(first, first + count))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", nargs="?", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0)
    options = parser.parse_args()
    counted: Counter[tuple[str, str]] = Counter()
    slowest = (0.0, 0)
    for number, name, found, said, took in run(options.first, options.count):
        counted[name.rpartition(".")[2], found] += 1
        slowest = max(slowest, (took, number))
        if found in ("fault", "over") or options.count == 1:
            print(f"{number} {name}: {found} {said}", flush=True)
    print("format  ", *(each.rjust(9) for each in OUTCOMES))
    for suffix in sorted({suffix for suffix, _ in counted}):
        print(suffix.ljust(8), *(f"{counted[suffix, each]:9,}" for each in OUTCOMES))
    totals = [sum(n for (_, found), n in counted.items() if found == each) for each in OUTCOMES]
    print("all".ljust(8), *(f"{total:9,}" for total in totals))
    print(f"longest: {slowest[0]:.1f} s (number {slowest[1]})")


if __name__ == "__main__":
    main()
