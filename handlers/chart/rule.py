"""What an alert's generator link tells: the expression, and the limit that it is compared with."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

LONGEST = 4000  # characters of an expression
_TOKEN = re.compile(
    r"""(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)"""
    r"|(?P<open>[(\[{])|(?P<close>[)\]}])"
    r"|(?P<compare>==|!=|>=|<=|>|<)(?:\s*\bbool\b)?"
    r"|\b(?P<word>and|or|unless)\b",
    re.DOTALL | re.IGNORECASE,
)
_NUMBER = re.compile(r"\(?\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*\)?", re.IGNORECASE)


@dataclass(frozen=True)
class Course:
    """What to draw of a rule's expression: its measured side, and the limit, if it has one."""

    expr: str
    limit: float | None = None


def expression(generator: str) -> str:
    """The expression in a link to Prometheus's graph page (`?g0.expr=…`); empty where none is."""
    try:
        query = urlsplit(generator).query
        found = parse_qs(query, max_num_fields=40).get("g0.expr", [""])[0]
    except ValueError:
        return ""
    return found if len(found) <= LONGEST else ""


def course(expr: str) -> Course:
    """What to draw of an expression: of `rate(x[5m]) > 0.05` the rate, with a line at 0.05.

    Of conditions joined by `and` or `unless` it is the first one. What is compared with something
    that is no number is drawn as it is.
    """
    marks = _outside(expr)
    if any(mark.group("word") and mark.group("word").lower() == "or" for mark in marks):
        return Course(expr)
    first = next((mark.start() for mark in marks if mark.group("word")), len(expr))
    compared = [mark for mark in marks if mark.group("compare") and mark.start() < first]
    if len(compared) != 1:
        return Course(expr)
    left, right = expr[: compared[0].start()].strip(), expr[compared[0].end() : first].strip()
    for side, other in ((left, right), (right, left)):
        number = _NUMBER.fullmatch(other)
        if number and side and not _NUMBER.fullmatch(side):
            return Course(side, float(number[1]))
    return Course(expr)


def _outside(expr: str) -> list[re.Match[str]]:
    """The signs and words of an expression that stand outside quotes and brackets."""
    depth, found = 0, []
    for token in _TOKEN.finditer(expr):
        depth += bool(token.group("open")) - bool(token.group("close"))
        if depth == 0 and (token.group("compare") or token.group("word")):
            found.append(token)
    return found
