"""What a subscription hears, in words."""

from collections.abc import Mapping, Sequence

from handlers.kit import Mono, Person, Span, Text
from handlers.kit.words import Words, together
from handlers.watch.subscriptions import Outcome, Subscription

OUTCOMES: Mapping[Outcome, Words] = {
    Outcome.ALL: Words("each build, from start to end"),
    Outcome.FAILURES: Words("each failure"),
    Outcome.BROKEN: Words("the first failure after a good build"),
    Outcome.FIXED: Words("the first good build after a failure"),
    Outcome.UNSTABLE: Words("each unstable build"),
    Outcome.ABORTED: Words("each aborted build"),
}
AND = Words(" and ")
ON_BRANCH = Words(" · branch ")
IN_STAGE = Words(" · failed in stage ")
COMMITS_OF = Words(" · with commits of ")
STARTED_BY = Words(" · started by ")
QUIET = Words(" · quiet {hours} ({zone})")
BY = {
    "timer": Words("the timer"),
    "push": Words("a push"),
    "user": Words("a person"),
    "upstream": Words("another job"),
}
UTC = "UTC"


def outcomes_of(outcomes: Sequence[Outcome]) -> Words:
    """The outcomes as an enumeration: each failure and the first good build after a failure."""
    named = [OUTCOMES[each] for each in outcomes]
    if len(named) == 1:
        return named[0]
    return together(named[:-1]) + AND + named[-1]


def heard_by(wish: Subscription) -> Text:
    """Outcomes, what narrows them, and the quiet hours of a subscription."""
    told: list[Span] = [outcomes_of(wish.outcomes)]
    if wish.branch:
        told += [ON_BRANCH, Mono(wish.branch)]
    if wish.stage:
        told += [IN_STAGE, Mono(wish.stage)]
    if wish.owner:
        told += [COMMITS_OF, Person(wish.owner)]
    if wish.cause:
        told += [STARTED_BY, BY[wish.cause]]
    if wish.quiet:
        told.append(QUIET.format(hours=wish.quiet, zone=wish.zone or UTC))
    return tuple(told)
