"""`why did this fail?`: the build that is meant, its evidence, and the card where no model speaks."""

import json
from dataclasses import replace

import pytest
from model_server import Server, model_at, streamed

from bot.slack.render import blocks
from handlers import ROUTES
from handlers.kit import Ask, Button, Link, Message, plain, spans
from handlers.memory.storage import everything

ADA, BUILDS = "U0ADALIND", "C0BUILDS0"
LOG = (
    "collected 41 items\n"
    "tests/test_cart.py::test_total FAILED\n"
    "E       AssertionError: assert 3 == 2\n"
    "FAILED tests/test_cart.py::test_total - AssertionError: assert 3 == 2\n"
    "Finished: FAILURE\n"
)


@pytest.fixture
def failed(jenkins):
    """checkout #512 failed after #511 passed, and one commit lies between."""
    jenkins.job("checkout")
    jenkins.job("payments")
    jenkins.build("checkout", 511, "SUCCESS")
    commit = {
        "commitId": "9f3c2ab1" + "0" * 32,
        "msg": "round totals up",
        "timestamp": 1730000000000,
    }
    commit |= {"author": {"fullName": "Lin Wei"}, "affectedPaths": ["shop/cart.py"]}
    jenkins.build(
        "checkout",
        512,
        url=f"{jenkins.url}/job/checkout/512/",
        changeSets=[{"kind": "git", "items": [commit]}],
    )
    jenkins.console("checkout", 512, LOG)
    return jenkins


@pytest.fixture
def question(use, slack):
    """Ask a question in a thread of #builds, below a message of the bot's."""
    workspace, _ = slack

    async def ask(text, *, card="", use=use):
        client = use.talk._client
        thread = ""
        if card:
            header = {"type": "header", "text": {"type": "plain_text", "text": card}}
            posted = await client.chat_postMessage(channel=BUILDS, text=card, blocks=[header])
            thread = posted["ts"]
        said = await workspace.act(
            ADA, "post", channel=BUILDS, text=f"<@U0PILOT> {text}", thread_ts=thread or None
        )
        asked = Ask(text, ADA, BUILDS, thread or said["ts"], public=True, free=True)
        return await ROUTES.answer(asked, use)

    return ask


def texts(message):
    """All words of a message."""
    return json.dumps(blocks(message), ensure_ascii=False)


@pytest.mark.parametrize(
    ("text", "card"),
    [
        ("why did this fail?", "🔴 checkout #512 failed"),
        ("why did this fail?", "🟢 checkout is mended by #513"),
        ("why did this fail?", "Failed again: checkout #512 is failure number 2 in a row."),
        ("why did checkout #512 fail?", ""),
        ("why did checkout 512 fail", "🔴 something else"),
        ("why is checkout red", ""),
        ("为什么checkout失败了", ""),
    ],
)
async def test_it_knows_which_build_is_meant(failed, question, text, card):
    """By the thread's card, by its name and number, by the job alone; without a model: the card."""
    message = await question(text, card=card)

    assert message.title == "Why checkout #512 failed"
    assert "E       AssertionError: assert 3 == 2" in texts(message)
    assert "No model is configured (LLM_BASE_URL), so these are the facts alone." in texts(message)
    assert Button("The whole story", "jenkins why checkout 512") in message.buttons


async def test_outside_threads_it_is_the_last_failure_that_was_told_of(failed, question, use):
    """The newest card of a failure in the channel; what passed since does not count."""
    for title in (
        "🔴 payments #7 failed",
        "🔴 checkout #512 failed",
        "🟢 payments is mended by #8",
    ):
        header = {"type": "header", "text": {"type": "plain_text", "text": title}}
        await use.talk._client.chat_postMessage(channel=BUILDS, text=title, blocks=[header])
    message = await question("why did it fail?")

    assert message.title == "Why checkout #512 failed"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("why did this fail?", "I could not tell which build you mean."),
        ("why did checkout #9 fail?", "There is no build checkout #9."),
        ("why did payments fail?", "payments has no failed build among its last 0."),
    ],
)
async def test_a_build_that_cannot_be_told_is_asked_for(failed, question, text, sentence):
    """A sentence that says what one can do."""
    message = await question(text)

    assert isinstance(message, Message)
    assert sentence in texts(message)


async def test_a_model_explains_with_lines_and_commits(failed, question, use):
    """It reads the log's lines by their numbers and the commits; its citations become links."""
    server = Server(
        streamed(
            "The total is 3 and not 2 in `tests/test_cart.py` [l4]\n",
            "It came with 9f3c2ab1, round totals up [c1]\n",
            "The load balancer was misconfigured [l4]\n",
            "The disk has 0 bytes left [l4]\n",
        )
    )
    async with model_at(server) as (model, _):
        asking = replace(use, systems=replace(use.systems, model=model))
        message = await question("why did this fail?", card="🔴 checkout #512 failed", use=asking)

    read = server.asked[0]["messages"][1]["content"]
    assert "[b1] #512, 2024-10-27 03:35 UTC: build checkout #512 failed" in read
    assert "[l4] line 4: FAILED tests/test_cart.py::test_total" in read
    assert "[c1] 9f3c2ab1, 2024-10-27 03:33 UTC: commit by Lin Wei: round totals up" in read
    rows = message.parts[0].rows
    assert [plain(row) for row in rows] == [
        "The total is 3 and not 2 in `tests/test_cart.py` (line 4)",
        "It came with 9f3c2ab1, round totals up (9f3c2ab1)",
        "Hypothesis: The load balancer was misconfigured (line 4)",
        "Hypothesis: The disk has 0 bytes left (line 4)",
    ]
    links = [span for span in spans(rows[0]) if isinstance(span, Link)]
    assert links == [Link("line 4", f"{failed.url}/job/checkout/512/consoleFull")]
    assert len(server.asked) == 1
    assert message.rated


async def test_while_jenkins_is_away_the_thread_is_what_there_is(question, use, jenkins):
    """What could not be had is a sentence."""
    jenkins.answers["GET /api/json"] = 503
    jenkins.answers["GET /job/checkout/512/api/json"] = 503
    message = await question("why did this fail?", card="🔴 checkout #512 failed")

    assert message.title == "The build could not be looked up"
    assert "Which build it is could not be looked up: Asked Jenkins at" in texts(message)


async def test_a_model_is_told_what_people_said_of_the_same_failure(failed, question, use, say):
    """A correction is evidence like a line of the log, with its day, and can be cited."""
    await say("jenkins why checkout 512")
    [known] = await everything(use.systems.store)
    await say(
        f"jenkins known {known.id} edit 'cause=The gift is counted twice.' 'fix=Build again.'"
    )
    server = Server(streamed("The gift is counted twice [k1]\n"))
    async with model_at(server) as (model, _):
        asking = replace(use, systems=replace(use.systems, model=model))
        message = await question("why did checkout #512 fail?", use=asking)

    read = server.asked[0]["messages"][1]["content"]
    assert "says of its cause: The gift is counted twice." in read
    assert "says what helped: Build again." in read
    [row] = message.parts[0].rows
    assert plain(row) == "The gift is counted twice (correction)"
