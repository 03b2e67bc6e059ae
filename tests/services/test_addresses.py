"""Which addresses of the internet may be connected to."""

from __future__ import annotations

import pytest

from policygraph.services.addresses import is_public

PUBLIC = ["1.0.0.1", "8.8.8.8", "100.128.0.1", "172.32.0.1", "192.1.0.1", "223.255.255.254", "2400:3200::1",
          "2606:4700::1111", "64:ff9b::8.8.8.8"]  # fmt: skip
NOT_PUBLIC = [
    # this machine and network, what is private, shared, for links
    "0.0.0.0", "0.1.2.3", "127.0.0.1", "127.255.255.255", "10.0.0.1", "172.16.3.4", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "100.64.0.1", "100.127.255.255", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00::1",
    "fec0::1", "feff::1",
    # for protocols, documents, benchmarks; reserved; multicast; broadcast
    "192.0.0.1", "192.0.0.9", "192.0.0.10", "192.0.0.255", "192.0.2.1", "198.51.100.1", "203.0.113.1", "198.18.0.1",
    "192.88.99.1", "240.0.0.1", "255.255.255.255", "224.0.0.1", "239.255.255.255", "ff02::1", "ff0e::1", "100::1",
    "2001::1", "2001:2::1", "2001:10::1", "2001:20::1", "2001:db8::1", "3fff::1", "5f00::1", "4000::1", "1::1",
    # IPv4 within IPv6: compatible, mapped, translated, 6to4, Teredo
    "::7f00:1", "::8.8.8.8", "::10.0.0.1", "::ffff:127.0.0.1", "::ffff:192.168.1.1", "::ffff:8.8.8.8",
    "::ffff:0:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::10.0.0.1", "64:ff9b::169.254.169.254", "64:ff9b::192.0.0.9",
    "64:ff9b::224.0.0.1", "64:ff9b:1::1", "64:ff9b:1::8.8.8.8", "64:ff9b:0:1::8.8.8.8", "2002:7f00:1::",
    "2002:a00:1::1", "2002:c0a8:101::1", "2001:0:4136:e378:8000:63bf:f5ff:fffe",
]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_what_may_be_connected_to(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_what_may_not(address: str) -> None:
    assert not is_public(address)
