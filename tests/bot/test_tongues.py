"""In whose language the bot answers: a person's, or a channel's that chose one."""

import pytest
from office import ADA, LIN, office, words

from bot.intent import ReplyTo
from bot.slack.modal import view
from bot.slack.render import blocks
from handlers.kit import Field, Form, Items, Message, Paragraph


@pytest.fixture
async def at(valkey):
    """A bot in its workspace; Lin uses Slack in Chinese, Ada in English."""
    async with office(valkey) as at:
        yield at


async def answer(at, text, user):
    """What the bot says in the thread of a mention."""
    sent = await at.mention(text, user=user)
    await at.work()
    return "\n".join(words(m) for m in await at.answers(sent["event"]["ts"]))


async def test_a_person_is_answered_in_the_language_of_their_slack(at):
    """The same question, two readers."""
    assert await answer(at, "ops letters", LIN) == "🟢 没有未送达的消息"
    assert await answer(at, "ops letters", ADA) == "🟢 Nothing lies undelivered"


async def test_what_was_not_understood_is_told_in_chinese(at):
    """The sentence, the example and the way to help."""
    assert await answer(at, "jenkins log", LIN) == (
        "🟡 这样不行\n`JOB [N]` 还缺少 JOB。可以试试 `/jenkins log checkout 512`。\n"
        "`/ops help` 列出我会做的事。"
    )
    assert await answer(at, "ops replay 123", LIN) == (
        "🟡 这样不行\n`123` 不是未送达的消息，或已不再是。`/ops letters` 列出它们。\n"
        "`/ops help` 列出我会做的事。"
    )


async def test_a_persons_own_choice_counts_more_than_slacks(at):
    """From the answer to the choice itself on."""
    assert await answer(at, "ops lang zh", ADA) == (
        "我会用中文和你说话\n日志原文、名称和人们写下的话都保持原样。"
    )
    assert await answer(at, "ops letters", ADA) == "🟢 没有未送达的消息"


async def test_a_channel_that_chose_reads_its_own_language(at):
    """Whoever asks there."""
    await answer(at, "ops lang en here", ADA)

    assert await answer(at, "ops letters", LIN) == "🟢 Nothing lies undelivered"


def test_what_slacks_limits_cut_is_told_in_the_messages_language():
    """The rest of a list that does not fit, and what is left out at the end."""
    rows = tuple(f"row {at} " + "x" * 300 for at in range(100))
    long = Message("x", (Items(rows),), language="zh")

    assert "…… 还有 " in str(blocks(long))
    whole = Message("x", tuple(Paragraph("x" * 2900) for _ in range(9)), language="zh")
    assert "消息对 Slack 来说太长；其余部分已省略。" in str(blocks(whole))


def test_a_forms_own_words_are_in_its_language():
    """What Slack's dialog adds to the inputs."""
    form = Form("x", "x", (Field("sure", "x", "boolean"),), "x", Message("x"), language="zh")
    shown = view(form, ReplyTo())

    assert shown["close"]["text"] == "取消"
    assert shown["blocks"][0]["element"]["options"][0]["text"]["text"] == "是"
