"""Guess the unit of an expression from the names in it, as Prometheus's naming rules make them."""

import re

from handlers.chart.expression import bare, metrics_of

NAMED = {
    "seconds": "seconds",
    "bytes": "bytes",
    "ratio": "ratio",
    "percent": "percent",
    "percentage": "percent",
}
RATES = frozenset({"rate", "irate", "deriv"})
PLAIN = frozenset({"count", "count_values", "count_over_time", "changes", "resets", "absent",
                   "absent_over_time", "present_over_time", "sgn", "group", "day_of_week", "hour",
                   "stdvar", "ln", "log2", "log10", "exp"})  # fmt: skip
_CALL = re.compile(r"([A-Za-z_]\w*)\s*\((.*)\)", re.DOTALL)
_METRIC = re.compile(r"[A-Za-z_:][\w:]*")
_NUMBER = re.compile(r"[-+]?\d+\.?\d*(?:e[-+]?\d+)?", re.IGNORECASE)
_COMPARED = re.compile(r"(?:==|!=|<=|>=|<|>)\s*(?:bool\b)?|\b(?:and|or|unless)\b")
_PARTS = re.compile(
    r"error|fail|success|reject|drop|hit|miss|exceed|timeout|retr(?:y|ies)|bad|good|used|free|avail",
    re.IGNORECASE,
)
HUNDRED = 100.0
PER_SECOND = "/s"
DEEPEST = 40  # levels of brackets that are looked into


def unit_of(expr: str) -> str:
    """`seconds`, `bytes`, `ratio`, `percent` or empty, with `/s` behind it for a rate."""
    return _guess(bare(expr), 0)


def _guess(expr: str, depth: int) -> str:
    text = expr.strip()
    if depth > DEEPEST or not text:
        return ""
    compared = _split(text, _COMPARED)
    if compared:
        return _guess(compared[0], depth + 1)
    for signs in (r"(?<=[\w)\s])[+\-]", r"[*/%]"):
        parts = _split(text, re.compile(signs))
        if parts:
            return _combined(*parts, depth=depth)
    if text.startswith("(") and text.endswith(")"):
        return _guess(text[1:-1], depth + 1)
    called = _CALL.fullmatch(text)
    if called:
        return _of_call(called[1].lower(), called[2], depth)
    return _of_name(text) if _METRIC.fullmatch(text) else ""


def _split(text: str, sign: re.Pattern[str]) -> tuple[str, str, str] | None:
    """What stands before, as and behind the last such sign outside of brackets."""
    depth, levels = 0, []
    for character in text:
        depth += (character == "(") - (character == ")")
        levels.append(depth)
    for found in reversed(list(sign.finditer(text))):
        if levels[found.start()] == 0 and text[: found.start()].strip():
            return text[: found.start()], found[0].strip(), text[found.end() :]
    return None


def _combined(left: str, sign: str, right: str, *, depth: int) -> str:
    one, other = _guess(left, depth + 1), _guess(right, depth + 1)
    left_number, right_number = _value(left), _value(right)
    if sign in "+-%":
        return one if left_number is None else other
    if sign == "*":
        by_hundred = HUNDRED in (left_number, right_number)
        return "percent" if by_hundred and "ratio" in (one, other) else ""
    if right_number is not None or left_number is not None:
        return ""
    return "ratio" if one == other and _is_share(left, right, one) else _quotient(one, other)


def _is_share(left: str, right: str, unit: str) -> bool:
    """Whether a quotient is a part of a whole: a named unit, one metric, or what is a part by name.

    Other quotients, such as requests a session, are plain numbers and no percentage.
    """
    part, whole = metrics_of(left), metrics_of(right)
    named = unit not in ("", PER_SECOND)
    return named or bool(set(part) & set(whole)) or any(_PARTS.search(name) for name in part)


def _quotient(one: str, other: str) -> str:
    if one == other:
        return ""
    base, rate, _ = one.partition("/s")
    if rate and other == "/s":
        return base  # seconds a second by calls a second: seconds a call
    return one if not other else ""


def _value(text: str) -> float | None:
    number = text.strip().strip("()").strip()
    return float(number) if _NUMBER.fullmatch(number) else None


def _of_call(name: str, inside: str, depth: int) -> str:
    if name in PLAIN:
        return ""
    if name in ("time", "timestamp"):
        return "seconds"
    arguments = _arguments(inside)
    told = next((u for u in (_guess(each, depth + 1) for each in arguments) if u), "")
    if name == "histogram_quantile":
        return told.removesuffix("/s")
    if name in RATES:
        return f"{told}/s" if not told.endswith("/s") else told
    return told


def _arguments(inside: str) -> list[str]:
    depth, found = 0, [""]
    for character in inside:
        depth += (character == "(") - (character == ")")
        if character == "," and depth == 0:
            found.append("")
        else:
            found[-1] += character
    return found


def _of_name(name: str) -> str:
    """The unit that stands last in a metric's name, before what its kind adds."""
    *levels, last = name.lower().split(":")
    if levels and last.startswith("ratio"):  # level:metric:operations, a recording rule's name
        return "ratio"
    parts = (levels[-1] if len(levels) > 1 else last).split("_")
    while len(parts) > 1 and parts[-1] in ("total", "sum", "bucket", "created"):
        parts.pop()
    rate = "/s" if len(levels) > 1 and last.startswith(("rate", "irate")) else ""
    return NAMED.get(parts[-1], "") + rate
