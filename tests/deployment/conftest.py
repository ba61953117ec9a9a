"""The chart, cooked once: an environment for Helm beside the bot's own, and all cases through it."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from deployment.places import CHART, HERE, guide_values
from deployment.value_sets import BAD, FOREIGN_KINDS, GOOD, NEEDED

LOCK = HERE / "requirements-helm.lock"
HOME = Path(sys.prefix) / "helm"  # inside .venv: git and Docker know to leave it alone
VERSIONS = ["1.30", "1.37"]
INSTALL = ["install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", str(LOCK)]

# Documents that Kubernetes refuses: does the check see it?
PROBES = {
    "a misspelt field": {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": "misspelt"},
        "spec": {"ports": [{"port": 80}], "selektor": {}},
    },
    "a text for a number": {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": "text"},
        "spec": {
            "replicas": "2",
            "selector": {},
            "template": {"spec": {"containers": [{"name": "web"}]}},
        },
    },
}


@pytest.fixture(scope="session")
def helm_python_path():
    """Python with Helm and Kubernetes's schemas; made at the first call, half a minute."""
    python, stamp = HOME / "bin" / "python", HOME / "lock.sha256"
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return python
    subprocess.run([sys.executable, "-m", "venv", "--clear", HOME], check=True)
    done = subprocess.run(
        [python, "-m", "pip", *INSTALL], capture_output=True, text=True, check=False
    )
    if done.returncode:
        if os.environ.get("CI"):
            pytest.fail(f"{LOCK.name} cannot be installed, and CI must:\n{done.stderr[-2000:]}")
        pytest.skip("needs helm-python-sdk and kubernetes-validate, and pip could not fetch them")
    stamp.write_text(wanted)
    return python


@pytest.fixture(scope="session")
def cooked(helm_python_path):
    """Everything that the kitchen says of the chart, the good cases, the bad ones and the guide's."""
    cases = {**GOOD, **{name: values for name, (values, _) in BAD.items()}}
    cases |= {f"guide {n}": text for n, text in enumerate(guide_values())}
    order = {
        "chart": str(CHART),
        "versions": VERSIONS,
        "foreign": FOREIGN_KINDS,
        "cases": cases | {"no values": {}, "needed": NEEDED},
        "probes": PROBES,
    }
    done = subprocess.run(
        [helm_python_path, HERE / "kitchen.py"],
        input=json.dumps(order),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


@pytest.fixture
def documents(cooked, request):
    """The documents of the case that the test is for."""
    return cooked["cases"][request.param]["documents"]
