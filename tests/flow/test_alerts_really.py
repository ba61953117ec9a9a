"""A real rule fires and is over, and a silence from Slack is Alertmanager's own: all of it real."""

import asyncio
import contextlib
import re

import aiohttp
import pytest
import pytest_asyncio
from flow.person import BUILDS, Person, buttons, until, words
from flow.processes import SECRET, process, standalone
from flow.watchmen import watching

from bot.embedded import free_port
from bot.local.surroundings import ROLES
from bot.local.workspace import Workspace
from bot.manifest import manifest
from handlers import ROUTES, SHORTCUTS

pytestmark = pytest.mark.asyncio(loop_scope="module")

HOOK_SECRET = "a-secret-that-alertmanager-knows"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def watch(tmp_path_factory, valkey_server):
    """The shop under a real Prometheus and Alertmanager, the real web and worker; and ada."""
    folder, port = tmp_path_factory.mktemp("watch"), free_port()
    async with contextlib.AsyncExitStack() as parts:
        slack = Workspace(
            manifest(ROUTES, SHORTCUTS, request_url="http://127.0.0.1/slack/events"),
            bot_token="xoxb-alerts",
            app_token="",
            signing_secret=SECRET,
            request_url=f"http://127.0.0.1:{port}/slack/events",
        )
        base = await parts.enter_async_context(slack.serving())
        hook = f"http://127.0.0.1:{port}/hooks/alertmanager/{HOOK_SECRET}"
        watchmen = await parts.enter_async_context(watching(folder, hook))
        env = standalone(
            folder / "bot",
            REDIS_URL=f"{valkey_server}?db=5",
            SLACK_BOT_TOKEN="xoxb-alerts",
            SLACK_API_URL=f"{base}/api/",
            PORT=str(port),
            ROLES=ROLES,
            PROMETHEUS_URL=watchmen.prometheus,
            ALERTMANAGER_URL=watchmen.alertmanager,
            ALERTMANAGER_HOOK_SECRET=HOOK_SECRET,
        )
        await parts.enter_async_context(beside("web", env))
        await parts.enter_async_context(beside("worker", env))
        session = await parts.enter_async_context(aiohttp.ClientSession())
        ada = Person(session, base)
        await ada.slash("/prom subscribe severity=page")
        await ada.reads("This channel now hears of alerts with severity=page")
        yield watchmen, ada


@contextlib.asynccontextmanager
async def beside(command, env):
    """A process that ends while the workspace still answers it: it finishes what it holds."""
    running = process(command, env)
    await asyncio.to_thread(running.__enter__)
    try:
        yield
    finally:
        await asyncio.to_thread(running.__exit__, None, None, None)


def shared(message):
    """Whether everybody sees a message."""
    return not message.get("is_ephemeral")


async def card(ada):
    """The card of the alert, whatever it says now."""
    return await ada.sees(
        lambda m: shared(m) and words(m).splitlines()[0].endswith("TooManyErrors · checkout · page")
    )


async def test_a_rule_fires_and_one_message_with_a_chart_comes(watch):
    """Prometheus evaluates, Alertmanager notifies, the channel has one message that says it all."""
    watchmen, ada = watch
    watchmen.shop.ratios["checkout"] = 0.17

    message = await card(ada)

    said = words(message)
    assert said.startswith("🔴 TooManyErrors · checkout · page")
    assert "checkout answers with errors" in said
    assert "More than 5 % of the requests fail." in said
    assert "Firing since " in said
    assert [block["type"] for block in message["blocks"]].count("image") == 1
    links = {label: element.get("url", "") for label, (_, element, _) in buttons(message).items()}
    assert links["Runbook"] == "https://runbooks.example.com/errors"
    assert {"Silence 2 h", "Silence…"} <= set(links)


async def test_what_fires_is_listed(watch):
    """`/prom alerts` says the same, from Alertmanager itself."""
    _, ada = watch
    await ada.slash("/prom alerts service=check*")

    answer = await ada.reads("1 alert firing like")
    assert "TooManyErrors · page · checkout: checkout answers with errors" in words(answer)


async def test_a_silence_from_slack_is_alertmanagers_own(watch):
    """First which alerts match; then, after a press, `amtool` shows the silence, author and all."""
    watchmen, ada = watch
    await ada.slash("/prom silence TooManyErrors 2h the deploy is rolled back")
    question = await ada.reads("Silence TooManyErrors for 2 h?")
    assert "1 alert matches now." in words(question)
    assert "TooManyErrors" not in await watchmen.silences()

    await ada.press(question, "Silence")
    done = await ada.reads("Silenced for 2 h: TooManyErrors")

    assert shared(done)
    listed = await watchmen.silences()
    assert 'alertname="TooManyErrors"' in listed
    assert re.search(
        r"ada \(U0ADALIND\) +the deploy is rolled back, by ada via Pilothouse",
        listed,
    )
    silenced = await ada.sees(lambda m: shared(m) and "Silenced." in words(m))
    assert silenced["ts"] == (await card(ada))["ts"]


async def test_it_is_ended_from_slack_too(watch):
    """The list names it; its end is asked for, and `amtool` no longer shows it."""
    watchmen, ada = watch
    await ada.slash("/prom silences")
    listed = await ada.reads("1 silence")
    id = next(label for label in buttons(listed) if label.startswith("End ")).split()[1]

    await ada.slash(f"/prom unsilence {id}")
    question = await ada.reads("End the silence of TooManyErrors?")
    await ada.press(question, "End it")
    await ada.reads("The silence of TooManyErrors has ended")

    assert "TooManyErrors" not in await watchmen.silences()


async def test_it_is_over_and_the_same_message_says_so(watch):
    """The card turns in place, its thread is told, and it stays the only one."""
    watchmen, ada = watch
    fired = await card(ada)
    watchmen.shop.ratios["checkout"] = 0.001

    turned = await ada.reads("Resolved: TooManyErrors · checkout · page")

    assert turned["ts"] == fired["ts"]
    assert words(turned).startswith("🟢 ")
    assert [block["type"] for block in turned["blocks"]].count("image") == 1
    await ada.reads("Over after ", thread=fired["ts"])
    cards = [m for m in await ada.messages(BUILDS) if shared(m) and "checkout answers" in words(m)]
    assert len(cards) == 1


async def test_it_fires_again_and_a_new_card_says_how_often(watch):
    """The old card keeps telling of its end."""
    watchmen, ada = watch
    first = await card(ada)
    watchmen.shop.ratios["checkout"] = 0.2

    again = await ada.reads("Fired again: the second time in 24 hours.")

    assert again["ts"] != first["ts"]

    async def old():
        return "Resolved:" in words(
            next(m for m in await ada.messages(BUILDS) if m["ts"] == first["ts"])
        )

    assert await until(old)
