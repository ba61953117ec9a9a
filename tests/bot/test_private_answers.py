"""An answer that is for one person reaches that person alone, wherever they asked."""

import pytest

from bot.addressing import rows
from bot.intent import Intent, ReplyTo
from handlers.kit import Ask, Message

ADA, BUILDS = "U0ADALIND", "C0BUILDS0"


@pytest.mark.parametrize(
    ("to", "way"),
    [
        (
            ReplyTo(BUILDS, "1.1", ADA, private=False),
            {"kind": "whisper", "channel": BUILDS, "user": ADA},
        ),
        (
            ReplyTo(BUILDS, "1.1", ADA, response_url="https://hooks.example/1", private=False),
            {"kind": "respond", "url": "https://hooks.example/1", "shown": "ephemeral"},
        ),
    ],
)
def test_a_private_answer_is_an_ephemeral_one(to, way):
    """After a mention in a thread, and after a press on a card that everybody sees."""
    intent = Intent("key", Ask("inc catchup", ADA, BUILDS, "1.1", public=True), to)

    ((_, row),) = rows(intent, Message("INC-1 since 12:05 UTC", private=True), grown="1.2")
    assert {name: row[name] for name in way} == way
