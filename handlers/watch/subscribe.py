"""`/jenkins subscribe`, `unsubscribe`, `subscriptions`, `change`: what a channel hears of."""

from collections.abc import Sequence

from handlers.kit import (
    Arguments,
    Ask,
    Button,
    Field,
    Form,
    Items,
    Message,
    Mono,
    Paragraph,
    Reply,
    Routes,
    Text,
    Tone,
    UsageError,
    Use,
    nearest,
    spans,
    subscribing,
)
from handlers.kit.outside import sentence
from handlers.kit.shortening import first_of
from handlers.kit.words import Words
from handlers.kit.zones import zone_named
from handlers.watch.phrases import heard_by
from handlers.watch.preview import in_one_line
from handlers.watch.settings import loudness_of
from handlers.watch.subscriptions import (
    FILTERS,
    Subscription,
    drop,
    keep,
    of_channel,
)
from handlers.watch.typed import wish_typed
from handlers.watch.wishes import CAUSES, QUIET, Wish, merged, read_wish
from integrations.errors import IntegrationError

DONE = Words("This channel now hears of {glob}")
HEARS = Words("It hears ")
WIDENED = Words("It heard of these jobs before; now it hears ")
MATCHES = Words("Right now that is {count} jobs: {names}.")
MATCHES_ONE = Words("Right now that is one job: {names}.")
MATCHES_NONE = Words("No job matches it yet.")
NEAREST = Words(" The nearest names: {names}.")
GONE = Words("This channel no longer hears of {glob}")
NOT_THERE = Words("This channel has no subscription `{glob}`.")
LIST = Words("What this channel hears of")
LIST_NONE = Words(
    "Nothing yet. `/jenkins subscribe GLOB` starts it, for example `/jenkins subscribe *`."
)
CHANGED = Words("This channel's subscription is changed")
NAMED = 5  # jobs named in the answer

EDIT = Words("Edit {name}")
EDIT_TITLE = Words("Edit a subscription")
SAVE = Words("Save")
NO_FORM = Words("The form could not be opened any more: press Edit once more.")
PATTERN, HEARD = "pattern", "outcomes"
LABELS = {
    PATTERN: Words("Jobs"),
    HEARD: Words("Outcomes"),
    "branch": Words("Branch"),
    "stage": Words("Failed stage"),
    "owner": Words("Only with commits of"),
    "cause": Words("Started by"),
    QUIET: Words("Quiet hours"),
}
HINTS = {
    PATTERN: Words("A pattern: * is everything, team/* a folder."),
    HEARD: Words("Of failures, broken, fixed, unstable, aborted, all; commas between them."),
    QUIET: Words("Such as 20-08, in your time zone."),
}
ANY = "any"

routes = Routes()


@routes.command(
    "jenkins subscribe",
    "GLOB [FILTER…]",
    example="jenkins subscribe team/* broken,fixed branch:main",
    aliases=("watch", "follow"),
)
async def subscribe(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Tell this channel how builds end: each failure and the mending, or what you name.

    The pattern matches the job's full name: `*` is everything, `team/*` a folder. Behind it stand outcomes
    (`failures`, `broken`, `fixed`, `unstable`, `aborted`, `all`) and what narrows them: `branch:main`,
    `stage:Deploy`, `owner:@me` (my commits), `cause:timer` (or push, user, upstream), `quiet:20-08`.
    Subscribing once more adds: outcomes to the same pattern and filters, or another subscription.
    """
    channel, store = subscribing.channel_of(ask), use.systems.store
    typed = wish_typed(ask, words, use)
    zone = await _zone(ask, use) if typed.quiet else ""
    new = typed.of(channel, words.text("GLOB").strip("/"), ask.user, zone)
    old = await _kept(use, new)
    wish = merged(old, new)
    await keep(store, wish)
    try:
        names = [job.path for job in await use.systems.jenkins.jobs()]
    except IntegrationError as error:
        return done(wish, None, sentence(error), widened=bool(old and old != wish))
    past = await in_one_line(use, (wish,), await loudness_of(store, channel))
    return done(wish, names, past=past, widened=bool(old and old != wish))


async def _zone(ask: Ask, use: Use) -> str:
    """The zone of whoever asks; empty for UTC, and where Slack names none."""
    zone = await use.talk.zone(ask.user)
    return zone if zone_named(zone) else ""


async def _kept(use: Use, new: Subscription) -> Subscription | None:
    mine = await of_channel(use.systems.store, new.channel)
    return next((each for each in mine if each.key == new.key), None)


def done(
    wish: Subscription,
    names: Sequence[str] | None,
    gap: str = "",
    *,
    past: Words | None = None,
    widened: bool = False,
) -> Message:
    """The answer to a subscription; `names` are all jobs, None where Jenkins did not tell.

    `past` is what it would have posted. `widened` says that the channel heard of them before.
    """
    now = gap if names is None else _matching(wish, names)
    told: Text = (WIDENED if widened else HEARS, *spans(heard_by(wish)), ".")
    more = (past,) if past else ()
    return subscribing.added(DONE.format(glob=wish.glob), (told, now, *more), wish)


def _matching(wish: Subscription, names: Sequence[str]) -> str:
    found = [name for name in names if wish.wants(name)]
    if not found:
        near = nearest(wish.glob.strip("*"), names)
        return MATCHES_NONE + NEAREST.format(names=", ".join(near)) if near else MATCHES_NONE
    words = MATCHES_ONE if len(found) == 1 else MATCHES
    return words.format(count=len(found), names=first_of(found, NAMED))


@routes.command(
    "jenkins unsubscribe",
    "GLOB [FILTER…]",
    example="jenkins unsubscribe team/*",
    aliases=("unwatch", "unfollow"),
)
async def unsubscribe(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Stop telling this channel of the jobs that a pattern matches.

    Without filters everything with that pattern goes; with them, the one subscription that has these.
    """
    gone = await _meant(ask, words, use)
    for each in gone:
        await drop(use.systems.store, each)
    return Message(GONE.format(glob=gone[0].name if len(gone) == 1 else gone[0].glob))


async def _meant(ask: Ask, words: Arguments, use: Use) -> tuple[Subscription, ...]:
    """The channel's subscriptions that a command names; UsageError where there is none."""
    glob = words.text("GLOB").strip("/")
    typed = wish_typed(ask, words, use)
    mine = await of_channel(use.systems.store, ask.channel)
    known = [each for each in mine if each.glob.casefold() == glob.casefold()]
    if words.text("FILTER"):
        known = [each for each in known if _filters(each) == typed.filters]
    if not known:
        asked = " ".join((glob, words.text("FILTER"))).strip()
        raise subscribing.not_there(NOT_THERE.format(glob=asked), mine)
    return tuple(known)


def _filters(wish: Subscription) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name in FILTERS if (value := getattr(wish, name)))


