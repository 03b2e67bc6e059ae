"""What the command line refuses: one clear Chinese line, whatever is wrong, and nothing is made."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands import Run, run
from tests.stores import settled

__all__ = ["run"]  # a fixture


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("refusals") / "graph"
    with settled(place):
        return place


# arguments, words of the error; {database} and {empty} stand for places
REFUSED = [
    (["query", "CREATE (n)", "-d", "{database}"], "只能查询：不允许 CREATE"),
    (["query", "LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l", "-d", "{database}"], "不允许 LOAD CSV"),
    (["query", "MATCH (n", "-d", "{database}"], "语法错误"),
    (["query", "RETURN $x", "-d", "{database}"], "x"),
    (["query", "serch", "-d", "{database}"], "没有名为 serch 的查询。是否指 search"),
    (["query", "search", "-d", "{database}"], "缺少参数 text"),
    (["query", "search", "-p", "words=x", "-d", "{database}"], "没有参数 words"),
    (["query", "search", "-p", "text", "-d", "{database}"], "参数应写成 名=值"),
    (["query", "RETURN $x", "-p", "x:=[", "-d", "{database}"], "不是 JSON"),
    (["query", "documents", "-d", "{empty}"], "还没有图数据库"),
    (["query", "documents", "-d", "bolt://127.0.0.1:1"], "连不上 bolt://127.0.0.1:1"),
    (["query", "documents", "-d", "ftp://x"], "不认识的图数据库地址"),
    (
        [
            "query",
            "UNWIND range(1, 3000) AS a UNWIND range(1, 3000) AS b UNWIND range(1, 3000) AS c RETURN sum(a * b * c)",
            "--seconds",
            "0.2",
            "-d",
            "{database}",
        ],
        "秒，已停止",
    ),
    (["copy", "--from", "{database}", "--to", "{database}"], "同一处"),
    (["copy", "--from", "{empty}", "--to", "{database}"], "还没有图数据库"),
    (["export", "neo4j", "{database}", "-d", "{database}"], "空的文件夹"),
    (["queries", "nothing"], "没有名为 nothing 的查询"),
    (["remove", "没有的", "-d", "{database}"], "没有文档"),
    (["unread", "没有的", "-d", "{database}"], "没有文档"),
    (["stats", "-d", "{empty}"], "还没有图数据库"),
    (["export", "matrix", "没有的", "x.xlsx", "-d", "{database}"], "没有名称含“没有的”且有任务的政策"),
    (["export", "graphml", "{empty}.graphml", "-d", "{empty}"], "还没有图数据库"),
    (["ingest", "{empty}/no-such-file.txt", "-d", "{empty}"], "no-such-file.txt"),
    (["ingest", "ftp://x/a.txt", "-d", "{empty}"], "ftp://x/a.txt：只能读 http:// 或 https:// 开头的网址"),
    (["query", "documents", "-d", "mysql://x"], "不认识的图数据库地址 mysql://"),
    (["query", "documents", "-d", "{database}/\udcb7"], "不成字的编码"),
    (["query", "RETURN $x", "-p", "x=\udcb7", "-d", "{database}"], "参数 x 的值里有不成字的编码 U+DCB7"),
    (["query", "RETURN 1", "-p", "\udcb7=1", "-d", "{database}"], "参数的名字里有不成字的编码"),
    (["query", "RETURN '\udcb7'", "-d", "{database}"], "控制字符 U+DCB7"),
    (["query", "RETURN $x", "-p", f"x:={'[' * 3000}{']' * 3000}", "-d", "{database}"], "嵌套太深"),
    (["query", "RETURN $x", "-p", f"x:={'[' * 400}{']' * 400}", "-d", "{database}"], "嵌套太深"),
    (["query", "RETURN $x", "-p", f"x:={10**30}", "-d", "{database}"], "参数 x 的整数太大"),
    *(
        (["query", "RETURN $x", "-p", f"x:={value}", "-d", "{database}"], "参数 x 的值不是数")
        for value in ("NaN", "Infinity", "[1, 1e999]")
    ),
    (["query", "RETURN y", "-d", "{database}"], "没有叫 y 的变量"),
    (["query", "RETURN date('今天')", "-d", "{database}"], "“今天”不是 date 的写法"),
    (["remove", "\udcb7", "-d", "{database}"], "没有文档“\\xb7”"),
    (["user", "add", "\udcff", "--no-password", "-d", "{empty}"], "可见字符"),
    (["align", "-d", "{empty}"], "还没有图数据库"),
    (["upgrade", "-d", "{empty}"], "还没有图数据库"),
    (["check", "-d", "{empty}"], "还没有图数据库"),
    (["backup", "{empty}.zip", "-d", "{empty}"], "还没有图数据库"),
    (["backup", "{database}/graph.kgl", "-d", "{database}"], "加 --replace"),
    (["restore", "-d", "{empty}"], "没有能用的图"),
    (["remove", "方案.txt", "-d", "{empty}"], "还没有图数据库"),
    (["review", "same", "1", "-d", "{empty}"], "还没有图数据库"),
    (["review", "undo", "x", "-d", "{empty}"], "还没有图数据库"),
    (["user", "role", "张敏", "查看", "-d", "{empty}"], "没有账号"),
    (["export", "graphml", "{database}", "-d", "{database}"], "这是文件夹，不是文件"),
    (["export", "graphml", "{empty}/x.graphml", "-d", "{database}"], "/empty 这个文件夹"),
    (["export", "csv", "{empty}/x/y", "-d", "{database}"], "/empty/x 这个文件夹"),
    (["export", "csv", "{database}/graph.kgl", "-d", "{database}"], "这不是文件夹"),
    (["query", "documents", "-o", "{empty}/x.csv", "-d", "{database}"], "/empty 这个文件夹"),
    (["restore", "{empty}.zip", "-d", "{empty}"], "empty.zip：打不开（不存在）"),
    (["backup", "{empty}/x.zip", "-d", "{database}"], "/empty 这个文件夹"),
    (["export", "matrix", "柳溪", "{empty}.pdf", "-d", "{database}"], "文件名要以 .xlsx 结尾"),
    (["export", "graphml", "{empty}.csv", "-d", "{database}"], "文件名要以 .graphml 或 .xml 结尾"),
    (["review", "export", "{empty}.pdf", "-d", "{database}"], "文件名要以 .yaml 或 .yml 结尾"),
    (["ingest", "http://\udcb7/", "-d", "{empty}"], "域名不对"),
]


@pytest.mark.parametrize(("arguments", "words"), REFUSED)
def test_errors_are_one_clear_line(run: Run, database: Path, tmp_path: Path, arguments: list[str], words: str) -> None:
    code, out, err = run(*(each.format(database=database, empty=tmp_path / "empty") for each in arguments))
    assert code == 1 and out == "" and list(tmp_path.iterdir()) == []
    assert err.startswith("错误：") and err.count("\n") == 1 and words in err


# arguments, the line that is said of them
USAGE = [
    (["query"], "缺少参数 QUERY；用法见 policygraph query --help"),
    (["ingst"], "没有命令 ingst，是否指 ingest；用法见 policygraph --help"),
    (["export", "nothing"], "没有命令 nothing；用法见 policygraph export --help"),
    (["query", "documents", "--limt", "3"], "没有选项 --limt，是否指 --limit；用法见 policygraph query --help"),
    (["query", "documents", "--limit"], "选项 --limit 后面要写值；用法见 policygraph --help"),
    (["query", "documents", "--limit", "x"], "选项 --limit 要写整数；用法见 policygraph query --help"),
    (["query", "documents", "--limit", "-1"], "选项 --limit 不能小于 0；用法见 policygraph query --help"),
    (["query", "documents", "--seconds", "x"], "选项 --seconds 要写数；用法见 policygraph query --help"),
    (["query", "documents", "--seconds", "nan"], "选项 --seconds 不能小于 0；用法见 policygraph query --help"),
    (["app", "--port", "70000"], "选项 --port 不能大于 65535；用法见 policygraph app --help"),
    (["ingest", "a", "--force=1"], "选项 --force 后面不写值；用法见 policygraph --help"),
    (
        ["query", "policies", "level=city", "year=2026"],
        "参数前要写 -p：-p level=city -p year=2026；用法见 policygraph query --help",
    ),
    (["stats", "one", "two"], "多写了参数 one two；用法见 policygraph stats --help"),
]


@pytest.mark.parametrize(("arguments", "said"), USAGE)
def test_wrong_usage_is_one_chinese_line(run: Run, arguments: list[str], said: str) -> None:
    assert run(*arguments) == (2, "", f"错误：{said}\n")


def test_a_form_that_is_none_is_answered_with_those_there_are(run: Run) -> None:
    code, out, err = run("stats", "-f", "x")
    assert (code, out) == (2, "") and "可取 table、json、csv" in err and err.count("\n") == 1


def test_without_arguments_there_is_help(run: Run) -> None:
    code, out, err = run()
    assert code == 2 and "ingest" in out + err and "用法：" in out + err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], ["用法：policygraph [选项] 命令 [参数]...", "选项：", "命令："]),
        (["query"], ["用法：policygraph query [选项]", "参数：", "[必填]", "[默认 10000", "[环境变量"]),
        (["export", "csv"], ["用法：policygraph export csv [选项]", "参数："]),
    ],
)
def test_help_is_chinese(run: Run, arguments: list[str], said: list[str]) -> None:
    code, out, _ = run(*arguments, "--help")
    assert code == 0 and all(each in out for each in (*said, "显示这段说明"))
    assert not any(each in out for each in ("Usage", "Options", "Commands", "Arguments", "Show this", "required"))
