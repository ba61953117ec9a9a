"""The bot's words in Chinese, by room of the house: a template in English -> the same in Chinese.

Placeholders keep their names; their order may change. A test holds that every template has its row.
"""

from collections.abc import Mapping
from types import MappingProxyType

from bot.chinese import (
    build,
    home,
    links,
    memory,
    ops,
    ordering,
    pasted,
    story,
    watch,
)

ROOMS = (
    build,
    home,
    links,
    memory,
    ops,
    ordering,
    pasted,
    story,
    watch,
)

CATALOGUE: Mapping[str, str] = MappingProxyType(
    {english: chinese for room in ROOMS for english, chinese in room.WORDS.items()}
)
