"""Read a PromQL expression as far as one can without parsing it: Prometheus does that."""

import re

_STRINGS = re.compile(r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|`[^`]*`")
_COMMENT = re.compile(r"#[^\n]*")
_BRACES = re.compile(r"\{[^{}]*\}|\[[^\[\]]*\]")
_CLAUSE = re.compile(
    r"\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^()]*\)", re.IGNORECASE
)
_OFFSET = re.compile(
    r"\boffset\s+-?[\w.]+|@\s*(?:start\s*\(\s*\)|end\s*\(\s*\)|[\d.]+)", re.IGNORECASE
)
_NAME = re.compile(r"(?<![\w:.])([A-Za-z_:][\w:]*)(?!\s*\()(?![\w:])")
_NAMED = re.compile(r"[{,]\s*__name__\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_KEYWORDS_TEXT = (
    "and or unless by without on ignoring group_left group_right offset bool inf nan atan2"
)
_KEYWORDS = frozenset(_KEYWORDS_TEXT.split())


def bare(expr: str) -> str:
    """An expression without strings, selectors, ranges, comments and what groups or shifts it."""
    plain = _BRACES.sub(" ", _COMMENT.sub(" ", _STRINGS.sub(" ", expr)))
    return _OFFSET.sub(" ", _CLAUSE.sub(" ", plain))


def metrics_of(expr: str) -> tuple[str, ...]:
    """The names of the metrics that an expression asks for, each once, in their order.

    A selector that matches names by a pattern names none.
    """
    words = (found[1] for found in _NAME.finditer(bare(expr)))
    names = [word for word in words if word.lower() not in _KEYWORDS]
    named = [found[1] or found[2] for found in _NAMED.finditer(expr)]
    return tuple(dict.fromkeys([*names, *named]))
