"""People's own logins to other systems, kept encrypted in the store.

AES-256 in Galois/counter mode, a fresh nonce a record, and whose login to what it is as associated
data: a record that is laid under another person's name does not open. The key is the setting
SECRET_KEY; without it nothing is kept.
"""

import base64
import hashlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from integrations.errors import RefusedError
from integrations.store import Store

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

SHELF = "accounts"
NONCE = 12  # bytes: what the mode is made for
WHERE = "my own store"
NO_KEY = "no key to encrypt it with"
SET_KEY = "Whoever runs me sets SECRET_KEY and starts again."
NOT_OURS = "a record that this SECRET_KEY does not open"
CONNECT_AGAIN = "`/ops connect {system}` makes a new one."


@dataclass(frozen=True)
class Login:
    """A user's name in another system and their token there."""

    user: str
    token: str

    def __repr__(self) -> str:
        """Without the token: logs and tracebacks show this."""
        return f"Login(user={self.user!r})"


class Vault:
    """Logins by system and Slack user. `key` is SECRET_KEY; empty: nothing can be kept."""

    def __init__(self, store: Store, key: str) -> None:
        self._store = store
        self._key = hashlib.sha256(key.encode()).digest() if key else b""

    @property
    def has_key(self) -> bool:
        """Whether logins can be kept at all."""
        return bool(self._key)

    async def keep(self, system: str, person: str, login: Login) -> None:
        """Keep a login. Raises RefusedError without a key, UnavailableError without the store."""
        if not self._key:
            raise RefusedError("to keep a login", WHERE, NO_KEY, SET_KEY)
        sealed = self.seal(login.token, _about(system, person, login.user))
        await self._store.put(SHELF, f"{system}/{person}", {"user": login.user, "sealed": sealed})

    async def login(self, system: str, person: str) -> Login | None:
        """A person's login, or None where they have none.

        Raises RefusedError where it does not open: another key, or a record that was changed.
        """
        record = await self._store.get(SHELF, f"{system}/{person}")
        if record is None:
            return None
        asked = f"your login to {system}"
        if not self._key:
            raise RefusedError(asked, WHERE, NO_KEY, SET_KEY)
        user = str(record.get("user", ""))
        token = self.open(str(record.get("sealed", "")), _about(system, person, user))
        if token is None:
            raise RefusedError(asked, WHERE, NOT_OURS, CONNECT_AGAIN.format(system=system))
        return Login(user, token)

    async def name(self, system: str, person: str) -> str:
        """A person's name in another system; empty where they are not connected."""
        record = await self._store.get(SHELF, f"{system}/{person}")
        return str(record.get("user", "")) if record else ""

    async def forget(self, system: str, person: str) -> None:
        """Forget a login."""
        await self._store.drop(SHELF, f"{system}/{person}")

    def seal(self, text: str, about: str) -> str:
        """A text, encrypted; it opens only with the same `about`. Needs a key."""
        nonce = os.urandom(NONCE)
        sealed = _cipher(self._key).encrypt(nonce, text.encode(), about.encode())
        return base64.b64encode(nonce + sealed).decode()

    def open(self, sealed: str, about: str) -> str | None:
        """The text in what `seal` gave; None where it is not that, or was changed."""
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - see `_cipher`

        try:
            raw = base64.b64decode(sealed, validate=True)
            return _cipher(self._key).decrypt(raw[:NONCE], raw[NONCE:], about.encode()).decode()
        except (ValueError, InvalidTag):
            return None


def _about(system: str, person: str, user: str) -> str:
    return f"{system}\n{person}\n{user}"


def _cipher(key: bytes) -> "AESGCM":
    # The package takes a tenth of a second to import: only a process that opens a login pays.
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - as above

    return AESGCM(key)
