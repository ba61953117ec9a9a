"""What a lock must hold: every package with one version and its hashes, and no host to ask.

pip refuses a file whose hash is not written down only where it reads one (`--require-hashes`); this
reads them all, also those that `make setup` does not install.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

PINNED = re.compile(r"^[A-Za-z0-9][\w.-]*(?:\[[\w,-]+\])?==[^\s;]+(?:\s*;[^\\]+)?\s*(?:\\|$)")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
HOST = re.compile(r"(?:^|\s)(?:--index-url|--extra-index-url|--find-links|-i|-f)\b|://")

NO_VERSION = "{path}: {entry} is no package at one version (==)."
NO_HASH = "{path}: {entry} has no SHA-256 hash."
NAMES_HOST = (
    "{path}: {entry} names a host, but where packages come from is for the one who installs."
)
EMPTY = "{path} holds no package."
GOOD = "{count} locks: each of {packages} packages has one version and its hashes."


def faults(path: str, text: str) -> Iterator[str]:
    """What is wrong in a lock, a sentence each."""
    entries = list(_entries(text))
    if not entries:
        yield EMPTY.format(path=path)
    for entry in entries:
        name = entry.split()[0]
        if not PINNED.match(entry):
            yield NO_VERSION.format(path=path, entry=name)
        if not HASH.search(entry):
            yield NO_HASH.format(path=path, entry=name)
        if HOST.search(entry):
            yield NAMES_HOST.format(path=path, entry=name)


def _entries(text: str) -> Iterator[str]:
    """The entries of a lock: a line and those that it goes on over."""
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    entry = ""
    for line in lines:
        entry += line.strip() + "\n"
        if not line.endswith("\\"):
            yield entry
            entry = ""
    if entry:
        yield entry


def main(paths: Sequence[str]) -> int:
    """Print what is wrong in the locks; 1 if anything is."""
    texts = {path: Path(path).read_text("utf-8") for path in paths}
    found = [fault for path, text in texts.items() for fault in faults(path, text)]
    for fault in found:
        print(fault)
    if not found:
        packages = sum(len(list(_entries(text))) for text in texts.values())
        print(GOOD.format(count=len(texts), packages=packages))
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
