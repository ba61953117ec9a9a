"""Flaky tests as a list that a test runner takes to leave them out. Pure."""

from collections.abc import Callable, Mapping, Sequence

from handlers.flaky.names import PARAMETERS, parts, shown

HEAD = "Flaky tests of {job}, by Pilothouse"


def _plain(tests: Sequence[str]) -> list[str]:
    """One name a line."""
    return [shown(test) for test in tests]


def _pytest(tests: Sequence[str]) -> list[str]:
    """Lines for `pytest @FILE`: pytest reads arguments from a file, one a line, since 8.2."""
    return [f"--deselect={_node(test)}" for test in tests]


def _node(test: str) -> str:
    """pytest's node id: `tests.test_cart.TestCart` is class TestCart of tests/test_cart.py."""
    _, suite, name = parts(test)
    names = suite.split(".")
    file = next((at for at, each in enumerate(names) if each[:1].isupper()), len(names))
    path = "/".join(names[:file]) + ".py"
    return "::".join([path, *names[file:], name])


def _surefire(tests: Sequence[str]) -> list[str]:
    """Lines of an `excludesFile` of Maven Surefire or Failsafe, which knows methods since 3.0.0-M6."""
    return [_method(test) for test in tests]


def _method(test: str) -> str:
    _, suite, name = parts(test)
    return f"{suite}#{PARAMETERS.sub('', name)}*"


FORMATS: Mapping[str, tuple[str, Callable[[Sequence[str]], list[str]]]] = {
    "names": ("txt", _plain),
    "pytest": ("pytest.txt", _pytest),
    "surefire": ("surefire.txt", _surefire),
}
COMMENTS = ("surefire",)  # pytest would take a comment for a file to test


def listed(job: str, tests: Sequence[str], form: str) -> str:
    """The file's text; `form` is one of FORMATS, `tests` are identities."""
    _, write = FORMATS[form]
    head = [f"# {HEAD.format(job=job)}"] if form in COMMENTS else []
    return "".join(f"{line}\n" for line in [*head, *dict.fromkeys(write(tests))])
