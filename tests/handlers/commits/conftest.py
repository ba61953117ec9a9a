"""A bot that knows one real repository, checkout, with a short history of two people."""

from dataclasses import replace

import pytest
from repository_made import Made

from integrations.git import Git, Repository

URL = "https://github.com/team/checkout.git"  # where it lies for people; git asks the folder


@pytest.fixture
def made(tmp_path):
    """The repository: three commits on main, from 9 to 11 o'clock, one of them on a branch."""
    repository = Made(tmp_path / "origin")
    repository.commit("Start", {"src/pay.py": "1\n", "docs/guide.md": "g\n"})
    repository.commit("Explain", {"docs/guide.md": "g\nh\n"}, author="Grace", email="g@x.org")
    repository.commit("Round *up*", {"src/pay.py": "1\n2\n3\n"})
    return repository


@pytest.fixture
def with_git(use, tmp_path):
    """What a handler gets where these repositories are configured."""

    def make(*repositories, **more):
        git = Git(repositories, tmp_path / "mirrors", **more)
        return replace(use, systems=replace(use.systems, git=git))

    return make


@pytest.fixture
def known(made, with_git):
    """The same for checkout alone."""
    services = {"payments": ("src",), "docs": ("docs/*",)}
    return with_git(Repository("checkout", made.url, ("checkout*",), services))
