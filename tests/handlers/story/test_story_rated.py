"""What the model says of a failure may be rated below the card, and is kept for that."""

from dataclasses import replace

from model_server import Server, model_at, said

from handlers.citing.feedback import kept

LOG = (
    "tests/test_cart.py::test_total FAILED\n"
    "FAILED tests/test_cart.py::test_total - AssertionError: assert 3 == 2\n"
    "Finished: FAILURE\n"
)
CLAIM = (
    '{"cause": "test_total expects 2 and gets 3", "confidence": 0.9, "fix": ["Mend the total."],'
    ' "evidence": [{"line": 2, "quote": "AssertionError: assert 3 == 2"}]}'
)


async def why(jenkins, say, use, server):
    """The answer to `jenkins why`, with a model."""
    jenkins.job("checkout")
    jenkins.build("checkout", 5)
    jenkins.console("checkout", 5, LOG)
    async with model_at(server) as (model, _):
        asking = replace(use, systems=replace(use.systems, model=model))
        return await say("jenkins why checkout", use=asking)


async def test_an_explanation_is_kept_with_its_lines(jenkins, say, use):
    """The question, the lines of the log, the cause and the steps, under the id of the buttons."""
    message = await why(jenkins, say, use, Server(said(CLAIM)))
    answer = await kept(use.systems.store, message.rated)

    assert answer.question == "Why did checkout #5 fail?"
    assert answer.answer == ("test_total expects 2 and gets 3", "Mend the total.")
    assert "l2" in answer.evidence
    assert not answer.private


async def test_where_the_model_said_nothing_there_is_nothing_to_rate(jenkins, say, use):
    """The engine's own reading is no answer of a model's."""
    message = await why(jenkins, say, use, Server(said("I am a teapot.")))

    assert message.rated == ""
