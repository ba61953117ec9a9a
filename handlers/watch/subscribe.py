"""`/jenkins subscribe`, `unsubscribe`, `subscriptions`: what a channel hears of."""

from handlers.kit import (
    Arguments,
    Ask,
    Message,
    Reply,
    Routes,
    Use,
    nearest,
    subscribing,
)
from handlers.kit.shortening import first_of
from handlers.watch.subscriptions import Subscription, drop, keep, of_channel
from integrations.errors import IntegrationError

DONE = "This channel now hears of {glob}"
DONE_TEXT = "A card comes when a build fails, and the same card turns when the job is mended."
MATCHES = "Right now that is {count} jobs: {names}."
MATCHES_ONE = "Right now that is one job: {names}."
MATCHES_NONE = "No job matches it yet."
NEAREST = " The nearest names: {names}."
GONE = "This channel no longer hears of {glob}"
NOT_THERE = "This channel has no subscription `{glob}`."
LIST = "What this channel hears of"
LIST_NONE = "Nothing yet. `/jenkins subscribe GLOB` starts it, for example `/jenkins subscribe *`."
NAMED = 5  # jobs named in the answer

routes = Routes()


@routes.command(
    "jenkins subscribe",
    "GLOB",
    example="jenkins subscribe team/*",
    aliases=("watch", "follow"),
)
async def subscribe(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Tell this channel when a build of a job fails, and when it is mended.

    The pattern matches the job's full name: `*` is everything, `team/*` a folder.
    """
    wish = Subscription(subscribing.channel_of(ask), words.text("GLOB").strip("/"), ask.user)
    await keep(use.systems.store, wish)
    try:
        names = [job.path for job in await use.systems.jenkins.jobs()]
    except IntegrationError as error:
        return done(wish, None, str(error))
    return done(wish, names)


def done(wish: Subscription, names: list[str] | None, gap: str = "") -> Message:
    """The answer to a subscription; `names` are all jobs, None where Jenkins did not tell."""
    now = gap if names is None else _matching(wish, names)
    return subscribing.added(DONE.format(glob=wish.glob), (DONE_TEXT, now), wish)


def _matching(wish: Subscription, names: list[str]) -> str:
    found = [name for name in names if wish.wants(name)]
    if not found:
        near = nearest(wish.glob.strip("*"), names)
        return MATCHES_NONE + (NEAREST.format(names=", ".join(near)) if near else "")
    words = MATCHES_ONE if len(found) == 1 else MATCHES
    return words.format(count=len(found), names=first_of(found, NAMED))


@routes.command(
    "jenkins unsubscribe",
    "GLOB",
    example="jenkins unsubscribe team/*",
    aliases=("unwatch", "unfollow"),
)
async def unsubscribe(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Stop telling this channel of the jobs that a pattern matches."""
    glob = words.text("GLOB").strip("/")
    mine = await of_channel(use.systems.store, ask.channel)
    known = [each for each in mine if each.glob.casefold() == glob.casefold()]
    if not known:
        raise subscribing.not_there(NOT_THERE.format(glob=glob), mine)
    await drop(use.systems.store, known[0])
    return Message(GONE.format(glob=known[0].glob))


@routes.command("jenkins subscriptions", example="jenkins subscriptions", aliases=("subs",))
async def subscriptions(ask: Ask, words: Arguments, use: Use) -> Reply:
    """List what this channel hears of."""
    return subscribing.listed(LIST, LIST_NONE, await of_channel(use.systems.store, ask.channel))
