"""Long things made short, each with a sign that it was: texts, names in a sentence, rows of a list."""

from collections.abc import Sequence
from typing import TypeVar

from handlers.kit.words import Words, together

T = TypeVar("T")

CUT = "…"
MORE = Words("and {count} more")


def cut(text: str, most: int) -> str:
    """A text of at most `most` characters; a cut shows as an ellipsis at its end."""
    return text if len(text) <= most else text[: most - 1] + CUT


def shortened(text: str, most: int) -> str:
    """A text on one line, cut at `most` characters; words that need neither stay words."""
    line = " ".join(text.split())
    return text if line == text and len(text) <= most else cut(line, most)


def first_of(names: Sequence[str], most: int) -> Words:
    """The first names in a sentence: `checkout, payments, …`."""
    return together([*names[:most], *([CUT] if len(names) > most else [])])


def with_rest(rows: Sequence[T], total: int, more: str = MORE) -> tuple[T | str, ...]:
    """The rows that are shown of `total`, and a last one that says how many others there are."""
    left = total - len(rows)
    return (*rows, more.format(count=f"{left:,}")) if left > 0 else tuple(rows)
