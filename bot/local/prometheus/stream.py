"""The words of an expression one after the other, and the refusal of one that does not fit."""

from __future__ import annotations

from bot.local.prometheus.durations import milliseconds
from bot.local.prometheus.lexer import Token, tokens
from bot.local.prometheus.syntax import RefusedError
from bot.local.prometheus.vocabulary import KEYWORDS

GROUPING = " in grouping opts"


class Stream:
    """An expression's words; `seen` is the one that comes next."""

    def __init__(self, text: str) -> None:
        self._tokens = tokens(text)
        self.seen = next(self._tokens)

    def take(self) -> Token:
        """The next word, which is then behind us."""
        token = self.seen
        if token.kind == "fault":
            raise RefusedError(token.text, token.at)
        if token.kind != "end":
            self.seen = next(self._tokens)
        return token

    def unexpected(self, where: str = "") -> RefusedError:
        """The refusal of the next word."""
        token = self.seen
        if token.kind == "fault":
            return RefusedError(token.text, token.at)
        shown = f"<{token.text}>" if self.word in KEYWORDS else str(token)
        return RefusedError(f"unexpected {shown}{where}", token.at)

    def next_is(self, sign: str) -> bool:
        """Whether that sign comes next."""
        return self.seen.kind == "sign" and self.seen.text == sign

    @property
    def over(self) -> bool:
        """Whether nothing comes any more."""
        return self.seen.kind == "end"

    @property
    def word(self) -> str:
        """The next word in small letters, if it is one."""
        return self.seen.text.lower() if self.seen.kind == "identifier" else ""

    def must(self, sign: str, where: str) -> None:
        """Take a sign, and nothing else."""
        if not self.next_is(sign):
            raise self.unexpected(where)
        self.take()

    def more(self, end: str, where: str) -> bool:
        """After one of a list: whether a comma was there; if not, the end must come."""
        if self.next_is(","):
            self.take()
            return True
        if not self.next_is(end):
            raise self.unexpected(where)
        return False

    def duration(self, where: str) -> int:
        """Take a duration; gives milliseconds."""
        fits = self.seen.kind in ("duration", "number")
        length = milliseconds(self.seen.text) if fits else None
        if length is None:
            raise self.unexpected(where)
        self.take()
        return length

    def label(self, where: str) -> str:
        """Take the name of a label."""
        if self.seen.kind != "identifier" or ":" in self.seen.text:
            raise self.unexpected(where)
        return self.take().text

    def labels(self) -> tuple[str, ...]:
        """Take names of labels in parentheses."""
        self.must("(", f'{GROUPING}, expected "("')
        found: list[str] = []
        while not self.next_is(")"):
            found.append(self.label(f"{GROUPING}, expected label"))
            self.more(")", f'{GROUPING}, expected "," or ")"')
        self.take()
        return tuple(found)
