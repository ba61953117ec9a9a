"""A form as a Slack modal, and a submitted modal as the command that it stands for."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from bot.intent import ReplyTo
from bot.slack.text import cut, escape
from handlers.kit import Field, Form, plain, quote

CALLBACK = "form"
JOB_OPTIONS = "job"  # the action id of an external select that offers jobs
TITLE = 24  # characters of a modal's title, submit and close
INPUT_LABEL = 2000
OPTION = 75  # characters of an option's text
CHOICES = 100  # options of one select
TRUE = "true"

Block = dict[str, Any]


@dataclass(frozen=True)
class Submitted:
    """A filled form: the command with its words, its settings by name, where its answer goes."""

    command: str
    settings: Mapping[str, str]
    to: ReplyTo


def view(form: Form, to: ReplyTo) -> dict[str, Any]:
    """The modal of a form; `to` travels in it, so that the answer finds its way back."""
    words = [field.name for field in form.fields if field.word]
    made = [_intro(form)] if form.intro else []
    made += [_input(field) for field in form.fields]
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": _plain(form.title, TITLE),
        "submit": _plain(form.submit, TITLE),
        "close": _plain("Cancel", TITLE),
        "private_metadata": json.dumps({"command": form.command, "words": words, "to": asdict(to)}),
        "blocks": made,
    }


def submitted(view: Mapping[str, Any]) -> Submitted:
    """What a submitted modal stands for; its values are taken letter for letter."""
    meta = json.loads(view["private_metadata"])
    filled = {
        name: _value(next(iter(actions.values())))
        for name, actions in view["state"]["values"].items()
    }
    words = [quote(filled.pop(name)) for name in meta["words"] if name in filled]
    return Submitted(" ".join([meta["command"], *words]), filled, ReplyTo(**meta["to"]))


def _value(state: Mapping[str, Any]) -> str:
    if state["type"] == "checkboxes":
        return TRUE if state.get("selected_options") else "false"
    if "selected_option" in state:
        return str((state["selected_option"] or {}).get("value", ""))
    return str(state.get("value") or "")


def _plain(text: str, most: int) -> Block:
    return {"type": "plain_text", "text": cut(text, most), "emoji": True}


def _intro(form: Form) -> Block:
    text = {"type": "mrkdwn", "text": escape(cut(plain(form.intro), 2900))}
    return {"type": "section", "text": text}


def _input(field: Field) -> Block:
    optional = not field.required or field.kind == "boolean"
    block: Block = {
        "type": "input",
        "block_id": field.name,
        "label": _plain(field.label, INPUT_LABEL),
        "optional": optional,
        "element": _element(field),
    }
    return block | ({"hint": _plain(field.hint, INPUT_LABEL)} if field.hint else {})


def _element(field: Field) -> Block:
    match field.kind:
        case "choice":
            return _select(field)
        case "boolean":
            ticked = _option("Yes", TRUE)
            box: Block = {"type": "checkboxes", "action_id": "value", "options": [ticked]}
            return box | ({"initial_options": [ticked]} if field.value == TRUE else {})
        case "job":
            offered = {"type": "external_select", "action_id": JOB_OPTIONS, "min_query_length": 0}
            return offered | {"placeholder": _plain("Type a few letters of the job", 150)}
        case "text" | "long" | "secret":
            typed: Block = {"type": "plain_text_input", "action_id": "value"}
            typed["multiline"] = field.kind == "long"
            return typed | ({"initial_value": field.value} if field.value else {})


def _select(field: Field) -> Block:
    options = [_option(choice, choice) for choice in field.choices[:CHOICES]]
    chosen = [option for option in options if option["value"] == field.value]
    select: Block = {"type": "static_select", "action_id": "value", "options": options}
    return select | ({"initial_option": chosen[0]} if chosen else {})


def _option(label: str, value: str) -> Block:
    return {"text": _plain(label, OPTION), "value": value[:150]}


def options(names: tuple[str, ...]) -> list[Block]:
    """Names as the options that an external select shows."""
    return [_option(name, name) for name in names[:CHOICES]]
