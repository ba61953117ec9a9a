"""The words behind a pattern, with what quotes held together: `stage:"Unit tests"`."""

from handlers.kit import Arguments, Ask, Use
from handlers.kit.grammar import split
from handlers.kit.route import find
from handlers.watch.wishes import Wish, read_wish


def wish_typed(ask: Ask, words: Arguments, use: Use) -> Wish:
    """The wish that somebody typed; UsageError with the nearest word for one that is none."""
    if not words.text("FILTER"):
        return Wish()
    _, rest = find(use.routes, split(ask.text))
    typed = [word for word in rest[1:] if word.partition("=")[0] not in words.settings]
    return read_wish(typed, ask.user)
