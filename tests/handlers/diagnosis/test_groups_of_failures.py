"""Several failures in one log are told apart, and those with one root are one."""

import pytest

from handlers.diagnosis import diagnose
from handlers.diagnosis.groups import sentence

END = "ERROR: script returned exit code 1\nFinished: FAILURE\n"
REFUSED = """\
[ERROR] org.example.{name}Test.stores  Time elapsed: 0.{n} s  <<< ERROR!
org.springframework.dao.DataAccessException: could not open a session
\tat org.example.{name}Test.stores({name}Test.java:{n})
Caused by: org.postgresql.util.PSQLException: Connection to localhost:5432 refused. Check that the host accepts connections.
"""
NAMES = [f"Cart{chr(65 + n // 26)}{chr(65 + n % 26)}" for n in range(41)]


def _log(text: str) -> str:
    return f"+ ./build\n{text}{END}"


def test_forty_one_tests_that_meet_one_refused_connection_are_one():
    """One story, one root: the count is the tests', the sentence the connection's."""
    tests = "".join(REFUSED.format(name=name, n=n + 10) for n, name in enumerate(NAMES))
    summary = "".join(
        f"[ERROR]   {name}Test.stores:{n} » DataAccess could not open a session\n"
        for n, name in enumerate(NAMES)
    )

    found = diagnose([_log(f"{tests}[ERROR] Errors: \n{summary}").encode()]).groups

    assert len(found) == 1
    assert (found[0].count, found[0].what, found[0].tests) == (
        41,
        "The connection to localhost:5432 was refused.",
        True,
    )
    assert found[0].names[0] == "org.example.CartAATest.stores"
    assert len(found[0].names) == 5
    assert found[0].line == 5
    assert sentence(found) == ("41 tests fail alike: The connection to localhost:5432 was refused.")


def test_parallel_branches_with_different_failures_stay_two():
    """A compile error in one branch and a missing package in another are two failures."""
    log = _log(
        "[Pipeline] { (Branch: linux)\n[Pipeline] { (Branch: docs)\n"
        "b.c:1:28: error: 'b' undeclared (first use in this function)\n"
        "ERROR: No matching distribution found for left-tax==9\n"
        "Failed in branch linux\nFailed in branch docs\n"
    )

    found = diagnose([log.encode()]).groups

    assert sorted((g.count, g.what) for g in found) == [
        (1, "Pip finds no version of left-tax==9 that fits."),
        (1, "b.c:1 does not compile: 'b' undeclared (first use in this function)."),
    ]
    assert sentence(found).startswith("2 different failures. 1 place: ")


def test_hundreds_of_equal_compiler_errors_are_one():
    """The same missing symbol in three hundred files is one failure with many places."""
    errors = "".join(
        f"[ERROR] /w/src/main/java/org/example/Cart{n}.java:[{n},16] package org.tax does not exist\n"
        for n in range(1, 301)
    )

    found = diagnose([_log(errors).encode()]).groups

    assert [(g.count, g.tests, g.line) for g in found] == [(300, False, 2)]
    assert found[0].names[0] == "/w/src/main/java/org/example/Cart1.java"


def test_one_failure_is_no_group():
    """There is nothing to tell apart in a log with one failure."""
    log = _log("b.c:1:28: error: 'b' undeclared (first use in this function)\n")

    found = diagnose([log.encode()]).groups

    assert found == ()
    assert sentence(found) == ""


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ("assert 2 == 3", "assert 'a' == 'b'", 2),
        ("ConnectionRefusedError: [Errno 111] Connection refused",) * 2 + (1,),
    ],
    ids=["different assertions", "the same refused connection"],
)
def test_tests_of_pytest_are_grouped_by_what_they_found(first, second, count):
    """Two tests with different assertions are two; two that are refused alike are one."""
    log = _log(
        f"____ test_adds ____\n\nE       {first}\n\ntest_cart.py:5: Error\n"
        f"____ test_rounds ____\n\nE       {second}\n\ntest_cart.py:9: Error\n"
        f"FAILED test_cart.py::test_adds - {first}\nFAILED test_cart.py::test_rounds - {second}\n"
    )

    found = diagnose([log.encode()]).groups

    assert len(found) == count
    assert sum(g.count for g in found) == 2


def test_a_test_that_failed_through_its_part_is_not_counted_twice():
    """Go names the whole test as failed too; the part is the failure."""
    log = _log(
        "--- FAIL: TestCart (0.00s)\n    --- FAIL: TestCart/adds (0.00s)\n"
        "        cart_test.go:7: got 2, want 3\n    --- FAIL: TestCart/rounds (0.00s)\n"
        "        cart_test.go:9: cannot round\nFAIL\n"
    )

    found = diagnose([log.encode()]).groups

    assert sorted(name for g in found for name in g.names) == ["TestCart/adds", "TestCart/rounds"]


def test_one_full_disk_told_by_many_lines_is_one_failure():
    """Lines that report the same machine's trouble are not failures of their own."""
    lines = "".join(f"tar: part{n}.tar: Cannot write: No space left on device\n" for n in range(9))

    assert diagnose([_log(lines).encode()]).groups == ()


def test_a_recorded_run_of_surefire_is_grouped_by_what_its_tests_met():
    """Of four failing tests two were refused a connection, one met a null, one was wrong."""
    log = _log("""\
[ERROR] Tests run: 4, Failures: 1, Errors: 3, Skipped: 0, Time elapsed: 0.132 s <<< FAILURE! -- in ShopTest
[ERROR] ShopTest.refusedToo -- Time elapsed: 0.053 s <<< ERROR!
java.net.ConnectException: Connection refused
\tat java.base/sun.nio.ch.Net.connect0(Native Method)
\tat ShopTest.refusedToo(ShopTest.java:5)

[ERROR] ShopTest.breaks -- Time elapsed: 0.005 s <<< ERROR!
java.lang.NullPointerException: Cannot invoke "String.length()" because "s" is null
\tat ShopTest.breaks(ShopTest.java:3)

[ERROR] ShopTest.addsTax -- Time elapsed: 0.007 s <<< FAILURE!
org.opentest4j.AssertionFailedError: expected: <3> but was: <2>
\tat ShopTest.addsTax(ShopTest.java:2)

[ERROR] ShopTest.refused -- Time elapsed: 0.001 s <<< ERROR!
java.net.ConnectException: Connection refused
\tat ShopTest.refused(ShopTest.java:4)

[ERROR] Failures: 
[ERROR]   ShopTest.addsTax:2 expected: <3> but was: <2>
[ERROR] Errors: 
[ERROR]   ShopTest.breaks:3 NullPointer Cannot invoke "String.length()" because "s" is null
[ERROR]   ShopTest.refused:4 \u00bb Connect Connection refused
[ERROR]   ShopTest.refusedToo:5 \u00bb Connect Connection refused
""")

    found = diagnose([log.encode()]).groups

    assert sorted((g.count, g.names) for g in found) == [
        (1, ("ShopTest.addsTax",)),
        (1, ("ShopTest.breaks",)),
        (2, ("ShopTest.refusedToo", "ShopTest.refused")),
    ]
