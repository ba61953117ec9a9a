"""What is risky in a difference by the names of its files: a fact each, no opinion. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from handlers.kit import counted
from handlers.kit.words import Words
from handlers.sources.kinds import build_kind, is_docs, is_generated, is_source, is_test
from integrations.git import Change, Repository

MIGRATION = Words("changes the shape of the database")
SECURITY = Words("is about sign-in, rights or money")
INTERFACE = Words("changes what others rely on")
BUILT = {
    "pipeline": Words("changes how it is built and tested"),
    "image": Words("changes the image"),
    "deploy": Words("changes how it is deployed"),
    "manifest": Words("changes dependencies or how it is built"),
    "lock": Words("changes locked versions"),
}
TEST_GONE = Words("removes a test")
LARGE = Words("{lines} in one file")
LARGE_GENERATED = Words("{lines}, written by a tool")
BINARY = Words("a binary file, which nobody can read here")
NO_TEST = Words("{files} changed and no test")
NO_TEST_OF = Words("{service}: {files} changed and no test")

MIGRATIONS = re.compile(
    r"(?i)(?:^|/)(?:migrations?|db/migrate|alembic|flyway|liquibase|schema)/|\.sql$|(?:^|/)schema\.rb$"
)
SECURE = re.compile(
    r"(?i)(?:^|[/_.-])(?:auth\w*|login|logins|sessions?|passwords?|crypto|permissions?|security"
    r"|payments?|billing|oauth\w*|acl|rbac|csrf|tokens?|secrets?|sso|saml|jwt)(?:[/_.-]|$)"
)
INTERFACES = re.compile(
    r"(?i)(?:^|/)(?:openapi|swagger)[\w.-]*\.(?:ya?ml|json)$|\.(?:proto|graphqls?|thrift|avsc|wsdl)$"
    r"|(?:^|/)(?:public|include|api)/.+\.(?:h|hpp|ts|d\.ts|java|kt|go|py)$"
)
MANY = 500  # added lines

Kind = Literal[
    "secret", "conflict", "security", "migration", "interface", "build", "test", "debug", "todo",
    "large",
]  # fmt: skip  # worst first, in one glance

NAMES: tuple[tuple[Kind, re.Pattern[str], str], ...] = (
    ("migration", MIGRATIONS, MIGRATION),
    ("security", SECURE, SECURITY),
    ("interface", INTERFACES, INTERFACE),
)


@dataclass(frozen=True)
class Risk:
    """One fact: what it is about, in words, and where; `path` is empty for the whole."""

    kind: Kind
    words: str
    path: str = ""
    line: int | None = None


def risky_paths(files: Sequence[Change]) -> Iterator[Risk]:
    """What the names of the changed files tell, one fact a file and kind."""
    for file in files:
        if is_test(file.path):
            if file.status == "D":
                yield Risk("test", TEST_GONE, file.path)
        elif not is_docs(file.path):
            yield from _named(file.path)


def _named(path: str) -> Iterator[Risk]:
    for kind, pattern, words in NAMES:
        if pattern.search(path):
            yield Risk(kind, words, path)
    if built := BUILT.get(build_kind(path)):
        yield Risk("build", built, path)


def large_files(files: Sequence[Change]) -> Iterator[Risk]:
    """Files that are too much to read, or cannot be read."""
    for file in files:
        if file.added is None:
            if file.status != "D":
                yield Risk("large", BINARY, file.path)
        elif file.added > MANY:
            words = LARGE_GENERATED if is_generated(file.path) else LARGE
            yield Risk("large", words.format(lines=counted(file.added, "new line")), file.path)


def missing_tests(files: Sequence[Change], repository: Repository) -> Iterator[Risk]:
    """Each service whose code changes while none of its tests does."""
    code: dict[str, int] = {}
    covered: set[str] = set()
    for file in files:
        names = repository.services_of(file.path) or ("",)
        if is_test(file.path):
            if file.status != "D":
                covered.update(names)
        elif _is_code(file):
            for name in names:
                code[name] = code.get(name, 0) + 1
    for name, count in code.items():
        if name not in covered and not (name and "" in covered):  # tests may lie beside services
            said = NO_TEST_OF if name else NO_TEST
            yield Risk("test", said.format(service=name, files=counted(count, "source file")))


def _is_code(file: Change) -> bool:
    changed = (file.added or 0) + (file.removed or 0)
    tooled = build_kind(file.path) or is_generated(file.path) or MIGRATIONS.search(file.path)
    plain = is_source(file.path) and not tooled
    return bool(changed) and plain and file.status != "D"
