"""How Jenkins says no: Jetty's error pages, and the page that sends a browser to the login."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from aiohttp import web

JETTY = """<html>
<head>
<meta http-equiv="Content-Type" content="text/html;charset=utf-8"/>
<title>Error {status} {message}</title>
</head>
<body><h2>HTTP ERROR {status} {message}</h2>
<table>
<tr><th>URI:</th><td>{uri}</td></tr>
<tr><th>STATUS:</th><td>{status}</td></tr>
<tr><th>MESSAGE:</th><td>{message}</td></tr>
<tr><th>SERVLET:</th><td>Stapler</td></tr>
</table>
<hr/><i>Powered by Jetty:// 12.0.22</i><hr/>

</body>
</html>
"""
LOGIN = """<html><head><meta http-equiv='refresh' content='1;url=/login?from={uri}'/></head>\
<body style='background-color:white; color:white;'>
Authentication required
<!--
-->

</body></html>
"""

NOT_FOUND = "Not Found"
NO_CRUMB = "No valid crumb was included in the request"
WRONG_TOKEN = "Invalid password/token for user: {user}"
NO_PERMISSION = "{user} is missing the {permission} permission"
NOT_BUILDABLE = "{name} is not buildable"
NO_APPROVER = "You need to be {submitters} to submit this"
NOTHING = "Nothing is submitted"
NOT_PARAMETERIZED = "This build is not parameterized!"
NEEDS_POST = "Method Not Allowed"
STARTING = "Please wait while Jenkins is getting ready to work"


class RefusalError(Exception):
    """A request that is answered with `status` and one of the sentences above."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status, self.message = status, message


def page(status: int, message: str, uri: str) -> web.Response:
    """Jetty's error page."""
    text = JETTY.format(status=status, message=escape(message), uri=escape(uri))
    headers = {"WWW-Authenticate": 'Basic realm="Jenkins"'} if status == 401 else {}  # noqa: PLR2004 - an HTTP status
    return web.Response(status=status, text=text, content_type="text/html", headers=headers)


def login(uri: str) -> web.Response:
    """What an anonymous request gets where it may not read."""
    text = LOGIN.format(uri=quote(uri, safe=""))
    return web.Response(status=403, text=text, content_type="text/html")
