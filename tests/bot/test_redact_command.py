"""`pilothouse redact`: a text of any size without its secrets, and what was taken out of it."""

import io
import resource
import subprocess
import sys
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from bot import redact
from handlers.kit import redacted_stream
from handlers.kit.redacted_stream import redact_stream
from handlers.kit.redaction import redact as redact_text

KEY = "\n".join(
    [
        "-----BEGIN RSA PRIVATE " + "KEY-----",
        *["MIIEowIBAAKCAQEAn6O8liSX4m98LLYtPKSz"] * 20,
        "-----END RSA PRIVATE " + "KEY-----",
    ]
)


def run(path, stdin=b""):
    out, told = io.BytesIO(), io.StringIO()
    code = redact.run(path, out, told, io.BytesIO(stdin))
    return code, out.getvalue(), told.getvalue()


def test_a_file_is_shown_without_its_secrets_and_they_are_counted(tmp_path):
    """The text on standard output, what was taken out by kind on standard error."""
    file = tmp_path / "build.log"
    file.write_text(
        "+ DB_PASSWORD=hunter22 make\n\xe9\nmysql --password hunter22\ncurl -u ci:hunter22 x\n"
    )
    assert run(str(file)) == (
        0,
        "+ DB_PASSWORD=[redacted: password] make\n\xe9\nmysql --password [redacted: password]\n"
        "curl -u [redacted: login] x\n".encode(),
        "Taken out: 2 password, 1 login.\n",
    )


def test_a_text_without_secrets_comes_out_as_it_went_in():
    """Byte for byte, what is no UTF-8 included, and it is said that nothing was found."""
    text = b"caf\xe9 \xff\r\nno end"
    assert run("-", text) == (0, text, "Nothing was taken out.\n")


def test_marks_that_were_there_before_are_not_counted():
    """Only what this run took out is."""
    assert run("-", b"PASSWORD=[redacted: password]\n")[2] == "Nothing was taken out.\n"


def test_a_file_that_is_not_there_is_one_sentence(tmp_path):
    """Which file, why, and exit code 2."""
    path = tmp_path / "none.log"
    told = f"pilothouse redact: cannot read {path}: No such file or directory.\n"
    assert run(str(path)) == (2, b"", told)


def test_the_command_line_knows_it():
    """As a process: standard input to standard output."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", "redact", "-"],
        input=b"DB_PASSWORD=hunter22\n",
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, b"DB_PASSWORD=[redacted: password]\n")
    assert done.stderr == b"Taken out: 1 password.\n"


@given(st.integers(1, 3000), st.integers(200, 1500))
def test_a_key_is_found_wherever_a_block_of_the_stream_ends(size, before):
    """Pieces end anywhere, blocks are short: the key goes as a whole, lines keep their number."""
    text = ("all is well here\n" * (before // 17) + f"{KEY}\nDB_PASSWORD=hunter22\nend\n").encode()
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    taken: Counter[str] = Counter()
    with_short_blocks, whole = 512, redacted_stream.BLOCK
    redacted_stream.BLOCK = with_short_blocks
    try:
        clean = b"".join(redact_stream(pieces, taken))
    finally:
        redacted_stream.BLOCK = whole
    assert clean == redact_text(text.decode()).encode()
    assert +taken == {"private key": 1, "password": 1}


def test_memory_is_bounded_however_long_the_text_is():
    """Of 64 MB, one line of 12 MB among them, some megabytes are held at a time."""
    line = b"compiling module number 17 of the project\n"

    def pieces():
        for _ in range(26):
            yield line * 50_000
        for _ in range(6):
            yield b"word " * 400_000

    longest = 0
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for block in redact_stream(pieces(), Counter()):
        longest = max(longest, len(block))
    assert longest <= redacted_stream.LONGEST_LINE + (3 << 20)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 << 10
