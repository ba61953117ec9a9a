"""What the values of settings must look like. Pure."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from bot.sentinel import by_sentinel, is_watched


def is_between(value: str, least: int, most: int) -> bool:
    """Whether it is a whole number from `least` to `most`."""
    return value.isascii() and value.isdigit() and least <= int(value) <= most


def _parts(value: str) -> tuple[str, str]:
    try:
        parts = urlsplit(value)
        return parts.scheme, parts.hostname or parts.path
    except ValueError:
        return "", ""


def is_loopback(host: str) -> bool:
    """Whether a host is this machine alone."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def is_http(value: str) -> bool:
    """Whether it is an address of the web."""
    scheme, host = _parts(value)
    return scheme in ("http", "https") and bool(host.strip("/"))


def is_redis(value: str) -> bool:
    """Whether it is the address of a Redis, or of Sentinels that watch one."""
    if by_sentinel(value):
        return is_watched(value)
    scheme, host = _parts(value)
    return scheme in ("redis", "rediss", "unix") and bool(host)
