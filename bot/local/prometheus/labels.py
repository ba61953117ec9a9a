"""Labels of a series: pairs of name and value in the order of their names."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TypeAlias

from bot.local.prometheus.syntax import NAME

Labels: TypeAlias = tuple[tuple[str, str], ...]


def labelled(labels: Mapping[str, str]) -> Labels:
    """A mapping as labels; an empty value is a missing label."""
    return tuple(sorted((name, value) for name, value in labels.items() if value))


def kept(labels: Labels, names: Collection[str]) -> Labels:
    """Those of these names alone."""
    return tuple(pair for pair in labels if pair[0] in names)


def without(labels: Labels, names: Collection[str]) -> Labels:
    """All but those of these names."""
    return tuple(pair for pair in labels if pair[0] not in names)


def nameless(labels: Labels) -> Labels:
    """All but the metric's name."""
    return tuple(pair for pair in labels if pair[0] != NAME)


def value_of(labels: Labels, name: str) -> str:
    """A label's value; an empty text where there is none."""
    return next((value for key, value in labels if key == name), "")
