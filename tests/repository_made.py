"""A real repository that a test writes: commits with an author and a time, by the git command."""

import os
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

START = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


class Made:
    """A repository in a folder; each commit is an hour after the one before it."""

    def __init__(self, path: Path, *, start: datetime = START) -> None:
        self.path = path
        self.when = start
        path.mkdir(parents=True)
        self.git("init", "--quiet", "--initial-branch=main")
        self.git("config", "uploadpack.allowAnySHA1InWant", "true")

    @property
    def url(self) -> str:
        """Its address for git."""
        return self.path.as_uri()

    def git(self, *arguments: str, stdin: bytes = b"", **more: str) -> str:
        """Run git in it, as an author who is the same everywhere."""
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.path),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "Ada Lovelace",
            "GIT_AUTHOR_EMAIL": "ada@example.com",
            "GIT_COMMITTER_NAME": "Ada Lovelace",
            "GIT_COMMITTER_EMAIL": "ada@example.com",
            "GIT_AUTHOR_DATE": self.when.isoformat(),
            "GIT_COMMITTER_DATE": self.when.isoformat(),
        } | more
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.path, env=environment, input=stdin, capture_output=True, check=False,
        )  # fmt: skip  # what is run, and how
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode("utf-8", "replace").strip()

    def commit(
        self,
        subject: str,
        files: dict[str, str | bytes | None] | None = None,
        *,
        author: str = "Ada Lovelace",
        email: str = "ada@example.com",
    ) -> str:
        """Write files (None removes one) and commit them; gives the sha."""
        for name, text in (files or {}).items():
            path = self.path / name
            if text is None:
                path.unlink()
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode() if isinstance(text, str) else text)
        self.git("add", "--all")
        self.when += timedelta(hours=1)
        message = ["commit", "--quiet", "--allow-empty", f"--message={subject}"]
        self.git(*message, GIT_AUTHOR_NAME=author, GIT_AUTHOR_EMAIL=email)
        return self.git("rev-parse", "HEAD")

    def merge(self, branch: str) -> str:
        """Merge a branch with a commit of its own; gives its sha."""
        self.when += timedelta(hours=1)
        self.git("merge", "--quiet", "--no-ff", "--no-edit", branch)
        return self.git("rev-parse", "HEAD")
