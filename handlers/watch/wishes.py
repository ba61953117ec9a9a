"""What somebody wants to hear of, in the words of the command: `broken,fixed branch:main`. Pure."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from handlers.kit import UsageError
from handlers.kit.grammar import did_you_mean
from handlers.kit.words import Words
from handlers.watch.quiet import OFF, hours
from handlers.watch.subscriptions import FILTERS, USUAL, Outcome, Subscription, settled

UNKNOWN = Words("I do not know `{word}`.")
THERE_IS = Words(" There are {outcomes}, and {filters}.")
EMPTY = Words("`{word}` needs something after the colon.")
NO_CAUSE = Words("A build starts by `{causes}`, and `{word}` is none of them.")
NO_OWNER = Words("`{word}` is nobody I know: write `owner:@me` or mention somebody.")
TWICE = Words("`{name}:` stands there twice; make it two subscriptions.")

CAUSES = {  # a word -> the kinds of Jenkins's causes that it stands for
    "timer": ("timer",),
    "push": ("scm",),
    "user": ("user", "replay"),
    "upstream": ("upstream",),
}
ALIASES = {
    "everything": Outcome.ALL,
    "fails": Outcome.FAILURES,
    "failure": Outcome.FAILURES,
    "failed": Outcome.FAILURES,
    "breaks": Outcome.BROKEN,
    "mended": Outcome.FIXED,
    "recovered": Outcome.FIXED,
    "stopped": Outcome.ABORTED,
}
QUIET = "quiet"
KEYS = (*FILTERS, QUIET)
_PERSON = re.compile(r"@?([UW][A-Z0-9]{4,})")


@dataclass(frozen=True)
class Wish:
    """What was typed behind a pattern. No outcomes: the usual ones. `quiet` may be `off`."""

    outcomes: tuple[Outcome, ...] = ()
    filters: tuple[tuple[str, str], ...] = ()
    quiet: str = ""

    def of(self, channel: str, glob: str, by: str, zone: str) -> Subscription:
        """The subscription that it makes, its quiet hours in the zone of whoever asked."""
        narrowed = dict(self.filters)
        return Subscription(
            channel,
            glob,
            by,
            self.outcomes or USUAL,
            branch=narrowed.get("branch", ""),
            stage=narrowed.get("stage", ""),
            owner=narrowed.get("owner", ""),
            cause=narrowed.get("cause", ""),
            quiet=self.quiet,
            zone=zone if self.quiet else "",
        )


def read_wish(words: Sequence[str], me: str) -> Wish:
    """The wish that words name; UsageError with the nearest word for one that is none.

    `me` is the Slack user id that `owner:@me` stands for. A word without a colon is one outcome or
    several with commas between them.
    """
    outcomes: list[Outcome] = []
    found: dict[str, str] = {}
    for word in words:
        name, colon, value = word.partition(":")
        if not colon:
            outcomes += [_outcome(each) for each in word.split(",") if each]
        elif name.casefold() in found:
            raise UsageError(TWICE.format(name=name))
        else:
            found[_key(name)] = _value(name.casefold(), value.strip(), me)
    quiet = found.pop(QUIET, "")
    filters = tuple((name, found[name]) for name in FILTERS if name in found)
    return Wish(settled(outcomes), filters, quiet)


def _outcome(word: str) -> Outcome:
    folded = word.casefold()
    if folded in ALIASES:
        return ALIASES[folded]
    try:
        return Outcome(folded)
    except ValueError:
        names = (*(each.value for each in Outcome), *(f"{key}:" for key in KEYS))
        raise UsageError(_unknown(word, names)) from None


def _key(name: str) -> str:
    if name.casefold() in KEYS:
        return name.casefold()
    raise UsageError(_unknown(name + ":", tuple(f"{key}:" for key in KEYS)))


def _unknown(word: str, names: Sequence[str]) -> str:
    meant = did_you_mean(word, names)
    if meant:
        return UNKNOWN.format(word=word) + meant
    outcomes = " ".join(f"`{each}`" for each in Outcome)
    filters = " ".join(f"`{key}:…`" for key in KEYS)
    return UNKNOWN.format(word=word) + THERE_IS.format(outcomes=outcomes, filters=filters)


def _value(name: str, value: str, me: str) -> str:
    if not value:
        raise UsageError(EMPTY.format(word=f"{name}:"))
    return READERS.get(name, _as_it_is)(value, me)


def _as_it_is(value: str, _: str) -> str:
    return value


def _owner(value: str, me: str) -> str:
    if value.casefold() in ("@me", "me"):
        return me
    found = _PERSON.fullmatch(value)
    if not found:
        raise UsageError(NO_OWNER.format(word=value))
    return found[1]


def _cause(value: str, _: str) -> str:
    if value.casefold() not in CAUSES:
        raise UsageError(NO_CAUSE.format(causes=", ".join(CAUSES), word=value))
    return value.casefold()


def _quiet(value: str, _: str) -> str:
    hours(value.casefold())  # refuses what cannot be hours
    return value.casefold()


READERS: Mapping[str, Callable[[str, str], str]] = {
    "owner": _owner,
    "cause": _cause,
    QUIET: _quiet,
}


def merged(old: Subscription | None, new: Subscription) -> Subscription:
    """What a channel hears when it subscribes once more: what it heard, and the new; never less.

    `quiet:off` is taken at its word.
    """
    both = old.widened(new) if old else new
    return replace(both, quiet="", zone="") if new.quiet == OFF else both
