"""The commands `policygraph user …`: who may use the page, and as what."""

from __future__ import annotations

import getpass
import sys
from datetime import datetime
from typing import Annotated

import typer

from policygraph.graph.asking.catalog import Column
from policygraph.graph.stores.store import Row
from policygraph.model.errors import PolicyGraphError
from policygraph.model.paths import readable
from policygraph.options import Database, Output
from policygraph.services import audit
from policygraph.services.accounts import ROLES, Accounts, accounts_file
from policygraph.shell.said import message
from policygraph.show import Format, show

user_app = typer.Typer(help="网页的账号：谁能看、录入、管理。", no_args_is_help=True, rich_markup_mode=None)

Name = Annotated[str, typer.Argument(help="账号名；由单位登录的人写单位给的名字（例如邮箱）", metavar="NAME")]
Role = Annotated[str, typer.Option("--role", help=f"角色：{'、'.join(ROLES.values())}")]
Piped = Annotated[bool, typer.Option("--password-stdin", help="口令从标准输入读，不问")]
COLUMNS = [
    Column("name", "账号"),
    Column("role", "角色"),
    Column("password", "口令"),
    Column("changed", "口令何时定的"),
]

TOKENS = [
    Column("id", "编号"), Column("name", "账号"), Column("role", "角色"), Column("use", "用途"),
    Column("made", "何时发的"), Column("until", "用到"),
]  # fmt: skip


@user_app.command("add")
def add_command(
    name: Name,
    role: Role = ROLES["viewer"],
    elsewhere: Annotated[
        bool, typer.Option("--no-password", help="没有口令：由单位的 OpenID Connect 或可信的代理登录")
    ] = False,
    piped: Piped = False,
    database: Database = None,
) -> None:
    """添加一个账号；口令会问两遍。"""
    accounts = Accounts(accounts_file(database))
    with audit.recorded(database, "account", f"添加 {readable(name)}（{role}）"):
        made = accounts.add(name, role, None if elsewhere else _password(piped))
    message(f"已添加账号 {made.name}（{ROLES[made.role]}），记在 {accounts.file}")


@user_app.command("list")
def list_command(database: Database = None, output: Output = Format.table) -> None:
    """列出账号。"""
    accounts = Accounts(accounts_file(database))
    rows: list[Row] = [
        {"name": each.name, "role": ROLES[each.role], "password": "有" if each.password else "由别处登录",
         "changed": _minute(each.changed)}
        for each in accounts.all().values()
    ]  # fmt: skip
    if not rows:
        message(f"还没有账号（{accounts.file}）")
    show(rows, COLUMNS, output, "账号")


@user_app.command("remove")
def remove_command(name: Name, database: Database = None) -> None:
    """删除一个账号；他已经登录的页面随即失效。"""
    with audit.recorded(database, "account", f"删除 {readable(name)}"):
        Accounts(accounts_file(database)).remove(name)
    message(f"已删除账号 {name}")


@user_app.command("password")
def password_command(name: Name, piped: Piped = False, database: Database = None) -> None:
    """给一个账号定新的口令；用旧口令登录的页面随即失效。"""
    accounts = Accounts(accounts_file(database))
    accounts.get(name)
    with audit.recorded(database, "account", f"改口令 {readable(name)}"):
        accounts.change(name, password=_password(piped))
    message(f"已改 {name} 的口令")


@user_app.command("role")
def role_command(
    name: Name,
    role: Annotated[str, typer.Argument(help=f"角色：{'、'.join(ROLES.values())}")],
    database: Database = None,
) -> None:
    """给一个账号另一个角色，立即生效。"""
    with audit.recorded(database, "account", f"改角色 {readable(name)}（{role}）"):
        changed = Accounts(accounts_file(database)).change(name, role=role)
    message(f"{changed.name} 现在是{ROLES[changed.role]}")


@user_app.command("token-add")
def token_add_command(
    name: Name,
    use: Annotated[str, typer.Option("--for", help="给谁、做什么用", metavar="USE")] = "",
    days: Annotated[int | None, typer.Option("--days", min=1, max=3650, help="多少天后失效；不写则到收回为止")] = None,
    database: Database = None,
) -> None:
    """给一个账号发一个令牌，程序凭它用接口，权限和账号一样；令牌只显示这一次。"""
    with audit.recorded(database, "account", f"发令牌 {readable(name)}{f'（{use}）' if use else ''}"):
        token, words = Accounts(accounts_file(database)).give(name, use, days)
        audit.note(f"令牌 {token.id}")
    sys.stdout.write(f"{words}\n")
    until = f"，用到 {token.until}" if token.until else ""
    message(f"令牌 {token.id} 是 {name} 的{until}；它只显示这一次，请存好")
    message(f"收回它：policygraph user token-remove {token.id}")


@user_app.command("token-list")
def token_list_command(
    name: Annotated[str | None, typer.Argument(help="只列这个账号的", metavar="NAME")] = None,
    database: Database = None,
    output: Output = Format.table,
) -> None:
    """列出令牌：谁的、做什么用、用到哪一天；令牌本身看不到。"""
    accounts = Accounts(accounts_file(database))
    shown = accounts.all().values() if name is None else [accounts.get(name)]
    rows: list[Row] = [
        {"id": token.id, "name": account.name, "role": ROLES[account.role], "use": token.use,
         "made": _minute(token.made), "until": f"{token.until or ''}{'（已失效）' if token.ended else ''}"}
        for account in shown for token in account.tokens
    ]  # fmt: skip
    show(rows, TOKENS, output, "令牌")


@user_app.command("token-remove")
def token_remove_command(
    id_: Annotated[str, typer.Argument(help="令牌的编号，见 token-list", metavar="ID")], database: Database = None
) -> None:
    """收回一个令牌，立即生效。"""
    with audit.recorded(database, "account", f"收回令牌 {readable(id_)}"):
        account = Accounts(accounts_file(database)).take_back(id_)
    message(f"已收回 {account.name} 的令牌 {id_}")


def _minute(moment: str) -> str:
    return datetime.fromisoformat(moment).astimezone().strftime("%Y-%m-%d %H:%M")


def _password(piped: bool) -> str:
    """As typed twice, or the first line of stdin."""
    if piped or not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("口令：")
    if getpass.getpass("再输入一次：") != first:
        raise PolicyGraphError("两次输入的口令不一样")
    return first
