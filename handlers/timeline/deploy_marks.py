"""Deploys as marks in a picture: few, and in few words."""

from collections.abc import Sequence
from datetime import datetime

from handlers.chart import Mark
from handlers.kit import Mono, spans
from handlers.timeline.builds import deployed
from handlers.timeline.entry import Entry

BOTH = "{version} to {place}"
PRODUCTION = "prod"  # in a place's name
LABEL = 40  # characters


def marks(changes: Sequence[Entry], since: datetime, until: datetime) -> tuple[Mark, ...]:
    """The deploys of a time, each called by its version and place, else by its build.

    Where there are deploys to production, those to other places have no mark.
    """
    deploys = [e for e in changes if e.kind == "deploy" and since <= e.when <= until]
    grave = [e for e in deploys if PRODUCTION in deployed(e)[1].casefold()]
    kept = [e for e in deploys if e in grave or not deployed(e)[1]] if grave else deploys
    return tuple(Mark(each.when, _label(each)[:LABEL]) for each in kept)


def _label(entry: Entry) -> str:
    version, place = deployed(entry)
    if version and place:
        return BOTH.format(version=version, place=place)
    build = next((each.text for each in spans(entry.text) if isinstance(each, Mono)), entry.subject)
    return version or build
