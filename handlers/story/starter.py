"""Who started a build from Slack: Jenkins only knows the bot's own user, so we note it ourselves."""

from datetime import UTC, datetime, timedelta

from handlers.kit import Person, Text
from handlers.story.words import started_by
from integrations.errors import IntegrationError
from integrations.jenkins import Build
from integrations.store import Store

KIND = "starter"
REMEMBERED = timedelta(days=7)
JOURNAL = "started {user}"  # the builds that a Slack user started


async def note_starter(store: Store, job: str, number: int, user: str) -> None:
    """Remember that a Slack user started a build; nobody is kept from building by a failure here."""
    name, record = f"{job}#{number}", {"job": job, "number": number}
    try:
        await store.note(KIND, name, {"user": user}, lasts=REMEMBERED)
        journal = JOURNAL.format(user=user)
        await store.enter(journal, name, datetime.now(UTC), record, keeps=REMEMBERED)
    except IntegrationError:
        return


async def started_by_user(
    store: Store, user: str, since: datetime, until: datetime
) -> tuple[tuple[str, int], ...]:
    """The builds that a Slack user started in that time, job and number, the newest first."""
    found = await store.between(JOURNAL.format(user=user), since, until)
    return tuple((str(each["job"]), int(each["number"])) for each in reversed(found))


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
