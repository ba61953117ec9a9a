"""`pilothouse prepare`: the engine's patterns, compiled once."""

from bot import prepare
from handlers.diagnosis.scan import wanted
from handlers.diagnosis.sieve import PREPARED, key


def test_the_patterns_are_stored_for_the_next_start(tmp_path):
    """One file, marked with what it is good for, in place of the one of an older version."""
    (tmp_path / PREPARED).write_bytes(b"of an older version")

    assert prepare.run(tmp_path) == 0

    assert [path.name for path in tmp_path.iterdir()] == [PREPARED]
    stored = (tmp_path / PREPARED).read_bytes()
    assert stored.startswith(key(wanted()))
    assert len(stored) > 100_000
