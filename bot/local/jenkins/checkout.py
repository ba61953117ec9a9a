"""The git step: a branch of a repository into the workspace, and what changed since last time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.local.jenkins.builds import Commit
from bot.local.jenkins.shell import git_environment, output, run

NO_REVISION = (
    "ERROR: Couldn't find any revision to build. "
    "Verify the repository and branch configuration for this job."
)
FORMAT = "%x01%H%x00%an%x00%ae%x00%ct%x00%ci%x00%B%x00"
EDITS = {"A": "add", "D": "delete"}
REFSPEC = "+refs/heads/*:refs/remotes/origin/*"


@dataclass(frozen=True)
class Git:
    """The git step of one build: where from, where to, and where its words go."""

    url: str
    workspace: Path
    say: Callable[[str], None]

    async def check_out(self, branch: str) -> str | None:
        """Bring `branch` into the workspace; return the commit's sha, or None without a branch."""
        self.say("The recommended git tool is: NONE")
        self.say("No credentials specified")
        await self._fetch()
        sha = await self._resolve(branch)
        if sha is None:
            self.say(NO_REVISION)
            return None
        self.say(f"Checking out Revision {sha} (refs/remotes/origin/{branch})")
        await self._git("config", "core.sparsecheckout", check=False)
        await self._git("checkout", "-f", sha)
        await self._git("clean", "-fdxq", quiet=True)
        subject = await output(["git", "log", "-1", "--format=%s", sha], cwd=self.workspace)
        self.say(f'Commit message: "{subject.strip()}"')
        return sha

    async def _fetch(self) -> None:
        if (self.workspace / ".git").exists():
            self.say("Fetching changes from the remote Git repository")
        else:
            self.say("Cloning the remote Git repository")
            self.say(f"Cloning repository {self.url}")
            await self._git("init", str(self.workspace))
        self.say(f"Fetching upstream changes from {self.url}")
        await self._git("fetch", "--tags", "--force", "--progress", "--", self.url, REFSPEC)

    async def _resolve(self, branch: str) -> str | None:
        ref = f"refs/remotes/origin/{branch}^{{commit}}"
        self.say(f" > git rev-parse {ref} # timeout=10")
        try:
            return (await output(["git", "rev-parse", "--verify", ref], cwd=self.workspace)).strip()
        except RuntimeError:
            return None

    async def _git(self, *arguments: str, check: bool = True, quiet: bool = False) -> None:
        """Run git; as in Jenkins its own output is only seen when it fails."""
        if not quiet:
            self.say(f" > git {' '.join(arguments)} # timeout=10")
        printed = bytearray()
        code = await run(
            ["git", *arguments], cwd=self.workspace, env=git_environment(), write=printed.extend
        )
        if check and code:
            raise RuntimeError(printed.decode(errors="replace").strip())

    async def between(self, before: str | None, sha: str) -> tuple[Commit, ...]:
        """Return the commits after `before` up to `sha`, oldest first; without `before` only it."""
        span = ["-1", sha] if before is None else [f"{before}..{sha}"]
        command = ["git", "log", "--reverse", "-z", "--name-status", f"--format={FORMAT}", *span]
        try:
            return parse_log(await output(command, cwd=self.workspace))
        except RuntimeError:  # the branch was rewritten and `before` is gone
            return ()


def parse_log(text: str) -> tuple[Commit, ...]:
    """Return the commits in the output of `git log -z --name-status` with FORMAT."""
    return tuple(_commit(record) for record in text.split("\x01")[1:])


def _commit(record: str) -> Commit:
    sha, author, email, at, date, message, *rest = record.split("\0")
    names = [part.strip("\n") for part in rest if part.strip("\n")]
    paths = tuple(
        (EDITS.get(kind[0], "edit"), path)
        for kind, path in zip(names[::2], names[1::2], strict=False)
    )
    return Commit(sha, author, email, int(at), date, message, paths)
