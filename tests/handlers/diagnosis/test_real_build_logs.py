"""Over real logs of others: no crash, no false alarm, quotes that stand where they are said to."""

from handlers.diagnosis import diagnose
from handlers.diagnosis.clean import clean


def test_every_real_log_is_diagnosed_with_true_quotes(shared):
    """All 81 logs: the quotes are on their lines; builds that succeeded are not blamed."""
    blamed = []
    for log in sorted((shared / "data" / "build-logs").glob("*.log")):
        raw = log.read_bytes()
        found = diagnose([raw])
        lines = raw.split(b"\n")
        assert all(c.text in clean(lines[c.line - 1]).text for c in found.candidates), log.name
        if log.name.startswith("decoy-") or log.name.endswith(".good.log"):
            blamed += [log.name] if found.category != "none" else []
    assert blamed == []
