"""Every way in which Jenkins can fail to answer becomes a sentence of ours."""

import asyncio
import pickle
import time

import pytest
from aiohttp import web
from jenkins_answers import CRUMB, HEADERS, answer, asking, raw, serving

from integrations.errors import (
    IntegrationError,
    NotFoundError,
    RefusedError,
    UnavailableError,
    one_line,
    said,
)

PATIENCE = 20  # seconds on a busy machine; what would not end takes for ever
MINUTE = " Try again in a minute."
ADDRESS = " Check the address that is configured for Jenkins."
LOGIN = " Check the user and the API token that are configured for Jenkins."
RIGHTS = " Somebody who administers Jenkins can give this user the right."
PROXY = " A proxy or a login page may stand in front of it: check the address and the token."
JETTY = """<html><head><title>Error {0}</title></head>
<body><h2>HTTP ERROR {0}</h2><table><tr><th>URI:</th><td>/job/a/1/</td></tr></table></body></html>"""
STARTING = """<!DOCTYPE html><html><head><title>Starting Jenkins</title>
<script>var h1 = "<h1>not this</h1>";</script></head>
<body><h1>Please wait while Jenkins is getting ready to work<span id="loading"> ...</span></h1>
Your browser will reload automatically when Jenkins is ready.</body></html>"""


async def refusal(url, seconds=5.0):
    """The error that comes of asking for the build a #1."""
    async with asking(url, seconds=seconds) as jenkins:
        with pytest.raises(IntegrationError) as error:
            await jenkins.build("a", 1)
    return error.value


def sentence(url, rest):
    """The whole sentence about the build a #1."""
    return f"Asked Jenkins at {url} for the build a #1 and got {rest}"


@pytest.mark.parametrize(
    ("status", "page", "kind", "rest"),
    [
        (400, "Nothing is submitted", IntegrationError, "HTTP 400: Nothing is submitted."),
        (
            401,
            JETTY.format("401 Invalid password/token for user: ada"),
            RefusedError,
            "HTTP 401: Invalid password/token for user: ada." + LOGIN,
        ),
        (
            403,
            "<html><head><title>Access Denied [Jenkins]</title></head><body><h1>Access Denied</h1>"
            '<p class="error">ada is missing the Job/Read permission</p></body></html>',
            RefusedError,
            "HTTP 403: ada is missing the Job/Read permission." + RIGHTS,
        ),
        (
            403,
            "<html><head><meta http-equiv='refresh' content='1;url=/login?from=%2F'/>"
            "</head><body style='color:white'>\n\n\nAuthentication required\n<!--\n--></body></html>",
            RefusedError,
            "HTTP 403: Authentication required." + LOGIN,
        ),
        (404, JETTY.format("404 Not Found"), NotFoundError, "HTTP 404: Not Found."),
        (
            409,
            JETTY.format("409 a is not buildable"),
            IntegrationError,
            "HTTP 409: a is not buildable. The job may be disabled.",
        ),
        (429, "", UnavailableError, "HTTP 429: Too Many Requests." + MINUTE),
        (
            500,
            '{"message": "A problem occurred while processing the request"}',
            UnavailableError,
            "HTTP 500: A problem occurred while processing the request." + MINUTE,
        ),
        (
            502,
            "<html><head><title>502 Bad Gateway</title></head><body></body></html>",
            UnavailableError,
            "HTTP 502: Bad Gateway." + MINUTE,
        ),
        (
            503,
            STARTING,
            UnavailableError,
            "HTTP 503: Please wait while Jenkins is getting ready to work." + MINUTE,
        ),
        (504, "", UnavailableError, "HTTP 504: Gateway Timeout." + MINUTE),
        (599, "", UnavailableError, "HTTP 599." + MINUTE),
        (418, "", IntegrationError, "HTTP 418: I'm a Teapot."),
    ],
)
async def test_a_status_that_says_no_becomes_a_sentence(status, page, kind, rest):
    """What was asked, where, the status with Jenkins's own words, and what to do about it."""

    async def no(request):
        return web.Response(status=status, text=page, content_type="text/html", headers=HEADERS)

    async with serving(no) as site:
        error = await refusal(site.url)
    assert type(error) is kind
    assert str(error) == sentence(site.url, rest)


