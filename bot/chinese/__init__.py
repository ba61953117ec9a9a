"""The bot's words in Chinese, by room of the house: a template in English -> the same in Chinese.

Placeholders keep their names; their order may change. A test holds that every template has its row.
"""

from collections.abc import Mapping
from types import MappingProxyType

from bot.chinese import (
    advice,
    alerts,
    asking,
    build,
    causes_around,
    causes_within,
    commits,
    compare,
    diagnosis,
    flaky,
    help,
    home,
    incidents,
    jobs,
    kit,
    links,
    memory,
    metrics,
    operating,
    ops,
    ordering,
    outside,
    pasted,
    questions,
    slack,
    story,
    suspects,
    timeline,
    watch,
)

ROOMS = (
    advice,
    alerts,
    asking,
    build,
    causes_around,
    causes_within,
    commits,
    compare,
    diagnosis,
    flaky,
    help,
    home,
    incidents,
    jobs,
    kit,
    links,
    memory,
    metrics,
    operating,
    ops,
    ordering,
    outside,
    pasted,
    questions,
    slack,
    story,
    suspects,
    timeline,
    watch,
)

CATALOGUE: Mapping[str, str] = MappingProxyType(
    {english: chinese for room in ROOMS for english, chinese in room.WORDS.items()}
)


CATALOGUES: Mapping[str, Mapping[str, str]] = MappingProxyType({"zh": CATALOGUE})  # by ISO 639


def catalogue_of(language: str) -> Mapping[str, str]:
    """The catalogue of a language; English needs none."""
    return CATALOGUES.get(language, {})
