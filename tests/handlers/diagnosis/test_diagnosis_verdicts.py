"""The build's own verdict outranks all words of alarm."""

import pytest

from handlers.diagnosis import diagnose

ALARM = """\
ERROR: connection to the mail server failed
Exception in thread "main" java.lang.IllegalStateException: expected by this test
\tat org.example.ShopTest.fails(ShopTest.java:11)
b.c:1:28: error: 'b' undeclared (first use in this function)
"""
GOOD = {
    "jenkins": "{}[Pipeline] End of Pipeline\nFinished: SUCCESS\n",
    "travis": '$ make\n{}The command "make" exited with 0.\n\nDone. Your build exited with 0.\n',
    "gitlab": "{}Job succeeded\n",
    "actions": "{}Post job cleanup.\nCleaning up orphan processes\n",
    "zuul": "{}2017-11-10 08:52:54.261298 | [Zuul] Job complete, result: SUCCESS\n",
    "taskcluster": "{}[taskcluster 2025-02-13 21:51:19.654Z] Successful task run with exit code: 0"
    " completed in 365.6 seconds\n",
    "maven alone": "{}[INFO] BUILD SUCCESS\n[INFO] Total time: 3 s\n",
}


@pytest.mark.parametrize("log", GOOD.values(), ids=GOOD)
def test_a_build_that_succeeded_has_no_cause(log):
    """Category none and no candidates, whatever the log says on its way."""
    found = diagnose([log.format(ALARM).encode()])

    assert (found.category, found.candidates, found.excerpts, found.fingerprint) == (
        "none", (), (), "",
    )  # fmt: skip


def test_a_failed_build_names_its_cause_from_the_same_words():
    """The same lines with a failed verdict do have a cause."""
    found = diagnose([f"{ALARM}ERROR: script returned exit code 2\nFinished: FAILURE\n".encode()])

    assert found.category == "compile"
    assert (
        found.candidates[0].text == "b.c:1:28: error: 'b' undeclared (first use in this function)"
    )


def test_a_failure_without_a_telling_line_is_unknown():
    """A build that failed and does not say why gets no invented cause."""
    found = diagnose([b"hello\nFinished: FAILURE\n"])

    assert (found.category, found.candidates) == ("unknown", ())
    assert found.cause == "There is not enough evidence in this log to name a cause."
    assert found.confidence <= 0.2


def test_clean_up_after_the_failure_is_not_its_cause():
    """What a pipeline's post stage complains of comes after what broke it."""
    log = """\
[Pipeline] sh
+ make
b.c:1:28: error: 'b' undeclared (first use in this function)
make: *** [Makefile:2: all] Error 1
[Pipeline] { (Declarative: Post Actions)
+ docker rm shop
Error response from daemon: No such container: shop
ERROR: script returned exit code 2
Finished: FAILURE
"""
    assert diagnose([log.encode()]).candidates[0].line == 3


def test_the_text_of_a_command_is_not_its_output():
    """An error string inside an echoed script was not printed by it."""
    log = """\
2026-05-06T19:00:00.1000000Z ##[group]Run make || exit 1
2026-05-06T19:00:00.1000000Z a.sh:1:1: error: this would be printed on failure
2026-05-06T19:00:00.1000000Z shell: /usr/bin/bash -e {0}
2026-05-06T19:00:00.1000000Z ##[endgroup]
2026-05-06T19:00:01.1000000Z b.c:1:28: error: 'b' undeclared
2026-05-06T19:00:01.2000000Z ##[error]Process completed with exit code 1.
"""
    assert diagnose([log.encode()]).candidates[0].line == 5


def test_an_unstable_build_names_its_failed_test():
    """UNSTABLE is not success: the failed test is the cause."""
    log = """\
[ERROR] org.example.ShopTest.total  Time elapsed: 0.02 s  <<< FAILURE!
org.opentest4j.AssertionFailedError: expected: <3> but was: <2>
\tat org.example.ShopTest.total(ShopTest.java:11)
[INFO] BUILD SUCCESS
Recording test results
Finished: UNSTABLE
"""
    found = diagnose([log.encode()])

    assert found.category == "test"
    assert found.cause == (
        "The build ended unstable."
        " The test org.example.ShopTest.total fails: An assertion fails: expected: <3> but was: <2>."
    )
