"""`/jenkins build`: started, refused, or asked back with a form; never started by surprise."""

from dataclasses import replace

import pytest
from freezegun import freeze_time
from jenkins_told import with_values

from handlers.build.order import Plan
from handlers.build.trigger import found_again, started
from handlers.kit import (
    Button,
    Confirm,
    Facts,
    Field,
    Form,
    LinkButton,
    Message,
    Mono,
    Note,
    Paragraph,
    Person,
    Tone,
    TryLater,
)
from integrations.jenkins import Job

BRANCH = {
    "name": "branch",
    "type": "StringParameterDefinition",
    "defaultParameterValue": {"value": "main"},
    "description": "What to build",
}
NOTES = {"name": "notes", "type": "TextParameterDefinition"}
FAST = {
    "name": "fast",
    "type": "BooleanParameterDefinition",
    "defaultParameterValue": {"value": True},
}
TARGET = {
    "name": "target",
    "type": "ChoiceParameterDefinition",
    "choices": ["dev", "prod"],
    "defaultParameterValue": {"value": "dev"},
}
TOKEN = {
    "name": "token",
    "type": "PasswordParameterDefinition",
    "defaultParameterValue": {"value": "tell-nobody"},
}
KEYS = {"name": "keys", "type": "FileParameterDefinition"}
EVERY = (BRANCH, NOTES, FAST, TARGET, TOKEN, KEYS)
STATUS = Button("Job status", "jenkins status deploy")
STARTED = {"executable": {"number": 7}}


def form(command="jenkins build deploy", **values):
    """The form of a job with a parameter of each kind, with those values in it."""
    shown = {"branch": "main", "notes": "", "fast": "true", "target": "dev", "token": ""} | values
    hint = "Type it here: I show and keep no secret." if shown["token"] else ""
    usage = "branch=… notes=… fast=… target=… token=… keys=…"
    return Form(
        "Build deploy",
        command,
        (
            Field("branch", "branch", "text", shown["branch"], hint="What to build"),
            Field("notes", "notes", "long", shown["notes"], required=False),
            Field("fast", "fast", "boolean", shown["fast"], required=False),
            Field("target", "target", "choice", shown["target"], ("dev", "prod")),
            Field("token", "token", "secret", hint=hint, required=False),
        ),
        "Build",
        Message(
            "deploy needs parameters",
            (
                Paragraph(
                    f"Type them, or press the button for a form: /jenkins build deploy {usage}"
                ),
            ),
            Tone.WARN,
            buttons=(Button("Fill in", "jenkins build deploy", "primary"),),
        ),
        "These are the job's own defaults; what you leave stays as it is. Files (keys) cannot be given"
        " here: start this job in Jenkins itself to add one.",
    )


def begun(jenkins, *facts):
    """The answer that build 7 of deploy has begun."""
    abort = Confirm(
        "Abort this build?", "What it has done so far stays done.", "Abort", "Let it run"
    )
    return Message(
        "deploy #7 started",
        (
            Paragraph((Person("U1ADA"), " started it.")),
            *facts,
            Note("`/jenkins subscribe deploy` tells a channel when a build of it fails."),
        ),
        Tone.BUSY,
        buttons=(
            STATUS,
            Button("Abort", "jenkins abort deploy 7 sure=yes", "danger", abort),
            LinkButton("Open in Jenkins", f"{jenkins.url}/job/deploy/7/"),
        ),
    )


async def test_a_job_without_parameters_starts_at_once(jenkins, say):
    """The answer waits for the number, which Jenkins tells a moment later."""
    jenkins.job("deploy")
    jenkins.queue({"why": "In the quiet period"}, STARTED)

    assert await say("jenkins build deploy") == begun(jenkins)
    assert jenkins.orders == [("/job/deploy/build", {})]


