"""The parts of the docs that are made from the code: README's table of commands."""

import sys
from pathlib import Path

from handlers import ROUTES
from handlers.kit import Routes

README = Path(__file__).parent.parent / "README.md"
BEGIN = "<!-- commands: made by `make fix` from the routes -->"
END = "<!-- end of commands -->"
STALE = "README.md: the table of commands is not what the routes say; run `make fix`."
NO_MARKS = "README.md: the marks around the table of commands are gone."


class MarksError(Exception):
    """README has no place for the table."""


def table(routes: Routes) -> str:
    """The commands as a Markdown table."""
    rows = [f"| `{_cell(route.line)}` | {_cell(route.help)} |" for route in routes]
    return "\n".join(["| command | what it does |", "| --- | --- |", *rows])


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def fresh(readme: str, routes: Routes) -> str:
    """README with the table as it should be; MarksError where the marks are missing."""
    before, begin, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise MarksError(NO_MARKS)
    return f"{before}{BEGIN}\n{table(routes)}\n{END}{after}"


def write(path: Path = README) -> int:
    """Write README's table anew; 1 and a sentence where there is no place for it."""
    try:
        path.write_text(fresh(path.read_text(), ROUTES))
    except MarksError as error:
        return _failed(str(error))
    return 0


def check(path: Path = README) -> int:
    """0 where README's table is what the routes say, else 1 and a sentence."""
    text = path.read_text()
    try:
        return 0 if fresh(text, ROUTES) == text else _failed(STALE)
    except MarksError as error:
        return _failed(str(error))


def _failed(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return 1
