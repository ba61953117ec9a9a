"""What words stand for: a root alone is its menu, and help is at every level."""

import pytest

from bot.dispatch import meant
from handlers import ROUTES


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("", "ops help"),
        ("help", "ops help"),
        ("help jenkins why", "ops help jenkins why"),
        ("jenkins", "ops help jenkins"),
        ("Jenkins help", "ops help jenkins"),
        ("jenkins help why", "ops help jenkins why"),
        ("ops", "ops help"),
        ("ops help jenkins", "ops help jenkins"),
        ("jenkins why checkout", "jenkins why checkout"),
        ("what is this", "what is this"),
    ],
)
def test_help_is_at_every_level(text, command):
    """No argument gives a menu; a command stays what it is."""
    assert meant(ROUTES, text) == command
