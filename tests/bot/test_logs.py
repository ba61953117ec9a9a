"""The log: one line an event, and the request that it belongs to, through every await."""

import asyncio
import json
import logging

import pytest

from bot.logs import configure, on_behalf_of


@pytest.fixture
def logged(capsys):
    """What was logged so far, as it was written; the loggers are put back afterwards."""
    root = logging.getLogger()
    before, level = list(root.handlers), logging.getLogger("bot").level
    yield lambda: capsys.readouterr().err
    root.handlers[:] = before
    logging.getLogger("bot").setLevel(level)


async def test_a_json_line_names_its_request(logged):
    """Two tasks at once keep theirs apart; lines of nobody's request carry a dash."""
    configure("worker", as_json=True)
    log = logging.getLogger("bot.desk")

    async def work(request):
        with on_behalf_of(request):
            await asyncio.sleep(0)
            log.info("done %s", request)

    await asyncio.gather(work("aaa"), work("bbb"))
    log.warning("alone")

    lines = [json.loads(line) for line in logged().splitlines()]
    assert {(line["request"], line["message"]) for line in lines} == {
        ("aaa", "done aaa"),
        ("bbb", "done bbb"),
        ("-", "alone"),
    }
    assert all(line["process"].startswith("worker:") for line in lines)
    assert [line["level"] for line in lines][-1] == "warning"


def test_an_error_is_one_line_too(logged):
    """With its traceback inside the object, so that no line of it stands alone."""
    configure("web", as_json=True)
    try:
        raise ValueError("no good")
    except ValueError:
        logging.getLogger("bot.web").exception("it failed")

    line = json.loads(logged())
    assert line["message"] == "it failed"
    assert line["error"].endswith("ValueError: no good")


def test_as_text_others_are_quiet_below_a_warning(logged):
    """Our own lines from INFO on."""
    configure("clock", as_json=False)

    with on_behalf_of("abc"):
        logging.getLogger("bot.clock").info("ours")
        logging.getLogger("other").info("theirs")

    written = logged()
    assert written.endswith(" INFO bot.clock [abc]: ours\n")
    assert "theirs" not in written


@pytest.mark.parametrize("as_json", [True, False])
def test_no_line_holds_a_secret(logged, as_json):
    """Neither its words nor an error's stack, whoever wrote them."""
    configure("worker", as_json=as_json)
    try:
        raise ValueError("token=f3a9c27be1d04586")
    except ValueError:
        logging.getLogger("bot.desk").exception("asked with password=%s", "hunter22")

    told = logged()
    assert "hunter22" not in told
    assert "f3a9c27be1d04586" not in told
    assert "password=[redacted: password]" in told
    assert "token=[redacted: secret]" in told
