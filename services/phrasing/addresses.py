"""Where a language model may be: on this machine or in one's own network, and nowhere else."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from policygraph.model.errors import PolicyGraphError

LLM = "POLICYGRAPH_LLM"
"""The environment's variable with the address of a model; not set: none is asked."""
PORTS = {"http": 80, "https": 443}
OWN = tuple(
    ipaddress.ip_network(each)
    for each in ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7")
)
"""This machine (RFC 1122, RFC 4291) and private networks (RFC 1918, RFC 4193)."""


class Endpoint(NamedTuple):
    """`path`: before /chat/completions, without a slash at its end; `model`: empty where the endpoint is
    asked for it."""

    scheme: str
    host: str
    port: int
    path: str
    model: str


def endpoint(url: str) -> Endpoint:
    """The parts of an address; what stands behind # is the model's name. PolicyGraphError where it is none, or of a
    host by number that is not one's own. A host by name is looked at when it is connected to (`all_own`).

    >>> endpoint("http://127.0.0.1:11434/v1#qwen")
    Endpoint(scheme='http', host='127.0.0.1', port=11434, path='/v1', model='qwen')
    """
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise PolicyGraphError(f"模型的地址不对：{url}") from error
    if parts.scheme not in PORTS or not host or parts.username or parts.password or parts.query:
        raise PolicyGraphError(f"模型的地址应写成 http://127.0.0.1:11434/v1 这样，得到“{url}”")
    if _is_number(host) and not is_own(host):
        raise PolicyGraphError(f"{host} 不在本机，也不在单位自己的网络里；问题不发到外面")
    return Endpoint(parts.scheme, host, port or PORTS[parts.scheme], parts.path.rstrip("/"), parts.fragment)


def is_own(address: str) -> bool:
    """Whether an IP address is of this machine or of a private network.

    >>> [is_own(a) for a in ("127.0.0.1", "192.168.3.4", "::1", "::ffff:10.1.1.1", "169.254.169.254", "8.8.8.8")]
    [True, True, True, True, False, False]
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped is not None:
        ip = ip.ipv4_mapped
    return any(ip.version == each.version and ip in each for each in OWN)


def all_own(addresses: Sequence[str]) -> bool:
    """Whether a host, which has these addresses, is reached in one's own network whichever of them is taken."""
    return bool(addresses) and all(map(is_own, addresses))


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
