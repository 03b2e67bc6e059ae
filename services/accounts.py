"""Who may use the page: names, roles and passwords, in a file beside the graph that only its owner reads."""

from __future__ import annotations

import json
import os
import secrets
import unicodedata
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

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


@dataclass(frozen=True, slots=True)
class Account:
    """`password`: as argon2 writes it; None for who signs in elsewhere. `changed`: when it was last set (ISO, UTC)."""

    name: str
    role: str
    password: str | None
    changed: str


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

    def all(self) -> dict[str, Account]:
        """By name; none where there is no file. Raises PolicyGraphError for a file that cannot be read."""
        try:
            state = self.file.stat()
            mark = (state.st_mtime_ns, state.st_size, state.st_ino)
            if self._seen is None or self._seen[0] != mark:
                listed = json.loads(self.file.read_text(encoding="utf-8"))["accounts"]
                self._seen = mark, {each["name"]: Account(**each) for each in listed}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, KeyError, TypeError) as error:
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
        from argon2.exceptions import InvalidHashError, VerificationError

        account = self.all().get(unicodedata.normalize("NFC", name.strip()))
        known = account.password if account and account.password else _nobodys()
        try:
            _hasher().verify(known, password[:LONGEST])
        except (VerificationError, InvalidHashError):
            return None
        return account if account and account.password else None

    def _write(self, accounts: dict[str, Account]) -> None:
        """All at once or not at all, for the owner's eyes only."""
        content = json.dumps({"accounts": [asdict(each) for each in accounts.values()]}, ensure_ascii=False, indent=1)
        audit.begun()
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            whole.replaced(self.file, content.encode(), whole.OWNER)
        except OSError as error:
            raise PolicyGraphError(f"账号文件 {self.file} 写不了（{reason(error)}）；账号没有改变") from error


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
