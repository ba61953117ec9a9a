"""A message as the preview of a link. Pure.

Slack takes blocks for each address (docs.slack.dev/reference/methods/chat.unfurl); a header would
stand larger than what somebody said above it, so the title is bold words.
"""

from typing import Any

from bot.slack.buttons import actions
from bot.slack.mrkdwn import mrkdwn
from bot.slack.render import SIGNS, blocks
from handlers.kit import Bold, Message, Tone

TITLE = 300  # characters
COLORS = {
    Tone.BAD: "#d0342c",
    Tone.WARN: "#e0a526",
    Tone.GOOD: "#2e9e5b",
    Tone.BUSY: "#1d7fbf",
}

Block = dict[str, Any]


def preview(message: Message) -> Block:
    """What stands below the message: a bar in the colour of its tone, title, parts, buttons."""
    words = mrkdwn((SIGNS[message.tone], Bold(message.title)), TITLE)
    title: Block = {
        "type": "section",
        "text": {"type": "mrkdwn", "text": words, "verbatim": True},
    }
    bare = Message(message.title, message.parts)
    made = [title, *blocks(bare)[1:], *actions(message.buttons, message.more)]
    color = COLORS.get(message.tone)
    return {"blocks": made} | ({"color": color} if color else {})
