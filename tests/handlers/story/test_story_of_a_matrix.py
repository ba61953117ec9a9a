"""A matrix build: the log of the combination that failed is read, and every one is counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chinese import CATALOGUE
from handlers.kit import Facts, Lines, plain
from handlers.kit.words import spoken
from handlers.story.matrix import first_failed, outcomes, told

CELLS = ("OS=linux,PY=3.12", "OS=linux,PY=3.13", "OS=windows,PY=3.12", "OS=windows,PY=3.13")
WHOLE = (
    "Triggering shop » linux,3.12\nTriggering shop » linux,3.13\n"
    "shop » linux,3.12 completed with result SUCCESS\n"
    "shop » linux,3.13 completed with result UNSTABLE\n"
    "shop » windows,3.12 completed with result FAILURE\n"
    "shop » windows,3.13 completed with result FAILURE\n"
    "Finished: FAILURE\n"
)
CELL = "+ make\ncart.c:12:3: error: 'total' undeclared\nmake: *** [cart.o] Error 1\nFinished: FAILURE\n"


FAILED = "GET /job/shop/OS%3Dwindows%2CPY%3D3.12/5/consoleText"


@pytest.fixture
def shop(jenkins):
    """A matrix whose build #5 failed on windows; one combination was last built in #4."""
    jenkins.job("shop")
    runs = [
        {"number": 5, "url": f"{jenkins.url}/job/shop/{cell.replace('=', '%3D')}/5/"}
        for cell in CELLS
    ]
    runs.append({"number": 4, "url": f"{jenkins.url}/job/shop/OS=mac,PY=3.12/4/"})
    jenkins.build("shop", 5, url=f"{jenkins.url}/job/shop/5/", runs=runs)
    jenkins.console("shop", 5, WHOLE)
    jenkins.answers[FAILED] = CELL
    return jenkins


def facts(message):
    """The facts by name."""
    found = next(part for part in message.parts if isinstance(part, Facts))
    return {name: plain(value) for name, value in found.rows}


async def test_the_first_combination_that_failed_stands_for_the_build(shop, say):
    """Its lines are the decisive ones; the row says how many others failed."""
    message = await say("jenkins why shop 5")

    assert message.title == "shop #5 failed"
    assert facts(message)["Combinations"] == "3 of 4 failed: linux,3.13; windows,3.12; windows,3.13"
    assert facts(message)["Failed in"] == "shop:OS=windows,PY=3.12 #5"
    lines = next(part for part in message.parts if isinstance(part, Lines))
    assert (2, "cart.c:12:3: error: 'total' undeclared") in lines.rows
    assert [each.command for each in message.buttons if each.label == "Full log"] == [
        "jenkins log shop 5"
    ]
    assert facts(spoken(message, CATALOGUE))["组合"] == (
        "4 个中失败 3 个：linux,3.13; windows,3.12; windows,3.13"
    )


async def test_a_combination_whose_log_is_gone_is_still_counted(shop, say):
    """The whole build's own log is what there is."""
    shop.answers[FAILED] = 404
    message = await say("jenkins why shop 5")

    assert "Failed in" not in facts(message)
    assert facts(message)["Combinations"].startswith("3 of 4 failed: ")


def test_a_log_names_no_combination_that_jenkins_did_not_build():
    """What it says of others is passed over."""
    log = [
        "x » mac,3.12 completed with result FAILURE",
        "x » linux,3.12 completed with result SUCCESS",
    ]
    assert outcomes(log, CELLS) == {"OS=linux,PY=3.12": "SUCCESS"}
    assert first_failed(outcomes(log, CELLS)) == ""
    assert told(outcomes(log, CELLS)) == "1 ended well"


def test_long_lists_end():
    """Five are named."""
    found = {f"N={n}": "FAILURE" for n in range(9)}
    assert told(found) == "9 of 9 failed: 0; 1; 2; 3; 4; and 4 more"


@given(st.lists(st.text(max_size=80)), st.lists(st.text(min_size=1, max_size=20)))
def test_any_log_is_read(lines, cells):
    """Only known combinations come out."""
    assert set(outcomes(lines, cells)) <= set(cells)
