"""Make `data/industries/lists.tsv`: names of produce and of branches that public lists add to `curated.tsv`.

    python scripts/make_industries.py FOLDER

FOLDER holds `species.tsv` (names of crops, trees, livestock and aquatic produce; names only, as facts), `gb4754.tsv`
(the national standard GB/T 4754) and the word list `THUOCL_animal.txt` (THUNLP, MIT). Its sister list of food is left
out: what it has beside dishes is in `curated.tsv`.

Most of what stands there is no produce of a plan (ornamental plants, snakes, dishes), or a plain word. What is taken:

- species: crops and trees of three characters or more, aquatic names that end like a kind of fish, shrimp or shell;
  of the animals only those in `KEPT_ANIMALS`; never a word of `stop.tsv`;
- THUOCL: breeds, words of a name and 黑猪, 山羊, 麻鸡 …;
- GB/T 4754: what is made (工业机器人制造 → 工业机器人), as kind `class`: read only before 产业, 行业 or 制造业.

Words that `curated.tsv` has, under any of its names, are left out.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

TARGET = Path(__file__).parent.parent / "data" / "industries"
KEPT_ANIMALS = {"乌骨鸡", "珍珠鸡", "番鸭", "鸵鸟", "竹鼠", "水貂", "火鸡", "家蚕", "黄粉虫", "孔雀", "豚鼠"}
FISH = re.compile(r"(鱼|虾|蟹|鲍|参|蛤|螺|贝|蚌|鳖|鲈|鲤|鲫|鲷|鲟|鲀|鳗|鲵|蜇|菜|鲶|鲑|鳟)$")
BREED = re.compile(r"\w{2,3}(黑猪|土猪|花猪|山羊|绵羊|滩羊|寒羊|黄牛|肉牛|水牛|麻鸡|黑鸡|土鸡|乌鸡|麻鸭|灰鹅|白鹅)$")
FOREIGN = r"中国|德国|印度|商品|肉用"
MADE = re.compile(r"([^、（）()和及或与]{2,6})(制造|加工|制造业)")
NOT_MADE = re.compile(
    r"其他|专用|用品|有关|类似|一般|普通|零件|附件|器材|非|日用|初级|农副|产品|制品|单板|的$|处理|压延|印染|织造|鞣制"
)


def curated_words() -> set[str]:
    words = set()
    for line in (TARGET / "curated.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, _, others = (*line.split("\t"), "", "")[:3]
            words |= {name, *others.split(" ")}
    return words


def stopped_words() -> set[str]:
    lines = (TARGET / "stop.tsv").read_text(encoding="utf-8").splitlines()
    return {line.split("\t")[0] for line in lines if line and not line.startswith("#")}


def species(folder: Path) -> Iterator[str]:
    for line in (folder / "species.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        kind, name = line.split("\t")
        plant = kind in ("nongye", "linye") and len(name) >= 3
        aquatic = kind == "shuichanye" and len(name) >= 3 and FISH.search(name)
        if (plant or aquatic or name in KEPT_ANIMALS) and len(name) >= 2 and re.fullmatch(r"[\u4e00-\u9fff]+", name):
            yield name


def thuocl(folder: Path) -> Iterator[str]:
    for line in (folder / "THUOCL_animal.txt").read_text(encoding="utf-8").splitlines():
        word = line.split("\t")[0].strip()
        if BREED.fullmatch(word) and not re.match(FOREIGN, word):
            yield word


def branches(folder: Path) -> Iterator[str]:
    for line in (folder / "gb4754.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        made = MADE.fullmatch(line.split("\t")[1])
        if made and not NOT_MADE.search(made[1]):
            yield made[1]


def main(folder: Path) -> None:
    out: dict[str, str] = {}
    never = curated_words() | stopped_words()
    for kind, words in (("produce", species(folder)), ("produce", thuocl(folder)), ("class", branches(folder))):
        for word in words:
            if word not in never:
                out.setdefault(word, kind)
    head = "# Made by scripts/make_industries.py from public lists; edit curated.tsv and stop.tsv. Name, kind.\n"
    lines = (f"{word}\t{kind}\n" for word, kind in sorted(out.items(), key=lambda item: (item[1], item[0])))
    (TARGET / "lists.tsv").write_text(head + "".join(lines), encoding="utf-8")
    print(f"{len(out)} names")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
