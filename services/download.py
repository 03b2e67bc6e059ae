"""A document by its URL: fetched within limits, and never from an address that is not public.

Each host is resolved first, all its addresses are checked, and the connection goes to an address that was checked, so
that a name cannot point elsewhere in between; the name stays what is asked for and what the certificate must hold.
Redirects are checked the same way. Proxies are not used, whatever the environment says: they would resolve the name
themselves.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import PurePosixPath
from types import TracebackType
from typing import Any, Self
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit, urlunsplit

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, SSLError

from policygraph.ingest.formats import limits, registry
from policygraph.model.errors import PolicyGraphError
from policygraph.services.addresses import is_public, resolve

SECONDS = 30.0
"""For all of it: names, connections, redirects, every byte."""
REDIRECTS = 5
PIECE = 1 << 16  # bytes that are read at once
ENCODINGS = ("", "identity", "gzip", "deflate")  # that are unpacked, though none is asked for
_SAFE = "/%:@!$&'()*+,;=~?"


@dataclass(frozen=True, slots=True)
class Fetched:
    """`name`: what a file of it would be called, which tells its format where the bytes do not."""

    url: str
    data: bytes
    name: str


def is_url(text: str) -> bool:
    """Whether `text` is the address of a page, not the path of a file."""
    return text.lower().startswith(("http://", "https://"))


def fetch(url: str) -> Fetched:
    """The document at `url`. Raises PolicyGraphError that says why it could not be had."""
    at = url
    with _Deadline(SECONDS) as deadline:
        for _ in range(REDIRECTS + 1):
            answer = _get(at, deadline)
            if not isinstance(answer, str):
                return Fetched(url, *answer)
            at = answer
    raise PolicyGraphError(f"网址转来转去超过 {REDIRECTS} 次；请在浏览器里打开，另存为文件后再读")


class _Deadline:
    """The time for all of a fetch. When it is over its connections are cut, whatever they are waiting for.

    A limit for each read would not do: a server that gives a byte now and then never reaches it.
    """

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self._lines: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self._timer.cancel()
        self._timer.join()
        for line in self._lines:
            line.close()

    def left(self) -> float:
        """Seconds. Raises TimeoutError when there are none."""
        if (left := self._end - time.monotonic()) <= 0:
            raise TimeoutError
        return left

    def connect(self, addresses: Sequence[str], port: int) -> socket.socket | None:
        """A connection to the first of `addresses` that takes it; None where none does."""
        for address in addresses:
            try:
                stream = socket.create_connection((address, port), timeout=self.left())
            except OSError:
                self.left()
                continue
            self._lines.append(stream.dup())  # TLS takes the other one away; both are one connection
            self.left()  # it may have been over before the line was noted
            return stream
        return None

    def _cut(self) -> None:
        for line in self._lines:
            try:
                line.shutdown(socket.SHUT_RDWR)
            except OSError:  # it has ended meanwhile
                continue


def _get(url: str, deadline: _Deadline) -> tuple[bytes, str] | str:
    """The bytes and the name of the document, or the address that the server sends one on to."""
    parts, host, port = _checked(url)
    try:
        with _pool(parts.scheme, host, port, deadline) as pool:
            response: urllib3.BaseHTTPResponse = pool.urlopen(
                "GET",
                urlunsplit(("", "", quote(parts.path or "/", safe=_SAFE), quote(parts.query, safe=_SAFE), "")),
                headers={
                    "User-Agent": f"policygraph/{version('policygraph')}",
                    "Accept": "*/*",
                    "Accept-Encoding": "identity",
                },
                redirect=False,
                retries=False,
                preload_content=False,
                timeout=deadline.left(),
            )
            if to := response.get_redirect_location():
                return urljoin(url, to)
            if response.status != 200:
                raise PolicyGraphError(f"网站没有给出文件（状态 {response.status}）；请在浏览器里打开看看网址是否有效")
            data = _body(response)
            deadline.left()  # a connection that was cut looks like one that has ended
            return data, _name(parts.path, response.headers.get("Content-Type", ""))
    except (HTTPError, OSError) as error:
        raise PolicyGraphError(_explained(error, host, deadline)) from error


def _checked(url: str) -> tuple[SplitResult, str, int]:
    """The parts of a URL, its host as the internet knows it, its port. Raises PolicyGraphError."""
    try:
        url.encode()  # a command line may hold bytes that are no text
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except UnicodeError:
        raise PolicyGraphError("网址里有不能用的字，或域名不对；请检查是否写对") from None
    except ValueError:
        raise PolicyGraphError("网址不对；请检查是否写全") from None
    if parts.scheme not in ("http", "https") or not host:
        raise PolicyGraphError("只能读 http:// 或 https:// 开头的网址")
    if parts.username or parts.password:
        raise PolicyGraphError("网址里不能带用户名和密码")
    return parts, host, port


def _pool(scheme: str, host: str, port: int, deadline: _Deadline) -> urllib3.HTTPConnectionPool:
    """Connections to `host` that go to addresses of it which were checked."""
    addresses = resolve(host, port, deadline.left())
    if not addresses:
        raise PolicyGraphError(f"找不到网站 {host}；请检查网址和网络")
    if not all(map(is_public, addresses)):
        raise PolicyGraphError(f"{host} 是内部网络的地址，为安全不读；请在浏览器里打开，另存为文件后再读")

    class Pinned(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            if (stream := deadline.connect(addresses, port)) is None:
                raise PolicyGraphError(f"连不上 {host}；请检查网址和网络")
            return stream

    class PinnedAndEncrypted(Pinned, HTTPSConnection): ...

    called = f"[{host}]" if ":" in host else host
    pool: urllib3.HTTPConnectionPool
    if scheme == "https":
        pool = urllib3.HTTPSConnectionPool(called, port, ssl_context=ssl.create_default_context())
        pool.ConnectionCls = PinnedAndEncrypted
    else:
        pool = urllib3.HTTPConnectionPool(called, port)
        pool.ConnectionCls = Pinned
    return pool


def _body(response: Any) -> bytes:
    """The whole body within the limit of size, unpacked if the server packs unasked."""
    coding = response.headers.get("Content-Encoding", "").strip().lower()
    if coding not in ENCODINGS:
        raise PolicyGraphError("网站给出的内容是压缩过的，不能读；请在浏览器里另存为文件")
    data = bytearray()
    while piece := response.read(PIECE, decode_content=True):
        data += piece
        limits.check_size(len(data))
    return bytes(data)


def _explained(error: Exception, host: str, deadline: _Deadline) -> str:
    """What went wrong on the way, for a person."""
    try:
        deadline.left()
    except TimeoutError:
        return f"{SECONDS:.0f} 秒内没有取完；请稍后再试，或在浏览器里另存为文件"
    if isinstance(error, SSLError):
        if any(isinstance(each, ssl.SSLCertVerificationError) for each in (error.__cause__, *error.args)):
            return f"{host} 的证书有问题，连接不安全；请在浏览器里打开，另存为文件后再读"
        return f"与 {host} 的加密连接没有建立；请检查网址是否该以 http:// 开头，或在浏览器里另存为文件"
    if isinstance(error, urllib3.exceptions.DecodeError):
        return "网站给出的内容已损坏；请稍后再试"
    return "没有取完网页，连接中断，或网站的回答不对；请稍后再试，或在浏览器里另存为文件"


def _name(path: str, content_type: str) -> str:
    """The last part of the path, with the suffix of its content type where it has none that is known."""
    last = PurePosixPath(unquote(path)).name or "page"
    suffix = PurePosixPath(last).suffix.lower()
    kind = content_type.partition(";")[0].strip().lower()
    found = registry.by_content_type(kind)
    if found is None or (suffix and kind != "text/html") or suffix in found.suffixes:
        return last
    return last + found.suffixes[0]  # a page may be called .jsp
