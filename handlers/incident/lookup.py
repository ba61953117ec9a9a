"""Which incident somebody means: the one they name, the one of this place, or the only open one."""

import re
from collections.abc import Sequence

from handlers.incident.state import Incident
from handlers.incident.storage import everybody
from handlers.kit import Ask, UsageError, Use
from handlers.kit.shortening import first_of
from handlers.kit.words import Words
from integrations.errors import IntegrationError
from integrations.store import Store

THREADS = "incident-threads"  # shelf: a thread's channel and first message -> its incident
NO_SUCH = Words("There is no incident `{id}` here.")
NONE_OPEN = Words('No incident is open in this channel. `/inc new "TITLE" sev2` opens one.')
ELSEWHERE = Words(" Open elsewhere: {names}. Name one to mean it.")
NONE_CLOSED = Words("There has been no incident in this channel. Name one, such as `INC-7`.")
WHICH = Words("Which incident? Say its id: {names}.")
NAMED = 6  # incidents in a sentence
_TOLD = re.compile(r"\bINC-[0-9]{1,6}\b")


async def meant(use: Use, ask: Ask, id: str = "", *, over: bool = False) -> Incident:
    """The incident that an ask is about; UsageError with what one can do where that is unclear.

    With `over` a place without an open incident means its last closed one.
    """
    seen = visible(await everybody(use.systems.store), ask.channel)
    if id:
        return _named(seen, id)
    here = await of_place(use, ask.channel, ask.thread, seen)
    if here:
        return here
    mine = [each for each in seen if ask.channel in (each.channel, each.room)]
    running = [each for each in mine if each.open]
    if len(running) == 1:
        return running[0]
    if running:
        raise UsageError(WHICH.format(names=names(running)))
    if over:
        if mine:
            return mine[0]
        raise UsageError(NONE_CLOSED)
    raise UsageError(NONE_OPEN + _elsewhere(seen))


def visible(incidents: Sequence[Incident], channel: str) -> tuple[Incident, ...]:
    """Those that may be spoken of in a channel: a private channel's stay where they are.

    An ask from no channel (the Home tab, a shortcut) may hear of none of those.
    """
    here = {channel} - {""}
    return tuple(i for i in incidents if not i.private or here & {i.channel, i.room})


async def open_here(use: Use, channel: str, thread: str) -> tuple[Incident, ...]:
    """The incident of a thread or room, else all that are open in a channel."""
    seen = visible(await everybody(use.systems.store), channel)
    here = await of_place(use, channel, thread, seen)
    if here:
        return (here,) if here.open else ()
    return tuple(i for i in seen if i.open and channel in (i.channel, i.room))


async def of_place(
    use: Use, channel: str, thread: str, seen: Sequence[Incident]
) -> Incident | None:
    """The incident whose room this is, or under whose card this thread stands."""
    room = next((each for each in seen if each.room and each.room == channel), None)
    if room or not thread or not any(channel == each.channel for each in seen):
        return room
    store = use.systems.store
    known = await store.get(THREADS, f"{channel} {thread}")
    id = str(known["id"]) if known else await _told_by(use, channel, thread)
    found = next((each for each in seen if each.id == id and each.channel == channel), None)
    if found and not known:
        await remember(store, found, thread)
    return found


async def remember(store: Store, incident: Incident, thread: str) -> None:
    """Keep which thread is an incident's."""
    await store.put(THREADS, f"{incident.channel} {thread}", {"id": incident.id})


async def thread_of(use: Use, incident: Incident) -> str:
    """The timestamp of an incident's card, empty where nobody has met it yet."""
    for key, record in (await use.systems.store.all(THREADS)).items():
        channel, _, thread = key.partition(" ")
        if record["id"] == incident.id and channel == incident.channel:
            return thread
    try:
        said = await use.talk.channel(incident.channel, incident.opened)
    except IntegrationError:
        return ""
    card = next((each for each in said if each.bot and _first(each.text) == incident.id), None)
    if card is None:
        return ""
    await remember(use.systems.store, incident, card.ts)
    return card.ts


async def _told_by(use: Use, channel: str, thread: str) -> str:
    """The incident that the first message of a thread names, if one of ours does."""
    try:
        root = await use.talk.message(channel, thread)
    except IntegrationError:
        return ""
    return _first(root.text) if root and root.bot else ""


def _first(text: str) -> str:
    found = _TOLD.search(text.partition("\n")[0])
    return found[0] if found else ""


def _named(seen: Sequence[Incident], id: str) -> Incident:
    found = next((each for each in seen if each.id == id), None)
    if found is None:
        raise UsageError(NO_SUCH.format(id=id) + _elsewhere(seen))
    return found


def _elsewhere(seen: Sequence[Incident]) -> str:
    running = [each for each in seen if each.open]
    return ELSEWHERE.format(names=names(running)) if running else ""


def names(incidents: Sequence[Incident]) -> str:
    """`INC-7` (checkout is down), `INC-8` (…)."""
    return first_of([f"`{i.id}` ({i.title[:60]})" for i in incidents], NAMED)
