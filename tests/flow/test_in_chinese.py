"""A channel that reads Chinese: what one command sets, and what then comes of its own accord."""

import own_english
import pytest
from flow.person import words

pytestmark = pytest.mark.asyncio(loop_scope="module")

CAUSE = "原因："
FAILED = "checkout #3 失败"


def _ours(card):
    """The blocks of a card without the lines of its log."""
    return [each for each in card["blocks"] if "rich_text_preformatted" not in str(each)]


async def test_a_failed_builds_card_is_chinese(town, ada):
    """`/ops lang zh here`, then a build fails: the card is Chinese, its log and names are not."""
    await ada.slash("/ops lang zh here")
    await ada.reads("I speak 中文 in this channel")  # to Ada alone, who uses Slack in English
    await ada.slash("/jenkins subscribe checkout")
    await ada.slash("/jenkins rerun checkout 2")

    card = await ada.sees(lambda m: words(m).startswith("🔴 " + FAILED) and CAUSE in words(m))

    said = words(card)
    assert "tests/test_cart.py" in said
    assert "Money(cents=68034" in said
    assert "关键日志行" in said
    assert "Sam Okafor" in said
    assert own_english.left(tuple(words({"blocks": [each]}) for each in _ours(card))) == []
