"""Input steps: what a paused pipeline asks people, and how it is answered.

The question is told by the Pipeline REST API plugin (wfapi/pendingInputActions), which leaves out
whose answer counts; the Input Step plugin takes the answer and refuses whoever may not give it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from integrations.jenkins.jobs import PARAMETERS, Parameter
from integrations.jenkins.reading import Json, part, parts, text, texts

PROCEED = "Proceed"  # the plugin's own word
NOT_AN_APPROVER = "You need to be"  # how the plugin begins its refusal


@dataclass(frozen=True, slots=True)
class Input:
    """One question: `proceed` is the word on Jenkins's own button.

    `submitters` are the users and groups whose answer counts, empty where that is not told.
    """

    id: str
    message: str
    proceed: str = PROCEED
    parameters: tuple[Parameter, ...] = ()
    submitters: tuple[str, ...] = ()

    @classmethod
    def from_api(cls, data: Json) -> Input:
        """One entry of wfapi/pendingInputActions."""
        told = text(data, "submitter").split(",")
        return cls(
            id=text(data, "id"),
            message=text(data, "message"),
            proceed=text(data, "proceedText") or PROCEED,
            parameters=tuple(map(_parameter, parts(data, "inputs"))),
            submitters=tuple(each.strip() for each in told if each.strip()),
        )


def _parameter(data: Json) -> Parameter:
    """One entry of `inputs`, whose default and choices stand in a `definition`."""
    kind = PARAMETERS.get(text(data, "type"), "unknown")
    definition = part(data, "definition")
    known = definition.get("defaultVal") is not None and kind != "password"
    return Parameter(
        name=text(data, "name"),
        kind=kind,
        default=text(definition, "defaultVal") if known else None,
        choices=texts(definition, "choices"),
        description=text(data, "description"),
    )


def pending(answer: Any) -> tuple[Input, ...]:  # noqa: ANN401 - JSON is anything
    """The questions in an answer, which is a list."""
    rows: Iterable[Any] = answer if isinstance(answer, list) else ()
    found = (Input.from_api(each) for each in rows if isinstance(each, Mapping))
    return tuple(each for each in found if each.id)


def below(build: str, id: str, verb: str) -> str:
    """The address at which a question is answered, encoded; `build` is that of the build."""
    return f"{build}/input/{quote(id, safe='')}/{verb}"


def form(values: Mapping[str, str | bool], proceed: str) -> dict[str, str]:
    """The fields of an answer with values, as the plugin's page sends them."""
    rows = [{"name": name, "value": value} for name, value in values.items()]
    return {"json": json.dumps({"parameter": rows}), "proceed": proceed}
