"""The Home tab as a whole: its sections are gathered beside one another, and none takes another away."""

import asyncio
from collections.abc import Awaitable
from datetime import UTC, datetime

from handlers.build.parameters import FORM_TITLE_ANY
from handlers.home.builds import touched
from handlers.home.kept import answers, incidents, subscriptions
from handlers.kit import Button, Event, Home, HomeSection, Reply, Routes, Use
from handlers.kit.words import Words, together
from integrations.errors import IntegrationError

TITLE = Words("Your overview")
INTRO = Words("What is yours in Jenkins, in incidents and in this workspace, as of {time} UTC.")
MINE = Words("My builds")
BROKEN = Words("Broken jobs that I touched")
INCIDENTS = Words("Open incidents")
SUBSCRIPTIONS = Words("My subscriptions")
ANSWERS = Words("Recent answers")
NOT_READ = Words("This could not be read: {error}")
OUTSIDER = Words("This page is for people of this workspace.")
JOBS, ALERTS, HELP = Words("All jobs"), Words("Alerts"), Words("Help")

Sections = tuple[HomeSection, ...]

routes = Routes()


@routes.event("slack.home")
async def opened(event: Event, use: Use) -> Reply:
    """Somebody opened the tab, or something of theirs changed: make it anew."""
    user, now = event.payload["user"], datetime.now(UTC)
    version, anew = int(now.timestamp() * 1000), not event.payload.get("shown")
    if (await use.authority.standing(user)).refused:
        return Home(user, TITLE, (), intro=OUTSIDER, version=version, anew=anew)
    parts = await asyncio.gather(
        _or_why((MINE, BROKEN), touched(use, user, now, MINE, BROKEN)),
        _or_why((INCIDENTS,), incidents(use, now, INCIDENTS)),
        _or_why((SUBSCRIPTIONS,), subscriptions(use, user, SUBSCRIPTIONS)),
        _or_why((ANSWERS,), answers(use, user, now, ANSWERS)),
    )
    return Home(
        person=user,
        title=TITLE,
        sections=tuple(section for part in parts for section in part),
        buttons=_buttons(),
        intro=INTRO.format(time=now.strftime("%H:%M")),
        version=version,
        anew=anew,
    )


async def _or_why(headings: tuple[Words, ...], asked: Awaitable[Sections]) -> Sections:
    """The sections, or under the first of their headings the sentence why there are none."""
    try:
        return await asked
    except IntegrationError as error:
        return (HomeSection(together(headings), note=NOT_READ.format(error=error)),)


def _buttons() -> tuple[Button, ...]:
    return (
        Button(FORM_TITLE_ANY, "jenkins build", "primary"),
        Button(JOBS, "jenkins list"),
        Button(ALERTS, "prom alerts"),
        Button(HELP, "ops help"),
    )
