"""What the embedded engine says is wrong, in Chinese."""

from __future__ import annotations

import re

from policygraph.model.errors import PolicyGraphError, reason

TYPES = {
    "Int64": "整数", "Float64": "小数", "String": "文字", "Boolean": "真假", "List": "列表", "Map": "映射",
    "Null": "空值", "Node": "节点", "Relationship": "关系", "Path": "路径", "Date": "日期",
    "DateTime": "时间", "Duration": "时长",
}  # fmt: skip
# The engine's words → ours; {0}, {1} are its groups. The first that is found counts.
SAYINGS = (
    (r"Missing parameter: \$(\S+)", "缺少参数 {0}"),
    (r"Undefined variable '([^']*)'", "没有叫 {0} 的变量；请检查是否写错，或前面的 WITH 没有带上它"),
    (r"Unknown function: ([\w.]+)", "内嵌的图没有函数 {0}；请换一种写法"),
    (r"(?i)division by zero|modulo by zero", "除数是 0"),
    (r"Integer overflow|Invalid integer", "整数太大，超出 64 位"),
    (r"parameter \$(\S+) is outside the signed 64-bit", "参数 {0} 的整数太大，超出 64 位"),
    (r"parameter \$(\S+) has unsupported", "参数 {0} 的值不是数、文字、日期、列表或映射"),
    (r"(\w+)\(\): cannot parse '(.*?)' as", "“{1}”不是 {0} 的写法"),
    (r"reached end of|Unexpected end|unexpected end", "语句没有写完"),
    (r"[Uu]nexpected token in [\w ]+: (\S+)", "这里不能有“{0}”"),
    (r"Unterminated (?:string|backtick)", "引号没有配对"),
    (r"columns with the same name[^']*'([^']*)'", "有两列都叫 {0}；请用 AS 改名"),
    (r"(LIMIT|SKIP) requires", "{0} 后面要写不小于 0 的整数"),
    (r"Aggregate function '(\w+)'", "{0} 这样的汇总函数只能写在 RETURN 或 WITH 里，也不能套着用"),
    (r"step must not be zero", "range() 的步长不能是 0"),
    (r"Invalid regular expression '(.*?)'", "正则表达式“{0}”不对"),
    (r"(\w+)\(\) expects .*, got (\w+)", "{0}() 不能用在{1}上"),
    (r"index expects .*, got (\w+)|index requires .*; got (\w+)", "不能这样从{0}里取值"),
    (r"UNION must have the same", "UNION 两边的列要同名"),
    (r"[Ee]xpected", "这里的写法不对"),
)
PLACE = re.compile(r"at line (\d+), col(?:umn)? (\d+)")
SYSTEM = re.compile(r"\(os error (\d+)\)")
ELSE = "引擎不能这样算；请换一种写法"


def explained(said: str) -> str:
    """The engine's words as a Chinese sentence, with the place that they name.

    >>> explained("at line 1, col 12: Expected RBracket, but reached end of query")
    '第 1 行第 12 列，语句没有写完'
    """
    if system := SYSTEM.search(said):
        return reason(OSError(int(system[1]), ""))
    place = PLACE.search(said)
    where = f"第 {place[1]} 行第 {place[2]} 列，" if place else ""
    for pattern, ours in SAYINGS:
        if found := re.search(pattern, said):
            return where + ours.format(*(TYPES.get(each, each) for each in found.groups() if each is not None))
    return where + ELSE


def unusable(place: str, error: BaseException, said: str) -> PolicyGraphError:
    """What is said of a place whose files could not be opened or written."""
    why = reason(error) if isinstance(error, OSError) and error.errno else explained(said)
    why = "文件坏了，或正被别的程序占用" if why == ELSE else why
    return PolicyGraphError(f"图数据库 {place} 打不开或写不了：{why}")
