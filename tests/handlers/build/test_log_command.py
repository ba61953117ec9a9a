"""`/jenkins log`: the end in the message, the whole as a file, no secret in either."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.build.logs import measured, without_secrets
from handlers.kit import File, Lines, LinkButton, Message, Paragraph, Tone

KEY = [
    "-----BEGIN RSA PRIVATE KEY-----",
    *(letter * 64 for letter in "MIKeyABCDEFGH"),
    "-----END RSA PRIVATE KEY-----",
]


def link(jenkins):
    """The way to the build in Jenkins."""
    return (LinkButton("Open in Jenkins", f"{jenkins.url}/job/team/job/api/5/"),)


async def test_the_last_twenty_lines_and_a_file(jenkins, say, use):
    """Lines keep the numbers that they have in the file."""
    jenkins.job("team/api")
    jenkins.build("team/api", 5)
    jenkins.console("team/api", 5, "".join(f"line {n}\n" for n in range(1, 1203)))

    path = use.scratch / "team-api-5.txt"
    assert await say("jenkins log team/api 5") == Message(
        "The log of team/api #5, which failed",
        (Lines(tuple((n, f"line {n}") for n in range(1183, 1203)), "The last 20 of 1,202 lines"),),
        Tone.BAD,
        buttons=link(jenkins),
        files=(File("team-api-5.log", path, "The whole log of team/api #5 (1,202 lines, 11 KB)"),),
    )
    assert path.read_text() == "".join(f"line {n}\n" for n in range(1, 1203))


async def test_colours_progress_and_secrets_are_taken_out(jenkins, say, use):
    """In the message and in the file alike; a running build shows what it has said so far."""
    jenkins.job("team/api")
    jenkins.build("team/api", 5, None)
    password = "hunter" + "22x9Q"
    lines = [
        "\x1b[31mred\x1b[0m",
        "10 %\r100 %",
        f"export DB_PASSWORD={password}",
        *KEY,
        "the end, without a new line",
    ]
    jenkins.console("team/api", 5, "\n".join(lines))

    clean = [
        "red",
        "100 %",
        "export DB_PASSWORD=[redacted: password]",
        "[redacted: private key]",
        *([""] * (len(KEY) - 1)),
        "the end, without a new line",
    ]
    path = use.scratch / "team-api-5.txt"
    assert await say("jenkins log team/api") == Message(
        "The log of team/api #5, which is running",
        (Lines(tuple(enumerate(clean, 1)), "The last 19 of 19 lines"),),
        Tone.BUSY,
        buttons=link(jenkins),
        files=(File("team-api-5.log", path, "The whole log of team/api #5 (19 lines, 989 bytes)"),),
    )
    assert path.read_text() == "\n".join([*clean, ""])


async def test_an_empty_log(jenkins, say):
    """No file is laid beside nothing."""
    jenkins.job("team/api")
    jenkins.build("team/api", 5, "ABORTED")
    jenkins.console("team/api", 5, "")

    assert await say("jenkins log team/api") == Message(
        "The log of team/api #5, which was aborted",
        (Paragraph("The log is empty."),),
        buttons=link(jenkins),
    )


@pytest.mark.parametrize("before", [0, 1, 390, 399, 400, 1000])
def test_a_key_is_found_wherever_it_stands(before):
    """Also behind another block that never ends."""
    lines = ["-----BEGIN CERTIFICATE-----", *(["x"] * before), *KEY, "after"]

    clean = list(without_secrets(iter(lines)))
    assert len(clean) == len(lines)
    assert not set(KEY[1:-1]) & set(clean)
    assert clean[-1] == "after"


@given(st.lists(st.one_of(st.text(max_size=20), st.sampled_from(KEY)), max_size=60))
def test_every_line_comes_out_as_one_line(lines):
    """The numbers of the lines stay true, whatever is held together."""
    lines = [line.replace("\n", "") for line in lines]
    clean = list(without_secrets(iter(lines)))
    assert len(clean) == len(lines)
    assert all("\n" not in line for line in clean)


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1000, "1 KB"),
        (56_400, "56 KB"),
        (999_499, "999 KB"),
        (999_500, "1.0 MB"),
        (3_140_000, "3.1 MB"),
    ],
)
def test_sizes_as_people_say_them(size, said):
    """Three digits at most before the unit."""
    assert measured(size) == said
