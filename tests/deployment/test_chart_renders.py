"""The chart as Helm and Kubernetes take it: no warning, nothing invalid, wrong values refused."""

import re
import tomllib

import pytest
from deployment.places import ROOT
from deployment.value_sets import BAD, GOOD


@pytest.mark.parametrize("case", GOOD)
def test_what_people_install_is_valid(cooked, case):
    """Helm has nothing to warn of, and two versions of Kubernetes take every document, strictly."""
    came = cooked["cases"][case]

    assert "refused" not in came, came.get("refused")
    assert came["lint"] == []
    assert came["faults"] == []


def test_the_check_sees_what_kubernetes_refuses(cooked):
    """A misspelt field and a text for a number are found, under each version."""
    for faults in cooked["probes"].values():
        assert len(faults) == 2


@pytest.mark.parametrize("case", BAD)
def test_wrong_values_are_refused(cooked, case):
    """What cannot work is refused before it reaches the cluster, and the reason names the place."""
    came = cooked["cases"][case]

    assert "refused" in came
    assert BAD[case][1] in came["refused"]


def test_chart_and_bot_have_one_version(cooked):
    """The chart installs the release that it lies beside."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]

    assert cooked["metadata"]["version"] == version
    assert cooked["metadata"]["appVersion"] == version


def test_the_notes_say_what_to_do_next(cooked):
    """After the installation one reads the check, Slack's address and the webhooks'."""
    notes = cooked["cases"]["everything"]["notes"]

    assert "kubectl -n chatops exec deployment/pilot-web -- pilothouse check" in notes
    assert "https://pilot.example.com/slack/events" in notes
    assert "https://pilot.example.com/hooks/alertmanager/<ALERTMANAGER_HOOK_SECRET>" in notes
    assert "get pvc" in notes
    assert "Socket Mode" in cooked["cases"]["Socket Mode, as it comes"]["notes"]


def test_the_lock_is_whole_and_names_no_index():
    """Helm's environment is pinned by hash, and whoever installs it chooses the index."""
    lock = (ROOT / "tests" / "deployment" / "requirements-helm.lock").read_text()

    assert "://" not in lock
    assert set(re.findall(r"^([a-z-]+)==", lock, re.MULTILINE)) >= {
        "helm-python-sdk",
        "kubernetes-validate",
    }
    for pin in re.split(r"\n(?=[a-z])", lock.strip()):
        assert "--hash=sha256:" in pin
