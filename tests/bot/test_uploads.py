"""Files beside an answer."""

import json

import pytest
from office import ADA, BUILDS, office

from bot.intent import ReplyTo
from bot.uploads import upload
from handlers.kit import File, Message


@pytest.fixture
async def at(valkey):
    """An office."""
    async with office(valkey) as opened:
        yield opened


async def test_a_file_is_named_without_secrets(at, tmp_path):
    """It leaves beside the message, and through the same door."""
    path = tmp_path / "log.txt"
    path.write_text("fine")
    secret = "ghp_" + "a" * 36
    file = File(f"{secret}.txt", path, f"Log of {secret}")
    to = ReplyTo(channel=BUILDS, user=ADA, private=False)
    await upload(at.client, to, Message("Log", files=(file,)))

    history = await at.client.conversations_history(channel=BUILDS)
    (laid,) = (f for m in history["messages"] for f in m.get("files", ()))
    assert laid["title"].startswith("Log of ")
    assert secret not in json.dumps(laid)
