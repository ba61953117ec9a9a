"""What holds for any input: text, threads, windows, and every method and act with any arguments."""

import contextlib

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from workspace_world import ADA, APP_TOKEN, BOT, BOT_TOKEN, BUILDS, LIN, MANIFEST, SECRET

from bot.local.workspace import Timing, Workspace, acts
from bot.local.workspace.ids import Ids
from bot.local.workspace.messages import Messages
from bot.local.workspace.text import Names, escape, normalised, rich_text, typed, unescape
from bot.local.workspace.validation.surfaces import message_faults
from bot.local.workspace.views import Views
from bot.local.workspace.web_api import joined
from bot.local.workspace.web_api.call import Call
from bot.local.workspace.wire import RefusedError

NAMES = Names({"ada": ADA, "lin": LIN}, {"builds": BUILDS})
MARKED = st.text(st.sampled_from("ab @#<>&*_~`:|!/\n.") | st.characters(codec="utf-8"), max_size=40)
WORDY = st.lists(
    st.sampled_from(["@ada", "#builds", "https://x.example/a?b=1&c", "`@ada`", "*b*", "@here"])
    | MARKED
).map(" ".join)


@given(WORDY)
def test_typed_text_is_never_markup(text):
    """Only what names a person, a channel, everybody or an address gets angle brackets."""
    wire = typed(text, NAMES)

    for piece in wire.split("<")[1:]:
        assert piece.startswith((f"@{ADA}>", f"@{LIN}>", f"#{BUILDS}>", "!here>", "http"))
        assert ">" in piece


@given(WORDY)
def test_rich_text_of_what_is_typed_is_valid(text):
    """The blocks beside a person's words pass the same checks as an app's."""
    assert message_faults(rich_text(typed(text, NAMES), "b")) == []


@given(st.text())
def test_escaping_is_reversible(text):
    """unescape undoes escape, and normalising twice is normalising once."""
    assert unescape(escape(text)) == text
    assert normalised(normalised(text)) == normalised(text)


REPLIES = st.lists(st.tuples(st.booleans(), st.integers(0, 5)), max_size=20)


@given(REPLIES)
def test_a_root_counts_what_its_thread_holds(steps):
    """After any adding and removing, reply_count is the number of replies there are."""
    messages, present = Messages(), []
    messages.add("C", {"ts": "000", "text": "root", "user": "U"})
    for number, (adding, which) in enumerate(steps, start=1):
        if adding or not present:
            ts = f"{number:03}"
            messages.add("C", {"ts": ts, "thread_ts": "000", "user": f"U{which}"})
            present.append(ts)
        else:
            messages.remove("C", present.pop(which % len(present)))
        root, *replies = messages.thread("C", "000")
        assert [reply["ts"] for reply in replies] == present
        assert root.get("reply_count", 0) == len(present)


@given(st.lists(st.sampled_from(["open", "push", "close", "all", "update"]), max_size=20))
def test_a_stack_of_windows_is_at_most_three_high(steps):
    """Whatever is done, depth stays within three and each view knows the one below it."""
    views, view = Views(Ids(), "T", "A"), {"type": "modal", "blocks": []}
    for step in steps:
        stack = views.stack(ADA)
        with contextlib.suppress(RefusedError):
            if step == "open":
                views.open(ADA, view)
            elif step == "push":
                views.push(ADA, view)
            elif step == "update" and stack:
                views.update(stack[-1], view, stack[-1]["hash"])
            elif stack:
                views.close(ADA, stack[-1]["id"], whole=step == "all")
        stack = views.stack(ADA)
        assert len(stack) <= 3
        below = [None, *[one["id"] for one in stack]]
        assert [one["previous_view_id"] for one in stack] == below[: len(stack)]
        assert {one["root_view_id"] for one in stack} == {one["id"] for one in stack[:1]}


QUIETLY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SILENT = {**MANIFEST, "settings": {"interactivity": {"is_enabled": True}}}


