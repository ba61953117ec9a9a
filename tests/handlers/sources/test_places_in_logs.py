"""Which files and lines a log names, in the words of compilers, interpreters and test runners."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.sources.paths import Tree, subject
from handlers.sources.places import Place, places
from handlers.suspects.clues import symbols

WRITTEN = [
    ('  File "/ws/shop/money.py", line 12, in f', "/ws/shop/money.py", 12),
    ("tests/test_cart.py:7: AssertionError", "tests/test_cart.py", 7),
    ("FAILED tests/test_cart.py::test_total - assert 3 == 2", "tests/test_cart.py", None),
    ("[ERROR] /ws/src/main/java/com/A.java:[12,5] cannot find symbol", "/ws/src/main/java/com/A.java", 12),
    ("src/A.java:12: error: ';' expected", "src/A.java", 12),
    ("\tat com.acme.Bill.total(Bill.java:19)", "com/acme/Bill.java", 19),
    ("\tat app//com.acme.Bill$Line.of(Bill.java:19) ~[x.jar:1]", "com/acme/Bill.java", 19),
    ("src/exporter.c:8:85: error: no member named 'at_ms'", "src/exporter.c", 8),
    ("src/a.ts(12,5): error TS2304: Cannot find name 'b'.", "src/a.ts", 12),
    ("src/a.ts:12:5 - error TS2304: Cannot find name 'b'.", "src/a.ts", 12),
    (r"C:\ws\src\a.cpp(12,5): error C2065: 'x'", "/ws/src/a.cpp", 12),
    ("    bucket_test.go:32: after 500ms: 0 of 4 calls", "bucket_test.go", 32),
    ("\t/ws/rate/bucket.go:12 +0x1d", "/ws/rate/bucket.go", 12),
    ("  --> src/fees.rs:14:5", "src/fees.rs", 14),
    ("thread 'main' panicked at src/main.rs:3:9:", "src/main.rs", 3),
    ("    at f (file:///ws/test/b.test.js:6:10)", "ws/test/b.test.js", 6),
    ("    at Object.<anonymous> (/ws/src/a.js:1:33)", "/ws/src/a.js", 1),
    ("ERROR in ./src/app.js 12:5", "src/app.js", 12),
    ("e: /ws/Foo.kt: (12, 5): unresolved", "/ws/Foo.kt", 12),
    ("e: file:///ws/Foo.kt:12:5 unresolved", "ws/Foo.kt", 12),
    ("   at X.Y() in /src/File.cs:line 12", "/src/File.cs", 12),
    ("PHP Fatal error: x in /ws/File.php on line 12", "/ws/File.php", 12),
    ("    from app/models/cart.rb:12:in `total'", "app/models/cart.rb", 12),
    ("CMake Error at CMakeLists.txt:12 (add_library):", "CMakeLists.txt", 12),
    ('  on main.tf line 12, in resource "x":', "main.tf", 12),
    ("WorkflowScript: 12: Expected a step @ line 12, column 5.", "Jenkinsfile", 12),
    ("Dockerfile:2", "Dockerfile", 2),
    ("[ERROR]   FeeTest.half:19 expected: <1>", "FeeTest", 19),
]  # fmt: skip  # a table


@pytest.mark.parametrize(("line", "path", "number"), WRITTEN)
def test_a_place_is_read_in_any_notation(line, path, number):
    """The path without what is before it, and the line."""
    assert [(each.path, each.line) for each in places([line])] == [(path, number)]


@pytest.mark.parametrize(
    "line",
    [
        "Downloading https://repo.example/maven/a/pom.xml:12",
        "took 12:30:45, version 1.2.3 of node",
        "see a/b/c and x.y.z for e.g. more",
        "",
    ],
)
def test_what_is_no_place_is_none(line):
    """Addresses, times, versions, words."""
    assert places([line]) == ()


def test_linters_write_the_file_above_the_lines():
    """ESLint's table."""
    table = [
        "/ws/src/app.js",
        "  2:1  error  'x' is not defined",
        "  9:3  warning  no",
        "",
        "2 problems",
    ]
    assert places(table)[1:] == (Place("/ws/src/app.js", 2), Place("/ws/src/app.js", 9))


