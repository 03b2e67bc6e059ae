"""Who asks: by a session of ours, an organisation's sign-in, a trusted proxy's word, or by being on this machine."""

from __future__ import annotations

import ipaddress
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from starlette.requests import HTTPConnection

from policygraph.app.gate.rights import RIGHTS, WRITING, Right
from policygraph.app.gate.sessions import Failures, Sessions
from policygraph.services.accounts import Account, Accounts, accounts_file
from policygraph.services.addresses import is_loopback

COOKIE = "policygraph"
FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")  # what a proxy adds
BY_NAME, BY_ADDRESS, WINDOW = 10, 50, 15 * 60  # failures to sign in that are borne within so many seconds

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, slots=True)
class Person:
    """`name`: empty where nobody signs in."""

    name: str
    role: str
    rights: frozenset[Right]
    by_token: bool = False  # a program's, which no page of a browser can send by itself

    @property
    def told(self) -> str:
        """What a page that is open compares: for who may do something else it is drawn anew."""
        return f"{self.name} {self.role}"


@dataclass(frozen=True)
class Entry:
    """How the page may be entered, as `policygraph app` was told. `base`: such as `/policy`, or empty.

    `proxy_header`: in which a proxy at one of `trusted` names who has signed in with it. `oidc`: sign-in through an
    organisation; `claim`: what of its answer is the account's name.
    """

    base: str = ""
    loopback: bool = True
    open: bool = False
    read_only: bool = False
    proxy_header: str | None = None
    trusted: tuple[Network, ...] = (ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1/128"))
    oidc: bool = False
    claim: str = "email"


@dataclass
class Gate:
    """Answers for one server; `place`: of its graph."""

    entry: Entry
    place: str | None
    sessions: Sessions = field(default_factory=Sessions)
    by_name: Failures = field(default_factory=lambda: Failures(BY_NAME, WINDOW))
    by_token: Failures = field(default_factory=lambda: Failures(BY_ADDRESS, WINDOW))
    by_address: Failures = field(default_factory=lambda: Failures(BY_ADDRESS, WINDOW))

    def __post_init__(self) -> None:
        self.accounts = Accounts(accounts_file(self.place))
        self._closed = False  # once there were accounts, nobody comes in without one, should their file be lost
        self._lock = threading.Lock()
        self._connections: dict[str, HTTPConnection] = {}

    # --- who it is

    def guarded(self) -> bool:
        """Whether one has to say who one is."""
        self._closed = self._closed or bool(self.entry.oidc or self.entry.proxy_header or self.accounts.all())
        return self._closed

    def person(self, connection: HTTPConnection, *, touch: bool = True) -> Person | None:
        """Who asks; None for nobody who may come in. `touch`: what is asked keeps the session alive."""
        if not self.guarded():
            return self._made("", "admin" if self.entry.open or self._is_here(connection) else "viewer")
        account = self._account(connection, touch)
        return None if account is None else self._made(account.name, account.role, bearer(connection) is not None)

    def _made(self, name: str, role: str, by_token: bool = False) -> Person:
        rights = RIGHTS[role] - WRITING if self.entry.read_only else RIGHTS[role]
        return Person(name, role, rights, by_token)

    def _account(self, connection: HTTPConnection, touch: bool) -> Account | None:
        accounts = self.accounts.all()
        if self.entry.proxy_header and (named := self._named_by_proxy(connection)):
            return accounts.get(named)
        if (words := bearer(connection)) is not None:  # who shows a wrong one is nobody, whatever else he has
            return self.accounts.holder(words)
        for token in self.tokens(connection):
            session = self.sessions.find(token, touch=touch)
            account = accounts.get(session.name) if session else None
            if account and session and account.changed == session.stamp:
                return account
        return None

    def is_to_prove(self, connection: HTTPConnection) -> bool:
        """Whether it shows a program's token that was not proved yet, which takes a while."""
        words = bearer(connection)
        return words is not None and self.guarded() and self.accounts.holder(words) is None

    def prove(self, connection: HTTPConnection) -> float:
        """Prove the token that it shows; seconds for which none is tried any more from there, 0 where it was tried."""
        address = self.address(connection)
        if wait := self.by_token.wait(address):
            return wait
        self.by_token.add(address)  # before it is tried, so that many at once are not tried for one
        if self.accounts.prove(bearer(connection) or "") is not None:
            self.by_token.forget(address)
        return 0.0

    def tokens(self, connection: HTTPConnection) -> list[str]:
        """What the browser holds of sessions, also of such as have ended."""
        held = (connection.cookies.get(COOKIE), self._foreign(connection))
        return [each for each in held if each]

    def _named_by_proxy(self, connection: HTTPConnection) -> str | None:
        if not self.is_trusted(connection):
            return None
        named = connection.headers.get(self.entry.proxy_header or "", "")
        return unquote(named.encode("latin-1").decode("utf-8", "replace")).strip() or None

    def _foreign(self, connection: HTTPConnection) -> str | None:
        """The organisation's word as Streamlit keeps it, signed, in its own cookie; its first use starts a session."""
        if not self.entry.oidc:
            return None
        from policygraph.app.gate.organisation import signed_in

        found = signed_in(connection.cookies, self.entry.claim)
        if found is None:
            return None
        token, name = found
        account = self.accounts.all().get(name)
        if account is not None and not self.sessions.known(token):
            self.sessions.start(name, account.changed, token)
        return token

    # --- from where

    def is_trusted(self, connection: HTTPConnection) -> bool:
        """Whether it comes from a proxy that is believed."""
        if connection.client is None:
            return False
        try:
            address = ipaddress.ip_address(connection.client.host)
        except ValueError:
            return False
        return any(address in network for network in self.entry.trusted)

    def _is_here(self, connection: HTTPConnection) -> bool:
        """Whether it comes from this machine itself: no proxy stands between, no foreign name leads here."""
        if not self.entry.loopback or any(name in connection.headers for name in FORWARDED):
            return False
        host = urlsplit(f"//{connection.headers.get('host', '')}").hostname or ""
        return is_loopback(host)

    def address(self, connection: HTTPConnection) -> str:
        """Of whoever asks, behind a trusted proxy too."""
        said = connection.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
        if said and self.is_trusted(connection):
            return said
        return connection.client.host if connection.client else ""

    def is_encrypted(self, connection: HTTPConnection) -> bool:
        """Whether the browser speaks https, with us or with a trusted proxy."""
        if connection.url.scheme in ("https", "wss"):
            return True
        return self.is_trusted(connection) and connection.headers.get("x-forwarded-proto") == "https"

    # --- which connection a script runs for

    @contextmanager
    def ticket(self, id_: str, connection: HTTPConnection) -> Iterator[None]:
        """While a browser is connected, the page's script finds out by `id_` for whom it runs."""
        with self._lock:
            self._connections[id_] = connection
        try:
            yield
        finally:
            with self._lock:
                self._connections.pop(id_, None)

    def connection(self, id_: str | None) -> HTTPConnection | None:
        """None for one that has ended."""
        with self._lock:
            return self._connections.get(id_ or "")


def bearer(connection: HTTPConnection) -> str | None:
    """The token that a program shows."""
    scheme, _, words = connection.headers.get("authorization", "").partition(" ")
    return words.strip() if scheme.lower() == "bearer" else None


def networks(written: Sequence[str]) -> tuple[Network, ...]:
    """Raises ValueError for what is no address or network."""
    return tuple(ipaddress.ip_network(each, strict=False) for each in written)
