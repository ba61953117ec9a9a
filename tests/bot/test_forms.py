"""Forms as Slack modals: what is filled in reaches the command letter for letter."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intent import Intent, ReplyTo
from bot.local.workspace.validation.surfaces import check_view
from bot.slack.inbound import from_submission
from bot.slack.modal import Submitted, submitted, view
from handlers import ROUTES
from handlers.build.parameters import accepted, form, job_form, sent
from handlers.kit import Field, Form, Message, match
from integrations.jenkins import Job, Parameter

TO = ReplyTo(channel="C1", user="U1", response_url="http://x.example/r")
OTHERWISE = Message("deploy needs parameters")


def build_form(*fields):
    """The form of a job with these parameters."""
    return Form("Build deploy", "jenkins build deploy", fields, "Build", OTHERWISE)


def typed(value):
    """What Slack tells of a text input."""
    return {"value": {"type": "plain_text_input", "value": value}}


def test_a_form_comes_back_as_the_command_it_stands_for():
    """The command, what was filled in by the fields' names, and where the answer goes."""
    opened = build_form(
        Field("environment", "environment", "choice", "staging", ("staging", "production")),
        Field("dry_run", "dry_run", "boolean", "true"),
        Field("BRANCH", "BRANCH", "text"),
    )
    state = {
        "environment": {
            "value": {"type": "static_select", "selected_option": {"value": "production"}}
        },
        "dry_run": {"value": {"type": "checkboxes", "selected_options": []}},
        "BRANCH": typed('two words and a "quote"'),
    }

    assert submitted(view(opened, TO) | {"state": {"values": state}}) == Submitted(
        "jenkins build deploy",
        {
            "environment": "production",
            "dry_run": "false",
            "BRANCH": 'two words and a "quote"',
        },
        TO,
    )


def test_the_job_picker_fills_in_the_commands_word():
    """The chosen job stands where somebody would have typed it."""
    chosen = {"job": {"type": "external_select", "selected_option": {"value": "team/my job"}}}

    filled = submitted(view(job_form(), TO) | {"state": {"values": {"JOB": chosen}}})

    assert filled == Submitted('jenkins build "team/my job"', {}, TO)
    assert match(ROUTES, filled.command, filled.settings)[1].words == {"JOB": "team/my job"}


names = st.sampled_from(["BRANCH", "ENV", "JOB", "notes", "a=b", "two words"]) | st.text(min_size=1)


@given(st.dictionaries(names, st.text() | st.just("“a” 'b' \"c\" =\n"), min_size=1, max_size=5))
def test_what_is_filled_in_arrives_letter_for_letter(values):
    """Whatever a parameter is called and whatever is typed: quotes, new lines, signs."""
    opened = view(build_form(*(Field(name, name, "text") for name in values)), TO)
    payload = opened | {
        "id": "V1",
        "state": {"values": {name: typed(value) for name, value in values.items()}},
    }

    intent = Intent.read(from_submission({"view": payload, "user": {"id": "U1"}}).body())

    _, arguments = match(ROUTES, intent.what.text, intent.what.settings)
    assert arguments.words == {"JOB": "deploy"}
    assert arguments.settings == values


def element(field):
    """The input of one field."""
    return view(build_form(field), TO)["blocks"][0]["element"]


@pytest.mark.parametrize(
    "choices",
    [(), ("",), ("dev", " "), ("dev", "x" * 151)],
    ids=["none", "an empty one", "a blank one", "a long one"],
)
def test_choices_that_slack_cannot_show_are_typed(choices):
    """A select of them would be refused with the whole form, or give back something else."""
    assert element(Field("env", "env", "choice", "dev", choices)) == {
        "type": "plain_text_input",
        "action_id": "value",
        "multiline": False,
        "initial_value": "dev",
    }


def test_a_choice_is_offered_once():
    """Though the job names it twice."""
    dev, prod = (
        {"text": {"type": "plain_text", "text": name, "emoji": True}, "value": name}
        for name in ("dev", "prod")
    )

    assert element(Field("env", "env", "choice", "prod", ("dev", "prod", "dev"))) == {
        "type": "static_select",
        "action_id": "value",
        "options": [dev, prod],
        "initial_option": prod,
    }


def test_every_one_of_many_choices_is_offered():
    """More than a select holds stand in groups."""
    names = tuple(f"v{at}" for at in range(250))

    groups = element(Field("tag", "tag", "choice", "v249", names))["option_groups"]

    assert [group["label"]["text"] for group in groups] == ["v0 …", "v100 …", "v200 …"]
    assert tuple(option["value"] for group in groups for option in group["options"]) == names


choices = st.lists(st.text(max_size=160), max_size=120).map(tuple)
fields = st.builds(
    Field,
    st.text(string.ascii_letters, min_size=1, max_size=9),
    st.text(min_size=1, max_size=99),
    st.sampled_from(["text", "long", "choice", "boolean", "secret", "job", "run"]),
    st.text(max_size=200),
    choices,
    st.text(max_size=300),
    of=st.sampled_from(["", "team/api", "x" * 300]),
)


@given(st.lists(fields, min_size=1, max_size=4, unique_by=lambda field: field.name))
def test_slack_would_take_every_form(made):
    """Whatever a job's parameters hold, the modal is within Slack's rules."""
    check_view(view(build_form(*made), TO))


def test_a_secret_field_begins_empty_whatever_it_holds():
    """Slack shows what a text input begins with, to whoever looks over a shoulder."""
    assert "initial_value" not in element(Field("token", "token", "secret", "hunter2"))


def test_a_run_is_chosen_among_the_builds_of_its_job():
    """The job's name travels in the menu; without one it is typed."""
    assert element(Field("source", "source", "run", "", of="team/api")) == {
        "type": "external_select",
        "action_id": "builds:team/api",
        "min_query_length": 0,
    }
    assert element(Field("source", "source", "run"))["type"] == "plain_text_input"


def test_a_default_that_looks_like_a_secret_stays_unseen_and_stays():
    """The form does not show it, and leaving the field empty does not overwrite it."""
    secret = "ghp_" + "aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5"
    job = Job("deploy", parameters=(Parameter("KEY", default=secret), Parameter("key")))

    shown, plain = form(job, {}).fields
    assert (shown.value, shown.required) == ("", False)
    assert plain == Field("key", "key", "text", required=False)
    assert sent(job, accepted(job, {"KEY": "", "key": ""})) == {"key": ""}
