"""A wish to build, out of a POST: which parameters it carries, and what is wrong with it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from bot.local.jenkins.jobs import Job, Parameter
from bot.local.jenkins.refusals import NOTHING, RefusalError

ILLEGAL_CHOICE = "Illegal choice for parameter {name}: {value}"
DELAY = re.compile(r"(\d+)(?:sec)?")


def from_query(job: Job, given: Mapping[str, str]) -> dict[str, str]:
    """Return the parameters of a `buildWithParameters`: what is given, else the defaults.

    Names that the job does not define are dropped, as Jenkins does; case is forgiven.
    """
    folded = {name.casefold(): value for name, value in given.items()}
    return {
        parameter.name: _checked(parameter, folded.get(parameter.name.casefold()))
        for parameter in job.parameters
    }


def _checked(parameter: Parameter, value: str | None) -> str:
    if value is None:
        return parameter.default
    if parameter.kind == "choice" and value not in parameter.choices:
        raise RefusalError(400, ILLEGAL_CHOICE.format(name=parameter.name, value=value))
    return value


def from_form(job: Job, form: Mapping[str, Any]) -> dict[str, str]:
    """Return the parameters of the older form: one field `json` with a list of them."""
    try:
        wish = json.loads(str(form["json"]))["parameter"]
        pairs = wish if isinstance(wish, list) else [wish]
        given = {str(pair["name"]): _text(pair["value"]) for pair in pairs}
    except (KeyError, TypeError, ValueError):
        raise RefusalError(400, NOTHING) from None
    return from_query(job, given)


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def delay(text: str | None) -> float | None:
    """The seconds in a `delay=3sec`, or None if the request does not say."""
    match = DELAY.fullmatch(text or "")
    return float(match[1]) if match else None
