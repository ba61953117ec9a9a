"""The signs that the bot says look the same on every machine: the page draws them itself."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from console_fake import PAGE
from playwright.sync_api import Page

ROOT = PAGE.parents[2]
SAYING = (*(ROOT / "handlers").rglob("*.py"), *(ROOT / "bot").rglob("*.py"))
LOG_PATTERNS = "diagnosis"  # signs of other tools' logs, read and never said
SIGN = re.compile(r"[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")


def said() -> Iterator[str]:
    """Every text in the code of the bot, what documents it among them."""
    for path in SAYING:
        if LOG_PATTERNS not in path.parts:
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value


def test_every_sign_that_the_bot_says_is_drawn(page: Page) -> None:
    """No sign is left to a font that a machine may lack."""
    signs = sorted({sign for text in said() for sign in SIGN.findall(text)})
    script = """async (signs) => {
      const { emojiText } = await import('/page/emoji.js');
      return signs.filter((sign) => !emojiText(sign).some((node) => node.querySelector?.('svg')));
    }"""
    assert {"🚀", "🔔", "🔴", "💬"} <= set(signs)
    assert page.evaluate(script, signs) == []