@pytest.mark.parametrize(
    ("body", "rest"),
    [
        (
            "<!DOCTYPE html><title>Sign in [Jenkins]</title>",
            "a web page (“Sign in [Jenkins]”) in place of Jenkins's data." + PROXY,
        ),
        ("<p>", "a web page in place of Jenkins's data." + PROXY),
        ("", "an empty answer." + PROXY),
        ('{"number": 1, "resu', "an answer that is no JSON of Jenkins's." + PROXY),
        ("OK", "an answer that is no JSON of Jenkins's." + PROXY),
        ("[1]", "an answer that is no JSON of Jenkins's." + PROXY),
        ("null", "an answer that is no JSON of Jenkins's." + PROXY),
        ("[" * 100_000, "an answer that is no JSON of Jenkins's." + PROXY),
    ],
)
async def test_an_answer_that_is_not_jenkinss_is_not_believed(body, rest):
    """HTML, nothing, half an answer and other JSON, all with HTTP 200, are told apart."""

    async def odd(request):
        return web.Response(text=body, content_type="application/json")

    async with serving(odd) as site:
        error = await refusal(site.url)
    assert type(error) is UnavailableError
    assert str(error) == sentence(site.url, rest)


@pytest.mark.parametrize(
    ("target", "kind", "rest"),
    [
        (
            "/login?from=%2Fjob%2Fa",
            RefusedError,
            "sent to a login page, {url}/login." + LOGIN,
        ),
        (
            "https://ada:pw@sso.example/oauth2/start?token=secret",
            RefusedError,
            "sent to a login page, https://sso.example/oauth2/start." + LOGIN,
        ),
        (
            "http://169.254.169.254/latest/meta-data/",
            UnavailableError,
            "sent elsewhere, to http://169.254.169.254/latest/meta-data/." + ADDRESS,
        ),
        (
            "file:///etc/passwd",
            UnavailableError,
            "sent elsewhere, to file:///etc/passwd." + ADDRESS,
        ),
    ],
)
async def test_a_redirect_is_not_followed_to_another_place(target, kind, rest):
    """Neither to a login page nor to another host; what the target carries in secret stays out."""

    async def elsewhere(request):
        return web.Response(status=302, headers={"Location": target})

    async with serving(elsewhere) as site:
        error = await refusal(site.url)
    assert type(error) is kind
    assert str(error) == sentence(site.url, rest.format(url=site.url))
    assert site.asked == ["GET /job/a/1/api/json"]


async def test_a_redirect_within_jenkins_is_followed():
    """A front end may move a page by a slash."""

    async def moved(request):
        return web.Response(status=301, headers={"Location": "/moved"})

    routes = {"GET /job/a/1/api/json": moved, "GET /moved": {"number": 1}}
    async with serving(routes) as site, asking(site.url) as jenkins:
        assert (await jenkins.build("a", 1)).number == 1


async def test_a_redirect_in_circles_ends():
    """Even Jenkins itself cannot send us round for ever."""

    async def again(request):
        return web.Response(status=302, headers={"Location": "/again"})

    async with serving(again) as site:
        error = await refusal(site.url)
    assert str(error) == sentence(site.url, "sent round in circles." + ADDRESS)


async def test_nothing_listening_is_said_so():
    """A refused connection names the address."""
    async with raw(asyncio.sleep) as url:
        pass
    error = await refusal(url)
    assert type(error) is UnavailableError
    assert str(error) == sentence(url, "no connection: nothing listens there." + ADDRESS)


async def test_an_unknown_host_is_said_so():
    """A name that no server knows is a fault of the address."""
    error = await refusal("http://jenkins.invalid")
    assert type(error) is UnavailableError
    assert str(error) == sentence(
        "http://jenkins.invalid", "no connection: its host name is unknown." + ADDRESS
    )