folders = st.lists(st.from_regex(r"[a-z][a-z0-9_-]{0,8}", fullmatch=True), max_size=4)
names = st.from_regex(r"[a-zA-Z][a-zA-Z0-9_]{0,10}\.(py|java|go|rs|ts|c|rb)", fullmatch=True)


@given(folders, names, st.integers(1, 99999), st.sampled_from(["{}:{}: x", "{}:{}:5: x", "{}({},5): x", 'File "{}", line {}, in x']))  # fmt: skip
def test_any_path_with_a_line_is_read_back(parents, name, line, notation):
    """Whatever the folders are called, and the file behind it is found in the repository."""
    path = "/".join([*parents, name])
    (found,) = places([notation.format(f"/ws/{path}", line)])

    assert (found.path, found.line) == (f"/ws/{path}", line)
    assert Tree([path, "other/x.py", f"zz{path}"]).find(found.path) == (path,)


@given(st.lists(st.text(max_size=200), max_size=8))
def test_no_text_is_too_strange(lines):
    """Every place that comes back is a path of one line, and symbols are words of the text."""
    for place in places(lines):
        assert place.path
        assert place.path == place.path.strip()
    for name in symbols(lines):
        assert any(name in line for line in lines)


@pytest.mark.parametrize("piece", ["a.a", "a/", "com.acme.", "'x", "A(", "x-", "( ", "::", "a_"])
def test_a_hostile_line_costs_little(piece):
    """Thousands of beginnings of places: four times as many cost about four times as much, where
    a pattern that tries them all again from each would take sixteen times as long."""

    def cost(pieces):
        lines = [piece * pieces] * 25
        began = time.process_time()
        places(lines)
        symbols(lines)
        return time.process_time() - began

    short, long = (min(cost(pieces) for _ in range(3)) for pieces in (5_000, 20_000))
    assert long < 8 * short + 0.05


def test_a_file_is_found_by_how_it_ends():
    """A path of a workspace, a bare name, one that could be two, one that is longer."""
    tree = Tree(["src/a.c", "lib/src/a.c", "b/only.py", "c/two.py", "d/two.py"])

    assert tree.find("/ws/job/src/a.c") == ("src/a.c",)
    assert tree.find("/ws/lib/src/a.c") == ("lib/src/a.c",)
    assert tree.find("only.py") == ("b/only.py",)
    assert tree.find("two.py") == ("c/two.py", "d/two.py")
    assert tree.find("elsewhere/two.py") == ()
    assert tree.find("none.py") == ()


@pytest.mark.parametrize(
    ("suite", "path"),
    [
        ("tests.test_cart.CartTest", "tests/test_cart.py"),
        ("com.acme.FeeTest", "src/test/java/com/acme/FeeTest.java"),
        ("com.acme.FeeTest$Inner", "src/test/java/com/acme/FeeTest.java"),
        ("web/cart.test.js", "web/cart.test.js"),
        ("web/cart.test.js > adds", "web/cart.test.js"),
        ("nothing.like.it", None),
    ],
)
def test_a_suites_file_is_found(suite, path):
    """By the names that reports give to suites."""
    files = ["tests/test_cart.py", "src/test/java/com/acme/FeeTest.java", "web/cart.test.js"]
    assert Tree(files).of_suite(suite) == ((path,) if path else ())


@pytest.mark.parametrize(
    "path", ["tests/test_cart.py", "CartTest.java", "cart.test.ts", "cart_spec.rb", "cart_test.go", "src/Cart.kt"]
)  # fmt: skip
def test_a_test_is_about_what_it_is_named_for(path):
    """Without the marks of tests."""
    assert subject(path) == "cart"
