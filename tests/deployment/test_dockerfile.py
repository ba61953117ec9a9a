"""What the image is made of, read from the Dockerfile: there need not be a Docker to know this."""

import fnmatch
import json
import re
import shlex
import tomllib

import pytest
from deployment.places import ROOT

from bot.__main__ import parser


def instructions():
    """The Dockerfile's instructions as (word, rest), continued lines joined, comments gone."""
    lines = [line for line in (ROOT / "Dockerfile").read_text().splitlines() if line.strip()]
    text = "\n".join(line for line in lines if not line.lstrip().startswith("#"))
    return [tuple(line.split(maxsplit=1)) for line in text.replace("\\\n", " ").splitlines()]


def stages():
    """The instructions of each stage, in their order."""
    found = []
    for word, rest in instructions():
        if word == "FROM":
            found.append([])
        found[-1].append((word, rest))
    return found


def of(stage, word):
    """What stands behind a word in a stage."""
    return [rest for each, rest in stage if each == word]


def copied():
    """What is copied from the folder, not from another stage."""
    for _, rest in (i for i in instructions() if i[0] == "COPY" and "--from" not in i[1]):
        yield from shlex.split(rest)[:-1]


def ignored(path):
    """Whether .dockerignore keeps a path out: the last line that matches it decides."""
    out = False
    for line in (ROOT / ".dockerignore").read_text().splitlines():
        pattern = line.strip().removeprefix("!")
        if pattern and not pattern.startswith("#") and fnmatch.fnmatch(path, pattern):
            out = not line.startswith("!")
    return out


def test_it_builds_in_one_place_and_runs_in_another():
    """Two stages on one slim base, pinned to Python and Debian; only the environment moves over."""
    builder, final = stages()

    assert of(builder, "FROM") == ["python:3.11-slim-bookworm AS builder"]
    assert of(final, "FROM") == ["python:3.11-slim-bookworm"]
    assert of(final, "COPY") == ["--from=builder /opt/pilothouse /opt/pilothouse"]
    assert "pip install" not in " ".join(of(final, "RUN"))


def test_nothing_is_installed_without_its_hash():
    """Every pip install checks hashes, but for the one that installs the source itself."""
    installs = [
        step
        for rest in of(stages()[0], "RUN")
        for step in rest.split("&&")
        if step.split()[:2] == ["pip", "install"]
    ]

    assert len(installs) == 3
    for step in installs:
        assert "--require-hashes" in step or step.split()[-2:] == ["--no-build-isolation", "."]
    assert "ADD" not in {word for word, _ in instructions()}
    assert not re.search(r"curl|wget|https?://", (ROOT / "Dockerfile").read_text())


def test_it_is_compiled_and_keeps_no_caches():
    """The byte code is made by the builder; neither pip nor apt leaves what nobody needs."""
    builder, final = stages()

    assert "compileall" in of(builder, "RUN")[-1]
    assert "PIP_NO_CACHE_DIR=1" in of(builder, "ENV")[0]
    assert "--no-install-recommends" in of(final, "RUN")[0]
    assert "rm -rf /var/lib/apt/lists/*" in of(final, "RUN")[0]


def test_the_patterns_are_prepared_where_the_product_is_installed():
    """After it is installed, outside its source, before the code is compiled; so they move over."""
    steps = [step.strip() for step in of(stages()[0], "RUN")[-1].split("&&")]
    words = [step.split()[0] for step in steps]

    at = steps.index("pilothouse prepare")
    assert steps[at - 1] == "cd /"
    assert words[:at] == ["pip", "cd"]
    assert "python -m compileall" in steps[-1]
    assert parser().parse_args(["prepare"]).command == "prepare"


def test_it_runs_as_nobody_in_particular():
    """The user is a number and not root's, the same that the chart uses; no HEALTHCHECK guesses."""
    final = stages()[1]

    assert of(final, "USER") == ["10001:10001"]
    assert of(final, "EXPOSE") == ["3000"]
    assert of(final, "HEALTHCHECK") == ["NONE"]
    assert "--uid 10001" in of(final, "RUN")[0]
    assert not re.search("TOKEN|SECRET|PASSWORD", " ".join(of(final, "ENV")))


def test_it_starts_a_command_that_exists():
    """Without an argument it is web; the label carries the release's version."""
    final = stages()[1]
    [entry], [command] = of(final, "ENTRYPOINT"), of(final, "CMD")

    *_, program = json.loads(entry)
    assert program == "pilothouse"
    assert parser().parse_args(json.loads(command)).command == "web"
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert f'org.opencontainers.image.version="{version}"' in of(final, "LABEL")[0]


def test_what_is_copied_is_there_and_is_sent():
    """Every source exists and passes .dockerignore, and every package of the product is copied."""
    sources = list(copied())

    for source in sources:
        assert (ROOT / source).exists()
        assert not ignored(source)
    packages = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]
    found = {pattern.rstrip("*") for pattern in packages["packages"]["find"]["include"]}
    assert found <= set(sources)


@pytest.mark.parametrize("path", [".git", ".venv", "tests", "docs", "helm", ".env", "Makefile"])
def test_nothing_else_is_sent(path):
    """The history, the tests, a file of secrets and the developers' environment stay at home."""
    assert ignored(path)
