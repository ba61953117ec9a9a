"""`/jenkins known`: the failures as a list, one of them, edited, merged, forgotten."""

import pytest
from failures_told import CAUSE, HOUR, LOG, MARCH, items, seen
from freezegun import freeze_time
from jenkins_told import changes, of_branch

from bot.chinese import CATALOGUE
from handlers.kit import (
    Button,
    Facts,
    Form,
    Lines,
    Message,
    Mono,
    Note,
    Paragraph,
    Table,
    Tone,
    plain,
)
from handlers.kit.words import spoken
from handlers.memory.storage import everything, log_of, merge, resolved

TOTAL = "6f46ac7f5665682f"
OTHER = LOG.replace("test_total", "test_gifts")


@pytest.fixture
async def two(jenkins, say, broken, use):
    """Two failures: one of checkout, which was mended, and one of payments; gives the second's id."""
    jenkins.job("checkout")
    jenkins.job("payments")
    broken("checkout", 5, actions=[of_branch("main")])
    jenkins.build(
        "checkout",
        6,
        "SUCCESS",
        timestamp=MARCH + HOUR,
        duration=0,
        actions=[of_branch("main")],
        changeSets=changes(("1a2b3c4d5e", "Count the gifts", "Sam")),
    )
    await say("jenkins why checkout 5")
    broken("payments", 9, hours=2, log=OTHER)
    await say("jenkins why payments")
    newest, _ = await everything(use.systems.store)
    return newest.id


async def test_nothing_is_known_yet(say):
    """It says what will be."""
    assert await say("jenkins known") == Message(
        "Failures that I know",
        (Paragraph("None yet: I remember each failure that I explain or tell a channel of."),),
    )


@freeze_time("2026-11-20 12:00", tick=True, real_asyncio=True)
async def test_all_are_listed_what_failed_last_first(two, say):
    """Id, cause, count, day, jobs, what ended it."""
    told = await say("jenkins known")

    assert told == Message(
        "Failures that I know",
        (
            Table(
                ("Id", "Cause", "Seen", "Last", "Jobs", "Fixed by"),
                (
                    (
                        (Mono(two[:8]),),
                        CAUSE.replace("test_total", "test_gifts"),
                        "1",
                        "3 March",
                        "payments",
                        "",
                    ),
                    ((Mono("6f46ac7f"),), CAUSE, "1", "3 March", "checkout", "checkout #6"),
                ),
            ),
            Note("`/jenkins known ID` shows one: its jobs, what ended it, what people said."),
        ),
    )


@pytest.mark.parametrize("glob", ["check*", "CHECKOUT", "heck"])
async def test_a_pattern_narrows_the_list(two, say, glob):
    """By job, as in /jenkins list."""
    told = await say(f"jenkins known {glob}")
    assert [row[4] for row in told.parts[0].rows] == ["checkout"]


async def test_causes_are_told_in_ones_own_language(two, say):
    """Though they lay in the store meanwhile; what the log said stays as it is."""
    told = spoken(await say("jenkins known"), CATALOGUE)

    [table] = [part for part in told.parts if isinstance(part, Table)]
    assert [plain(row[1]) for row in table.rows] == [
        "测试 tests/test_cart.py::test_gifts 失败：AssertionError: assert 3 == 2。",
        "测试 tests/test_cart.py::test_total 失败：AssertionError: assert 3 == 2。",
    ]


async def test_a_pattern_that_matches_none(two, say):
    """It says so."""
    told = await say("jenkins known shop*")
    assert told.parts == (Paragraph("None of a job like `shop*`."),)


