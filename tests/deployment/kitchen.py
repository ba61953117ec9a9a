"""Lints and renders the chart and checks what comes out; runs in .venv/helm, not in the bot's own.

Standard input holds the chart's folder, the Kubernetes versions and the cases, standard output what
came of each of them, both as JSON.
"""

import functools
import json
import sys

import helm_python
import yaml
from kubernetes_validate import utils

# Reading a schema is nine tenths of a check, and the documents share a few.
utils.schema_contents = functools.cache(utils.schema_contents)


def cooked(chart, folder, case, order):
    """One case: lint's messages, the documents and what is wrong with them, or why it is refused."""
    values = yaml.safe_load(case) if isinstance(case, str) else case
    try:
        linted = helm_python.lint(folder, values, strict=True, namespace="chatops", quiet=True)
        chart.validate_schema(values)
        rendered = chart.render(values, name="pilot", namespace="chatops")
    except helm_python.HelmError as error:
        return {"refused": str(error)}
    notes = rendered.pop("pilothouse/templates/NOTES.txt")
    documents = [d for text in rendered.values() for d in yaml.safe_load_all(text) if d]
    return {
        "lint": [m for m in linted["messages"] if m["severity"] > 1] + linted["errors"],
        "documents": documents,
        "notes": notes,
        "faults": list(faults(documents, order)),
    }


def faults(documents, order):
    """What Kubernetes's schemas say against documents, strictly: an unknown field is a fault."""
    for document in documents:
        if document["kind"] in order["foreign"]:
            continue
        for version in order["versions"]:
            try:
                utils.validate(document, version, strict=True)
            except (utils.ValidationError, utils.SchemaNotFoundError) as fault:
                yield f"{version} {document['kind']} {document['metadata']['name']}: {fault.message}"


def main():
    """Cook the order."""
    order = json.load(sys.stdin)
    folder = order["chart"]
    chart = helm_python.Chart.load(folder)
    served = {
        "metadata": chart.metadata,
        "values": chart.values,
        "cases": {n: cooked(chart, folder, case, order) for n, case in order["cases"].items()},
        "probes": {n: list(faults([d], order)) for n, d in order["probes"].items()},
    }
    json.dump(served, sys.stdout)


if __name__ == "__main__":
    main()
