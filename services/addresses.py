"""Which addresses of the internet may be connected to, and finding those of a host."""

from __future__ import annotations

import ipaddress
import queue
import socket
import threading

GLOBAL = ipaddress.ip_network("2000::/3")
"""The only part of IPv6 that is given out."""
TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""NAT64, by which who has IPv6 only reaches IPv4: the last 32 bits are the address that one is led to."""
SPECIAL = tuple(
    ipaddress.ip_network(each)
    for each in (
        "192.0.0.0/24",  # for protocols, although Python counts two of them as global
        "192.88.99.0/24",  # 6to4's relays, given up
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",
        "2001::/23",  # for protocols: Teredo, ORCHID, benchmarks
        "2001:db8::/32",  # for documents
        "2002::/16",  # 6to4, which leads to the IPv4 address within
        "3fff::/20",  # for documents
    )
)
"""Of IANA's registries of special addresses, what `is_global` lets through in one version of Python or another."""


def is_public(address: str) -> bool:
    """Whether an IP address may be connected to: global unicast, and nothing that only looks like it.

    >>> [is_public(a) for a in ("8.8.8.8", "127.0.0.1", "10.1.2.3", "169.254.169.254", "::ffff:8.8.8.8", "fe80::1")]
    [True, False, False, False, False, False]
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if ip in TRANSLATED:
        ip = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.is_global and (ip.version == 4 or ip in GLOBAL) and not any(ip in each for each in SPECIAL)


def is_loopback(host: str) -> bool:
    """Whether only this machine itself is reached under that name or address.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def resolve(host: str, port: int, seconds: float) -> list[str]:
    """The IP addresses of `host`, none if it has none. Raises TimeoutError.

    In a thread of its own, which is left behind when it takes too long: the system's resolver knows no limit.
    """
    answer: queue.SimpleQueue[list[str]] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            found = []
        answer.put(list(dict.fromkeys(str(each[4][0]) for each in found)))

    threading.Thread(target=ask, daemon=True).start()
    try:
        return answer.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError from None
