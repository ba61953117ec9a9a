"""What real tools print when they fail: (tool, category, the line that tells, the output)."""

SAMPLES: list[tuple[str, str, str, str]] = [
    (
        "gcc header",
        "compile",
        "a.c:2:10: fatal error: nowhere.h: No such file or directory",
        """\
a.c:2:10: fatal error: nowhere.h: No such file or directory
    2 | #include "nowhere.h"
      |          ^~~~~~~~~~~
compilation terminated.
make: *** [Makefile:2: all] Error 1
""",
    ),
    (
        "gcc error",
        "compile",
        "b.c:1:28: error: \u2018b\u2019 undeclared (first use in this function)",
        """\
b.c: In function \u2018add\u2019:
b.c:1:28: error: \u2018b\u2019 undeclared (first use in this function)
    1 | int add(int a){ return a + b; }
      |                            ^
b.c:1:28: note: each undeclared identifier is reported only once for each function it appears in
make: *** [Makefile:2: all] Error 1
""",
    ),
    (
        "ld",
        "compile",
        "d.c:(.text+0x5): undefined reference to `missing'",
        """\
/usr/bin/ld: /tmp/ccoyQ32e.o: in function `main':
d.c:(.text+0x5): undefined reference to `missing'
collect2: error: ld returned 1 exit status
""",
    ),
    (
        "cmake",
        "dependency",
        '  By not providing "FindNothing.cmake" in CMAKE_MODULE_PATH this project has',
        """\
CMake Error at CMakeLists.txt:3 (find_package):
  By not providing "FindNothing.cmake" in CMAKE_MODULE_PATH this project has
  asked CMake to find a package configuration file provided by "Nothing", but
  CMake did not find one.

  Could not find a package configuration file provided by "Nothing" with any
  of the following names:

    NothingConfig.cmake
    nothing-config.cmake

-- Configuring incomplete, errors occurred!
""",
    ),
    (
        "go build",
        "compile",
        "./shop.go:3:36: undefined: tax",
        "# example.org/shop\n./shop.go:3:36: undefined: tax\n",
    ),
    (
        "go test",
        "test",
        "    shop_test.go:7: Total(2) = 2, want 3",
        """\
--- FAIL: TestTotal (0.00s)
    shop_test.go:7: Total(2) = 2, want 3
FAIL
FAIL\texample.org/shop\t0.003s
FAIL
""",
    ),
    (
        "rustc",
        "compile",
        "error[E0425]: cannot find value `tax` in this scope",
        """\
   Compiling shop v0.1.0 (/tmp/rec/rs)
error[E0425]: cannot find value `tax` in this scope
 --> src/lib.rs:1:35
  |
1 | pub fn total(a: i32) -> i32 { a + tax }
  |                                   ^^^ not found in this scope

For more information about this error, try `rustc --explain E0425`.
error: could not compile `shop` (lib) due to 1 previous error
""",
    ),
    (
        "cargo test",
        "test",
        "assertion `left == right` failed",
        """\
running 1 test
test adds_tax ... FAILED

failures:

---- adds_tax stdout ----

thread 'adds_tax' (14477) panicked at src/lib.rs:3:17:
assertion `left == right` failed
  left: 2
 right: 3


failures:
    adds_tax

test result: FAILED. 0 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.31s

error: test failed, to rerun pass `--lib`
""",
    ),
    (
        "node",
        "dependency",
        "Error: Cannot find module './tax'",
        """\
> shop@1.0.0 test
> node test.js

node:internal/modules/cjs/loader:1210
  throw err;
  ^

Error: Cannot find module './tax'
Require stack:
- /tmp/rec/js/test.js
    at Module._resolveFilename (node:internal/modules/cjs/loader:1207:15)
    at Module._load (node:internal/modules/cjs/loader:1038:27) {
  code: 'MODULE_NOT_FOUND',
  requireStack: [ '/tmp/rec/js/test.js' ]
}

Node.js v20.20.2
npm ERR! code ELIFECYCLE
npm ERR! errno 1
npm ERR! A complete log of this run can be found in: /root/.npm/_logs/debug-0.log
""",
    ),
    (
        "npm script",
        "config",
        'npm error Missing script: "nothing"',
        """\
npm error Missing script: "nothing"
npm error
npm error To see a list of scripts, run:
npm error   npm run
npm error A complete log of this run can be found in: /root/.npm/_logs/debug-0.log
""",
    ),
    (
        "pytest",
        "test",
        "E       assert 2 == 3",
        """\
F                                                                        [100%]
=================================== FAILURES ===================================
__________________________________ test_total __________________________________

    def test_total():
>       assert total(2) == 3
E       assert 2 == 3
E        +  where 2 = total(2)

test_shop.py:5: AssertionError
=========================== short test summary info ============================
FAILED test_shop.py::test_total - assert 2 == 3
============================== 1 failed in 1.05s ===============================
""",
    ),
    (
        "unittest",
        "test",
        "AssertionError: 2 != 3",
        """\
F
======================================================================
FAIL: test_total (test_shop.Totals)
----------------------------------------------------------------------
Traceback (most recent call last):
  File "/tmp/rec/py/test_shop.py", line 6, in test_total
    self.assertEqual(total(2), 3)
AssertionError: 2 != 3

----------------------------------------------------------------------
Ran 1 test in 0.000s

FAILED (failures=1)
""",
    ),
    (
        "python import",
        "dependency",
        "ModuleNotFoundError: No module named 'nothing_here'",
        """\
Traceback (most recent call last):
  File "/tmp/rec/py/b.py", line 1, in <module>
    import nothing_here
ModuleNotFoundError: No module named 'nothing_here'
""",
    ),
    (
        "python syntax",
        "compile",
        "SyntaxError: invalid syntax",
        """\
  File "/tmp/rec/py/s.py", line 1
    def f(:
          ^
SyntaxError: invalid syntax
""",
    ),
    (
        "mypy",
        "lint",
        'b.py:1: error: Cannot find implementation or library stub for module named "nothing_here"'
        "  [import-not-found]",
        """\
b.py:1: error: Cannot find implementation or library stub for module named "nothing_here"  [import-not-found]
b.py:1: note: See https://mypy.readthedocs.io/en/stable/running_mypy.html#missing-imports
Found 1 error in 1 file (checked 1 source file)
""",
    ),
    (
        "ruff",
        "lint",
        "b.py:1:8: F401 [*] `nothing_here` imported but unused",
        "b.py:1:8: F401 [*] `nothing_here` imported but unused\nFound 1 error.\n",
    ),
    (
        "javac",
        "compile",
        "A.java:1: error: cannot find symbol",
        """\
A.java:1: error: cannot find symbol
class A { int f() { return x; } }
                           ^
  symbol:   variable x
  location: class A
1 error
""",
    ),
    (
        "maven compile",
        "compile",
        "[ERROR] /w/shop/src/main/java/org/example/Shop.java:[7,16] cannot find symbol",
        """\
[INFO] --- maven-compiler-plugin:3.11.0:compile (default-compile) @ shop ---
[INFO] -------------------------------------------------------------
[ERROR] COMPILATION ERROR :
[INFO] -------------------------------------------------------------
[ERROR] /w/shop/src/main/java/org/example/Shop.java:[7,16] cannot find symbol
  symbol:   variable tax
  location: class org.example.Shop
[INFO] 1 error
[INFO] BUILD FAILURE
[ERROR] Failed to execute goal org.apache.maven.plugins:maven-compiler-plugin:3.11.0:compile (default-compile) on project shop: Compilation failure
[ERROR] -> [Help 1]
""",
    ),
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
    (
        "kubectl",
        "deploy",
        'Error from server (NotFound): deployments.apps "shop" not found',
        'Error from server (NotFound): deployments.apps "shop" not found\n',
    ),
    (
        "helm",
        "deploy",
        "Error: UPGRADE FAILED: timed out waiting for the condition",
        "Error: UPGRADE FAILED: timed out waiting for the condition\n",
    ),
    (
        "terraform",
        "deploy",
        "\u2502 Error: Reference to undeclared input variable",
        """\
\u2577
\u2502 Error: Reference to undeclared input variable
\u2502
\u2502   on main.tf line 3, in resource "null_resource" "shop":
\u2502    3:   triggers = { a = var.tax }
\u2575
""",
    ),
    (
        "ansible",
        "deploy",
        'fatal: [web1]: FAILED! => {"changed": false, "msg": "Unable to start service shop"}',
        """\
TASK [start the shop] **********************************************************
fatal: [web1]: FAILED! => {"changed": false, "msg": "Unable to start service shop"}

PLAY RECAP *********************************************************************
web1                       : ok=2    changed=0    unreachable=0    failed=1    skipped=0
""",
    ),
    (
        "git host",
        "network",
        "fatal: unable to access 'https://git.example.org/shop.git/': Could not resolve host:"
        " git.example.org",
        "Cloning into 'shop'...\nfatal: unable to access 'https://git.example.org/shop.git/':"
        " Could not resolve host: git.example.org\n",
    ),
    (
        "git host key",
        "scm",
        "Host key verification failed.",
        "Host key verification failed.\nfatal: Could not read from remote repository.\n",
    ),
    (
        "shell",
        "tool",
        "bash: nosuchtool: command not found",
        "+ nosuchtool --x\nbash: nosuchtool: command not found\n",
    ),
    ("disk", "disk", "tar: shop.tar: Cannot write: No space left on device",
     "tar: shop.tar: Cannot write: No space left on device\n"),
    (
        "jvm heap",
        "oom",
        'Exception in thread "main" java.lang.OutOfMemoryError: Java heap space',
        'Exception in thread "main" java.lang.OutOfMemoryError: Java heap space\n'
        "\tat org.example.Shop.main(Shop.java:9)\n",
    ),
    (
        "jenkins step",
        "config",
        "java.lang.NoSuchMethodError: No such DSL method 'shipIt' found among steps [archive, bat]",
        """\
[Pipeline] node
[Pipeline] {
[Pipeline] }
[Pipeline] // node
[Pipeline] End of Pipeline
java.lang.NoSuchMethodError: No such DSL method 'shipIt' found among steps [archive, bat]
\tat org.jenkinsci.plugins.workflow.cps.DSL.invokeMethod(DSL.java:219)
Finished: FAILURE
""",
    ),
    (
        "jenkins time",
        "timeout",
        "Cancelling nested steps due to timeout",
        """\
[Pipeline] timeout
Timeout set to expire in 10 min
[Pipeline] sh
+ sleep 1000
Cancelling nested steps due to timeout
Sending interrupt signal to process
[Pipeline] // timeout
Timeout has been exceeded
Finished: ABORTED
""",
    ),
    (
        "jenkins agent",
        "infra",
        "Cannot contact agent-7: hudson.remoting.ChannelClosedException: Channel is closed",
        "[Pipeline] sh\n+ make\n"
        "Cannot contact agent-7: hudson.remoting.ChannelClosedException: Channel is closed\n"
        "Finished: FAILURE\n",
    ),
    (
        "actions cancelled",
        "aborted",
        "##[error]The operation was canceled.",
        "2026-05-06T19:00:00.1234567Z ok 1\n"
        "2026-05-06T19:00:09.1234567Z ##[error]The operation was canceled.\n",
    ),
    (
        "prettier",
        "lint",
        "[warn] src/shop.js",
        "Checking formatting...\n[warn] src/shop.js\n"
        "[warn] Code style issues found in the above file. Run Prettier with --write to fix.\n",
    ),
    (
        "sanitizer",
        "crash",
        "==30799==ERROR: AddressSanitizer: heap-use-after-free on address 0x61b000080607",
        "==30799==ERROR: AddressSanitizer: heap-use-after-free on address 0x61b000080607\n"
        "    #0 0x555888669d4b in total /w/shop.c:3\n",
    ),
]  # fmt: skip
