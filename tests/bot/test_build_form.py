"""The form of a job's parameters as a person fills it in, with Jenkins there and with Jenkins gone."""

import json
import time

import pytest
from jenkins_told import telling
from office import ADA, BUILDS, LIN, office, words
from slack_bolt.async_app import AsyncBoltRequest

CHOICE = {
    "name": "environment",
    "type": "ChoiceParameterDefinition",
    "choices": ["staging", "production"],
    "defaultParameterValue": {"value": "staging"},
}
PARAMETERS = (
    CHOICE,
    {
        "name": "dry_run",
        "type": "BooleanParameterDefinition",
        "defaultParameterValue": {"value": True},
    },
    {
        "name": "version",
        "type": "StringParameterDefinition",
        "defaultParameterValue": {"value": ""},
    },
    {"name": "token", "type": "PasswordParameterDefinition"},
    {"name": "source", "type": "RunParameterDefinition", "projectName": "team/api"},
    {"name": "artifact", "type": "FileParameterDefinition"},
)


@pytest.fixture
async def at(valkey):
    """An office whose Jenkins has a job with a parameter of each kind."""
    async with telling() as jenkins:
        jenkins.job("deploy", *PARAMETERS)
        jenkins.job("team/api")
        jenkins.build("team/api", 7, "SUCCESS")
        jenkins.build("team/api", 8, "FAILURE")
        jenkins.queue({"executable": {"number": 3}})
        async with office(valkey, jenkins_url=jenkins.url) as opened:
            opened.jenkins = jenkins
            yield opened


async def types(at, text, user=ADA):
    """Somebody types a slash command in #builds, and it is done."""
    root, _, rest = text.partition(" ")
    body = {
        "command": root,
        "text": rest,
        "user_id": user,
        "channel_id": BUILDS,
        "team_id": "T0HARBOUR",
        "trigger_id": at.workspace.site.triggers.mint(user),
    }
    await at.deliver(body)
    await at.work()


async def form(at, user=ADA):
    """The form that `/jenkins build deploy` opens for somebody."""
    await types(at, "/jenkins build deploy", user)
    return at.workspace.site.views.stack(user)[-1]


def blocks(view):
    """The inputs of a form by their names."""
    return {block["block_id"]: block for block in view["blocks"] if block["type"] == "input"}


async def submits(at, view, user=ADA, **values):
    """Somebody fills the form in and sends it."""
    states = {
        "environment": lambda v: {"type": "static_select", "selected_option": {"value": v}},
        "dry_run": lambda v: {
            "type": "checkboxes",
            "selected_options": [{"value": "true"}] if v else [],
        },
        "source": lambda v: {
            "type": "external_select",
            "selected_option": {"value": v} if v else None,
        },
    }
    plain = {"environment": "staging", "dry_run": True, "version": "", "token": "", "source": ""}
    state = {
        name: {"value": states.get(name, lambda v: {"type": "plain_text_input", "value": v})(value)}
        for name, value in (plain | values).items()
    }
    body = {
        "type": "view_submission",
        "team": {"id": "T0HARBOUR"},
        "user": {"id": user},
        "api_app_id": "A1",
        "trigger_id": "1.1",
        "view": view | {"state": {"values": state}},
    }
    await at.deliver(body)
    await at.work()


async def offered(at, action_id, typed):
    """What a menu offers for the letters that somebody typed, and after how many seconds."""
    body = {
        "type": "block_suggestion",
        "team": {"id": "T0HARBOUR"},
        "user": {"id": ADA},
        "api_app_id": "A1",
        "action_id": action_id,
        "block_id": "source",
        "value": typed,
        "container": {"type": "view", "view_id": "V1"},
        "view": {"id": "V1", "type": "modal"},
    }
    start = time.perf_counter()
    request = AsyncBoltRequest(
        body=json.dumps(body), headers={"content-type": ["application/json"]}
    )
    answer = await at.app.async_dispatch(request)
    took = time.perf_counter() - start
    told = json.loads(answer.body)["options"]
    return [(each["text"]["text"], each["value"]) for each in told], took


