"""Which services, repositories, jobs and metrics the words of a question name."""

import re
from collections.abc import Sequence

from handlers.kit import Use
from handlers.question.classify import mentioned

_METRIC = re.compile(r"\b[a-zA-Z_:][\w:]*_[\w:]*\b")


def services_in(use: Use, text: str) -> tuple[str, ...]:
    """The services and repositories of the settings that words name."""
    repositories = use.systems.git.repositories
    names = [name for each in repositories for name in each.services]
    names += [each.name for each in repositories]
    return mentioned(text, list(dict.fromkeys(names)))


def metrics_in(text: str, known: Sequence[str]) -> tuple[str, ...]:
    """The metrics that words name, in the order of the words."""
    there = set(known)
    return tuple(dict.fromkeys(word for word in _METRIC.findall(text) if word in there))


def may_name_metric(text: str) -> bool:
    """Whether any word looks like a metric's name, so that it is worth asking Prometheus."""
    return bool(_METRIC.search(text))
