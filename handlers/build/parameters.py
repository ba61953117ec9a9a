"""A job's parameters: what people type is checked by kind, what is missing becomes a form. Pure."""

from collections.abc import Mapping
from dataclasses import replace

from handlers.kit import Button, Field, Form, Message, Paragraph, Tone, UsageError, quote
from handlers.kit.grammar import NOTHING, did_you_mean
from handlers.kit.redaction import redact
from handlers.kit.shortening import shortened
from handlers.kit.words import Words, together
from integrations.jenkins import Job, Parameter

UNKNOWN = Words("`{job}` has no parameter `{name}`.")
NO_PARAMETERS = Words("`{job}` takes no parameters, so `{name}={value}` has nowhere to go.")
TAKES = Words(" It takes {names}.")
NOT_A_CHOICE = Words("`{name}` takes one of {choices}, and `{value}` is none of them.")
NOT_A_BOOLEAN = Words("`{name}` is yes or no, and `{value}` is neither.")
NO_FILES = Words("`{name}` is a file, which cannot be typed: start this job in Jenkins itself.")
FORM_TITLE = Words("Build {job}")
FORM_TITLE_ANY = Words("Run a build")
FORM_INTRO = Words("These are the job's own defaults; what you leave stays as it is.")
HIDDEN = Words(
    "Its default looks like a secret, so it is not shown. Left empty, it stays as it is."
)
SECRET_AGAIN = Words("Type it here: I show and keep no secret.")
LAST = Words("What you gave last time; the job's own default is `{default}`.")
LAST_BARE = Words("What you gave last time; the job itself has no default.")
FORM_LAST = Words(
    "Some fields hold what you gave last time: each says so, with the job's own default."
)
RUN_HINT = Words("Left empty, Jenkins takes the newest build.")
FILES = Words("Files ({names}) cannot be given here: start this job in Jenkins itself to add one.")
SUBMIT, NEXT = Words("Build"), Words("Next")
JOB_LABEL, JOB_HINT = Words("Job"), Words("Type a few letters of its name.")
NEEDS = Words("{job} needs parameters")
NEEDS_TEXT = Words("Type them, or press the button for a form: {usage}")
FILL_IN = Words("Fill in")
WHICH = Words("Which job?")
WHICH_TEXT = Words("Name it, for example /jenkins build checkout, or press the button and choose.")

KEPT = ("string", "text", "boolean", "choice")  # kinds whose last values are remembered
DEFAULT = 60  # characters of a default in a hint
MARK = "PILOTHOUSE_ID"  # a parameter of this name is ours to fill in: nobody is asked for it
YES = {"yes", "true", "on", "1", "y"}
NO = {"no", "false", "off", "0", "n"}
KINDS = {
    "text": "long",
    "choice": "choice",
    "boolean": "boolean",
    "password": "secret",
    "run": "run",
}


def for_people(job: Job) -> Job:
    """The job with the parameters that people fill in: all but the one for our own mark."""
    return replace(job, parameters=tuple(p for p in job.parameters if p.name != MARK))


def accepted(job: Job, given: Mapping[str, str]) -> dict[str, str]:
    """What was typed, under the parameters' own names and in their kinds; UsageError otherwise."""
    exact = {parameter.name: parameter for parameter in job.parameters}
    known = {parameter.name.casefold(): parameter for parameter in job.parameters}
    values: dict[str, str] = {}
    for name, value in given.items():
        parameter = exact.get(name) or known.get(name.casefold())
        if parameter is None:
            raise UsageError(_unknown(job, name, value))
        values[parameter.name] = _fitting(parameter, value)
    return values


def _unknown(job: Job, name: str, value: str) -> str:
    names = [parameter.name for parameter in job.parameters]
    if not names:
        return NO_PARAMETERS.format(job=job.path, name=name, value=value)
    meant = did_you_mean(name, names)
    if meant:
        return UNKNOWN.format(job=job.path, name=name) + meant
    listed = ", ".join(f"`{each}`" for each in names)
    return UNKNOWN.format(job=job.path, name=name) + TAKES.format(names=listed)


def _fitting(parameter: Parameter, value: str) -> str:
    if parameter.kind == "file":
        raise UsageError(NO_FILES.format(name=parameter.name))
    if parameter.kind == "boolean":
        return _boolean(parameter.name, value)
    if parameter.kind == "choice" and value not in parameter.choices:
        listed = ", ".join(f"`{choice}`" for choice in parameter.choices[:15])
        raise UsageError(NOT_A_CHOICE.format(name=parameter.name, choices=listed, value=value))
    return value


def _boolean(name: str, value: str) -> str:
    if value.casefold() not in YES | NO:
        raise UsageError(NOT_A_BOOLEAN.format(name=name, value=value))
    return "true" if value.casefold() in YES else "false"


