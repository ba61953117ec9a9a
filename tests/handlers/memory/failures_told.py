"""A failure as tests lay it down, and what a card says of it."""

from handlers.kit import Bold, Items, Note, Paragraph, plain

LOG = """\
+ python -m pytest -q
FAILED tests/test_cart.py::test_total - AssertionError: assert {got} == 2
ERROR: script returned exit code 1
Finished: FAILURE
"""
CLAIM = (
    '{"cause": "test_total expects 2 and gets 3", "confidence": 0.9, "fix": ["Mend the total."],'
    ' "evidence": [{"line": 2, "quote": "AssertionError: assert 3 == 2"}]}'
)
CAUSE = "The test tests/test_cart.py::test_total fails: AssertionError: assert 3 == 2."
MARCH = 1772524800000  # 3 March 2026, 08:00 UTC
HOUR = 3_600_000


def items(message, heading):
    """The rows of a card's list as plain words."""
    return [
        plain(row)
        for part in message.parts
        if isinstance(part, Items) and part.heading == heading
        for row in part.rows
    ]


def seen(message):
    """What a card says was seen before."""
    return items(message, "Seen before")


def notes(message):
    """The quiet lines of a card."""
    return [plain(part.text) for part in message.parts if isinstance(part, Note)]


def causes(message):
    """What a card calls the cause, with whoever said it."""
    paragraphs = [part.text for part in message.parts if isinstance(part, Paragraph)]
    return [plain(text) for text in paragraphs if text[0] == Bold("Cause: ")]
