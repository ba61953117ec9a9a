"""What `pilothouse local` takes over from the shell that starts it, and what it does not."""

from pathlib import Path

import pytest

from bot.local.doors import Doors
from bot.local.surroundings import ROLES, environment, repositories
from bot.local.town import opened, silent
from bot.settings import Settings, SettingsError
from integrations.git import Git

DOORS = Doors(
    page=8080,
    web=8081,
    jenkins=8082,
    prometheus=8083,
    alertmanager=8084,
    bot_token="xoxb-local-1",
    signing_secret="0123456789abcdef",
    hook_secret="hook-secret-of-the-run",
    alert_secret="alert-secret-of-the-run",
    github_secret="github-secret-of-the-run",
    gitlab_secret="gitlab-secret-of-the-run",
    jenkins_token="jenkins-token-of-the-run",
    secret_key="a key of the run".replace(" ", "-") * 2,
)
STANDINS = {
    "SLACK_BOT_TOKEN": "xoxb-local-1",
    "SLACK_SIGNING_SECRET": "0123456789abcdef",
    "SLACK_APP_TOKEN": "",
    "SLACK_API_URL": "http://127.0.0.1:8080/api/",
    "HOST": "127.0.0.1",
    "PORT": "8081",
    "PILOTHOUSE_DATA": "/home/run/data",
    "REDIS_URL": "unix:///home/run/valkey.sock",
    "JENKINS_URL": "http://127.0.0.1:8082",
    "JENKINS_USER": "pilot",
    "JENKINS_TOKEN": "jenkins-token-of-the-run",
    "JENKINS_HOOK_SECRET": "hook-secret-of-the-run",
    "JENKINS_POLL_SECONDS": "5",
    "PROMETHEUS_URL": "http://127.0.0.1:8083",
    "ALERTMANAGER_URL": "http://127.0.0.1:8084",
    "PROMETHEUS_PUBLIC_URL": "",
    "ALERTMANAGER_PUBLIC_URL": "",
    "ALERTMANAGER_HOOK_SECRET": "alert-secret-of-the-run",
    "GITHUB_HOOK_SECRET": "github-secret-of-the-run",
    "GITLAB_HOOK_SECRET": "gitlab-secret-of-the-run",
    "ROLES": ROLES,
    "SECRET_KEY": DOORS.secret_key,
    "GIT_REPOSITORIES": repositories(Path("/home/run/jenkins/repositories")),
}


def made(**env):
    """The environment that the processes get from such a shell."""
    there = environment(env, DOORS, "unix:///home/run/valkey.sock", Path("/home/run"))
    Settings.read(there)
    return there


@pytest.mark.parametrize(
    "env",
    [
        {},
        {"HOST": "x86_64-conda-linux-gnu"},
        {"PORT": "3000", "PILOTHOUSE_DATA": "/somewhere/else"},
        {"SLACK_SIGNING_SECRET": "fedcba9876543210"},
        {"SLACK_APP_TOKEN": "xapp-1-mine", "SLACK_API_URL": "https://slack.example.com/api/"},
        {"JENKINS_USER": "me", "JENKINS_TOKEN": "mine"},
        {"JENKINS_URL": " ", "JENKINS_POLL_SECONDS": ""},
    ],
    ids=lambda env: "+".join(env) or "nothing",
)
def test_what_belongs_to_something_else_changes_nothing(env):
    """A lone half of Slack's or Jenkins's settings, or an exported HOST, does not reach the bot."""
    assert made(**env) == STANDINS


def test_a_slack_of_ones_own_is_whole():
    """With a bot token all four come from the shell; nothing of the stand-in's is mixed in.

    Its people are real ones: what they may do is for the shell's own ROLES to say.
    """
    own = {"SLACK_BOT_TOKEN": "xoxb-mine", "SLACK_APP_TOKEN": "xapp-1-mine"}

    others = {name: value for name, value in STANDINS.items() if name != "ROLES"}
    assert made(**own) == others | own | {"SLACK_SIGNING_SECRET": "", "SLACK_API_URL": ""}


def test_a_policy_of_ones_own_wins(tmp_path):
    """By either of its two settings."""
    assert made(ROLES="[a]\nmembers = ['*']\ngrants = [{actions=['*'], objects=['*']}]")[
        "ROLES"
    ].startswith("[a]")
    path = tmp_path / "roles.toml"
    path.write_text(ROLES)
    assert "ROLES" not in made(ROLES_FILE=str(path))


