"""The catalogue: everything that is declared as words is there in Chinese, and nothing else."""

import pkgutil
import string
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from importlib import import_module

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


def test_every_sentence_is_there_in_chinese():
    """With the same placeholders, and not in English once more."""
    faults = {
        english: f"{DECLARED[english]}: {fault}"
        for english in DECLARED
        if (fault := _fault(english, CATALOGUE.get(english)))
    }

    assert faults == {}
    assert len(DECLARED) > 700


def _fault(english, chinese):
    if chinese is None:
        return "not there"
    if _placeholders(chinese) != _placeholders(english):
        return f"other placeholders: {chinese}"
    says_something = any(character.isalpha() for character in _bare(english))
    if says_something and not any("\u4e00" <= character <= "\u9fff" for character in chinese):
        return f"not Chinese: {chinese}"
    return ""


def _bare(template):
    """A template without its placeholders and what stands between backticks."""
    bare = "".join(text for text, _, _, _ in string.Formatter().parse(template))
    return "".join(bare.split("`")[::2])


def test_nothing_in_the_catalogue_is_left_over():
    """A sentence that nobody says any more has no row, and none has two that differ."""
    rows = [row for room in ROOMS for row in room.WORDS.items()]

    assert {english for english, _ in rows} - set(DECLARED) == set()
    assert [(english, said) for english, said in rows if CATALOGUE[english] != said] == []
