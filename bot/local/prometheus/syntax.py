"""What an expression is made of once it is read; `at` is where it starts in the text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, TypeAlias

import re2

Kind = Literal["scalar", "string", "instant vector", "range vector"]
MatchOp = Literal["=", "!=", "=~", "!~"]

NAME = "__name__"
BUCKET = "le"


class RefusedError(Exception):
    """An expression that cannot be read or computed; `at` is the place in the text, if it has one.

    `kind` is Prometheus's name for the fault.
    """

    def __init__(
        self,
        message: str,
        at: int | None = None,
        kind: Literal["bad_data", "execution"] = "bad_data",
    ) -> None:
        super().__init__(message)
        self.message = message
        self.at = at
        self.kind = kind


def pattern(value: str) -> Any:  # noqa: ANN401 - re2 ships no types
    """A label's pattern, in linear time on any input; raises RefusedError with Go's words."""
    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(f"^(?:{value})$", options)
    except re2.error as error:
        words = error.args[0].decode() if isinstance(error.args[0], bytes) else str(error)
        fault, _, piece = words.partition(": ")
        fault = fault.replace("missing )", "missing closing )").replace("]", "closing ]", 1)
        shown = f"^(?:{value})$" if "missing" in fault and ")" in fault else piece
        raise RefusedError(f"error parsing regexp: {fault}: `{shown}`") from None


@dataclass(frozen=True)
class Matcher:
    """A condition on one label; a missing label counts as empty."""

    name: str
    op: MatchOp
    value: str

    @cached_property
    def _pattern(self) -> Any:  # noqa: ANN401 - re2 ships no types
        return pattern(self.value)

    def __call__(self, value: str) -> bool:
        """Whether a label's value fits."""
        if self.op in ("=", "!="):
            return (value == self.value) == (self.op == "=")
        return (self._pattern.fullmatch(value) is not None) == (self.op == "=~")

    def __str__(self) -> str:
        """As it is written."""
        return f"{self.name}{self.op}{quoted(self.value)}"


@dataclass(frozen=True)
class Number:
    """A number as it stands."""

    value: float
    at: int


@dataclass(frozen=True)
class Text:
    """A quoted text."""

    value: str
    at: int


@dataclass(frozen=True)
class Selector:
    """Series by name and labels; `offset` is how many milliseconds to look back."""

    name: str
    matchers: tuple[Matcher, ...]
    at: int
    offset: int = 0


@dataclass(frozen=True)
class Range:
    """A selector's samples over the last `length` milliseconds."""

    selector: Selector
    length: int
    at: int


@dataclass(frozen=True)
class Call:
    """A function and what it is given."""

    function: str
    arguments: tuple[Node, ...]
    at: int


@dataclass(frozen=True)
class Aggregation:
    """Many series to few; `labels` are kept (by) or left out (without)."""

    op: str
    body: Node
    at: int
    parameter: Node | None = None
    labels: tuple[str, ...] = ()
    without: bool = False


@dataclass(frozen=True)
class Matching:
    """Which series of the two sides belong together; `many` is the side that may have several."""

    labels: tuple[str, ...] = ()
    on: bool = False
    many: Literal["", "left", "right"] = ""
    include: tuple[str, ...] = ()


@dataclass(frozen=True)
class Binary:
    """Two sides and what is done with them; `as_number` is the word bool."""

    op: str
    left: Node
    right: Node
    at: int
    as_number: bool = False
    matching: Matching | None = None


@dataclass(frozen=True)
class Negative:
    """A minus before something."""

    body: Node
    at: int


@dataclass(frozen=True)
class Parens:
    """Something in parentheses."""

    body: Node
    at: int


Node: TypeAlias = Number | Text | Selector | Range | Call | Aggregation | Binary | Negative | Parens


KINDS: dict[type, Kind] = {Number: "scalar", Text: "string", Range: "range vector"}


def kind(node: Node) -> Kind:
    """The type of what comes out of a node."""
    match node:
        case Negative(body=body) | Parens(body=body):
            return kind(body)
        case Binary(left=left, right=right):
            both = kind(left) == kind(right) == "scalar"
            return "scalar" if both else "instant vector"
        case Call(function="time" | "scalar"):
            return "scalar"
    return KINDS.get(type(node), "instant vector")


def quoted(text: str) -> str:
    """A text in double quotes, as Go writes it."""
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    return '"' + "".join(escapes.get(letter, letter) for letter in text) + '"'
