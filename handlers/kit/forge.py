"""Where a repository lies in the web: links to its commits and files, and whose news a hook brings."""

import re
from urllib.parse import quote

from integrations.git import Repository, shown

SCP = re.compile(r"(?:[\w.-]+@)?([\w.-]+):(?!//)(.+)")
# How the addresses of a commit, and of a line of a file, go on, by a word in the host's name.
WEBS = {
    "gitlab": ("/-/commit/{sha}", "/-/blob/{sha}/{path}", "#L{line}"),
    "bitbucket": ("/commits/{sha}", "/src/{sha}/{path}", "#lines-{line}"),
    "github": ("/commit/{sha}", "/blob/{sha}/{path}", "#L{line}"),
    "gitea": ("/commit/{sha}", "/src/commit/{sha}/{path}", "#L{line}"),
    "forgejo": ("/commit/{sha}", "/src/commit/{sha}/{path}", "#L{line}"),
    "codeberg": ("/commit/{sha}", "/src/commit/{sha}/{path}", "#L{line}"),
}


def place(url: str) -> str:
    """`github.com/team/checkout` of any address of it; empty for a folder on this machine."""
    clean = shown(url)
    if found := SCP.fullmatch(clean):
        host, path = found[1], found[2]
    else:
        scheme, _, rest = clean.partition("://")
        host, _, path = rest.rpartition("@")[2].partition("/")
        if scheme not in ("https", "http", "ssh", "git") or not host:
            return ""
        host = host if scheme in ("https", "http") else host.partition(":")[0]
    return f"{host}/{path.strip('/').removesuffix('.git')}".casefold()


def web_address(repository: Repository) -> str:
    """The address of a repository's pages; empty where the host is of no kind that we know."""
    return _web(repository)[0]


def commit_url(repository: Repository, sha: str) -> str:
    """The address of a commit in the web; empty where the host is of no kind that we know."""
    base, (commit, _, _) = _web(repository)
    return base + commit.format(sha=sha) if base else ""


def file_url(repository: Repository, sha: str, path: str, line: int | None = None) -> str:
    """The address of a file as it stands in a commit, at a line; empty where none is known."""
    base, (_, file, at) = _web(repository)
    if not base:
        return ""
    return base + file.format(sha=sha, path=quote(path)) + (at.format(line=line) if line else "")


def _web(repository: Repository) -> tuple[str, tuple[str, str, str]]:
    """The repository's address in the web and how its pages go on; empty where none is known."""
    clean = shown(repository.url)
    if not place(repository.url):
        return "", ("", "", "")
    if found := SCP.fullmatch(clean):
        base = f"https://{found[1]}/{found[2]}"
    else:
        scheme, _, rest = clean.partition("://")
        host, _, path = rest.rpartition("@")[2].partition("/")
        plain = scheme if scheme in ("http", "https") else "https"
        base = f"{plain}://{host if plain == scheme else host.partition(':')[0]}/{path}"
    base = quote(base.rstrip("/").removesuffix(".git"), safe=":/~.-_[]")
    host = base.partition("://")[2].partition("/")[0]
    pages = next((pages for word, pages in WEBS.items() if word in host), None)
    return (base, pages) if pages else ("", ("", "", ""))
