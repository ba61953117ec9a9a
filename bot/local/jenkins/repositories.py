"""The sample git repositories: made from their chronicles in one `git fast-import` each."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from bot.local.jenkins.chronicle import Chapter, read
from bot.local.jenkins.shell import output

CONFIG = "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n"


@dataclass(frozen=True)
class Repository:
    """A bare repository; `tips` has the full history of each branch, oldest commit first."""

    path: Path
    tips: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """What one gives to git clone."""
        return self.path.as_uri()

    def position(self, sha: str) -> int:
        """How many commits from the start of its branch `sha` is; new commits count as last."""
        for history in self.tips.values():
            if sha in history:
                return history.index(sha)
        return 1 << 30

    async def publish(self, branch: str, behind: int) -> None:
        """Let `branch` point `behind` commits before its tip, as if the rest was not pushed."""
        sha = self.tips[branch][-1 - behind]
        await output(["git", "update-ref", f"refs/heads/{branch}", sha], cwd=self.path)


def text_of(name: str) -> str:
    """The data file `name` of the sample projects."""
    return (files("bot.local.jenkins") / "projects" / name).read_text()


async def make(name: str, path: Path, now: float) -> Repository:
    """Make the repository of the sample project `name` at `path`, its commits dated before `now`.

    No process but one runs: an empty bare repository is four paths. It is made beside its place:
    whoever mirrors it finds all of it or nothing.
    """
    chapters = read(text_of(f"{name}.txt"), text_of)
    making = path.with_name(f"{path.name}-making")
    (making / "objects").mkdir(parents=True)
    (making / "refs" / "heads").mkdir(parents=True)
    (making / "HEAD").write_text("ref: refs/heads/main\n")
    (making / "config").write_text(CONFIG)
    (making / "description").write_text(f"{name}, a sample project\n")
    command = ["git", "fast-import", "--quiet", "--export-marks=marks"]
    await output(command, cwd=making, stdin=_stream(chapters, now))
    making.rename(path)
    marks = dict(line.lstrip(":").split() for line in (path / "marks").read_text().splitlines())
    return Repository(path, _histories(chapters, marks))


def _histories(chapters: tuple[Chapter, ...], marks: dict[str, str]) -> dict[str, tuple[str, ...]]:
    tips: dict[str, tuple[str, ...]] = {}
    for mark, chapter in enumerate(chapters, 1):
        before = tips.get(chapter.branch, tips.get("main", ()))
        tips[chapter.branch] = (*before, marks[str(mark)])
    return tips


def _stream(chapters: tuple[Chapter, ...], now: float) -> bytes:
    """All commits as git-fast-import(1) reads them."""
    seen: set[str] = set()
    parts: list[str] = []
    for mark, chapter in enumerate(chapters, 1):
        fork = seen and chapter.branch not in seen
        parts.append(_commit(mark, chapter, now, "from refs/heads/main\n" if fork else ""))
        seen.add(chapter.branch)
    return "".join(parts).encode()


def _commit(mark: int, chapter: Chapter, now: float, parent: str) -> str:
    email = chapter.author.lower().replace(" ", ".") + "@acme.example"
    who = f"{chapter.author} <{email}> {int(now - chapter.age)} +0000"
    parts = [
        f"commit refs/heads/{chapter.branch}\nmark :{mark}\nauthor {who}\ncommitter {who}\n",
        _data(chapter.message + "\n"),
        parent,
    ]
    for path, content in chapter.files.items():
        if content is None:
            parts.append(f"D {path}\n")
        else:
            mode = "100755" if content.startswith("#!") else "100644"
            parts.append(f"M {mode} inline {path}\n{_data(content)}")
    return "".join(parts)


def _data(text: str) -> str:
    return f"data {len(text.encode())}\n{text}\n"
