"""How Jenkins turns its objects into JSON: by `depth`, or by the `tree` that was asked for.

An answer is built as dictionaries whose values may be a `Link` (another exported object, shown
in short unless depth or tree reach into it) or `Hidden` (shown only when named in the tree).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.local.jenkins.tree import Tree

Answer = dict[str, Any]


@dataclass(frozen=True)
class Link:
    """Another object: `short` is what one sees of it from outside, `full` all of it."""

    short: Answer
    full: Callable[[], Answer]


@dataclass(frozen=True)
class Hidden:
    """A property that only a tree that names it brings to light."""

    value: Any


def whole(value: Any, depth: int = 0) -> Any:  # noqa: ANN401 - JSON has no narrower type
    """Return `value` as plain JSON, with linked objects unfolded `depth` levels down."""
    if isinstance(value, Link):
        return whole(value.full(), depth - 1) if depth > 0 else whole(value.short)
    if isinstance(value, dict):
        return {
            key: whole(item, depth) for key, item in value.items() if not isinstance(item, Hidden)
        }
    if isinstance(value, list | tuple):
        return [whole(item, depth) for item in value]
    return value


def picked(value: Any, tree: Tree) -> Any:  # noqa: ANN401 - JSON has no narrower type
    """Return what `tree` asks of `value` as plain JSON; `_class` is there unasked, as in Jenkins."""
    if isinstance(value, Hidden):
        return picked(value.value, tree)
    if isinstance(value, Link):
        return picked(value.full(), tree)
    if isinstance(value, dict):
        kept = {"_class": value["_class"]} if "_class" in value else {}
        for key, item in value.items():
            if (branch := tree.child(key)) is not None:
                kept[key] = picked(item, branch)
        return kept
    if isinstance(value, list | tuple):
        return [picked(item, tree) for item in value[tree.start : tree.end]]
    return value
