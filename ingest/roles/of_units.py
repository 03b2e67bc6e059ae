"""How words go on behind units that are only told of and given no work, and how a request does that names nobody."""

from __future__ import annotations

import re

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
