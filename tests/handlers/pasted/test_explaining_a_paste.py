"""`/jenkins pasted` and the shortcut "Explain this": a log in a message, and why it failed."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.kit import (
    Bold,
    Button,
    Facts,
    Items,
    Lines,
    Message,
    Mono,
    Note,
    Paragraph,
    Quoted,
    Tone,
    UsageError,
)
from handlers.pasted.log import lines_of

PYTEST = """look, it fails on my machine too:
```
+ pytest -q
..F.
=================================== FAILURES ===================================
________________________________ test_totals ___________________________________
>       assert total == 12
E       assert 11 == 12
tests/test_cart.py:9: AssertionError
FAILED tests/test_cart.py::test_totals - assert 11 == 12
1 failed, 3 passed in 0.12s
```"""
SHARED = "C0BUILDS0"


def quoted(text, channel=SHARED, **more):
    """The message that the shortcut was chosen on."""
    return Quoted(channel, "1763719201.000100", "U1LIN", text, **more)


async def explained(say, text, **more):
    """What the shortcut answers."""
    return await say("jenkins pasted", quoted=quoted(text, **more))


async def test_the_cause_stands_above_its_lines_and_what_to_do(say):
    """Numbers count from the first line of what was pasted; words around the block are no log."""
    answer = await explained(say, PYTEST)

    assert answer.title == "What failed in the pasted log"
    assert answer.tone == Tone.BAD
    cause, _, lines = answer.parts[:3]
    assert cause.text[0] == Bold("Cause: ")
    assert "test_totals" in cause.text[1]
    assert isinstance(lines, Lines)
    assert (6, "E       assert 11 == 12") in lines.rows
    assert all(PYTEST.split("```\n")[1].split("\n")[n - 1] == text for n, text in lines.rows)
    assert any(
        isinstance(part, Items) and part.heading == "What to do next" for part in answer.parts
    )
    assert isinstance(answer.parts[-1], Note)
    assert answer.parts[-1].text.startswith("The engine read 9 pasted lines; confidence ")
    (share,) = answer.buttons
    assert (share.label, share.shared) == ("Share with the channel", True)
    assert Facts((("Command", (Mono("pytest -q"),)),)) == answer.parts[1]


async def test_sharing_says_the_same_to_the_channel(say):
    """Without the button; in another channel the log is not known, whatever its id."""
    private = await explained(say, PYTEST)
    command = private.buttons[0].command

    public = await say(command, public=True)

    assert public == replace(private, buttons=())
    with pytest.raises(UsageError, match="I no longer know that log"):
        await say(command, public=True, channel="C0OTHER00")


async def test_what_is_not_enough_is_said_to_be_not_enough(say):
    """No cause is made up out of words that have none."""
    answer = await explained(say, "the build is red again :(\ncan somebody look?")

    assert answer.title == "The pasted log is not enough to name a cause"
    assert answer.parts[1] == Paragraph(
        "Paste from the command that failed down to the end of the log, or ask `/jenkins why JOB`:"
        " then I read the whole of it."
    )


async def test_a_good_end_is_no_failure(say):
    """A log that ended well blames none of its lines."""
    answer = await explained(
        say, "error_handler.c compiled\n[INFO] BUILD SUCCESS\nFinished: SUCCESS"
    )

    assert answer == Message(
        "Nothing failed in the pasted log",
        (
            Paragraph("Nothing failed: the build ended well."),
            Note("The engine read 3 pasted lines, and no model."),
        ),
        buttons=answer.buttons,
    )


async def test_the_first_lines_of_a_file_are_known_for_what_they_are(say):
    """Slack gives a shortcut the beginning of a text file alone."""
    answer = await explained(say, PYTEST, cut=True)

    assert Note("The file is longer: Slack gave me only its first lines.") in answer.parts


async def test_secrets_of_a_paste_are_masked_before_anything_is_kept(say, use):
    """In the note that Share needs, and in the answer."""
    secret = "ghp_" + "aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5"
    answer = await explained(
        say, f"git clone https://{secret}@github.com/a/b\nfatal: Authentication failed"
    )

    id = answer.buttons[0].command.partition("paste=")[2]
    kept = await use.systems.store.recall("pasted", id)
    assert secret not in str(kept)
    assert secret not in str(answer)
    assert len(kept["lines"]) == 2


@pytest.mark.parametrize(
    ("how", "said"),
    [
        (
            {"quoted": quoted("  \n```\n```")},
            "That message has no words, so there is no log to explain.",
        ),
        ({}, "Choose “Explain this” in the menu of a message with a log in it"),
    ],
)
async def test_without_a_log_there_is_a_sentence(refusal, how, said):
    """What to do instead."""
    assert (await refusal("jenkins pasted", **how)).startswith(said)


async def test_a_log_behind_the_command_is_read_too(say):
    """Letter for letter, quotes and all."""
    answer = await say("jenkins pasted ModuleNotFoundError: No module named 'flask'")

    assert "No module named 'flask'" in str(answer.parts)
    assert isinstance(answer.buttons[0], Button)


@given(st.text(max_size=400))
def test_any_text_is_lines(text):
    """Whatever people paste, in any number of blocks, closed or not."""
    for pasted in (
        text,
        f"```{text}```",
        f"so: ```\n{text}",
        f"```py\n{text}\n``` and ```{text}```",
    ):
        assert all("\n" not in line for line in lines_of(pasted))


@given(st.lists(st.text("abc =/.", max_size=12).map(str.rstrip), min_size=1, max_size=20))
def test_lines_keep_their_numbers(rows):
    """The nth line of a block is line n: what is masked takes none away."""
    rows = ["first", *rows, "last"]
    key = ["-----BEGIN RSA PRIVATE KEY-----", "MIIEow" + "A" * 58, "-----END RSA PRIVATE KEY-----"]

    lines = lines_of("```\n" + "\n".join([*key, *rows]) + "\n```")

    assert len(lines) == len(key) + len(rows)
    assert list(lines[len(key) :]) == rows
