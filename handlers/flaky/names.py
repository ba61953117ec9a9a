"""Tests by name: the same one in another build, how people read it, what it is about."""

import re
from collections.abc import Collection
from difflib import SequenceMatcher
from functools import lru_cache

from handlers.sources.paths import is_nameless, subject
from integrations.jenkins import TestCase

BETWEEN = "\t"  # place, suite and name of a test as one text
ALIKE = 0.75  # how much of a name stays when a test is renamed
LEAST = 4  # letters of a word that tell what a test is about

# What a runner writes into a test's name anew in every run: addresses of objects, ids, times.
VOLATILE = re.compile(
    r"0x[0-9a-fA-F]{6,}|@[0-9a-f]{6,16}\b"
    r"|\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b"
    r"|\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:[.,]\d+)?Z?|\b1[5-9]\d{8}(?:\d{3})?\b"
    r"|(?<=/pytest-)\d+|(?<=/tmp)[\w.-]{6,}"
)
PARAMETERS = re.compile(r"(?<=\w)(?:\[.*\]|\(.*\)|\{.*\})$")
WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
PARTS = re.compile(r"[./:#$\\\s>]+")


def identity(case: TestCase) -> str:
    """What makes it the same test in another build: place, suite, and its name without ids."""
    name = VOLATILE.sub("…", case.name)
    return BETWEEN.join(" ".join(part.split()) for part in (case.place, case.suite, name))


def shown(test: str, *, placed: bool = False) -> str:
    """A test as people read it: `tests.test_cart.test_total`; with its place where that tells."""
    place, suite, name = parts(test)
    whole = f"{suite}.{name}" if suite else name
    return f"{whole} ({place})" if placed and place else whole


def parts(test: str) -> tuple[str, str, str]:
    """Place, suite and name of a test."""
    place, _, rest = test.partition(BETWEEN)
    suite, _, name = rest.partition(BETWEEN)
    return place, suite, name


def function(test: str) -> str:
    """The test without the parameters that one of its cases has: `test_total` of `test_total[a-1]`."""
    return PARAMETERS.sub("", test)


def is_about(test: str, paths: Collection[str]) -> bool:
    """Whether one of the files has by its name to do with the test: `cart.py` with `test_cart`."""
    return any(_subject(path) in _subjects(function(test)) for path in paths)


@lru_cache(maxsize=8192)
def _subject(path: str) -> str:
    return "" if is_nameless(path) else subject(path)


@lru_cache(maxsize=8192)
def _subjects(test: str) -> frozenset[str]:
    """The words that a file about the same thing may be named with."""
    _, suite, name = parts(test)
    pieces = [piece for piece in PARTS.split(suite) if piece]
    whole = {subject(piece) for piece in pieces if not is_nameless(piece)}
    words = {word.casefold() for word in WORDS.findall(" ".join([*pieces[-2:], name]))}
    return frozenset(whole | {word for word in words if len(word) >= LEAST}) - {""}


def renamed(gone: Collection[str], new: Collection[str]) -> dict[str, str]:
    """Which test is which other one under a new name, new -> old, where only one can be meant.

    It kept its suite and most of its name, or its name in another suite.
    """
    likely = {test: [old for old in gone if _same(old, test)] for test in new}
    only = {test: old[0] for test, old in likely.items() if len(old) == 1}
    claimed = list(only.values())
    return {test: old for test, old in only.items() if claimed.count(old) == 1}


def _same(old: str, new: str) -> bool:
    place, suite, name = parts(old)
    new_place, new_suite, new_name = parts(new)
    if place != new_place:
        return False
    if name == new_name:
        return suite != new_suite
    return suite == new_suite and SequenceMatcher(None, name, new_name).ratio() >= ALIKE
