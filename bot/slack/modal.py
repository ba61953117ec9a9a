"""A form as a Slack modal, and a submitted modal as the command that it stands for."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from bot.chinese import catalogue_of
from bot.intent import ReplyTo
from bot.slack.mrkdwn import mrkdwn
from bot.slack.text import all_visible, cut
from handlers.kit import Field, Form, quote
from handlers.kit.words import Catalogue, Words, spoken

CANCEL, YES = Words("Cancel"), Words("Yes")
TYPE_A_FEW = Words("Type a few letters of the job")
CALLBACK = "form"
JOB_OPTIONS = "job"  # the action id of an external select that offers jobs
RUN_OPTIONS = "builds:"  # begins that of one that offers the builds of a job, before its name
ACTION_ID = 255  # characters of an action id
TITLE = 24  # characters of a modal's title, submit and close
INTRO = 3000  # characters of a section's text
INPUT_LABEL = 2000
INITIAL = 3000  # characters of a text input
OPTION = 75  # characters of an option's text
OPTION_VALUE = 150  # characters of an option's value
CHOICES = 100  # options of one select, or of one group of options
GROUPS = 100  # groups of one select
TRUE = "true"

Block = dict[str, Any]


@dataclass(frozen=True)
class Submitted:
    """A filled form: the command with its words, its settings by name, where its answer goes.

    `secrets` are the names of those settings that were typed into secret fields.
    """

    command: str
    settings: Mapping[str, str]
    to: ReplyTo
    secrets: tuple[str, ...] = ()


def view(form: Form, to: ReplyTo) -> dict[str, Any]:
    """The modal of a form; `to` travels in it, so that the answer finds its way back."""
    words = [field.name for field in form.fields if field.word]
    secrets = [field.name for field in form.fields if field.kind == "secret"]
    meta = {"command": form.command, "words": words, "to": asdict(to), "secrets": secrets}
    own = catalogue_of(form.language)
    made = [_intro(form)] if form.intro else []
    made += [_input(field, own) for field in form.fields]
    made_of = {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": _plain(form.title, TITLE),
        "submit": _plain(form.submit, TITLE),
        "close": _plain(spoken(CANCEL, own), TITLE),
        "private_metadata": json.dumps(meta),
        "blocks": made,
    }
    modal: dict[str, Any] = all_visible(made_of)
    return modal


def submitted(view: Mapping[str, Any]) -> Submitted:
    """What a submitted modal stands for; its values are taken letter for letter."""
    meta = json.loads(view["private_metadata"])
    filled = {
        name: _value(next(iter(actions.values())))
        for name, actions in view["state"]["values"].items()
    }
    words = [quote(filled.pop(name)) for name in meta["words"] if name in filled]
    command, secrets = " ".join([meta["command"], *words]), tuple(meta.get("secrets", ()))
    return Submitted(command, filled, ReplyTo(**meta["to"]), secrets)


def _value(state: Mapping[str, Any]) -> str:
    if state["type"] == "checkboxes":
        return TRUE if state.get("selected_options") else "false"
    if state["type"] == "users_select":
        return str(state.get("selected_user") or "")
    if "selected_option" in state:
        return str((state["selected_option"] or {}).get("value", ""))
    return str(state.get("value") or "")


def _plain(text: str, most: int) -> Block:
    return {"type": "plain_text", "text": cut(text, most), "emoji": True}


def _intro(form: Form) -> Block:
    return {
        "type": "section",
        "text": {"type": "mrkdwn", "text": mrkdwn(form.intro, INTRO), "verbatim": True},
    }


def _input(field: Field, own: Catalogue) -> Block:
    optional = not field.required or field.kind == "boolean"
    block: Block = {
        "type": "input",
        "block_id": field.name,
        "label": _plain(field.label, INPUT_LABEL),
        "optional": optional,
        "element": _element(field, own),
    }
    return block | ({"hint": _plain(field.hint, INPUT_LABEL)} if field.hint else {})


def _element(field: Field, own: Catalogue) -> Block:
    match field.kind:
        case "choice":
            return _choice(field)
        case "boolean":
            ticked = _option(spoken(YES, own), TRUE)
            box: Block = {"type": "checkboxes", "action_id": "value", "options": [ticked]}
            return box | ({"initial_options": [ticked]} if field.value == TRUE else {})
        case "job":
            offered = {"type": "external_select", "action_id": JOB_OPTIONS, "min_query_length": 0}
            return offered | {"placeholder": _plain(spoken(TYPE_A_FEW, own), 150)}
        case "run":
            return _run(field)
        case "person":
            person: Block = {"type": "users_select", "action_id": "value"}
            return person | ({"initial_user": field.value} if field.value else {})
        case "text" | "long" | "secret":
            return _typed(field)


def _run(field: Field) -> Block:
    """A select of builds; a text input where its job cannot be named to whoever offers them."""
    id = RUN_OPTIONS + field.of
    if not field.of or len(id) > ACTION_ID:
        return _typed(field)
    offered: Block = {"type": "external_select", "action_id": id, "min_query_length": 0}
    if _fits_option(field.value):
        offered["initial_option"] = _option(field.value, field.value)
    return offered


def _typed(field: Field) -> Block:
    typed: Block = {"type": "plain_text_input", "action_id": "value"}
    typed["multiline"] = field.kind == "long" or "\n" in field.value
    fits = 0 < len(field.value) <= INITIAL and field.kind != "secret"  # no secret is ever shown
    return typed | ({"initial_value": field.value} if fits else {})


def _choice(field: Field) -> Block:
    """A select; a text input where Slack could not show each choice and give it back whole."""
    choices = tuple(dict.fromkeys(field.choices))
    if not 0 < len(choices) <= CHOICES * GROUPS or not all(map(_fits_option, choices)):
        return _typed(field)
    select: Block = {"type": "static_select", "action_id": "value"} | _offered(choices)
    if field.value in choices:
        select["initial_option"] = _option(field.value, field.value)
    return select


def _offered(choices: tuple[str, ...]) -> Block:
    if len(choices) <= CHOICES:
        return {"options": options(choices)}
    groups = [choices[at : at + CHOICES] for at in range(0, len(choices), CHOICES)]
    return {
        "option_groups": [
            {"label": _plain(f"{group[0]} …", OPTION), "options": options(group)}
            for group in groups
        ]
    }


def _fits_option(value: str) -> bool:
    return bool(value.strip()) and len(value) <= OPTION_VALUE


def _option(label: str, value: str) -> Block:
    return {"text": _plain(label, OPTION), "value": value}


def options(names: Iterable[str]) -> list[Block]:
    """Names as the options that a select shows; a name that Slack could not give back is left out."""
    return labelled((name, name) for name in names)


def labelled(rows: Iterable[tuple[str, str]]) -> list[Block]:
    """Options of what people read and what comes back, likewise."""
    return [_option(label, value) for label, value in rows if _fits_option(value)][:CHOICES]
