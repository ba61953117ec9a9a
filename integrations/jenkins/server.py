"""python-jenkins, taught deadlines, size limits, safe redirects and fresh crumbs."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import jenkins
import requests
from urllib3.exceptions import NewConnectionError

from integrations import errors
from integrations.jenkins.patience import Patience

LARGEST_ANSWER = 64 << 20  # bytes of JSON; a report of 100,000 tests has about 20 MB
LARGEST_PAGE = 1 << 20  # bytes of an error page
BLOCK = 1 << 18  # bytes asked of the socket at once; measured best for consoles
ERROR = 400  # from here on HTTP's status says no
FORBIDDEN = 403
BAD_REQUEST = 400
QUEUE_ITEM = re.compile(r"/queue/item/(\d+)/?$")
LOGIN = re.compile(
    r"login|log-in|signin|sign-in|sign_in|oauth|saml|/sso|//sso|/auth", re.IGNORECASE
)
PAGE_NOT_DATA = "a web page came where data was asked for"
NO_CRUMB = "No valid crumb"
# What the Input Step plugin says on a page of HTTP 400, below a heading that says "Error".
NO_APPROVER = re.compile(r"You need to be [^<>\n]{1,300}")
ANSWERED = re.compile(r"This input has been already given")


class RedirectedError(Exception):
    """The answer points somewhere we do not go."""

    def __init__(self, target: str) -> None:
        super().__init__(target)
        parts = urlsplit(target)
        self.target = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
        self.login = LOGIN.search(self.target) is not None


class StrangerError(Exception):
    """The answer is good HTTP, and does not come from Jenkins."""


class TooLargeError(Exception):
    """The answer is larger than any good one."""


class ApproverError(Exception):
    """Somebody else has to answer the input; its text is Jenkins's sentence."""


class AnsweredError(Exception):
    """The input was answered before; its text is Jenkins's sentence."""


