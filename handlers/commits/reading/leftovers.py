"""What was left behind in added lines: secrets, conflict marks, debugging, skipped tests. Pure."""

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from handlers.commits.reading.lines import Row, added
from handlers.commits.reading.risks import Risk
from handlers.kit.redaction import redact_lines
from handlers.kit.words import Words
from handlers.sources.kinds import is_docs, is_generated, is_test
from integrations.git import FileDiff

SECRET = Words("looks like a secret")
CONFLICT = Words("a conflict mark")
DEBUG = Words("left from debugging")
PRINTS = Words("prints")
TODO = Words("a note to do something")
SKIPPED = Words("a test that is skipped, or the only one that runs")
LONGEST = 400  # characters of a line that are looked at
MOST = 50  # facts of one difference

MARK = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: |$)")
LATER = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")
SKIPS = re.compile(
    r"@(?:pytest\.mark\.)?(?:skip|xfail)\b|@unittest\.skip|@(?:Disabled|Ignore)\b|#\[ignore\]"
    r"|\b(?:it|test|describe|context)\.(?:skip|only)\(|\bx(?:it|describe)\(|\bf(?:it|describe)\("
    r"|\bt\.Skip(?:Now|f)?\(|\bpytest\.skip\("
)
STOPS = re.compile(
    r"\bbreakpoint\(\)|\bpdb\.set_trace\(|^\s*import i?pdb\b|\bdebugger\b;?\s*$|\bbinding\.pry\b"
    r"|\bbyebug\b|\bvar_dump\(|\bconsole\.(?:log|debug|dir)\(|\bdbg!\(|\bprintStackTrace\(\)"
    r"|\bSystem\.(?:out|err)\.print"
)
PRINTING = {
    ".py": re.compile(r"^\s*print\("),
    ".rb": re.compile(r"^\s*(?:puts|p) "),
    ".php": re.compile(r"^\s*(?:print_r|dd)\("),
    ".swift": re.compile(r"^\s*print\("),
}


def leftovers(files: Sequence[FileDiff]) -> tuple[Risk, ...]:
    """The facts with their lines; what was written by a tool is only searched for secrets."""
    found: list[Risk] = []
    for file in files:
        lines = list(added(file))
        found += _secrets(file.path, lines)
        if not is_generated(file.path) and not is_docs(file.path):
            found += [risk for row in lines for risk in _row(file.path, row)]
        if len(found) >= MOST:
            break
    return tuple(found[:MOST])


def _secrets(path: str, lines: Sequence[Row]) -> Iterator[Risk]:
    texts = [row.text for row in lines]
    before = False
    for row, text, clean in zip(lines, texts, redact_lines(texts), strict=True):
        hidden = clean != text
        if hidden and not before:  # a key over several lines is one
            yield Risk("secret", SECRET, path, row.new)
        before = hidden


def _row(path: str, row: Row) -> Iterator[Risk]:
    text = row.text[:LONGEST]
    if MARK.match(text):
        yield Risk("conflict", CONFLICT, path, row.new)
    elif is_test(path) and SKIPS.search(text):
        yield Risk("test", SKIPPED, path, row.new)
    elif not is_test(path) and STOPS.search(text):
        yield Risk("debug", DEBUG, path, row.new)
    elif not is_test(path) and _prints(path, text):
        yield Risk("debug", PRINTS, path, row.new)
    elif LATER.search(text):
        yield Risk("todo", TODO, path, row.new)


def _prints(path: str, text: str) -> bool:
    pattern = PRINTING.get(PurePosixPath(path).suffix)
    return bool(pattern and pattern.search(text))
