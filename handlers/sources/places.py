"""Read which files, and which lines in them, a failure names: stack frames, errors, test names.

Pure. It takes no format for granted: a word that looks like a path is one, and what follows it may
say a line in any of the ways that compilers and interpreters have.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from handlers.sources.kinds import SOURCES

LONGEST = 1000  # characters of a line that are read
MOST = 200  # places of one failure

OTHERS = (
    "xml json yml yaml toml gradle cfg ini tf mod sum lock properties csproj cmake txt feature"
    " graphql bzl sbt s asm env tpl j2 md"
)
EXTENSIONS = SOURCES | frozenset(f".{each}" for each in OTHERS.split())
NAMED = "Dockerfile Makefile GNUmakefile Jenkinsfile Rakefile Gemfile Procfile"
NAMES = frozenset(NAMED.split())
TOKEN = re.compile(r"""[^\s"'`‘’“”()\[\]{}<>,;|:*?!=]+""")
WEB = re.compile(r"\b(?!file\b)[a-z][a-z+]{1,9}://\S+")
LINE = re.compile(
    r"""(?x)
    ["'’]?(?:
      :\[?(\d{1,7})(?!\d)                   # a.c:12  a.c:12:5  A.java:[12,5]
    | \((\d{1,7})(?=[,)])                   # a.ts(12,5)  a.cpp(12)
    | :\ \((\d{1,7})(?=,)                   # A.kt: (12, 5)
    | ,?:?\ ?(?:on\ )?line\ (\d{1,7})(?!\d) # "a.py", line 12   A.cs:line 12   a.php on line 12
    | \ (\d{1,7})(?=:\d)                    # ./a.js 12:5
    )"""
)
JAVA = re.compile(
    r"([A-Za-z_$][\w$.]{0,300})\.[\w$<>]{1,200}\(([\w$]{1,100}\.(?:java|kt|scala|groovy)):(\d{1,7})\)"
)
CLASS = re.compile(r"\b([A-Z]\w{0,100}(?:Test|Tests|IT|Spec))\.\w{1,200}:(\d{1,7})\b")
SCRIPT = re.compile(r"\bWorkflowScript: (\d{1,7})\b")
ROW = re.compile(r"\s+(\d{1,7}):\d{1,7}\s+(?:error|warning)\b")
FRAME = re.compile(r"^\s*(?:at |File \"|from |\d+: |#\d+ |\.{3} )")


@dataclass(frozen=True, slots=True)
class Place:
    """A file that the failure names, as it is written there, and the line if one is named.

    `framed` says that a stack frame names it, and not the error itself.
    """

    path: str
    line: int | None = None
    framed: bool = False


def places(lines: Iterable[str]) -> tuple[Place, ...]:
    """The places that the lines name, each once, in their order."""
    found: dict[Place, None] = {}
    heading = ""
    for raw in lines:
        text = WEB.sub(" ", raw[:LONGEST].rstrip())
        row = ROW.match(text)
        if row and heading:  # linters write the file above and the places below it
            found[Place(heading, int(row[1]))] = None
            continue
        here = list(_in_line(text))
        heading = here[0].path if len(here) == 1 and here[0].path in text.strip() else heading
        if here and text.strip() not in (here[0].path, f"./{here[0].path}"):
            heading = ""
        found.update(dict.fromkeys(here))
        if len(found) >= MOST:
            break
    return tuple(found)[:MOST]


def _in_line(text: str) -> Iterator[Place]:
    framed = bool(FRAME.match(text))
    for owner, file, line in JAVA.findall(text):
        yield Place(f"{_package(owner)}{file}", int(line), framed)
    for name, line in CLASS.findall(text):
        yield Place(name, int(line))
    for line in SCRIPT.findall(text):
        yield Place("Jenkinsfile", int(line))
    rest = JAVA.sub(" ", text)
    for word in TOKEN.finditer(rest):
        path = _path(word[0])
        if path:
            after = LINE.match(rest, word.end())
            line = next((int(n) for n in after.groups() if n), None) if after else None
            yield Place(path, line or None, framed)


def _package(owner: str) -> str:
    """`com/acme/` of `app//com.acme.Invoice`, and of a class inside a class as well."""
    parts = owner.split(".")[:-1]
    lower = [part for part in parts if part[:1].islower()]
    return "".join(f"{part}/" for part in lower)


def _path(word: str) -> str:
    """The path that a word is, plain, or nothing."""
    plain = word.replace("\\", "/").rstrip(".")
    plain = re.sub(r"^(?:/{2,}|\./|(?:\.\./)+|webpack/+|~/)", "", plain)
    name = plain.rpartition("/")[2]
    stem, dot, extension = name.rpartition(".")
    known = name in NAMES or (dot and stem and f".{extension}".casefold() in EXTENSIONS)
    return plain if known and "//" not in plain and len(plain) > 2 else ""  # noqa: PLR2004 "a.c" is the shortest
