"""`/ops audit`: the newest records as a table, for those who may."""

from datetime import UTC, datetime

from handlers.kit import Mono, Person, Table
from handlers.kit.authority import Audited
from handlers.ops.audit import table


def test_a_record_is_a_row():
    """Who, with whom, as whom; what, on what; how it was decided and how it ended."""
    noon = datetime(2026, 11, 29, 12, 30, 5, tzinfo=UTC)
    records = (
        Audited(8, noon, "U1LIN", "jenkins build", "deploy", "C1", "done", "41", "U1ADA", "lin.w"),
        Audited(7, noon, "U1SAM", "inc new", "", "C1", "refused", "x" * 200),
    )
    assert table(records) == Table(
        ("No.", "When (UTC)", "Who", "What", "Decision", "Outcome"),
        (
            (
                "8",
                "2026-11-29 12:30:05",
                (Person("U1LIN"), ", with ", Person("U1ADA"), ", as lin.w"),
                (Mono("/jenkins build deploy"),),
                "done",
                "41",
            ),
            (
                "7",
                "2026-11-29 12:30:05",
                (Person("U1SAM"),),
                (Mono("/inc new"),),
                "refused",
                "x" * 79 + "…",
            ),
        ),
    )
