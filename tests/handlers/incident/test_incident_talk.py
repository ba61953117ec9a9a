"""Which messages of an incident's thread are what people said to each other."""

from datetime import UTC, datetime

import pytest

from handlers.incident.findings import is_talk
from handlers.kit import Said

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "talk"),
    [
        ("support has 12 tickets", True),
        ("@Pilot inc note rolled back", False),
        ("inc note rolled back", False),
        ("@Pilot summarise this thread", False),
        ("@pilot is checkout ok?", False),
        ("@lin can you look?", True),
        ("@Pilothouse is its name", True),
    ],
)
def test_commands_and_questions_to_the_bot_are_no_talk(text, talk):
    """People who are addressed are no apps."""
    said = Said("1.0", "U0ADALIND", "ada", text, "", NOON)

    assert is_talk(said, ("inc", "prom"), {"Pilot"}) is talk
