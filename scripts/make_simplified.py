"""Make `data/simplified.tsv` from OpenCC's dictionaries (run again only when newer ones come out).

    python scripts/make_simplified.py FOLDER

FOLDER: `data/dictionary` of OpenCC (github.com/BYVoid/OpenCC, Apache-2.0; made from version 1.4.1). Taken of it:

- every traditional character with its first simplified one, and the forms of Taiwan and Hong Kong by way of it;
- words of which a character is not simplified as it is alone (計畫, 乾縣, 批覆), of the same length on both sides, with
  one of the characters of WORDS_WITH: those of others are mostly names of persons.

Characters outside the basic plane go: no document has them, and half of all fonts lack them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

TARGET = Path(__file__).parent.parent / "data" / "simplified.tsv"
WORDS_WITH = "乾畫瞭覆藉沈甦氾坏鍊俱衹哩"
NEVER = "著"
"""Taiwan's form of 着, and everywhere that of 著名."""
OWN = {  # beside OpenCC's: of plans of Taiwan, where 畫 and 著 stand for two characters each
    "規畫": "规划", "企畫": "企划", "著力": "着力", "著重": "着重", "著眼": "着眼", "沿著": "沿着",
}  # fmt: skip
HEAD = """\
# Traditional characters, and words where the character alone would be wrong, with their simplified ones.
# "+": simplified texts write it too. Source: OpenCC's dictionaries (Apache-2.0), by scripts/make_simplified.py.
"""


def pairs(folder: Path, name: str) -> Iterator[tuple[str, list[str]]]:
    """What stands on the left of a dictionary, and the choices for it."""
    for line in (folder / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if "\t" in line and not line.startswith("#"):
            left, right = line.split("\t")
            yield left, right.split()


def is_plain(text: str) -> bool:
    return all(ord(c) < 0x10000 for c in text)


def characters(folder: Path) -> dict[str, str]:
    """Traditional to simplified, those that are the same left out."""
    found = {left: right[0] for left, right in pairs(folder, "TSCharacters")}
    for name in ("HKVariants", "TWVariants"):
        for standard, variants in pairs(folder, name):
            for variant in variants:
                found.setdefault(variant, found.get(standard, standard))
    return {a: b for a, b in found.items() if a != b and a not in NEVER and is_plain(a + b)}


def words(folder: Path, single: dict[str, str]) -> dict[str, str]:
    """Words that are simplified otherwise than character by character."""
    found = {left: right[0] for left, right in pairs(folder, "TSPhrases")} | OWN
    return {
        a: b
        for a, b in found.items()
        if len(a) == len(b)
        and is_plain(a + b)
        and "".join(single.get(c, c) for c in a) != b
        and (a in OWN or set(a) & set(WORDS_WITH))
    }


def main() -> None:
    folder = Path(sys.argv[1])
    single = characters(folder)
    simplified = {left for left, _ in pairs(folder, "STCharacters")} | set(single.values())
    simplified |= {left for left, right in pairs(folder, "TSCharacters") if left in right}
    lines = [f"{a}\t{b}\t+" if a in simplified else f"{a}\t{b}" for a, b in sorted(single.items())]
    lines += [f"{a}\t{b}" for a, b in sorted(words(folder, single).items())]
    TARGET.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
