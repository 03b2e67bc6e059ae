"""A document by its URL: fetched within limits, and never from an address that is not public.

Each host is resolved first, all its addresses are checked, and the connection goes to an address that was checked, so
that a name cannot point elsewhere in between. Redirects are checked the same way. Proxies are not used.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import PurePosixPath
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from policygraph.ingest.formats import limits, registry
from policygraph.model.errors import PolicyGraphError

SECONDS = 30.0
"""For all of it, redirects too."""
REDIRECTS = 5
_SAFE = "/%:@!$&'()*+,;=~?"
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Fetched:
    """`name`: what a file of it would be called, which tells its format where the bytes do not."""

    data: bytes
    name: str


def is_url(text: str) -> bool:
    """Whether `text` is the address of a page, not the path of a file."""
    return text.lower().startswith(("http://", "https://"))


def is_public(address: str) -> bool:
    """Whether an IP address may be connected to: no private, loopback, link-local or reserved one, in any disguise.

    >>> [is_public(a) for a in ("8.8.8.8", "127.0.0.1", "10.1.2.3", "169.254.169.254", "::ffff:192.168.1.1", "fe80::1")]
    [True, False, False, False, False, False]
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            ip = inner
    return ip.is_global and not ip.is_multicast


def fetch(url: str) -> Fetched:
    """The document at `url`. Raises PolicyGraphError that says why it could not be had."""
    end = time.monotonic() + SECONDS
    for _ in range(REDIRECTS + 1):
        answer = _get(url, end)
        if isinstance(answer, Fetched):
            return answer
        url = answer
    raise PolicyGraphError(f"网址转来转去超过 {REDIRECTS} 次；请在浏览器里打开，另存为文件后再读")


def _get(url: str, end: float) -> Fetched | str:
    """The document, or the address that the server sends one on to."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise PolicyGraphError("网址不对；请检查是否写全") from None
    host = parts.hostname
    if parts.scheme not in ("http", "https") or not host:
        raise PolicyGraphError("只能读 http:// 或 https:// 开头的网址")
    if parts.username or parts.password:
        raise PolicyGraphError("网址里不能带用户名和密码")
    path = urlunsplit(("", "", quote(parts.path or "/", safe=_SAFE), quote(parts.query, safe=_SAFE), ""))
    try:
        connection = _connect(host.encode("idna").decode("ascii"), port, parts.scheme == "https", end)
    except UnicodeError:
        raise PolicyGraphError("网址里的域名不对；请检查是否写对") from None
    try:
        agent = {"User-Agent": f"policygraph/{version('policygraph')}", "Accept": "*/*", "Accept-Encoding": "identity"}
        connection.request("GET", path, headers=agent)
        response = connection.getresponse()
        if response.status in (301, 302, 303, 307, 308) and (to := response.getheader("Location")):
            return urljoin(url, to)
        if response.status != 200:
            raise PolicyGraphError(f"网站没有给出文件（状态 {response.status}）；请在浏览器里打开看看网址是否有效")
        data = b"".join(_body(response, connection, end))
        return Fetched(data, _name(parts.path, response))
    except TimeoutError:
        raise PolicyGraphError(f"{SECONDS:.0f} 秒内没有取完；请稍后再试，或在浏览器里另存为文件") from None
    except (OSError, http.client.HTTPException) as error:
        raise PolicyGraphError(f"取不到网页（{type(error).__name__}）；请检查网址和网络") from None
    finally:
        connection.close()


def _connect(host: str, port: int, encrypted: bool, end: float) -> http.client.HTTPConnection:
    """A connection to an address of `host` that was checked."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise PolicyGraphError(f"找不到网站 {host}；请检查网址和网络") from None
    addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
    if not addresses or not all(map(is_public, addresses)):
        raise PolicyGraphError(f"{host} 是内部网络的地址，为安全不读；请在浏览器里打开，另存为文件后再读")
    connection = http.client.HTTPConnection(host, port)
    for address in addresses:
        try:
            stream = socket.create_connection((address, port), timeout=_left(end))
            if encrypted:
                stream = ssl.create_default_context().wrap_socket(stream, server_hostname=host)
            connection.sock = stream
            return connection
        except ssl.SSLError:
            raise PolicyGraphError(f"{host} 的证书有问题，连接不安全；请在浏览器里打开，另存为文件后再读") from None
        except OSError:
            continue
    raise PolicyGraphError(f"连不上 {host}；请检查网址和网络")


def _left(end: float) -> float:
    left = end - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _body(response: http.client.HTTPResponse, connection: http.client.HTTPConnection, end: float) -> Iterator[bytes]:
    """The body piece by piece, within the limits of time and size; packed only if the server packs unasked."""
    coding = (response.getheader("Content-Encoding") or "identity").lower()
    if coding not in ("identity", "gzip", "deflate", ""):
        raise PolicyGraphError(f"网站用 {coding} 压缩，不能读；请在浏览器里另存为文件")
    unpack = zlib.decompressobj(47) if coding in ("gzip", "deflate") else None
    size = 0
    while True:
        if connection.sock is not None:
            connection.sock.settimeout(_left(end))
        piece = response.read1(1 << 16)
        if not piece:
            return
        if unpack is not None:
            try:
                piece = unpack.decompress(piece, limits.FILE - size + 1)
            except zlib.error:
                raise PolicyGraphError("网站给出的内容已损坏；请稍后再试") from None
        size += len(piece)
        limits.check_size(size)
        yield piece
        _left(end)


def _name(path: str, response: http.client.HTTPResponse) -> str:
    """The last part of the path, with the suffix of its content type where it has none that is known."""
    last = PurePosixPath(unquote(path)).name or "page"
    suffix = PurePosixPath(last).suffix.lower()
    kind = response.headers.get_content_type()
    found = registry.by_content_type(kind)
    if found is None or (suffix and kind != "text/html") or suffix in found.suffixes:
        return last
    return last + found.suffixes[0]  # a page may be called .jsp
