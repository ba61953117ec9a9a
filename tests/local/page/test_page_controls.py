"""What leaves the page when a control of a message is used: the exact body of the act."""

from __future__ import annotations

import threading
from typing import Any

import harbour
from console_fake import ConsoleFake
from harbour import ADA, BUILDS, LIN, PILOT, mrkdwn, option, plain
from playwright.sync_api import Locator, Page, expect

Json = dict[str, Any]
TS = f"{harbour.NOW}.000200"
CONTAINER = {"type": "message", "channel": BUILDS, "message_ts": TS}
DEPLOY = option("Deploy", "deploy")
TEST = option("Test", "test")


def element(kind: str, **more: Any) -> Json:
    """An element with the action_id `it`."""
    return {"type": kind, "action_id": "it", **more}


def show(page: Page, fake: ConsoleFake, *elements: Json) -> Locator:
    """Says a message with these elements in an actions block, and gives its row."""
    block = {"type": "actions", "block_id": "deeds", "elements": list(elements)}
    said = {"type": "message", "ts": TS, "user": PILOT, "bot_id": "B0PILOT", "text": "x"}
    message = {**said, "blocks": [block]}
    fake.push({"type": "message", "channel": BUILDS, "message": message})
    row = page.locator(f'.message[data-ts="{TS}"]')
    expect(row).to_be_visible()
    return row


def sent(fake: ConsoleFake, fields: Json, kind: str, state: bool = True) -> Json:
    """The whole body of an action on the shown message."""
    values = {"deeds": {"it": {"type": kind, **fields}}} if state else {}
    return {
        "user": ADA,
        "type": "action",
        "container": CONTAINER,
        "action": {"type": kind, "action_id": "it", "block_id": "deeds", **fields},
        "state": {"values": values},
    }


def test_a_button_with_confirm_asks_and_then_acts(page: Page, fake: ConsoleFake) -> None:
    """No sends nothing; yes sends exactly the button's action, and the button waits for the ack."""
    row = show(page, fake, {**harbour.RERUN, "action_id": "it"})
    button = row.get_by_role("button", name="Re-run")
    button.click()
    dialog = page.get_by_role("dialog", name="Run checkout again?")
    expect(dialog).to_contain_text("Build checkout #512 starts once more on main.")
    dialog.get_by_role("button", name="Not now").click()
    expect(dialog).to_have_count(0)
    expect(button).to_be_focused()
    assert fake.did("action") == []
    acked = threading.Event()
    fake.answers["action"] = lambda body: {"ok": acked.wait(3)}
    button.click()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-busy", "true")
    fields = {"text": plain("Re-run"), "value": "checkout 512"}
    assert fake.wait_for("action") == [sent(fake, fields, "button", state=False)]
    acked.set()
    expect(button).not_to_have_attribute("aria-busy", "true")


def test_a_static_select_sends_the_option(page: Page, fake: ConsoleFake) -> None:
    """Chosen by keyboard: typing filters, Enter takes; the choice is in the action and the state."""
    row = show(
        page, fake, element("static_select", placeholder=plain("Do"), options=[DEPLOY, TEST])
    )
    row.get_by_role("button", name="Do").press("Enter")
    page.keyboard.type("te")
    expect(page.get_by_role("option")).to_have_text(["Test"])
    page.keyboard.press("Enter")
    assert fake.wait_for("action") == [sent(fake, {"selected_option": TEST}, "static_select")]
    expect(row.locator(".select")).to_have_text("Test")


def test_a_multi_select_sends_every_option(page: Page, fake: ConsoleFake) -> None:
    """Two picked, one taken away again: three actions, the last with what is left."""
    row = show(page, fake, element("multi_static_select", options=[DEPLOY, TEST]))
    row.locator(".select").click()
    page.get_by_role("option", name="Deploy").click()
    page.get_by_role("option", name="Test").click()
    page.keyboard.press("Escape")
    row.get_by_role("button", name="Remove Deploy").click()
    kind = "multi_static_select"
    assert fake.wait_for("action", 3)[1:] == [
        sent(fake, {"selected_options": [DEPLOY, TEST]}, kind),
        sent(fake, {"selected_options": [TEST]}, kind),
    ]


