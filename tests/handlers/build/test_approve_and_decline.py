"""`/jenkins approve` and `decline`: the question is shown, answered once, and never by mistake another one."""

from dataclasses import replace

import pytest

from handlers.kit import (
    Ask,
    Bold,
    Button,
    Confirm,
    Field,
    Form,
    Message,
    Paragraph,
    Person,
    Tone,
    match,
)

ASKED = {"id": "Publish", "message": "Publish it?", "proceedText": "Proceed", "inputs": []}
APPROVE = Button(
    "Approve",
    "jenkins approve release 3 input=Publish sure=yes",
    "primary",
    Confirm("Let it go on?", "The build asks: Publish it?", "Approve", "Not now"),
)
DECLINE = Button(
    "Decline",
    "jenkins decline release 3 input=Publish sure=yes",
    "danger",
    Confirm("Decline, and abort the build?", "The build asks: Publish it?", "Decline", "Not now"),
)
ASKS = Paragraph((Bold("It asks: "), "Publish it?"))


@pytest.fixture
def release(jenkins):
    """A build that asks; gives what lays down its questions."""
    jenkins.job("release")
    jenkins.build("release", 2, "SUCCESS")
    jenkins.build("release", 3, None)
    jenkins.build("release", 4, None)

    def asks(*questions):
        jenkins.answers["GET /job/release/3/wfapi/pendingInputActions"] = list(questions)

    asks(ASKED)
    return asks


def value(name, kind, **definition):
    """A value that a question wants, in the plugin's JSON."""
    type = f"{kind}ParameterDefinition"
    return {"type": type, "name": name, "description": "", "definition": definition}


@pytest.mark.usefixtures("release")
async def test_it_shows_what_is_asked_before_anything_is_answered(jenkins, say):
    """Of the newest build that waits, though a newer one runs; nothing is sent yet."""
    assert await say("jenkins approve release") == Message(
        "Let release #3 go on?", (ASKS,), Tone.WARN, buttons=(APPROVE, DECLINE)
    )
    assert await say("jenkins decline release 3") == Message(
        "Decline what release #3 asks?",
        (ASKS, Paragraph("Declining aborts the build.")),
        Tone.WARN,
        buttons=(DECLINE,),
    )
    assert jenkins.orders == []


@pytest.mark.usefixtures("release")
async def test_the_buttons_answer_it(jenkins, say):
    """Each is the plugin's own address; the answer names who gave it."""
    assert await say(APPROVE.command) == Message(
        "release #3 goes on",
        (Paragraph((Person("U1ADA"), " approved it: “Publish it?”")),),
        Tone.BUSY,
    )
    assert await say(DECLINE.command) == Message(
        "release #3 is declined",
        (Paragraph((Person("U1ADA"), " declined it: “Publish it?”")),),
    )
    assert jenkins.orders == [
        ("/job/release/3/input/Publish/proceedEmpty", {}),
        ("/job/release/3/input/Publish/abort", {}),
    ]


async def test_a_question_that_wants_values_opens_a_form(jenkins, release, say):
    """With its defaults; what is submitted goes to Jenkins in the kinds that it wants."""
    fields = [value("where", "Choice", defaultVal="north", choices=["north", "south"])]
    fields += [value("fast", "Boolean", defaultVal=True)]
    release(ASKED | {"inputs": fields})

    form = await say("jenkins approve release")
    assert isinstance(form, Form)
    assert (form.title, form.command, form.submit) == (
        "Answer release",
        "jenkins approve release 3 input=Publish sure=yes",
        "Answer",
    )
    assert form.fields == (
        Field("where", "where", "choice", "north", ("north", "south")),
        Field("fast", "fast", "boolean", "true", required=False),
    )
    await say(f"{form.command} where=south fast=no")
    [(path, sent)] = jenkins.orders
    assert path == "/job/release/3/input/Publish/submit"
    assert sent == {
        "json": '{"parameter": [{"name": "where", "value": "south"}, {"name": "fast", "value": false}]}',
        "proceed": "Proceed",
    }


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("jenkins approve release 2", "`release #2` waits for no answer."),
        ("jenkins approve release 4", "`release #4` waits for no answer."),
        (
            "jenkins approve release 3 input=Other",
            "`release #3` does not ask `Other`; it asks `input=Publish`.",
        ),
        (
            "jenkins approve release 3 where=x",
            "`release` takes no parameters, so `where=x` has nowhere to go.",
        ),
        ("jenkins decline checkout", "No build of `checkout` waits for an answer."),
    ],
)
@pytest.mark.usefixtures("release")
async def test_what_is_not_asked_is_not_answered(jenkins, refusal, typed, said):
    """A sentence that says what is asked instead, and nothing is sent."""
    jenkins.job("checkout")

    assert await refusal(typed) == said
    assert jenkins.orders == []


async def test_of_several_questions_one_has_to_be_named(release, refusal):
    """No answer is ever given to the wrong one."""
    release(ASKED, ASKED | {"id": "Wipe", "message": "Wipe it?"})

    assert await refusal("jenkins approve release") == (
        "`release #3` asks several things at once: say which one with `input=Publish`, `input=Wipe`."
    )


@pytest.mark.parametrize(("type", "kind"), [("File", "file"), ("Credentials", "unknown")])
async def test_what_cannot_be_typed_is_refused_with_a_reason(release, refusal, type, kind):
    """A file or a credential has to be given in Jenkins itself."""
    release(ASKED | {"inputs": [value("key", type)]})

    assert await refusal("jenkins approve release 3") == (
        f"`key` is a {kind}, which cannot be answered from here: answer it in Jenkins itself."
    )


@pytest.mark.usefixtures("release")
async def test_an_interrupted_answer_is_looked_for_first(jenkins, release, use, deed):
    """Where it arrived, nothing is sent again; where the question still stands, it is answered."""
    route, words = match(use.routes, APPROVE.command)
    before = await deed()
    await before.write({"job": "release", "number": 3, "input": "Publish"})
    resumed = replace(use, deed=await deed(before.id))

    said = await route.run(Ask(APPROVE.command, "U1ADA", "C0BUILDS0"), words, resumed)
    assert said.title == "release #3 goes on"
    assert [path for path, _ in jenkins.orders] == ["/job/release/3/input/Publish/proceedEmpty"]

    release()
    said = await route.run(Ask(APPROVE.command, "U1ADA", "C0BUILDS0"), words, resumed)
    assert said.title == "release #3 waits for no answer any more"
    assert len(jenkins.orders) == 1