async def test_values_reach_jenkins_in_their_kinds(jenkins, say):
    """Names in any case, yes and no in many words; a secret is sent and not shown."""
    jenkins.job("deploy", *EVERY)
    jenkins.queue(STARTED)

    said = await say('jenkins build deploy BRANCH="my fix" notes=x fast=OFF target=prod token=hush')
    shown = "branch=my fix, notes=x, fast=false, target=prod, token=****"
    assert said == begun(jenkins, Facts((("With", (Mono(shown),)),)))
    assert jenkins.orders == [
        (
            "/job/deploy/buildWithParameters",
            {
                "branch": "my fix",
                "notes": "x",
                "fast": "false",
                "target": "prod",
                "token": "hush",
            },
        )
    ]


async def test_nothing_given_opens_the_form(jenkins, say):
    """Typed or by a button ("Build", "Fill in", a chosen job): nothing starts by surprise."""
    jenkins.job("deploy", *EVERY)

    assert await say("jenkins build deploy") == form()
    assert jenkins.orders == []


async def test_what_was_typed_stands_in_the_form(jenkins, say):
    """A value without a default is still missing; a secret is not shown, and asked for again."""
    jenkins.job("deploy", *EVERY)

    assert await say("jenkins build deploy target=prod fast=no token=hush") == form(
        target="prod", fast="false", token="hush"
    )


async def test_a_submitted_form_starts_the_build_and_keeps_the_jobs_secret(jenkins, say):
    """Every field comes back; a secret that was left empty is not sent, so its default holds."""
    jenkins.job("deploy", *EVERY)
    jenkins.queue(STARTED)

    said = await say("jenkins build deploy branch=main notes= fast=true target=dev token=")
    shown = "branch=main, notes=, fast=true, target=dev"
    assert said == begun(jenkins, Facts((("With", (Mono(shown),)),)))
    assert jenkins.orders[0][1] == {
        "branch": "main",
        "notes": "",
        "fast": "true",
        "target": "dev",
    }


async def test_a_form_of_a_secret_alone_can_be_left_empty(jenkins, say):
    """Submitting it empty builds with the job's own secret, and does not ask again."""
    jenkins.job("deploy", TOKEN)
    jenkins.queue(STARTED)

    assert await say("jenkins build deploy token=") == begun(jenkins)


async def test_without_a_job_a_form_asks_for_it(say):
    """The picker; where no form can open, a sentence and a button."""
    assert await say("jenkins build") == Form(
        "Run a build",
        "jenkins build",
        (Field("JOB", "Job", "job", hint="Type a few letters of its name.", word=True),),
        "Next",
        Message(
            "Which job?",
            (
                Paragraph(
                    "Name it, for example /jenkins build checkout, or press the button and choose."
                ),
            ),
            buttons=(Button("Fill in", "jenkins build", "primary"),),
        ),
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("brnch=x", "`deploy` has no parameter `brnch`. Did you mean `branch`?"),
        (
            "zzz=x",
            "`deploy` has no parameter `zzz`."
            " It takes `branch`, `notes`, `fast`, `target`, `token`, `keys`.",
        ),
        (
            "target=staging",
            "`target` takes one of `dev`, `prod`, and `staging` is none of them.",
        ),
        ("target=", "`target` takes one of `dev`, `prod`, and `` is none of them."),
        ("fast=perhaps", "`fast` is yes or no, and `perhaps` is neither."),
        (
            "keys=x",
            "`keys` is a file, which cannot be typed: start this job in Jenkins itself.",
        ),
        ("prod", "I do not know what to do with `prod`. Try `/jenkins build checkout branch=fix`."),
    ],
)
async def test_a_value_that_does_not_fit_starts_nothing(jenkins, refusal, words, said):
    """What is wrong with it, and what would be right."""
    jenkins.job("deploy", *EVERY)

    assert await refusal(f"jenkins build deploy {words}") == said
    assert jenkins.orders == []