async def test_http_where_tls_was_meant_is_said_so():
    """https:// to a server that speaks plain HTTP."""
    async with serving({}) as site:
        url = site.url.replace("http:", "https:")
        error = await refusal(url)
    assert str(error) == sentence(url, "no connection: it does not speak TLS." + ADDRESS)


async def hang(writer):
    """Say nothing."""
    await asyncio.sleep(5)


async def trickle_head(writer):
    """Say a header that never ends, slowly."""
    writer.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while True:
        writer.write(b"a")
        await writer.drain()
        await asyncio.sleep(0.05)


async def trickle_body(writer):
    """Say a body of a good length, a byte at a time."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    while True:
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.05)


@pytest.mark.parametrize("talk", [hang, trickle_head, trickle_body])
async def test_a_server_that_hangs_is_given_up_in_time(talk):
    """No answer, or one that trickles, ends within the time that was given for it."""
    began = time.perf_counter()
    async with raw(talk) as url:
        error = await refusal(url, seconds=0.4)
        assert time.perf_counter() - began < PATIENCE
    assert type(error) is UnavailableError
    hint = " It may be overloaded: try again in a minute."
    assert str(error) == sentence(url, "no answer within 0.4 s." + hint)


async def cut_at_once(writer):
    """Hang up without a word."""


async def cut_in_body(writer):
    """Hang up in the middle of an answer of known length."""
    writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{"number": 1')
    await writer.drain()


async def cut_in_chunk(writer):
    """Hang up in the middle of an answer in chunks."""
    writer.write(b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{"number": 1')
    await writer.drain()


async def no_http(writer):
    """Speak another protocol."""
    writer.write(b"SSH-2.0-OpenSSH_9.2\r\n")
    await writer.drain()


async def bad_gzip(writer):
    """Promise gzip and send something else."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd")
    await writer.drain()


@pytest.mark.parametrize(
    ("talk", "rest"),
    [
        (cut_at_once, "no answer: the connection was cut." + MINUTE),
        (cut_in_body, "an answer that broke off." + MINUTE),
        (cut_in_chunk, "an answer that broke off." + MINUTE),
        (no_http, "no answer: it does not speak HTTP." + ADDRESS),
        (bad_gzip, "an empty answer." + PROXY),
    ],
)
async def test_a_broken_answer_is_told_from_a_missing_one(talk, rest):
    """Cut before, cut within, and no HTTP at all."""
    async with raw(talk) as url:
        error = await refusal(url)
    assert type(error) is UnavailableError
    assert str(error) == sentence(url, rest)


async def test_an_error_page_without_end_is_not_read_to_its_end():
    """A page of many megabytes costs one, and its words are found all the same."""

    async def endless(request):
        response = web.StreamResponse(status=500)
        await response.prepare(request)
        await response.write(b"<title>Oops</title>")
        for _ in range(64):
            await response.write(b" " * (1 << 18))
        return response

    async with serving(endless) as site:
        error = await refusal(site.url)
    assert str(error) == sentence(site.url, "HTTP 500: Oops." + MINUTE)


async def test_after_a_failure_the_next_question_works():
    """One bad answer leaves nothing behind."""
    answers = iter([web.Response(status=500), web.Response(text="<html>"), answer({"number": 1})])

    async def next_one(request):
        return next(answers)

    async with serving(next_one) as site, asking(site.url) as jenkins:
        for _ in range(2):
            with pytest.raises(UnavailableError):
                await jenkins.build("a", 1)
        assert (await jenkins.build("a", 1)).number == 1


