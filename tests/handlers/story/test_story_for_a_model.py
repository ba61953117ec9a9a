"""What the model is told of a build: the mirror's changes and source, and failures of before."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from model_server import Server, model_at, said
from repository_made import Made

from handlers.citing import feedback
from handlers.explain import Explanation
from handlers.kit import Items, Note
from handlers.story import card, gather, mirror
from integrations.git import Git, Repository

CART = "def total(lines):\n    return sum(lines) / len(lines)\n"
TEST = "".join(f"# {n}\n" for n in range(1, 60)) + "    assert total([]) == 0\n"
CONSOLE = """\
Python 3.11.4
+ python -m pytest -q
Traceback (most recent call last):
  File "/ws/checkout/tests/test_cart.py", line 60, in test_empty
    assert total([]) == 0
  File "/ws/checkout/shop/cart.py", line 2, in total
    return sum(lines) / len(lines)
ZeroDivisionError: division by zero
FAILED tests/test_cart.py::test_empty - ZeroDivisionError: division by zero
ERROR: script returned exit code 1
Finished: FAILURE
"""
CLAIM = (
    '{"cause": "The mean of no lines is asked for.", "confidence": 0.9, "fix": ["Mend total."],'
    ' "alternatives": ["The test is wrong."],'
    ' "evidence": [{"line": 8, "quote": "ZeroDivisionError: division by zero"}]}'
)


def of_revision(sha):
    """The action that names what a build built."""
    ref = "refs/remotes/origin/main"
    return {"lastBuiltRevision": {"SHA1": sha, "branch": [{"name": ref}]}}


@pytest.fixture
def told(jenkins, use, tmp_path):
    """Gather build 2 of a job whose repository has a good and a bad commit; what was asked."""
    made = Made(tmp_path / "origin")
    good = made.commit("Start", {"shop/cart.py": "x\n", "tests/test_cart.py": TEST})
    made.commit("Say more", {"README.md": "Read me\n", "poetry.lock": "a\n"})
    bad = made.commit("Take the mean", {"shop/cart.py": CART, "shop/till.py": "y = 1\n"})
    git = Git([Repository("shop", made.url, ("checkout",))], tmp_path / "mirrors")
    jenkins.job("checkout")
    jenkins.build("checkout", 1, "SUCCESS", actions=[of_revision(good)])

    async def tell(*, revision=bad, number=2, git=git, lang="en", **more):
        actions = [of_revision(revision)] if revision else []
        jenkins.build("checkout", number, actions=actions, **more)
        jenkins.console("checkout", number, CONSOLE)
        server = Server(said(CLAIM))
        async with model_at(server) as (model, _):
            asking = replace(use, systems=replace(use.systems, model=model, git=git))
            build = await asking.systems.jenkins.build("checkout", number)
            story = await gather(asking, build, lang=lang)
        return story, server.asked[0]["messages"]

    return tell


async def test_the_changed_files_and_the_source_are_told(told):
    """Named files first, lock files and docs last; the named lines with those around them."""
    story, messages = await told()
    question = messages[1]["content"]
    assert (
        "Files changed since the last good build:\n"
        "- M shop/cart.py (+2 -1)\n"
        "- A shop/till.py (+1 -0)\n"
        "- A poetry.lock (+1 -0)\n"
        "- A README.md (+1 -0)\n"
    ) in question
    assert (
        "Lines of shop/cart.py:\n- line 1: def total(lines):\n- line 2:     return sum" in question
    )
    assert "Lines of tests/test_cart.py:\n- line 45: # 45\n" in question
    assert "- line 60:     assert total([]) == 0\n" in question
    assert "Lines that say what ran before: 2\n" in question
    assert "1 | Python 3.11.4\n2 | + python -m pytest -q\n" in question
    assert story.gaps == ()


async def test_the_answer_is_in_the_language_that_was_asked_for(told):
    """It is one sentence of the rules."""
    _, messages = await told(lang="zh")
    assert "简体中文" in messages[0]["content"]


@pytest.mark.parametrize(("user", "chinese"), [("U0LINWEI0", True), ("U0ADALIND", False)])
async def test_whoever_asks_is_answered_in_their_language(jenkins, say, use, user, chinese):
    """The one in which they use Slack."""
    jenkins.job("checkout")
    jenkins.build("checkout", 2)
    jenkins.console("checkout", 2, CONSOLE)
    server = Server(said(CLAIM))
    async with model_at(server) as (model, _):
        asking = replace(use, systems=replace(use.systems, model=model))
        await say("jenkins why checkout", use=asking, user=user)
    assert ("简体中文" in server.asked[0]["messages"][0]["content"]) == chinese


async def test_without_a_revision_jenkins_own_paths_count(told):
    """Nobody knows which source it was, so none is shown."""
    changes = [{"commitId": "c1", "msg": "x", "affectedPaths": ["docs/a.md", "shop/cart.py"]}]
    _, messages = await told(revision="", changeSets=[{"items": changes}])
    question = messages[1]["content"]
    assert "build:\n- shop/cart.py\n- docs/a.md\n" in question
    assert "Lines of" not in question


async def test_a_mirror_that_is_slow_leaves_a_gap(told, monkeypatch):
    """The model is asked all the same, and the card says what it went without."""
    monkeypatch.setattr(mirror, "PATIENCE", 0.001)
    story, messages = await told()
    assert "Lines of" not in messages[1]["content"]
    assert isinstance(story.explanation, Explanation)
    assert story.gaps == (
        "The mirror of shop did not tell within 0.001 s what changed and what stands where it"
        " failed, so the model went without.",
    )


async def test_a_mirror_that_cannot_be_had_leaves_a_gap(told, tmp_path):
    """The repository is gone."""
    gone = Git(
        [Repository("shop", (tmp_path / "gone").as_uri(), ("checkout",))], tmp_path / "elsewhere"
    )
    story, messages = await told(git=gone)
    assert "Lines of" not in messages[1]["content"]
    [gap] = story.gaps
    assert gap.startswith("What changed, and what stands where it failed, could not be asked")


async def test_a_revision_that_the_mirror_has_not_leaves_a_gap(told):
    """It was built and never pushed."""
    story, _ = await told(revision="d" * 40)
    assert len(story.gaps) == 1


async def test_the_card_shows_other_causes_and_what_was_left_out(told):
    """As the model's words; of the log nothing was left out here."""
    story, _ = await told()
    shown = card(story)
    assert (
        Items(("The test is wrong.",), "What else it could be (the model's words)") in shown.parts
    )
    words = story.explanation
    assert isinstance(words, Explanation)
    assert not any(
        "was not given" in str(note.text) for note in shown.parts if isinstance(note, Note)
    )
    less = replace(story, explanation=replace(words, left_out=("85 of 90 log lines", "2 of 9 x")))
    assert Note("The model was not given 85 of 90 log lines, 2 of 9 x.") in card(less).parts


