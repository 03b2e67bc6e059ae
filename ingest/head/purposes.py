"""What a document is for, as its title and first words say: a tender, a norm, a call for projects, the approval of one.
What such a document counts is nothing that somebody has to reach."""

from __future__ import annotations

import re

_PURCHASE = re.compile(
    r"(?:采购|招标|中标|成交|竞价|询价|磋商|谈判|比选|流标|废标)[^《》\n]{0,24}(?:公告|公示|公开招标)(?:\([^()]*\))*$"
)
_NORM = re.compile(
    r"(?:办法|条例|规定|规则|细则|标准|法)(?:\([^()]*\))*(?:$|》(?:部分|有关|若干)?条[款文]的(?:通知|决定|公告)$)"
)
_CALL = re.compile(r"(?:申报|征集|招募|办事|服务)(?:指南|公告)(?:\([^()]*\))*(?:的通知)?$")
_CALLS = re.compile(r"[发公]布[^。\n]{2,80}(?:申报|征集|项目)指南")
_DESIGN = re.compile(
    r"(?:可行性研究(?:报告)?|可研(?:报告)?|初步设计|施工图设计|用地预审|接入系统方案|项目建议书|选址)"
    r"[^,。:\n]{0,14}(?:批复|[审评]查意见|评审意见|请示|复函)"
)


def is_of_purchase(title: str) -> bool:
    """Does it make known a tender or who won it? That is no policy, and what it costs no target.

    >>> is_of_purchase("某医院设备采购项目中标公告"), is_of_purchase("某县政府采购管理办法")
    (True, False)
    """
    return _PURCHASE.search(title) is not None


def tells_of_purchase(title: str, folded: str) -> bool:
    """Does the title say so, or the way through the site above the text?"""
    return is_of_purchase(title) or re.search(r"(?:政采|中标|招标|成交|采购)公告", folded[:300]) is not None


def sets_norms(title: str) -> bool:
    """Does the policy set rules rather than a year's work? What it counts is a standard or a score, no target.

    >>> sets_norms("某市政务服务考评办法"), sets_norms("某市节水实施方案")
    (True, False)
    >>> sets_norms("关于修订《某县政府投资项目管理办法》部分条款的通知")
    True
    """
    return _NORM.search(title) is not None


def hands_out_report(title: str) -> bool:
    """Does a notice hand out how things stand: 关于印发上半年分析报告的通知?"""
    return bool(re.search(r"(?:报告|情况)》?的(?:通知|通报)$", title))


def calls_for_projects(title: str, opening: str) -> bool:
    """Does it ask for applications? What it counts is what an applicant has to show.

    >>> calls_for_projects("2026年度科技项目申报指南", ""), calls_for_projects("关于项目申报的通知", "")
    (True, False)
    """
    return bool(_CALL.search(title) or _CALLS.search(opening))


def guides_applicants(title: str) -> bool:
    """Does it tell how a service is applied for: 某政策兑现事项办事指南?"""
    return re.search(r"(?:办事|服务|办理)指南(?:\([^()]*\))*$", title) is not None


def approves_design(title: str, opening: str) -> bool:
    """Is a project's design laid before an office, or approved by one? What it counts is how the project is built.

    >>> approves_design("某公司关于临澜变电站工程可行性研究报告的批复", "")
    True
    """
    return bool(_DESIGN.search(title) or _DESIGN.search(opening))