def sent(job: Job, values: Mapping[str, str]) -> dict[str, str]:
    """What goes to Jenkins: a secret that was left empty keeps the job's own default."""
    kept = {p.name for p in job.parameters if p.kind == "password" or _hidden(p)}
    return {name: value for name, value in values.items() if value or name not in kept}


def secret(parameter: Parameter, value: str) -> bool:
    """Whether a value may be neither kept nor shown."""
    shown = f"{parameter.name}={value}"
    return parameter.kind == "password" or redact(shown) != shown


def _hidden(parameter: Parameter) -> bool:
    """Whether the default looks like a secret, so that no form may show it."""
    shown = f"{parameter.name}={parameter.default or ''}"
    return redact(shown) != shown


def missing(job: Job, values: Mapping[str, str]) -> bool:
    """Whether somebody should see the form: nothing was given, or something has no default.

    A run has one always: Jenkins takes the newest build.
    """
    asked = [parameter for parameter in job.parameters if parameter.kind != "file"]
    if not values:
        return bool(asked)
    return any(
        parameter.default is None and parameter.name not in values
        for parameter in asked
        if parameter.kind in ("string", "text")
    )


def form(job: Job, values: Mapping[str, str], last: Mapping[str, str] = NOTHING) -> Form:
    """The form of a job's parameters, with what was already typed or the defaults in it.

    `last` is what this person gave last time: it stands before the default, and says so.
    """
    command = f"jenkins build {quote(job.path)}"
    usage = command + "".join(f" {parameter.name}=…" for parameter in job.parameters)
    fields = tuple(_field(p, values, last) for p in job.parameters if p.kind != "file")
    return Form(
        title=FORM_TITLE.format(job=job.path.rpartition("/")[2]),
        command=command,
        fields=fields,
        submit=SUBMIT,
        intro=_intro(job, any(_remembered(p, values, last) for p in job.parameters)),
        otherwise=Message(
            NEEDS.format(job=job.path),
            (Paragraph(NEEDS_TEXT.format(usage=f"/{usage}")),),
            Tone.WARN,
            buttons=(Button(FILL_IN, command, "primary"),),
        ),
    )


def _intro(job: Job, remembered: bool) -> Words:
    files = ", ".join(p.name for p in job.parameters if p.kind == "file")
    said = [FORM_INTRO]
    said += [FORM_LAST] if remembered else []
    said += [FILES.format(names=files)] if files else []
    return together(said, " ") if len(said) > 1 else FORM_INTRO


def _field(parameter: Parameter, values: Mapping[str, str], last: Mapping[str, str]) -> Field:
    kind = KINDS.get(parameter.kind, "text")
    hidden = kind in ("text", "long") and _hidden(parameter)
    needed = kind == "choice" or (kind == "text" and bool(parameter.default) and not hidden)
    before = _remembered(parameter, values, last)
    value = values.get(parameter.name, before or ("" if hidden else parameter.default or ""))
    return Field(
        name=parameter.name,
        label=parameter.name,
        kind=kind,  # type: ignore[arg-type]  # the table's values are the Literal's
        value="" if kind == "secret" else value,
        choices=parameter.choices,
        hint=_hint(parameter, before, given=parameter.name in values),
        required=needed,
        of=parameter.project,
    )


def _remembered(parameter: Parameter, values: Mapping[str, str], last: Mapping[str, str]) -> str:
    """What was given last time, where it still fits and nothing else was typed; else empty."""
    before = last.get(parameter.name, "")
    if parameter.name in values or before == (parameter.default or "") or not before:
        return ""
    if parameter.kind == "choice" and before not in parameter.choices:
        return ""
    return before if parameter.kind in KEPT and not secret(parameter, before) else ""


def _hint(parameter: Parameter, before: str, *, given: bool) -> Words | str:
    about = parameter.description[:300]
    if parameter.kind == "password":
        said: Words | str = SECRET_AGAIN if given else ""
    elif _hidden(parameter):
        return HIDDEN
    elif before and parameter.default:
        said = LAST.format(default=shortened(parameter.default, DEFAULT))
    elif before:
        said = LAST_BARE
    else:
        said = RUN_HINT if parameter.kind == "run" else ""
    return together((each for each in (about, said) if each), " ") if said else about


def to_keep(job: Job, values: Mapping[str, str]) -> dict[str, str]:
    """What may be remembered of an order: what is no secret, and not the job's own default."""
    return {
        p.name: values[p.name]
        for p in job.parameters
        if p.kind in KEPT
        and p.name in values
        and values[p.name] != (p.default or "")
        and not secret(p, values[p.name])
    }


def job_form() -> Form:
    """The form that asks for a job first."""
    return Form(
        title=FORM_TITLE_ANY,
        command="jenkins build",
        fields=(Field("JOB", JOB_LABEL, "job", hint=JOB_HINT, word=True),),
        submit=NEXT,
        otherwise=Message(
            WHICH,
            (Paragraph(WHICH_TEXT),),
            buttons=(Button(FILL_IN, "jenkins build", "primary"),),
        ),
    )
