"""docs/install.md: whatever one copies out of it works, and whatever it names exists."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib

import pytest
from deployment.places import CHART, ROOT, guide_values
from deployment.rendered import component, containers, of_kind
from deployment.test_chart_settings import OURS, environment, read_by_the_bot
from deployment.value_sets import GOOD
from honcho import environ as honcho

from bot.__main__ import parser
from bot.check import LACKS
from bot.manifest import NAME, manifest
from bot.settings import Settings
from bot.web import NO_SOCKET
from handlers import ROUTES, SHORTCUTS
from handlers.build.parameters import MARK

GUIDE = (ROOT / "docs" / "install.md").read_text()
SHELL = re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL)
AS_COMMAND = r"(?:^|`|bin/|honcho run |-- )pilothouse ([a-z]+)\b"


def block(first_line):
    """The block that begins with that line."""
    found = re.search(rf"```\w+\n# {re.escape(first_line)}\n(.*?)```", GUIDE, re.DOTALL)
    assert found, first_line
    return found[1]


def tool(name, package):
    """The path of a tool; a user may have none, CI must."""
    path = shutil.which(name)
    if not path and os.environ.get("CI"):
        pytest.fail(f"{name} is missing, and CI must have it")
    if not path:
        pytest.skip(f"needs {name} (Debian: apt install {package})")
    return path


def test_every_setting_it_names_exists():
    """No variable in the guide is one that the bot, the chart or a job of Jenkins does not know."""
    named = set(re.findall(r"\b[A-Z][A-Z0-9]*(?:_[A-Z]+)+\b", GUIDE))

    assert named
    assert named - read_by_the_bot() - {MARK} <= OURS


def test_the_settings_file_is_taken(tmp_path):
    """The file of settings, as it stands there, is one that the bot starts with, by honcho too."""
    lines = dict(line.split("=", 1) for line in block("pilothouse.env").splitlines())

    settings = Settings.read(lines)

    (tmp_path / "pilothouse.env").write_text(block("pilothouse.env"))
    [quoting] = re.findall(r"^sed .*> \.env", GUIDE, re.MULTILINE)
    subprocess.run(["sh", "-c", quoting], cwd=tmp_path, check=True)
    assert honcho.parse((tmp_path / ".env").read_text()) == lines
    assert settings.needs_slack("web").by_socket
    assert settings.jenkins_user == "pilot"


def test_the_policy_is_taken():
    """The roles, as they stand there, are ones that the bot starts with."""
    roles = Settings.read({"ROLES": block("roles.toml")}).roles.roles
    assert [role.name for role in roles] == ["developers", "release", "oncall"]


@pytest.mark.parametrize("script", SHELL, ids=range(len(SHELL)))
def test_every_command_can_be_typed(script):
    """The shell takes every block, and every word after pilothouse and make is one they know."""
    subprocess.run(["bash", "-n"], input=script, text=True, check=True)


def test_every_subcommand_exists():
    """`pilothouse WORD` and `make WORD` are commands there are."""
    known = parser()._subparsers._group_actions[0].choices
    verbs = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)

    named = set(re.findall(AS_COMMAND, GUIDE, re.MULTILINE))
    assert {"check", "manifest", "web"} <= named <= set(known)
    assert set(re.findall(r"(?:^|`)make (\w+)", GUIDE, re.MULTILINE)) <= set(verbs)
    said = [f"/{root} {route.verb}" for root in ROUTES.roots() for route in ROUTES.of(root)]
    assert set(re.findall(r"`(/(?!invite)[a-z]+ [a-z]+)", GUIDE)) <= set(said)
    assert f"@{NAME}" in GUIDE


def test_it_says_how_to_begin_in_slack():
    """What nobody finds by chance: subscriptions, the message's menu, the pin, the ratings."""
    begin = GUIDE.partition("## 5. ")[2].partition("\n## ")[0]
    for words in ("/jenkins subscribe", "/prom subscribe", "/ops connect git", "/inc new"):
        assert f"`{words}" in begin
    for shortcut in SHORTCUTS:
        assert shortcut.on != "message" or f"**{shortcut.name}**" in begin
    assert "slack.reaction.pushpin" in ROUTES.listeners
    assert ":pushpin:" in begin
    assert "pilothouse feedback export" in begin