def test_a_jenkins_of_ones_own_is_whole():
    """With an address the user and the token are one's own too, or none."""
    own = {"JENKINS_URL": "https://jenkins.example.com"}
    without_samples = {k: v for k, v in STANDINS.items() if k != "GIT_REPOSITORIES"}

    assert made(**own) == without_samples | own | {"JENKINS_USER": "", "JENKINS_TOKEN": ""}


def test_a_prometheus_of_ones_own_brings_no_other_alertmanager():
    """With either address neither of the stand-ins is used; nothing stands in for the other."""
    own = {"PROMETHEUS_URL": "http://127.0.0.1:9090"}
    assert made(**own) == STANDINS | own | {"ALERTMANAGER_URL": ""}

    own = {
        "ALERTMANAGER_URL": "http://127.0.0.1:9093",
        "PROMETHEUS_PUBLIC_URL": "https://p.example",
    }
    assert made(**own) == STANDINS | own | {"PROMETHEUS_URL": ""}


def test_repositories_and_hook_secrets_of_ones_own():
    """They stand in place of the samples and of the run's own secrets."""
    own = {"GIT_REPOSITORIES": "[]", "GITHUB_HOOK_SECRET": "a-secret-of-my-own"}

    assert made(**own) == STANDINS | own


def test_the_sample_repositories_are_named():
    """Six of them, at the addresses where the stand-in makes them."""
    found = Settings.read(made()).git_repositories

    assert [each.name for each in found] == [
        *("checkout", "payments", "search", "api", "storefront", "deploy")
    ]
    assert found[0].url == "file:///home/run/jenkins/repositories/checkout.git"


async def test_the_sample_repositories_are_there_before_anybody_asks(tmp_path):
    """The processes mirror them as soon as they start, and a failure would be told for a while."""
    async with opened({}, Doors.fresh(0), tmp_path, silent):
        listed = environment({}, DOORS, "", tmp_path)["GIT_REPOSITORIES"]
        found = Settings.read(made(GIT_REPOSITORIES=listed)).git_repositories
        git = Git(found, tmp_path / "mirrors")

        assert [await git.refresh(each.name) for each in found] == [True] * 6
        assert [len(await git.log(each.name)) > 0 for each in found] == [True] * 6


def test_other_settings_are_taken_over():
    """A model and the poll's period come through as they are."""
    own = {"LLM_BASE_URL": "http://127.0.0.1:11434/v1", "LLM_MODEL": "m", "PATH": "/bin"}
    own |= {"JENKINS_POLL_SECONDS": "20"}

    assert made(**own) == STANDINS | own


def test_a_proxy_does_not_stand_before_the_stand_in():
    """A proxy of the shell is for the world outside: only a real Slack is reached through it."""
    proxy = {"https_proxy": "http://proxy.example.com:3128"}
    own = {"SLACK_BOT_TOKEN": "xoxb-mine", "SLACK_SIGNING_SECRET": "fedcba9876543210"}

    assert made(**proxy) == STANDINS | {"https_proxy": ""}
    assert made(**proxy, **own)["https_proxy"] == "http://proxy.example.com:3128"


async def test_a_hook_secret_and_a_redis_of_ones_own(tmp_path, valkey):
    """The stand-in signs with the secret of the shell; where there is a Redis, none is started."""
    env = {"JENKINS_HOOK_SECRET": "a-secret-of-my-own", "REDIS_URL": valkey}
    async with opened(env, Doors.fresh(0), tmp_path, silent, ()) as town:
        assert town.doors.hook_url == f"{town.doors.web_url}/hooks/jenkins/a-secret-of-my-own"
        assert not (tmp_path / "data").exists()


async def test_a_wrong_value_is_named_before_anything_starts(tmp_path):
    """What the bot would not take is refused at once, in a sentence."""
    with pytest.raises(SettingsError) as refused:
        async with opened({"JENKINS_HOOK_SECRET": "short"}, DOORS, tmp_path, silent, ()):
            pass

    assert "JENKINS_HOOK_SECRET is a value of 5 characters" in str(refused.value)
    assert list(tmp_path.iterdir()) == []
