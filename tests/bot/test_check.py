"""`pilothouse check`: a table of what answers, and an exit code that tells."""

import asyncio
import io
import json
import re

import pytest
from repository_made import Made

from bot.check import run
from bot.local.workspace import Workspace
from bot.manifest import manifest
from bot.settings import Settings
from handlers import ROUTES, SHORTCUTS
from integrations.errors import IntegrationError
from integrations.git import Git

POLICY = """
[release]
members = ["U0ADALIND"]
grants = [{actions = ["build"], objects = ["*"]}, {actions = ["abort"], objects = ["deploy"]}]
"""
TOKEN, SECRET = "xoxb-test-token", "0123456789abcdef"


def checked(env, tmp_path):
    """The exit code and the table, with its versions taken out."""
    out = io.StringIO()
    code = run(Settings.read(env | {"PILOTHOUSE_DATA": str(tmp_path)}), out)
    return code, re.sub(r"(git|Valkey) [\d.]+", r"\1 N", out.getvalue())


def test_nothing_configured_is_well(tmp_path):
    """With no settings at all the bot's own parts answer."""
    assert checked({}, tmp_path) == (
        0,
        "Slack                -    not configured\n"
        "Redis                ok   Valkey N\n"
        "Jenkins              -    not configured\n"
        "Prometheus           -    not configured\n"
        "Alertmanager         -    not configured\n"
        "Git                  ok   git N\n"
        "Model                -    not configured\n"
        "/hooks/jenkins       off  JENKINS_HOOK_SECRET is not set\n"
        "/hooks/alertmanager  off  ALERTMANAGER_HOOK_SECRET is not set\n"
        "/hooks/github        off  GITHUB_HOOK_SECRET is not set\n"
        "/hooks/gitlab        off  GITLAB_HOOK_SECRET is not set\n"
        "Roles                off  ROLES is not set: nobody may start, stop or silence anything\n"
        "Own logins           off  SECRET_KEY is not set\n"
        "Everything that is configured answers.\n",
    )


def test_what_does_not_answer_is_a_sentence(tmp_path):
    """A system that is down fails the check and says what was asked, of whom, what came back."""
    code, table = checked({"JENKINS_URL": "http://127.0.0.1:9"}, tmp_path)

    assert code == 1
    assert "Jenkins              FAILED  Asked Jenkins at http://127.0.0.1:9 " in table
    assert table.endswith("1 of 3 configured systems failed.\n")


def test_hooks_and_mirrors_are_in_the_table(tmp_path):
    """Which hooks are on, without their secrets; how many repositories lie here, and why not."""
    made = Made(tmp_path / "shop")
    made.commit("Start", {"a": "a\n"})
    listed = [{"name": "shop", "url": made.url}, {"name": "gone", "url": f"{made.url}-gone"}]
    env = {"GIT_REPOSITORIES": json.dumps(listed), "GITHUB_HOOK_SECRET": SECRET}
    env |= {"ROLES": POLICY, "SECRET_KEY": SECRET * 2}

    code, table = checked(env, tmp_path / "data")
    assert code == 0
    assert "Git                  ok   git N, 2 repositories\n" in table
    assert "Mirrors              -    0 of 2 repositories mirrored on this machine\n" in table
    assert "/hooks/github        on   GITHUB_HOOK_SECRET is set\n" in table
    assert "Roles                on   1 role, 2 grants: release\n" in table
    assert "Own logins           on   SECRET_KEY is set\n" in table
    assert SECRET not in table

    git = Git(Settings.read(env).git_repositories, tmp_path / "data" / "mirrors")
    asyncio.run(git.refresh("shop"))
    with pytest.raises(IntegrationError):
        asyncio.run(git.refresh("gone"))
    _, table = checked(env, tmp_path / "data")
    assert (
        "Mirrors              -    1 of 2 repositories mirrored on this machine; gone could"
        in table
    )


async def test_slack_answers_to_its_token(tmp_path):
    """The right token is known with all its scopes; a wrong one is refused in a sentence."""
    workspace = Workspace(
        manifest(ROUTES, SHORTCUTS, request_url="http://127.0.0.1:9/slack/events"),
        bot_token=TOKEN,
        app_token="",
        signing_secret=SECRET,
    )
    async with workspace.serving() as url:
        env = {
            "SLACK_BOT_TOKEN": TOKEN,
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_API_URL": f"{url}/api/",
        }
        code, table = await asyncio.to_thread(checked, env, tmp_path)
        wrong = env | {"SLACK_BOT_TOKEN": "xoxb-wrong"}
        _, refused = await asyncio.to_thread(checked, wrong, tmp_path)

    assert code == 0
    assert "Slack                ok   pilot in Harbour, all 17 scopes, by HTTP\n" in table
    assert (
        f"Slack                FAILED  Asked Slack at {url}/api/ for who we are and got " in refused
    )


async def test_socket_mode_is_tried_with_its_own_token(tmp_path):
    """By Socket Mode a connection is asked for too; a wrong app token is named."""
    workspace = Workspace(
        manifest(ROUTES, SHORTCUTS),
        bot_token=TOKEN,
        app_token="xapp-test-token",
        signing_secret=SECRET,
    )
    async with workspace.serving() as url:
        env = {
            "SLACK_BOT_TOKEN": TOKEN,
            "SLACK_APP_TOKEN": "xapp-test-token",
            "SLACK_API_URL": f"{url}/api/",
        }
        code, table = await asyncio.to_thread(checked, env, tmp_path)
        wrong = env | {"SLACK_APP_TOKEN": "xapp-wrong"}
        failed, refused = await asyncio.to_thread(checked, wrong, tmp_path)

    assert (code, failed) == (0, 1)
    assert "Slack                ok   pilot in Harbour, all 17 scopes, by Socket Mode\n" in table
    assert (
        f"Slack                FAILED  Asked Slack at {url}/api/ for a connection by Socket Mode and got "
        "invalid_auth. SLACK_APP_TOKEN must be an app-level token of this app with "
        "connections:write.\n"
    ) in refused
