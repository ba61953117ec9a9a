"""`/ops status`: who answers, who does not, and what waits."""

import asyncio
from dataclasses import replace

import pytest
from freezegun import freeze_time

from handlers.kit import Bold, Items, Message, Note, Pulse, Tone
from handlers.ops.status import Sign, show, signs_of_life
from integrations.errors import UnavailableError

IDLE = Pulse(waiting=0, undelivered=0, workers=2, oldest_seconds=0.0)
ITSELF = Items(("2 workers at work or ready", "nothing waits"), "Pilothouse")


@pytest.fixture
async def known(jenkins, use):
    """A Jenkins that knows us, and the words for the store and for Git."""
    jenkins.answers["GET /me/api/json"] = {"id": "ada"}
    jenkins.job("checkout", buildable=True)
    jenkins.answers["GET /job/checkout/"] = '<a href="/job/checkout/build?delay=0sec">Build</a>'
    return await use.systems.store.ping(), await use.systems.git.ping()


def rows(store, jenkins, git):
    """The rows of the systems when only those three are configured."""
    return Items(
        (
            ("🟢 ", Bold("Redis"), f"  {store} (0 ms)"),
            jenkins,
            ("⚪ ", Bold("Prometheus"), "  not configured"),
            ("⚪ ", Bold("Alertmanager"), "  not configured"),
            ("🟢 ", Bold("Git"), f"  {git} (0 ms)"),
            ("⚪ ", Bold("Model"), "  not configured"),
        ),
        "Systems",
    )


async def test_everything_answers(known, say):
    """Each system with its version, what we may do there, and how long it took."""
    store, git = known

    with freeze_time("2024-10-27", real_asyncio=True):
        said = await say("ops status")
    jenkins = ("🟢 ", Bold("Jenkins"), "  Jenkins 2.516.3 as ada: read, build (0 ms)")
    assert said == Message(
        "Everything that is configured answers", (rows(store, jenkins, git), ITSELF), Tone.GOOD
    )


async def test_a_system_that_is_down(known, jenkins, say, use):
    """What was asked, of whom, what came back; the others still say how they are."""
    store, git = known
    jenkins.answers["GET /me/api/json"] = 503

    async def pulse():
        return Pulse(waiting=3, undelivered=1, workers=0, oldest_seconds=12.4)

    with freeze_time("2024-10-27", real_asyncio=True):
        said = await say("ops status", use=replace(use, pulse=pulse))
    down = (
        f"  Asked Jenkins at {jenkins.url} for a sign of life and got HTTP 503: Oops."
        " Try again in a minute."
    )
    assert said == Message(
        "Jenkins does not answer",
        (
            rows(store, ("🔴 ", Bold("Jenkins"), down), git),
            Items(
                ("no worker but this one is known", "3 waiting, the oldest for 12 s"),
                "Pilothouse",
            ),
            Note("1 message could not be delivered, kept as dead letters: `/ops letters`"),
        ),
        Tone.BAD,
    )


async def test_a_slow_system_keeps_nobody_waiting():
    """Its time is over after a while; the rest is asked at the same time."""

    async def slow():
        await asyncio.sleep(60)
        return "late"

    async def quick():
        return "here"

    async def down():
        raise UnavailableError("for a sign of life", "Git", "nothing")

    signs = await signs_of_life({"A": slow, "B": quick, "C": None, "D": down}, patience=0.1)
    assert [replace(each, milliseconds=0.0) for each in signs] == [
        Sign("A", False, "no answer within 0.1 s"),
        Sign("B", True, "here"),
        Sign("C", None, "not configured"),
        Sign("D", False, "Asked Git for a sign of life and got nothing."),
    ]


def test_several_silent_systems():
    """All are named."""
    said = show((Sign("A", False, "x"), Sign("B", False, "y"), Sign("C", True, "z", 3.6)), IDLE)
    assert said == Message(
        "A and B do not answer",
        (
            Items(
                (
                    ("🔴 ", Bold("A"), "  x"),
                    ("🔴 ", Bold("B"), "  y"),
                    ("🟢 ", Bold("C"), "  z (4 ms)"),
                ),
                "Systems",
            ),
            ITSELF,
        ),
        Tone.BAD,
    )
