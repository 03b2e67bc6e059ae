"""Where an unknown word may be put, in the words of people: which file, and under which keys."""

from __future__ import annotations

from dataclasses import dataclass

from policygraph.services.vocabulary.adding import stem


@dataclass(frozen=True, slots=True)
class Where:
    """`name`: what has to be said beside the word, such as the function of an office; its keys stand for `{}`."""

    zh: str
    file: str
    keys: tuple[str, ...]
    asks: str = ""
    stemmed: bool = False

    def keys_of(self, name: str) -> list[str]:
        return [name if key == "{}" else key for key in self.keys]

    def word(self, written: str) -> str:
        return stem(written) if self.stemmed else written.strip()


WHERE = (
    Where("牵头，写在单位前面（揭榜单位：甲局）", "roles.yaml", ("nouns", "lead"), stemmed=True),
    Where("责任，写在单位前面", "roles.yaml", ("nouns", "responsible"), stemmed=True),
    Where("配合，写在单位前面", "roles.yaml", ("nouns", "support"), stemmed=True),
    Where("督导，写在单位前面（没有分工）", "roles.yaml", ("watchers",), stemmed=True),
    Where("牵头，写在单位后面（甲局抓总）", "roles.yaml", ("verbs", "lead")),
    Where("责任，写在单位后面", "roles.yaml", ("verbs", "responsible")),
    Where("配合，写在单位后面（甲局护航）", "roles.yaml", ("verbs", "support")),
    Where("不是分工（填报人、联系方式之类）", "roles.yaml", ("not_roles",)),
    Where("单位名称里说职能的词（县低空局的“低空”）", "functions.yaml", ("functions", "{}", "words"), "职能"),
    Where("单位名称的词尾（驿站）", "organisations.yaml", ("ends", "institution")),
    Where("表头：任务", "columns.yaml", ("headings", "task")),
    Where("表头：牵头单位", "columns.yaml", ("headings", "lead")),
    Where("表头：责任单位", "columns.yaml", ("headings", "responsible")),
    Where("表头：配合单位", "columns.yaml", ("headings", "support")),
    Where("表头：时限", "columns.yaml", ("headings", "due")),
    Where("表头：进展", "columns.yaml", ("headings", "progress")),
    Where("产业、物产的名称", "industries.yaml", ("industries", "{}", "also"), "产业"),
    Where("主题的词", "topics.yaml", ("topics", "{}"), "主题"),
)
UNKNOWN = {"unknown-role": "分工的词", "unit-unsure": "单位", "unknown-unit": "不像单位的", "column": "表头"}
"""Kinds of what was not read that words may mend, as the page calls them."""
