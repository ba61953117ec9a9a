"""`/ops help`: made of the table of commands, so that it can miss none."""

from dataclasses import replace

import pytest

from handlers import ROUTES
from handlers.kit import Button, Items, Message, Mono, Note, Paragraph
from handlers.ops.help import ROOTS

DETAILS = Note("`/ops help COMMAND` tells more of one of them.")
BUILDS = Items(
    (
        (Mono("/jenkins list [GLOB]"), "  List the jobs and how they stand."),
        (
            Mono("/jenkins status JOB"),
            "  Show how a job stands: its last builds, its queue, its parameters.",
        ),
        (
            Mono("/jenkins why JOB [N]"),
            "  Explain why a build failed: the decisive lines, the commits, what to do next.",
        ),
        (
            Mono("/jenkins build [JOB] k=v …"),
            "  Start a build; a form asks for the parameters that are missing.",
        ),
        (Mono("/jenkins rerun JOB [N]"), "  Start a build again with the parameters that it had."),
        (Mono("/jenkins abort JOB [N] [sure=yes]"), "  Stop a running build; asks first."),
        (
            Mono("/jenkins approve JOB [N] k=v …"),
            "  Let a build go on that waits for an answer; asks first.",
        ),
        (
            Mono("/jenkins decline JOB [N] [input=ID] [sure=yes]"),
            "  Answer a build that waits with no, which aborts it; asks first.",
        ),
        (
            Mono("/jenkins log JOB [N]"),
            "  Show the end of a build's log, and the whole of it as a file.",
        ),
        (Mono("/jenkins tests JOB [N]"), "  Show which tests of a build failed, and since when."),
        (
            Mono("/jenkins flaky JOB [GLOB] [yes|no] [export=…]"),
            "  Show which tests of a job fail now and then without a cause, with the evidence.",
        ),
        (
            Mono("/jenkins compare JOB N [M]"),
            "  Compare two builds: parameters, commits, tests, times, where they ran, new lines of the log.",
        ),
        (
            Mono("/jenkins subscribe GLOB [FILTER…]"),
            "  Tell this channel how builds end: each failure and the mending, or what you name.",
        ),
        (
            Mono("/jenkins unsubscribe GLOB [FILTER…]"),
            "  Stop telling this channel of the jobs that a pattern matches.",
        ),
        (
            Mono("/jenkins subscriptions"),
            "  List what this channel hears of, with buttons that edit or remove each.",
        ),
        (
            Mono("/jenkins change GLOB [FILTER…] k=v …"),
            "  Change a subscription of this channel: a form shows what it hears now.",
        ),
        (
            Mono("/jenkins preview [GLOB] [FILTER…]"),
            "  Show what a subscription would have posted in the last 7 days, by outcome and hour.",
        ),
        (
            Mono("/jenkins mute GLOB [DURATION]"),
            "  Silence jobs in this channel for a while: two hours, if nothing else is said.",
        ),
        (Mono("/jenkins unmute GLOB"), "  Let this channel hear of silenced jobs again."),
        (
            Mono("/jenkins talk [LOUDNESS]"),
            "  Choose how much this channel hears of one broken job: `threads`, `all` or `quiet`.",
        ),
        (
            Mono("/jenkins digest [WHEN]"),
            "  Sum up this channel's builds: `daily` or `weekly` at nine, `off`, or `now` for the last day.",
        ),
        (
            Mono(
                "/jenkins known [GLOB|ID] [edit|merge|forget] [OTHER] [job=…] [cause=…] [line=…] [fix=…] [sure=yes]"
            ),
            "  List the failures that I know; show one, edit what is known of it, merge two, forget one.",
        ),
        (
            Mono("/jenkins pasted [LOG…] [paste=ID]"),
            "  Explain a log that somebody pasted: choose “Explain this” in the message's menu.",
        ),
    ),
    "Builds",
)


async def test_everything(say):
    """Every command with its usage and one sentence, by subject."""
    intro = "Type a command, or mention me with the same words: `@Pilot jenkins why checkout`."

    told = await say("ops help")
    first, *subjects, last = told.parts
    assert (first, last) == (Paragraph(intro), DETAILS)
    assert subjects[0] == BUILDS
    assert [each.heading for each in subjects] == [ROOTS[root] for root in ROUTES.roots()]
    listed = [row[0].text for each in subjects for row in each.rows]
    assert listed == [route.line for root in ROUTES.roots() for route in ROUTES.of(root)]
    assert replace(told, parts=()) == Message(
        "What I can do",
        buttons=(
            Button("Jobs", "jenkins list"),
            Button("Run a build", "jenkins build"),
            Button("Status", "ops status"),
        ),
    )


@pytest.mark.parametrize("topic", ["jenkins", "/jenkins", "JENKINS"])
async def test_one_subject(say, topic):
    """A slash and capitals do not matter."""
    assert await say(f"ops help {topic}") == Message("/jenkins", (BUILDS, DETAILS))


@pytest.mark.parametrize(
    "topic", ["jenkins why", "/jenkins why", "why", "jenkins explain", "explain"]
)
async def test_one_command_by_any_of_its_names(say, topic):
    """What it does, an example, its other names, and a button to try it."""
    assert await say(f"ops help {topic}") == Message(
        "/jenkins why JOB [N]",
        (
            Paragraph(
                "Explain why a build failed: the decisive lines, the commits, what to do next."
            ),
            Paragraph(
                "Without a number it is the last build that failed. Everything in the answer is"
                " read from Jenkins and the build's log; a model, where one is configured, adds"
                " words and no facts, in the language that you read."
            ),
            Paragraph(("For example: ", Mono("/jenkins why checkout"))),
            Note("Also: /jenkins explain"),
        ),
        buttons=(Button("Try it", "jenkins why checkout"),),
    )


async def test_what_changes_the_world_has_no_button_to_try(say):
    """A press out of curiosity builds nothing."""
    assert await say("ops help jenkins rerun") == Message(
        "/jenkins rerun JOB [N]",
        (
            Paragraph("Start a build again with the parameters that it had."),
            Paragraph(("For example: ", Mono("/jenkins rerun checkout 512"))),
        ),
    )


@pytest.mark.parametrize("route", list(ROUTES), ids=lambda route: route.path)
async def test_every_command_has_help(say, route):
    """Under its full name it is the one that is meant."""
    said = await say(f"ops help {route.path}")
    assert isinstance(said, Message)
    assert said.title == route.line


async def test_an_unknown_topic(refusal):
    """The nearest names, if there are any."""
    assert await refusal("ops help jenkins wyh") == (
        "There is no help on `jenkins wyh`."
        " Did you mean `jenkins why` or `jenkins` or `jenkins known`?"
    )
    assert await refusal("ops help xyzzy") == "There is no help on `xyzzy`."
