"""What a page says of its document: title, date of publication, and the table of index entries (索引号, 文号).

Chinese government pages carry standard meta names (ArticleTitle, PubDate); others have only what they show.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from policygraph.ingest.formats.web import html_table

TITLES = ("articletitle", "og:title", "dc.title", "title")
DATES = ("pubdate", "publishdate", "article:published_time", "og:published_time", "datepublished", "dc.date", "date")
LONGEST = 200
"""Characters of a title."""
# What stands in the first cells of the table of index entries.
_KEY = re.compile(
    r"索 ?引 ?号|文 ?号|文件编号|发文字号|统一编号|(?:组配|主题|信息|体裁)分类|主 ?题 ?词|有效性|标 ?题|名 ?称"
    r"|(?:成文|生成|公开|发布|发文|公布|印发|失效|生效)(?:日期|时间|机关|机构)"
    r"|公开(?:方式|范围|类型|主体|时限)|所属(?:主题|机构)"
)
_DATE = re.compile(r"(20\d{2}|19\d{2})[-年./](\d{1,2})[-月./](\d{1,2})")
_SHOWN = re.compile(r"(?:发布|发表|更新|公开|发文)(?:日期|时间)\s*[:：]?\s*" + _DATE.pattern)
_SITE = re.compile(r"\s*[_|\-–—·]{1,2}\s*(?=[^_|\-–—]*(?:网|政府|委员会|局|厅|门户)[^_|\-–—]*$)")


@dataclass(frozen=True, slots=True)
class Head:
    """`index`: the entries of the index table as lines `key：value`."""

    title: str | None
    published_on: str | None
    index: tuple[str, ...]


def read(root: Any) -> Head:
    """From a page's whole tree; the tables of index entries are taken out of it, since they come back as lines."""
    metas: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").strip().lower()
        if name and meta.get("content"):
            metas.setdefault(name, meta.get("content").strip())
    index = []
    for table in list(root.iter("table")):
        if (lines := _entries(table)) and table.getparent() is not None:
            index += lines
            table.drop_tree()
    return Head(_title(root, metas), _published(root, metas), tuple(index))


def _title(root: Any, metas: dict[str, str]) -> str | None:
    """The meta entry, else the only first heading, else the page's title without the site's name behind it.

    What is longer than LONGEST is no title.
    """
    for name in TITLES[:3]:
        if metas.get(name):
            return _one(metas[name]) if len(metas[name]) < LONGEST else None
    headings = [_one(html_table.words(h)) for h in root.iter("h1")]
    if len(headings) == 1 and 6 < len(headings[0]) < LONGEST:
        return headings[0]
    shown = root.find(".//title")
    title = _one(_SITE.split("".join(shown.itertext()))[0]) if shown is not None else ""
    return title if 6 < len(title) < LONGEST else None


def _one(text: str) -> str:
    return " ".join(re.sub(r"<[^>]{0,40}>", " ", text).split())


def _published(root: Any, metas: dict[str, str]) -> str | None:
    for name in DATES:
        if (found := _iso(_DATE.search(metas.get(name, "")))) is not None:
            return found
    shown = _SHOWN.search(" ".join(root.itertext()))
    return _iso(shown)


def _iso(match: re.Match[str] | None) -> str | None:
    if match is None:
        return None
    try:
        return date(*(int(n) for n in match.groups())).isoformat()
    except ValueError:
        return None


def _is_key(words: str) -> bool:
    return _KEY.match(words) is not None and len(words.rstrip(":：")) <= 6


def _entries(table: Any) -> list[str]:
    """The lines of a table whose every filled row begins with the name of an entry; nothing for any other table."""
    found = html_table.grid(table)
    cells = [c.text.strip() for c in found[0]] if found and len(found[0]) <= 40 else []
    keys = [i for i, words in enumerate(cells) if _is_key(words)]
    joined = [words for words in cells if _KEY.match(words) and re.match(r"[^:：]{2,7}[:：]\s*\S", words)]
    if len(keys) < 2 and len(joined) < 2:
        return []
    lines = list(joined)
    for i, key in enumerate(cells[:-1]):
        value = cells[i + 1]
        if i in keys and i + 1 not in keys and value and value not in joined:
            lines.append(f"{''.join(key.rstrip(':：').split())}：{' '.join(value.split())}")
    return lines
