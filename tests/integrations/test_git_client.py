"""The git command is asked safely, and fails in sentences."""

import asyncio
import os
import re
import stat
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.errors import IntegrationError, NotFoundError, UnavailableError
from integrations.git import Git, checked_ref
from integrations.git.command import run

HANGS = 60  # seconds, which nobody waits


def command(folder, script):
    """A command of our own in place of git."""
    path = folder / "git"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


async def test_a_ping_tells_the_version():
    """The git of this machine tells its version."""
    assert re.fullmatch(r"git \d+\.\d+.*", await Git().ping())


async def test_git_is_run_with_safe_settings_and_nothing_else(tmp_path):
    """Of the environment git sees only where it lives, and settings that close its doors."""
    git = Git(command=command(tmp_path, "env"), environment={"PATH": "/usr/bin:/bin"})
    assert "SECRET" not in await git.ping()
    told = (await git.ping()).splitlines()
    assert {"GIT_TERMINAL_PROMPT=0", "GIT_CONFIG_KEY_0=protocol.ext.allow"} <= set(told)


async def test_a_machine_without_git_is_said_so():
    """The command is missing."""
    with pytest.raises(UnavailableError) as error:
        await Git(command="no-such-git").ping()
    assert str(error.value) == (
        "Asked git on this machine for its version and got no start of it: no such file or"
        " directory. Install git, or put it on the PATH."
    )


async def test_a_git_that_fails_is_quoted(tmp_path):
    """Its exit code and its last words."""
    with pytest.raises(IntegrationError) as error:
        await Git(command=command(tmp_path, "echo hint >&2; echo 'fatal: no' >&2; exit 128")).ping()
    assert str(error.value) == (
        "Asked git on this machine for its version and got exit code 128: fatal: no."
    )


async def test_a_git_that_hangs_is_ended(tmp_path):
    """Within its time, and no process stays behind."""
    began = time.perf_counter()
    with pytest.raises(UnavailableError) as error:
        await Git(command=command(tmp_path, f"exec sleep {HANGS}"), timeout=0.2).ping()
    assert time.perf_counter() - began < HANGS
    assert str(error.value) == (
        "Asked git on this machine for its version and got no answer within 0.2 s."
    )


async def test_an_answer_that_is_cut_never_keeps_us_waiting(tmp_path):
    """However the end of git and what it still had to say fall together."""
    script = "head -c 2000000 /dev/zero; echo words >&2; exit $((RANDOM % 2))"
    loud = command(tmp_path, script)
    async with asyncio.timeout(20):
        for _ in range(40):
            told = await run((loud,), dict(os.environ), asked="all", within=5, most=300_000)
            assert (len(told.text), told.cut) == (300_000, True)


@pytest.mark.parametrize("ref", ["main", "feature/x-1", "v1.2.3", "5f2c1e0b9d", "a@b"])
def test_names_of_branches_tags_and_commits_pass(ref):
    """What people call their branches."""
    assert checked_ref(ref) == ref


@pytest.mark.parametrize(
    "ref",
    [
        "",
        "-x",
        "--upload-pa=touch X",
        "a..b",
        "main@{1}",
        "a b",
        "a;b",
        "a\n",
        "/etc",
        "ext::sh -c x",
    ],
)
def test_what_git_could_take_for_more_than_a_name_is_refused(ref):
    """Options, ranges, addresses and shell signs end before git sees them."""
    with pytest.raises(NotFoundError, match="no branch, tag or commit is so named"):
        checked_ref(ref)


@given(st.text(max_size=30))
def test_nothing_that_passes_can_be_an_option(ref):
    """Whatever passes starts with a letter, a digit or an underscore, and has no space in it."""
    try:
        passed = checked_ref(ref)
    except NotFoundError:
        return
    assert re.fullmatch(r"[A-Za-z0-9_]\S*", passed)