async def rated(use, story, verdict, correction=""):
    """Somebody says of the model's words on a story what they are worth."""
    store, now = use.systems.store, datetime.now(UTC)
    kept = await feedback.kept(store, story.rated)
    await feedback.rate(store, kept, "U1ADA", now, verdict, correction=correction)


async def test_what_people_said_of_the_same_failure_is_told(told, use):
    """An answer that was right, whoever is asked next: here for readers of another language."""
    first, _ = await told()
    await rated(use, first, "good")
    _, messages = await told(number=3, lang="zh")
    assert (
        "Failures of before that look the same:\n"
        "- checkout #2: The mean of no lines is asked for.; what helped: Mend total.\n"
    ) in messages[1]["content"]


async def test_a_persons_own_words_are_told_in_the_place_of_the_models(told, use):
    """They said that it was not right."""
    first, _ = await told()
    await rated(use, first, "bad", "An empty cart has no mean.")
    _, messages = await told(number=4, lang="zh")
    assert "same:\n- checkout #2: An empty cart has no mean.\n" in messages[1]["content"]


async def test_an_answer_that_was_wrong_is_not_repeated(told, use):
    """Nobody said what was right."""
    first, _ = await told()
    await rated(use, first, "bad")
    _, messages = await told(number=3, lang="zh")
    assert "look the same" not in messages[1]["content"]
