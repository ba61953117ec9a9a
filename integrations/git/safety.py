"""What is given to git, and what git may do: names of a closed shape, and a locked environment."""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit, urlunsplit

from integrations.errors import NotFoundError, one_line

WHERE = "git on this machine"
NO_SUCH_NAME = "nothing: no branch, tag or commit is so named"
NO_SUCH_PATH = "nothing: no file can be so named"
# git obeys options anywhere among its arguments, even abbreviated ones, so a name that comes from
# outside must be of this closed shape and stand behind --end-of-options.
REF = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_./+@-]{0,199}(?:~[0-9]{1,4}|\^[0-9]?){0,9}")
SCP_LIKE = re.compile(r"(?:[\w.-]+@)?[A-Za-z0-9][\w.-]*:(?!//)[\w~][\w./~+-]*")
HOST = re.compile(r"[A-Za-z0-9_][\w.-]*|[0-9a-f:]+")
SCHEMES = ("https", "http", "ssh", "git", "file")
LONGEST_PATH = 1000  # characters
ANYBODY = "x-access-token"  # GitHub wants this beside a token, the others take any name
INHERITED = (
    *("PATH", "HOME", "SSH_AUTH_SOCK", "SSL_CERT_FILE", "SSL_CERT_DIR", "GIT_SSL_CAINFO"),
    *("HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "https_proxy", "http_proxy", "no_proxy"),
)
STRUCK = "[redacted]"

# Settings that a repository's own configuration could use to start a program, each closed.
LOCKED = (
    ("protocol.ext.allow", "never"),
    ("protocol.file.allow", "never"),
    ("core.hooksPath", "/dev/null"),
    ("core.fsmonitor", "false"),
    ("core.attributesFile", "/dev/null"),
    ("core.alternateRefsCommand", "true"),
    ("credential.helper", ""),
    ("log.showSignature", "false"),
    ("fetch.recurseSubmodules", "false"),
    ("submodule.recurse", "false"),
    ("gc.autoDetach", "false"),
    ("maintenance.autoDetach", "false"),
    ("i18n.logOutputEncoding", "UTF-8"),
    ("core.quotePath", "true"),
    ("http.followRedirects", "false"),
)
SAFE = {
    "GIT_TERMINAL_PROMPT": "0",  # never wait for a password
    "GIT_ASKPASS": "",
    "GIT_PROXY_COMMAND": "",
    "GIT_SSH_COMMAND": "ssh -oBatchMode=yes -oConnectTimeout=8 -oControlPath=none",
    "GIT_SSH_VARIANT": "ssh",
    "GIT_PROTOCOL_FROM_USER": "0",
    "GIT_ALLOW_PROTOCOL": "none",  # reading needs no network, and a lazy fetch gets none
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_PAGER": "cat",
    "LC_ALL": "C.UTF-8",
}


@dataclass(frozen=True)
class Remote:
    """An address as git gets it, without a login, and the login beside it."""

    url: str
    scheme: str
    host: str = ""
    user: str = ""
    token: str = ""

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must not be read in any message."""
        return (self.token, self._basic()) if self.token else ()

    def _basic(self) -> str:
        return base64.b64encode(f"{self.user or ANYBODY}:{self.token}".encode()).decode()

    def environment(self, inherited: Mapping[str, str]) -> dict[str, str]:
        """What git gets to reach this remote and no other; a login as a header for its host."""
        more = [("http.lowSpeedLimit", "1000"), ("http.lowSpeedTime", "30")]
        if self.token and self.scheme in ("http", "https"):
            header = f"Authorization: Basic {self._basic()}"
            more.append((f"http.{self.scheme}://{self.host}/.extraHeader", header))
        return {**environment(inherited, *more), "GIT_ALLOW_PROTOCOL": self.scheme}


def remote(url: str, user: str = "", token: str = "") -> Remote:
    """The remote at a configured address; raises ValueError where it is none that git may ask.

    A login inside the address goes before `user` and `token`.
    """
    if url.startswith("/"):
        return Remote(url, "file")
    if SCP_LIKE.fullmatch(url):
        return Remote(url, "ssh", url.partition(":")[0].rpartition("@")[2])
    parts = urlsplit(url)
    if parts.scheme not in SCHEMES or not all(c.isprintable() and c != " " for c in url):
        raise ValueError(url)
    if parts.scheme == "file":
        return Remote(url, "file")
    if not parts.hostname or not HOST.fullmatch(parts.hostname) or parts.port == 0:
        raise ValueError(url)
    login, _, host = parts.netloc.rpartition("@")
    if parts.scheme in ("ssh", "git"):
        name = login.partition(":")[0]
        clean = urlunsplit(parts._replace(netloc=f"{name}@{host}" if name else host))
        return Remote(clean, parts.scheme, host)
    if login:
        name, colon, secret = login.partition(":")
        user, token = (unquote(name), unquote(secret)) if colon else ("", unquote(name))
    return Remote(urlunsplit(parts._replace(netloc=host)), parts.scheme, host, user, token)


def shown(url: str) -> str:
    """An address fit for a message: without any login."""
    try:
        return remote(url).url
    except ValueError:
        return "an address that is none"


def environment(inherited: Mapping[str, str], *more: tuple[str, str]) -> dict[str, str]:
    """Where git lives, settings that close its doors, and `more` of its configuration."""
    settings = [*LOCKED, *more]
    made = {**inherited, **SAFE, "GIT_CONFIG_COUNT": str(len(settings))}
    for at, (key, value) in enumerate(settings):
        made[f"GIT_CONFIG_KEY_{at}"] = key
        made[f"GIT_CONFIG_VALUE_{at}"] = value
    return made


def own_environment() -> dict[str, str]:
    """What git may see of our own environment: where programs and keys lie."""
    return {name: os.environ[name] for name in INHERITED if name in os.environ}


def without(secrets: tuple[str, ...], text: str) -> str:
    """A text in which none of the secrets stands."""
    for secret in secrets:
        text = text.replace(secret, STRUCK)
    return text


def checked_ref(ref: str) -> str:
    """The name of a branch, tag or commit if it is safe to give to git; else NotFoundError."""
    if REF.fullmatch(ref) is None or ".." in ref or "@{" in ref:
        raise NotFoundError(f"the revision {one_line(ref)}", WHERE, NO_SUCH_NAME)
    return ref


def checked_path(path: str) -> str:
    """A path inside a repository, as git writes it; NotFoundError for what can be none."""
    plain = re.sub(r"^(?:\.?/+)+", "", path).rstrip("/")
    parts = plain.split("/")
    bad = {"", ".", ".."}.intersection(parts) if plain else {""}
    if bad or len(plain) > LONGEST_PATH or "\0" in plain or not _is_utf8(plain):
        raise NotFoundError(f"the path {one_line(path)}", WHERE, NO_SUCH_PATH)
    return plain


def checked_words(text: str) -> str:
    """Words to search for: on one line, without signs that are no text; else NotFoundError."""
    if not text.isprintable() or len(text) > LONGEST_PATH or not _is_utf8(text):
        raise NotFoundError(f"the words {one_line(text)}", WHERE, "nothing: they are no plain text")
    return text


def _is_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
