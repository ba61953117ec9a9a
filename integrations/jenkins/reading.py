"""Read keys out of JSON that may lack them, or hold something else than expected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

Json = Mapping[str, Any]


def text(data: Json, key: str) -> str:
    """The value as text: "" when it is missing or null, JSON's words for true and false."""
    value = data.get(key)
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)


def number(data: Json, key: str) -> int | None:
    """The value as a whole number, or None when it is not one."""
    value = data.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def part(data: Json, key: str) -> Json:
    """The object under the key: an empty one when it is missing, null or no object."""
    value = data.get(key)
    return value if isinstance(value, Mapping) else {}


def parts(data: Json, key: str) -> Iterator[Json]:
    """The objects in the list under the key, without what is no object."""
    value = data.get(key)
    if isinstance(value, list):
        yield from (each for each in value if isinstance(each, Mapping))


def texts(data: Json, key: str) -> tuple[str, ...]:
    """The texts in the list under the key."""
    value = data.get(key)
    return tuple(str(each) for each in value) if isinstance(value, list) else ()


def moment(data: Json, key: str) -> datetime | None:
    """Milliseconds since 1970 as an aware time in UTC; None when missing or out of range."""
    value = number(data, key)
    if value is None or value < 0:
        return None
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=value)
    except OverflowError:
        return None


def lasting(data: Json, key: str) -> timedelta | None:
    """Milliseconds as a duration; None when missing, negative (Jenkins: unknown) or absurd."""
    value = number(data, key)
    if value is None or value < 0:
        return None
    try:
        return timedelta(milliseconds=value)
    except OverflowError:
        return None


def short_class(data: Json) -> str:
    """The last word of Jenkins's `_class`: "UserIdCause" of "hudson.model.Cause$UserIdCause"."""
    return text(data, "_class").replace("$", ".").rpartition(".")[2]
