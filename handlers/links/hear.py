"""Which links are told of: a few, in a message of a person's, and each once in a while."""

import logging
from datetime import timedelta

from handlers.kit import Ask, Event, Message, Reply, Routes, Unfurl, UsageError, Use
from handlers.links.shown import shown
from handlers.links.targets import Places, Target, target
from integrations.errors import IntegrationError

# The rules of the GitHub app for Slack: a message with three links or more is a list that nobody
# wants three times as long, and what was shown a moment ago is still in view.
TOO_MANY = 3
AGAIN = timedelta(minutes=30)

log = logging.getLogger(__name__)

routes = Routes()


@routes.event("slack.links")
async def heard(event: Event, use: Use) -> Reply:
    """Show below somebody's message what is behind its links."""
    told = event.payload
    channel, ts, thread, user = (told[name] for name in ("channel", "ts", "thread", "user"))
    urls = told["urls"].split("\n")
    if len(urls) >= TOO_MANY or (await use.authority.standing(user)).refused:
        return None
    if thread and await use.talk.is_ours(channel, thread):
        return None
    places = await _places(use, channel, ts)
    ask = Ask("", user, channel, thread, public=True)
    links: list[tuple[str, Message]] = []
    for url, meant in _meant(urls, places):
        message = await _one(use, ask, meant, event.key)
        if message is not None:
            links.append((url, message))
    return Unfurl(channel, ts, tuple(links)) if links else None


async def _places(use: Use, channel: str, ts: str) -> Places:
    systems = use.systems
    metrics = systems.prometheus_or_none
    try:
        somewhere = await use.talk.link(channel, ts)
    except IntegrationError:
        somewhere = ""  # links to messages are then not known for what they are
    return Places(
        jenkins=systems.jenkins_or_none.base if systems.jenkins_or_none else "",
        prometheus=(metrics.base, metrics.public) if metrics else (),
        repositories=systems.git.repositories,
        slack=somewhere,
    )


def _meant(urls: list[str], places: Places) -> tuple[tuple[str, Target], ...]:
    """The addresses that mean something, the same thing once."""
    found: dict[Target, str] = {}
    for url in urls:
        meant = target(url, places)
        if meant is not None:
            found.setdefault(meant, url)
    return tuple((url, meant) for meant, url in found.items())


async def _one(use: Use, ask: Ask, meant: Target, key: str) -> Message | None:
    """What is shown of one link; None where it was shown here a moment ago, or nothing is known.

    A link that leads nowhere is left as it is: nobody asked us.
    """
    store, name = use.systems.store, f"{ask.channel} {meant}"
    if not await store.hold("unfurl", name, lasts=AGAIN, by=key):
        return None
    try:
        message = await shown(meant, ask, use)
    except (UsageError, IntegrationError) as error:
        log.info("a link is not previewed: %s", error)
        message = None
    if message is None:
        await store.let_go("unfurl", name, by=key)
    return message
