"""`pilothouse diagnose`: a log file explained in the terminal."""

import io
import json

from bot import diagnose

LOG = b"""\
[Pipeline] sh
+ make
b.c: In function 'add':
b.c:1:28: error: 'b' undeclared (first use in this function)
make: *** [Makefile:2: all] Error 1
ERROR: script returned exit code 2
Finished: FAILURE
"""
TEXT = """\
COMPILE  confidence {sure:.2f}  7 lines, 195 bytes

b.c:1 does not compile: 'b' undeclared (first use in this function).

The command was: make

  3 | b.c: In function 'add':
> 4 | b.c:1:28: error: 'b' undeclared (first use in this function)
* 5 | make: *** [Makefile:2: all] Error 1

Other lines of interest:
  6: ERROR: script returned exit code 2

What to do:
  - Correct the code at the place named; later errors often follow from the first.

Fingerprint {fingerprint}
"""


def _run(words, *, as_json, stdin=b""):
    out = io.StringIO()
    written = diagnose.as_json_text if as_json else diagnose.page
    code = diagnose.run(words, written, out=out, stdin=io.BytesIO(stdin))
    return code, out.getvalue()


def test_a_log_is_explained_as_text(tmp_path):
    """The cause, the lines with their numbers, what to do, the fingerprint."""
    (tmp_path / "build.log").write_bytes(LOG)
    code, text = _run(str(tmp_path / "build.log"), as_json=False)
    said = json.loads(_run("-", as_json=True, stdin=LOG)[1])

    assert code == 0
    assert text == TEXT.format(sure=said["confidence"], fingerprint=said["fingerprint"])


def test_failures_with_one_root_are_counted():
    """Below the cause: how many tests fail alike, and of what."""
    log = "".join(
        f"[ERROR] org.example.Cart{n}Test.stores  Time elapsed: 0.1 s  <<< ERROR!\n"
        "java.sql.SQLException: no session\n"
        f"\tat org.example.Cart{n}Test.stores(Cart{n}Test.java:10)\n"
        "Caused by: java.net.ConnectException: Connection refused\n"
        for n in range(41)
    )

    _, text = _run("-", as_json=False, stdin=f"{log}Finished: FAILURE\n".encode())

    assert (
        text.split("\n\n")[2]
        == "41 tests fail alike: java.net.ConnectException: Connection refused."
    )


def test_of_a_long_trace_the_end_is_left_out():
    """What fails and where it happened are shown, not forty frames of a framework."""
    frames = "".join(f"\tat org.example.F{n}.run(F{n}.java:{n})\n" for n in range(40))
    log = f"[ERROR] total(org.example.ShopTest)  Time elapsed: 0.1 s  <<< FAILURE!\njava.lang.AssertionError: no\n{frames}Finished: FAILURE\n"

    _, text = _run("-", as_json=False, stdin=log.encode())

    assert "> " in text
    assert "F0.java:0" in text
    assert "F39.java:39" not in text


def test_standard_input_gives_one_json_object():
    """The keys are those that other programs rely on."""
    code, text = _run("-", as_json=True, stdin=LOG)
    said = json.loads(text)

    assert code == 0
    assert list(said) == [
        "category", "cause", "advice", "confidence", "candidates", "excerpts", "fingerprint",
        "lines", "bytes", "ran", "groups",
    ]  # fmt: skip
    assert set(said["candidates"][0]) == {"line", "text", "score"}
    assert said["candidates"][0]["line"] == 4


def test_a_good_log_says_so():
    """A log without a failure gets one line."""
    code, text = _run("-", as_json=False, stdin=b"ok\nFinished: SUCCESS\n")

    assert (code, text) == (0, "No failure found.  (2 lines, 21 bytes)\n")


def test_a_missing_file_is_a_sentence(capsys):
    """No traceback: the file and why, and exit code 2."""
    code, text = _run("/nowhere/build.log", as_json=False)

    assert (code, text) == (2, "")
    assert capsys.readouterr().err == (
        "pilothouse diagnose: cannot read /nowhere/build.log: No such file or directory.\n"
    )


def test_what_a_model_would_be_sent_is_shown_without_sending_it():
    """Both messages as they would leave, the secret's mark in its place, and a count."""
    log = LOG.replace(b"+ make\n", b"+ DB_PASSWORD=hunter22 make\n")
    out = io.StringIO()
    code = diagnose.run("-", diagnose.preview, out=out, stdin=io.BytesIO(log))
    text = out.getvalue()

    assert code == 0
    assert text.startswith("--- system\nYou explain to an engineer why a build failed")
    assert "2 | + DB_PASSWORD=[redacted: password] make\n" in text
    assert "hunter22" not in text
    assert text.endswith(
        "\n--- nothing was sent; 1 secret was taken out before the model read it.\n"
    )
