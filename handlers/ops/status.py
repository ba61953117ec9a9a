"""`/ops status`: how the bot and the systems behind it do."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass

from handlers.kit import (
    Arguments,
    Ask,
    Bold,
    Items,
    Message,
    Note,
    Pulse,
    Reply,
    Routes,
    Text,
    Tone,
    Use,
    counted,
)
from handlers.kit.outside import sentence
from handlers.kit.words import AND, Words, together
from integrations import Ping
from integrations.errors import IntegrationError

TITLE_GOOD = Words("Everything that is configured answers")
TITLE_BAD, TITLE_BAD_MANY = Words("{names} does not answer"), Words("{names} do not answer")
SYSTEMS, ITSELF = Words("Systems"), "Pilothouse"
NOT_CONFIGURED = Words("not configured")
TOOK = "{milliseconds:.0f} ms"
WORKERS = Words("{workers} at work or ready")
NO_WORKERS = Words("no worker but this one is known")
WAITING = Words("{count} waiting, the oldest for {seconds:.0f} s")
IDLE = Words("nothing waits")
LOST = Words("{messages} could not be delivered, kept as dead letters: `/ops letters`")
PATIENCE = 5.0  # seconds for one system's sign of life
SILENT = Words("no answer within {seconds:g} s")

routes = Routes()


@dataclass(frozen=True)
class Sign:
    """One system's sign of life; `up` is None where it is not configured."""

    name: str
    up: bool | None
    words: str
    milliseconds: float = 0.0


@routes.command("ops status", example="ops status", aliases=("ping", "health"))
async def status(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Show whether the systems behind the bot answer, and what waits."""
    signs, pulse = await asyncio.gather(signs_of_life(use.systems.pings()), use.pulse())
    return show(signs, pulse)


async def signs_of_life(
    pings: Mapping[str, Ping | None], patience: float = PATIENCE
) -> tuple[Sign, ...]:
    """Ask every system at once, each for `patience` seconds; none keeps the others waiting."""
    asked = (sign(name, ping, patience) for name, ping in pings.items())
    return tuple(await asyncio.gather(*asked))


async def sign(name: str, ping: Ping | None, patience: float) -> Sign:
    """One system's sign of life."""
    if ping is None:
        return Sign(name, None, NOT_CONFIGURED)
    start = time.perf_counter()
    try:
        words = await asyncio.wait_for(ping(), patience)
    except IntegrationError as error:
        return Sign(name, False, sentence(error))
    except TimeoutError:
        return Sign(name, False, SILENT.format(seconds=patience))
    return Sign(name, True, words, (time.perf_counter() - start) * 1000)


def show(signs: tuple[Sign, ...], pulse: Pulse) -> Message:
    """The message for the signs of life and the bot's own pulse."""
    down = [each.name for each in signs if each.up is False]
    bad = TITLE_BAD if len(down) == 1 else TITLE_BAD_MANY
    title = bad.format(names=together(down, AND)) if down else TITLE_GOOD
    lost = LOST.format(messages=counted(pulse.undelivered, "message"))
    notes = (Note(lost),) if pulse.undelivered else ()
    return Message(
        title,
        (
            Items(tuple(_row(each) for each in signs), SYSTEMS),
            Items(_itself(pulse), ITSELF),
            *notes,
        ),
        Tone.BAD if down else Tone.GOOD,
    )


def _row(each: Sign) -> Text:
    mark = {True: "🟢", False: "🔴", None: "⚪"}[each.up]
    took = f" ({TOOK.format(milliseconds=each.milliseconds)})" if each.up else ""
    return (f"{mark} ", Bold(each.name), together(("  ", each.words, took), ""))


def _itself(pulse: Pulse) -> tuple[Text, ...]:
    waiting = WAITING.format(count=pulse.waiting, seconds=pulse.oldest_seconds)
    return (
        WORKERS.format(workers=counted(pulse.workers, "worker")) if pulse.workers else NO_WORKERS,
        waiting if pulse.waiting else IDLE,
    )
