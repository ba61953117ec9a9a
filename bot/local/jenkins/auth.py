"""Who asks: Basic authentication with API tokens, and crumbs against forged requests."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field

from aiohttp import BasicAuth, web

from bot.local.jenkins.refusals import NO_CRUMB, NO_PERMISSION, WRONG_TOKEN, RefusalError

CRUMB_FIELD = "Jenkins-Crumb"


@dataclass(frozen=True)
class Account:
    """Somebody with an API token; a reader may look but neither build nor cancel."""

    id: str
    token: str = field(repr=False)
    reader: bool = False

    @property
    def name(self) -> str:
        """The full name that Jenkins shows."""
        return " ".join(part.capitalize() for part in self.id.replace(".", " ").split())

    def must(self, permission: str) -> None:
        """Raise RefusalError if this account lacks `permission`."""
        if self.reader:
            raise RefusalError(403, NO_PERMISSION.format(user=self.id, permission=permission))


class Door:
    """Knows the accounts and the sessions' crumbs."""

    def __init__(self, accounts: list[Account]) -> None:
        self._accounts = {account.id: account for account in accounts}
        self._secret = secrets.token_bytes(32)
        self.cookie = f"JSESSIONID.{secrets.token_hex(4)}"

    def who(self, request: web.Request) -> Account | None:
        """The account behind a request, None for an anonymous one; a wrong token is refused."""
        header = request.headers.get("Authorization", "")
        if not header:
            return None
        try:
            given = BasicAuth.decode(header, encoding="utf-8")
        except ValueError:
            raise RefusalError(401, WRONG_TOKEN.format(user="")) from None
        account = self._accounts.get(given.login)
        if account is None or not hmac.compare_digest(
            account.token.encode(), given.password.encode()
        ):
            raise RefusalError(401, WRONG_TOKEN.format(user=given.login))
        return account

    def session(self, request: web.Request) -> str:
        """The request's session, or a new one."""
        return request.cookies.get(self.cookie) or f"node0{secrets.token_hex(12)}.node0"

    def crumb(self, session: str) -> str:
        """The crumb that belongs to `session`."""
        return hashlib.sha256(self._secret + session.encode()).hexdigest()

    def check_crumb(self, request: web.Request) -> None:
        """Refuse a request whose crumb is not its session's."""
        session = request.cookies.get(self.cookie, "")
        crumb = request.headers.get(CRUMB_FIELD, "")
        if not session or not hmac.compare_digest(crumb, self.crumb(session)):
            raise RefusalError(403, NO_CRUMB)

    def revoke(self, id: str) -> None:
        """Take somebody's token away; their next request is refused."""
        del self._accounts[id]

    def forget(self) -> None:
        """Make every crumb invalid, as a restart does."""
        self._secret = secrets.token_bytes(32)
