"""Who may use the page: names, roles, passwords and programs' tokens, in a file beside the graph that only its owner
reads."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import unicodedata
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policygraph.model import extras, whole
from policygraph.model.errors import PolicyGraphError, reason
from policygraph.services import audit
from policygraph.services.beside import beside

if TYPE_CHECKING:
    from argon2 import PasswordHasher

PLACE = "POLICYGRAPH_ACCOUNTS"
"""Environment variable: another file for the accounts."""
ROLES = {"viewer": "查看", "editor": "录入", "admin": "管理"}
LONGEST_NAME = 100  # characters
SHORTEST, LONGEST = 10, 200  # characters of a password


MARK = "pg"  # with which tokens begin, so that they are known where they should not be
LONGEST_USE = 200  # characters


@dataclass(frozen=True, slots=True)
class Token:
    """With which a program comes in as an account. `id`: may be shown; `secret`: as argon2 writes it; `use`: what it
    was given for; `made`: ISO, UTC; `until`: its last day (ISO), None: until it is taken back."""

    id: str
    secret: str
    use: str
    made: str
    until: str | None

    @property
    def ended(self) -> bool:
        return self.until is not None and date.today().isoformat() > self.until


@dataclass(frozen=True, slots=True)
class Account:
    """`password`: as argon2 writes it; None for who signs in elsewhere. `changed`: when it was last set (ISO, UTC)."""

    name: str
    role: str
    password: str | None
    changed: str
    tokens: tuple[Token, ...] = ()


def role_of(words: str) -> str:
    """A role by its name or its Chinese word. PolicyGraphError if there is none.

    >>> role_of("录入"), role_of("viewer")
    ('editor', 'viewer')
    """
    found = next((role for role, zh in ROLES.items() if words in (role, zh)), None)
    if found is None:
        raise PolicyGraphError(f"没有“{words}”这种角色；可用 {'、'.join(ROLES.values())}")
    return found


def accounts_file(place: str | None) -> Path:
    """Where the accounts of the graph at `place` are."""
    named = os.environ.get(PLACE)
    return Path(named).expanduser() if named else beside(place, "accounts.json")


class Accounts:
    """The accounts in a file; read anew when it has changed, so that what a command does counts at once."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._seen: tuple[tuple[int, ...], dict[str, Account]] | None = None
        self._proved: dict[str, str] = {}  # digests of tokens that were right, and of which secret

    def all(self) -> dict[str, Account]:
        """By name; none where there is no file. Raises PolicyGraphError for a file that cannot be read."""
        try:
            state = self.file.stat()
            mark = (state.st_mtime_ns, state.st_size, state.st_ino)
            if self._seen is None or self._seen[0] != mark:
                listed = json.loads(self.file.read_text(encoding="utf-8"))["accounts"]
                self._seen = mark, {each["name"]: _account(each) for each in listed}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise PolicyGraphError(f"账号文件 {self.file} 读不了或不完整；请从备份恢复它") from error
        return self._seen[1]

    def add(self, name: str, role: str, password: str | None) -> Account:
        """A new account. Raises PolicyGraphError for a name that is taken or unfit, and for a weak password."""
        name = clean_name(name)
        if name in self.all():
            raise PolicyGraphError(f"已有账号 {name}；改口令用 policygraph user password {name}")
        account = Account(name, role_of(role), _hashed(name, password), _now())
        self._write({**self.all(), name: account})
        return account

    def change(self, name: str, *, role: str | None = None, password: str | None = None) -> Account:
        """Another role or password; whoever is signed in with the old password is signed out."""
        old = self.get(name)
        new = replace(old, role=old.role if role is None else role_of(role))
        if password is not None:
            new = replace(new, password=_hashed(old.name, password), changed=_now())
        self._write({**self.all(), old.name: new})
        return new

    def remove(self, name: str) -> None:
        """Raises PolicyGraphError if there is none of that name."""
        gone = self.get(name)
        self._write({key: each for key, each in self.all().items() if key != gone.name})

    def get(self, name: str) -> Account:
        """Raises PolicyGraphError if there is none of that name."""
        found = self.all().get(clean_name(name))
        if found is None:
            raise PolicyGraphError(f"没有账号 {name}；policygraph user list 列出全部")
        return found

    def verified(self, name: str, password: str) -> Account | None:
        """The account, if that is its password; takes as long for a name that is none."""
        account = self.all().get(unicodedata.normalize("NFC", name.strip()))
        known = account.password if account and account.password else _nobodys()
        is_right = _is_right(known, password[:LONGEST])
        return account if is_right and account and account.password else None

    # --- tokens

    def give(self, name: str, use: str, days: int | None) -> tuple[Token, str]:
        """A token for a program, and its words, which nobody is told again. PolicyGraphError where it cannot be."""
        account = self.get(name)
        if len(use) > LONGEST_USE or not use.isprintable():
            raise PolicyGraphError(f"用途最多 {LONGEST_USE} 个可见字符")
        secret = secrets.token_urlsafe(32)
        until = None if days is None else (date.today() + timedelta(days=days)).isoformat()
        token = Token(secrets.token_hex(4), _hasher().hash(secret), use, _now(), until)
        self._write({**self.all(), account.name: replace(account, tokens=(*account.tokens, token))})
        return token, f"{MARK}_{token.id}_{secret}"

    def take_back(self, id_: str) -> Account:
        """From now on, that token opens nothing; whose it was. PolicyGraphError if there is none of that id."""
        for account in self.all().values():
            left = tuple(each for each in account.tokens if each.id != id_)
            if left != account.tokens:
                self._write({**self.all(), account.name: replace(account, tokens=left)})
                return account
        raise PolicyGraphError(f"没有令牌 {id_}；policygraph user token-list 列出全部")

    def holder(self, words: str) -> Account | None:
        """Whose token that is, where it has been proved and still holds: a digest is compared, as for each request."""
        account, token = self._token(words)
        return account if token and self._proved.get(_digest(words)) == token.secret else None

    def prove(self, words: str) -> Account | None:
        """Whose token that is; takes as long as a password does."""
        account, token = self._token(words)
        if account is None or token is None or not _is_right(token.secret, words.split("_", 2)[2]):
            return None
        self._proved[_digest(words)] = token.secret
        return account

    def _token(self, words: str) -> tuple[Account, Token] | tuple[None, None]:
        """Of that id, unless it has ended."""
        mark, _, rest = words.partition("_")
        id_, _, secret = rest.partition("_")
        if mark != MARK or not secret:
            return None, None
        found = ((account, token) for account in self.all().values() for token in account.tokens if token.id == id_)
        return next((pair for pair in found if not pair[1].ended), (None, None))

    def _write(self, accounts: dict[str, Account]) -> None:
        """All at once or not at all, for the owner's eyes only."""
        content = json.dumps({"accounts": [asdict(each) for each in accounts.values()]}, ensure_ascii=False, indent=1)
        audit.begun()
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            whole.replaced(self.file, content.encode(), whole.OWNER)
        except OSError as error:
            raise PolicyGraphError(f"账号文件 {self.file} 写不了（{reason(error)}）；账号没有改变") from error


def _account(written: dict[str, Any]) -> Account:
    return Account(**{**written, "tokens": tuple(Token(**each) for each in written.get("tokens", ()))})


def _is_right(kept: str, words: str) -> bool:
    """Whether these are the words of which that is kept, as argon2 writes it."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return _hasher().verify(kept, words)
    except (VerificationError, InvalidHashError):
        return False


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def clean_name(name: str) -> str:
    """A name as it is kept. Raises PolicyGraphError for none, one that is too long or has control characters."""
    name = unicodedata.normalize("NFC", name.strip())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise PolicyGraphError(f"账号名应为 1—{LONGEST_NAME} 个可见字符")
    return name


def _hashed(name: str, password: str | None) -> str | None:
    if password is None:
        return None
    if not SHORTEST <= len(password) <= LONGEST or password == name:
        raise PolicyGraphError(f"口令应有 {SHORTEST}—{LONGEST} 个字符，且不是账号名")
    return _hasher().hash(password)


@cache
def _hasher() -> PasswordHasher:
    with extras.needed("app", "账号"):
        from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _nobodys() -> str:
    return _hasher().hash(secrets.token_hex())


def _now() -> str:
    return datetime.now(UTC).isoformat()
