"""Small histories in many languages: what was there, what came in, what the build said, and why."""

from dataclasses import dataclass, field

END = "\nERROR: script returned exit code 1\nFinished: FAILURE\n"
WORKSPACE = "/var/jenkins_home/workspace/made"


@dataclass(frozen=True)
class Story:
    """`start` is the good commit's files, `commits` came after it (subject, files), oldest first;
    `broke` is the subject of the one to look at, `tests` are failed cases of a report."""

    name: str
    start: dict
    commits: tuple
    broke: str
    console: str
    tests: tuple = field(default=())


NOISE = (
    ("Explain the setup", {"README.md": "Read me\n"}),
    ("Colour the page", {"web/style.css": "a { color: red }\n"}),
)

STORIES = (
    Story(
        "a Python traceback through the changed line",
        {"shop/cart.py": "def total(lines):\n    return sum(lines)\n", "tests/test_cart.py": "x\n"},
        (
            (
                "Sum floats",
                {"shop/cart.py": "def total(lines):\n    return sum(lines) / len(lines)\n"},
            ),
            *NOISE,
            ("Add a till", {"shop/till.py": "x = 1\n"}),
        ),
        "Sum floats",
        f"""+ python -m pytest -q
Traceback (most recent call last):
  File "{WORKSPACE}/tests/test_cart.py", line 1, in test_empty
    total([])
  File "{WORKSPACE}/shop/cart.py", line 2, in total
    return sum(lines) / len(lines)
ZeroDivisionError: division by zero
FAILED tests/test_cart.py::test_empty - ZeroDivisionError: division by zero""",
    ),
    Story(
        "a module that was moved",
        {"app/old.py": "def run():\n    return 1\n" * 5, "app/main.py": "import app.old\n"},
        (
            ("Sort imports", {"app/main.py": "import app.old\n\n"}),
            (
                "Tidy the package",
                {"app/old.py": None, "app/new.py": "def run():\n    return 1\n" * 5},
            ),
            *NOISE,
        ),
        "Tidy the package",
        """+ python -m app
ModuleNotFoundError: No module named 'app.old'""",
    ),
    Story(
        "javac under Maven",
        {
            "pom.xml": "<project/>\n",
            "src/main/java/com/acme/Order.java": "class Order {\n  int cents;\n}\n",
            "src/main/java/com/acme/Bill.java": "class Bill {\n  int a(Order o) { return o.cents; }\n}\n",
        },
        (
            ("Bump the parent", {"pom.xml": "<project><parent/></project>\n"}),
            (
                "Hold amounts exactly",
                {"src/main/java/com/acme/Order.java": "class Order {\n  long amount;\n}\n"},
            ),
            *NOISE,
        ),
        "Hold amounts exactly",
        f"""[INFO] Compiling 2 source files
[ERROR] COMPILATION ERROR :
[ERROR] {WORKSPACE}/src/main/java/com/acme/Bill.java:[2,28] cannot find symbol
  symbol:   variable cents
  location: variable o of type com.acme.Order
[INFO] BUILD FAILURE
[ERROR] Failed to execute goal org.apache.maven.plugins:maven-compiler-plugin:3.1:compile""",
    ),
    Story(
        "a JUnit failure with a stack",
        {
            "src/main/java/com/acme/Fee.java": "class Fee {\n  int of(int x) { return x / 2; }\n}\n",
            "src/main/java/com/acme/Log.java": "class Log {}\n",
            "src/test/java/com/acme/FeeTest.java": "class FeeTest { Fee fee; }\n",
        },
        (
            ("Log less", {"src/main/java/com/acme/Log.java": "class Log { int level; }\n"}),
            (
                "Halve the fee",
                {
                    "src/main/java/com/acme/Fee.java": "class Fee {\n  int of(int x) { return x / 4; }\n}\n"
                },
            ),
            ("Name tests", {"src/test/java/com/acme/LogTest.java": "class LogTest {}\n"}),
        ),
        "Halve the fee",
        """[ERROR] Tests run: 1, Failures: 1 <<< FAILURE! -- in com.acme.FeeTest
org.opentest4j.AssertionFailedError: expected: <5> but was: <2>
	at org.junit.jupiter.api.Assertions.assertEquals(Assertions.java:1145)
	at com.acme.FeeTest.half(FeeTest.java:1)
[INFO] BUILD FAILURE""",
        (("com.acme.FeeTest", "half", "expected: <5> but was: <2>"),),
    ),
    Story(
        "gcc, in a header that changed",
        {
            "include/ring.h": "struct ring { int size; };\n",
            "src/ring.c": '#include "ring.h"\nint n(struct ring *r) { return r->size; }\n',
            "src/log.c": "int l;\n",
        },
        (
            ("Count what is held", {"include/ring.h": "struct ring { int held; };\n"}),
            ("Log in colour", {"src/log.c": "int l = 2;\n"}),
            *NOISE,
        ),
        "Count what is held",
        """cc -Iinclude -c -o build/ring.o src/ring.c
src/ring.c: In function 'n':
src/ring.c:2:41: error: 'struct ring' has no member named 'size'
make: *** [Makefile:10: build/ring.o] Error 1""",
    ),
    Story(
        "tsc",
        {"src/api.ts": "export const a = 1\n", "src/page.ts": "import { a } from './api'\n"},
        (
            ("Show a page", {"src/page.ts": "import { a } from './api'\nlet b: string = a\n"}),
            ("Speed up", {"src/cache.ts": "export const c = 3\n"}),
            *NOISE,
        ),
        "Show a page",
        """> tsc --noEmit
src/page.ts(2,5): error TS2322: Type 'number' is not assignable to type 'string'.""",
    ),
    Story(
        "Go, a test beside the changed file",
        {
            "rate/bucket.go": "package rate\nfunc Take() int { return 1 }\n",
            "rate/bucket_test.go": "package rate\n\nfunc TestTake(t *testing.T) {\n\tTake()\n}\n",
            "route/route.go": "package route\n",
        },
        (
            ("Route faster", {"route/route.go": "package route\nvar x = 1\n"}),
            ("Take two", {"rate/bucket.go": "package rate\nfunc Take() int { return 2 }\n"}),
            ("Route safer", {"route/route.go": "package route\nvar x = 2\n"}),
        ),
        "Take two",
        """=== RUN   TestTake
    bucket_test.go:4: got 2, want 1
--- FAIL: TestTake (0.00s)
FAIL	acme.example/gateway/rate	0.003s
FAIL""",
    ),
    Story(
        "go build with a name that is gone",
        {"a/a.go": "package a\nfunc Load() {}\n", "b/b.go": "package b\nfunc B() { a.Load() }\n"},
        (
            ("Read lazily", {"a/a.go": "package a\nfunc Open() {}\n"}),
            ("Wait a bit", {"c/c.go": "package c\n"}),
            *NOISE,
        ),
        "Read lazily",
        """# acme.example/b
b/b.go:2:14: undefined: a.Load""",
    ),
    Story(
        "rustc",
        {"src/fees.rs": "fn a() {}\nfn b() {}\n", "src/lib.rs": "mod fees;\n"},
        (
            ("Give fees back", {"src/fees.rs": "fn a() {}\nfn b() { let x: u8 = -1; }\n"}),
            ("Export fees", {"src/lib.rs": "pub mod fees;\n"}),
        ),
        "Give fees back",
        """   Compiling ledger v0.3.1
error[E0600]: cannot apply unary operator `-` to type `u8`
 --> src/fees.rs:2:22
  |
2 | fn b() { let x: u8 = -1; }
error: could not compile `ledger` (lib) due to 1 previous error""",
    ),
    Story(
        "a node stack through an index file",
        {
            "src/mail/index.js": "exports.send = () => 1\n",
            "src/queue/index.js": "exports.push = () => 1\n",
            "test/mail.test.js": "const mail = require('../src/mail')\n",
        },
        (
            ("Queue twice", {"src/queue/index.js": "exports.push = () => 2\n"}),
            ("Send later", {"src/mail/index.js": "exports.send = () => undefined.x\n"}),
        ),
        "Send later",
        f"""TypeError: Cannot read properties of undefined (reading 'x')
    at exports.send ({WORKSPACE}/src/mail/index.js:1:33)
    at Object.<anonymous> ({WORKSPACE}/test/mail.test.js:3:10)
npm ERR! Test failed.""",
    ),
    Story(
        "npm's lock file disagrees",
        {"package.json": "{}\n", "package-lock.json": "{}\n", "src/a.js": "1\n"},
        (
            ("Draw charts", {"package.json": '{"dependencies": {"d3": "7"}}\n', "src/a.js": "2\n"}),
            ("Draw more", {"src/b.js": "2\n"}),
            *NOISE,
        ),
        "Draw charts",
        """npm error code EUSAGE
npm error `npm ci` can only install packages when your package.json and package-lock.json are in sync.
npm error Missing: d3@7.9.0 from lock file""",
    ),
    Story(
        "pip finds no such version",
        {"requirements.txt": "flask==3.0\n", "app.py": "import flask\n"},
        (
            ("Serve faster", {"app.py": "import flask\n\nx = 1\n"}),
            ("Upgrade flask", {"requirements.txt": "flask==99.0\n"}),
        ),
        "Upgrade flask",
        """ERROR: Could not find a version that satisfies the requirement flask==99.0 (from versions: 3.0)
ERROR: No matching distribution found for flask==99.0""",
    ),
    Story(
        "a Jenkinsfile that does not parse",
        {"Jenkinsfile": "pipeline {\n  stages {}\n}\n", "app.py": "1\n"},
        (
            ("Scan images", {"Jenkinsfile": "pipeline {\n  stages {\n    scan\n  }\n}\n"}),
            ("Serve", {"app.py": "2\n"}),
        ),
        "Scan images",
        """org.codehaus.groovy.control.MultipleCompilationErrorsException: startup failed:
WorkflowScript: 3: Expected a stage @ line 3, column 5.
       scan
       ^
1 error""",
    ),
    Story(
        "ESLint's table",
        {"src/app.js": "let a = 1\n", "src/b.js": "let b = 1\n"},
        (
            ("Trim", {"src/b.js": "let b = 2\n"}),
            ("Log the start", {"src/app.js": "let a = 1\nconsle.log(a)\n"}),
            ("Trim more", {"src/b.js": "let b = 3\n"}),
        ),
        "Log the start",
        f"""> eslint src

{WORKSPACE}/src/app.js
  2:1  error  'consle' is not defined  no-undef

✖ 1 problem (1 error, 0 warnings)""",
    ),
    Story(
        "RSpec",
        {
            "app/models/cart.rb": "class Cart\n  def total\n    1\n  end\nend\n",
            "spec/models/cart_spec.rb": "describe Cart\n",
            "app/models/user.rb": "class User\nend\n",
        },
        (
            (
                "Total in cents",
                {"app/models/cart.rb": "class Cart\n  def total\n    100\n  end\nend\n"},
            ),
            ("Greet", {"app/models/user.rb": "class User\n  # hi\nend\n"}),
        ),
        "Total in cents",
        """Failures:

  1) Cart total is one
     Failure/Error: expect(cart.total).to eq(1)

       expected: 1
            got: 100
     # ./spec/models/cart_spec.rb:1:in `block (2 levels) in <top (required)>'

rspec ./spec/models/cart_spec.rb:1 # Cart total is one""",
    ),
    Story(
        "a Docker image that cannot be built",
        {"Dockerfile": "FROM python:3.11\nCOPY . .\n", "app.py": "1\n", "compose.yaml": "a: 1\n"},
        (
            ("Serve", {"app.py": "2\n"}),
            (
                "Make the image smaller",
                {"Dockerfile": "FROM python:3.11-slim\nRUN gcc --version\n"},
            ),
            *NOISE,
        ),
        "Make the image smaller",
        """#7 0.250 /bin/sh: 1: gcc: not found
Dockerfile:2
--------------------
   2 | >>> RUN gcc --version
--------------------
ERROR: failed to solve: process "/bin/sh -c gcc --version" did not complete successfully: exit code: 127""",
    ),
)
