"""The address of a Redis that Sentinel watches. Pure.

`redis+sentinel://[USER:PASSWORD@]HOST[:26379],HOST2…/SERVICE[/DB]` names the Sentinels and the
service that they watch; `rediss+sentinel://` speaks TLS with all of them. User and password are the
master's; the Sentinels' own go into `?sentinel_password=` and `?sentinel_username=`.
"""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

SCHEMES = ("redis+sentinel", "rediss+sentinel")
PORT = 26379  # Sentinel's own
LOGIN = ("username", "password")

_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^:\[\]]+)(?::(\d{1,5}))?")
_PATH = re.compile(r"/([\w.\-]+)(?:/(\d{1,4}))?/?", re.ASCII)


@dataclass(frozen=True)
class Watched:
    """A service that Sentinels watch: where they are, its name, and how to log in."""

    sentinels: tuple[tuple[str, int], ...]
    service: str
    database: int
    login: dict[str, Any]
    sentinel_login: dict[str, Any]

    @classmethod
    def parse(cls, url: str) -> "Watched":
        """The service in an address; ValueError where it is none."""
        parts = urlsplit(url)
        path = _PATH.fullmatch(parts.path)
        if parts.scheme not in SCHEMES or path is None:
            raise ValueError(url)
        userinfo, _, hosts = parts.netloc.rpartition("@")
        user, _, password = userinfo.partition(":")
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        tls = {"ssl": True} if parts.scheme == SCHEMES[1] else {}
        theirs = {name: asked.get(f"sentinel_{name}", "") for name in LOGIN}
        return cls(
            sentinels=tuple(_host(each) for each in hosts.split(",")),
            service=path[1],
            database=int(path[2] or 0),
            login=tls | _given({"username": unquote(user), "password": unquote(password)}),
            sentinel_login=tls | _given(theirs),
        )


def _host(text: str) -> tuple[str, int]:
    found = _HOST.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return found[1].strip("[]"), int(found[2] or PORT)


def _given(login: dict[str, str]) -> dict[str, Any]:
    return {name: value for name, value in login.items() if value}


def by_sentinel(url: str) -> bool:
    """Whether an address names Sentinels."""
    return url.partition("://")[0] in SCHEMES


def is_watched(url: str) -> bool:
    """Whether an address names a service that Sentinels watch, and them."""
    try:
        Watched.parse(url)
    except ValueError:
        return False
    return True