@freeze_time("2026-11-20 12:00", tick=True, real_asyncio=True)
async def test_one_is_shown_with_all_that_is_known(two, say):
    """By the first digits of its id."""
    await say(f"jenkins known {TOTAL} edit 'fix=Loaded the prices anew'")
    told = await say("jenkins known 6f46ac")

    assert told.title == "A failure of the kind test"
    assert told.parts[:3] == (
        Paragraph(f"The engine's reading: {CAUSE}"),
        Facts(
            (
                ("Seen", "once"),
                ("First", "3 March"),
                ("Last", "3 March"),
                ("Jobs", "checkout (1)"),
                ("Branches", "main"),
            )
        ),
        Lines(
            ((None, "FAILED tests/test_cart.py::test_total - AssertionError: assert 3 == 2"),),
            "The key line of the first build",
        ),
    )
    assert items(told, "What people said") == [
        "@U1ADA said on 20 November what helped: Loaded the prices anew (checkout)"
    ]
    assert items(told, "What ended it") == ["last fixed by Sam (commit 1a2b3c4d) after 1 h"]
    assert told.buttons[0] == Button("Edit", f"jenkins known {TOTAL} edit")
    assert isinstance(await say(told.buttons[0].command), Form)


@freeze_time("2026-11-20 12:00", tick=True, real_asyncio=True)
async def test_two_are_merged_after_a_question_and_stay_so(two, say, broken):
    """What failed as either counts as one from then on, whichever comes back."""
    asked = await say(f"jenkins known {two[:8]} merge 6f46ac7f")
    assert asked.title == "Make one failure of these two?"
    done = await say(asked.buttons[0].command)
    assert (done.title, done.tone) == ("They are one failure now", Tone.GOOD)
    assert (await say(asked.buttons[0].command)).title == "They are one failure now"

    broken("payments", 10, hours=3, log=OTHER)
    assert seen(await say("jenkins why payments")) == [
        "Seen 3 times since 3 March, in payments and checkout; last fixed by Sam (commit 1a2b3c4d)"
        " after 1 h."
    ]


async def test_a_merge_that_was_interrupted_is_finished(two, say, use):
    """Its worker died between the two writes: the same press again counts everything once."""
    store = use.systems.store
    record = await store.get("failures", two)
    await store.put("failures", two, {"into": TOTAL, "was": record})

    for _ in range(2):
        await say(f"jenkins known {two} merge {TOTAL} sure=yes")

    (failure,) = await everything(store)
    assert (failure.id, failure.count, failure.merged) == (TOTAL, 2, (two,))


async def test_a_failure_is_not_merged_with_itself(two, say, refusal):
    """Nor with one into which it went."""
    assert await refusal(f"jenkins known {TOTAL} merge {TOTAL}") == (
        "These are one failure already."
    )
    await say(f"jenkins known {two} merge {TOTAL} sure=yes")
    assert await refusal(f"jenkins known {two} merge {TOTAL}") == "These are one failure already."


async def test_merges_in_a_row_lead_to_the_last(two, jenkins, say, broken, use):
    """The first is found under the last one's id."""
    broken("payments", 11, hours=4, log=LOG.replace("test_total", "test_tax"))
    await say("jenkins why payments")
    last = (await everything(use.systems.store))[0].id
    assert await merge(use.systems.store, two, TOTAL)
    assert await merge(use.systems.store, TOTAL, last)

    id, failure = await resolved(use.systems.store, two)
    assert (id, failure.count, failure.merged) == (last, 3, (TOTAL, two))


async def test_one_is_forgotten_after_a_question(two, say, use):
    """With its log; the next such failure is new."""
    asked = await say(f"jenkins known {TOTAL} forget")
    assert asked.title == "Forget this failure?"
    assert len(await everything(use.systems.store)) == 2

    told = await say(asked.buttons[0].command)
    assert told == Message("That failure is forgotten", tone=Tone.GOOD)
    assert [each.id for each in await everything(use.systems.store)] == [two]
    assert await log_of(use.systems.store, TOTAL) is None


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("abcdef edit", "I know no failure `abcdef`. `/jenkins known` lists those that I know."),
        (
            f"{TOTAL} paint",
            "What shall I do with it? I know `edit`, `merge` and `forget`, and not `paint`.",
        ),
        (f"{TOTAL} merge", "Into which one? `/jenkins known 6f46ac7f merge OTHER`."),
        (
            f"{TOTAL} merge abcdef",
            "I know no failure `abcdef`. `/jenkins known` lists those that I know.",
        ),
    ],
)
async def test_what_does_not_fit_is_a_sentence(two, refusal, words, sentence):
    """With what would."""
    assert await refusal(f"jenkins known {words}") == sentence
