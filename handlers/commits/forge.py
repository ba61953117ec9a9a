"""Where a repository lies in the web: links to its commits, and whose news a webhook brings."""

import re
from urllib.parse import quote

from integrations.git import Repository, shown

SCP = re.compile(r"(?:[\w.-]+@)?([\w.-]+):(?!//)(.+)")
# How the addresses of a commit end, by a word in the host's name.
COMMIT = {
    "gitlab": "/-/commit/",
    "bitbucket": "/commits/",
    "github": "/commit/",
    "gitea": "/commit/",
    "forgejo": "/commit/",
    "codeberg": "/commit/",
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


def commit_url(repository: Repository, sha: str) -> str:
    """The address of a commit in the web; empty where the host is of no kind that we know."""
    clean = shown(repository.url)
    if not place(repository.url):
        return ""
    if found := SCP.fullmatch(clean):
        base = f"https://{found[1]}/{found[2]}"
    else:
        scheme, _, rest = clean.partition("://")
        host, _, path = rest.rpartition("@")[2].partition("/")
        plain = scheme if scheme in ("http", "https") else "https"
        base = f"{plain}://{host if plain == scheme else host.partition(':')[0]}/{path}"
    base = quote(base.rstrip("/").removesuffix(".git"), safe=":/~.-_[]")
    host = base.partition("://")[2].partition("/")[0]
    end = next((end for word, end in COMMIT.items() if word in host), "")
    return f"{base}{end}{sha}" if end else ""
