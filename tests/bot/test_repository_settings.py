"""GIT_REPOSITORIES: what is right is read whole, and every fault is one sentence without secrets."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.house import addresses
from bot.settings import Settings, SettingsError
from integrations.git import Repository

CHECKOUT = {
    "name": "checkout",
    "url": "https://github.com/team/checkout.git",
    "jobs": ["checkout*", "team/*"],
    "services": {"payments": ["src/pay/*"], "docs": "docs"},
    "branch": "release/2",
}


def read(*entries, **more):
    """The settings with these repositories."""
    return Settings.read({"GIT_REPOSITORIES": json.dumps(entries)} | more)


def test_repositories_are_read_and_passed_on():
    """With all their keys, or with the two that must be there; mirrors lie in the data folder."""
    settings = read(
        CHECKOUT,
        {"name": "x", "url": "git@h.example:x", "jobs": "x"},
        GIT_TOKEN="t0ken",
        PILOTHOUSE_DATA="/tmp/pilothouse-data",
    )
    assert settings.git_repositories == (
        Repository(
            "checkout",
            "https://github.com/team/checkout.git",
            ("checkout*", "team/*"),
            {"payments": ("src/pay/*",), "docs": ("docs",)},
            "release/2",
        ),
        Repository("x", "git@h.example:x", ("x",)),
    )
    told = addresses(settings)
    assert told.git_repositories == settings.git_repositories
    assert (told.git_token, told.git_folder) == ("t0ken", Path("/tmp/pilothouse-data/mirrors"))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            "{",
            "it is no JSON: Expecting property name enclosed in double quotes in line 1, column 2",
        ),
        ("{}", "it is no list"),
        ("[" * 9999, "it is no list"),
        ("[7]", "entry 1 is no object"),
        (
            "[{}]",
            "entry 1 has no name: a word of letters, digits, - _ . and /, such as checkout",
        ),
        ('[{"name": "a"}]', "entry 1 (a) has no url"),
        (
            '[{"name": "a", "url": "/a"}, {"name": "b", "url": "ext::sh -c s3cret"}]',
            "the url of entry 2 (b) is none that git may ask: https, http, ssh, git, file or a full"
            " path",
        ),
        (
            '[{"name": "a", "url": "/a", "job": "a"}]',
            "entry 1 (a) has the key job, and there are name, url, jobs, services and branch",
        ),
        (
            '[{"name": "a", "url": "/a", "jobs": [7]}]',
            "the jobs of entry 1 (a) are no list of patterns such as team/*",
        ),
        (
            '[{"name": "a", "url": "/a", "services": ["x"]}]',
            "the services of entry 1 (a) are no object of names, each with a list of paths",
        ),
        (
            '[{"name": "a", "url": "/a", "branch": "--all"}]',
            "the branch of entry 1 (a) is no name of a branch",
        ),
        ('[{"name": "a", "url": "/a"}, {"name": "A", "url": "/b"}]', "two entries have the name a"),
    ],
)
def test_a_fault_is_one_sentence(text, why):
    """It names the entry and the key, and shows nothing of an address."""
    with pytest.raises(SettingsError) as error:
        Settings.read({"GIT_REPOSITORIES": text})
    assert str(error.value) == (
        f"GIT_REPOSITORIES is wrong: {why}. It takes a JSON list of objects such as"
        ' {"name": "checkout", "url": "https://…", "jobs": ["team/*"]}.'
    )


def test_one_token_is_for_one_host():
    """It is not sent to a second one; a login in an address is that address's own."""
    other = {"name": "other", "url": "https://gitlab.example/other.git"}
    with pytest.raises(SettingsError) as error:
        read(CHECKOUT, other, GIT_TOKEN="t0ken")
    assert str(error.value) == (
        "GIT_TOKEN would go to github.com and gitlab.example: keep it for one host, and put the"
        " other login into that repository's url (https://USER:TOKEN@…)."
    )
    own = other | {"url": "https://ada:s3cret@gitlab.example/other.git"}
    assert len(read(CHECKOUT, own, GIT_TOKEN="t0ken").git_repositories) == 2
    assert len(read(CHECKOUT, other).git_repositories) == 2


def test_a_user_without_a_token_is_half():
    """A token without a user is enough for every forge."""
    with pytest.raises(SettingsError, match="GIT_USER is set but GIT_TOKEN is not"):
        read(CHECKOUT, GIT_USER="ada")
    assert read(CHECKOUT, GIT_TOKEN="t0ken").git_token == "t0ken"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


@given(st.sampled_from(sorted(CHECKOUT)), JSON)
def test_every_value_is_read_or_refused(key, value):
    """In any place: the first word of what goes wrong is the setting's name."""
    said = "GIT_REPOSITORIES is wrong"
    try:
        read(CHECKOUT | {key: value})
    except SettingsError as error:
        said = str(error)
    assert said.startswith("GIT_REPOSITORIES is wrong")
