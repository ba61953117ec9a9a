"""What kind of file a path is, by its name alone: documentation, tests, build files, generated."""

import re
from functools import cache
from pathlib import PurePosixPath

DOCS = re.compile(
    r"(?i)(?:^|/)(?:docs?|documentation|man)/.+\.(?:md|rst|txt|adoc|html|png|svg|jpg|gif|puml)$"
    r"|\.(?:md|markdown|rst|adoc|asciidoc)$"
    r"|(?:^|/)(?:readme|changelog|changes|news|license|licence|notice|authors|contributing"
    r"|codeowners|copying|todo)(?:\.\w+)?$"
)
TESTS = re.compile(
    r"(?:^|/)(?:tests?|__tests__|spec|specs|testing|e2e|it|integration-test|androidTest|testdata"
    r"|fixtures)/"
    r"|(?:^|/)(?:test_[^/]+|conftest)\.py$|_test\.(?:py|go|rb|exs|dart|cc|cpp|c)$"
    r"|[._-](?:test|tests|spec|cy)\.[cm]?[jt]sx?$|_spec\.rb$"
    r"|(?:Test|Tests|TestCase|IT|Spec)\.(?:java|kt|kts|scala|groovy|cs|swift|php)$"
)
MANIFESTS = re.compile(
    r"(?i)(?:^|/)(?:pom\.xml|build\.gradle(?:\.kts)?|settings\.gradle(?:\.kts)?|gradle\.properties"
    r"|libs\.versions\.toml|package\.json|\.npmrc|\.nvmrc|pnpm-workspace\.yaml|pyproject\.toml"
    r"|setup\.(?:py|cfg)|requirements[\w.-]*\.(?:txt|in)|constraints[\w.-]*\.txt|pipfile|go\.mod"
    r"|cargo\.toml|gemfile|composer\.json|mix\.exs|build\.sbt|[\w.-]+\.csproj"
    r"|directory\.(?:packages|build)\.props|packages\.config|conanfile\.(?:txt|py)|vcpkg\.json)$"
)
LOCKS = re.compile(
    r"(?i)(?:^|/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?"
    r"|poetry\.lock|uv\.lock|pdm\.lock|pipfile\.lock|requirements[\w.-]*\.lock|go\.sum|cargo\.lock"
    r"|gemfile\.lock|composer\.lock|mix\.lock|packages\.lock\.json|gradle\.lockfile|flake\.lock)$"
)
PIPELINES = re.compile(
    r"(?i)(?:^|/)(?:jenkinsfile[\w.-]*|[\w.-]+\.jenkinsfile|\.gitlab-ci\.yml|azure-pipelines\.yml"
    r"|\.travis\.yml|\.drone\.yml|bitbucket-pipelines\.yml|appveyor\.yml|tox\.ini|noxfile\.py)$"
    r"|(?:^|/)\.(?:github/(?:workflows|actions)|circleci|buildkite|teamcity|gitlab)/"
    r"|(?:^|/)(?:ci|jenkins)/"
)
IMAGES = re.compile(
    r"(?i)(?:^|/)(?:dockerfile[\w.-]*|[\w.-]+\.dockerfile|containerfile|\.dockerignore"
    r"|(?:docker-)?compose[\w.-]*\.ya?ml)$"
)
DEPLOYS = re.compile(
    r"(?i)(?:^|/)(?:helm|charts?|k8s|kubernetes|deploy|deployment|manifests|terraform|ansible"
    r"|kustomize|infra)/|\.tf(?:vars)?$|(?:^|/)(?:procfile|kustomization\.yaml|chart\.yaml)$"
)
TOOLS = re.compile(
    r"(?i)(?:^|/)(?:makefile|gnumakefile|[\w.-]+\.mk|cmakelists\.txt|[\w.-]+\.cmake|rakefile"
    r"|justfile|build\.(?:sh|xml|rs)|meson\.build|configure(?:\.ac)?|gradlew|mvnw|tsconfig[\w.]*"
    r"\.json|babel\.config\.\w+|(?:webpack|vite|rollup|jest|vitest|karma)\.config\.\w+"
    r"|pytest\.ini|WORKSPACE|BUILD(?:\.bazel)?)$"
)
LINTERS = re.compile(
    r"(?i)(?:^|/)(?:\.?eslintrc[\w.]*|eslint\.config\.\w+|\.prettierrc[\w.]*|\.flake8|\.pylintrc"
    r"|ruff\.toml|\.?mypy\.ini|\.golangci\.ya?ml|rustfmt\.toml|clippy\.toml|\.editorconfig"
    r"|checkstyle[\w.-]*\.xml|\.rubocop\.yml|\.stylelintrc[\w.]*|\.pre-commit-config\.yaml"
    r"|\.clang-(?:format|tidy)|detekt\.yml)$"
)
SETTINGS = re.compile(r"(?i)\.(?:ya?ml|toml|ini|cfg|conf|properties|env|json|xml)$|(?:^|/)\.env")
GENERATED = re.compile(
    r"(?i)(?:^|/)(?:vendor|node_modules|third_party|dist|generated|__generated__|__snapshots__"
    r"|\.yarn)/|\.min\.(?:js|css)$|\.(?:map|snap|pb\.go|pb\.cc|pb\.h)$|_pb2(?:_grpc)?\.pyi?$"
    r"|\.(?:g|freezed|generated)\.(?:dart|cs|ts|go)$|_generated\.go$"
)
SOURCE = (
    "py pyi java kt kts scala groovy go rs c cc cpp cxx h hh hpp m mm swift js jsx mjs cjs ts tsx"
    " mts cts vue svelte rb php cs fs vb ex exs erl hs ml clj lua pl pm r jl dart sh bash ps1 sql"
    " proto css scss less html"
)
SOURCES = frozenset(f".{each}" for each in SOURCE.split())

BUILD_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("lock", LOCKS),
    ("manifest", MANIFESTS),
    ("pipeline", PIPELINES),
    ("image", IMAGES),
    ("linter", LINTERS),
    ("tool", TOOLS),
    ("deploy", DEPLOYS),
)


def is_docs(path: str) -> bool:
    """Documentation: nothing that is compiled, run or tested."""
    return bool(DOCS.search(path)) and not is_test(path) and not build_kind(path)


def is_test(path: str) -> bool:
    """A test, or something that only tests use."""
    return bool(TESTS.search(path))


def is_generated(path: str) -> bool:
    """Written by a tool: lock files, vendored code, bundles, snapshots."""
    return bool(GENERATED.search(path) or LOCKS.search(path))


def is_source(path: str) -> bool:
    """Code that people write, tests among it."""
    return PurePosixPath(path).suffix.casefold() in SOURCES


@cache
def build_kind(path: str) -> str:
    """Which part of the build a file is (`lock`, `manifest`, …, `setting`), empty for others."""
    found = next((kind for kind, pattern in BUILD_KINDS if pattern.search(path)), "")
    if found:
        return found
    return "setting" if SETTINGS.search(path) and not is_test(path) else ""
