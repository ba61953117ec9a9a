"""Silences: which alerts make no noise, until when, by whose word."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from bot.local.alertmanager.matchers import FilterError, Matcher, fits, pattern
from bot.local.alertmanager.moments import written

BACKWARDS = "Failed to create silence: start time must be before end time"
PAST = "Failed to create silence: end time can't be in the past"
ALL = "silence invalid: at least one matcher must not match the empty string"
BAD_REGEX = 'silence invalid: invalid label matcher {index}: invalid regular expression "{value}": '
NOT_FOUND = "silence not found"

State = Literal["pending", "active", "expired"]
ORDER: dict[State, int] = {"active": 0, "pending": 1, "expired": 2}


class SilenceError(ValueError):
    """A silence that cannot be made; the text is Alertmanager's own."""


class UnknownError(LookupError):
    """No silence has that id."""


@dataclass(frozen=True)
class Silence:
    """One silence; moments are seconds since the epoch."""

    id: str
    matchers: tuple[Matcher, ...]
    starts: float
    ends: float
    created_by: str
    comment: str
    updated: float = 0.0

    def state(self, now: float) -> State:
        """Whether it is yet to come, in force, or over."""
        if now < self.starts:
            return "pending"
        return "active" if now < self.ends else "expired"

    def told(self, now: float) -> dict[str, Any]:
        """As the API has it."""
        return {
            "id": self.id,
            "status": {"state": self.state(now)},
            "updatedAt": written(self.updated),
            "comment": self.comment,
            "createdBy": self.created_by,
            "endsAt": written(self.ends),
            "matchers": [matcher.told() for matcher in self.matchers],
            "startsAt": written(self.starts),
        }


@dataclass
class Silences:
    """All silences by id."""

    known: dict[str, Silence] = field(default_factory=dict)

    def put(self, wish: Silence, now: float) -> Silence:
        """Make a silence, or change the one whose id it names; returns what is now in force.

        What was silenced cannot be changed afterwards: then the old one ends and a new one begins.
        """
        before = self.known.get(wish.id)
        if wish.id and before is None:
            raise UnknownError(NOT_FOUND)
        _check(wish, now)
        if before is not None:
            if _may_change(before, wish, now):
                self.known[wish.id] = replace(wish, updated=now)
                return self.known[wish.id]
            if before.state(now) != "expired":
                self.expire(before.id, now)
        made = replace(wish, id=str(uuid.uuid4()), starts=max(wish.starts, now), updated=now)
        self.known[made.id] = made
        return made

    def expire(self, number: str, now: float) -> None:
        """End a silence; one that is over stays as it is."""
        if number not in self.known:
            raise UnknownError(NOT_FOUND)
        silence = self.known[number]
        if silence.state(now) != "expired":
            starts = min(silence.starts, now)
            self.known[number] = replace(silence, starts=starts, ends=now, updated=now)

    def listed(self, filters: Sequence[Matcher], now: float) -> list[Silence]:
        """Those in force first, then those to come, then those that are over."""
        chosen = [s for s in self.known.values() if all(_about(s, each) for each in filters)]
        return sorted(chosen, key=lambda s: (ORDER[s.state(now)], s.ends))

    def of(self, labels: Mapping[str, str], now: float) -> list[str]:
        """The ids of the silences that keep an alert quiet now."""
        return sorted(
            silence.id
            for silence in self.known.values()
            if silence.state(now) == "active" and fits(silence.matchers, labels)
        )


def _about(silence: Silence, condition: Matcher) -> bool:
    """Whether a silence has a matcher whose value and manner the filter names."""
    return any(
        matcher.name == condition.name
        and matcher.is_regex == condition.is_regex
        and matcher.value == condition.value
        for matcher in silence.matchers
    )


def _check(wish: Silence, now: float) -> None:
    if wish.starts >= wish.ends:
        raise SilenceError(BACKWARDS)
    if wish.ends < now:
        raise SilenceError(PAST)
    for index, matcher in enumerate(wish.matchers):
        if not matcher.is_regex:
            continue
        try:
            pattern(matcher.value)
        except FilterError as error:
            words = str(error).replace(f"^(?:{matcher.value})$", matcher.value)
            where = BAD_REGEX.format(index=index, value=matcher.value)
            raise SilenceError(where + words) from None
    if all(matcher("") for matcher in wish.matchers):
        raise SilenceError(ALL)


def _may_change(before: Silence, wish: Silence, now: float) -> bool:
    """Whether it can stay the same silence: what it hid until now must not change."""
    state = before.state(now)
    if before.matchers != wish.matchers or state == "expired":
        return False
    if state == "active":
        return int(before.starts) == int(wish.starts)
    return wish.starts >= now