def test_the_manifest_for_http_is_printed():
    """The command for HTTP makes the manifest with that address, and nothing else."""
    [script] = [script for script in SHELL if "manifest --url" in script]
    script = script.replace(".venv/bin/pilothouse", f"{sys.executable} -m bot")

    done = subprocess.run(
        ["bash", "-e"],
        input=script.replace(" > manifest.json", ""),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    url = "https://pilot.example.com/slack/events"
    assert json.loads(done.stdout) == manifest(ROUTES, SHORTCUTS, request_url=url)


def test_the_values_install(cooked):
    """Both sets of values render, without a word of Kubernetes's against them."""
    assert len(guide_values()) == 2
    for number, _ in enumerate(guide_values()):
        came = cooked["cases"][f"guide {number}"]
        assert "refused" not in came, came["refused"]
        assert came["faults"] == came["lint"] == []
    secret = dict(line.split("=", 1) for line in block("secrets.env").splitlines())
    hooks = [name for name in secret if "HOOK" in name]
    secret |= {name: f"0123456789abcde{at}" for at, name in enumerate(hooks)}  # each its own
    env = environment(cooked["cases"]["guide 0"]["documents"], secret=secret)
    assert env.pop("ROLES_FILE") == "/etc/pilothouse/roles.toml"  # mounted in the pod alone
    assert Settings.read(env).jenkins_user == "pilot"


def test_alertmanager_takes_its_part(tmp_path):
    """The receiver's configuration passes Alertmanager's own check."""
    file = tmp_path / "alertmanager.yml"
    file.write_text(block("alertmanager.yml"))

    amtool = tool("amtool", "prometheus-alertmanager")
    subprocess.run([amtool, "check-config", file], check=True, capture_output=True)


def test_prometheus_takes_its_part(tmp_path):
    """The scrape configuration passes Prometheus's own check."""
    file = tmp_path / "prometheus.yml"
    file.write_text(block("prometheus.yml"))

    promtool = tool("promtool", "prometheus")
    subprocess.run([promtool, "check", "config", file], check=True, capture_output=True)


def test_it_speaks_of_this_release(cooked):
    """Image tags are the project's version and the Valkey that the chart brings."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    bundled = cooked["values"]["redis"]["bundled"]["image"]

    assert set(re.findall(r"pilothouse:(\d[\d.]*\d)", GUIDE)) == {version}
    tags = set(re.findall(r"valkey/valkey:(\S+)", GUIDE))
    assert tags == {bundled["tag"]}


def test_what_one_sees_is_what_is_said():
    """The messages in the table of troubles are the ones that the bot really gives."""
    for message in (NO_SOCKET.strip(), LACKS.partition("{")[0].strip(), "Redis does not answer"):
        assert message in GUIDE
    assert "Redis does not answer" in (ROOT / "bot" / "web.py").read_text()


def test_its_links_lead_somewhere():
    """Every file that the guide and the chart's README point to is there."""
    for file in (ROOT / "docs" / "install.md", CHART / "README.md"):
        for target in re.findall(r"\]\((?!http)([^)#]+)", file.read_text()):
            assert (file.parent / target).resolve().exists(), target


def test_the_charts_readme_names_every_key(cooked):
    """Its table of the Secret's keys is the list that the chart fetches."""
    table = set(re.findall(r"`([A-Z]+_[A-Z_]+)`", (CHART / "README.md").read_text()))
    fetched = set()
    for case in GOOD:
        for workload in of_kind(cooked["cases"][case]["documents"], "Deployment"):
            assert component(workload) in ("web", "worker", "clock")
            fetched |= {
                variable["name"]
                for variable in containers(workload)[0]["env"]
                if "secretKeyRef" in variable.get("valueFrom", {})
            }

    assert table == fetched - (OURS - {"REDIS_PASSWORD"})
