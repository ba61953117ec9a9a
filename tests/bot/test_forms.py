"""Forms as Slack modals: what is filled in reaches the command letter for letter."""

from hypothesis import given
from hypothesis import strategies as st

from bot.intent import Intent, ReplyTo
from bot.slack.inbound import from_submission
from bot.slack.modal import Submitted, submitted, view
from handlers import ROUTES
from handlers.build.parameters import job_form
from handlers.kit import Field, Form, Message, match

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
    form = build_form(
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

    assert submitted(view(form, TO) | {"state": {"values": state}}) == Submitted(
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
