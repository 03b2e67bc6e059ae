"""The address of a Neo4j server, as people write it, and what the environment adds.

    neo4j://[USER[:PASSWORD]@]HOST[:PORT][/DATABASE][?ca=FILE]

`neo4j://` asks the server for the members of its cluster, `bolt://` speaks to this one only. `+s` encrypts and trusts
what the system trusts, `+ssc` any certificate; `?ca=FILE` encrypts and trusts what FILE (PEM) signs.
NEO4J_USERNAME, NEO4J_PASSWORD, NEO4J_DATABASE and NEO4J_CA say what the address does not.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit

from policygraph.model.errors import PolicyGraphError

SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
DEFAULT_PORT = 7687
FORM = "neo4j://用户名@主机:7687/数据库名"


@dataclass(frozen=True, slots=True)
class Address:
    """`uri`: as the driver takes it, without user and database. `database`: None for the server's default one."""

    uri: str
    user: str
    password: str | None = field(repr=False)
    database: str | None
    ca: Path | None

    @property
    def shown(self) -> str:
        """For people: without the password."""
        return f"{self.uri}/{self.database}" if self.database else self.uri


def is_address(place: str) -> bool:
    """Whether `place` is meant as the address of a server, not as a file.

    >>> is_address("neo4j://localhost"), is_address("/var/graph")
    (True, False)
    """
    return "://" in place


def parse_address(place: str, environment: Mapping[str, str] = os.environ) -> Address:
    """The address in its parts; PolicyGraphError, which never shows the password, if it is none.

    >>> parse_address("neo4j+s://ann@example.cn/policy", {}).shown
    'neo4j+s://example.cn:7687/policy'
    """
    parts, port, options = _split(place)
    ca = options.pop("ca", None) or environment.get("NEO4J_CA") or None
    if ca is not None:
        _check_certificate(ca, parts.scheme)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    routing = f"?{urlencode(options)}" if options else ""  # the driver's own: the context of routing
    password = unquote(parts.password) if parts.password is not None else environment.get("NEO4J_PASSWORD")
    return Address(
        uri=f"{parts.scheme}://{host}:{port}{routing}",
        user=unquote(parts.username or "") or environment.get("NEO4J_USERNAME") or "neo4j",
        password=password or None,
        database=unquote(parts.path.strip("/")) or environment.get("NEO4J_DATABASE") or None,
        ca=None if ca is None else Path(ca),
    )


def _split(place: str) -> tuple[SplitResult, int, dict[str, str]]:
    """The parts of an address, its port and its options. Raises PolicyGraphError for what is no address."""
    try:
        parts = urlsplit(place)
        port = parts.port or DEFAULT_PORT
        options = dict(parse_qsl(parts.query, strict_parsing=True)) if parts.query else {}
    except ValueError as error:
        raise PolicyGraphError(f"图数据库地址有误；应写成 {FORM}") from error
    if parts.scheme not in SCHEMES:
        raise PolicyGraphError(
            f"不认识的图数据库地址 {parts.scheme}://…；应为文件夹，或以 {'、'.join(f'{s}://' for s in SCHEMES)} 开头"
        )
    if not parts.hostname:
        raise PolicyGraphError(f"图数据库地址里没有主机名；应写成 {FORM}")
    database = unquote(parts.path.strip("/"))
    if "/" in database:
        raise PolicyGraphError(f"图数据库地址里的数据库名 {database} 有误；应写成 {FORM}")
    return parts, port, options


def _check_certificate(ca: str, scheme: str) -> None:
    if not Path(ca).is_file():
        raise PolicyGraphError(f"找不到证书文件 {ca}（地址里的 ?ca= 或环境变量 NEO4J_CA）")
    if "+" in scheme:
        raise PolicyGraphError(f"指定证书文件时，地址应以 {scheme.split('+')[0]}:// 开头，不带 +s、+ssc")
