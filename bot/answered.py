"""What is left of an ask when it is answered: a line in the asker's own list, and their tab made anew."""

import logging
from collections.abc import Mapping
from datetime import UTC, datetime

from bot.chinese import CATALOGUE
from bot.dispatch import BROKEN, MISUNDERSTOOD, NO_ANSWER, REFUSED, is_question, meant, named
from bot.intake import Intake
from bot.intent import Intent, of_event
from bot.slack.buttons import OPTION_VALUE
from bot.slack.inbound import HOME
from handlers.kit import Ask, Event, Message, Reply, Routes, UsageError, match
from handlers.kit.answered import Answered, note
from handlers.kit.redaction import redact
from integrations.errors import IntegrationError
from integrations.store import Store

# Commands that only look and mean the same wherever they are asked; the others belong to a channel.
ANYWHERE = (
    *("jenkins list", "jenkins status", "jenkins why", "jenkins tests", "jenkins log"),
    *("prom q", "prom ask", "prom alerts", "prom silences"),
    *("git log", "git show", "git compare", "git repos", "git suspects", "git review"),
    *("inc list", "ops status", "ops letters", "ops whoami", "ops audit"),
)

NO_ANSWERS = {
    said
    for title in (BROKEN, MISUNDERSTOOD, NO_ANSWER, REFUSED)
    for said in (str(title), CATALOGUE.get(title, title))
}

log = logging.getLogger(__name__)


async def remembered(store: Store, routes: Routes, intent: Intent, reply: Reply) -> None:
    """Keep what somebody asked and what the answer was called; nobody waits for it."""
    title = _title(reply)
    what = answered(routes, intent.what, title) if isinstance(intent.what, Ask) else None
    if not isinstance(intent.what, Ask) or what is None:
        return
    try:
        await note(store, intent.what.user, intent.id, datetime.now(UTC), what)
    except IntegrationError as error:
        log.warning("an answer is not in its asker's list: %s", error)


def _title(reply: Reply) -> str:
    first = reply[0] if isinstance(reply, tuple) and reply else reply
    title = first.title if isinstance(first, Message) else ""
    return "" if title in NO_ANSWERS else title


def answered(routes: Routes, ask: Ask, title: str) -> Answered | None:
    """An ask as its list keeps it: without values that were given, for they may be secrets.

    What only looks, and was typed as a whole, can be asked again with one press. None for words that
    were not understood, and where nothing was answered.
    """
    whole = " ".join(ask.text.split())
    if not title:
        return None
    if is_question(ask, routes):
        return Answered(redact(whole), redact(title), again=False)
    try:
        path = match(routes, meant(routes, ask.text), ask.settings)[0].path
    except UsageError:
        return None
    bare = "=" not in whole and not ask.settings and len(whole) <= OPTION_VALUE
    if path in ANYWHERE and bare and not ask.quoted and redact(whole) == whole:
        return Answered(whole, redact(title), again=True)
    return Answered(redact(named(ask)), redact(title), again=False)


async def renewed(intake: Intake, intent: Intent) -> None:
    """After a press in the Home tab, which is in no channel, have the tab made anew."""
    if not isinstance(intent.what, Ask) or intent.to.channel or not intent.to.user:
        return
    payload: Mapping[str, str] = {"user": intent.to.user, "shown": "yes"}
    await intake.take(of_event(Event(HOME, f"home:{intent.id}", payload)))
