"""The person's settings: a TOML file with what options are when they are not written.

database = "D:/图"          # of every command that has --database

[ingest]                    # of one command: its options by their names
jobs = 2

[ledger.export]             # of a command of a group
on = "2026-06-30"
"""

from __future__ import annotations

import os
import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import platformdirs
import typer

from policygraph.model.errors import PolicyGraphError, reason
from policygraph.model.paths import readable

PLACE = "POLICYGRAPH_CONFIG"
"""Environment variable: another file for the settings."""
DATABASE = "POLICYGRAPH_DATABASE"


def file() -> Path:
    """Where the settings are, or would be."""
    if own := os.environ.get(PLACE):
        return Path(own)
    return platformdirs.user_config_path("policygraph", appauthor=False) / "policygraph.toml"


def read() -> dict[str, Any]:
    """The settings; none where there is no file. PolicyGraphError that names the file and what is wrong in it."""
    place = file()
    try:
        text = place.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        if PLACE in os.environ:
            raise PolicyGraphError(f"没有配置文件 {readable(place)}；它由环境变量 {PLACE} 指定") from None
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyGraphError(f"配置文件 {readable(place)} 读不出来：{_said(error)}") from error
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PolicyGraphError(f"配置文件 {readable(place)} 不是 TOML：{error}；文字要用引号括起来") from error


def _said(error: OSError | UnicodeDecodeError) -> str:
    return reason(error) if isinstance(error, OSError) else "不是 UTF-8 编码"


def apply(context: Any) -> None:
    """Give the commands under `context` what the settings say. What is written, or in the environment, goes before."""
    settings = read()
    if not settings:
        return
    database = settings.pop("database", None)
    if database is not None and not isinstance(database, str):
        raise _wrong("database", "要写带引号的文字")
    if database is not None:
        os.environ.setdefault(DATABASE, database)  # for the processes that work for it too
    commands = context.command.commands
    for name in settings:
        _check(name, name, commands)
    called = context.invoked_subcommand
    context.default_map = {name: _of_command(name, settings[name], commands) for name in settings if name == called}


def _check(called: str, name: str, commands: Any) -> None:
    if name not in commands:
        near = get_close_matches(name, commands, n=1)
        raise _wrong(called, f"没有这个命令{f'，是否指 {near[0]}' if near else ''}")


def _of_command(called: str, given: Any, commands: Any) -> dict[str, Any]:
    """What a section says of a command, or of a group's commands, by the names of their parameters."""
    name = called.rpartition(".")[2]
    _check(called, name, commands)
    if not isinstance(given, dict):
        raise _wrong(called, f"要写成一节：[{called}] 下面一行一个选项")
    command = commands[name]
    if getattr(command, "commands", None):
        return {each: _of_command(f"{called}.{each}", value, command.commands) for each, value in given.items()}
    options = {
        written.lstrip("-"): each.name for each in command.params for written in each.opts if written.startswith("--")
    }
    found = {}
    for option, value in given.items():
        if option not in options:
            near = get_close_matches(option, options, n=1)
            raise _wrong(f"{called} 的 {option}", f"没有这个选项{f'，是否指 {near[0]}' if near else ''}")
        found[options[option]] = value
    return found


def _wrong(key: str, what: str) -> PolicyGraphError:
    return PolicyGraphError(f"配置文件 {readable(file())} 里的 {key}：{what}")


def config_command() -> None:
    """配置文件在哪里，写了什么；里面写的是各命令的选项不写时取什么。"""
    place = file()
    if not place.exists():
        typer.echo(f"没有配置文件。要用就建一个 {readable(place)}，例如：")
        typer.echo('database = "D:/政策图"\n\n[ingest]\njobs = 2')
        return
    typer.echo(f"# {readable(place)}")
    typer.echo(place.read_text(encoding="utf-8-sig").rstrip())
