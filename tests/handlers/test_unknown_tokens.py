"""Tokens that no rule names are known by their structure; what looks a little like them is not."""

import random
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.redaction.leaks import harmless, rows
from handlers.kit.redaction import Redactor, redact
from handlers.kit.secret_rules import RULES
from handlers.kit.secret_tokens import has_turns, is_token, oddness

LETTERS = string.ascii_letters + string.digits

# A vendor that nobody knows; each put together here, so that no scanner takes it for a real one.
BARE = "q7Rw2Zx9" + "Lk4Tn8Vb1Jp6Hd3Sf5Gc0Mt"
UNKNOWN = [
    (f"using {BARE} now", "using [redacted: token] now"),
    (
        f"https://api.acme.example/v1?k={BARE}&q=1",
        "https://api.acme.example/v1?k=[redacted: token]&q=1",
    ),
    (f"acme live_{BARE}", "acme [redacted: token]"),
    ("acmelive_" + "4f2a9c1be07d3a865c9912f0ab34de56", "[redacted: token]"),
    (f"8123456:{BARE}", "[redacted: token]"),
    ("key B7-" + "QW4RT-8YU2I-OP3AS-D5FGH-JK9LZ", "key [redacted: token]"),
    (f"https://hooks.acme.example/in/T01/{BARE}", "[redacted: webhook]"),
    (f"Cookie: theme=dark; sid={BARE}", "Cookie: [redacted: cookie]"),
    (f"acme token - '{BARE}'", "acme token - '[redacted: secret]'"),
    (f"- name: ACME_TOKEN\n  value: {BARE}", "- name: ACME_TOKEN\n  value: [redacted: secret]"),
]

SPARED = [
    "Checking out Revision 4f2a9c1be07d3a865c9912f0ab34de5678901234 (refs/remotes/origin/main)",
    "    --hash=sha256:0a6df07cdda51623792680c115b6585581ea2e6d72756414c1cc32f1a1a4ca53 \\",
    "golang.org/x/sys v0.17.0 h1:iVB7fsg7yWUUysEYn1q9hzeaKiY0jtUyIT3TA7aN0gM=",
    "ssh-rsa fingerprint SHA256:sx0UVVI4q2Ko2rpByBHModfVIn04zpYXWdVEIUizd/g",
    "request_id=247b8c15-4af3-4f32-8fde-e485cac01ff8 status=200 dur=12ms",
    "trace_id=28c07111a1f6eb1c8417a011c6a3b707 span_id=695fece04314e87d",
    "Cache restored from key: Linux-npm-4f2a9c1be07d3a865c9912f0ab34de56789012344f2a9c1be07d3a86",
    "terraform_1.2.0-rc1-7-gc21e3436a_linux_amd64.zip",
    "go: downloading golang.org/x/tools v0.1.11-0.20220316014157-77aa08bb151a",
    "/nix/store/q7rw2zx9lk4tn8vb1jp6hd3sf5gc0mt7-glibc-2.38/lib",
    "undefined reference to _ZN4core3fmt9Formatter12pad_integral17h4f2a9c1be07d3a86E",
    "at com.acme.Utf8Base64StringEncoderFactoryBuilder.build(Base64.java:88)",
    "tests/unit/test_base64_utf8.py::test_x86_64_to_i386_v1beta1 PASSED",
    'Uploading artifact build-16d7e820.tar.gz etag="8b0f593cbaa216141bf1316bf18bb03d"',
]


@pytest.mark.parametrize(("text", "expected"), UNKNOWN)
def test_a_token_of_a_vendor_that_nobody_knows_is_taken_out(text, expected):
    """By what it is made of and where it stands, not by its name."""
    assert redact(text) == expected


@pytest.mark.parametrize("text", SPARED)
def test_hashes_paths_versions_and_names_stay(text):
    """They are what an engineer reads a log for."""
    assert redact(text) == text


def test_generated_text_is_odd_and_words_are_not():
    """Of 2,000 tokens of 32 random characters at least 97 in 100 are known; of names none is."""
    dice = random.Random(3)
    tokens = ["".join(dice.choices(LETTERS, k=32)) for _ in range(2000)]
    assert sum(map(is_token, tokens)) >= 0.97 * len(tokens)
    names = ["AbstractSingletonProxyFactoryBean", "internationalization", "libstdc++-devel-x86_64"]
    assert not any(map(is_token, names))
    assert max(map(oddness, names)) < 0.2
    assert oddness("") == 0


def test_what_is_called_a_digest_is_one():
    """The same characters are a secret alone and a checksum behind that word."""
    assert is_token(BARE)
    assert not is_token(BARE, "checksum: ")


@given(st.text(alphabet="abcXYZ0189_~+-", max_size=40))
def test_turns_are_found_in_every_token(value):
    """The search that comes first never misses what the judge would take."""
    if is_token(value):
        assert has_turns(value)


PIECES = [
    BARE, "4f2a9c1be07d3a865c9912f0ab34de5678901234", "sha256:", "password", "=", ": ", " ", "'", '"',
    "token", "api_key", "--secret ", "https://", "ci:pw123456@", "git.example", "hooks.x/", "cookie: ",
    "acme_", "eyJhbGciOiJIUzI1NiJ9.", "client_id=", "é", "AKIA" + "Q3EGRT5XKQZ2LDPW", "-u ", "<secret>", "]",
]  # fmt: skip  # read as the list it is
LINES = st.lists(st.lists(st.sampled_from(PIECES), max_size=6).map("".join), max_size=8)

HINTED = Redactor(RULES)
SEARCHED = Redactor(RULES, hinted=False)


@given(LINES)
def test_a_block_is_redacted_as_its_lines_are_one_by_one(lines):
    """Where no secret spans lines, however many lines come at once."""
    lines = [f"{line}." for line in lines]  # a header's value may stand on the next line
    whole = redact("\n".join(lines)).split("\n") if lines else []
    assert whole == [redact(line) for line in lines]


@given(LINES)
def test_the_search_for_hints_changes_nothing(lines):
    """Lines that no hint is found on are those on which no rule matches."""
    text = "\n".join(lines)
    assert HINTED.redact(text) == SEARCHED.redact(text)


def test_the_search_for_hints_changes_nothing_of_collected_texts(shared):
    """Nor in any of the collected secrets, nor in real lines of logs."""
    texts = [row.text for row in rows(shared / "data")] + list(harmless(shared / "data")[::7])
    differ = [text for text in texts if HINTED.redact(text) != SEARCHED.redact(text)]
    assert differ == []