def test_an_overflow_sends_the_option(page: Page, fake: ConsoleFake) -> None:
    """The menu opens with the first entry focused; the arrow and Enter choose the next."""
    row = show(page, fake, {**harbour.OVERFLOW, "action_id": "it"})
    row.locator(".btn-overflow").press("Enter")
    expect(page.get_by_role("menuitem").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    chosen = option("Mute this job for 2 hours", "mute")
    expected = sent(fake, {"selected_option": chosen}, "overflow", state=False)
    assert fake.wait_for("action") == [expected]


def test_dates_and_times_are_sent_as_slack_writes_them(page: Page, fake: ConsoleFake) -> None:
    """A chosen day is YYYY-MM-DD, a time HH:MM, both together seconds since 1970."""
    cases = [
        ("datepicker", "date", "2026-11-23", {"selected_date": "2026-11-23"}),
        ("timepicker", "time", "14:05", {"selected_time": "14:05"}),
        (
            "datetimepicker",
            "datetime-local",
            "2026-11-23T14:05",
            {"selected_date_time": 1795442700},
        ),
    ]
    for count, (kind, control, typed, fields) in enumerate(cases, 1):
        field = show(page, fake, element(kind)).locator(f'input[type="{control}"]')
        field.fill(typed)
        actions = fake.wait_for("action", count)
        assert len(actions) == count
        assert actions[-1] == sent(fake, fields, kind)


def test_checkboxes_and_radio_buttons(page: Page, fake: ConsoleFake) -> None:
    """Checkboxes send all that is checked, radio buttons the one."""
    boxes = element("checkboxes", options=[DEPLOY, TEST], initial_options=[DEPLOY])
    radio = {**element("radio_buttons", options=[DEPLOY, TEST]), "action_id": "one"}
    row = show(page, fake, boxes, radio)
    row.get_by_role("checkbox", name="Test").check()
    row.get_by_role("radio", name="Deploy").check()
    first, second = fake.wait_for("action", 2)
    assert first["action"]["selected_options"] == [DEPLOY, TEST]
    assert second["action"]["selected_option"] == DEPLOY
    assert second["state"]["values"]["deeds"] == {
        "it": {"type": "checkboxes", "selected_options": [DEPLOY, TEST]},
        "one": {"type": "radio_buttons", "selected_option": DEPLOY},
    }


def test_an_external_select_asks_the_app(page: Page, fake: ConsoleFake) -> None:
    """Typing asks for options with what was typed; groups are shown; the choice is sent."""
    groups = [{"label": plain("Jobs"), "options": [option("checkout", "checkout")]}]
    fake.answers["options"] = lambda body: {"ok": True, "option_groups": groups}
    row = show(page, fake, element("external_select", min_query_length=2))
    row.locator(".select").click()
    expect(page.locator(".picker-note")).to_have_text("Type 2 more characters to search")
    page.keyboard.type("check")
    page.get_by_role("option", name="checkout").click()
    asked = {"user": ADA, "type": "options", "container": CONTAINER}
    assert fake.did("options")[-1] == {
        **asked,
        "action_id": "it",
        "block_id": "deeds",
        "value": "check",
    }
    chosen = {"selected_option": option("checkout", "checkout")}
    assert fake.wait_for("action") == [sent(fake, chosen, "external_select")]


def test_people_and_places_are_sent_by_id(page: Page, fake: ConsoleFake) -> None:
    """What is chosen by name is sent by id."""
    cases = [
        ("users_select", "lin w", {"selected_user": LIN}),
        ("channels_select", "depl", {"selected_channel": harbour.DEPLOYS}),
        ("conversations_select", "incident", {"selected_conversation": harbour.SECRET}),
    ]
    for count, (kind, typed, fields) in enumerate(cases, 1):
        menu = element(kind, placeholder=plain(kind))
        show(page, fake, menu).get_by_role("button", name=kind).click()
        page.keyboard.type(typed)
        expect(page.get_by_role("option")).to_have_count(1)
        page.keyboard.press("Enter")
        assert fake.wait_for("action", count)[-1] == sent(fake, fields, kind)


def test_feedback_is_sent_and_remembered(page: Page, fake: ConsoleFake) -> None:
    """A thumb sends its value and stays pressed."""
    thumbs = element(
        "feedback_buttons",
        positive_button={"text": plain("Good"), "value": "good"},
        negative_button={"text": plain("Bad"), "value": "bad"},
    )
    row = show(page, fake, thumbs)
    thumb = row.get_by_role("button", name="Bad")
    thumb.click()
    fields = {"text": plain("Bad"), "value": "bad"}
    assert fake.wait_for("action") == [sent(fake, fields, "feedback_buttons", state=False)]
    expect(thumb).to_have_attribute("aria-pressed", "true")


def test_a_refused_confirm_takes_the_choice_back(page: Page, fake: ConsoleFake) -> None:
    """A select with confirm shows the old value again after no."""
    confirm = {"title": plain("Sure?"), "text": mrkdwn("*Really?*"), "confirm": plain("Yes"), "deny": plain("No")}  # fmt: skip
    menu = element("static_select", options=[DEPLOY, TEST], initial_option=DEPLOY, confirm=confirm)
    row = show(page, fake, menu)
    row.locator(".select").click()
    page.get_by_role("option", name="Test").click()
    page.get_by_role("button", name="No", exact=True).click()
    expect(row.locator(".select")).to_have_text("Deploy")
    assert fake.did("action") == []


def test_a_choice_survives_an_update_of_the_message(page: Page, fake: ConsoleFake) -> None:
    """When the message is drawn anew, what was chosen in it is still chosen."""
    menu = element("static_select", options=[DEPLOY, TEST])
    row = show(page, fake, menu)
    row.locator(".select").click()
    page.get_by_role("option", name="Test").click()
    show(page, fake, menu, {"type": "button", "action_id": "go", "text": plain("Go")})
    expect(row.get_by_role("button", name="Go")).to_be_visible()
    expect(row.locator(".select")).to_have_text("Test")


def test_a_button_of_others_is_not_shown(page: Page, fake: ConsoleFake) -> None:
    """visible_to_user_ids hides a button from everybody else."""
    mine = {"type": "button", "action_id": "a", "text": plain("Mine"), "visible_to_user_ids": [ADA]}
    other = {**mine, "action_id": "b", "text": plain("Other"), "visible_to_user_ids": [LIN]}
    row = show(page, fake, mine, other)
    expect(row.locator(".block-actions button")).to_have_text(["Mine"])
