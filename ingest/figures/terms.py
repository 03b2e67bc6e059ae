"""Terms on which money is given, lent or levied: sums and shares that are rules, where nothing is to be reached."""

from __future__ import annotations

import re

from policygraph.ingest.figures.described import Beside
from policygraph.ingest.figures.indicator_words import vocabulary

# What is paid in all is told behind the terms that it is paid on: …给予20万元奖励，全年兑现奖励资金1500万元.
_IN_ALL = re.compile(r"全年|年内|今年|当年|累计|共计|总计")
_NEAR = 6


def states_terms(masked: str, ahead: str) -> bool:
    """Does the clause, or what leads up to it, say on which terms money is paid?"""
    words = vocabulary()
    said = words.share_of_whole.sub("", masked)
    own = words.terms.search(said) and not words.paid.search(said)
    in_all = _IN_ALL.search(said)
    if in_all and words.paid.search(said, in_all.end(), in_all.end() + _NEAR):
        ahead = ""
    return bool(own or words.by_rule.search(said) or words.terms_ahead.search(ahead))


def is_term(beside: Beside) -> bool:
    """Is a figure of a clause that states terms one of them?

    Not a standard that the plan itself moves (补助标准提高到每人每年670元), not a rate by name (网上缴费率75%以上),
    not a total (新增专项债额度40亿元以上).
    """
    return beside.figure.group in ("money", "share") and not (
        _is_raised(beside) or _is_named_rate(beside) or _is_total(beside)
    )


def _is_raised(beside: Beside) -> bool:
    words = vocabulary()
    moved = words.raised.search(beside.left + beside.figure.raw) is not None
    return moved and not words.given.search(beside.ahead + beside.left)


def _is_named_rate(beside: Beside) -> bool:
    return beside.figure.group == "share" and vocabulary().named_rates.search(beside.head) is not None


def _is_total(beside: Beside) -> bool:
    """亿元 are what is lent or insured in all: nobody is given as much by a rule."""
    spoken = beside.ahead + beside.left + beside.right
    return "亿" in beside.figure.unit and not vocabulary().never_totals.search(spoken)


_ALLOWED = re.compile(
    r"每[位名人户家个][^，。；]{0,14}(?:可以?|限|只能|最多|至多)[^，。；]{0,4}$|限[报送]$"
    r"|(?<![认许宁无均方])可(?:以|按|设(?!计)|给予|享受|申[请报]|推荐|补贴|减|免|延|选|配备)[^，。；]{0,20}$"
)
_SENT_IN = re.compile(r"(?:报送|推荐|投稿|申报|提交|上报)[^，。；]{0,6}$")
_OF_PAPER = re.compile(r"(?:一式|纸质|复印件|原件|申[报请][书表]|文本|推荐表|报名表|光盘|盖章)[^，。；]{0,8}$")


def is_allowance(beside: Beside) -> bool:
    """每位消费者每类产品可补贴1件, 每单位报送不超过3件: what one of them may have; 一式3份: how it is handed in."""
    if beside.figure.unit in ("份", "套") and _OF_PAPER.search(beside.left):
        return True
    at_most = beside.counts and beside.figure.comparator == "<=" and _SENT_IN.search(beside.left)
    return bool(at_most or _ALLOWED.search(beside.left))
