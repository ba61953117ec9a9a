"""What the pods may do: the Pod Security Standard "restricted", and somewhat less than that."""

import re

import pytest
from deployment.rendered import WORKLOADS, component, containers, every_case, of_kind, pod, strings
from deployment.value_sets import GOOD

VOLUMES = {
    *("configMap", "csi", "downwardAPI", "emptyDir", "ephemeral"),
    *("persistentVolumeClaim", "projected", "secret"),
}
HOSTS = ("hostNetwork", "hostPID", "hostIPC")
OF_ONES_OWN = "users that the cluster chooses"


def violations(spec):
    """What the standard "restricted" says against a pod (Kubernetes 1.37, without Windows)."""
    context = spec.get("securityContext", {})
    yield from (key for key in HOSTS if spec.get(key))
    for volume in spec.get("volumes", []):
        yield from (f"volume {key}" for key in volume.keys() - VOLUMES - {"name"})
    if context.get("sysctls"):
        yield "sysctls"
    for container in [*spec.get("initContainers", []), *spec["containers"]]:
        for fault in container_violations(container, context):
            yield f"{container['name']}: {fault}"


def container_violations(container, of_pod):
    """What the standard says against one container, whose context goes before its pod's."""
    own = container.get("securityContext", {})
    both = {**of_pod, **own}
    capabilities = own.get("capabilities", {})
    rules = {
        "privileged": not own.get("privileged"),
        "allowPrivilegeEscalation": own.get("allowPrivilegeEscalation") is False,
        "runAsNonRoot": both.get("runAsNonRoot") is True,
        "runAsUser": both.get("runAsUser") != 0,
        "seccompProfile": both.get("seccompProfile", {}).get("type")
        in ("RuntimeDefault", "Localhost"),
        "drop ALL": "ALL" in capabilities.get("drop", []),
        "add": set(capabilities.get("add", [])) <= {"NET_BIND_SERVICE"},
        "procMount": own.get("procMount", "Default") == "Default",
        "hostPort": not any(port.get("hostPort") for port in container.get("ports", [])),
        "hostProcess": not both.get("windowsOptions", {}).get("hostProcess"),
        "host of a probe": not any(
            container.get(probe, {}).get("httpGet", {}).get("host")
            for probe in ("livenessProbe", "readinessProbe", "startupProbe")
        ),
    }
    return [rule for rule, kept in rules.items() if not kept]


@every_case
def test_every_pod_is_restricted(documents):
    """No pod breaks a rule of the standard."""
    for workload in of_kind(documents, *WORKLOADS):
        assert list(violations(pod(workload))) == []


def test_the_rules_see_a_pod_that_is_not():
    """A pod as people write it first breaks most of them."""
    loose = {
        "hostNetwork": True,
        "volumes": [{"name": "all", "hostPath": {"path": "/"}}],
        "containers": [{"name": "web", "ports": [{"containerPort": 80, "hostPort": 80}]}],
    }

    assert len(list(violations(loose))) == 7


@every_case
def test_every_container_is_sealed(documents):
    """The root file system is read-only, what is written is bounded, no token of Kubernetes's lies in."""
    for workload in of_kind(documents, *WORKLOADS):
        spec = pod(workload)
        assert spec["automountServiceAccountToken"] is False
        written = [volume for volume in spec["volumes"] if "configMap" not in volume]
        assert all(volume["emptyDir"]["sizeLimit"] for volume in written)
        for container in containers(workload):
            assert container["securityContext"]["readOnlyRootFilesystem"] is True
            resources = container["resources"]
            assert {"cpu", "memory"} <= resources["requests"].keys()
            assert "memory" in resources["limits"]


@every_case
def test_every_container_is_probed_or_says_why_not(documents):
    """A container without a liveness probe carries the reason as an annotation."""
    for workload in of_kind(documents, *WORKLOADS):
        annotations = workload["spec"]["template"]["metadata"].get("annotations", {})
        for container in containers(workload):
            assert "livenessProbe" in container or len(annotations["pilothouse/no-probe"]) > 20


@every_case
def test_no_image_changes_under_ones_feet(documents):
    """Every image has a tag or a digest, and the tag is not latest."""
    for workload in of_kind(documents, *WORKLOADS):
        for container in containers(workload):
            assert re.search(r"(:[\w.-]+|@sha256:[0-9a-f]{64})$", container["image"])
            assert not container["image"].endswith(":latest")


@every_case
def test_secrets_come_by_reference_alone(documents):
    """No Secret is rendered, and whatever is called a secret is fetched from one."""
    assert not of_kind(documents, "Secret")
    for workload in of_kind(documents, *WORKLOADS):
        for container in containers(workload):
            for variable in container["env"]:
                if re.search("TOKEN|SECRET|PASSWORD|KEY|AUTH|_URL$", variable["name"]):
                    source = variable.get("valueFrom", {})
                    by_name = variable.get("value", "").startswith("redis://:$(REDIS_PASSWORD)@")
                    assert "secretKeyRef" in source or by_name, variable
    for text in (text for document in documents for text in strings(document)):
        assert not re.search(r"xox[a-z]-|xapp-|://[^/\s:]*:(?!\$\()[^/\s]*@", text), text


@pytest.mark.parametrize("case", GOOD)
def test_nobody_is_root_unless_the_cluster_says_who(cooked, case):
    """The bot is 10001 and Valkey is 999, unless the values leave it to the cluster."""
    for workload in of_kind(cooked["cases"][case]["documents"], *WORKLOADS):
        user = pod(workload)["securityContext"].get("runAsUser")
        mine = 999 if component(workload) == "redis" else 10001
        assert user == (None if case == OF_ONES_OWN else mine)
