"""How reading time grows with length, over texts that are made to be hard: one sign, word or line, again and again.

Each text is read from bytes to records, as the program reads it, alone and as the task of a plan. A slope of 1 is a
time that doubles with the length, 2 one that quadruples: of the seconds of processor time at the greater sizes.

    python -m benchmarks.slopes [PATTERN…]      # those whose name holds one of the words; all without
"""

from __future__ import annotations

import argparse
import gc
import math
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice

from policygraph.ingest import documents
from policygraph.model.errors import PolicyGraphError

SIZES = tuple(1024 << n for n in range(7))
"""Characters."""
FITTED = 3
"""The greatest sizes, over which the slope is taken: below, what every document costs hides the growth."""
LIMIT = 1.15
SECONDS = 20.0
"""After a text that takes longer, no longer ones are read."""
PLAN = "青穗县节水实施方案\n一、重点任务\n（一）推广滴灌。建示范点3处。"
"""Before the text, for what is read of tasks only."""
FLAT = "\n序号\n重点任务\n牵头单位\n责任单位\n"
"""The headings of a table with a cell a line."""

REPEATED: Mapping[str, str] = {
    "市": "市",
    "县": "县",
    "省": "省",
    "村": "村",
    "局": "局",
    "新增5万亩，": "新增5万亩，",
    "新增5万亩": "新增5万亩",
    "—": "—",
    "“": "“",
    "”": "”",
    "“”": "“增”、",
    "（": "（",
    "）": "）",
    "（）": "（一）",
    "数字": "7",
    "数字与逗号": "1,234，",
    "的": "的",
    "、": "、",
    "《": "《",
    "《名": "《节水",
    "《》": "《节水方案》",
    "〔": "〔",
    "〔2024〕": "〔2024〕1号",
    "：": "：",
    "。": "。",
    "；": "；",
    "换行": "\n",
    "空格": " ",
    "全角空格": "\u3000",
    "制表": "\t",
    "空行": " \n",
    "1.": "1.",
    "1.换行": "1.\n",
    "（一）换行": "（一）节水\n",
    "一、换行": "一、节水\n",
    "牵头单位": "牵头单位：甲局、",
    "牵头": "由县水利局牵头，",
    "单位列": "县水利局、",
    "责任": "（县水利局、县财政局负责）",
    "村列": "柳溪村、",
    "镇列": "柳溪镇柳溪村、",
    "亩": "3万亩、",
    "到2025年": "到2025年，",
    "日期": "2025年6月30日",
    "年": "年",
    "2025年": "2025年",
    "%": "%",
    "15%": "增长15%，",
    "由…到…": "由25%提高到35%，",
    "以上": "80个以上",
    "兵团": "新疆生产建设兵团第一师",
    "区划": "河北省石家庄市长安区",
    "区划无级": "河北石家庄长安",
    "附件": "附件1：节水任务表\n",
    "附件连写": "附件",
    "English": "policy ",
    "字母": "a",
    "文字": "推进节水灌溉和管网改造工程建设",
    "不断句": "推进节水灌溉，加快管网改造，",
    "短行": "推进节水\n",
    "表行": "1\t改造管网20公里\t县水利局\t2025年6月\n",
    "空表行": "\t\t\t\n",
    "竖线": "|",
    "表头": "序号\t重点任务\t牵头单位\n",
    "根据": "根据",
    "关于印发": "关于印发",
    "发布日期": "发布日期：\n",
    "页码": "— 3 —\n",
    "省略号": "…",
    "星号": "*",
    "引用": "根据《节水条例》（国发〔2024〕1号），",
    "产业": "水稻、玉米、",
    "更名": "县水利局（原县水务局）",
    "不": "不",
    "力争": "力争",
    "其中": "其中：",
    "要": "要",
    "发展": "水稻产业发展",
    "会同": "县水利局会同",
    "将": "将",
    "征求": "征求",
    "令": "令第1号",
    "印发": "印发《节水条例》",
    "起止": "2025—",
    "第一": "第一",
    "一": "一",
    "百分之": "百分之",
    "亿": "亿",
    "XX": "XX",
    "-": "-",
    "万元": "1,000万元",
}
"""A name, and what is repeated until the size is reached."""


