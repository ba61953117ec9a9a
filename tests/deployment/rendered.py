"""Ways around in rendered documents."""

import pytest
from deployment.value_sets import GOOD

WORKLOADS = ("Deployment", "StatefulSet")
every_case = pytest.mark.parametrize("documents", GOOD, indirect=True)


def of_kind(documents, *kinds):
    """The documents of some kinds."""
    return [document for document in documents if document["kind"] in kinds]


def name(document):
    """A document's name."""
    return document["metadata"]["name"]


def pod(workload):
    """A workload's pod: its spec."""
    return workload["spec"]["template"]["spec"]


def pod_labels(workload):
    """The labels of a workload's pods."""
    return workload["spec"]["template"]["metadata"]["labels"]


def containers(workload):
    """All containers of a workload's pods."""
    spec = pod(workload)
    return [*spec.get("initContainers", []), *spec["containers"]]


def component(workload):
    """web, worker, clock or redis."""
    return pod_labels(workload)["app.kubernetes.io/component"]


def chosen(documents, selector):
    """The workloads whose pods a selector matches."""
    wanted = selector.items()
    return [w for w in of_kind(documents, *WORKLOADS) if wanted <= pod_labels(w).items()]


def strings(node):
    """All texts in a document, keys too."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield key
            yield from strings(value)
    elif isinstance(node, list):
        for value in node:
            yield from strings(value)
    elif isinstance(node, str):
        yield node
