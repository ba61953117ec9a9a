"""What tells how a build went, whatever its words: verdicts, exit markers, steps, clean-up."""

from dataclasses import dataclass

PASSED, FAILED, UNSTABLE, ABORTED = "passed", "failed", "unstable", "aborted"
EXIT, STEP, AFTER, END = "exit", "step", "after", "end"
GOOD_END, BAD_END = "good end", "bad end"
ECHO, OUTPUT = "echo", "output"
TOLERATED = "tolerated"
VERDICTS = frozenset({PASSED, FAILED, UNSTABLE, ABORTED})


@dataclass(frozen=True, slots=True)
class Mark:
    """A line by which a CI system or build tool structures its log.

    PASSED, FAILED, UNSTABLE, ABORTED: the CI system's own verdict on the build. EXIT: a step ended
    with a failure. END: a job ended, in whatever way. STEP: one begins. AFTER: what follows is
    clean-up and reporting. GOOD_END, BAD_END: a build tool's verdict. ECHO, OUTPUT: the text of a
    command begins, and its output begins. TOLERATED: the failure just above was expected and
    the step goes on.
    """

    kind: str
    pattern: str


MARKS = (
    Mark(PASSED, r"^Finished: SUCCESS$"),
    Mark(FAILED, r"^Finished: (?:FAILURE|NOT_BUILT)$"),
    Mark(UNSTABLE, r"^Finished: UNSTABLE$"),
    Mark(ABORTED, r"^Finished: ABORTED$"),
    Mark(PASSED, r"^Done\. Your build exited with 0\.?$"),
    Mark(FAILED, r"^Done\. Your build exited with [1-9]\d*\.?$"),
    Mark(PASSED, r"^Job succeeded$"),
    Mark(FAILED, r"^ERROR: Job failed\b"),
    Mark(
        PASSED,
        r"^\[taskcluster.*\] (?:=== Task Finished ===|Successful task run with exit code: 0)",
    ),
    Mark(
        FAILED,
        r"^\[taskcluster.*\] Unsuccessful task run with exit code: [1-9]|^\[taskcluster:error\]",
    ),
    Mark(PASSED, r"^\[Zuul\] Job complete, result: SUCCESS"),
    Mark(FAILED, r"^\[Zuul\] Job complete, result: [^S]"),
    Mark(PASSED, r"^Build success$|^Build completed: SUCCESS"),
    # Travis, when it stops a job from outside
    Mark(FAILED, r"^Your build has been stopped\.$|^The build has been terminated$"),
    # TeamCity's first lines say how the build went
    Mark(PASSED, r"^Finished '.+' with status 'NORMAL "),
    Mark(FAILED, r"^Finished '.+' with status '(?:FAILURE|ERROR) "),
    Mark(ABORTED, r"^Finished '.+' with status 'UNKNOWN "),
    Mark(GOOD_END, r"^Process exited with code 0(?: \(Step.*)?$"),
    Mark(EXIT, r"^Process completed with exit code [1-9-]|^The operation was canceled"),
    Mark(EXIT, r"^The command \".*\" (?:exited with [1-9]\d*|failed and exited with [1-9]\d*)"),
    Mark(
        EXIT,
        r"^(?:ERROR: )?script returned exit code -?[1-9]|marked build as failure$|^ERROR: script returned",
    ),
    Mark(EXIT, r"^\[Zuul\] Task exit code: [1-9]"),
    Mark(EXIT, r"^(?:PRE-RUN|RUN) END RESULT_(?:TIMED_OUT|UNREACHABLE|ABORTED|DISK_FULL)"),
    Mark(EXIT, r"^\S{0,4} ?Error: The command (?:exited with status [1-9]|was interrupted)"),
    Mark(EXIT, r"^Process exited with code [1-9]\d*(?: \(Step.*)?$|^Step .+ \(.+\) failed$"),
    Mark(EXIT, r"^Failing task since return code of \[|^\[go\] Task status: failed"),
    Mark(EXIT, r"^container step-\S+ has failed|^\"step-\S+\" exited with code [1-9]"),
    Mark(EXIT, r"wrapped process failed: exit status [1-9]"),
    Mark(EXIT, r"^Build step '.+' changed build result to (?:FAILURE|UNSTABLE)"),
    Mark(
        EXIT,
        r"(?:Bash|PowerShell|Cmd\.exe) exited with code '?[1-9]|^Exited with code (?:exit status )?[1-9]|^The command exited with status [1-9]|^Command exited with (?:code|non-zero status) [1-9]",
    ),
    Mark(
        AFTER,
        r"^Post job cleanup\.$|^\[Pipeline\] \{ \(Declarative: Post (?:Actions|Build).*\)|^Stage ['\"].*['\"] skipped due to earlier failure|^(?:Running|Uploading artifacts for failed) after_script|^travis_fold:start:after_|^Running after script|^Uploading artifacts for failed job|^\[PostBuildScript\]|^Cleaning up project directory",
    ),
    Mark(
        AFTER,
        r"^POST-RUN START: |^##\[section\]Starting: (?:Post-job: |Finalize Job)|^~~~ Running .*pre-exit hook|^~~~ Uploading artifacts|^Saving cache for failed job$|^Executing \"after_script\"|^Build teardown$|^Searching for test report files in directories named",
    ),
    Mark(END, r"^Cleaning up orphan processes$|^\[Pipeline\] End of Pipeline$"),
    Mark(
        GOOD_END,
        r"^BUILD SUCCESS(?:FUL)?\b|^Build succeeded\.?$|^=+ \d+ passed(?:, \d+ (?:skipped|warnings?|deselected|xfailed|xpassed))* in .*=+$|^\s*congratulations :\)$|^OK \(\d+ tests?|^\s+Finished `?\w+`? .*target\(s\)",
    ),
    Mark(
        BAD_END,
        r"^BUILD (?:FAILURE|FAILED)\b|^Build FAILED\.$|^(?:\S*/)?g?make(?:\[1\])?: \*\*\* .*(?:Error \d+|Stop)|^=+ .*[1-9]\d* (?:failed|errors?)\b.* in .*=+$|^npm (?:ERR!|error) (?:A complete log|code )|^FAILED \((?:failures|errors)=|^error: (?:could not compile|aborting due to|test failed)|^FAIL$|^(?:FAILURES|ERRORS)!$|^\d+ examples?, [1-9]\d* failures?\b|^\d+ (?:runs|tests), \d+ assertions, (?:[1-9]\d* failures|\d+ failures, [1-9]\d* errors)|^\s*[1-9]\d* failing$|^Tests: +[1-9]\d* failed|^test result: FAILED|^Result: FAIL$|^ERROR: failed to solve|^ninja: build stopped|error Command failed with exit code|ELIFECYCLE",
    ),
    Mark(
        STEP,
        r"^\[group\]|^##\[group\]Run |^\[Pipeline\] (?:\{ \(|sh$|bat$|powershell$|node|stage$|withMaven|git$|checkout$)|^\$ \S|^\[command\]|^> Task :|^travis_fold:start:|^section_start:|^\[Zuul\] Task|^--- \S+:\S+ \(.*\) @ |^Run \S+|^##\[section\]Starting: |^Executing \"\w+\" stage of the job script$|^(?:PRE-RUN|RUN|POST-RUN) START: |^~~~ \S|^(?:---|\+\+\+) :\w+: |^#!/bin/(?:ba)?sh -eo? pipefail$|^Starting: \S",
    ),
    # `set -x` shows the second half of `command || true`; Ansible and make say so in words
    Mark(TOLERATED, r"^\++ (?:true|:)$|^\.\.\.ignoring$|^\S*make\S*: .*Error \d+ \(ignored\)$"),
    Mark(ECHO, r"^##\[group\]Run |^Script contents:$"),
    Mark(OUTPUT, r"^##\[endgroup\]|^=+ Starting Command Output =+$"),
)
