"""The command grammar: what people type becomes arguments, whatever they type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.kit.grammar import Arguments, UsageError, bind, nearest, quote, quote_text, split


def test_quotes_of_every_keyboard_hold_words_together():
    """Straight and curly quotes part words alike."""
    assert split('build "my job" note=“two words” x=‘a b’') == (
        "build",
        "my job",
        "note=two words",
        "x=a b",
    )


def test_a_lonely_quote_is_a_character():
    """An apostrophe that never closes refuses nothing."""
    assert split("what's up") == ("what's", "up")


@given(st.text())
def test_no_text_breaks_the_splitter(text):
    """Any text at all splits into words without blanks at their ends' expense."""
    assert all(isinstance(word, str) for word in split(text))


@given(st.text() | st.text(alphabet="a \"'“”„‘’\n"))
def test_a_quoted_word_comes_back_whole(word):
    """What buttons and forms write is read back as the same word."""
    assert split(quote(word)) == (word,)


def test_settings_and_words_in_any_order():
    """`k=v` settings may stand before or behind the job."""
    expected = Arguments({"JOB": "checkout"}, {"branch": "fix", "note": "a=b"})

    assert bind("[JOB] k=v …", ["branch=fix", "checkout", "note=a=b"]) == expected


@pytest.mark.parametrize(("word", "number"), [("512", 512), ("#512", 512), ("", None)])
def test_a_build_number_with_or_without_its_sign(word, number):
    """People write 512 and #512, or nothing."""
    words = ["checkout", word] if word else ["checkout"]

    assert bind("JOB [N]", words).number("N") == number


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "`JOB [N]` needs JOB."),
        (["a", "1", "2"], "I do not know what to do with `2`."),
    ],
)
def test_what_does_not_fit_is_said(words, said):
    """A missing or a surplus word is named."""
    with pytest.raises(UsageError) as error:
        bind("JOB [N]", words)

    assert str(error.value) == said


def test_a_word_that_is_no_number_is_said():
    """A build number that is none is named with an example of one."""
    with pytest.raises(UsageError) as error:
        bind("JOB [N]", ["checkout", "last"]).number("N")

    assert str(error.value) == "N is a build number such as 512, and `last` is not one."


def test_the_nearest_names_come_first():
    """A contained name, then names that are merely spelled alike, also inside folders."""
    jobs = ["checkout", "payments", "team/api", "checkout-nightly", "search"]

    assert nearest("chekout", jobs) == ("checkout", "checkout-nightly")
    assert nearest("check", jobs) == ("checkout", "checkout-nightly")
    assert nearest("apy", jobs) == ("team/api",)


def test_what_a_form_gives_counts_more_than_what_was_typed():
    """And is refused like a typed one where the command has no place for it."""
    assert bind("JOB k=v …", ["checkout", "a=1", "b=2"], {"b": "3", "two words": ""}) == Arguments(
        {"JOB": "checkout"}, {"a": "1", "b": "3", "two words": ""}
    )
    with pytest.raises(UsageError) as error:
        bind("JOB [sure=yes]", ["checkout"], {"branch": "fix"})
    assert str(error.value) == "I do not know what to do with `branch`."


def test_a_setting_of_one_name():
    """`[sure=yes]` takes that setting and leaves every other word a word."""
    assert bind("JOB [N] [sure=yes]", ["checkout", "sure=yes"]) == Arguments(
        {"JOB": "checkout"}, {"sure": "yes"}
    )
    assert bind("JOB [N] [sure=yes]", ["a=b"]) == Arguments({"JOB": "a=b"})


@given(st.text(max_size=40) | st.from_regex(r"(sure|a)=\w{0,3} ?b?", fullmatch=True))
def test_foreign_words_are_text_and_no_setting(text):
    """Whoever names an alert `sure=yes` answers no question with it."""
    found = bind("TITLE… k=v …", split(quote_text(text)))

    assert found.settings == {}
    assert "".join(found.text("TITLE").split()) == "".join(text.split())
