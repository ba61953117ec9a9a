"""A git repository whose commits, authors and files say what strangers wrote, made in one go."""

import hashlib
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

START = 1_790_000_000  # seconds since the epoch of the first commit
MAIN = "refs/heads/main"
APP = "src/app.py"


def make(path: Path, texts: Mapping[str, str]) -> dict[str, str]:
    """Make it with a main branch of two commits and, behind the first, a commit a text.

    Gives the sha of each text's commit; the commit's message and its difference hold the text.
    """
    path.mkdir(parents=True)
    _git(path, "init", "--quiet", "--initial-branch=main")
    _git(path, "config", "uploadpack.allowAnySHA1InWant", "true")
    stream = [
        _commit(MAIN, 1, "Start", "def pay():\n    return 1\n", ""),
        _commit(MAIN, 2, "Round", "def pay():\n    return 2\n", ""),
    ]
    for at, (name, text) in enumerate(texts.items()):
        stream.append(_commit(branch(name), at + 3, text or " ", _file(text), ":1"))
    _git(path, "fast-import", "--quiet", "--force", stdin=b"".join(stream))
    return {name: _git(path, "rev-parse", branch(name)) for name in texts}


def branch(name: str) -> str:
    """The branch of a text's commit."""
    return f"refs/heads/t-{hashlib.sha256(name.encode()).hexdigest()[:16]}"


def _file(text: str) -> str:
    shown = "\n".join(f"    # {line}" for line in text[:2000].splitlines()) or "    #"
    return f"def pay():\n{shown}\n    return eval(x)\n"


def _commit(ref: str, mark: int, message: str, file: str, parent: str) -> bytes:
    who = f"Ada Lovelace <ada@example.com> {START + mark * 60} +0000".encode()
    lines = [
        f"commit {ref}\nmark :{mark}".encode(),
        b"author " + who,
        b"committer " + who,
        _data(message),
    ]
    if parent:
        lines.append(f"from {parent}".encode())
    lines += [f"M 100644 inline {APP}".encode(), _data(file), b""]
    return b"\n".join(lines)


def _data(text: str) -> bytes:
    raw = text.encode("utf-8", "replace").replace(b"\0", b"")
    return b"data %d\n%b" % (len(raw), raw)


def _git(path: Path, *words: str, stdin: bytes = b"") -> str:
    environment = {"PATH": os.environ["PATH"], "HOME": str(path), "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(
        ["git", *words], cwd=path, env=environment, input=stdin, capture_output=True, check=True
    )
    return done.stdout.decode().strip()
