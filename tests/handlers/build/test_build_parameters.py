"""Parameters of a job: what is typed either fits or is refused with a sentence."""

import string

from hypothesis import given
from hypothesis import strategies as st

from handlers.build.parameters import accepted, form, missing, sent, to_keep
from handlers.kit import UsageError
from integrations.jenkins import Job, Parameter

names = st.text(string.ascii_letters + "_", min_size=1, max_size=8)
parameters = st.builds(
    Parameter,
    name=names,
    kind=st.sampled_from(
        ["string", "text", "boolean", "choice", "password", "run", "file", "unknown"]
    ),
    default=st.none() | st.text(max_size=5),
    choices=st.lists(st.text(max_size=5), max_size=3).map(tuple),
)
jobs = st.lists(parameters, max_size=5, unique_by=lambda p: p.name.casefold()).map(
    lambda takes: Job("deploy", parameters=tuple(takes))
)


@given(st.data())
def test_whatever_is_typed_fits_or_is_refused(data):
    """Nothing reaches Jenkins but known names with values of their kind."""
    job = data.draw(jobs)
    known = {parameter.name: parameter for parameter in job.parameters}
    typed = st.sampled_from([*known, *map(str.upper, known), "other"])
    words = st.text(max_size=3) | st.sampled_from(["yes", "OFF", *_choices(job)])
    try:
        values = accepted(job, data.draw(st.dictionaries(typed, words, max_size=3)))
    except UsageError:
        return
    for name, value in sent(job, values).items():
        assert known[name].kind != "file"
        assert known[name].kind != "boolean" or value in ("true", "false")
        assert known[name].kind != "choice" or value in known[name].choices


def _choices(job):
    return [choice for parameter in job.parameters for choice in parameter.choices]


@given(jobs)
def test_a_submitted_form_asks_for_nothing_more(job):
    """Filled in with anything at all, it leads to a build and never to the same form again."""
    filled = {field.name: field.value or "x" for field in form(job, {}).fields}

    assert not missing(job, filled)
    assert not missing(job, {name: "" for name in filled})


@given(jobs)
def test_the_form_shows_every_parameter_but_files(job):
    """In the job's order, each with its default; a password has none to show."""
    shown = [(field.name, field.value) for field in form(job, {}).fields]

    assert shown == [
        (p.name, "" if p.kind == "password" else p.default or "")
        for p in job.parameters
        if p.kind != "file"
    ]


@given(jobs, st.dictionaries(names, st.text(max_size=5), max_size=5))
def test_a_password_is_never_shown_again_and_never_kept(job, values):
    """Whatever was typed for it, or stood in a form of before."""
    given = {p.name: values.get(p.name, "x") for p in job.parameters}

    for shown in (form(job, given), form(job, {}, given)):
        assert not [field for field in shown.fields if field.kind == "secret" and field.value]
    passwords = {p.name for p in job.parameters if p.kind in ("password", "file", "run")}
    assert passwords.isdisjoint(to_keep(job, given))


@given(jobs, st.data())
def test_what_was_given_last_time_fits_still(job, data):
    """A choice that is gone, or what is now the default, is not brought up again."""
    values = st.text(max_size=3) | st.sampled_from(["true", "false", *_choices(job)])
    last = data.draw(st.fixed_dictionaries({p.name: values for p in job.parameters}))

    for field in form(job, {}, last).fields:
        parameter = next(p for p in job.parameters if p.name == field.name)
        assert field.value in ("", parameter.default, last[field.name])
        if parameter.kind == "choice" and field.value != (parameter.default or ""):
            assert field.value in parameter.choices


def test_a_value_without_a_default_is_missing():
    """Where there are defaults, one value is enough; a secret never has a known one."""
    branch = Parameter("branch", "string", default="main")
    version = Parameter("version", "string")
    token = Parameter("token", "password")

    assert missing(Job("deploy", parameters=(branch, version)), {"branch": "x"})
    assert not missing(Job("deploy", parameters=(branch, version)), {"version": "1"})
    assert not missing(Job("deploy", parameters=(branch, token)), {"branch": "x"})
    assert missing(Job("deploy", parameters=(token,)), {})
    assert not missing(Job("deploy"), {})
    assert not missing(Job("deploy", parameters=(Parameter("keys", "file"),)), {})