async def test_a_value_for_a_job_that_takes_none(jenkins, refusal):
    """It is not dropped in silence."""
    jenkins.job("deploy")

    assert await refusal("jenkins build deploy branch=x") == (
        "`deploy` takes no parameters, so `branch=x` has nowhere to go."
    )


async def test_a_disabled_job_is_not_started(jenkins, refusal):
    """Who can change that is said."""
    jenkins.job("deploy", color="disabled")

    assert await refusal("jenkins build deploy") == (
        "`deploy` is disabled in Jenkins: it takes no builds until somebody enables it there."
    )
    assert jenkins.orders == []


WAITS = "deploy waits in Jenkins's queue"
GONE = "deploy was taken out of Jenkins's queue"


@pytest.mark.parametrize(
    ("item", "said"),
    [
        (
            {"why": "Waiting for next available executor"},
            (WAITS, "Jenkins says: Waiting for next available executor", Tone.BUSY),
        ),
        ({}, (WAITS, "Jenkins says: it has not said why", Tone.BUSY)),
        (
            {"cancelled": True},
            (GONE, "It was cancelled there before it began, so nothing was built.", Tone.WARN),
        ),
    ],
)
async def test_an_order_without_a_build(jenkins, use, item, said):
    """After a while its wait is told; an order that was cancelled does not wait."""
    jenkins.job("deploy")
    jenkins.queue(item)

    title, text, tone = said
    assert await started(use, Job("deploy"), {}, "U1ADA", wait=0.3) == Message(
        title, (Paragraph(text),), tone, buttons=(STATUS,)
    )


async def test_an_order_whose_fate_jenkins_does_not_tell(jenkins, use):
    """The order stands, so nobody is led to give it twice."""
    jenkins.job("deploy")
    jenkins.answers["GET /queue/item/41/api/json"] = 503

    said = await started(use, Job("deploy"), {}, "U1ADA")
    assert said == Message(
        "deploy is ordered, but I do not know its number",
        (
            Paragraph(
                "Jenkins took the order, so look before you repeat it. Asked Jenkins at"
                f" {jenkins.url} for the queue item 41 and got HTTP 503: Oops."
                " Try again in a minute."
            ),
        ),
        Tone.WARN,
        buttons=(STATUS,),
    )
    assert len(jenkins.orders) == 1


async def test_an_order_that_was_taken_is_followed_and_not_given_again(jenkins, use, deed):
    """Whoever takes over after the queue item is known asks for that item alone."""
    jenkins.job("deploy")
    jenkins.queue({"why": "In the quiet period"})
    first = await deed()
    await started(replace(use, deed=first), Job("deploy"), {}, "U1ADA", wait=0.3)
    jenkins.queue(STARTED)

    said = await found_again(replace(use, deed=await deed(first.id)), "U1ADA")

    assert said.title == "deploy #7 started"
    assert len(jenkins.orders) == 1


async def test_an_order_is_found_among_the_builds_once_the_queue_forgot_it(jenkins, use, deed):
    """Jenkins forgets a queue item some minutes after it left the queue."""
    jenkins.job("deploy")
    jenkins.queue({"why": "In the quiet period"})
    first = await deed()
    await started(replace(use, deed=first), Job("deploy"), {}, "U1ADA", wait=0.3)
    jenkins.answers["GET /queue/item/41/api/json"] = 404
    jenkins.build("deploy", 8, None, queueId=41)

    said = await found_again(replace(use, deed=await deed(first.id)), "U1ADA")

    assert said.title == "deploy #8 started"


PLAN = {"job": "deploy", "told": [["branch", "main"]], "shown": [["branch", "main"]], "last": 4}


