"""A small language for saying what a JSON value must look like, and where it does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing wrong: `pointer` is a JSON pointer from the payload's root."""

    pointer: str
    code: str
    message: str
    constraint: int | None = None

    def line(self) -> str:
        """The fault as Slack writes it."""
        return f"{self.message} [json-pointer:{self.pointer}]"


Spec = Callable[[object, str], Iterator[Fault]]


def string(most: int | None = None, least: int = 0) -> Spec:
    """Text of `least` to `most` characters."""

    def check(value: object, at: str) -> Iterator[Fault]:
        if not isinstance(value, str):
            yield Fault(at, "invalid_type", "must be a string")
        elif most is not None and len(value) > most:
            yield Fault(at, "too_long", f"must be less than {most + 1} characters", most)
        elif len(value) < least:
            yield Fault(at, "too_short", f"must be more than {least - 1} characters", least)

    return check


def number(least: float | None = None, most: float | None = None) -> Spec:
    """A number within the bounds that are given."""

    def check(value: object, at: str) -> Iterator[Fault]:
        if isinstance(value, bool) or not isinstance(value, int | float):
            yield Fault(at, "invalid_type", "must be a number")
        elif least is not None and value < least:
            yield Fault(at, "too_small", f"must be greater than or equal to {least}")
        elif most is not None and value > most:
            yield Fault(at, "too_big", f"must be less than or equal to {most}")

    return check


def boolean(value: object, at: str) -> Iterator[Fault]:
    """True or false."""
    if not isinstance(value, bool):
        yield Fault(at, "invalid_type", "must be a boolean")


def anything(value: object, at: str) -> Iterator[Fault]:  # noqa: ARG001 - the shape of a Spec
    """Whatever it is."""
    return iter(())


def one_of(*allowed: object) -> Spec:
    """One of the values listed."""

    def check(value: object, at: str) -> Iterator[Fault]:
        if value not in allowed:
            yield Fault(at, "invalid_enum", "must be a valid enum value")

    return check


def items(of: Spec, least: int = 0, most: int | None = None) -> Spec:
    """A list of `least` to `most` values, each like `of`."""

    def check(value: object, at: str) -> Iterator[Fault]:
        if not isinstance(value, list):
            yield Fault(at, "invalid_type", "must be an array")
            return
        if most is not None and len(value) > most:
            yield Fault(at, "too_many", f"no more than {most} items allowed", most)
        if len(value) < least:
            yield Fault(at, "too_few", f"no fewer than {least} items allowed", least)
        for index, item in enumerate(value):
            yield from of(item, f"{at}/{index}")

    return check


def record(
    required: Mapping[str, Spec] | None = None, optional: Mapping[str, Spec] | None = None
) -> Spec:
    """An object with these keys and no other; `type` is checked by `kinds`."""
    required, optional = required or {}, optional or {}
    known = {"type": anything, **optional, **required}

    def check(value: object, at: str) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield Fault(at, "invalid_type", "must be an object")
            return
        for key in required:
            if value.get(key) is None:
                yield Fault(at, "missing_field", f"missing required field: {key}")
        for key, inner in value.items():
            if key not in known:
                yield Fault(at, "additional_property", f"invalid additional property: {key}")
            elif inner is not None:
                yield from known[key](inner, f"{at}/{key}")

    return check


def kinds(table: Mapping[str, Spec]) -> Spec:
    """An object whose `type` says which of the table's shapes it has."""

    def check(value: object, at: str) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield Fault(at, "invalid_type", "must be an object")
            return
        kind = value.get("type")
        if kind is None:
            yield Fault(at, "missing_field", "missing required field: type")
        elif not isinstance(kind, str) or kind not in table:
            yield Fault(f"{at}/type", "unsupported_type", f"unsupported type: {kind}")
        else:
            yield from table[kind](value, at)

    return check


def both(first: Spec, second: Spec) -> Spec:
    """A value that is like both."""

    def check(value: object, at: str) -> Iterator[Fault]:
        yield from first(value, at)
        yield from second(value, at)

    return check


def at_least_one(*keys: str) -> Spec:
    """An object that has one of the keys."""

    def check(value: object, at: str) -> Iterator[Fault]:
        if isinstance(value, dict) and not any(value.get(key) for key in keys):
            yield Fault(at, "missing_field", f"missing required field: {' or '.join(keys)}")

    return check
