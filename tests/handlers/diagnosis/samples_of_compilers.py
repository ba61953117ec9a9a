"""Compilers, linkers and test runners of native code, Python and Java: (tool, category, the line that tells, the output)."""

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
]