@pytest.mark.parametrize(
    ("build", "found"),
    [
        (("ada", "main", ()), True),
        (("ADA", "main", ()), True),
        (("bob", "main", ()), False),
        (("ada", "fix", ()), False),
        (("ada", "main", (41,)), False),
    ],
)
async def test_what_is_found_must_be_ours_alike_and_new(jenkins, use, deed, build, found):
    """Without a mark: started by the bot's own user, with these values, and not there before."""
    user, branch, before = build
    jenkins.job("deploy", BRANCH)
    causes = {"causes": [{"_class": "hudson.model.Cause$UserIdCause", "userId": user}]}
    jenkins.build("deploy", 5, None, queueId=41, actions=[causes, with_values(branch=branch)])
    jenkins.queue({"executable": {"number": 5}})
    first = await deed()
    await first.write({**PLAN, "known": list(before), "of a newer release": True})
    again = replace(use, deed=await deed(first.id))

    if found:
        assert (await found_again(again, "U1ADA")).title == "deploy #5 started"
    else:
        with pytest.raises(TryLater):
            await found_again(again, "U1ADA")
    assert jenkins.orders == []


async def test_two_builds_that_could_be_it_are_both_named(jenkins, use, deed):
    """Nobody guesses which one it is: the person looks."""
    jenkins.job("deploy")
    causes = {"causes": [{"_class": "hudson.model.Cause$UserIdCause", "userId": "ada"}]}
    for number in (5, 6):
        jenkins.build("deploy", number, None, queueId=36 + number, actions=[causes])
    first = await deed()
    with freeze_time("2024-10-27 12:00", real_asyncio=True):
        await first.write({"job": "deploy", "last": 4})
    with freeze_time("2024-10-27 12:01", real_asyncio=True):
        said = await found_again(replace(use, deed=await deed(first.id)), "U1ADA")

    sure = Confirm(
        "Order it again?",
        "If Jenkins took the first order all the same, it is built twice.",
        "Order it again",
        "Not now",
    )
    assert said == Message(
        "I do not know whether deploy was ordered",
        (
            Paragraph(
                "I was cut off while I ordered it, before Jenkins's answer came. I did not order it"
                " again; I looked for it for over a minute."
            ),
            Paragraph(
                "These builds began since then with the same values, and one of them may be yours:"
                " #6, #5."
            ),
            Note(
                "If you order it again and the first one was taken all the same, it is built twice."
            ),
        ),
        Tone.WARN,
        buttons=(STATUS, Button("Order it again", "jenkins build deploy", "danger", sure)),
    )


MARK = {"name": "PILOTHOUSE_ID", "type": "StringParameterDefinition"}


async def test_a_job_that_declares_the_mark_gets_it_and_nobody_is_asked_for_it(
    jenkins, use, deed, say, refusal
):
    """It is in no form, no usage and no list of what a job takes; it cannot be typed either."""
    jenkins.job("deploy", MARK)
    jenkins.queue(STARTED)
    own = await deed()

    await started(replace(use, deed=own), await use.systems.jenkins.job("deploy"), {}, "U1ADA")
    assert await say("jenkins build deploy") == begun(jenkins)
    assert await refusal("jenkins build deploy PILOTHOUSE_ID=x") == (
        "`deploy` takes no parameters, so `PILOTHOUSE_ID=x` has nowhere to go."
    )
    assert jenkins.orders[0] == ("/job/deploy/buildWithParameters", {"PILOTHOUSE_ID": own.id})
    assert len({values["PILOTHOUSE_ID"] for _, values in jenkins.orders}) == 2


async def test_a_secret_is_kept_in_no_plan(jenkins, use, deed):
    """What is written down for a next try holds no password and nothing that looks like one."""
    jenkins.job("deploy", *EVERY)
    jenkins.queue(STARTED)
    own = await deed()
    values = {"branch": "main", "token": "hush-hush"}

    job = await use.systems.jenkins.job("deploy")
    await started(replace(use, deed=own), job, values, "U1ADA")

    plan = Plan.read(own.before)
    assert plan.shown == (("branch", "main"), ("token", "****"))
    assert plan.again == "jenkins build deploy"
    assert "hush" not in str(own.before)
