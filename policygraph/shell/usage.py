"""How commands are called, in Chinese: the help, and in one line what is wrong; typer says both in English."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import Any

import typer

UsageError: type[Exception] = typer.BadParameter.__bases__[0]
"""What typer raises, whichever of its versions; it shows only the children of it."""
VALUES = (
    (r"greater than or equal to (\S+)", "不能小于 {}"),
    (r"less than or equal to (\S+)", "不能大于 {}"),
    (r"x>=(\S+?)[.\s]*$", "不能小于 {}"),
    (r"x<=(\S+?)[.\s]*$", "不能大于 {}"),
    (r"valid int", "要写整数"),
    (r"valid (?:number|float)", "要写数"),
)
HEADINGS = {"Arguments": "参数", "Options": "选项", "Commands": "命令"}
HELP = (  # words of typer's own, among ours
    (r"\[OPTIONS\]", "[选项]"),
    (r"COMMAND \[ARGS\]\.\.\.", "命令 [参数]..."),
    (r"^Show this message and exit\.", "显示这段说明"),
    (r"(?<=[\[ ])required(?=[\];])", "必填"),
    (r"(?<=[\[ ])default: ", "默认 "),
    (r"(?<=[\[ ])env var: ", "环境变量 "),
    (r"^Install completion for the current shell\.", "装上命令补全：在命令行里按 Tab 补全命令和选项"),
    (r"^Show completion for the current shell, to copy it or customize the installation\.", "显示命令补全的脚本"),
    (r"<list\[str\]>", "<可以几个>"),
    (r"<int(?: range)?>", "<整数>"),
    (r"<float(?: range)?>", "<数>"),
    (r"<str>", "<文字>"),
    (r"<path>", "<文件>"),
    (r"<choice>", "<选一个>"),
)
_Context: Any = next(each for each in typer.Context.__mro__ if "formatter_class" in vars(each))


class Help(_Context.formatter_class):  # type: ignore[misc]  # typer shows only the children of its class
    """The help of a command, with Chinese words around what the command says of itself."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, _in_chinese(args), "用法：")

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{HEADINGS.get(heading, heading)}：\n")

    def write_dl(self, rows: Sequence[tuple[str, str]], *widths: int, **named_widths: int) -> None:
        super().write_dl([(_in_chinese(name), _in_chinese(said)) for name, said in rows], *widths, **named_widths)


_Context.formatter_class = Help


def _in_chinese(text: str) -> str:
    for theirs, ours in HELP:
        text = re.sub(theirs, ours, text)
    return text


def explained(error: Any) -> str:
    """What is wrong, and where the usage stands. `error`: a UsageError."""
    wrong = _BY_NAME.get(type(error).__name__, _other)(error)
    return f"{wrong}；用法见 {error.ctx.command_path if error.ctx else 'policygraph'} --help"


def _no_such_option(error: Any) -> str:
    near = "、".join(sorted(error.possibilities or ()))
    return f"没有选项 {error.option_name}{f'，是否指 {near}' if near else ''}"


def _option_usage(error: Any) -> str:
    return f"选项 {error.option_name} 后面{'不写值' if 'not take' in error.message else '要写值'}"


def _missing(error: Any) -> str:
    return f"缺少{_called(error)}"


def _bad_value(error: Any) -> str:
    for pattern, ours in VALUES:
        if found := re.search(pattern, error.message):
            return f"{_called(error)} {ours.format(*found.groups())}"
    allowed = [each for each in re.findall(r"'([^']*)'", error.message) if each]
    if "not one of" in error.message:  # as older versions have it, the value first
        allowed = allowed[1:]
    return f"{_called(error)} 可取 {'、'.join(allowed)}" if allowed else f"{_called(error)} 的值不能用"


def _called(error: Any) -> str:
    """The option or argument that is meant."""
    hint = error.param.get_error_hint() if error.param is not None else str(error.param_hint or "")
    name = hint.strip("'\"").replace("' / '", " / ")
    return f"选项 {name}" if name.startswith("-") else f"参数 {name}"


def _other(error: Any) -> str:
    commands = getattr(error.ctx.command, "commands", {}) if error.ctx else {}
    if found := re.search(r"No such command '(.*?)'", error.message):
        near = get_close_matches(found[1], commands, n=1)
        return f"没有命令 {found[1]}{f'，是否指 {near[0]}' if near else ''}"
    if found := re.search(r"unexpected extra argument\S* \((.*)\)", error.message):
        given = found[1].split()
        named = any("-p" in param.opts for param in error.ctx.command.params) and all("=" in word for word in given)
        return f"参数前要写 -p：{' '.join(f'-p {word}' for word in given)}" if named else f"多写了参数 {found[1]}"
    return "没有写命令" if "Missing command" in error.message else "命令的写法不对"


_BY_NAME: dict[str, Callable[[Any], str]] = {
    "NoSuchOption": _no_such_option,
    "BadOptionUsage": _option_usage,
    "MissingParameter": _missing,
    "BadParameter": _bad_value,
}
