"""Every job of Jenkins, folders in folders, out of as few answers as possible."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from integrations.jenkins import paths, trees
from integrations.jenkins.reading import Json

if TYPE_CHECKING:
    from integrations.jenkins.server import Server

FOREVER = 100  # folders too deep for one answer that are followed; more is a loop or a joke


def whole(answer: Any) -> Json:  # noqa: ANN401 - JSON is anything until it is looked at
    """The answer if it is a JSON object."""
    if not isinstance(answer, Mapping):
        raise TypeError
    return answer


def leaves(server: Server, fields: str) -> list[tuple[str, Json]]:
    """Full name and JSON of every job: one request, and one more for each folder too deep."""
    found: list[tuple[str, Json]] = []
    todo = [""]
    for _ in range(FOREVER):
        if not todo:
            break
        folder = todo.pop(0)
        answer = whole(server.get_info(paths.below(folder), trees.jobs_query(fields)))
        for path, data in trees.leaves(answer, f"{folder}/" if folder else ""):
            if data is None:
                todo.append(path)
            else:
                found.append((path, data))
    return found
