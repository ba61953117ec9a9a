"""The settings: a wrong value ends the start with one sentence that names it."""

import pytest

from bot.settings import Settings, SettingsError

SLACK = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "0123456789abcdef"}


def test_nothing_set_is_fine():
    """Nothing configured is a start, with the defaults."""
    settings = Settings.read({})

    assert settings.slack is None
    assert (settings.port, settings.redis_url, settings.jenkins_url) == (3000, "", "")


def test_an_app_token_chooses_socket_mode():
    """Socket Mode is chosen by what is there."""
    assert not Settings.read(SLACK).needs_slack("web").by_socket
    assert Settings.read(SLACK | {"SLACK_APP_TOKEN": "xapp-1"}).needs_slack("web").by_socket


@pytest.mark.parametrize(
    ("env", "said"),
    [
        (
            {"PORT": "eighty"},
            'PORT is "eighty", and it takes a port number from 1 to 65535.',
        ),
        (
            {"PORT": "99999"},
            'PORT is "99999", and it takes a port number from 1 to 65535.',
        ),
        (
            {"JENKINS_URL": "jenkins:8080"},
            'JENKINS_URL is "jenkins:8080", and it takes an http:// or https:// address, such as '
            "https://jenkins.example.com.",
        ),
        (
            {"REDIS_URL": "localhost"},
            'REDIS_URL is "localhost", and it takes a redis://, rediss:// or unix:// address, '
            "such as redis://localhost:6379/0, or that of a service that Sentinel watches, such as "
            "redis+sentinel://sentinel-0:26379,sentinel-1:26379/mymaster/0.",
        ),
        (
            {"SLACK_BOT_TOKEN": "xoxp-secret"},
            "SLACK_BOT_TOKEN is a value of 11 characters, and it takes a bot token of your Slack "
            "app; it starts with xoxb-.",
        ),
        (
            {"SLACK_BOT_TOKEN": "xoxb-1"},
            "SLACK_BOT_TOKEN is set but SLACK_SIGNING_SECRET is not: HTTP needs the signing "
            "secret, or Socket Mode needs SLACK_APP_TOKEN.",
        ),
        (
            {"JENKINS_TOKEN": "t"},
            "JENKINS_TOKEN is set but JENKINS_URL is not: the two go together.",
        ),
        (
            {"LLM_BASE_URL": "http://localhost:11434/v1"},
            "LLM_BASE_URL is set but LLM_MODEL is not: the two go together.",
        ),
        (
            {"JENKINS_HOOK_SECRET": "short"},
            "JENKINS_HOOK_SECRET is a value of 5 characters, and it takes a secret of 16 or more "
            "letters, digits, - and _ that the hook's sender knows.",
        ),
        (
            {
                "JENKINS_HOOK_SECRET": "a-secret-of-two-doors",
                "GITHUB_HOOK_SECRET": "a-secret-of-two-doors",
            },
            "GITHUB_HOOK_SECRET and JENKINS_HOOK_SECRET are the same secret: whoever learns one "
            "could send in the name of both. Give each a secret of its own.",
        ),
        (
            SLACK | {"GITLAB_HOOK_SECRET": SLACK["SLACK_SIGNING_SECRET"]},
            "GITLAB_HOOK_SECRET and SLACK_SIGNING_SECRET are the same secret: whoever learns one "
            "could send in the name of both. Give each a secret of its own.",
        ),
        (
            {"JENKINS_HOOK_SECRET": "open"},
            "JENKINS_HOOK_SECRET is open, so that everybody would be believed: that is taken only "
            "where HOST is a loopback address such as 127.0.0.1, and HOST is 0.0.0.0.",
        ),
        (
            {"ALERTMANAGER_HOOK_SECRET": "open", "HOST": "10.0.0.7"},
            "ALERTMANAGER_HOOK_SECRET is open, so that everybody would be believed: that is taken "
            "only where HOST is a loopback address such as 127.0.0.1, and HOST is 10.0.0.7.",
        ),
        (
            {"JENKINS_POLL_SECONDS": "0"},
            'JENKINS_POLL_SECONDS is "0", and it takes a whole number from 1 to 3600.',
        ),
    ],
)
def test_a_wrong_value_is_one_sentence(env, said):
    """The sentence names the variable, what it has and what it takes; secrets are not shown."""
    with pytest.raises(SettingsError) as error:
        Settings.read(env)

    assert str(error.value) == said


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "[::1]", "localhost"])
def test_a_hook_may_be_open_to_this_machine(host):
    """On a loopback address, and there to several hooks at once."""
    env = {"HOST": host, "JENKINS_HOOK_SECRET": "open", "GITHUB_HOOK_SECRET": "open"}

    secrets = Settings.read(env).hook_secrets

    assert (secrets["JENKINS_HOOK_SECRET"], secrets["GITLAB_HOOK_SECRET"]) == ("open", "")


def test_a_process_that_needs_slack_says_so():
    """The web process without a token names the variable and what it takes."""
    with pytest.raises(SettingsError) as error:
        Settings.read({}).needs_slack("the web process")

    assert str(error.value) == (
        "SLACK_BOT_TOKEN is not set, and the web process needs it: it takes a bot token of your "
        "Slack app; it starts with xoxb-."
    )