@routes.command("jenkins subscriptions", example="jenkins subscriptions", aliases=("subs",))
async def subscriptions(ask: Ask, words: Arguments, use: Use) -> Reply:
    """List what this channel hears of, with buttons that edit or remove each."""
    mine = await of_channel(use.systems.store, ask.channel)
    told = subscribing.listed(LIST, LIST_NONE, mine)
    if not mine:
        return told
    rows: tuple[Text, ...] = tuple(
        (Mono(each.glob), ": ", *spans(heard_by(each)), *subscribing.asked_by(each))
        for each in mine
    )
    edits = tuple(Button(EDIT.format(name=each.name), each.command("change")) for each in mine)
    return Message(LIST, (Items(rows),), more=(*edits, *told.more))


@routes.command(
    "jenkins change",
    "GLOB [FILTER…] k=v …",
    example="jenkins change team/* outcomes=broken,fixed",
)
async def change(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Change a subscription of this channel: a form shows what it hears now.

    Inline it takes `pattern=`, `outcomes=`, `branch=`, `stage=`, `owner=`, `cause=` and `quiet=`; what is not
    named stays, and an empty value takes a filter away.
    """
    old = (await _meant(ask, words, use))[0]
    if not words.settings:
        return _form(old)
    new = _changed(old, dict(words.settings), ask.user, await _zone(ask, use))
    if new.key != old.key:
        await drop(use.systems.store, old)
    await keep(use.systems.store, new)
    told = Paragraph((HEARS, *spans(heard_by(new)), "."))
    return Message(CHANGED, (told,), Tone.GOOD)


def _changed(old: Subscription, given: dict[str, str], me: str, zone: str) -> Subscription:
    """The subscription with what a form, or somebody inline, gave; UsageError for what it cannot be."""
    strange = [name for name in given if name not in LABELS]
    if strange:
        raise UsageError(subscribing.NO_SETTING.format(name=strange[0], names=", ".join(LABELS)))
    glob = given.pop(PATTERN, "").strip("/ ") or old.glob
    held = {HEARD: ",".join(old.outcomes), **dict(_filters(old)), QUIET: old.quiet}
    held |= {name: value.strip() for name, value in given.items()}
    outcomes = held.pop(HEARD).replace(" ", "")
    named = [f"{name}:{value}" for name, value in held.items() if value not in ("", ANY)]
    wish: Wish = read_wish([*([outcomes] if outcomes else []), *named], me)
    asked = wish.quiet if wish.quiet == old.quiet else ""
    made = wish.of(old.channel, glob, old.by, old.zone if asked else zone)
    return merged(None, made)


def _form(old: Subscription) -> Form:
    return Form(
        EDIT_TITLE,
        old.command("change"),
        (
            _text(PATTERN, old.glob, required=True),
            _text(HEARD, ",".join(old.outcomes)),
            _text("branch", old.branch),
            _text("stage", old.stage),
            Field("owner", LABELS["owner"], "person", old.owner, required=False),
            Field("cause", LABELS["cause"], "choice", old.cause or ANY, (ANY, *CAUSES)),
            _text(QUIET, old.quiet),
        ),
        SAVE,
        Message(NO_FORM),
    )


def _text(name: str, value: str, *, required: bool = False) -> Field:
    return Field(name, LABELS[name], "text", value, hint=HINTS.get(name, ""), required=required)
