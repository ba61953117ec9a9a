"""Words that still know what they were filled with, so that they can be said in another language."""

import copy
import json
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.kit import Items, Message, Paragraph
from handlers.kit.words import Words, kept, reread, spoken, together

FAILED = Words("{job} failed, {count} in a row")
ONE, MANY = Words("one build"), Words("{number} builds")
CHINESE = {
    "{job} failed, {count} in a row": "{count}连续失败：{job}",
    "one build": "一次构建",
    "{number} builds": "{number} 次构建",
}


def test_words_are_the_english_sentence():
    """Whoever knows nothing of languages sees a string."""
    told = FAILED.format(job="team/api", count=MANY.format(number=3))

    assert told == "team/api failed, 3 builds in a row"
    assert told.upper() == "TEAM/API FAILED, 3 BUILDS IN A ROW"


def test_words_in_words_are_all_said_in_the_other_language():
    """What fills a sentence is translated too, and names are not."""
    told = FAILED.format(job="one build", count=ONE)

    assert spoken(told, CHINESE) == "一次构建连续失败：one build"
    assert spoken(ONE + ", " + MANY.format(number=2), CHINESE) == "一次构建, 2 次构建"
    assert spoken(together([ONE, "x"], " · "), CHINESE) == "一次构建 · x"


def test_a_message_is_said_as_a_whole():
    """Titles, paragraphs and lists, however deep; what the catalogue lacks stays English."""
    message = Message(ONE, (Paragraph((Words("Nobody knows this."),)), Items((ONE, "one build"))))

    assert spoken(message, CHINESE) == Message(
        "一次构建", (Paragraph(("Nobody knows this.",)), Items(("一次构建", "one build")))
    )


def test_words_are_filled_once():
    """Text of strangers that was filled in is never a template."""
    with pytest.raises(ValueError, match="filled already"):
        FAILED.format(job="{count}", count=1).format(count=2)


@dataclass(frozen=True)
class Held:
    """Something that holds words."""

    said: str


@given(st.text(), st.text(), st.integers())
def test_nothing_that_strangers_wrote_is_taken_for_a_placeholder(job, other, count):
    """Braces in names and lines come out as they went in, in either language, also from a copy."""
    told = copy.deepcopy(Held(FAILED.format(job=job, count=count) + other))

    assert told.said == f"{job} failed, {count} in a row{other}"
    assert spoken(told, CHINESE).said == f"{count}连续失败：{job}{other}"


def test_a_name_alone_tells_where_something_goes():
    """By place it would stand in the wrong one where another language turns the sentence round."""
    with pytest.raises(ValueError, match="without a name"):
        Words("{} failed").format("api")


def test_names_of_a_list_are_parted_as_the_language_parts_them():
    """A comma is a word too."""
    told = together(["checkout", "payments"])

    assert told == "checkout, payments"
    assert spoken(told, {", ": "、"}) == "checkout、payments"


def test_words_that_are_kept_are_still_words():
    """As JSON and back, with what fills them cleaned."""
    told = FAILED.format(job="hunter2", count=MANY.format(number=3))
    template, values = json.loads(json.dumps(kept(told, lambda text: text.replace("hunter2", "*"))))

    assert reread(template, values) == "* failed, 3 builds in a row"
    assert spoken(reread(template, values), CHINESE) == "3 次构建连续失败：*"
