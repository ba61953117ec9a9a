"""The same failure has the same fingerprint; another failure has another."""

import pytest

from benchmarks.fingerprints import measure
from handlers.diagnosis import diagnose
from handlers.diagnosis.fingerprint import steady

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

LINES_ALIKE = {
    "a workspace": (
        "/var/lib/jenkins/workspace/shop@2/src/cart.c:9: error",
        "C:\\ci\\w\\7\\src\\cart.c:12: error",
    ),
    "a relative path": ("./src/cart.c: broken", "../../src/cart.c: broken"),
    "a pod": ('pods "shop-7d9f8b6c5d-x2x4z" not found', 'pods "shop-5f6b9c7d4b-q8w9z" not found'),
    "a duration": ("gave up after 1m 30s", "gave up after 45 seconds"),
    "a day": ("at Fri Nov 20 10:00:00 UTC 2026", "at Sat Dec 5 23:59:01 UTC 2026"),
    "a stamp": ("[2026-11-20 10:00:00,123] broken", "[2026-12-05 23:59:01,007] broken"),
    "an id": (
        "request 6f1c2c52-7a1e-4a6e-9d0e-0d5ad1d0f7c1 failed",
        "request 0a9e4c11-1b2c-4d3e-8f40-a1b2c3d4e5f6 failed",
    ),
    "a commit": ("at revision 3f2a91c0", "at revision 77215004"),
    "a port and a thread": (
        "127.0.0.1:5432 in [pool-1-thread-3]",
        "127.0.0.1:61022 in [pool-12-thread-40]",
    ),
    "a token": ("https://ci:s3cr3t@example.org/a.git?x=1", "https://example.org/a.git?x=2"),
    "a branch": ("no ref refs/heads/feature/tax", "no ref refs/heads/main"),
    "a temporary file": ("/tmp/tmpk2j3h4/cart.lock", "/tmp/pip-req-build-9a8b/cart.lock"),
}
LINES_APART = {
    "folder of the project": ("/w/1/src/cart/index.ts: broken", "/w/1/src/order/index.ts: broken"),
    "host": ("no answer of https://a.example.org/x", "no answer of https://b.example.org/x"),
    "package": ("no version of left-tax==9 fits", "no version of right-tax==9 fits"),
    "word": ("expected a cart, got nothing", "expected a cart, got an order"),
}


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


@pytest.mark.parametrize("pair", LINES_ALIKE.values(), ids=LINES_ALIKE)
def test_what_differs_from_build_to_build_does_not_count(pair):
    """A line means the same in another folder, at another time, with other numbers."""
    assert steady(pair[0]) == steady(pair[1])


@pytest.mark.parametrize("pair", LINES_APART.values(), ids=LINES_APART)
def test_what_makes_a_failure_does_count(pair):
    """Another folder of the project, host, package or word is another failure."""
    assert steady(pair[0]) != steady(pair[1])


def test_two_tests_with_the_same_assertion_are_two_failures():
    """The assertion's words alone do not make them one."""
    log = """\
[ERROR] org.example.CartTest.{test}  Time elapsed: 0.02 s  <<< FAILURE!
org.opentest4j.AssertionFailedError: expected: <3> but was: <2>
Finished: FAILURE
"""
    assert _print(log.format(test="adds")) != _print(log.format(test="rounds"))


def test_a_step_that_only_says_that_it_failed_is_known_by_what_it_ran():
    """Exit codes of different commands are different failures."""
    log = "+ {command}\nERROR: script returned exit code 1\nFinished: FAILURE\n"

    assert _print(log.format(command="./deploy cart")) != _print(log.format(command="./pack"))


def test_made_pairs_are_told_apart():
    """Of some seven hundred made pairs at most one in a hundred is confused, either way."""
    precision, recall, wrong = measure()

    assert precision >= 0.99, wrong
    assert recall >= 0.99, wrong
