"""`pilothouse prepare`: the engine's patterns, compiled once."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot import prepare
from handlers.diagnosis.hyper import Hyper
from handlers.diagnosis.scan import wanted
from handlers.diagnosis.sieve import PREPARED, key
from handlers.kit import secret_hints
from handlers.kit.redaction import Redactor
from handlers.kit.secret_hints import Hints
from handlers.kit.secret_rules import RULES, Rule
from handlers.kit.secret_tokens import TURNS

ROOT = Path(__file__).parent.parent.parent


def test_the_patterns_are_stored_for_the_next_start(tmp_path):
    """One file, marked with what it is good for, in place of the one of an older version."""
    (tmp_path / PREPARED).write_bytes(b"of an older version")

    assert prepare.run(tmp_path, tmp_path) == 0

    assert sorted(path.name for path in tmp_path.iterdir()) == [PREPARED, secret_hints.PREPARED]
    stored = (tmp_path / PREPARED).read_bytes()
    assert stored.startswith(key(wanted()))
    assert len(stored) > 100_000


@pytest.fixture
def installed(tmp_path):
    """A copy of the engine with no patterns, whose start tells whether it finds a line with WORD."""
    for package in ("handlers", "integrations"):
        shutil.copytree(
            ROOT / package,
            tmp_path / package,
            ignore=shutil.ignore_patterns("__pycache__", PREPARED),
        )
    return tmp_path


def finds(folder, *texts):
    """What a fresh start of the engine in that folder makes of each text: whether it is let through."""
    code = (
        "import sys; from handlers.diagnosis import sieve, scan;"
        "assert sieve.__file__.startswith(sys.argv[1]);"
        "one = sieve.sieve(scan.wanted());"
        "print(*(bool(one.fine(text.encode())) for text in sys.argv[2:]))"
    )
    said = subprocess.run(
        [sys.executable, "-c", code, str(folder), *texts],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    )
    return said.stdout.split()


FOREIGN = "a line of zyzzyvas\n"  # no pattern of the engine's wants it
FAILED = "Finished: FAILURE\n"


def test_the_next_start_uses_what_is_stored(installed):
    """Told by a file that is marked as good, and holds another pattern than the engine would make."""
    stored = installed / "handlers" / "diagnosis" / PREPARED
    stored.write_bytes(key(wanted()) + Hyper(("zyzzyvas",)).dump())

    assert finds(installed, FOREIGN, FAILED) == ["True", "False"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"of an older version" * 9,
        bytes(32) + Hyper(("zyzzyvas",)).dump(),
        key(wanted()) + Hyper(("zyzzyvas",)).dump()[:500],
    ],
    ids=["empty", "foreign", "of other patterns", "cut"],
)
def test_what_cannot_be_used_is_made_anew(installed, data):
    """The engine starts all the same, with its own patterns."""
    (installed / "handlers" / "diagnosis" / PREPARED).write_bytes(data)

    assert finds(installed, FOREIGN, FAILED) == ["False", "True"]


def _everything(_found):
    return True


TOKEN = Rule("token", "(a1b2c3)", _everything, TURNS)
ZYZZYVAS = (Rule("beetle", "(zyzzyvas)", _everything), TOKEN)
OTHERS = (Rule("beetle", "(weevils)", _everything), TOKEN)


def test_redaction_uses_what_is_stored_where_it_is_for_its_rules():
    """Stored hints of the same rules are taken as they are; of others, cut ones or none are made anew."""
    stored = Hints(ZYZZYVAS).dump()
    for data in (stored, Hints(OTHERS).dump(), stored[:-100], b"", b"of an older version"):
        assert Hints(ZYZZYVAS, data).find(b"a line of zyzzyvas\n").rules == {0}
    assert Hints(ZYZZYVAS, stored).dump() == stored
    assert Redactor(RULES).redact("DB_PASSWORD=hunter22") == "DB_PASSWORD=[redacted: password]"
