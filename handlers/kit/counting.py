"""Numbers with their noun, as people say them."""

from handlers.kit.words import Words

Pair = tuple[Words, Words]  # for one of them, and for any other number


def _pair(noun: str, plural: str = "") -> Pair:
    return Words(f"{{count}} {noun}"), Words(f"{{count}} {plural or noun + 's'}")


REGULAR = (
    "alert",
    "commit",
    "file",
    "grant",
    "hunk",
    "item",
    "job",
    "line",
    "message",
    "more alert",
    "native histogram",
    "new line",
    "piece",
    "place",
    "quote",
    "remark",
    "role",
    "row",
    "secret",
    "silence",
    "source file",
    "test",
    "thing",
    "worker",
)
NOUNS = {noun: _pair(noun) for noun in REGULAR} | {
    "address": _pair("address", "addresses"),
    "repository": _pair("repository", "repositories"),
    "series": _pair("series", "series"),
}


def counted(count: int, noun: str) -> Words:
    """A count and what is counted: 1 job, 2 jobs, 1,200 lines. `noun` is a row of NOUNS.

    Another noun gets an s in the plural, and is English for everybody.
    """
    one, many = NOUNS.get(noun) or _pair(noun)
    return (one if count == 1 else many).format(count=f"{count:,}")
