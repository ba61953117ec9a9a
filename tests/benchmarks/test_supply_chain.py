"""The audit fails where it knows nothing, and a lock without hashes is found out."""

import json
import stat
import sys
from pathlib import Path

import pytest

from benchmarks.supply import advisories, locks

HASH = "    --hash=sha256:" + "0123456789abcdef" * 4
GOOD = f"rq==3.0.1 ; python_version > '3' \\\n{HASH} \\\n{HASH}\nredis[x]==8.1.0 \\\n{HASH}\n"


def test_a_lock_has_versions_and_hashes():
    """Nothing to say of a good one."""
    assert list(locks.faults("a.lock", GOOD)) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rq>=3 \\\n" + HASH, "a.lock: rq>=3 is no package at one version (==)."),
        ("rq==3.0.1", "a.lock: rq==3.0.1 has no SHA-256 hash."),
        ("# nothing\n", "a.lock holds no package."),
        (
            "--index-url=https://a.example",
            "a.lock: --index-url=https://a.example names a host, but where packages come from is for"
            " the one who installs.",
        ),
    ],
)
def test_what_is_wrong_in_a_lock_is_said(text, said):
    """Which lock, which package, what is missing."""
    assert said in list(locks.faults("a.lock", text))


def test_our_own_locks_are_whole():
    """All of them, with every package."""
    found = sorted(
        str(path) for path in Path().glob("**/requirements*.lock") if ".venv" not in str(path)
    )
    assert len(found) >= 5
    assert locks.main(found) == 0


def report(*packages):
    return {"dependencies": list(packages), "fixes": []}


SAFE = {"name": "rq", "version": "3.0.1", "vulns": []}
KNOWN = {"id": "PYSEC-2019-217", "fix_versions": ["2.10.1"], "aliases": [], "description": ""}
BAD = {"name": "jinja2", "version": "2.10", "vulns": [KNOWN]}
LOST = {"name": "jinja2", "skip_reason": "not found on PyPI"}


def test_a_vulnerability_and_a_skipped_package_are_both_faults():
    """In words that name the lock, the package and what mends it."""
    assert list(advisories.judged("a.lock", report(SAFE, BAD, LOST))) == [
        "a.lock: jinja2 2.10 has PYSEC-2019-217: fixed in 2.10.1.",
        "a.lock: jinja2 was not looked up: not found on PyPI",
    ]


def audit(tmp_path, canary, lock):
    """A program that answers as pip-audit does: of the canary one thing, of a lock another."""
    program = tmp_path / "pip-audit"
    program.write_text(
        f"#!{sys.executable}\nimport sys\n"
        f"print({json.dumps(canary)!r} if 'canary' in sys.argv[-1] else {json.dumps(lock)!r})\n"
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return str(program)


def test_an_audit_that_reaches_nobody_is_no_good_audit(tmp_path, capsys):
    """The canary is not known to be bad: it fails and says why."""
    assert advisories.main([audit(tmp_path, report(LOST), report()), "a.lock"]) == 1
    assert capsys.readouterr().out.startswith("The advisory source was not reached")


def test_an_audit_that_skipped_a_package_fails(tmp_path, capsys):
    """Though the canary was found."""
    assert advisories.main([audit(tmp_path, report(BAD), report(SAFE, LOST)), "a.lock"]) == 1
    assert capsys.readouterr().out == "a.lock: jinja2 was not looked up: not found on PyPI\n"


def test_an_audit_that_looked_everything_up_says_how_much(tmp_path, capsys):
    """And ends well."""
    assert advisories.main([audit(tmp_path, report(BAD), report(SAFE, SAFE)), "a.lock"]) == 0
    assert capsys.readouterr().out == "2 packages looked up, no vulnerability known.\n"


def test_an_audit_without_a_report_fails(tmp_path, capsys):
    """What the program said instead is shown."""
    program = tmp_path / "pip-audit"
    program.write_text("#!/bin/sh\necho no network >&2\nexit 3\n")
    program.chmod(0o700)
    assert advisories.main([str(program), "a.lock"]) == 1
    assert "no network" in capsys.readouterr().out
