"""An expression's words, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

TokenKind = Literal["identifier", "number", "duration", "string", "sign", "end", "fault"]

SPACE = re.compile(r"(?:\s|#[^\n]*)+")
IDENTIFIER = re.compile(r"[A-Za-z_:][A-Za-z0-9_:]*")
DURATION = re.compile(r"(?:\d+(?:ms|[smhdwy]))+(?![A-Za-z0-9_])")
NUMBER = re.compile(r"(?:0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(?![A-Za-z0-9_])")
RUN = re.compile(r"[A-Za-z0-9_.]+")
STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|`[^`]*`', re.DOTALL)
SIGN = re.compile(r"==|!=|=~|!~|>=|<=|[-+*/%^=<>(){}\[\],:@]")
ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{3}|.)", re.DOTALL)
LETTERS = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
PAIRS = {")": "(", "]": "[", "}": "{"}

UNCLOSED = {
    "(": "unclosed left parenthesis",
    "[": "unclosed left bracket",
    "{": "unexpected end of input inside braces",
}


@dataclass(frozen=True, slots=True)
class Token:
    """One word; `at` is where it starts. A fault's text is what is wrong."""

    kind: TokenKind
    text: str
    at: int

    def __str__(self) -> str:
        """As an error names it."""
        if self.kind == "end":
            return "end of input"
        if self.kind == "sign":
            operator = re.fullmatch(r"[-+*/%^<>]|[=!<>]=|=~|!~", self.text)
            return f"<op:{self.text}>" if operator else f'"{self.text}"'
        escaped = self.text.replace("\\", "\\\\").replace('"', '\\"')
        return f'{self.kind} "{escaped}"'


def tokens(text: str) -> Iterator[Token]:
    """The words of an expression; the last one is the end, or the fault that ends the reading."""
    at, opened = _skipped(text, 0), ""
    while at < len(text):
        token = _token(text, at)
        sign = token.text if token.kind == "sign" else ""
        if sign in PAIRS and not opened.endswith(PAIRS[sign]):
            token = _unpaired(sign, at)
        yield token
        if token.kind == "fault":
            return
        opened = opened[:-1] if sign in PAIRS else opened + (sign if sign in UNCLOSED else "")
        at = _skipped(text, at + len(token.text))
    yield Token("fault", UNCLOSED[opened[-1]], at) if opened else Token("end", "", at)


def _skipped(text: str, at: int) -> int:
    """Where the next word starts: spaces and remarks are none."""
    space = SPACE.match(text, at)
    return space.end() if space else at


def _unpaired(sign: str, at: int) -> Token:
    word = {")": "parenthesis", "]": "bracket", "}": "brace"}[sign]
    return Token("fault", f"unexpected right {word} '{sign}'", at + 1)  # as Prometheus has it


def _token(text: str, at: int) -> Token:
    shapes: tuple[tuple[TokenKind, re.Pattern[str]], ...] = (
        ("duration", DURATION),
        ("number", NUMBER),
        ("identifier", IDENTIFIER),
        ("string", STRING),
        ("sign", SIGN),
    )
    for kind, shape in shapes:
        if found := shape.match(text, at):
            return Token(kind, found[0], at)
    letter = text[at]
    if letter in "\"'`":
        return Token("fault", "unterminated quoted string", at)
    if run := RUN.match(text, at):
        return Token("fault", f'bad number or duration syntax: "{run[0]}"', at)
    if letter == "!":
        return Token("fault", "unexpected character after '!': " + _next(text, at), at)
    return Token("fault", f"unexpected character: '{letter}'", at)


def _next(text: str, at: int) -> str:
    return f"'{text[at + 1]}'" if at + 1 < len(text) else "end of input"


def unquoted(text: str) -> str:
    """What a quoted text says."""
    inner = text[1:-1]
    return inner if text[0] == "`" else ESCAPE.sub(lambda found: _letter(found[1]), inner)


def _letter(escape: str) -> str:
    if len(escape) > 1:
        base = 8 if escape.isdigit() and escape[0] not in "xuU" else 16
        number = int(escape if base == 8 else escape[1:], base)  # noqa: PLR2004 - octal
        return chr(number) if number < 0x110000 else "\ufffd"  # noqa: PLR2004 - Unicode ends there
    return LETTERS.get(escape, escape)
