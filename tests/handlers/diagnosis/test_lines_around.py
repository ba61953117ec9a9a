"""What explains a failure beside its excerpts: lines around it, what ran, which versions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.diagnosis import diagnose

LINES = [
    "Python 3.11.4",
    "pip 23.1.2 from /usr/lib/python3/dist-packages/pip (python 3.11)",
    *(f"collecting {n}" for n in range(300)),
    "+ pytest -q",
    *(f"tests/test_{n}.py ." for n in range(40)),
    "E   AssertionError: assert 3 == 2",
    *(f"tests/test_{n}.py ." for n in range(40, 120)),
    "ERROR: script returned exit code 1",
    "Finished: FAILURE",
]


def told(lines):
    return diagnose(["\n".join(lines).encode()]).context


def numbers(excerpts):
    return [n for each in excerpts for n in range(each.first, each.last + 1)]


def test_the_lines_around_the_best_one_come_first():
    """Then those before the build had failed; no line twice, each with its own words."""
    windows = told(LINES).windows
    best = LINES.index("E   AssertionError: assert 3 == 2") + 1
    assert windows[0].first <= best <= windows[0].last
    assert {best - 20, best + 20, len(LINES) - 10} <= set(numbers(windows))
    assert len(numbers(windows)) == len(set(numbers(windows))) <= 250
    assert all(
        LINES[each.first - 1 : each.last] == list(each.lines) for each in windows if each.lines
    )


def test_what_ran_and_the_versions_are_found():
    """Each as one line of the log."""
    context = told(LINES)
    assert [each.lines for each in context.commands] == [("+ pytest -q",)]
    assert [each.lines[0].split()[0] for each in context.versions] == ["Python", "pip"]
    assert [each.first for each in context.versions] == [1, 2]


@pytest.mark.parametrize(
    "line",
    [
        "+ mvn -B verify",
        "[shop] $ /bin/sh -xe /tmp/jenkins123.sh",
        "$ bundle exec rspec",
        r"C:\jenkins\ws>dotnet build",
        "##[group]Run make test",
        "[command]/usr/bin/git fetch",
        "Step 4/9 : RUN npm ci",
        "#11 [build 4/6] RUN go build ./...",
        "> shop@1.2.0 test",
        "--- maven-surefire-plugin:3.0.0:test (default-test) @ shop ---",
        "> Task :app:compileJava FAILED",
        "TASK [web : install nginx] ****",
    ],
)
def test_each_way_of_announcing_a_command_is_known(line):
    """By shells, CI systems, docker, package managers and build tools."""
    if line.startswith("> shop"):
        line += " /ws"
    context = told([line, "E   AssertionError: assert 3 == 2", "Finished: FAILURE"])
    assert [each.first for each in context.commands] == [1]


@pytest.mark.parametrize(
    "line",
    [
        "go version go1.22.1 linux/amd64",
        "gcc (Debian 12.2.0-14) 12.2.0",
        "Apache Maven 3.9.6 (bc0240f3c744dd6b6ec2920b3cd08dcc295161ae)",
        'openjdk version "17.0.9" 2023-10-17',
        "Docker version 24.0.7, build afdd53b",
        "git version 2.39.2",
        "platform linux -- Python 3.11.4, pytest-7.4.0, pluggy-1.2.0",
        "cargo 1.75.0 (1d8b05cdd 2023-11-20)",
        "Terraform v1.6.2",
        "ruby 3.2.2 (2023-03-30 revision e51014f9c0) [x86_64-linux]",
    ],
)
def test_the_first_line_of_a_tool_tells_its_version(line):
    """As the tools print it themselves."""
    context = told([line, "E   AssertionError: assert 3 == 2", "Finished: FAILURE"])
    assert [each.lines[0] for each in context.versions] == [line]


def test_a_long_list_of_failures_leaves_room_for_other_places():
    """Of lines of one shape two windows are enough; the error far above them is there too."""
    failed = [
        f"FAILED tests/test_a.py::test_{n} - ValueError: {'abcdefgh'[n % 8]}{n}" for n in range(400)
    ]
    lines = ["ImportError: No module named 'cv2'", *(["..."] * 50), *failed, "Finished: FAILURE"]
    assert 1 in numbers(told(lines).windows)


def test_a_good_build_has_no_context():
    """There is nothing to explain."""
    assert told(["ERROR: not really", "Finished: SUCCESS"]).windows == ()


@given(st.lists(st.sampled_from(LINES) | st.text(max_size=40), max_size=80))
def test_whatever_the_log_every_line_is_its_own(lines):
    """Bounded, each line at most once, inside the log."""
    context = told(lines)
    around = numbers(context.windows)
    assert len(around) == len(set(around)) <= 250
    assert all(n >= 1 for n in around)
    assert len(context.commands) <= 3
    assert len(context.versions) <= 8
