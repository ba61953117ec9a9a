"""What a person does in the local workspace's page, from opening it to leaving it."""

from __future__ import annotations

import re
import time

import harbour
from conftest import Opener
from console_fake import ConsoleFake
from harbour import ADA, BUILDS, DEPLOYS, DM, LIN, PILOT
from playwright.sync_api import Page, expect

NOW = f"{harbour.NOW}.000100"


def test_the_page_opens_with_its_own_name_and_the_last_messages(page: Page) -> None:
    """The title is ours, the channel's newest message is in view, authors are grouped."""
    expect(page).to_have_title("Pilothouse, local workspace")
    expect(page.locator(".message-list .message").last).to_be_in_viewport()
    expect(page.locator(".message.is-grouped")).to_have_count(1)
    expect(page.locator(".day-name")).to_have_count(2)


def test_the_sidebar_tells_what_is_unread(page: Page) -> None:
    """Unread channels are bold, what is for me has a number, the bot has an app badge."""
    unread = page.locator(".side-item.is-unread .side-name")
    expect(unread).to_have_text(["deploys", "incident-41", "Lin Wei"])
    expect(page.locator(f'[data-channel="{DEPLOYS}"] .count')).to_have_text("1")
    expect(page.locator(f'[data-channel="{DM}"] .badge')).to_have_text("APP")


def test_enter_sends_and_shift_enter_makes_a_line(page: Page, fake: ConsoleFake) -> None:
    """What is typed leaves as it was typed, once, and the field is empty again."""
    box = page.locator(".main .composer-input")
    box.press_sequentially("first & <b>")
    box.press("Shift+Enter")
    box.press_sequentially("second")
    box.press("Enter")
    assert fake.wait_for("post") == [
        {"user": ADA, "type": "post", "channel": BUILDS, "text": "first & <b>\nsecond"}
    ]
    expect(box).to_have_value("")


def test_a_command_is_completed_by_keyboard(page: Page, fake: ConsoleFake) -> None:
    """Slash lists the commands, Tab takes one, its grammar follows with help, Enter sends."""
    box = page.locator(".main .composer-input")
    box.press_sequentially("/je")
    expect(page.get_by_role("option")).to_have_text([re.compile("^/jenkins why JOB")])
    box.press("Tab")
    expect(box).to_have_value("/jenkins ")
    expect(page.get_by_role("option")).to_have_count(5)
    box.press_sequentially("wh")
    expect(page.get_by_role("option")).to_contain_text(["Explain why a build failed."])
    box.press("Tab")
    expect(box).to_have_value("/jenkins why ")
    box.press_sequentially("checkout")
    box.press("Enter")
    assert fake.wait_for("slash") == [
        {"user": ADA, "type": "slash", "channel": BUILDS, "text": "/jenkins why checkout"}
    ]


def test_people_and_channels_are_completed(page: Page) -> None:
    """@ and # offer names; the arrow keys choose, Enter takes, Esc closes the list."""
    box = page.locator(".main .composer-input")
    box.press_sequentially("ping @")
    expect(page.get_by_role("option")).to_have_count(4)
    box.press("ArrowDown")
    box.press("Enter")
    expect(box).to_have_value("ping @lin ")
    box.press_sequentially("in #dep")
    box.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    expect(box).to_have_value("ping @lin in #dep")


def test_a_message_appears_when_it_is_said(page: Page, fake: ConsoleFake) -> None:
    """A pushed message is drawn at once; the same ts again changes it in place."""
    ts = NOW
    said = {"type": "message", "ts": ts, "user": LIN, "text": "Fixed *it*"}
    fake.push({"type": "message", "channel": BUILDS, "message": said})
    row = page.locator(f'.message[data-ts="{ts}"]')
    expect(row.locator("b")).to_have_text("it")
    changed = {**said, "text": "Fixed all", "edited": {"user": LIN, "ts": ts}}
    fake.push({"type": "message", "channel": BUILDS, "message": changed})
    expect(row).to_contain_text("Fixed all (edited)")
    fake.push({"type": "message_deleted", "channel": BUILDS, "ts": ts})
    expect(row).to_have_count(0)


