"""What judges the hostile rows can fail: each harm that it looks for is found where it is done."""

import pytest

from benchmarks.hostile import everywhere
from benchmarks.hostile.calls import Calls
from benchmarks.hostile.inbound import _costs, _effects, _is_ours, _statuses
from benchmarks.hostile.injections import acts
from benchmarks.hostile.outcome import Outcome, missed, table
from benchmarks.hostile.reader import Reader, commands, styled
from benchmarks.hostile.rows import Inbound
from benchmarks.hostile.wire import Answer
from bot.slack.render import blocks

OURS = "https://jenkins.example/"
READER = Reader((OURS,), ("U0ADA",))


def section(text, **more):
    """A text that is read for marks."""
    return [{"type": "section", "text": {"type": "mrkdwn", "text": text, **more}}]


def rich(*elements):
    """A text of typed elements."""
    inner = {"type": "rich_text_section", "elements": list(elements)}
    return [{"type": "rich_text", "elements": [inner]}]


@pytest.mark.parametrize(
    ("made", "fault"),
    [
        (section("hello <!channel>", verbatim=True), "live mention <!channel>"),
        (section("<@U0EVIL|ada>", verbatim=True), "live mention <@U0EVIL|ada>"),
        (section("<!subteam^S1>", verbatim=True), "live mention <!subteam^S1>"),
        (section("<https://evil.example|jenkins>", verbatim=True), "link to https://evil.example"),
        (section("see https://evil.example/x"), "bare link https://evil.example/x"),
        (section("hey @here"), "call @here"),
        (rich({"type": "user", "user_id": "U0EVIL"}), "live mention of user U0EVIL"),
        (rich({"type": "broadcast", "range": "channel"}), "live mention of broadcast channel"),
        (rich({"type": "usergroup", "usergroup_id": "S1"}), "live mention of usergroup S1"),
        (rich({"type": "link", "url": "https://evil.example"}), "link to https://evil.example"),
        (rich({"type": "text", "text": "a\x1b[31m"}), "control character U+001B"),
        ([{"type": "image", "image_url": "https://evil.example/a.png"}],
         "link to https://evil.example/a.png"),
        ([{"type": "divider"}] * 51, "too large: 51 blocks of 1071 characters"),
    ],
)  # fmt: skip  # a fault a row
def test_a_harm_is_found(made, fault):
    """A mention, a foreign link, an address that becomes one, a byte that nobody sees, a flood."""
    assert READER.faults(made) == (fault,)


def test_what_is_harmless_has_no_fault():
    """Escaped words, our own link, the one who asked, an address in a text that is verbatim."""
    made = [
        *section("&lt;!channel&gt; https://evil.example @here", verbatim=True),
        *section(f"<{OURS}job/x|checkout> <@U0ADA>", verbatim=True),
        *rich({"type": "text", "text": "<!channel> https://evil.example"}),
        *rich({"type": "link", "url": f"{OURS}job/x", "text": "x"}),
    ]

    assert READER.faults(made, "&lt;!here&gt;") == ()


def test_a_button_may_lead_elsewhere_where_it_says_so():
    """By the host in its label, whole; a label that names another host misleads."""
    button = {"type": "button", "url": "https://prom.example/graph"}

    def labelled(label):
        return READER.faults([button | {"text": {"type": "plain_text", "text": label}}])

    assert labelled("Open prom.example") == ()
    assert labelled("Open jenkins.example") == ("link to https://prom.example/graph",)
    assert labelled("Runbook") == ("link to https://prom.example/graph",)


def test_the_text_beside_the_blocks_is_read_too():
    """A notification shows it."""
    assert READER.faults([], "<!here> it broke") == ("live mention <!here>",)


def test_markdown_is_read_as_slack_streams_it():
    """A mention, a link and a bare address act; behind a backslash they do not."""
    assert READER.markdown("<!channel> [x](https://evil.example) https://evil.example/y") == (
        "live mention <!channel>",
        "link to https://evil.example",
        "bare link https://evil.example/y",
    )
    assert READER.markdown(rf"&lt;\!channel&gt; \[x\]\(y\) [job]({OURS}job/x)") == ()


