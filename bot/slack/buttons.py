"""Buttons and overflow menus: a press carries a command, exactly as somebody would type it."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Any

from bot.slack.text import cut
from handlers.kit import Button, Confirm, LinkButton
from handlers.kit.words import Catalogue, Words, spoken

LABEL = 75  # characters of a button's or an option's text
VALUE = 2000  # characters of a button's value; of its address Slack takes 3000
OPTION_VALUE = 150  # characters of an option's value
OPTIONS = 5  # entries of an overflow menu
ELEMENTS = 25  # elements of one actions block
HALT, GOOD, BAD = Words("Stop"), Words("Good"), Words("Bad")
STOP = "stop"  # the action id of the button that ends an answer early
SHARED = "!"  # stands before a command whose answer goes to the whole channel

Element = dict[str, Any]
ENGLISH: Catalogue = MappingProxyType({})


def actions(
    buttons: Sequence[Button | LinkButton], more: Sequence[Button | LinkButton]
) -> list[Element]:
    """The actions block of a message, or none; what does not fit the overflow becomes a button."""
    menu = [entry for entry in more if _fits_option(entry)][:OPTIONS]
    beside = (entry for entry in more if entry not in menu)
    row = [entry for entry in (*buttons, *beside) if _fits_button(entry)]
    elements = [_button(button, at) for at, button in enumerate(row[: ELEMENTS - 1])]
    if menu:
        options = [_option(entry) for entry in menu]
        elements.append({"type": "overflow", "action_id": "run:more", "options": options})
    return [{"type": "actions", "elements": elements}] if elements else []


def pressed(value: str) -> tuple[str, bool]:
    """The command of a pressed button, and whether its answer is for everybody."""
    return value.removeprefix(SHARED), value.startswith(SHARED)


def stop(id: str, own: Catalogue = ENGLISH) -> list[Element]:
    """The block with the Stop button of an answer that is being made; `own` are our words."""
    button = {"type": "button", "text": _plain(spoken(HALT, own)), "action_id": STOP, "value": id}
    return [{"type": "actions", "elements": [button]}]


def rating(id: str, own: Catalogue = ENGLISH) -> list[Element]:
    """The block in which people say whether a model's answer was good; `own` are our words."""
    good, bad = _plain(spoken(GOOD, own)), _plain(spoken(BAD, own))
    return [
        {
            "type": "context_actions",
            "elements": [
                {
                    "type": "feedback_buttons",
                    "action_id": "run:rate",
                    "positive_button": {"text": good, "value": f"ops rate {id} good"},
                    "negative_button": {"text": bad, "value": f"ops rate {id} bad"},
                }
            ],
        }
    ]


def _value(button: Button) -> str:
    return (SHARED if button.shared else "") + button.command


def _fits_option(entry: Button | LinkButton) -> bool:
    return isinstance(entry, LinkButton) or len(_value(entry)) <= OPTION_VALUE


def _fits_button(entry: Button | LinkButton) -> bool:
    """Half a command would be another command: what does not fit is no button."""
    return len(entry.url if isinstance(entry, LinkButton) else _value(entry)) <= VALUE


def _plain(text: str) -> Element:
    return {"type": "plain_text", "text": cut(text, LABEL), "emoji": True}


def _option(entry: Button | LinkButton) -> Element:
    if isinstance(entry, LinkButton):
        return {"text": _plain(entry.label), "value": "link", "url": entry.url}
    return {"text": _plain(entry.label), "value": _value(entry)}


def _button(button: Button | LinkButton, at: int) -> Element:
    element: Element = {"type": "button", "text": _plain(button.label)}
    if isinstance(button, LinkButton):
        return element | {"action_id": f"link:{at}", "url": button.url}
    element |= {"action_id": f"run:{at}", "value": _value(button)}
    if button.style != "plain":
        element["style"] = button.style
    if button.confirm:
        element["confirm"] = _confirm(button.confirm, button.style)
    return element


def _confirm(confirm: Confirm, style: str) -> Element:
    dialog: Element = {
        "title": _short(confirm.title, 100),
        "text": _short(confirm.text, 300),
        "confirm": _short(confirm.yes, 30),
        "deny": _short(confirm.no, 30),
    }
    return dialog | ({"style": style} if style != "plain" else {})


def _short(text: str, most: int) -> Element:
    return {"type": "plain_text", "text": cut(text, most)}
