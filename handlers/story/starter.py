"""Who started a build from Slack: Jenkins only knows the bot's own user, so we note it ourselves."""

from datetime import timedelta

from handlers.kit import Person, Text
from handlers.story.words import started_by
from integrations.errors import IntegrationError
from integrations.jenkins import Build
from integrations.store import Store

KIND = "starter"
REMEMBERED = timedelta(days=7)


async def note_starter(store: Store, job: str, number: int, user: str) -> None:
    """Remember that a Slack user started a build; nobody is kept from building by a failure here."""
    try:
        await store.note(KIND, f"{job}#{number}", {"user": user}, lasts=REMEMBERED)
    except IntegrationError:
        return


async def starter_of(store: Store, build: Build) -> str:
    """The Slack user who started a build, empty where it was not started from Slack."""
    try:
        known = await store.recall(KIND, f"{build.job}#{build.number}")
    except IntegrationError:
        return ""
    return str(known["user"]) if known else ""


def said(build: Build, starter: str) -> Text:
    """Who or what started a build, in words; a person in Slack is a mention."""
    return (Person(starter),) if starter else started_by(build)
