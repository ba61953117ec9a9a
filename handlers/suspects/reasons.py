"""What speaks for a commit: each reason on its own, with a weight found by hand on known stories."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from handlers.kit import Mono
from handlers.kit.words import Words
from handlers.sources.kinds import build_kind, is_docs, is_generated, is_source, is_test
from handlers.sources.paths import is_nameless, subject
from handlers.suspects.evidence import Evidence, touched
from handlers.suspects.values import Reason
from integrations.git import Commit

CHANGED_LAST, AROUND = (
    Words("was the last to change "),
    Words("was the last to change the lines around "),
)
NAMED = Words(", which the failure names")
TOUCHES, CHANGES = Words("touches "), Words("changes ")
WHERE, FAILED = Words(", where "), Words(" failed")
ABOUT, USES, BESIDE = Words(" is about"), Words(" uses"), Words(" stands beside")
WHICH = Words(", which ")
AND_FAILED = Words(", and what failed is {what}")

# What a failure of a kind has to do with which part of the build, 0 to 1.
BUILDS: dict[str, dict[str, float]] = {
    "dependency": {"manifest": 0.6, "lock": 0.55, "image": 0.3, "tool": 0.2, "pipeline": 0.2},
    "compile": {"manifest": 0.3, "tool": 0.3, "lock": 0.25},
    "lint": {"linter": 0.45, "manifest": 0.2, "lock": 0.2},
    "config": {"setting": 0.35, "pipeline": 0.45, "tool": 0.3, "deploy": 0.3, "manifest": 0.2},
    "tool": {"image": 0.4, "pipeline": 0.4, "tool": 0.4, "manifest": 0.3, "lock": 0.2},
    "deploy": {"deploy": 0.5, "image": 0.4, "pipeline": 0.35, "setting": 0.25},
    "permission": {"pipeline": 0.35, "deploy": 0.3, "image": 0.3, "setting": 0.2},
    "scm": {"pipeline": 0.3},
    "oom": {"pipeline": 0.25, "image": 0.25, "deploy": 0.2, "tool": 0.2, "setting": 0.15},
    "timeout": {"pipeline": 0.25, "setting": 0.15},
    "network": {"image": 0.2, "pipeline": 0.2, "setting": 0.15},
    "infra": {"pipeline": 0.25, "image": 0.2},
    "test": {"manifest": 0.12, "lock": 0.12},
    "unknown": {"pipeline": 0.2, "tool": 0.15, "manifest": 0.15, "image": 0.15},
}
KINDS = {
    "dependency": Words("the fetching of dependencies"),
    "compile": Words("the compiling"),
    "lint": Words("the linting"),
    "config": Words("a setting"),
    "tool": Words("a tool of the build"),
    "deploy": Words("the deployment"),
    "permission": Words("a permission"),
    "scm": Words("the checkout"),
    "oom": Words("for want of memory"),
    "timeout": Words("for want of time"),
    "network": Words("the network"),
    "infra": Words("the infrastructure"),
    "test": Words("a test"),
    "unknown": Words("not known"),
}
MOST_FOCUS = 12  # files that the failure names whose neighbours are looked for
IMPORTS = re.compile(
    r"(?m)^\s*(?:@?import|from|pub use|use|pub mod|mod|using|extern crate|#\s*include|require\w*|load)\b.*$"
    r"|^.*(?:\brequire\(|\bimport\(|\bfrom ['\"]).*$"
)


def blame(commit: Commit, known: Evidence) -> Iterator[Reason]:
    """It was the last to change a line that the failure names, or one beside it."""
    for each in known.blamed.get(commit.sha, ()):
        weights = (0.5, 0.25) if is_test(each.path) else (0.7, 0.4)
        words = CHANGED_LAST if each.exact else AROUND
        text = (words, known.show(each.path, each.line), NAMED)
        yield Reason("blame", text, weights[0] if each.exact else weights[1])


def place(commit: Commit, known: Evidence) -> Iterator[Reason]:
    """It touches a file that the failure names."""
    mine = set(touched(commit))
    for each in known.named:
        if each.path in mine:
            weight = 0.4 if each.framed else 0.5
            if build_kind(each.path) == "tool":  # make names its Makefile whatever went wrong
                weight = 0.2
            elif is_test(each.path):
                weight = 0.3
            text = (TOUCHES, known.show(each.path, each.line), NAMED)
            yield Reason("place", text, weight * each.share)


def test(commit: Commit, known: Evidence) -> Iterator[Reason]:
    """It touches the file of a test that failed."""
    for path in touched(commit):
        if path in known.suites:
            text = (TOUCHES, known.show(path, None), WHERE, Mono(known.suites[path]), FAILED)
            yield Reason("test", text, 0.35)


def tested(commit: Commit, known: Evidence) -> Iterator[Reason]:
    """It touches what a failed test, or another named file, is about, uses or stands beside."""
    named = (each.path for each in known.named if not build_kind(each.path))
    focus = tuple(dict.fromkeys([*known.suites, *named]))
    mine = set(touched(commit))
    for path in mine:
        if not is_source(path) or is_test(path) or is_docs(path) or is_generated(path):
            continue
        for other in focus[:MOST_FOCUS]:
            weight, words = _near(path, other, known.texts.get(other, ""))
            if other not in mine and weight:
                about = (known.show(path, None), WHICH, known.show(other, None), words)
                yield Reason("tested", (TOUCHES, *about), weight)


def _near(path: str, other: str, text: str) -> tuple[float, str]:
    """How near a source file is to a file that the failure names, and how one says it."""
    if path == other:
        return 0.0, ""
    if is_test(other) and subject(other) and subject(other) == subject(path):
        return 0.45, ABOUT
    if text and _uses(text, path):
        return 0.4, USES
    same = PurePosixPath(path).parent == PurePosixPath(other).parent
    return (0.3, BESIDE) if same and path.endswith(".go") and other.endswith(".go") else (0.0, "")


def _uses(text: str, path: str) -> bool:
    """Whether a file's text names another file: by its dotted or slashed end, or in an import."""
    whole = PurePosixPath(path)
    stem = whole.parent.name if is_nameless(path) else whole.name.partition(".")[0]
    if len(stem) < 3:  # noqa: PLR2004 shorter names are anything
        return False
    word = re.escape(stem)
    if stem[:1].isupper() and re.search(rf"\b{word}\b", text):
        return True
    ends = whole.with_suffix("").parts[-2:]
    if len(ends) > 1 and any(sign.join(ends) in text for sign in ("/", ".", "::", "\\")):
        return True
    return any(re.search(rf"\b{word}\b", line) for line in IMPORTS.findall(text))


def build(commit: Commit, known: Evidence) -> Iterator[Reason]:
    """It touches a part of the build that has to do with this kind of failure."""
    weights = BUILDS.get(known.clues.category, {})
    for path in touched(commit):
        weight = weights.get(build_kind(path), 0.0)
        if weight:
            why = AND_FAILED.format(what=KINDS[known.clues.category])
            yield Reason("build", (CHANGES, known.show(path, None), why), weight)
