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
from policygraph.show import Format, message, show

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
         "changed": datetime.fromisoformat(each.changed).astimezone().strftime("%Y-%m-%d %H:%M")}
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


def _password(piped: bool) -> str:
    """As typed twice, or the first line of stdin."""
    if piped or not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("口令：")
    if getpass.getpass("再输入一次：") != first:
        raise PolicyGraphError("两次输入的口令不一样")
    return first
