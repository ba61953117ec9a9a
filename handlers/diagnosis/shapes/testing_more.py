"""Test runners of Ruby, PHP, .NET, Swift, Erlang, Haskell, Perl, R and others."""

from handlers.diagnosis.model import TEST, TIMEOUT
from handlers.diagnosis.shapes.shape import DETAIL, ERROR, GENERIC, SUMMARY, WRAPPER, Shape

FAILS = "The test {test} fails: {what}."

SHAPES = (
    # Ruby, PHP, .NET, Swift, others
    Shape(
        "rspec.failure",
        DETAIL,
        TEST,
        r"^\s*Failure/Error: (?P<what>.+)",
        "An example fails: {what}.",
    ),
    Shape(
        "rspec.expected",
        DETAIL,
        TEST,
        r"^\s+(?:expected: .+|expected (?:`|#<|the |no |that |\d).+|got: .+|\(compared using \S+\)|.*\bexpected .+ (?:not )?to (?:not )?(?:be|eq|eql|equal|have|include|match|raise|respond|contain|start|end|receive|change|exist|satisfy|yield|cover|throw|output)\b.*|.*\bexpected .+ got .+|undefined (?:local variable or )?method .+ for .+)$",
    ),
    Shape(
        "rspec.example",
        ERROR,
        TEST,
        r"^rspec (?P<test>\S+:\d+|\S+\[[\d:]+\])(?: # (?P<what>.+))?",
        "The example {test} fails: {what}.",
    ),
    Shape(
        "rspec.count",
        SUMMARY,
        TEST,
        r"^\d+ examples?, [1-9]\d* failures?|^Failed examples:|^Failures:$",
    ),
    Shape(
        "minitest.fail",
        ERROR,
        TEST,
        r"^(?:Minitest::(?:Assertion|UnexpectedError)|Test::Unit\S+)[: ]*(?P<what>.*)|^\s*(?:\d+\) )?(?:Failure|Error):$|^\s*(?P<test>Test\w+#\S+)(?::? ?\[.*| .*)?$",
        "A test fails: {what}.",
    ),
    Shape(
        "minitest.count",
        SUMMARY,
        TEST,
        r"^\d+ (?:runs|tests), \d+ assertions, (?:\d+ failures, [1-9]|[1-9])",
    ),
    Shape(
        "phpunit.detail",
        DETAIL,
        TEST,
        r"^Failed asserting that (?P<what>.+)",
        "An assertion fails: {what}",
    ),
    Shape(
        "phpunit.test", ERROR, TEST, r"^\d+\) (?P<test>[\w\\]+::\w+.*)", "The test {test} fails."
    ),
    Shape(
        "phpunit.count",
        SUMMARY,
        TEST,
        r"^(?:FAILURES|ERRORS)!$|^Tests: \d+, Assertions: \d+, .*(?:Failures|Errors): [1-9]|^There (?:was|were) \d+ (?:failure|error)s?:",
    ),
    Shape("phpt.fail", ERROR, TEST, r"^FAIL (?P<test>.+) \[\S+\.phpt\]", "The test {test} fails."),
    Shape("phpt.diff", GENERIC, TEST, r"^\d{3}[+-] .+"),
    Shape(
        "dotnet.test",
        ERROR,
        TEST,
        r"^\s*Failed (?P<test>[\w.]+(?:\(.*\))?)(?: \[.*\])?$|^\s*\[FAIL\] (?P<t2>[\w.]+(?:\(.*\))?)(?: \[.*\])?$|^\s*X (?P<t3>[\w.]+(?:\(.*\))?)(?: \[.*\])?$|^\s*(?P<t4>[\w.]+(?:\(.*\))?) \[FAIL\]",
        "The test {test} fails.",
    ),
    Shape(
        "dotnet.assert",
        DETAIL,
        TEST,
        r"^\s*(?:Assert\.\w+(?:\(\))? (?:Failure|failed)|Xunit\.Sdk\.\w+|NUnit\.Framework\.\w*Exception|Error Message:)(?P<what>.*)",
        "An assertion fails: {what}.",
    ),
    Shape(
        "dotnet.tests",
        SUMMARY,
        TEST,
        r"^(?:Failed!|Test Run Failed|Total tests: \d+\. .*Failed: [1-9])|^\s*Failed: +[1-9]",
    ),
    Shape(
        "xctest.fail",
        DETAIL,
        TEST,
        r"(?P<file>\S+\.(?:swift|mm?)):(?P<line>\d+): error: -?\[?(?P<test>[\w. ]+)\]? : (?P<what>.+)|^\s*(?P<t2>test\w+), (?P<w2>XCTAssert.+|failed.*|Asynchronous wait failed.*)|^\s*✗ (?P<t3>test\w+), (?P<w3>.+)",
        FAILS,
    ),
    Shape(
        "xctest.case",
        SUMMARY,
        TEST,
        r"^Test (?:Case|Suite) '.*' failed|^\s*Executed \d+ tests?, with [1-9]\d* failures?|^Failing tests:",
    ),
    Shape(
        "ct.fail",
        ERROR,
        TEST,
        r"^(?P<test>\w+:\w+) failed on line \d+|^Testing \S+: .*FAILED|^\w+_SUITE\S* .*FAILED",
        "The case {test} fails.",
    ),
    Shape("ct.reason", DETAIL, TEST, r"^Reason: (?P<what>.+)", "A case fails: {what}."),
    Shape(
        "exunit.fail",
        ERROR,
        TEST,
        r"^\s*\d+\) test (?P<test>.+ \(\S+\))|^\s*Assertion with [=!<>~]+ failed|^\d+ tests?, [1-9]\d* failures?",
        "The test {test} fails.",
    ),
    Shape(
        "hspec.fail",
        ERROR,
        TEST,
        r"^\s*\d+\) \S.+ FAILED|^\s+predicate failed|^\s+but got: |^\d+ examples, [1-9]\d* failures|^\s{2,}\S.*:\s+FAIL(?: \([\d.]+s\))?$|^\d+ out of \d+ tests failed",
    ),
    Shape(
        "vader.fail",
        ERROR,
        TEST,
        r"^\s*\(\s*\d+/\d+\) \[ *\w+\] \(X\) (?P<what>.+)",
        "A case fails: {what}.",
    ),
    Shape("vader.count", SUMMARY, TEST, r"^Success/Total: "),
    Shape(
        "bats.fail",
        ERROR,
        TEST,
        r"^ ✗ (?P<test>.+)|^\s+\(in test file (?P<file>\S+), line (?P<line>\d+)\)",
        "The test {test} fails.",
    ),
    Shape(
        "testthat.fail",
        ERROR,
        TEST,
        r"^(?:──|--) (?:Failure|Error|FAILURE|ERROR)|^(?:══|==) (?:Failed|testthat results)|^\[ FAIL [1-9]|^\d+\. (?:Failure|Error): (?P<test>.+)|^Error: Test failures",
    ),
    Shape(
        "robot.fail",
        ERROR,
        TEST,
        r"^(?P<test>\S.*\S)\s+\| FAIL \|$|^\d+ (?:critical )?tests?(?: total)?, .*[1-9]\d* failed",
        "The test {test} fails.",
    ),
    Shape(
        "mochitest.fail",
        ERROR,
        TEST,
        r"^(?:REFTEST )?TEST-UNEXPECTED-(?:FAIL|PASS|TIMEOUT|ERROR|CRASH|NOTRUN) \| (?P<test>[^|]+?) \| (?P<what>.+)|^PROCESS-CRASH \| (?P<t2>.+)",
        FAILS,
    ),
    Shape("mochitest.leak", ERROR, TEST, r"^(?:TEST-UNEXPECTED-|leakcheck .*missing output)"),
    Shape(
        "any.unexpected",
        GENERIC,
        TEST,
        r"^(?:failed|FAILED|FAIL)[:!]? (?P<test>test\S*|\S*[Tt]est\S*)|(?:[Tt]ests?|[Ss]pecs?|[Cc]hecks?) (?:have )?(?:FAILED|failed)\b|^FAIL(?:ED|URE)?[:!]? \S",
        "{line_text}.",
    ),
    Shape(
        "any.timedout",
        ERROR,
        TIMEOUT,
        r"(?i)^(?:\S+ )?tests? timed? ?out\b|process timed out",
        "The tests ran into a time limit.",
    ),
    Shape(
        "prove.fail",
        SUMMARY,
        TEST,
        r"^Test Summary Report|^Failed \d+/\d+ (?:test programs|subtests)|^Result: FAIL|^# +Failed test (?P<test>.+)|^\s+#\s+Failed test",
        "The test {test} fails.",
    ),
    Shape(
        "any.wrapper",
        WRAPPER,
        TEST,
        r"^Some tests failed|^ERROR: Tests? failed|^Test failed\. +See above",
    ),
)
