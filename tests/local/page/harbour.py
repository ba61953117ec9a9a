"""A small workspace to show and to test: people, channels, a failed build's card, a thread, a modal."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

NOW = 1795186800  # Friday, 20 November 2026, 15:00 UTC: the time in this harbour

ADA, LIN, NOOR, PILOT = "U0ADA", "U0LIN", "U0NOOR", "U0PILOT"
GENERAL, BUILDS, DEPLOYS, SECRET, DM = "C0GENERAL", "C0BUILDS", "C0DEPLOYS", "C0SECRET", "D0PILOT"

LOG = """ 812  tests/test_totals.py F...........                        [ 41%]
 840  =================================== FAILURES ===================================
 841  _______________________ test_discount_is_rounded_half_up _______________________
 846      def test_discount_is_rounded_half_up():
 847  >       assert total([Line("tea", 2, "3.335")], discount="0.1") == Decimal("6.00")
 848  E       AssertionError: assert Decimal('6.003') == Decimal('6.00')
 849  E        +  where Decimal('6.003') = total([Line(sku='tea', quantity=2, price='3.335')], discount='0.1')
 851  tests/test_totals.py:47: AssertionError
 868  1 failed, 213 passed in 8.41s
 870  script returned exit code 1"""


def plain(text: str) -> Json:
    """A plain_text object."""
    return {"type": "plain_text", "text": text, "emoji": True}


def mrkdwn(text: str) -> Json:
    """A mrkdwn object."""
    return {"type": "mrkdwn", "text": text}


def option(text: str, value: str) -> Json:
    """An option object."""
    return {"text": plain(text), "value": value}


def _preformatted(text: str) -> Json:
    part = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "block_id": "log", "elements": [part]}


RERUN: Json = {
    "type": "button",
    "action_id": "rerun",
    "text": plain("Re-run"),
    "style": "primary",
    "value": "checkout 512",
    "confirm": {
        "title": plain("Run checkout again?"),
        "text": mrkdwn("Build *checkout #512* starts once more on `main`."),
        "confirm": plain("Re-run"),
        "deny": plain("Not now"),
    },
}

OVERFLOW: Json = {
    "type": "overflow",
    "action_id": "more",
    "options": [
        option("Compare with #511", "compare"),
        option("Mute this job for 2 hours", "mute"),
        option("Abort", "abort"),
    ],
}

CARD: list[Json] = [
    {
        "type": "header",
        "block_id": "head",
        "text": plain(":red_circle: checkout #512 failed in Unit tests"),
    },
    {
        "type": "section",
        "block_id": "facts",
        "fields": [
            mrkdwn("*Branch*\n`main`"),
            mrkdwn("*Started by*\nSCM change (<@U0LIN>)"),
            mrkdwn("*Duration*\n1 min 42 s"),
            mrkdwn("*Failing since*\n#512, was green for 9 days"),
        ],
    },
    {
        "type": "section",
        "block_id": "cause",
        "text": mrkdwn(
            "*A rounding test fails:* `total()` returns `6.003` where the test expects `6.00`. "
            "The discount is now applied after rounding."
        ),
    },
    _preformatted(LOG),
    {
        "type": "section",
        "block_id": "commits",
        "text": mrkdwn(
            "*Commits since #511*\n"
            "• <https://git.example/c/9f31c02|9f31c02> Apply discounts per basket, not per line, _Lin Wei_\n"
            "• <https://git.example/c/77ab5e1|77ab5e1> Bump pytest to 9.0, _renovate_"
        ),
    },
    {
        "type": "actions",
        "block_id": "deeds",
        "elements": [
            RERUN,
            {
                "type": "button",
                "action_id": "log",
                "text": plain("Full log"),
                "value": "checkout 512",
            },
            {
                "type": "button",
                "action_id": "open",
                "text": plain("Open in Jenkins"),
                "url": "https://jenkins.example/job/checkout/512/",
            },
            OVERFLOW,
        ],
    },
    {
        "type": "context",
        "block_id": "foot",
        "elements": [
            mrkdwn(
                "Category *test* · confidence 0.93 · seen 2 times before, last in <#C0BUILDS> · no model configured"
            )
        ],
    },
]


def people() -> list[Json]:
    """Who is in the workspace."""
    return [
        {
            "id": ADA,
            "name": "ada",
            "real_name": "Ada Lindqvist",
            "role": "admin",
            "color": "#b4552d",
            "is_bot": False,
            "title": "Release engineering",
        },
        {
            "id": LIN,
            "name": "lin",
            "real_name": "Lin Wei",
            "role": "member",
            "color": "#2f6f8f",
            "is_bot": False,
            "title": "Backend",
        },
        {
            "id": NOOR,
            "name": "noor",
            "real_name": "Noor Haddad",
            "role": "guest",
            "color": "#8a4f7d",
            "is_bot": False,
            "title": "Contractor",
        },
        {
            "id": PILOT,
            "name": "pilot",
            "real_name": "Pilot",
            "role": "member",
            "color": "#0f3a47",
            "is_bot": True,
            "title": "ChatOps",
        },
    ]


def _channel(key: str, name: str, topic: str, **more: Any) -> Json:
    base = {
        "id": key,
        "name": name,
        "kind": "channel",
        "topic": topic,
        "is_member": True,
        "unread": 0,
        "mentions": 0,
        "last_read": "0",
    }
    return {**base, **more}


COMMANDS: list[Json] = [
    {
        "command": "/jenkins",
        "description": "Jenkins: builds, logs, why they failed",
        "usage_hint": "why JOB | status JOB | help",
        "completions": [
            {"usage": "why JOB [N]", "help": "Explain why a build failed."},
            {"usage": "status JOB", "help": "Show the last builds of a job."},
            {"usage": "build JOB k=v …", "help": "Start a build."},
            {"usage": "log JOB [N]", "help": "Show the end of a log, and attach all of it."},
            {"usage": "list [GLOB]", "help": "List jobs."},
        ],
    },
    {
        "command": "/ops",
        "description": "Pilot itself: help and status",
        "usage_hint": "help [topic]",
        "completions": [{"usage": "help [topic]", "help": "What I can do."}],
    },
]

SHORTCUTS: list[Json] = [
    {
        "type": "global",
        "name": "Start a build",
        "callback_id": "start_build",
        "description": "Choose a job and its parameters",
    },
    {
        "type": "message",
        "name": "Explain this failure",
        "callback_id": "explain",
        "description": "Find the build in this message",
    },
]

HOME: Json = {
    "id": "V0HOME",
    "type": "home",
    "blocks": [
        {"type": "header", "block_id": "h", "text": plain(":wave: Good morning, Ada")},
        {
            "type": "section",
            "block_id": "s",
            "text": mrkdwn("*2 jobs* that you watch are red."),
            "accessory": {
                "type": "button",
                "action_id": "show_red",
                "text": plain("Show them"),
                "value": "red",
            },
        },
        {"type": "divider", "block_id": "d"},
        {
            "type": "section",
            "block_id": "sub",
            "text": mrkdwn(
                "*Subscriptions*\n• <#C0BUILDS> hears of `checkout*`\n• <#C0DEPLOYS> hears of `deploy/*`"
            ),
        },
    ],
}


def build_modal() -> Json:
    """The parameters of a build, as a view."""
    return {
        "id": "V0BUILD",
        "type": "modal",
        "callback_id": "build",
        "title": plain("Start a build"),
        "submit": plain("Build"),
        "close": plain("Cancel"),
        "blocks": [
            {
                "type": "section",
                "block_id": "job",
                "text": mrkdwn(":hammer_and_wrench: *checkout* takes three parameters."),
            },
            {
                "type": "input",
                "block_id": "branch",
                "label": plain("Branch"),
                "hint": plain("A branch, a tag or a commit."),
                "element": {
                    "type": "plain_text_input",
                    "action_id": "value",
                    "placeholder": plain("main"),
                },
            },
            {
                "type": "input",
                "block_id": "target",
                "label": plain("Environment"),
                "element": {
                    "type": "static_select",
                    "action_id": "value",
                    "placeholder": plain("Choose one"),
                    "options": [option("Staging", "staging"), option("Production", "production")],
                },
            },
            {
                "type": "input",
                "block_id": "flags",
                "label": plain("Options"),
                "optional": True,
                "element": {
                    "type": "checkboxes",
                    "action_id": "value",
                    "options": [
                        {
                            **option("Clean checkout", "clean"),
                            "description": plain("Throws the workspace away first"),
                        },
                        option("Run slow tests", "slow"),
                    ],
                },
            },
        ],
    }


def _said(now: float, minutes: float, user: str, text: str, **more: Any) -> Json:
    return {
        "type": "message",
        "ts": f"{now - minutes * 60:.6f}",
        "user": user,
        "text": text,
        **more,
    }


def world() -> Json:
    """A fresh copy of everything, its times counted back from NOW."""
    now = float(NOW)
    root = _said(
        now, 14, PILOT, "checkout #512 failed in Unit tests", bot_id="B0PILOT", blocks=CARD
    )
    replies = [
        _said(now, 11, ADA, "That is my change from this morning. Looking.", thread_ts=root["ts"]),
        _said(now, 10.5, ADA, "<@U0PILOT> compare checkout 511 512", thread_ts=root["ts"]),
        _said(
            now,
            10,
            PILOT,
            "*2 commits* and one changed dependency between #511 and #512. The failing line was touched by `9f31c02`.",
            bot_id="B0PILOT",
            thread_ts=root["ts"],
        ),
    ]
    root |= {
        "thread_ts": root["ts"],
        "reply_count": 3,
        "reply_users": [ADA, PILOT],
        "latest_reply": replies[-1]["ts"],
        "reactions": [{"name": "eyes", "users": [LIN, ADA], "count": 2}],
    }
    builds = [
        _said(now, 60 * 26, LIN, "Release 4.2 is cut. :tada: Thanks all."),
        _said(now, 60 * 25.98, LIN, "Notes: https://wiki.example/releases/4.2"),
        _said(
            now,
            40,
            ADA,
            "Merging the discount rework now, <@U0LIN> please keep an eye on `checkout`.",
        ),
        root,
        _said(
            now,
            6,
            ADA,
            "Only I can see this: *checkout* is queued behind #513, about `40 s`.",
            bot_id="B0PILOT",
            is_ephemeral=True,
        )
        | {"user": PILOT},
        _said(now, 4, LIN, "Reverted the per-basket discount, running again :rocket:"),
    ]
    ack = {
        "id": "d1",
        "at": now - 100,
        "kind": "slash_commands",
        "summary": "/jenkins why checkout",
        "transport": "socket",
        "status": 200,
        "ack_ms": 38.2,
        "attempt": 0,
        "error": None,
    }
    late = {
        "id": "d2",
        "at": now - 50,
        "kind": "interactive",
        "summary": "block_actions rerun",
        "transport": "http",
        "status": None,
        "ack_ms": 3000.0,
        "attempt": 0,
        "error": "operation_timeout",
    }
    return {
        "state": {
            "team": {"id": "T0", "name": "Harbour", "domain": "harbour"},
            "me": ADA,
            "bot": {
                "user_id": PILOT,
                "bot_id": "B0PILOT",
                "name": "Pilot",
                "app_id": "A0",
                "app_name": "Pilot",
            },
            "users": people(),
            "conversations": [
                _channel(GENERAL, "general", "Company-wide"),
                _channel(BUILDS, "builds", "What broke, why, and who is on it"),
                _channel(
                    DEPLOYS,
                    "deploys",
                    "Releases and rollbacks",
                    unread=3,
                    mentions=1,
                    last_read=f"{now - 600:.6f}",
                ),
                _channel(SECRET, "incident-41", "Checkout latency", kind="private", unread=2),
                _channel("C0OPEN", "open-sea", "Anyone may join", is_member=False),
                _channel(DM, "", "", kind="im", user=PILOT),
                _channel("D0LIN", "", "", kind="im", user=LIN, unread=1, mentions=1),
            ],
            "commands": COMMANDS,
            "shortcuts": SHORTCUTS,
            "home": HOME,
            "views": [],
        },
        "own": {},
        "messages": {
            BUILDS: builds,
            f"{BUILDS}:{root['ts']}": [root, *replies],
            DEPLOYS: [_said(now, 3, LIN, "Deploying 4.2.1")],
            DM: [
                _said(
                    now,
                    90,
                    PILOT,
                    "Ahoy! Type `/jenkins why JOB` anywhere, or ask me here.",
                    bot_id="B0PILOT",
                )
            ],
        },
        "deliveries": [
            {**late, "request": {"type": "block_actions"}, "headers": {}, "response": None},
            {
                **ack,
                "request": {"command": "/jenkins", "text": "why checkout"},
                "headers": {"X-Slack-Retry-Num": "0"},
                "response": {"text": "On it."},
            },
        ],
        "files": {"F0LOG": ("text/plain", LOG.encode()), "F0PNG": ("image/png", b"")},
    }