@pytest.mark.parametrize("hostile", ["*loud*", "_it_", "~gone~", "```\nfence\n```"])
def test_a_style_is_seen_and_our_renderer_begins_none(hostile):
    """The reader counts it in a text that marks could change; the renderer leaves none there."""
    assert styled(section(hostile))
    plain, made = (styled(blocks(everywhere.message(text))) for text in ("x", hostile))
    assert not made - plain


def test_a_button_that_changes_something_is_told_from_one_that_looks():
    """By the permission of its route; what is no command counts as the worst."""
    made = blocks(everywhere.message("x"))

    assert commands(made) == ("jenkins why checkout",)
    assert acts(frozenset(commands(made))) == frozenset()
    bad = frozenset({"jenkins build deploy", "jenkins why a", "link", "rm -rf"})
    assert acts(bad) == {"jenkins build deploy", "rm -rf"}


def row(**expect):
    """A row that expects something."""
    return Inbound("h1", "slack", "case", "valid", expect, "", None, {}, "POST")


def test_a_wrong_answer_is_found():
    """Another status than the row allows, a fault of the server, no answer at all."""
    assert [*_statuses(row(status_in=[401]), [Answer(200, 0.1)])] == ["status 200, expected [401]"]
    assert [*_statuses(row(status_not=[500]), [Answer(500, 0.1)])] == [
        "status 500",
        "status 500 is a fault of the server",
    ]
    assert [*_statuses(row(), [Answer(0, 0.1)])] == ["no answer"]
    assert [*_statuses(row(status_in=[401]), [Answer(401, 0.1)])] == []


def test_a_missing_and_a_second_effect_are_found():
    """What should have been kept once, and was not, or twice."""
    assert [*_effects(row(side_effects=1), 0)] == ["0 side effects, expected 1"]
    assert [*_effects(row(side_effects=1), 2)] == ["2 side effects, expected 1"]
    assert [*_effects(row(side_effects=1), 1)] == []


def test_what_a_request_costs_is_judged():
    """Memory in MiB, time in seconds."""
    bounds = row(max_rss_growth_mib=64, max_s=5)

    assert [*_costs(bounds, [Answer(413, 6.0)], 80.0)] == ["memory grew by 80 MiB", "took 6.0 s"]
    assert [*_costs(bounds, [Answer(413, 4.0)], 3.0)] == []


def test_a_call_to_a_stranger_is_found():
    """By address and by name; this machine and its sockets are none."""
    assert _is_ours("socket.connect ('127.0.0.1', 6379)")
    assert _is_ours("socket.connect '/tmp/valkey.sock'")
    assert not _is_ours("socket.connect ('169.254.169.254', 80)")
    assert not _is_ours("socket.getaddrinfo 'evil.example'")
    calls = Calls()
    calls.heard("socket.connect", (None, ("127.0.0.1", 1)))
    calls.heard("socket.connect", (None, ("169.254.169.254", 80)))
    assert calls.strangers() == ("169.254.169.254",)


def test_an_option_of_git_is_found():
    """A text that stands as an argument of its own before the options end."""
    calls = Calls()
    calls.heard("subprocess.Popen", ("git", ["git", "log", "--output=x"], None, None))
    assert calls.options("--output=x") == ("--output=x",)
    calls.forget()
    words = ["git", "log", "--end-of-options", "--output=x"]
    calls.heard("subprocess.Popen", ("git", words, None, None))
    assert calls.options("--output=x") == ()


def test_a_missed_row_is_named():
    """With its id, its group and the reason; the count stands on top."""
    outcomes = [Outcome("a1", "slack"), Outcome("a2", "slack", ("status 500",))]

    assert missed(outcomes) == 1
    assert table("rows", outcomes) == [
        "rows: 2 rows, 1 missed",
        "  slack       1 of      2",
        "  MISSED a2 (slack): status 500",
    ]
