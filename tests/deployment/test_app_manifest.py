"""`pilothouse manifest` as somebody pastes it into Slack: within Slack's limits, by either way."""

import json
import re
import subprocess
import sys

import pytest
from deployment.places import ROOT

from bot.local.workspace import manifest as reader
from handlers import ROUTES

URL = "https://pilot.example.com/slack/events"

# Slack's limits in characters, by place.
TEXTS = {
    ("display_information", "name"): 35,
    ("display_information", "description"): 140,
    ("display_information", "long_description"): 4000,
    ("features", "bot_user", "display_name"): 80,
}
COMMAND = {"command": 32, "description": 2000, "usage_hint": 1000}
SHORTCUT = {"name": 24, "callback_id": 255, "description": 150}
SECTIONS = {"_metadata", "display_information", "features", "oauth_config", "settings"}


@pytest.fixture(scope="module", params=["Socket Mode", "HTTP"])
def printed(request):
    """What is pasted: the command's own output, and the one with an address."""
    where = ["--url", URL] if request.param == "HTTP" else []
    done = subprocess.run(
        [sys.executable, "-m", "bot", "manifest", *where],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_every_text_fits(printed):
    """No name, description, command or shortcut is longer than Slack takes."""
    assert set(printed) == SECTIONS
    for path, most in TEXTS.items():
        text = printed
        for key in path:
            text = text[key]
        assert 0 < len(text) <= most, path
    for command in printed["features"]["slash_commands"]:
        assert re.fullmatch(r"/[a-z0-9_-]+", command["command"])
        assert all(0 < len(command[key]) <= most for key, most in COMMAND.items())
    for shortcut in printed["features"]["shortcuts"]:
        assert shortcut["type"] in ("global", "message")
        assert all(0 < len(shortcut[key]) <= most for key, most in SHORTCUT.items())
    assert len(printed["settings"]["event_subscriptions"]["bot_events"]) <= 100
    assert len(printed["oauth_config"]["scopes"]["bot"]) <= 255
    assert re.fullmatch("#[0-9a-f]{6}", printed["display_information"]["background_color"])


def test_the_way_is_whole(printed):
    """By Socket Mode no address stands in it; by HTTP every place has the one address."""
    socket = printed["settings"]["socket_mode_enabled"]
    places = {
        *(command.get("url", "") for command in printed["features"]["slash_commands"]),
        printed["settings"]["event_subscriptions"].get("request_url", ""),
        printed["settings"]["interactivity"].get("request_url", ""),
    }

    assert places == ({""} if socket else {URL})
    assert printed["settings"]["interactivity"]["is_enabled"] is True


def test_no_event_lacks_its_scope(printed):
    """Slack refuses a manifest whose events or features need a scope that it does not ask for."""
    scopes = set(printed["oauth_config"]["scopes"]["bot"])
    needed = {
        "app_mention": "app_mentions:read",
        "message.im": "im:history",
        "message.channels": "channels:history",
        "message.groups": "groups:history",
        "reaction_added": "reactions:read",
        "reaction_removed": "reactions:read",
        "pin_added": "pins:read",
        "pin_removed": "pins:read",
        "app_home_opened": "",
        "link_shared": "links:read",
    }
    for event in printed["settings"]["event_subscriptions"]["bot_events"]:
        assert event in needed, f"say here which scope {event} needs"
        assert needed[event] in scopes | {""}
    assert "commands" in scopes


def test_slacks_stand_in_reads_it(printed):
    """The app that the local workspace installs from it has every command and shortcut."""
    app = reader.read(printed)

    assert {command.name for command in app.commands} == {f"/{root}" for root in ROUTES.roots()}
    shortcuts = {shortcut["callback_id"] for shortcut in printed["features"]["shortcuts"]}
    assert {shortcut.callback_id for shortcut in app.shortcuts} == shortcuts
