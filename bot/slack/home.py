"""A person's Home tab as a view. Pure; within Slack's limits whatever it holds.

Limits: docs.slack.dev/reference/views/home-tab-views (100 blocks) and block-kit/blocks/section-block.
"""

from bisect import bisect_right
from typing import Any

from bot.slack.buttons import actions
from bot.slack.mrkdwn import mrkdwn
from bot.slack.text import all_visible, cut
from handlers.kit import Home, HomeRow, HomeSection

BLOCKS = 100  # blocks of one view
HEADER = 150  # characters of a header's text
TEXT = 600  # characters of one row: Slack takes 3000, and 250,000 of all blocks as JSON
SAID = 2000  # characters of a text in a context block
ROWS = 100  # rows of one section that are looked at
MORE = "…"  # below rows of which some are left out

Block = dict[str, Any]


def home_view(home: Home) -> Block:
    """The view; of sections that hold too much each keeps the same number of its first rows."""
    most = bisect_right(range(1, ROWS + 1), BLOCKS, key=lambda rows: len(_blocks(home, rows)))
    made: list[Block] = all_visible(_blocks(home, max(most, 1))[:BLOCKS])
    return {"type": "home", "blocks": made}


def _blocks(home: Home, most: int) -> list[Block]:
    title = {"type": "plain_text", "text": cut(home.title, HEADER), "emoji": True}
    made: list[Block] = [{"type": "header", "text": title}]
    if home.intro:
        made.append(_said(mrkdwn(home.intro, SAID)))
    made += actions(home.buttons, ())
    for section in home.sections:
        made += _section(section, most)
    return made


def _section(section: HomeSection, most: int) -> list[Block]:
    heading = {"type": "plain_text", "text": cut(section.heading, HEADER), "emoji": True}
    made: list[Block] = [{"type": "divider"}, {"type": "header", "text": heading}]
    made += [_row(row) for row in section.rows[:most]]
    note = section.note or (MORE if len(section.rows) > most else "")
    return [*made, _said(mrkdwn(note, SAID))] if note else made


def _row(row: HomeRow) -> Block:
    words = {"type": "mrkdwn", "text": mrkdwn(row.text, TEXT) or " ", "verbatim": True}
    block: Block = {"type": "section", "text": words}
    one, several = (row.buttons, ()) if len(row.buttons) == 1 else ((), row.buttons)
    pressable = actions(one, several)
    return block | ({"accessory": pressable[0]["elements"][0]} if pressable else {})


def _said(text: str) -> Block:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text, "verbatim": True}]}