def test_a_streamed_answer_grows_in_place(page: Page, fake: ConsoleFake) -> None:
    """While it streams there is a cursor, and each push replaces the text."""
    ts = NOW
    body = {"type": "message", "ts": ts, "user": PILOT, "bot_id": "B0PILOT", "text": "The"}
    row = page.locator(f'.message[data-ts="{ts}"]')
    fake.push({"type": "message", "channel": BUILDS, "message": {**body, "streaming": True}})
    expect(row.locator(".stream-cursor")).to_be_visible()
    blocks = [{"type": "markdown", "block_id": "m", "text": "## The cause\n- a **bad** merge"}]
    fake.push({"type": "message", "channel": BUILDS, "message": {**body, "blocks": blocks}})
    expect(row.locator("h2")).to_have_text("The cause")
    expect(row.locator("li b")).to_have_text("bad")
    expect(row.locator(".stream-cursor")).to_have_count(0)


def test_a_long_answer_is_read_from_its_head(page: Page, fake: ConsoleFake) -> None:
    """An answer taller than the screen shows its beginning; a button leads to its end."""
    text = "head\n" + "line\n" * 80 + "tail"
    said = {"type": "message", "ts": NOW, "user": PILOT, "bot_id": "B0PILOT", "text": text}
    fake.push({"type": "message", "channel": BUILDS, "message": said})
    row = page.locator(f'.message[data-ts="{NOW}"]')
    expect(row.locator(".author")).to_be_in_viewport()
    page.get_by_role("button", name="More below").click()
    expect(row.locator(".author")).not_to_be_in_viewport()
    expect(page.get_by_role("button", name="More below")).to_have_count(0)
    short = {**said, "ts": f"{harbour.NOW}.000101", "text": "short"}
    fake.push({"type": "message", "channel": BUILDS, "message": short})
    expect(page.locator(".message").last).to_be_in_viewport()


def test_a_thread_opens_beside_and_takes_replies(page: Page, fake: ConsoleFake) -> None:
    """The reply bar opens the thread with its replies; what is written there goes there."""
    root = fake.world["messages"][BUILDS][3]["ts"]
    bar = page.locator(".reply-bar")
    expect(bar).to_contain_text("3 replies")
    expect(bar).to_contain_text("last ")
    bar.click()
    thread = page.get_by_role("complementary", name="Thread")
    expect(thread.locator(".message")).to_have_count(4)
    expect(thread.locator(".replies-line")).to_have_text("3 replies")
    page.keyboard.type("On it")
    page.keyboard.press("Enter")
    assert fake.wait_for("post") == [
        {"user": ADA, "type": "post", "channel": BUILDS, "thread_ts": root, "text": "On it"}
    ]
    page.keyboard.press("Escape")
    expect(thread).to_be_hidden()


def test_the_bot_is_seen_thinking(page: Page, fake: ConsoleFake) -> None:
    """A status appears under the conversation and goes when it is cleared."""
    line = {"type": "status", "channel": BUILDS, "thread_ts": "1.1", "status": "is thinking…"}
    fake.push(line)
    expect(page.locator(".main .status")).to_contain_text("Pilot is thinking…")
    fake.push({**line, "status": ""})
    expect(page.locator(".main .status")).to_have_text("")


def test_a_note_is_for_me_and_can_be_dismissed(page: Page, fake: ConsoleFake) -> None:
    """An ephemeral note says so, and goes when it is dismissed."""
    note = page.locator(".message.is-ephemeral")
    expect(note).to_contain_text("Only visible to you")
    ts = note.get_attribute("data-ts")
    note.get_by_text("Dismiss message").click()
    expect(note).to_have_count(0)
    expected = {"user": ADA, "type": "dismiss", "channel": BUILDS, "ts": ts}
    assert fake.did("dismiss") == [expected]


def test_reactions_are_given_and_taken_back(page: Page, fake: ConsoleFake) -> None:
    """A click on my own reaction removes it; the toolbar gives a new one."""
    root = fake.world["messages"][BUILDS][3]["ts"]
    page.locator(".main .reaction.is-mine").click()
    row = page.locator(f'.main .message[data-ts="{root}"]')
    row.locator(".message-head").hover()
    row.get_by_role("button", name="React with white_check_mark").click()
    common = {"user": ADA, "type": "react", "channel": BUILDS, "ts": root}
    assert fake.wait_for("react", 2) == [
        {**common, "name": "eyes", "remove": True},
        {**common, "name": "white_check_mark"},
    ]


def test_reading_a_channel_is_told(page: Page, fake: ConsoleFake) -> None:
    """Opening an unread channel marks it read up to its last message."""
    last = fake.world["messages"][DEPLOYS][-1]["ts"]
    page.locator(f'[data-channel="{DEPLOYS}"]').click()
    expect(page.locator(".new-line")).to_have_text("New")
    deadline = time.monotonic() + 30
    while (
        wanted := {"user": ADA, "type": "read", "channel": DEPLOYS, "ts": last}
    ) not in fake.acts:
        assert time.monotonic() < deadline
        page.wait_for_timeout(20)
    line = {**fake.world["state"]["conversations"][2], "unread": 0, "mentions": 0}
    fake.push({"type": "conversation", "conversation": line})
    page.locator(f'[data-channel="{BUILDS}"]').click()
    expect(page.locator(".side-item.is-unread .side-name")).to_have_text(["incident-41", "Lin Wei"])
    assert wanted["ts"] == last


