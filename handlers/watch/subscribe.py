"""`/jenkins subscribe`, `unsubscribe`, `subscriptions`: what a channel hears of."""

from handlers.kit import (
    Arguments,
    Ask,
    Button,
    Items,
    Message,
    Mono,
    Note,
    Paragraph,
    Person,
    Reply,
    Routes,
    Text,
    Tone,
    UsageError,
    Use,
    nearest,
    quote,
)
from handlers.kit.shortening import first_of
from handlers.watch.subscriptions import Subscription, drop, keep, of_channel
from integrations.errors import IntegrationError

NOWHERE = "Subscribe in the channel that shall hear of it."
DONE = "This channel now hears of {glob}"
DONE_TEXT = "A card comes when a build fails, and the same card turns when the job is mended."
MATCHES = "Right now that is {count} jobs: {names}."
MATCHES_ONE = "Right now that is one job: {names}."
MATCHES_NONE = "No job matches it yet."
NEAREST = " The nearest names: {names}."
INVITE = "Invite me to this channel with /invite if I am not in it yet, so that I may post here."
GONE = "This channel no longer hears of {glob}"
NOT_THERE = "This channel has no subscription `{glob}`."
THERE_ARE = " It has {globs}."
LIST = "What this channel hears of"
LIST_NONE = "Nothing yet. `/jenkins subscribe GLOB` starts it, for example `/jenkins subscribe *`."
SINCE = ", asked for by "
REMOVE = "Remove {glob}"
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
    if not ask.channel:
        raise UsageError(NOWHERE)
    wish = Subscription(ask.channel, words.text("GLOB").strip("/"), ask.user)
    await keep(use.systems.store, wish)
    try:
        names = [job.path for job in await use.systems.jenkins.jobs()]
    except IntegrationError as error:
        return done(wish, None, str(error))
    return done(wish, names)


def done(wish: Subscription, names: list[str] | None, gap: str = "") -> Message:
    """The answer to a subscription; `names` are all jobs, None where Jenkins did not tell."""
    parts = [Paragraph(DONE_TEXT)]
    parts.append(Paragraph(gap if names is None else _matching(wish, names)))
    remove = Button("Undo", f"jenkins unsubscribe {quote(wish.glob)}")
    return Message(
        DONE.format(glob=wish.glob), (*parts, Note(INVITE)), Tone.GOOD, buttons=(remove,)
    )


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
        globs = ", ".join(f"`{each.glob}`" for each in mine)
        raise UsageError(
            NOT_THERE.format(glob=glob) + (THERE_ARE.format(globs=globs) if globs else "")
        )
    await drop(use.systems.store, known[0])
    return Message(GONE.format(glob=known[0].glob))


@routes.command("jenkins subscriptions", example="jenkins subscriptions", aliases=("subs",))
async def subscriptions(ask: Ask, words: Arguments, use: Use) -> Reply:
    """List what this channel hears of."""
    mine = await of_channel(use.systems.store, ask.channel)
    if not mine:
        return Message(LIST, (Paragraph(LIST_NONE),))
    rows: tuple[Text, ...] = tuple((Mono(s.glob), SINCE, Person(s.by)) for s in mine)
    more = tuple(
        Button(REMOVE.format(glob=s.glob), f"jenkins unsubscribe {quote(s.glob)}") for s in mine
    )
    return Message(LIST, (Items(rows),), more=more)
