"""The tables of commands: they add up, refuse duplicates, and find what was meant."""

import pytest

from handlers import ROUTES
from handlers.kit import Arguments, DuplicateError, Routes, UsageError, joined, match


async def _nothing(ask, words, use):
    """Do nothing."""


def _table(path, **more):
    table = Routes()
    table.command(path, example=path, **more)(_nothing)
    return table


def test_a_command_declared_twice_raises():
    """Two tables that claim the same words do not join."""
    with pytest.raises(DuplicateError, match="/jenkins why is declared twice"):
        joined(_table("jenkins why"), _table("jenkins why"))


def test_an_alias_that_is_a_command_raises():
    """An alias may not hide another command."""
    with pytest.raises(DuplicateError, match="/jenkins stop is declared twice"):
        joined(_table("jenkins stop"), _table("jenkins abort", aliases=("stop",)))


@pytest.mark.parametrize(
    "text",
    ["jenkins why checkout 512", "jenkins checkout why 512", "JENKINS Why checkout #512"],
)
def test_either_order_and_any_case(text):
    """Verb and object may change places, and case does not count."""
    route, words = match(ROUTES, text)

    assert route.path == "jenkins why"
    assert (words.text("JOB"), words.number("N")) == ("checkout", 512)


def test_aliases_are_the_command():
    """`stop` is `abort`."""
    assert match(ROUTES, "jenkins stop checkout")[0].path == "jenkins abort"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("jenkins wy checkout", "I do not know `jenkins wy`. Did you mean `/jenkins why`?"),
        ("xyzzy plugh", "I do not know `xyzzy plugh`."),
        ("jenkins why", "`JOB [N]` needs JOB. Try `/jenkins why checkout`."),
    ],
)
def test_unknown_words_get_the_nearest_command(text, said):
    """A slip of the finger is answered with what was probably meant."""
    with pytest.raises(UsageError) as error:
        match(ROUTES, text)

    assert str(error.value) == said


@pytest.mark.parametrize("route", list(ROUTES), ids=lambda route: route.path)
def test_every_command_explains_itself(route):
    """Each command has a help sentence and an example that its own grammar takes."""
    assert route.help.endswith((".", "?"))
    assert match(ROUTES, route.example)[0] == route
    assert isinstance(match(ROUTES, route.example)[1], Arguments)
