"""Do the chart's objects mean one another? Selectors, names, ports, drain times."""

import re

import pytest
from deployment.rendered import (
    WORKLOADS,
    chosen,
    component,
    containers,
    every_case,
    name,
    of_kind,
    pod,
    pod_labels,
)
from deployment.value_sets import GOOD

from bot.queue import TIMEOUT
from bot.web import DRAIN

SCALED = "HorizontalPodAutoscaler"


@every_case
def test_names_are_unique_and_fit(documents):
    """No two objects of a kind share a name, and none is too long for a label or a host."""
    names = [(document["kind"], name(document)) for document in documents]

    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", n) for _, n in names)
    assert {document["metadata"]["namespace"] for document in documents} == {"chatops"}


@every_case
def test_selectors_choose_their_own_pods(documents):
    """Workloads, Services, budgets, policies and monitors choose the pods of one component each."""
    for workload in of_kind(documents, *WORKLOADS):
        assert chosen(documents, workload["spec"]["selector"]["matchLabels"]) == [workload]
    for service in of_kind(documents, "Service"):
        [target] = chosen(documents, service["spec"]["selector"])
        ports = {port["name"] for port in containers(target)[0]["ports"]}
        assert {port["targetPort"] for port in service["spec"]["ports"]} <= ports
    for budget in of_kind(documents, "PodDisruptionBudget"):
        [target] = chosen(documents, budget["spec"]["selector"]["matchLabels"])
        assert name(target) == name(budget)
        assert budget["spec"]["maxUnavailable"] == 1
    for policy in of_kind(documents, "NetworkPolicy"):
        assert len(chosen(documents, policy["spec"]["podSelector"]["matchLabels"])) == 1
    for monitor in of_kind(documents, "ServiceMonitor"):
        labels = monitor["spec"]["selector"]["matchLabels"].items()
        services = of_kind(documents, "Service")
        [service] = [s for s in services if labels <= s["metadata"]["labels"].items()]
        [end] = monitor["spec"]["endpoints"]
        assert end["port"] in {port["name"] for port in service["spec"]["ports"]}
        assert end["path"] == "/metrics"


@every_case
def test_an_autoscaler_has_the_number_to_itself(documents):
    """It scales a Deployment that exists and that names no number of its own."""
    by_name = {name(d): d for d in of_kind(documents, "Deployment")}
    scaled = {d["spec"]["scaleTargetRef"]["name"] for d in of_kind(documents, SCALED)}

    assert scaled <= by_name.keys()
    for each, deployment in by_name.items():
        assert ("replicas" in deployment["spec"]) == (each not in scaled)


@every_case
def test_there_is_exactly_one_clock(documents):
    """One replica, never two at a time, and nothing that scales or guards it."""
    [clock] = [d for d in of_kind(documents, "Deployment") if component(d) == "clock"]

    assert clock["spec"]["replicas"] == 1
    assert clock["spec"]["strategy"] == {"type": "Recreate"}


@every_case
def test_everybody_gets_the_time_to_end_well(documents):
    """A worker may finish the longest job, web its open requests after the routes forgot it."""
    grace = {
        component(w): pod(w)["terminationGracePeriodSeconds"]
        for w in of_kind(documents, "Deployment")
    }
    [web] = [w for w in of_kind(documents, "Deployment") if component(w) == "web"]
    [_, drain] = containers(web)[0]["lifecycle"]["preStop"]["exec"]["command"]

    assert grace["worker"] > TIMEOUT
    assert grace["web"] > int(drain) + DRAIN


@every_case
def test_what_is_mounted_exists(documents):
    """Every mount has its volume, every settings reference its ConfigMap, every pod its account."""
    maps = {name(d) for d in of_kind(documents, "ConfigMap")}
    accounts = {name(d) for d in of_kind(documents, "ServiceAccount")} | {"default"}
    for workload in of_kind(documents, *WORKLOADS):
        claims = workload["spec"].get("volumeClaimTemplates", [])
        volumes = {v["name"] for v in pod(workload)["volumes"]} | {name(c) for c in claims}
        assert pod(workload)["serviceAccountName"] in accounts
        for container in containers(workload):
            assert {mount["name"] for mount in container["volumeMounts"]} <= volumes
            for source in container.get("envFrom", []):
                assert source["configMapRef"]["name"] in maps


@every_case
def test_the_ingress_opens_two_doors(documents):
    """/slack/events and /hooks alone: neither health nor metrics can be seen from outside."""
    for ingress in of_kind(documents, "Ingress"):
        [rule] = ingress["spec"]["rules"]
        assert rule["host"] == "pilot.example.com"
        assert [path["path"] for path in rule["http"]["paths"]] == ["/slack/events", "/hooks"]
        services = {name(service) for service in of_kind(documents, "Service")}
        assert {path["backend"]["service"]["name"] for path in rule["http"]["paths"]} <= services


@pytest.mark.parametrize("documents", ["everything", "a Redis elsewhere, by TLS"], indirect=True)
def test_the_network_is_closed_but_for_what_is_named(documents):
    """Every pod has a policy for both directions; only web and Valkey can be reached at all."""
    policies = of_kind(documents, "NetworkPolicy")
    covered = {
        component(w)
        for p in policies
        for w in chosen(documents, p["spec"]["podSelector"]["matchLabels"])
    }
    assert covered == {component(w) for w in of_kind(documents, *WORKLOADS)}
    for policy in policies:
        assert policy["spec"]["policyTypes"] == ["Ingress", "Egress"]
        [target] = chosen(documents, policy["spec"]["podSelector"]["matchLabels"])
        opened = [port["port"] for rule in policy["spec"]["ingress"] for port in rule["ports"]]
        assert opened == {"web": [3000], "redis": [6379]}.get(component(target), [])


@pytest.mark.parametrize("documents", ["everything"], indirect=True)
def test_everything_that_is_set_is_there(documents):
    """All kinds appear once all switches are on, and the pods are placed as the values say."""
    kinds = [document["kind"] for document in documents]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "ConfigMap": 1,
        "Deployment": 3,
        SCALED: 2,
        "Ingress": 1,
        "NetworkPolicy": 4,
        "PodDisruptionBudget": 2,
        "Service": 2,
        "ServiceAccount": 1,
        "ServiceMonitor": 1,
        "StatefulSet": 1,
    }
    for workload in of_kind(documents, *WORKLOADS):
        assert pod(workload)["nodeSelector"] == {"kubernetes.io/arch": "amd64"}
        assert pod(workload)["tolerations"][0]["key"] == "chatops"
        assert pod(workload)["imagePullSecrets"] == [{"name": "registry"}]
        assert pod_labels(workload)["cost-centre"] == "42"


@pytest.mark.parametrize("case", GOOD)
def test_a_changed_setting_starts_the_processes_anew(cooked, case):
    """The pods carry the settings' sum: it is the same for the three, and another for others."""
    sums = {
        name: {
            w["spec"]["template"]["metadata"]["annotations"]["checksum/settings"]
            for w in of_kind(came["documents"], "Deployment")
        }
        for name, came in cooked["cases"].items()
        if name in GOOD
    }

    assert len(sums[case]) == 1
    assert sums["everything"] != sums["the least"]