def _cycled(*pieces: str) -> Callable[[int], str]:
    def text(size: int) -> str:
        whole = "".join(pieces)
        return whole * (size // len(whole) + 1)

    return text


def _numbered(write: Callable[[int], str]) -> Callable[[int], str]:
    """Pieces that all differ, so that nothing is set aside as said before."""

    def text(size: int) -> str:
        pieces: list[str] = []
        length = 0
        while length < size:
            pieces.append(write(len(pieces) + 1))
            length += len(pieces[-1])
        return "".join(pieces)

    return text


MADE: Mapping[str, Callable[[int], str]] = {
    "嵌套括号": lambda size: "（" * (size // 2) + "）" * (size // 2),
    "嵌套书名": lambda size: "《" * (size // 2) + "》" * (size // 2),
    "嵌套单位": lambda size: "县水利局（" * (size // 7 + 1) + "）、" * (size // 7 + 1),
    "嵌套数字": lambda size: "（新增5万亩" * (size // 7 + 1) + "）" * (size // 7 + 1),
    "各村": _numbered(lambda n: f"{_name(n)}村、"),
    "各镇村": _numbered(lambda n: f"{_name(n)}镇{_name(n + 7)}村，"),
    "各单位": _numbered(lambda n: f"县{_name(n)}局、"),
    "各项": _numbered(lambda n: f"{n}.推广{_name(n)}。建成{n}处，新增{n}亩。（牵头单位：县{_name(n)}局）\n"),
    "各数": _numbered(lambda n: f"{_name(n)}达到{n}万亩，"),
    "各表行": _numbered(lambda n: f"{n}\t{_name(n)}改造{n}公里\t县{_name(n)}局\t2025年6月\n"),
    "平铺的表": lambda size: FLAT + _numbered(lambda n: f"{n}\n推广滴灌\n县市场监\n管局\n县财政局、县水\n利局\n")(size),
    "只有序号": lambda size: "\n序号" * (size // 3 + 1),
    "只有表头": lambda size: FLAT * (size // len(FLAT) + 1),
    "平铺的行": lambda size: FLAT + _numbered(lambda n: f"县{_name(n)}局\n" if n % 39 else f"{n // 39}\n")(size),
    "各书名": _numbered(lambda n: f"《{_name(n)}条例》、"),
    "各文号": _numbered(lambda n: f"（国发〔2024〕{n}号）"),
    "各年": _numbered(lambda n: f"{2000 + n % 40}年完成{n}处，"),
    "各行": _numbered(lambda n: f"{_name(n)}工作要抓紧落实，不断推进。\n"),
    "各段": _numbered(lambda n: f"{_name(n)}工作，{'推进节水灌溉' * 20}。\n"),
    "行首空格": lambda size: "\n" + " " * size + "节水\n",
    "行尾空格": lambda size: "\n节水" + " " * size,
    "表中空格": lambda size: "\n| 序号 | 牵头单位 |" + " " * size + "|",
    "牵头后顿号": lambda size: "\n牵头单位：" + "、" * size + "牵头",
    "牵头后单位和": lambda size: "\n牵头单位：" + "县水利局和" * (size // 5 + 1),
    "牵头后空格": lambda size: "\n牵头单位：" + "县水利局 " * (size // 5 + 1),
    "牵头后别名": lambda size: "\n牵头单位：县水利局" + "（县水务局）" * (size // 6 + 1),
    "牵头后要": lambda size: "由县水利局牵头，" + "要统筹" * (size // 3 + 1),
    "引用一串": lambda size: "根据" + "《节水条例》、" * (size // 7 + 1) + "制定",
    "区市": _cycled("区市"),
    "市县区": _cycled("市县区、"),
    "各旧县": _numbered(lambda n: f"{n}.到密云县调研。（县水利局）\n"),
    "混写": _cycled("一、节水\n", "市县（“", "2025年3%、", "《方案", "牵头单位：", "——\t1.\n"),
}
"""A name, and what makes a text of about that size."""


def _name(n: int) -> str:
    """A word of its own for every number."""
    signs = "柳溪云泽青穗岚江临澜百川"
    return "".join(signs[n // len(signs) ** k % len(signs)] for k in range(4))


def patterns() -> Iterator[tuple[str, Callable[[int], str]]]:
    """Each pattern by its name: a function from a size to the text, alone and in a plan."""
    for name, make in {**{name: _cycled(piece) for name, piece in REPEATED.items()}, **MADE}.items():
        yield name, make
        yield f"{name}（方案）", lambda size, make=make: PLAN + make(size)  # type: ignore[misc]


def seconds(text: str) -> float:
    """Processor time of reading `text` from bytes to records."""
    data = text.encode()
    begun = time.process_time()
    with suppress(PolicyGraphError):  # blanks alone are no document
        documents.read_bytes(data, "方案.txt")
    return time.process_time() - begun


def times(make: Callable[[int], str], sizes: Sequence[int] = SIZES) -> list[float]:
    """Seconds at each size; shorter than `sizes` where it took too long. The better of two, of what is quick."""
    found: list[float] = []
    for size in sizes:
        text = make(size)[: size + len(PLAN)]
        took = seconds(text)
        found.append(took if took > 2 else min(took, seconds(text)))
        if took > SECONDS:
            break
    return found


def slope(sizes: Sequence[int], found: Sequence[float]) -> float:
    """Of the least-squares line through the logarithms."""
    xs = [math.log(size) for size in sizes]
    ys = [math.log(max(took, 1e-4)) for took in found]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("words", nargs="*", help="part of a pattern's name")
    words = parser.parse_args().words
    seconds(PLAN)  # the vocabularies are loaded once
    gc.collect()
    gc.freeze()  # as in the processes that read (services/reading.py): what stays is not looked through again and again
    print("pattern".ljust(16), *(f"{size // 1024:>6}k" for size in SIZES), "  slope")
    steep = 0
    for name, make in patterns():
        if words and not any(word in name for word in words):
            continue
        found = times(make)
        last = list(islice(zip(SIZES, found, strict=False), max(len(found) - FITTED, 0), None))
        grows = slope(*zip(*last, strict=True))  # type: ignore[arg-type]
        steep += grows > LIMIT
        shown = [f"{took:7.2f}" for took in found] + ["      –"] * (len(SIZES) - len(found))
        print(name.ljust(16), *shown, f"{grows:7.2f}", "steep" if grows > LIMIT else "", flush=True)
    print(f"{steep} steeper than {LIMIT}")


if __name__ == "__main__":
    main()
