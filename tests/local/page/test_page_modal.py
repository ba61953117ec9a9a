"""Modals: opened, filled in, refused, changed, stacked and closed."""

from __future__ import annotations

from typing import Any

import harbour
from console_fake import ConsoleFake
from harbour import ADA, option, plain
from playwright.sync_api import Page, expect

Json = dict[str, Any]
FILLED = {
    "branch": {"value": {"type": "plain_text_input", "value": "fix"}},
    "target": {"value": {"type": "static_select", "selected_option": option("Staging", "staging")}},
    "flags": {"value": {"type": "checkboxes", "selected_options": []}},
}


def stack(fake: ConsoleFake, *views: Json) -> None:
    """The person's open modals are now these."""
    fake.push({"type": "view", "views": list(views)}, ADA)


def fill(page: Page) -> None:
    """Branch fix, environment Staging."""
    page.get_by_role("textbox", name="Branch").fill("fix")
    page.get_by_role("button", name="Environment").click()
    page.get_by_role("option", name="Staging").click()


def test_a_modal_takes_the_focus_and_gives_it_back(page: Page, fake: ConsoleFake) -> None:
    """The first field is focused, Tab stays inside, Esc closes with a notice to the app."""
    stack(fake, harbour.build_modal())
    dialog = page.get_by_role("dialog", name="Start a build")
    expect(page.get_by_role("textbox", name="Branch")).to_be_focused()
    for _ in range(9):
        page.keyboard.press("Tab")
        inside = page.evaluate("!document.activeElement.closest('.app')")
        assert inside
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page.locator(".main .composer-input")).to_be_focused()
    assert fake.wait_for("view_close") == [
        {"user": ADA, "type": "view_close", "view_id": "V0BUILD"}
    ]


def test_required_fields_are_asked_for_before_anything_is_sent(
    page: Page, fake: ConsoleFake
) -> None:
    """Empty required fields are named at the field, the optional one is not."""
    stack(fake, harbour.build_modal())
    page.get_by_role("button", name="Build", exact=True).click()
    wanted = ["Please complete this required field."] * 2
    expect(page.locator(".field-error:not(:empty)")).to_have_text(wanted)
    expect(page.get_by_role("textbox", name="Branch")).to_be_focused()
    assert fake.did("view_submit") == []
    page.get_by_role("textbox", name="Branch").fill("x")
    expect(page.locator(".field-error:not(:empty)")).to_have_text(wanted[:1])


def test_errors_of_the_app_stand_at_their_fields_then_it_closes(
    page: Page, fake: ConsoleFake
) -> None:
    """A refused submit keeps what was typed; the second one goes through."""
    refused = {"ok": False, "errors": {"branch": "There is no branch fix."}}
    fake.answers["view_submit"] = lambda body: refused
    stack(fake, harbour.build_modal())
    fill(page)
    page.get_by_role("textbox", name="Branch").press("Enter")
    expect(page.locator(".field-error").first).to_have_text("There is no branch fix.")
    expect(page.get_by_role("textbox", name="Branch")).to_have_value("fix")
    submit = {"user": ADA, "type": "view_submit", "view_id": "V0BUILD", "state": {"values": FILLED}}
    assert fake.did("view_submit") == [submit]
    fake.answers.pop("view_submit")
    page.get_by_role("button", name="Build", exact=True).click()
    assert fake.wait_for("view_submit", 2)[1] == submit
    stack(fake)
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_an_updated_modal_keeps_what_was_typed(page: Page, fake: ConsoleFake) -> None:
    """views.update with the same fields keeps their values; dropped fields leave the state."""
    view = harbour.build_modal()
    stack(fake, view)
    fill(page)
    grown = {**view, "title": plain("Start it"), "blocks": view["blocks"][:3]}
    stack(fake, grown)
    expect(page.get_by_role("dialog", name="Start it")).to_be_visible()
    expect(page.get_by_role("textbox", name="Branch")).to_have_value("fix")
    page.get_by_role("button", name="Build", exact=True).click()
    values = fake.wait_for("view_submit")[0]["state"]["values"]
    assert values == {key: FILLED[key] for key in ("branch", "target")}


def test_pushed_modals_stack_and_go_back(page: Page, fake: ConsoleFake) -> None:
    """The pushed view lies on top; back closes it and what was typed below is still there."""
    below = harbour.build_modal()
    above = {**harbour.build_modal(), "id": "V0TOP", "title": plain("Choose"), "blocks": []}
    stack(fake, below)
    fill(page)
    stack(fake, below, above)
    expect(page.get_by_role("dialog", name="Choose")).to_be_visible()
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_role("textbox", name="Branch")).to_have_value("fix")
    expected = {"user": ADA, "type": "view_close", "view_id": "V0TOP"}
    assert fake.wait_for("view_close") == [expected]


def test_a_field_that_tells_at_once(page: Page, fake: ConsoleFake) -> None:
    """dispatch_action sends block_actions of the view while it is filled in."""
    view = harbour.build_modal()
    view["blocks"][2]["dispatch_action"] = True
    stack(fake, view)
    fill(page)
    act = fake.wait_for("action")[0]
    staging = {"type": "static_select", "selected_option": option("Staging", "staging")}
    assert act["container"] == {"type": "view", "view_id": "V0BUILD"}
    assert act["action"] == {"action_id": "value", "block_id": "target", **staging}
    assert act["state"]["values"]["branch"]["value"]["value"] == "fix"


def test_esc_in_a_menu_of_a_modal_closes_the_menu_alone(page: Page, fake: ConsoleFake) -> None:
    """The picker goes, the modal stays."""
    stack(fake, harbour.build_modal())
    page.get_by_role("button", name="Environment").click()
    expect(page.get_by_role("option")).to_have_count(2)
    page.keyboard.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    expect(page.get_by_role("dialog", name="Start a build")).to_be_visible()
    assert fake.did("view_close") == []
