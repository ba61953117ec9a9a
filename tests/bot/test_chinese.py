"""The catalogue: everything that is declared as words is there in Chinese, and nothing else."""

import pkgutil
import string
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from importlib import import_module

import pytest

import bot
import handlers
from bot.chinese import CATALOGUE, ROOMS
from handlers.kit.words import Words


def _within(value):
    """The words in a module's constant: alone, in a tuple, a table or a value."""
    if isinstance(value, Words):
        yield value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from _within(key)
            yield from _within(each)
    elif isinstance(value, tuple | list | set | frozenset):
        for each in value:
            yield from _within(each)
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from _within(getattr(value, each.name))


def _declared():
    found = {}
    for package in (bot, handlers):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if module.name.startswith("bot.local") or module.name.endswith("__main__"):
                continue
            for value in vars(import_module(module.name)).values():
                found |= {words.template: module.name for words in _within(value)}
    return found


DECLARED = _declared()


def _placeholders(template):
    return sorted(name for _, name, _, _ in string.Formatter().parse(template) if name is not None)


@pytest.mark.parametrize("english", sorted(DECLARED))
def test_every_sentence_is_there_in_chinese(english):
    """With the same placeholders, and not in English once more."""
    chinese = CATALOGUE.get(english)

    assert chinese is not None, f"{DECLARED[english]} says {english!r}"
    assert _placeholders(chinese) == _placeholders(english)
    if any(character.isalpha() for character in _bare(english)):
        assert any("\u4e00" <= character <= "\u9fff" for character in chinese)


def _bare(template):
    """A template without its placeholders and what stands between backticks."""
    bare = "".join(text for text, _, _, _ in string.Formatter().parse(template))
    return "".join(bare.split("`")[::2])


def test_nothing_in_the_catalogue_is_left_over():
    """A sentence that nobody says any more has no row, and none has two."""
    rows = [english for room in ROOMS for english in room.WORDS]

    assert set(rows) - set(DECLARED) == set()
    assert len(rows) == len(set(rows))
