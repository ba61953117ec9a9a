"""A line without what differs from run to run."""

import re

_MASKS = (
    (re.compile(r"https?://[^\s'\"<>]+"), "URL"),
    (re.compile(r"\b\d{4}-\d\d-\d\d[T ][\d:.,]+Z?"), "TIME"),
    (re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}\b"), "ID"),
    (re.compile(r"@[0-9a-f]{4,16}\b"), "@ID"),
    (re.compile(r"(?:[A-Za-z]:)?(?:[\\/][\w.@+~%-]+){2,}[\\/]([\w.@+~%-]+)"), r"\1"),
    (re.compile(r"\b(?:0x)?(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,}\b"), "HASH"),
    (re.compile(r"\d+"), "0"),
    (re.compile(r"0(?:[.,:]0)+"), "0"),
    (re.compile(r"\s+"), " "),
)


def mask(text: str) -> str:
    """The template of a line: numbers, times, paths' folders, hashes and addresses are masked."""
    for pattern, token in _MASKS:
        text = pattern.sub(token, text)
    return text.strip()
