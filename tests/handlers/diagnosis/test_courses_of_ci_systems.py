"""How each CI system says that a build went well, failed, or went on after its failure."""

import pytest

from handlers.diagnosis import diagnose

CAUSE = "b.c:1:28: error: 'b' undeclared (first use in this function)\n"
LATER = "fatal error: the report server answered nothing\n"

FAILED = {
    "jenkins freestyle": "{}Build step 'Execute shell' marked build as failure\n"
    "Archiving artifacts\n{}Finished: FAILURE\n",
    "jenkins pipeline": "[Pipeline] sh\n+ make\n{}[Pipeline] }}\n"
    "[Pipeline] {{ (Declarative: Post Actions)\n{}ERROR: script returned exit code 2\n"
    "Finished: FAILURE\n",
    "actions": "##[group]Run make\n##[endgroup]\n{}##[error]Process completed with exit code 2.\n"
    "Post job cleanup.\n{}Cleaning up orphan processes\n",
    "travis": '$ make\n{}The command "make" exited with 2.\n{}Done. Your build exited with 1.\n',
    "gitlab": 'Executing "step_script" stage of the job script\n$ make\n{}'
    "Running after_script\n{}ERROR: Job failed: exit code 2\n",
    "taskcluster": "{}[taskcluster 2026-11-20 10:00:00.000Z] === Task Finished ===\n{}"
    "[taskcluster 2026-11-20 10:00:01.000Z] Unsuccessful task run with exit code: 2 completed in 9 s\n",
    "zuul": "2026-11-20 10:00:00.000000 | RUN START: [untrusted : shop/run.yaml@master]\n{}"
    "2026-11-20 10:00:01.000000 | POST-RUN START: [trusted : base/post.yaml@master]\n{}"
    "2026-11-20 10:00:02.000000 | [Zuul] Job complete, result: FAILURE\n",
    "circleci": "#!/bin/bash -eo pipefail\nmake\n{}Exited with code exit status 2\n{}",
    "buildkite": "~~~ Running commands\n$ make\n{}\U0001f6a8 Error: The command exited with status 2\n"
    "~~~ Running global pre-exit hook\n{}",
    "azure": "##[section]Starting: Build\nScript contents:\nmake\n"
    "========================== Starting Command Output ===========================\n{}"
    "##[error]Bash exited with code '2'.\n##[section]Finishing: Build\n"
    "##[section]Starting: Post-job: Checkout\n{}",
    "teamcity": "Finished 'Fri Nov 20 10:00:00 UTC 2026' with status 'FAILURE Exit code 2'\n{}"
    "Process exited with code 2 (Step: Compile (Command Line))\n{}",
    "bitbucket": "+ make\n{}Build teardown\n{}",
    "bamboo": "{}Failing task since return code of [/bin/sh /t/S-1.sh] was 2 while expected 0\n{}",
    "tekton": "{}container step-compile has failed  : [{{}}]\n{}",
}
PASSED = {
    "teamcity": "Finished 'Fri Nov 20 10:00:00 UTC 2026' with status 'NORMAL Success'\n{}",
    "gitlab": "{}Job succeeded\n",
    "zuul": "{}2026-11-20 10:00:02.000000 | [Zuul] Job complete, result: SUCCESS\n",
}


@pytest.mark.parametrize("log", FAILED.values(), ids=FAILED)
def test_the_cause_stands_before_the_failure_not_after_it(log):
    """An error of the clean-up, later and louder, is not taken for the cause."""
    found = diagnose([log.format(CAUSE, LATER).encode()])

    assert found.candidates[0].text == CAUSE.strip()
    assert found.category == "compile"


@pytest.mark.parametrize("log", PASSED.values(), ids=PASSED)
def test_a_good_build_has_no_cause_whatever_it_says(log):
    """A verdict of success outranks words of alarm."""
    assert diagnose([log.format(CAUSE + LATER).encode()]).category == "none"


def test_one_good_step_is_no_good_build():
    """A step that ended with 0 says nothing of the next one."""
    log = f"Process exited with code 0\n{CAUSE}Process exited with code 2\n"

    assert diagnose([log.encode()]).candidates[0].text == CAUSE.strip()


def test_an_unstable_build_names_the_gate_that_it_did_not_pass():
    """Warnings over a threshold make a build unstable: the gate is the cause."""
    log = """\
[INFO] BUILD SUCCESS
[Checkstyle] Evaluating quality gates
[Checkstyle] -> UNSTABLE - Total (any severity): 12 - Quality QualityGate: 10
[Checkstyle] -> Some quality gates have been missed: overall result is UNSTABLE
Build step 'Record compiler warnings' changed build result to UNSTABLE
Finished: UNSTABLE
"""
    found = diagnose([log.encode()])

    assert found.category == "lint"
    assert found.cause == (
        "The build ended unstable. A quality gate was not passed:"
        " Total (any severity): 12 - Quality QualityGate: 10."
    )


def test_the_source_that_docker_shows_is_not_output():
    """The excerpt of the Dockerfile under a failed step holds the command, not its error."""
    log = """\
 > [2/2] RUN make || echo "fatal: error while making":
0.123 b.c:1:28: error: 'b' undeclared (first use in this function)
------
Dockerfile:3
--------------------
   2 |     FROM gcc
   3 | >>> RUN make || echo "fatal: error while making"
--------------------
ERROR: failed to solve: process "/bin/sh -c make" did not complete successfully: exit code: 2
"""
    found = diagnose([log.encode()])

    assert found.candidates[0].line == 2


BAD_ENDS = {
    "phpunit": "1) CartTest::testTax\nFailed asserting that 2 is identical to 3.\n\nFAILURES!\n",
    "rspec": "     Failure/Error: expect(total(2)).to eq(3)\n\n3 examples, 1 failure\n",
    "minitest": "Minitest::Assertion: Expected 2 to be 3.\n3 runs, 3 assertions, 1 failures, 0 errors\n",
    "mocha": "  2 passing\n  1 failing\n\n      AssertionError [ERR_ASSERTION]: 2 == 3\n",
    "cargo": "assertion `left == right` failed\ntest result: FAILED. 0 passed; 1 failed\n",
}


@pytest.mark.parametrize("log", BAD_ENDS.values(), ids=BAD_ENDS)
def test_a_test_runners_bad_end_is_a_failure_without_any_ci_system(log):
    """A log that ends in a runner's own count of failures is a failed one."""
    found = diagnose([log.encode()])

    assert found.category == "test"
    assert found.candidates
