"""The same failure has the same fingerprint; another failure has another."""

import pytest

from handlers.diagnosis import diagnose

BASE = """\
2026-11-20T10:00:00.000Z Building on agent-3 in /var/jenkins/workspace/shop
{noise}/var/jenkins/workspace/shop/src/main/java/org/example/Shop.java:[7,16] cannot find symbol
ERROR: script returned exit code 1
Finished: FAILURE
"""
SAME = {
    "another folder": ("/var/jenkins/workspace/shop", "/home/agent/ws/shop@2"),
    "another time": ("2026-11-20T10:00:00.000Z", "2026-12-01T23:59:59.999Z"),
    "another agent": ("agent-3", "agent-17"),
    "another place in the file": ("[7,16]", "[9,20]"),
    "more lines before": ("{noise}", "fetching\nfetching more\n"),
    "colour": ("cannot find", "\x1b[31mcannot\x1b[0m find"),
}
OTHER = {
    "another message": ("cannot find symbol", "incompatible types: int cannot be converted"),
    "another file": ("Shop.java", "Cart.java"),
}
TEST = """\
--- FAIL: TestTotal (0.00s)
    shop_test.go:7: {message}
FAIL
Process completed with exit code 1
"""


def _print(log: str) -> str:
    return diagnose([log.replace("{noise}", "").encode()]).fingerprint


@pytest.mark.parametrize("change", SAME.values(), ids=SAME)
def test_the_same_failure_elsewhere_is_the_same(change):
    """Path, time, agent, number and length of the log do not count."""
    assert _print(BASE.replace(*change)) == _print(BASE)


@pytest.mark.parametrize("change", OTHER.values(), ids=OTHER)
def test_another_failure_is_another(change):
    """Another message, or another file, is another failure."""
    assert _print(BASE.replace(*change)) != _print(BASE)


def test_another_failure_of_the_same_test_is_another():
    """The test's name alone does not make a failure the same."""
    wrong = TEST.format(message="Total(2) = 2, want 3")
    refused = TEST.format(message="dial tcp 127.0.0.1:5432: connect: connection refused")

    assert _print(wrong) != _print(refused)
    assert _print(wrong) == _print(wrong.replace("0.00s", "1.74s"))
