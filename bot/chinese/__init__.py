"""The bot's words in Chinese, by room of the house: a template in English -> the same in Chinese.

Each module here is a room and has its rows in `WORDS`. Placeholders keep their names; their order may
change. A test holds that every template has its row.
"""

import pkgutil
from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType

ROOMS = tuple(import_module(f"{__name__}.{room.name}") for room in pkgutil.iter_modules(__path__))

CATALOGUE: Mapping[str, str] = MappingProxyType(
    {english: chinese for room in ROOMS for english, chinese in room.WORDS.items()}
)


CATALOGUES: Mapping[str, Mapping[str, str]] = MappingProxyType({"zh": CATALOGUE})  # by ISO 639


def catalogue_of(language: str) -> Mapping[str, str]:
    """The catalogue of a language; English needs none."""
    return CATALOGUES.get(language, {})