def test_one_can_be_somebody_else(page: Page, fake: ConsoleFake) -> None:
    """The user switcher shows roles; acts then carry the other's name, rights are theirs."""
    fake.world["own"] = {harbour.NOOR: {"conversations": fake.world["state"]["conversations"][:2]}}
    page.get_by_role("button", name="You are Ada Lindqvist. Switch user").click()
    expect(page.get_by_role("menuitemradio")).to_contain_text(["Admin", "Member", "Guest"])
    page.get_by_role("menuitemradio", name="Noor Haddad").click()
    expect(page.get_by_role("button", name="You are Noor Haddad. Switch user")).to_be_visible()
    expect(page.locator(".side-item")).to_have_count(2)
    page.locator(".main .composer-input").fill("hello")
    page.keyboard.press("Enter")
    assert fake.wait_for("post")[0]["user"] == harbour.NOOR


def test_a_channel_can_be_joined(page: Page, fake: ConsoleFake) -> None:
    """Where one is no member there is no composer but a way in."""
    page.locator('[data-channel="C0OPEN"]').click()
    expect(page.locator(".main .composer-input")).to_have_count(0)
    page.get_by_role("button", name="Join channel").click()
    assert fake.wait_for("join") == [{"user": ADA, "type": "join", "channel": "C0OPEN"}]


def test_the_quick_switcher_jumps(page: Page) -> None:
    """Ctrl+K, two letters, Enter: one is there; the address remembers it."""
    page.keyboard.press("Control+k")
    page.keyboard.type("dep")
    page.keyboard.press("Enter")
    expect(page.locator(".main .pane-title")).to_have_text("deploys")
    expect(page).to_have_url(re.compile(f"#{DEPLOYS}$"))
    expect(page.locator(".main .composer-input")).to_be_focused()


def test_a_permalink_leads_to_its_message(open_page: Opener, fake: ConsoleFake) -> None:
    """The address of a message opens its channel with that message in view and focused."""
    first = fake.world["messages"][BUILDS][0]["ts"]
    page = open_page(f"/?channel={BUILDS}&ts={first}")
    row = page.locator(f'.message[data-ts="{first}"]')
    expect(row).to_be_focused()
    expect(row).to_be_in_viewport()


def test_the_home_of_the_bot(page: Page, fake: ConsoleFake) -> None:
    """The Home tab shows what the app published; its buttons act on the view."""
    page.get_by_role("button", name="Pilot", exact=True).first.click()
    page.get_by_role("tab", name="Home").click()
    expect(page.locator(".home h3")).to_contain_text("Good morning, Ada")
    page.get_by_role("button", name="Show them").click()
    assert fake.wait_for("action")[0]["container"] == {"type": "view", "view_id": "V0HOME"}
    assert [act["tab"] for act in fake.did("home_open")] == ["messages", "home"]
    fake.push({"type": "home", "view": {**harbour.HOME, "blocks": harbour.HOME["blocks"][:1]}})
    expect(page.locator(".home .block")).to_have_count(1)


def test_shortcuts_of_both_kinds(page: Page, fake: ConsoleFake) -> None:
    """The composer's plus runs a global one, a message's menu one of its own."""
    last = fake.world["messages"][BUILDS][-1]["ts"]
    page.get_by_role("button", name="Attach, or run a shortcut").click()
    page.get_by_role("menuitem", name="Start a build").click()
    row = page.locator(f'.main .message[data-ts="{last}"]')
    row.hover()
    row.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Explain this failure").click()
    assert fake.wait_for("shortcut") == [
        {"user": ADA, "type": "shortcut", "callback_id": "start_build"}
    ]
    assert fake.wait_for("message_shortcut") == [
        {
            "user": ADA,
            "type": "message_shortcut",
            "callback_id": "explain",
            "channel": BUILDS,
            "ts": last,
        }
    ]


