"""Turn whatever went wrong with Jenkins into a sentence."""

from __future__ import annotations

import http.client
import re

import jenkins
import requests
import urllib3.exceptions

from integrations import errors
from integrations.errors import IntegrationError, NotFoundError, RefusedError, UnavailableError
from integrations.jenkins.patience import OVERLOADED, Patience
from integrations.jenkins.server import (
    ERROR,
    AnsweredError,
    ApproverError,
    RedirectedError,
    StrangerError,
    TooLargeError,
)

# Everything that python-jenkins, requests, urllib3 and the JSON parser raise on bad servers. The
# last four are how an answer of another shape shows itself inside python-jenkins.
FAULTS: tuple[type[Exception], ...] = (
    jenkins.JenkinsException,
    requests.RequestException,
    urllib3.exceptions.HTTPError,
    http.client.HTTPException,
    RedirectedError,
    StrangerError,
    TooLargeError,
    ApproverError,
    AnsweredError,
    OSError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    RecursionError,
)
BROKEN = (urllib3.exceptions.ProtocolError, http.client.IncompleteRead, ConnectionError)
TIMEOUTS = (
    jenkins.TimeoutException,
    requests.Timeout,
    urllib3.exceptions.TimeoutError,
    TimeoutError,
)

CHECK_ADDRESS = "Check the address that is configured for Jenkins."
CHECK_LOGIN = "Check the user and the API token that are configured for Jenkins."
CHECK_RIGHTS = "Somebody who administers Jenkins can give this user the right."
ASK_AN_APPROVER = "Jenkins keeps the list of who may answer this input."
TRY_LATER = "Try again in a minute."
NOT_JENKINS = "A proxy or a login page may stand in front of it: check the address and the token."

NONSENSE: dict[type[Exception], str] = {
    jenkins.EmptyResponseException: "an answer without the number of a queue item",
    StrangerError: "an answer that does not come from Jenkins (it lacks the header X-Jenkins)",
    TooLargeError: "an answer too large to be a good one",
}

NOBODY = "Authentication required"  # Jenkins's words with 403 for one who did not log in
PAGE = 8 << 10  # bytes of an answer that are searched for its words
MISSING = re.compile(r"[\w.@-]{1,100} is missing the [\w/ ]{1,100}? permission")
KINDS: dict[int, tuple[type[IntegrationError], str]] = {
    400: (IntegrationError, ""),
    401: (RefusedError, CHECK_LOGIN),
    403: (RefusedError, CHECK_RIGHTS),
    404: (NotFoundError, ""),
    407: (RefusedError, "The proxy in front of Jenkins wants a login."),
    409: (IntegrationError, "The job may be disabled."),
    410: (NotFoundError, ""),
    429: (UnavailableError, TRY_LATER),
}


def failure(
    error: Exception, asked: str, where: str, reply: requests.Response | None, patience: Patience
) -> IntegrationError:
    """The error to raise for `error`; `reply` is the last response that came, if any did."""
    if isinstance(error, IntegrationError):
        return error
    if isinstance(error, ApproverError):
        return RefusedError(asked, where, str(error), ASK_AN_APPROVER)
    if isinstance(error, AnsweredError):
        return NotFoundError(asked, where, str(error))
    kind, came_back, hint = _story(error, reply, patience)
    return kind(asked, where, came_back, hint)


def _story(
    error: Exception, reply: requests.Response | None, patience: Patience
) -> tuple[type[IntegrationError], str, str]:
    if isinstance(error, RedirectedError | requests.TooManyRedirects):
        return _redirected(error)
    if isinstance(error, TIMEOUTS):
        return UnavailableError, patience.came_back, OVERLOADED
    if _broke_off(error):
        return UnavailableError, "an answer that broke off", TRY_LATER
    if reply is None or isinstance(error, requests.ConnectionError):
        came_back, lasting = errors.unreachable(error)
        return UnavailableError, came_back, CHECK_ADDRESS if lasting else TRY_LATER
    if reply.status_code >= ERROR:
        return _refusal(reply)
    return _nonsense(error, reply)


def _redirected(error: Exception) -> tuple[type[IntegrationError], str, str]:
    if not isinstance(error, RedirectedError):
        return UnavailableError, "sent round in circles", CHECK_ADDRESS
    target = errors.one_line(error.target)
    if error.login:
        return RefusedError, f"sent to a login page, {target}", CHECK_LOGIN
    return UnavailableError, f"sent elsewhere, to {target}", CHECK_ADDRESS


def _broke_off(error: Exception) -> bool:
    """The answer had begun: requests says ConnectionError only of the time before."""
    if isinstance(error, requests.ConnectionError):
        return False
    return any(isinstance(each, BROKEN) for each in errors.reasons(error))


def _refusal(reply: requests.Response) -> tuple[type[IntegrationError], str, str]:
    status = reply.status_code
    kind, hint = KINDS.get(status, (IntegrationError, ""))
    if status >= http.client.INTERNAL_SERVER_ERROR:
        kind, hint = UnavailableError, TRY_LATER
    said = words(reply) or http.client.responses.get(status, "")
    if said == NOBODY:
        hint = CHECK_LOGIN
    return kind, f"HTTP {status}" + (f": {said}" if said else ""), hint


def _nonsense(
    error: Exception, reply: requests.Response
) -> tuple[type[IntegrationError], str, str]:
    """An answer that HTTP calls good and that is not what Jenkins would say."""
    for kind, came_back in NONSENSE.items():
        if isinstance(error, kind):
            return UnavailableError, came_back, NOT_JENKINS
    body = reply.text[:PAGE].lstrip()
    if body.startswith("<"):
        said = words(reply)
        page = f"a web page (“{said}”)" if said else "a web page"
        return UnavailableError, f"{page} in place of Jenkins's data", NOT_JENKINS
    came_back = "an answer that is no JSON of Jenkins's" if body else "an empty answer"
    return UnavailableError, came_back, NOT_JENKINS


def words(reply: requests.Response) -> str:
    """What the page of an answer says, in one short line; "" when it says nothing of its own."""
    page = reply.content[:PAGE].decode(reply.encoding or "utf-8", "replace")
    missing = MISSING.search(page)
    return missing[0] if missing else errors.said(page)
