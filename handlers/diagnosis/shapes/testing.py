"""Test runners of Java, JavaScript, Go, Rust, C and C++."""

from handlers.diagnosis.model import CRASH, TEST
from handlers.diagnosis.shapes.shape import DETAIL, ERROR, GENERIC, SUMMARY, Shape

FAILS = "The test {test} fails: {what}."

SHAPES = (
    # JUnit, TestNG, Surefire, Gradle, Spock, ScalaTest
    Shape(
        "surefire.result",
        DETAIL,
        TEST,
        r"^\s*(?P<test>(?:(?:[A-Z][\w$]*)?(?:Tests?|Spec|Suite|Case|IT)[.>$]|(?:Test|IT)[A-Z][\w$]*[.>])\S*?:\d+(?:->\S+)*)\s+(?:» )?(?P<what>\S.*)",
        FAILS,
    ),
    Shape(
        "surefire.test",
        ERROR,
        TEST,
        r"^(?P<test>[\w.$]+(?:\([\w.$]+\)|\.[\w$]+)?)\s+(?:--\s+)?Time elapsed: [\d.,]+ ?s(?:ec)? +<<< (?:FAILURE|ERROR)!|^(?P<t2>\S+)\(\S+\) .*<<< (?:FAILURE|ERROR)!",
        "The test {test} fails.",
    ),
    Shape(
        "surefire.class",
        SUMMARY,
        TEST,
        r"^Tests run: \d+, Failures: (?:\d+, Errors: [1-9]|[1-9]).*",
    ),
    Shape(
        "surefire.header",
        SUMMARY,
        TEST,
        r"^(?:Failed tests|Tests in error|Failures|Errors): *(?P<what>.*)$",
    ),
    Shape(
        "junit.assertion",
        DETAIL,
        TEST,
        r"(?:org\.opentest4j\.|java\.lang\.|junit\.framework\.|org\.junit\.)\w*(?:AssertionError|AssertionFailedError|ComparisonFailure|MultipleFailuresError)(?:: (?P<what>.+))?",
        "An assertion fails: {what}.",
    ),
    Shape(
        "junit.expected",
        DETAIL,
        TEST,
        r"expected:? ?(?:<.*?>|\[.*?\]|\S+) but (?:was|found|received|got|actual):?\s?\S",
        "A test fails: {line_text}.",
    ),
    Shape(
        "gradle.test",
        ERROR,
        TEST,
        r"^(?P<test>[\w.$]+(?: > [^>]+)+) FAILED$",
        "The test {test} fails.",
    ),
    Shape(
        "gradle.tests", SUMMARY, TEST, r"^\d+ tests? completed, \d+ failed|There were failing tests"
    ),
    Shape(
        "scalatest.fail",
        ERROR,
        TEST,
        r"^\s*(?:\[info\] )?- (?P<test>.+) \*\*\* FAILED \*\*\*|^\s*x (?P<t2>.+)$|^\*\*\* \d+ (?:TESTS?|SUITES?) (?:FAILED|ABORTED)",
        "The test {test} fails.",
    ),
    Shape("sbt.tests", SUMMARY, TEST, r"^(?:Failed|Error): Total \d+, Failed|^Failed tests:"),
    Shape(
        "cucumber.fail",
        ERROR,
        TEST,
        r"^(?:Failed scenarios:|cucumber \S+:\d+ # (?P<test>.+)|\d+ scenarios? \(\d+ failed)",
    ),
    # JavaScript
    Shape("jest.bullet", ERROR, TEST, r"^\s*● (?P<test>.+)$", "The test {test} fails."),
    Shape(
        "jest.file",
        GENERIC,
        TEST,
        r"^\s*FAIL\s+(?P<test>\S+\.\S+)(?: .*)?$",
        "The test file {test} fails.",
    ),
    Shape(
        "jest.expected",
        DETAIL,
        TEST,
        r"^\s*Expected(?: value| substring| pattern| length| path| message| constructor| number of calls| mock function)?(?: to \w+)?: {1,3}(?P<what>\S.*)$|^\s*Received[^:]{0,30}: .*$|^\s*expect\(.*\)\.(?:\w+\.)*\w+\([^)]*\);?$|thrown: \"",
        "A test fails: expected {what}.",
    ),
    Shape(
        "jest.timeout",
        DETAIL,
        TEST,
        r"Exceeded timeout of \d+ ?ms for a|Timeout of \d+ms exceeded|Async callback was not invoked within",
        "A test runs into its time limit.",
    ),
    Shape(
        "jest.summary",
        SUMMARY,
        TEST,
        r"^\s*(?:Tests|Test Suites|Test Files):? +\d+ failed|^Snapshots: +\d+ failed|^Summary of all failing tests|^\s*Test suite failed to run|obsolete snapshot",
    ),
    Shape(
        "jest.coverage",
        DETAIL,
        TEST,
        r"coverage threshold for (?P<what>.+) not met|Coverage for \S+ .* does not meet|FAIL Required test coverage",
        "Test coverage is below its threshold: {what}.",
    ),
    Shape(
        "vitest.fail",
        ERROR,
        TEST,
        r"^\s*(?:\x{D7}|\x{276F}|✗|✕) (?P<test>\S.*[^.\s])$|^\s*FAIL\s+(?P<t2>.+ > .+)",
        "The test {test} fails.",
    ),
    Shape("mocha.count", SUMMARY, TEST, r"^\s*[1-9]\d* (?:failing|failed|failures?)\b"),
    Shape(
        "mocha.test", GENERIC, TEST, r"^\s{1,8}\d{1,3}\) (?P<test>\S.*)$", "The test {test} fails."
    ),
    Shape(
        "node.assertion",
        DETAIL,
        TEST,
        r"^\s*(?:AssertionError|AssertionError \[\w+\])(?: \[\w+\])?: (?P<what>.+)|^\s*(?:Assertion|Assert)(?:ion)? [Ff]ailed[:!] ?(?P<w2>.*)",
        "An assertion fails: {what}.",
    ),
    Shape(
        "karma.fail",
        ERROR,
        TEST,
        r"^(?:\S+ )+\d[\d.]* \(.*\).* FAILED|^\s*Expected .* (?:to|not to) (?:be|equal|have|match|contain|throw)\b.*|(?:Executed \d+ of \d+ .*\(\d+ FAILED\))|^Disconnected, because no message",
    ),
    Shape(
        "tap.notok", ERROR, TEST, r"^\s*not ok \d+ (?:- )?(?P<test>\S.*)$", "The test {test} fails."
    ),
    Shape(
        "playwright.fail",
        ERROR,
        TEST,
        r"^\s*\d+\) \[\w+\] \x{203A} (?P<test>.+)|^\s*Error: (?:Timed out \d+ms waiting for )?expect\(.*|Error: (?:page|locator)\.\w+: (?P<what>.+)",
        FAILS,
    ),
    Shape(
        "qunit.fail",
        ERROR,
        TEST,
        r"^Test(?:s)? (?:Failed|failed)\b.*|^\s*(?:Module|Test) Failed: (?P<test>.+)",
    ),
    # Go, Rust, C, C++
    Shape("go.fail", ERROR, TEST, r"^\s*--- FAIL: (?P<test>\S+)", "The test {test} fails."),
    Shape(
        "go.detail",
        DETAIL,
        TEST,
        r"^\s+(?P<file>\w[\w./-]*_test\.go):(?P<line>\d+): (?P<what>.+)",
        "{file}:{line}: {what}.",
    ),
    Shape(
        "go.testify",
        DETAIL,
        TEST,
        r"^\s+(?:Error:|Messages:) {2,}\s*(?P<what>\S.+)|^\s+(?:expected|actual) *: .+",
        "A test fails: {what}.",
    ),
    Shape(
        "go.pkg",
        SUMMARY,
        TEST,
        r"^FAIL\t\S+|^FAIL$|^FAIL\s+\S+/\S+ .*(?:\[build failed\]|\[setup failed\]|s)$",
    ),
    Shape("go.race", DETAIL, CRASH, r"^WARNING: DATA RACE", "The race detector found a data race."),
    Shape(
        "cargo.test",
        ERROR,
        TEST,
        r"^test (?P<test>\S+)(?: - .*)? \.\.\. FAILED|^\s*(?:FAIL|TIMEOUT|SIGABRT|SIGSEGV) \[ *[\d.]+s\] (?:\( *\d+/\d+\) )?(?P<t2>.+)",
        "The test {test} fails.",
    ),
    Shape("cargo.stdout", GENERIC, TEST, r"^---- (?P<test>\S+) stdout ----"),
    Shape(
        "cargo.summary",
        SUMMARY,
        TEST,
        r"^test result: FAILED|^error: (?:\d+ )?(?:test failed|tests? failed)|^error: test run failed|^\s+Summary \[.*[1-9]\d* failed",
    ),
    Shape(
        "rust.assert",
        DETAIL,
        TEST,
        r"^\s*assertion (?:`[^`]+` )?failed(?:: ?(?P<what>.*))?|^\s+(?:left|right): .+|panicked at '?assertion failed",
        "An assertion fails: {what}.",
    ),
    Shape(
        "trybuild.mismatch",
        DETAIL,
        TEST,
        r"^(?:MISMATCH|EXPECTED:|ACTUAL OUTPUT:|test \S+ \.\.\. mismatch)",
    ),
    Shape(
        "gtest.fail", ERROR, TEST, r"^\[ +FAILED +\] (?P<test>[\w/.]+)", "The test {test} fails."
    ),
    Shape(
        "gtest.detail",
        DETAIL,
        TEST,
        r"^(?P<file>\S+\.\w+):(?P<line>\d+): Failure$|^(?P<f2>\S+)\(\d+\): error: (?:Value of|Expected)|^\s+(?:Actual|Which is): ",
        "{file}:{line}: a test's expectation fails.",
    ),
    Shape(
        "catch.fail",
        ERROR,
        TEST,
        r"^\S+:\d+: FAILED:|^\S+\(\d+\): FAILED:|^\S+\(\d+\): (?:fatal )?error: in \"(?P<test>[^\"]+)\": (?P<what>.+)",
        FAILS,
    ),
    Shape(
        "ctest.list",
        ERROR,
        TEST,
        r"^\s*\d+ - (?P<test>\S+) \((?:Failed|Timeout|SEGFAULT|Not Run|Child aborted|Subprocess aborted|ILLEGAL|OTHER_FAULT)\)",
        "The test {test} fails.",
    ),
    Shape(
        "ctest.fail",
        SUMMARY,
        TEST,
        r"\*\*\*(?:Failed|Timeout|Exception|Not Run)|^\d+% tests passed, [1-9]\d* tests? failed|^The following tests FAILED|^Errors while running CTest",
    ),
    Shape(
        "automake.fail",
        ERROR,
        TEST,
        r"^(?:X?FAIL|ERROR|XPASS): (?P<test>[\w./-]+)(?: \d+.*)?$|^# (?:FAIL|ERROR): +[1-9]",
        "The test {test} fails.",
    ),
    Shape(
        "c.assert",
        DETAIL,
        CRASH,
        r"[Aa]ssertion [`'\"]?(?P<what>.+?)['\"]? failed\.?$|^Assertion failed: (?P<w2>.+)|: Assertion `",
        "An assertion in the program fails: {what}.",
    ),
    Shape(
        "sanitizer.error",
        DETAIL,
        CRASH,
        r"(?:ERROR|WARNING): (?P<san>\w+Sanitizer): (?P<what>.+)|^SUMMARY: (?P<s2>\w+Sanitizer): (?P<w2>.+)|runtime error: (?P<w3>(?:signed|null|load|store|index|shift|division|member|reference).+)",
        "{san} found {what}.",
    ),
    Shape(
        "valgrind.error",
        ERROR,
        CRASH,
        r"^==\d+== (?:ERROR SUMMARY: [1-9]|Invalid (?:read|write)|Conditional jump|definitely lost: [1-9])",
    ),
)
