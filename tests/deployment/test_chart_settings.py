"""The chart against the bot: every setting can be set, and what is set the bot takes."""

import json
import re

import pytest
from deployment.rendered import component, containers, of_kind
from deployment.value_sets import EVERYTHING, GOOD, REPOSITORY

from bot.settings import Settings

# What the chart sets for itself, not for the bot.
OURS = {"REDIS_PASSWORD"} | {variable["name"] for variable in EVERYTHING["extraEnv"]}
IN_A_FILE = "roles in a file"
NOT_IN_A_POD = {"XDG_STATE_HOME"}

# A Secret as somebody fills it, with a value of the right kind under every key.
SECRET = {
    "SLACK_BOT_TOKEN": "xoxb-1-secret",
    "SLACK_APP_TOKEN": "xapp-1-secret",
    "SLACK_SIGNING_SECRET": "0123456789abcdef",
    "REDIS_URL": "redis://:secret@redis.example.com:6379/0",
    "REDIS_PASSWORD": "letters-and-digits",
    "address": "http://proxy.example.com:3128",
    "rediss": "rediss://:secret@redis.example.com:6380/0",
}


def read_by_the_bot():
    """The names of all variables that the settings ask for."""
    asked = set()

    class Spy(dict):
        def get(self, name, default=None):
            asked.add(name)
            return default

    Settings.read(Spy())
    return asked - NOT_IN_A_POD


def environment(documents, part="web", secret=SECRET):
    """The variables that a container starts with, as Kubernetes puts them together.

    A key that the Secret lacks is left out where it is optional, and stops the pod where it is not.
    """
    [workload] = [w for w in of_kind(documents, "Deployment") if component(w) == part]
    [settings] = of_kind(documents, "ConfigMap")
    env = dict(settings["data"])
    for variable in containers(workload)[0]["env"]:
        source = variable.get("valueFrom", {}).get("secretKeyRef")
        if source and source["key"] in secret:
            env[variable["name"]] = secret[source["key"]]
        elif source:
            assert source.get("optional"), f"{source} is not in the Secret"
        else:
            env[variable["name"]] = re.sub(
                r"\$\((\w+)\)", lambda found: env[found[1]], variable["value"]
            )
    return env


def named_by_the_chart(cooked):
    """The names of all variables that some values make the chart set."""
    named = set()
    for case in GOOD:
        documents = cooked["cases"][case]["documents"]
        [settings] = of_kind(documents, "ConfigMap")
        named |= settings["data"].keys()
        for workload in of_kind(documents, "Deployment"):
            named |= {variable["name"] for variable in containers(workload)[0]["env"]}
    return named - OURS


def test_every_setting_can_be_set_and_no_other(cooked):
    """A setting that the bot learns or forgets has to come to the chart as well."""
    assert named_by_the_chart(cooked) == read_by_the_bot()


def test_every_secret_can_lie_elsewhere(cooked, request):
    """secrets.from takes exactly the names that the chart fetches from a Secret."""
    schema = json.loads(
        (request.config.rootpath / "helm/pilothouse/values.schema.json").read_text()
    )
    fetched = set()
    for case in GOOD:
        for workload in of_kind(cooked["cases"][case]["documents"], "Deployment"):
            for variable in containers(workload)[0]["env"]:
                if "secretKeyRef" in variable.get("valueFrom", {}):
                    fetched.add(variable["name"])

    movable = schema["properties"]["secrets"]["properties"]["from"]["properties"].keys()
    assert fetched - OURS == movable - OURS


@pytest.mark.parametrize("case", [case for case in GOOD if case not in ("everything", IN_A_FILE)])
def test_three_keys_in_the_secret_are_enough(cooked, case):
    """With the bot's token, Slack's other secret and Redis the bot takes what it is given."""
    documents = cooked["cases"][case]["documents"]
    http = GOOD[case].get("slack", {}).get("mode") == "http"

    envs = [environment(documents, part) for part in ("web", "worker", "clock")]
    settings = Settings.read(envs[0])

    assert envs[0] == envs[1] == envs[2]
    assert settings.needs_slack("web").by_socket is not http
    assert settings.redis_url.startswith(("redis://:", "rediss://:"))


def test_roles_in_a_file_are_where_the_bot_looks(cooked):
    """The ConfigMap is mounted, for reading alone, in all three, and its key is ROLES_FILE."""
    documents = cooked["cases"][IN_A_FILE]["documents"]
    env = environment(documents)
    for workload in of_kind(documents, "Deployment"):
        mounts = {m["name"]: m for m in containers(workload)[0]["volumeMounts"]}
        assert mounts["roles"]["readOnly"] is True
        assert env["ROLES_FILE"] == f"{mounts['roles']['mountPath']}/roles.toml"
        volumes = {v["name"]: v for v in workload["spec"]["template"]["spec"]["volumes"]}
        assert volumes["roles"] == {"name": "roles", "configMap": {"name": "pilothouse-roles"}}


def test_everything_reaches_the_bot(cooked):
    """All values arrive as the settings that they are named after."""
    more = {name: f"0123456789abcdef-{name}" for name in read_by_the_bot() if "HOOK_SECRET" in name}
    more |= {"token": "of-jenkins", "GIT_TOKEN": "of-git", "LLM_API_KEY": "of-the-model"}
    more |= {"SECRET_KEY": "0123456789abcdef" * 2}
    env = environment(cooked["cases"]["everything"]["documents"], secret=SECRET | more)
    settings = Settings.read(env)

    assert settings.redis_url == "redis://:letters-and-digits@pilot-redis:6379/0"
    assert settings.slack.api_url == "https://slack.example.com/api/"
    assert settings.jenkins_url == "https://jenkins.example.com"
    assert (settings.jenkins_user, settings.jenkins_token) == ("pilot", "of-jenkins")
    assert settings.poll_seconds == 30
    assert settings.prometheus_url == "http://prometheus.monitoring:9090"
    assert settings.llm_model == "qwen3"
    assert str(settings.data) == "/var/lib/pilothouse"
    assert settings.deploy_jobs == ("deploy-*", "release/**")
    assert settings.prometheus_public_url == "https://prometheus.example.com"
    assert settings.alertmanager_public_url == "https://alertmanager.example.com"
    assert (settings.git_user, settings.git_token) == ("pilot", "of-git")
    assert [repository.name for repository in settings.git_repositories] == [REPOSITORY["name"]]
    assert json.loads(env["GIT_REPOSITORIES"]) == [REPOSITORY]
    assert [role.name for role in settings.roles.roles] == ["release"]
    assert settings.secret_key == "0123456789abcdef" * 2
    assert settings.json_logs is False
    assert settings.hook_secrets == {
        name: f"0123456789abcdef-{name}" for name in settings.hook_secrets
    }