class Server(jenkins.Jenkins):  # type: ignore[misc] # python-jenkins ships no types
    """One connection's python-jenkins; not for use by two threads at once.

    `patience` must be set before a call; `reply` is the last response that came, if any did;
    `ordered` says that an order was handed to the network, whatever came of it.
    """

    crumb: Any  # None: not asked for yet; False: Jenkins gives none

    def __init__(self, url: str, user: str, token: str) -> None:
        super().__init__(url, user or None, token if user else None)
        self._session.hooks["response"].append(self._heed)
        self.patience = Patience(0.0, 0.0)
        self.reply: requests.Response | None = None
        self.ordered = False

    def begin(self, patience: Patience) -> None:
        """A new call starts."""
        self.patience = patience
        self.reply = None
        self.ordered = False

    def close(self) -> None:
        """Let go of the idle connections."""
        self._session.close()

    def version(self) -> str:
        """What the last reply says Jenkins's version is; an error when it was not Jenkins's."""
        reply = self.reply
        if reply is None or "X-Jenkins" not in reply.headers:
            raise StrangerError
        return str(reply.headers["X-Jenkins"])

    def ask(self, path: str) -> Any:  # noqa: ANN401 - JSON is anything
        """The JSON at an address below Jenkins's own, for what python-jenkins has no method."""
        url = self._build_url(quote(path))
        return json.loads(self.jenkins_open(requests.Request("GET", url)))

    def start(self, path: str, parameters: Mapping[str, str]) -> int:
        """Order a build and return its queue item.

        python-jenkins would put the parameters into the address, where access logs keep them.
        """
        if parameters:
            return self._order(path, "buildWithParameters", parameters)
        try:
            return self._order(path, "build", parameters)
        except requests.HTTPError:
            # Jenkins answers 400 to /build of a job that has parameters, and starts nothing.
            if self.reply is None or self.reply.status_code != BAD_REQUEST:
                raise
            return self._order(path, "buildWithParameters", parameters)

    def _order(self, path: str, verb: str, parameters: Mapping[str, str]) -> int:
        url = self.build_job_url(path).removesuffix("build") + verb
        response = self.jenkins_request(requests.Request("POST", url, data=dict(parameters)))
        item = QUEUE_ITEM.search(response.headers.get("Location", ""))
        if item is None:
            raise jenkins.EmptyResponseException
        return int(item[1])

    def follow(self, path: str) -> Iterator[bytes]:
        """The body at the address, block by block, never more than one block in memory."""
        request = requests.Request("GET", self._build_url(quote(path)))
        response = self.jenkins_request(request, stream=True)
        kind = response.headers.get("Content-Type", "")
        if "html" in kind and "X-Jenkins" not in response.headers:
            self._take(response, LARGEST_PAGE)
            raise ValueError(PAGE_NOT_DATA)
        with response:
            yield from self._blocks(response)

    def halt(self, path: str, number: int) -> None:
        """Stop a build. Jenkins answers with a redirect; a page is somebody else's answer."""
        self.stop_build(path, number)
        if self.reply is not None and "<html" in self.reply.text[:LARGEST_PAGE].lower():
            self.version()

    def settle(self, below: str, form: Mapping[str, str]) -> None:
        """Answer an input at an encoded address below Jenkins's own."""
        url = f"{self.server.rstrip('/')}/{below}"
        try:
            self.jenkins_open(requests.Request("POST", url, data=dict(form)))
        except requests.HTTPError:
            page = self.reply.text if self.reply is not None else ""
            if refusal := NO_APPROVER.search(page):
                raise ApproverError(unescape(refusal[0].strip())) from None
            if before := ANSWERED.search(page):
                raise AnsweredError(before[0]) from None
            raise
        self.version()

    def maybe_add_crumb(self, req: requests.Request) -> None:
        """Jenkins wants a crumb for orders only; asking for one before each reading is idle."""
        if req.method == "POST":
            super().maybe_add_crumb(req)

    def jenkins_request(self, req: requests.Request, *args: Any, **options: Any) -> Any:  # noqa: ANN401 - as in the class above
        """Once more with a fresh crumb when Jenkins no longer knows the one it gave us."""
        try:
            return super().jenkins_request(req, *args, **options)
        except jenkins.JenkinsException:
            reply = self.reply
            if not self.crumb or reply is None or reply.status_code != FORBIDDEN:
                raise
            if NO_CRUMB not in reply.text:
                raise
            self.crumb = None
            return super().jenkins_request(req, *args, **options)

    def _request(self, req: requests.Request, stream: bool | None = None) -> requests.Response:
        """The one place where python-jenkins touches the network."""
        self.timeout = self.patience.left()
        response: requests.Response = self._sent(req)
        self.reply = response
        if response.status_code >= ERROR:
            self._take(response, LARGEST_PAGE)
        elif not stream:
            self._take(response, LARGEST_ANSWER)
        return response

    def _sent(self, req: requests.Request) -> requests.Response:
        """Send it; an order counts as given unless there was not even a connection for it."""
        self.ordered = req.method == "POST"
        try:
            response: requests.Response = super()._request(req, True)
        except requests.ConnectionError as error:
            self.ordered = self.ordered and not isinstance(error, requests.ConnectTimeout)
            if any(isinstance(each, NewConnectionError) for each in errors.reasons(error)):
                self.ordered = False
            raise
        return response

    def _take(self, response: requests.Response, limit: int) -> None:
        """Read the body within the time and the size allowed."""
        body = io.BytesIO()
        try:
            with response:
                for block in self._blocks(response):
                    body.write(block)
                    if body.tell() > limit:
                        raise TooLargeError
        finally:
            body.seek(0)
            response.raw = body
        if "charset" not in response.headers.get("Content-Type", ""):
            response.encoding = "utf-8"  # guessing it costs seconds on a large answer

    def _blocks(self, response: requests.Response) -> Iterator[bytes]:
        """What each single read of the socket brings, so that a trickle cannot hold us."""
        while block := response.raw.read1(BLOCK, decode_content=True):
            yield block
            self.patience.left()

    def _heed(self, response: requests.Response, **_: object) -> None:
        """Follow redirects within Jenkins only, and none after an order."""
        if not response.is_redirect:
            return
        target = urljoin(response.url, response.headers["location"])
        here, there = urlsplit(response.url), urlsplit(target)
        stray = RedirectedError(target)
        if response.request.method == "POST" and not stray.login and here.path != there.path:
            del response.headers["location"]  # done; the page it wants to show is not needed
        elif stray.login or (here.scheme, here.netloc) != (there.scheme, there.netloc):
            response.close()
            self.ordered = False  # whoever sends us elsewhere has done nothing
            raise stray
