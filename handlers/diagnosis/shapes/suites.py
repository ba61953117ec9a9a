"""Test runners beyond the large families, and what drives browsers, clusters and services."""

from handlers.diagnosis.model import CONFIG, CRASH, NETWORK, TEST, TOOL, UNKNOWN
from handlers.diagnosis.shapes.shape import DETAIL, ERROR, GENERIC, NOISE, SUMMARY, Shape

FAILS = "The test {test} fails."
SAYS = "The test {test} fails: {what}."


def _test(name: str, pattern: str, says: str = FAILS) -> Shape:
    """The name of a test that failed."""
    return Shape(name, ERROR, TEST, pattern, says)


def _detail(name: str, pattern: str, says: str = SAYS) -> Shape:
    """What a test found wrong."""
    return Shape(name, DETAIL, TEST, pattern, says)


def _count(name: str, pattern: str) -> Shape:
    return Shape(name, SUMMARY, TEST, pattern)


SCRIPTS = (
    _test("ava.fail", r"^\s+\x{2718} \[fail\]: (?P<test>.+)"),
    _count(
        "ava.count", r"^\s*[1-9]\d* (?:tests?|uncaught exceptions?|unhandled rejections?) failed$"
    ),
    _test("nodetest.fail", r"^\s*\x{2716} (?P<test>.+) \([\d.]+ms\)$"),
    _count("nodetest.count", r"^\s*[#\x{2139}] fail [1-9]"),
    Shape("tap.todo", NOISE, UNKNOWN, r"^\s*not ok \d+.*# (?i:TODO|SKIP)\b"),
    Shape(
        "cypress.server",
        DETAIL,
        NETWORK,
        r"Cypress (?:could not verify that this server is running|failed to verify that your server is running)",
        "Cypress does not reach the server under test.",
    ),
    _count("cypress.count", r"^\s*\x{2716} +\d+ of \d+ failed"),
    Shape(
        "browser.missing",
        DETAIL,
        TOOL,
        r"Cypress binary is missing|Executable doesn't exist at (?P<what>\S+)|Failed to launch the browser process|DevToolsActivePort file doesn't exist|session not created: (?P<w2>.+)|No binary for \w+ browser|Cannot start Chrome\w*",
        "The browser of the tests does not start: {line_text}.",
    ),
    _detail(
        "selenium.error",
        r"(?:selenium\.common\.exceptions|org\.openqa\.selenium)\.(?P<type>\w+Exception)(?:: (?:Message: )?(?P<what>.+))?",
        "The browser test meets a {type}: {what}.",
    ),
    _detail(
        "k6.threshold",
        r"thresholds on metrics '(?P<what>[^']+)' have been (?:crossed|breached)",
        "The load test's threshold on {what} was crossed.",
    ),
    _test("gatling.assertions", r"Gatling simulation assertions failed", "{line_text}."),
    _detail(
        "jest.written",
        r"New snapshot was not written",
        "A snapshot is missing, and CI writes none.",
    ),
)
MANAGED = (
    _count("testng.count", r"^Total tests run: \d+, (?:Passes: \d+, )?Failures: [1-9]"),
    _test("munit.fail", r"^==> X (?P<test>\S.*)"),
    _test("clojure.fail", r"^(?:FAIL|ERROR) in \((?P<test>\S+)\) \(\S+:\d+\)"),
    _test("nunit.fail", r"^\d+\) (?:Failed|Error|Invalid) : (?P<test>.+)"),
    _test("pester.fail", r"^\s*\[-\] (?P<test>.+?)(?: [\d.]+m?s)?(?: \([\d.]+m?s.*\))?$"),
    _detail("pester.detail", r"^\s*(?P<what>Expected .+, but (?:got|it was|was) .+)", "{what}."),
    _count("pester.count", r"^Tests Passed: \d+, Failed: [1-9]"),
    _test("pest.fail", r"^\s*(?:FAILED +(?P<test>\S+ > .+?)|\x{2A2F} (?P<t2>.+?))(?: +[A-Z]\w+)?$"),
    _test("behat.fail", r"^\s+(?P<test>\S+\.feature:\d+)(?: \(on line \d+\)| .*)?$"),
    _count(
        "behat.count", r"^--- Failed scenarios:|^Failing scenarios:|^\d+ scenarios? \(.*\d+ failed"
    ),
    Shape(
        "behave.steps",
        DETAIL,
        CONFIG,
        r"^ConfigError: (?P<what>No steps directory in .+)",
        "behave stops: {what}.",
    ),
    _test("codeception.fail", r"^\d+\) (?P<test>\w+(?:Cest|Test): .+)"),
    _test("swifttesting.fail", r"^\S* ?Test (?P<test>.+?) (?:recorded an issue at|failed after)"),
    _test("flutter.fail", r"^\d\d:\d\d \+\d+(?: ~\d+)? -[1-9]\d*: (?P<test>.+) \[E\]$"),
)
NATIVE = (
    _detail(
        "doctest.check",
        r"^(?P<file>\S+?)[:(](?P<line>\d+)\)?: (?:FATAL )?ERROR: (?P<what>(?:CHECK|REQUIRE|test case).*)",
        "{file}:{line}: {what}.",
    ),
    _detail("qtest.fail", r"^FAIL!  : (?P<test>\S+) (?P<what>.+)"),
    _detail(
        "cpputest.fail",
        r"^(?P<file>\S+):(?P<line>\d+): error: Failure in (?:IGNORE_)?TEST\((?P<test>.+)\)",
        FAILS,
    ),
    _detail("unity.fail", r"^\S+?:\d+:(?P<test>\w+):FAIL(?:: ?(?P<what>.+))?$"),
    _detail("check.fail", r"^\S+?:\d+:[FE]:\S+?:(?P<test>\w+):\d+: (?P<what>.+)"),
    _test("cmocka.fail", r"^\[  (?:ERROR|FAILED)  \] (?:--- )?(?P<test>.+)"),
    _test("criterion.fail", r"^\[(?:FAIL|CRASH)\] (?P<test>\S+::\S+)"),
    _test(
        "lit.fail",
        r"^(?:FAIL|XPASS|TIMEOUT|UNRESOLVED): (?P<test>.+ :: .+?)(?: \(\d+ of \d+\))?$",
    ),
    _detail(
        "filecheck.error",
        r"^(?P<file>\S+?):(?P<line>\d+):\d+: error: (?P<what>CHECK\S*: .+)",
        "{file}:{line}: {what}.",
    ),
    _count("lit.count", r"^Failed Tests \(\d+\):|^Unexpectedly Passed Tests"),
    _test("meson.test", r"^\s*\d+/\d+ (?P<test>\S.*?) +(?:FAIL|TIMEOUT|ERROR) +[\d.]+ ?s"),
    _count("meson.count", r"^Summary of Failures:|^(?:Fail|Timeout): +[1-9]\d*$"),
    _test(
        "bazel.test",
        r"^(?P<test>//\S+) +(?:FAILED|TIMEOUT|NO STATUS) (?:in|TO BUILD)|^FAIL: (?P<t2>//\S+) \(see",
    ),
    _test(
        "autopkgtest.fail",
        r"^(?:autopkgtest .*: )?(?:test )?(?P<test>[\w.-]+)[: ]+ *FAIL (?:non-zero|stderr|timed out|badpkg).*",
    ),
    _detail(
        "insta.snapshot",
        r"snapshot assertion for '(?P<what>[^']+)' failed",
        "The snapshot {what} does not match.",
    ),
    _test("ginkgo.fail", r"^\s*\[(?:FAIL|FAILED|PANICKED|TIMEDOUT|INTERRUPTED)\] (?P<test>.+)"),
    _count("ginkgo.count", r"^FAIL! -- \d+ Passed \| [1-9]\d* Failed|^Summarizing \d+ Failures?:"),
)
OTHERS = (
    _detail(
        "pytest.fixture",
        r"^E {2,}fixture '(?P<what>[^']+)' not found",
        "A test asks for the fixture {what}, which is not there.",
    ),
    _count("pytest.none", r"^=+ no tests (?:ran|collected).* =+$"),
    _test("doctest.example", r"^Failed example:", "An example in the documentation fails."),
    Shape("hypothesis.example", GENERIC, TEST, r"Falsifying example: (?P<what>.+)"),
    _test("perl.test", r"^\s*#\s+Failed test '(?P<test>[^']+)'"),
    _test("busted.fail", r"^(?:Failure|Error) \x{2192} (?P<test>.+)"),
    _test("alcotest.fail", r"^\s*\x{2502}? ?\[FAIL\]\s+(?P<test>\S.*?)\s*\x{2502}?$"),
    _test("eunit.fail", r"^\s*\*\*(?:error|exit|throw):(?P<test>.+)", "A test fails: {test}."),
    _count("eunit.count", r"^\s*Failed: [1-9]\d*\.  Skipped: \d+\."),
    _detail(
        "julia.test",
        r"^(?P<test>.+): (?:Test Failed|Error During Test) at (?P<file>\S+?):(?P<line>\d+)|^(?:Test Failed|Error During Test) at (?P<t2>\S+:\d+)",
        FAILS,
    ),
    _count(
        "julia.count", r"^ERROR: (?:LoadError: )?Some tests did not pass|errored during testing"
    ),
    _detail("shunit.assert", r"^ASSERT:(?P<what>.+)", "An assertion fails: {what}."),
    _detail(
        "molecule.idempotence",
        r"Idempotence test failed because of the following tasks",
        "A role changes something when it is run twice.",
    ),
    _count("goss.count", r"^Count: \d+, Failed: [1-9]"),
    Shape(
        "android.install",
        DETAIL,
        TEST,
        r"\b(?P<what>INSTALL_FAILED_\w+)|No connected devices!",
        "The app could not be installed for its tests: {line_text}.",
    ),
    Shape(
        "dotnet.host",
        DETAIL,
        CRASH,
        r"The active test run was aborted\. Reason: (?P<what>.+)",
        "The test host crashed: {what}.",
    ),
)
SHAPES = SCRIPTS + MANAGED + NATIVE + OTHERS