async def test_each_question_names_what_it_asked_for():
    """Of the same outage, twelve questions tell in twelve ways what was wanted."""

    async def down(request):
        return web.Response(status=503, text="down")

    async with serving(down) as site, asking(site.url) as jenkins:
        told = []
        for question in (
            jenkins.jobs(),
            jenkins.finished(),
            jenkins.job("a"),
            jenkins.build("a"),
            jenkins.builds("a"),
            jenkins.stages("a", 1),
            jenkins.tests("a", 1),
            jenkins.tail("a", 1),
            jenkins.stage_log("a", 1, "6"),
            jenkins.queued(3),
            jenkins.trigger("a", {}),
            jenkins.stop("a", 1),
            jenkins.ping(),
        ):
            with pytest.raises(UnavailableError) as error:
                await question
            assert error.value.came_back == "HTTP 503: down"
            told.append(str(error.value).removeprefix(f"Asked Jenkins at {site.url} "))
    end = " and got HTTP 503: down." + MINUTE
    assert told == [
        "for its jobs" + end,
        "for its finished builds" + end,
        "for the job a" + end,
        "for the last build of a" + end,
        "for the builds of a" + end,
        "for the stages of a #1" + end,
        "for the tests of a #1" + end,
        "for the end of the console of a #1" + end,
        "for the log of stage 6 of a #1" + end,
        "for the queue item 3" + end,
        "to build a" + end,
        "to stop the build a #1" + end,
        "for a sign of life" + end,
    ]


async def test_an_order_that_was_not_understood_is_not_repeated():
    """After an answer without a queue item nobody knows whether a build starts: it is asked once."""

    async def taken(request):
        return web.Response(text="<html>ok</html>")

    async with serving({"POST /job/a/build": taken}) as site, asking(site.url) as jenkins:
        with pytest.raises(UnavailableError) as error:
            await jenkins.trigger("a", {})
    assert str(error.value) == (
        f"Asked Jenkins at {site.url} to build a and got an answer without the number of a queue"
        " item. Jenkins may have taken the order all the same: look before you repeat it."
    )
    assert site.asked.count("POST /job/a/build") == 1


async def test_an_order_that_is_sent_elsewhere_was_not_taken():
    """http:// where https:// is meant: the order is not done, and the sentence shows why."""

    async def secure(request):
        return web.Response(status=301, headers={"Location": "https://127.0.0.1/job/a/1/stop"})

    routes = {"GET /crumbIssuer/api/json": CRUMB, "POST /job/a/1/stop": secure}
    async with serving(routes) as site, asking(site.url) as jenkins:
        with pytest.raises(UnavailableError) as error:
            await jenkins.stop("a", 1)
    assert str(error.value) == (
        f"Asked Jenkins at {site.url} to stop the build a #1 and got sent elsewhere, to"
        " https://127.0.0.1/job/a/1/stop." + ADDRESS
    )


async def test_a_page_in_place_of_a_stopped_build_is_no_success():
    """A login page with HTTP 200 does not look like a build that was stopped."""

    async def page(request):
        return web.Response(text="<html><title>Sign in</title>", content_type="text/html")

    async with serving({"POST /job/a/1/stop": page}) as site, asking(site.url) as jenkins:
        with pytest.raises(UnavailableError, match="lacks the header X-Jenkins"):
            await jenkins.stop("a", 1)


async def test_who_stops_waiting_gets_the_thread_back():
    """A cancelled question ends, and its thread does not go on for long."""
    async with raw(trickle_body) as url, asking(url, seconds=3.0) as jenkins:
        question = asyncio.create_task(jenkins.build("a", 1))
        await asyncio.sleep(0.2)
        question.cancel()
        with pytest.raises(asyncio.CancelledError):
            await question


def test_an_error_survives_the_way_through_a_queue():
    """It can be pickled, and says the same after."""
    error = RefusedError("to build a", "Jenkins at http://j", "HTTP 403", "Ask Ada.")
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), str(copy)) == (
        RefusedError,
        "Asked Jenkins at http://j to build a and got HTTP 403. Ask Ada.",
    )


def test_foreign_words_become_one_short_line():
    """Line breaks, escapes and endless words do not get through to a person."""
    assert one_line("a\n\x1b[31mb\u202ec  d.") == "a [31mb c d"
    assert one_line("x" * 300) == "x" * 199 + "…"


def test_a_page_of_unclosed_tags_is_read_in_no_time():
    """Hostile HTML costs milliseconds, not minutes."""
    began = time.process_time()
    for tag in ("<h1>", "<script>", "<!--", "<", "<title "):
        said((tag * 8192)[:8192])
    assert time.process_time() - began < PATIENCE
