"""The command line: which command is meant, and one clear line for whatever goes wrong."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from functools import cache
from typing import Annotated, Any

import typer

from policygraph import __version__
from policygraph.model.errors import PolicyGraphError, reason
from policygraph.model.paths import readable
from policygraph.services import logs
from policygraph.shell import configuration
from policygraph.shell.commands import Lazy
from policygraph.shell.said import message, quiet, wrong
from policygraph.shell.usage import UsageError, explained

log = logging.getLogger(__name__)

app = typer.Typer(
    name="policygraph",
    help="政策知识图谱：从政策文件读出谁牵头、谁配合、做什么、做到多少，并用 Cypher 查询。",
    cls=Lazy,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

WRONG_USAGE = 2  # exit codes, as shells have it
OUR_FAULT = 70  # as sysexits.h calls an error within the program


@app.callback(invoke_without_command=True)
def root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="显示版本")] = False,
    silent: Annotated[bool, typer.Option("--quiet", "-q", help="只写出结果和错误")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", help="在终端上说明做了什么")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="再加上每一步的用时；同样写入日志文件")] = False,
) -> None:
    logs.configure(logging.DEBUG if debug else logging.INFO if verbose else None)
    quiet(silent)
    if version:
        typer.echo(__version__)
        raise typer.Exit
    configuration.apply(context)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line: one clear line for a person's error, and for ours; silence for a closed pipe."""
    if arguments is None and os.name == "posix" and sys.getfilesystemencoding() != "utf-8":
        # Started in a locale in which no path may be Chinese: the same command, with names as they are.
        os.environ["PYTHONUTF8"] = "1"  # for the processes that work for it
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])
    for stream in (sys.stdout, sys.stderr):  # a name that is no text is shown all the same
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    logs.configure()
    try:
        sys.exit(_command()(args=arguments, prog_name="policygraph", standalone_mode=False))
    except UsageError as error:
        _say_usage(error)
        sys.exit(WRONG_USAGE)
    except PolicyGraphError as error:
        wrong(f"错误：{error}")
        sys.exit(1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python complains on its way out
        sys.exit(1)
    except typer.Abort:
        wrong("已取消")
        sys.exit(1)
    except OSError as error:  # of a file that no command looks after
        log.warning("the system refuses", exc_info=error)
        wrong(f"错误：{f'{readable(str(error.filename))}：' if error.filename else ''}{reason(error)}")
        sys.exit(1)
    except Exception as error:
        from policygraph.services import faults  # asks for the versions of what is installed

        wrong(faults.report(error))
        sys.exit(OUR_FAULT)
    finally:
        _tell_of_extensions()


@cache
def _command() -> Any:
    """The commands as typer has understood them, which takes it a while; who calls them again asks for the same."""
    return typer.main.get_command(app)


def _tell_of_extensions() -> None:
    """Those that could not be used, where the command came to ask for any."""
    hooks = sys.modules.get("policygraph.model.own.hooks")
    for line in hooks.failures() if hooks else ():
        message(f"提示：{line}")


def _say_usage(error: Any) -> None:
    if type(error).__name__ == "NoArgsIsHelpError":  # its words are the help
        error.show()
    else:
        wrong(f"错误：{explained(error)}")


if __name__ == "__main__":
    main()
