"""The engine's cause in Chinese: our words are translated, the log's are not; JSON stays English."""

import json
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chinese import CATALOGUE
from handlers.diagnosis import as_json, diagnose
from handlers.diagnosis.cause import filled
from handlers.diagnosis.groups import sentence
from handlers.diagnosis.shapes import TABLE
from handlers.diagnosis.shapes.shape import sentence as ended
from handlers.kit.words import Words, spoken

SAID = [shape.says for shape in TABLE if shape.says]
PLACES = {name for says in SAID for _, name, _, _ in string.Formatter().parse(says) if name}

CASES = [
    (
        "+ python -m pytest -q\n"
        "FAILED tests/test_cart.py::test_total - AssertionError: assert 3 == 2\n"
        "ERROR: script returned exit code 1\nFinished: FAILURE\n",
        "测试 tests/test_cart.py::test_total 失败：AssertionError: assert 3 == 2。",
        "在这个提交上单独运行失败的测试；如果通过，请与之前的构建比较：是否不稳定？",
    ),
    (
        "[ERROR] Failed to execute goal on project shop: Could not resolve dependencies for project "
        "shop:shop:jar:1: Could not find artifact com.example:pay:jar:2.0 in central\n"
        "Finished: FAILURE\n",
        "Maven 找不到制品 com.example:pay:jar:2.0。",
        "请检查 settings.xml 和 pom.xml 中的仓库里是否有该制品及版本。",
    ),
]


@pytest.mark.parametrize(("log", "cause", "advice"), CASES)
def test_a_cause_is_said_in_chinese(log, cause, advice):
    """With the names out of the log in it, and what to do next."""
    found = diagnose([log.encode()])

    assert spoken(found.cause, CATALOGUE) == cause
    assert spoken(found.advice, CATALOGUE)[0] == advice


def test_what_goes_out_as_json_is_english():
    """The command line and what is kept know no language."""
    found = diagnose([CASES[0][0].encode()])

    assert json.loads(json.dumps(as_json(found)))["cause"] == (
        "The test tests/test_cart.py::test_total fails: AssertionError: assert 3 == 2."
    )


def test_failures_of_one_root_are_counted_in_chinese():
    """Four tests that meet one refused connection."""
    rows = "".join(
        f"FAILED tests/test_{n}.py::test_it - ConnectionError: no route to db.example\n"
        for n in "abcd"
    )
    found = diagnose([f"+ pytest\n{rows}Finished: FAILURE\n".encode()])

    assert sentence(found.groups) == "4 tests fail alike: " + found.groups[0].what
    assert spoken(sentence(found.groups), CATALOGUE).startswith("4 个测试以同样的方式失败：")


@given(st.sampled_from(SAID), st.text(min_size=1, max_size=20))
def test_in_english_a_cause_is_a_sentence_with_its_names(says, text):
    """With a capital and one full stop, whatever the names are: as if it were filled as a string."""
    name = " ".join(text.split()).strip(" .:;,") or "x"
    named = dict.fromkeys(PLACES, name)
    said = filled(Words(says), named)

    assert said == ended(says.format_map(named))
    assert said.template == says


def test_every_shape_that_says_something_says_it_in_chinese():
    """Each row of the tables, and none in English once more."""
    assert [says for says in SAID if CATALOGUE.get(says, says) == says] == []
    assert len(SAID) > 300