async def test_each_kind_of_parameter_has_its_kind_of_input(at):
    """A file has none, and the form says where it can be given."""
    view = await form(at)

    assert {name: block["element"]["type"] for name, block in blocks(view).items()} == {
        "environment": "static_select",
        "dry_run": "checkboxes",
        "version": "plain_text_input",
        "token": "plain_text_input",
        "source": "external_select",
    }
    assert words(view).startswith(
        "These are the job's own defaults; what you leave stays as it is. Files (artifact) cannot be"
        " given here: start this job in Jenkins itself to add one."
    )


async def test_what_was_given_last_time_is_there_again_for_that_person(at):
    """With the job's own default beside it; for somebody else it is the job's own form."""
    await submits(at, await form(at), environment="production", dry_run=False, version="1.9")

    view = await form(at)

    inputs = blocks(view)
    assert inputs["environment"]["element"]["initial_option"]["value"] == "production"
    assert inputs["environment"]["hint"]["text"] == (
        "What you gave last time; the job's own default is `staging`."
    )
    assert "initial_options" not in inputs["dry_run"]["element"]
    assert inputs["version"]["element"]["initial_value"] == "1.9"
    assert inputs["version"]["hint"]["text"] == (
        "What you gave last time; the job itself has no default."
    )
    assert "Some fields hold what you gave last time" in words(view)
    theirs = blocks(await form(at, LIN))
    assert theirs["environment"]["element"]["initial_option"]["value"] == "staging"


async def test_a_password_goes_to_jenkins_and_nowhere_else(at):
    """Neither the store nor an answer nor the next form has it."""
    await submits(at, await form(at), token="hunter2-and-more")

    (order,) = at.jenkins.orders
    assert order[1]["token"] == "hunter2-and-more"
    kept = [
        await at.house.redis.dump(key)
        for key in await at.house.redis.keys("*")
        if b"seen" not in key
    ]
    assert not [each for each in kept if b"hunter2" in each]
    assert "hunter2" not in json.dumps(await form(at))
    assert "hunter2" not in json.dumps(list(at.workspace.site.messages.top(BUILDS)))


async def test_runs_are_offered_from_what_was_noted_while_jenkins_is_down(at):
    """By the job's name or the number, newest first, within Slack's three seconds; jobs likewise."""
    await form(at)
    await at.house.systems.store.put("jenkins", "jobs", {"names": ["deploy", "team/api"]})
    asked = len(at.jenkins.asked)
    at.jenkins.answers["GET /job/team/job/api/api/json"] = 503
    at.jenkins.delays["GET /job/team/job/api/api/json"] = 10

    everything, first = await offered(at, "builds:team/api", "")
    one, second = await offered(at, "builds:team/api", "#7")
    none, _ = await offered(at, "builds:other", "")
    jobs, third = await offered(at, "job", "api")

    assert everything == [("🔴 team/api #8", "team/api#8"), ("🟢 team/api #7", "team/api#7")]
    assert one == [("🟢 team/api #7", "team/api#7")]
    assert none == []
    assert jobs == [("team/api", "team/api")]
    assert max(first, second, third) < 3
    assert len(at.jenkins.asked) == asked


async def test_the_form_opens_though_the_runs_cannot_be_told(at):
    """What was noted before is still offered."""
    await form(at)
    at.jenkins.answers["GET /job/team/job/api/api/json"] = 503

    assert "source" in blocks(await form(at))
    assert (await offered(at, "builds:team/api", ""))[0][0] == ("🔴 team/api #8", "team/api#8")


async def test_a_chosen_run_is_what_jenkins_gets(at):
    """In the form that Jenkins takes; a file that somebody types is refused with a reason."""
    await submits(at, await form(at), source="team/api#7")
    assert at.jenkins.orders[0][1]["source"] == "team/api#7"

    await types(at, "/jenkins build deploy artifact=x.zip")
    notes = json.dumps(list(at.workspace.site.messages.notes(BUILDS, ADA)))
    assert "`artifact` is a file, which cannot be typed: start this job in Jenkins itself." in notes
