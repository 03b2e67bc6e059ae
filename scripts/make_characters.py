"""Make `data/characters.tsv` (run again only when newer sources give other readings).

    pip install pypinyin==0.55.0
    python scripts/make_characters.py Unihan_DictionaryLikeData.txt

Of the 6,763 ideographs of GB 2312:

- their readings without tones, the commonest first, from pypinyin (MIT), whose table is drawn from the Unicode Han
  Database and dictionaries;
- what they look like, as two codes have it: the four corners and Cangjie (kFourCornerCode, kCangjie of the Unicode Han
  Database, unicode.org/charts/unihan.html; Unicode License V3).
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

TARGET = Path(__file__).parent.parent / "data" / "characters.tsv"
HEAD = """\
# How characters are read (without tones) and what they look like (four corners, Cangjie): what is mistaken for what.
# Sources: pypinyin (MIT), the Unicode Han Database (Unicode License V3), by scripts/make_characters.py. GB 2312 only.
"""


def fields(file: Path) -> dict[str, dict[str, str]]:
    """Of each character what a file says of it, by field."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("U+"):
            code, name, value = line.split("\t")
            found[chr(int(code[2:], 16))][name] = value
    return found


def readings(char: str) -> list[str]:
    """Without tones, the commonest first; ü is v."""
    from pypinyin import Style, pinyin  # not among what the project needs

    return list(dict.fromkeys(pinyin(char, style=Style.NORMAL, heteronym=True, v_to_u=False)[0]))


def main(shapes: Path) -> None:
    looks = fields(shapes)
    lines = []
    for char in sorted(c for c in looks if _is_common(c)):
        corners = looks[char].get("kFourCornerCode", "").split(" ")[0]
        cangjie = looks[char].get("kCangjie", "").split(" ")[0]
        lines.append("\t".join((char, " ".join(readings(char)), corners, cangjie)))
    TARGET.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


def _is_common(char: str) -> bool:
    try:
        return len(char.encode("gb2312")) == 2 and "\u4e00" <= char <= "\u9fff"
    except UnicodeEncodeError:
        return False


if __name__ == "__main__":
    main(Path(sys.argv[1]))
