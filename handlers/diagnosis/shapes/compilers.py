"""Compilers with their build tools: Rust, Go, Swift, Haskell, OCaml, Erlang, Elixir."""

from handlers.diagnosis.model import COMPILE, CONFIG, CRASH, DEPENDENCY, TEST
from handlers.diagnosis.shapes.shape import DETAIL, ERROR, GENERIC, SUMMARY, WRAPPER, Shape

AT = "{file}:{line} does not compile: {what}."

SHAPES = (
    Shape(
        "rustc.error",
        DETAIL,
        COMPILE,
        r"^\s*error\[E(?P<code>\d{4})\]: (?P<what>.+)",
        "Rust does not compile: {what} (E{code}).",
    ),
    Shape(
        "rustc.plain",
        ERROR,
        COMPILE,
        r"^error: (?P<what>(?:linking with|cannot find macro|expected |unresolved import|unused |mismatched |this file contains|no rules expected|use of|the lock file|failed to parse manifest|couldn't read|unknown|environment variable).+)",
        "Rust does not compile: {what}.",
    ),
    Shape("rustc.where", GENERIC, COMPILE, r"^\s*--> (?P<file>\S+?):(?P<line>\d+):\d+"),
    Shape(
        "rustc.count",
        SUMMARY,
        COMPILE,
        r"^error: aborting due to (?:\d+ )?previous error|^error: [Cc]ould not compile `(?P<what>[^`]+)`|^\s*error: could not compile|^For more information about (?:this|an) error, try",
    ),
    Shape(
        "cargo.resolve",
        DETAIL,
        DEPENDENCY,
        r"^error: (?:no matching package(?: named)? (?:`(?P<what>[^`]+)`)?|failed to select a version for .*`(?P<pkg>[^`]+)`|package `(?P<pkg2>[^`]+)` cannot be built because it requires rustc)|^\s*perhaps a crate was updated",
        "Cargo does not find a fitting version of {what}.",
    ),
    Shape(
        "cargo.build",
        WRAPPER,
        COMPILE,
        r"^error: failed to run custom build command for `(?P<what>[^`]+)`|^error: build failed|^warning: build failed",
    ),
    Shape(
        "cargo.fetch",
        ERROR,
        DEPENDENCY,
        r"^error: failed to (?:get|download|fetch|load source|update|sync|query)\b.*",
    ),
    Shape(
        "rust.panic",
        DETAIL,
        CRASH,
        r"thread '(?P<test>main|tokio-runtime-worker|<unnamed>)'(?: \(\d+\))? (?:has overflowed its stack|panicked at (?P<what>.+))",
        "The thread {test} panicked: {what}.",
    ),
    Shape(
        "cargo.clippy",
        DETAIL,
        "lint",
        r"^error: .*\(clippy|#\[deny\(clippy|= note: .*-D (?:clippy|warnings)",
    ),
    Shape(
        "rustfmt.diff",
        DETAIL,
        "lint",
        r"^Diff in (?P<file>\S+?)(?::| at line )(?P<line>\d+):?$",
        "{file} is not formatted as rustfmt wants it.",
    ),
    Shape(
        "go.module",
        DETAIL,
        DEPENDENCY,
        r"^go: .*(?:module (?:lookup disabled|declares its path)|unknown revision|no matching versions|missing go\.sum entry|inconsistent vendoring|updates to go\.(?:mod|sum) needed)|no required module provides package (?P<what>[^;\s]+)|cannot find (?:package|module providing package) \"?(?P<pkg>[\w./-]+)|missing go\.sum entry for module providing package (?P<pkg2>\S+)|verifying (?P<mod>\S+): checksum mismatch",
        "Go does not find the module {what}.",
    ),
    Shape(
        "go.error",
        DETAIL,
        COMPILE,
        r"^(?:vet: )?\s*(?P<file>[\w./@+~-]+\.go):(?P<line>\d+):\d+: (?P<what>[^\s].+)",
        AT,
    ),
    Shape(
        "go.syntax",
        DETAIL,
        COMPILE,
        r"\.go:\d+:\d+: (?:syntax error|undefined: |cannot use |imported and not used|declared (?:and|but) not used|missing return|undeclared name)",
    ),
    Shape("go.package", GENERIC, COMPILE, r"^# [\w.-]+/[\w./-]+(?: \[|$)"),
    Shape(
        "go.tidy",
        DETAIL,
        "lint",
        r"go\.(?:mod|sum)\S* (?:is|are) not (?:up[- ]to[- ]date|tidy)|run 'go mod tidy'|please run .?go mod tidy",
        "go.mod and go.sum are not up to date.",
    ),
    Shape(
        "go.recovered",
        DETAIL,
        TEST,
        r"^panic: (?P<what>.+) \[recovered(?:, repanicked)?\]$",
        "A test panics: {what}.",
    ),
    Shape(
        "go.panic",
        DETAIL,
        CRASH,
        r"^(?:panic: |fatal error: )(?P<what>(?:runtime error|all goroutines|test timed out|concurrent map|stack overflow|out of memory|unexpected signal|assignment to|close of|send on|value |interface conversion).*)",
        "A Go program panicked: {what}.",
    ),
    Shape(
        "go.panic.any", ERROR, CRASH, r"^\s*panic: (?P<what>.+)", "A Go program panicked: {what}."
    ),
    Shape(
        "swift.error",
        DETAIL,
        COMPILE,
        r"(?P<file>/\S+\.(?:swift|mm?|h|xib|storyboard)):(?P<line>\d+):\d+: (?:error: )?(?P<what>.+)",
        AT,
    ),
    Shape(
        "xcode.failed",
        SUMMARY,
        COMPILE,
        r"^\*\* (?:BUILD|TEST|ARCHIVE|ANALYZE) (?:EXECUTE )?(?:FAILED|INTERRUPTED) \*\*|^The following build commands failed:",
    ),
    Shape(
        "xcode.error",
        ERROR,
        CONFIG,
        r"^xcodebuild: error: (?P<what>.+)|^error: (?:Signing for|No profiles? for|No signing certificate|Provisioning profile|Code ?[Ss]ign)(?P<sign>.*)|No certificate .*matching",
    ),
    Shape(
        "swift.package",
        ERROR,
        DEPENDENCY,
        r"^error: (?:failed to clone|Dependencies could not be resolved|package at|product '|no such module)|\[!\] CocoaPods could not find|^\[!\] (?P<what>.+)|\*\*\* Skipped building|^A shell task .* failed",
    ),
    Shape(
        "ghc.error",
        ERROR,
        COMPILE,
        r"(?P<file>\S+\.l?hs):(?P<line>\d+):\d+(?:-\d+)?: error:? ?(?P<what>.*)",
        "{file}:{line} does not compile.",
    ),
    Shape(
        "ghc.detail",
        DETAIL,
        COMPILE,
        r"^\s+(?:• )?(?:Not in scope: |Couldn't match (?:expected )?type|No instance for|Variable not in scope|Could not find module|Ambiguous (?:type|occurrence)|Couldn't deduce|Could not deduce|parse error)(?P<what>.*)",
    ),
    Shape(
        "cabal.resolve",
        DETAIL,
        DEPENDENCY,
        r"^(?:cabal: )?(?:Could not resolve dependencies|Error: cabal: Could not)|rejecting: |In the dependencies for \S+:",
    ),
    Shape(
        "cabal.failed",
        WRAPPER,
        COMPILE,
        r"^cabal: (?:Failed to build|Error: some packages)|^--\s+While building (?:custom |simple )?[Ss]etup|^(?:Progress \d+/\d+.*)?Process exited with code: ExitFailure",
    ),
    Shape(
        "ocaml.error",
        GENERIC,
        COMPILE,
        r"^Error: (?:Unbound |This expression has type|Syntax error|Signature mismatch|The implementation)(?P<what>.*)",
    ),
    Shape(
        "erlc.error", DETAIL, COMPILE, r"^\S+\.[eh]rl:\d+(?::\d+)?: (?P<what>.+)|^\S+\.erl:none: "
    ),
    Shape(
        "elixir.error",
        DETAIL,
        COMPILE,
        r"^\*\* \((?:CompileError|SyntaxError|TokenMissingError|Mix|UndefinedFunctionError|MatchError|EXIT|\w+Error)[^)]*\) (?P<what>.+)",
        "{what}.",
    ),
    Shape(
        "rebar.failed",
        WRAPPER,
        COMPILE,
        r"^(?:===> (?:Compiling \S+ failed|Failed)|ERROR: \w+ failed while processing)",
    ),
)
