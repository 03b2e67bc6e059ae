"""How words go on behind units: which verbs give them work, how they are only told of, and how a request goes on that
names nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator

# What is only told of a unit: that it has done so, what it is, whose something is.
TELLS = re.compile(r"了(?!解|望)|已经|取得")
# Something of theirs, no verb before it: 各单位学习教育开展情况纳入考核, 各分部本部会议室, 国家档案局享有使用权.
_THING = (
    r"(?:(?![报填写总梳汇提做反将于按根结安落研组学对在把加要应须确统认严参派制设建执协支]|开(?!展情))[^,。;]){0,16}?"
    r"(?:情况|现状|需求|时间|会议室|分会场|[荐报记]表|意见|成员|同志|电话|预算|[用有]权)(?:\d|[,。;、:]|为|和|纳入|请|$)"
)
TELLS_OF = re.compile(
    rf"{_THING}|关于|[官采]?网|采购|分管|均[已完达实]|[的是为已了正曾将等所内上下来、)(X\d\s:]|[^,。;]{{0,40}}(?:{TELLS.pattern})|[^,。;:]{{0,3}}$"
    r"|[一-鿿]{0,40}\d{4}年\d{1,2}月\d{1,2}日(?!前)"  # who signed, and when
    r"|(?:主要|有关)?(?:负责|领导|联系人|处室|主任|副|[部局厅处科]长|书记|办公室主任)|[^,。;于将把在定派]{0,16}(?:负责人|负责同志|班子成员)(?:[及、。,;]|$)|[一-鿿]{0,14}(?:委员会|小组|[局厅委部办])(?:\s|$)"
)
# How a request goes on that names nobody, but not one that only ends a paper (请认真贯彻执行, 请批复).
ASKED = re.compile(
    r"(?:(?=[^,。;]*(?:以下|下列))|(?![^,。;]{0,10}(?:贯彻|遵照|批复|批示|审议|审阅|审定|知照|查收|落实|执行|组织实施|及时(?:反馈|告知|沟通|联系)|联系|咨询|参阅|示)"
    r"[^,。;]{0,6}(?:[,。;]|$)))"
    r"(?:[于在将把按以就对]|据此|根据|结合|对照|参照|认真|及时|抓紧|尽快|立即|务必|提前|积极|高度|严格|切实|分别|分条|一并|做好|落实|组织|遵照|予以|给予"
    r"|协助|支持|安排|填写|填报|报送|充分|主动|依据|逐[项条一]|如实|提出|明确|说明|指定)"
)
# 甲局牵头、乙局配合: who stands between helps.
HELPED = re.compile(
    r"(?:牵头|主办|抓总)、(?=(?P<all>(?P<helps>[^,。;]{2,60}?)(?:积极|共同|密切)?(?:配合|协助|协办|协同|参与))(?:[,。;]|$))"
)

MUST = (
    r"(?:一定|务必|既|也|都|均|仍|还)?"
    r"(?:(?<![主重必纪摘概首只若扼紧提])要(?![求点素件闻约么害塞道领义职]|强(?!化))"
    r"|应当|应(?![急对用收付届该])|须|必须|需要)"
)
LEADS = (
    r"(?:履行)?(?:好)?(?:总)?(?:牵头|抓总|主办|组织$)"
    r"(?!(?:[一-鿿]{0,4}|、[^,。;]{2,40}(?:主办|承办|协办|支持))的[一-鿿\"《])"
)
_BEARS = r"(?:具体|全面|主要|分别|共同|统一)?(?:负责|承担|承办)(?![人任的]|同志)"
_HELPS = (
    r"(?:[做抓]好(?:配合|协助|协同|协作)(?:工作)?(?=[,。;)]|$)"
    r"|(?:积极|主动|密切|全力|协同)?(?:配合|协助|协办|支持|参与|协同|参加(?=[,。;)]|$)))"
)
# How a unit's work may begin without a word that commands it, once it is said that this is what was decided.
_DOES = (
    r"(?:每[日周月季年]|定期|做好|抓好|抓紧|加快|加强|加大|尽快|及时|督促|组织|统筹|汇总|落实|推进|制定|制订|完善|细化|进一步|积极|主动|切实|严格|"
    r"按|根据|结合|会同|作为|提请|报(?!告)|印发(?!《)|指导|督导|开展|保障|强化|履行|密切|紧盯|牢固|持续|立即|迅速|认真|充分|全力|继续"
    r"|(?:将|把)(?=[^,。;]{1,20}(?:列[入为]|纳入|推送|作为|公示|报送))"
    r"|与(?=[^,。;]{2,14}(?:合作|联合|协作|共同)))"
)
KNOWN_DOES = re.compile(r"(?:完成|对|每|不?定期|按|于|在)(?![^,。;]*[的了](?:[,。;]|$))")
VERB = re.compile(
    rf"(?P<must>{MUST})|(?P<lead>{LEADS})|(?P<bears>{_BEARS})|(?P<helps>{_HELPS})|(?P<with>会同)|(?P<does>{_DOES})|(?P<will>将(?!对|把|于|会议?|军|来))"
)

_MARKS = re.compile(r"[,(《\[<)》\]>]|:(?!(?<=\d:)\d\d)")  # no mark: 12:00
_AFTER_SUBJECT = re.compile(rf"(?:(?<=部门|单位|街道|公司|中心)|(?<=[局委办厅镇乡])),(?={MUST})")
_WRITER_AFTER = re.compile(r"[\s\"]*我[^,。;:]{2,16}后")  # 我委研究后,组织会签


def pieces(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The pieces of a sentence between commas outside brackets and quotation marks; a comma between a subject and its
    要 (住建、交通等部门,要) divides nothing."""
    begin, depth = start, 0
    for mark in _MARKS.finditer(folded, start, end):
        if mark[0] in "(《[<":
            depth += 1
        elif mark[0] in ")》]>":
            depth = max(0, depth - 1)
        elif not depth and not _AFTER_SUBJECT.match(folded, mark.start(), end):
            if _WRITER_AFTER.fullmatch(folded, begin, mark.start()):
                continue
            yield begin, mark.start()
            begin = mark.end()
    yield begin, end
