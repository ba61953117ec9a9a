"""The rows of the shared security data, as values; the data lies beside the project."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.cases import data

NO_DATA = "the security data is not there: PILOTHOUSE_DATA or ../shared/data must hold security/"

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Inbound:
    """One HTTP request: to whom, how it is signed, and what must come of it."""

    id: str
    endpoint: str
    case: str
    sign: str
    expect: Json
    base: str
    body: Any
    made: Json
    method: str


@dataclass(frozen=True)
class Valid:
    """One real request of a sender of ours."""

    id: str
    endpoint: str
    case: str
    headers: Mapping[str, str]
    kind: str
    body: Any


@dataclass(frozen=True)
class Words:
    """One hostile string; `kind` says where it comes in."""

    id: str
    kind: str
    text: str
    expect: str


@dataclass(frozen=True)
class Injection:
    """One instruction to a model, in the text that it is given."""

    id: str
    group: str
    carrier: str
    text: str
    canary: str


def there() -> bool:
    """Whether the data lies beside the project."""
    folder = data()
    return folder is not None and (folder / "security").is_dir()


def inbound() -> tuple[Inbound, ...]:
    """The forged, malformed and oversized requests."""
    return tuple(
        Inbound(
            id=row["id"],
            endpoint=row["endpoint"],
            case=row["case"],
            sign=row.get("sign", ""),
            expect=row["expect"],
            base=row.get("base", ""),
            body=row.get("body"),
            made=row.get("body_gen") or {},
            method=row.get("method", "POST"),
        )
        for row in _read("inbound_hostile")
    )


def valid() -> tuple[Valid, ...]:
    """Real requests, none of which may be mistaken for a forged one."""
    return tuple(
        Valid(
            row["id"],
            row["endpoint"],
            row.get("case", ""),
            row.get("headers") or {},
            row["content_type"],
            row["body"],
        )
        for row in _read("inbound_valid")
    )


def strings() -> tuple[Words, ...]:
    """The hostile strings."""
    rows = _read("hostile_strings")
    return tuple(Words(row["id"], row["kind"], row["text"], row["expect"]) for row in rows)


def injections() -> tuple[Injection, ...]:
    """The prompt injections."""
    return tuple(
        Injection(row["id"], row["group"], row["carrier"], row["text"], row["canary"] or "")
        for row in _read("prompt_injection")
    )


def _read(name: str) -> list[dict[str, Any]]:
    folder = data()
    if folder is None:
        raise FileNotFoundError(NO_DATA)
    text = (folder / "security" / f"{name}.jsonl").read_text()
    return [json.loads(line) for line in text.split("\n") if line]
