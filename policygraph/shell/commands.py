"""The commands by name, each loaded when it is called: to see the help or the version costs none of their imports.

What a command says of itself in the list of all is kept in `commands.tsv`, which scripts/make_docs.py makes from the
commands themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import Any, NamedTuple

import typer
from typer.core import TyperGroup


class Entry(NamedTuple):
    """Where a command is: `module:name` of its function, or of its group. `joined`: modules that add to the group."""

    target: str
    joined: tuple[str, ...] = ()


COMMANDS: dict[str, Entry] = {
    "demo": Entry("demo:demo_command"),
    "ingest": Entry("ingesting:ingest_command"),
    "read": Entry("country.read:read_command"),
    "unite": Entry("country.unite:unite_command"),
    "build": Entry("country.read:build_command"),
    "copy": Entry("transfer:copy_command"),
    "align": Entry("settling:align_command"),
    "upgrade": Entry("settling:upgrade_command"),
    "check": Entry("transfer:check_command"),
    "paper": Entry("yearly.paper:paper_command"),
    "backup": Entry("transfer:backup_command"),
    "restore": Entry("transfer:restore_command"),
    "app": Entry("serving.page:app_command"),
    "serve": Entry("serving.serve:serve_command"),
    "mcp": Entry("serving.mcp:mcp_command"),
    "audit": Entry("audit:audit_command"),
    "due": Entry("yearly.due:due_command"),
    "ask": Entry("questions.ask:ask_command"),
    "search": Entry("questions.search:search_command"),
    "versions": Entry("settling:versions_command"),
    "sample": Entry("research.coding:sample_command"),
    "agreement": Entry("research.coding:agreement_command"),
    "query": Entry("lookup.query:query_command"),
    "queries": Entry("lookup.query:queries_command"),
    "remove": Entry("lookup.remove:remove_command"),
    "stats": Entry("lookup.contents:stats_command"),
    "unread": Entry("lookup.contents:unread_command"),
    "export": Entry("transfer:export_app"),
    "analyse": Entry("analyse:analyse_app", ("descend",)),
    "review": Entry("review:review_app"),
    "ledger": Entry("yearly.ledger:ledger_app", ("yearly.forms", "yearly.trends", "yearly.years")),
    "vocabulary": Entry("words.vocabulary:vocabulary_app"),
    "user": Entry("user:user_app"),
    "doctor": Entry("lookup.doctor:doctor_command"),
    "config": Entry("shell.configuration:config_command"),
}
"""In the order in which help lists them; modules are those of `policygraph`."""


def load(name: str) -> Any:
    """The command, or the group of commands, as typer understands it."""
    entry = COMMANDS[name]
    module, _, attribute = entry.target.partition(":")
    found = getattr(import_module(f"policygraph.{module}"), attribute)
    for each in entry.joined:
        import_module(f"policygraph.{each}")
    if isinstance(found, typer.Typer):
        group = typer.main.get_command(found)
        group.name = name
        return group
    alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
    alone.command(name)(found)
    return typer.main.get_command(alone)


@cache
def said() -> dict[str, str]:
    """What each command says of itself in the list of all."""
    lines = (files("policygraph.shell") / "commands.tsv").read_text(encoding="utf-8").splitlines()
    return {name: words for name, _, words in (line.partition("\t") for line in lines)}


class _Loaded(MutableMapping[str, Any]):
    """Commands by name, each made when it is asked for."""

    def __init__(self) -> None:
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            self._made[name] = load(name)
        return self._made[name]

    def __setitem__(self, name: str, command: Any) -> None:
        self._made[name] = command

    def __delitem__(self, name: str) -> None:
        raise TypeError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)

    def __contains__(self, name: object) -> bool:
        return name in COMMANDS


class Lazy(TyperGroup):
    """The commands that are listed above."""

    def __init__(self, **named: Any) -> None:
        super().__init__(**named)
        self.commands = _Loaded()

    def list_commands(self, ctx: Any) -> list[str]:
        """Their names, in the order of the list."""
        return list(COMMANDS)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """As typer does, but out of the list."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, said().get(name, "")) for name in COMMANDS])
