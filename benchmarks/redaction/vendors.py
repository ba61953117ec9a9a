"""The redactor without a vendor's own rules: how it treats the tokens of a vendor it does not know.

For a family of secrets every row of the tables of shapes is dropped that has a match in one of the
family's texts, be it written for that vendor or not. What is left are the rules of structure,
context and entropy, and the shapes of others. Nothing can be dropped for a secret without an
issuer's shape (a password in a URL): its family is counted all the same.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from benchmarks.redaction.leaks import Row, leaks
from handlers.kit.redaction import Redactor
from handlers.kit.secret_rules import RULES, Rule
from handlers.kit.secret_shapes import SHAPES, SHORT

ISSUERS = frozenset(label for label, _ in (*SHAPES, *SHORT))


@dataclass(frozen=True, slots=True)
class Unknown:
    """How a family fares without its own rules."""

    family: str
    secrets: int
    leaked: int
    dropped: tuple[str, ...]  # the labels of the rules that were left out

    @property
    def recall(self) -> float:
        """The share of which nothing leaks."""
        return 1 - self.leaked / self.secrets


def without_own(of: Iterable[Row]) -> tuple[Unknown, ...]:
    """Each family of the secrets, judged without its own rules; the worst first."""
    families: Mapping[str, list[Row]] = defaultdict(list)
    for row in of:
        if row.label == "secret":
            families[row.family].append(row)
    judged = (_judged(family, held) for family, held in families.items())
    return tuple(sorted(judged, key=lambda one: (one.recall, one.family)))


def own_rules(of: Iterable[Row]) -> frozenset[int]:
    """The rules of RULES that are an issuer's shape and match in one of the texts."""
    texts = [row.text for row in of]
    return frozenset(
        at
        for at, rule in enumerate(RULES)
        if rule.label in ISSUERS and any(_matches(rule, text) for text in texts)
    )


def _matches(rule: Rule, text: str) -> bool:
    return re.search(f"(?m){rule.pattern}", text, re.ASCII) is not None


def _judged(family: str, held: list[Row]) -> Unknown:
    own = own_rules(held)
    redactor = Redactor([rule for at, rule in enumerate(RULES) if at not in own], hinted=False)
    leaked = sum(leaks(row, redactor.redact(row.text)) for row in held)
    dropped = tuple(dict.fromkeys(RULES[at].label for at in sorted(own)))
    return Unknown(family, len(held), leaked, dropped)


def micro(families: Iterable[Unknown]) -> float:
    """The share of all secrets of which nothing leaks."""
    every = tuple(families)
    return 1 - sum(one.leaked for one in every) / sum(one.secrets for one in every)


def macro(families: Iterable[Unknown]) -> float:
    """The mean over the families."""
    every = tuple(families)
    return sum(one.recall for one in every) / len(every)