BUTTON = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
FIELD = {
    "type": "input",
    "block_id": "f",
    "label": {"type": "plain_text", "text": "F"},
    "element": {"type": "plain_text_input", "action_id": "a"},
}


async def _no_sleep(_):
    """Whatever waits is over."""


def workspace_with_words():
    """A workspace that nobody serves: messages of a person and the bot, a stream, an open window."""
    made = Workspace(
        SILENT, bot_token=BOT_TOKEN, app_token=APP_TOKEN, signing_secret=SECRET,
        timing=Timing(sleep=_no_sleep),
    )  # fmt: skip
    site = made.site
    blocks = [{"type": "actions", "block_id": "row", "elements": [BUTTON]}]
    by_bot = {"type": "message", "user": BOT, "text": "card", "blocks": blocks}
    site.messages.add(BUILDS, {"type": "message", "user": ADA, "text": "hi", "ts": "1.000000"})
    site.messages.add(BUILDS, {**by_bot, "ts": "2.000000"})
    site.messages.add(BUILDS, {**by_bot, "ts": "3.000000", "streaming": True})
    site.messages.note(BUILDS, ADA, {**by_bot, "ts": "4.000000", "is_ephemeral": True})
    site.views.open(ADA, {"type": "modal", "callback_id": "c", "blocks": [*blocks, FIELD]})
    return site


VIEW_ID = workspace_with_words().views.stack(ADA)[0]["id"]  # the same each time
CLICKS = st.fixed_dictionaries(
    {
        "container": st.sampled_from(
            [
                *(
                    {"type": "message", "channel": BUILDS, "message_ts": f"{n}.000000"}
                    for n in (2, 4)
                ),
                {"type": "view", "view_id": VIEW_ID},
            ]
        ),
        "action": st.just({"type": "button", "action_id": "go", "block_id": "row"}),
    }
)


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-1, 5)
    | st.sampled_from(
        [BUILDS, ADA, "1.000000", "2.000000", "3.000000", "x", "", "modal", "home", VIEW_ID]
    ),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["type", "text", "id", "blocks", "view_id"]), inner)
    ),
    max_leaves=6,
)
ARGUMENTS = [
    "channel", "channel_id", "text", "ts", "thread_ts", "user", "users", "user_id", "name",
    "blocks", "attachments", "metadata", "view", "view_id", "trigger_id", "timestamp", "limit",
    "cursor", "types", "oldest", "files", "file", "filename", "length", "chunks", "prompts",
    "status", "title", "message_ts", "unfurls", "topic", "container", "action", "state",
    "callback_id", "tab", "value", "message", "markdown_text", "loading_messages",
]  # fmt: skip
CALLS = st.builds(
    lambda likely, wild: likely | wild,
    st.fixed_dictionaries(
        {},
        optional={
            "channel": st.just(BUILDS),
            "ts": st.sampled_from(["1.000000", "2.000000", "3.000000"]),
            "timestamp": st.just("2.000000"),
            "view_id": st.just(VIEW_ID),
            "text": st.text(max_size=10),
        },
    ),
    st.dictionaries(st.sampled_from(ARGUMENTS), VALUES, max_size=4),
)


@QUIETLY
@given(st.sampled_from(sorted(joined())), CALLS)
async def test_no_arguments_break_a_method(name, args):
    """Every method answers or refuses, whatever it is given."""
    site = workspace_with_words()

    try:
        answer = joined()[name].run(site, Call(name, args))
    except RefusedError as refused:
        answer = refused.answer()

    assert isinstance(answer, dict)
    await site.desk.close()


@QUIETLY
@given(st.sampled_from(sorted(acts.ACTS)), CALLS | CLICKS)
async def test_no_fields_break_an_act(kind, fields):
    """Every act is done or refused, whatever the page sends."""
    site = workspace_with_words()

    answer = await acts.perform(site, ADA, kind, fields)

    assert isinstance(answer["ok"], bool)
    await site.desk.close()
