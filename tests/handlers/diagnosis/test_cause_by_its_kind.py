"""The kind of a failure is that of its cause, not of what was wrapped around it."""

import pytest

from handlers.diagnosis import diagnose
from handlers.diagnosis.advice import BY_TOOL
from handlers.diagnosis.lines import Count, pages
from handlers.diagnosis.scan import scan
from handlers.diagnosis.shapes import TABLE
from handlers.diagnosis.shapes.marks import TOLERATED

END = "ERROR: script returned exit code 1\nFinished: FAILURE\n"

CASES = {
    "a test that meets a refused connection": (
        """\
[ERROR] org.example.CartTest.stores  Time elapsed: 0.02 s  <<< ERROR!
org.postgresql.util.PSQLException: Connection to db.example:5432 refused. Check that the hostname and port are correct
\tat org.example.CartTest.stores(CartTest.java:11)
""",
        "network",
        "The test org.example.CartTest.stores fails: The connection to db.example:5432 was refused.",
    ),
    "a compiler's error that a test expects": (
        """\
test tests/ui/tax.rs ... mismatch
error[E0308]: mismatched types
 --> tests/ui/tax.rs:3:5
        FAIL [   0.875s] shop::ui tax
""",
        "test",
        None,
    ),
    "a compiler's error of the build": (
        """\
error[E0308]: mismatched types
 --> src/lib.rs:3:5
error: could not compile `shop` (lib) due to 1 previous error
""",
        "compile",
        "Rust does not compile: mismatched types (E0308).",
    ),
    "a panic inside a Go test": (
        """\
--- FAIL: TestCart (0.00s)
panic: value has no attribute of that name [recovered]
\tpanic: value has no attribute of that name
""",
        "test",
        "The test TestCart fails: A test panics: value has no attribute of that name.",
    ),
    "a deployment that is a network error": (
        "Error: INSTALLATION FAILED: Kubernetes cluster unreachable: Get"
        ' "http://10.0.0.7:8080/version": connection refused\n',
        "network",
        None,
    ),
    "a module that nobody published, met by the compiler": (
        "cart.go:2:8: cannot find module providing package example.org/tax: import lookup disabled\n",
        "dependency",
        "Go does not find the module example.org/tax.",
    ),
    "a server's error while packages are installed": (
        "E: Failed to fetch http://mirror.example/pool/t/tax_1.0_amd64.deb"
        "  503  Service Unavailable [IP: 192.0.2.1 80]\n",
        "network",
        None,
    ),
    "a generated file that is old": (
        "##[error]This change is not documented. Please add a changelog entry.\n",
        "lint",
        "The build asks for an update: This change is not documented. Please add a changelog entry.",
    ),
}


@pytest.mark.parametrize(("output", "kind", "cause"), CASES.values(), ids=CASES)
def test_the_kind_is_the_causes(output, kind, cause):
    """A refused connection under a test is the network's; a compiler's error in a test the test's."""
    found = diagnose([f"+ ./build\n{output}{END}".encode()])

    assert found.category == kind
    assert cause is None or found.cause == cause


def test_a_long_line_keeps_what_was_recognised_in_it():
    """A line of a thousand words is cut around the words that tell."""
    line = "[ERROR] Failed to execute goal " + "org.example:tax-plugin " * 30
    log = f"{line}/w/target/shop.jar (No space left on device)\n{END}"

    cause = diagnose([log.encode()]).cause

    assert "No space left on device" in cause
    assert len(cause) < 220


def test_all_advice_is_for_a_shape_that_exists():
    """No advice waits for a shape that was renamed."""
    assert [name for name in BY_TOOL if name not in {shape.name for shape in TABLE}] == []


def test_advice_begins_with_the_tools_own():
    """What fits the tool comes before what fits the kind of failure."""
    log = f"go: go.mod requires go >= 1.99 (running go 1.26.8; GOTOOLCHAIN=local)\n{END}"

    assert diagnose([log.encode()]).advice == (
        "Take a newer Go on the agent or image, or lower the version in go.mod.",
        "Check that the tool is installed in the version that the build expects.",
    )


STOPPED = {
    "a time limit": (
        "+ make -j 8 check\nCancelling nested steps due to timeout\nFinished: ABORTED\n",
        "The build ran into its time limit. It was running `make -j 8 check`.",
    ),
    "a command that says nothing": (
        "+ ./deploy cart\nERROR: script returned exit code 3\nFinished: FAILURE\n",
        "Perhaps: Script returned exit code 3. It was running `./deploy cart`.",
    ),
    "a killed command": (
        "$ npm run build\nKilled\nERROR: Job failed: exit code 137\n",
        "Memory ran out: Killed. It was running `npm run build`.",
    ),
}


@pytest.mark.parametrize(("log", "cause"), STOPPED.values(), ids=STOPPED)
def test_what_was_stopped_is_named_by_its_command(log, cause):
    """Where the line itself does not say what was at work, the command before it does."""
    assert diagnose([log.encode()]).cause == cause


def test_a_tolerated_failure_is_marked():
    """`|| true` under set -x, and Ansible's word for it, say that the step goes on."""
    lines = ["+ true", "...ignoring", "make: [Makefile:3: clean] Error 1 (ignored)"]
    sheets = scan(pages(["\n".join(lines).encode()], Count()))

    assert [seen.marks for sheet in sheets for seen in sheet.seen.values()] == [(TOLERATED,)] * 3
