"""Build tools, test runners, linters and package managers: (tool, category, the line that tells, the output)."""

SAMPLES: list[tuple[str, str, str, str]] = [
    (
        "maven surefire",
        "test",
        "org.opentest4j.AssertionFailedError: expected: <3> but was: <2>",
        """\
[INFO] Running org.example.ShopTest
[ERROR] Tests run: 1, Failures: 1, Errors: 0, Skipped: 0, Time elapsed: 0.045 s <<< FAILURE! - in org.example.ShopTest
[ERROR] org.example.ShopTest.total  Time elapsed: 0.02 s  <<< FAILURE!
org.opentest4j.AssertionFailedError: expected: <3> but was: <2>
\tat org.example.ShopTest.total(ShopTest.java:11)

[INFO] BUILD FAILURE
[ERROR] Failed to execute goal org.apache.maven.plugins:maven-surefire-plugin:3.1.2:test (default-test) on project shop: There are test failures.
""",
    ),
    (
        "maven artifact",
        "dependency",
        "[ERROR] Failed to execute goal on project shop: Could not resolve dependencies for project"
        " org.example:shop:jar:1.0: Could not find artifact org.example:tax:jar:9.9 in central",
        """\
[INFO] BUILD FAILURE
[ERROR] Failed to execute goal on project shop: Could not resolve dependencies for project org.example:shop:jar:1.0: Could not find artifact org.example:tax:jar:9.9 in central
[ERROR] -> [Help 1]
""",
    ),
    (
        "gradle kotlin",
        "compile",
        "e: file:///w/src/main/kotlin/Shop.kt:3:34 Unresolved reference: tax",
        """\
> Task :compileKotlin FAILED
e: file:///w/src/main/kotlin/Shop.kt:3:34 Unresolved reference: tax

FAILURE: Build failed with an exception.

* What went wrong:
Execution failed for task ':compileKotlin'.
> Compilation error. See log for more details

BUILD FAILED in 4s
""",
    ),
    (
        "scalac",
        "compile",
        "[error] /w/src/main/scala/Shop.scala:3:31: not found: value tax",
        """\
[info] compiling 1 Scala source to /w/target/scala-2.13/classes ...
[error] /w/src/main/scala/Shop.scala:3:31: not found: value tax
[error]   def total(a: Int): Int = a + tax
[error]                               ^
[error] one error found
[error] (Compile / compileIncremental) Compilation failed
""",
    ),
    (
        "tsc",
        "compile",
        "src/shop.ts(1,49): error TS2304: Cannot find name 'tax'.",
        "src/shop.ts(1,49): error TS2304: Cannot find name 'tax'.\n"
        "npm ERR! code ELIFECYCLE\nnpm ERR! errno 2\n",
    ),
    (
        "eslint",
        "lint",
        "  1:7  error  'tax' is assigned a value but never used  no-unused-vars",
        """\

/w/shop.js
  1:7  error  'tax' is assigned a value but never used  no-unused-vars

\u2716 1 problem (1 error, 0 warnings)
""",
    ),
    (
        "jest",
        "test",
        "    Expected: 3",
        """\
 FAIL  ./shop.test.js
  \u25cf adds tax

    expect(received).toBe(expected) // Object.is equality

    Expected: 3
    Received: 2

      at Object.toBe (shop.test.js:3:16)

Test Suites: 1 failed, 1 total
Tests:       1 failed, 1 total
""",
    ),
    (
        "rspec",
        "test",
        "     Failure/Error: expect(total(2)).to eq(3)",
        """\
Failures:

  1) Shop adds tax
     Failure/Error: expect(total(2)).to eq(3)

       expected: 3
            got: 2

       (compared using ==)
     # ./spec/shop_spec.rb:4:in `block (2 levels) in <top (required)>'

Finished in 0.01 seconds
1 example, 1 failure

Failed examples:

rspec ./spec/shop_spec.rb:3 # Shop adds tax
""",
    ),
    (
        "rubocop",
        "lint",
        "shop.rb:1:5: C: Style/StringLiterals: Prefer single-quoted strings.",
        """\
Offenses:

shop.rb:1:5: C: Style/StringLiterals: Prefer single-quoted strings.
a = "b"
    ^^^

1 file inspected, 1 offense detected
""",
    ),
    (
        "phpunit",
        "test",
        "Failed asserting that 2 matches expected 3.",
        """\
There was 1 failure:

1) ShopTest::testTotal
Failed asserting that 2 matches expected 3.

/w/tests/ShopTest.php:9

FAILURES!
Tests: 1, Assertions: 1, Failures: 1.
""",
    ),
    (
        "composer",
        "dependency",
        "Your requirements could not be resolved to an installable set of packages.",
        """\
Loading composer repositories with package information
Updating dependencies
Your requirements could not be resolved to an installable set of packages.

  Problem 1
    - Root composer.json requires acme/tax ^9.0, found acme/tax[1.0.0] but it does not match the constraint.
""",
    ),
    (
        "dotnet",
        "compile",
        "/w/Shop.cs(3,40): error CS0103: The name 'tax' does not exist in the current context"
        " [/w/Shop.csproj]",
        """\
  Determining projects to restore...
/w/Shop.cs(3,40): error CS0103: The name 'tax' does not exist in the current context [/w/Shop.csproj]

Build FAILED.

    0 Warning(s)
    1 Error(s)
""",
    ),
    (
        "swift",
        "compile",
        "/w/Sources/Shop/Shop.swift:1:43: error: cannot find 'tax' in scope",
        """\
/w/Sources/Shop/Shop.swift:1:43: error: cannot find 'tax' in scope
func total(_ a: Int) -> Int { return a + tax }
                                          ^~~
""",
    ),
    (
        "pip",
        "dependency",
        "ERROR: No matching distribution found for tax==9.9",
        """\
Collecting tax==9.9
ERROR: No matching distribution found for tax==9.9
""",
    ),
    (
        "docker image",
        "dependency",
        "docker: Error response from daemon: manifest for shop:9 not found: manifest unknown:"
        " manifest unknown.",
        "docker: Error response from daemon: manifest for shop:9 not found: manifest unknown:"
        " manifest unknown.\nSee 'docker run --help'.\n",
    ),
    (
        "buildkit copy",
        "config",
        '#7 ERROR: failed to calculate checksum of ref 1a2b::3c: "/app.jar": not found',
        """\
#7 [3/3] COPY app.jar /app.jar
#7 ERROR: failed to calculate checksum of ref 1a2b::3c: "/app.jar": not found
------
 > [3/3] COPY app.jar /app.jar:
------
""",
    ),
]