def test_the_inspector_shows_payload_and_ack_times(page: Page, fake: ConsoleFake) -> None:
    """Deliveries with their ack in milliseconds, live; one opens with request and response."""
    page.locator(".main").get_by_role("button", name="Deliveries and payloads").click()
    rows = page.locator(".delivery")
    expect(rows).to_contain_text(["operation_timeout", "38 ms"])
    new = {**fake.world["deliveries"][1], "id": "d3", "at": harbour.NOW, "summary": "/ops help"}
    fake.push({"type": "delivery", "delivery": new})
    expect(rows.first).to_contain_text("/ops help")
    rows.nth(2).click()
    expect(page.locator(".inspector .json").first).to_contain_text('"text": "why checkout"')
    expect(page.locator(".inspector .json").last).to_contain_text("On it.")
    row = page.locator(".main .message").last
    row.hover()
    row.get_by_role("button", name="Show the payload").click()
    expect(page.locator(".inspector .json")).to_contain_text('"text": "Reverted the per-basket')


def test_a_lost_connection_comes_back_with_what_was_missed(page: Page, fake: ConsoleFake) -> None:
    """After a break the page listens again and has fetched what came meanwhile."""
    said = {"type": "message", "ts": NOW, "user": LIN, "text": "while you were out"}
    fake.world["messages"][BUILDS].append(said)
    fake.drop()
    expect(page.locator(".message").last).to_contain_text("while you were out")
    expect(page.locator(".side-foot")).to_have_text("Connected")


def test_a_refusal_is_told_in_a_sentence(page: Page, fake: ConsoleFake) -> None:
    """What could not be sent is said, and the words are back in the field."""
    refused = {"ok": False, "error": "no_text", "message": "The channel is archived."}
    fake.answers["post"] = lambda body: refused
    box = page.locator(".main .composer-input")
    box.fill("hello")
    box.press("Enter")
    expect(page.locator(".toast")).to_have_text("The channel is archived.")
    expect(box).to_have_value("hello")


def test_a_log_file_is_previewed_and_opened(page: Page, fake: ConsoleFake) -> None:
    """A text file shows its first lines with numbers, opens whole, and can be downloaded."""
    text = harbour.LOG
    file = {"id": "F0LOG", "name": "checkout-512.log", "mimetype": "text/plain", "size": len(text),
            "mode": "snippet", "preview": "\n".join(text.splitlines()[:5]), "lines": 10}  # fmt: skip
    said = {"type": "message", "ts": NOW, "user": PILOT, "text": "", "files": [file]}
    fake.push({"type": "message", "channel": BUILDS, "message": said})
    expect(page.locator(".file-title")).to_have_text("checkout-512.log")
    link = page.get_by_role("link", name="Download checkout-512.log")
    assert link.get_attribute("href") == f"{fake.url}/console/file/F0LOG"
    page.get_by_role("button", name="Show all 10 lines").click()
    expect(page.locator(".viewer .listing-text")).to_contain_text("script returned exit code 1")
    page.keyboard.press("Escape")
    expect(page.locator(".viewer")).to_have_count(0)


def test_the_theme_is_chosen_and_kept(page: Page) -> None:
    """Light by the system's wish, dark by a click, dark still after a reload."""
    root = page.locator("html")
    expect(root).to_have_attribute("data-theme", "light")
    page.get_by_role("button", name="Dark").click()
    expect(root).to_have_attribute("data-theme", "dark")
    page.reload()
    expect(root).to_have_attribute("data-theme", "dark")


def test_on_a_phone_one_thing_at_a_time(open_page: Opener) -> None:
    """At 390 px the list is a drawer, a thread takes the screen, nothing sticks out."""
    page = open_page(width=390)
    expect(page.locator(".sidebar")).not_to_be_in_viewport()
    page.get_by_role("button", name="Show the list of conversations").click()
    page.locator(f'[data-channel="{DEPLOYS}"]').click()
    expect(page.locator(".main .pane-title")).to_have_text("deploys")
    page.get_by_role("button", name="Show the list of conversations").click()
    page.locator(f'[data-channel="{BUILDS}"]').click()
    page.locator(".reply-bar").click()
    box = page.locator(".thread").bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (0, 390)
    page.get_by_role("button", name="Back to the conversation").click()
    expect(page.locator(".thread")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_everything_can_be_reached_by_keyboard(page: Page, fake: ConsoleFake) -> None:
    """Up from the empty composer walks the messages, Enter opens a thread, Esc comes back."""
    box = page.locator(".main .composer-input")
    box.press("ArrowUp")
    expect(page.locator(".main .message").last).to_be_focused()
    for _ in range(2):
        page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator(".thread .composer-input")).to_be_focused()
    page.keyboard.press("Escape")
    expect(box).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    expect(box).to_be_focused()
