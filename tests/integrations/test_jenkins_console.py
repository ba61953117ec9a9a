"""Consoles of any size pass through without staying in memory."""

import asyncio
import gzip
import io
import tracemalloc

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st
from jenkins_answers import HEADERS, asking, raw, serving

from integrations.errors import NotFoundError, UnavailableError
from integrations.jenkins.console import LEFT_OUT, Tail, copy, last

BLOCKS = st.lists(st.binary(min_size=1, max_size=30), max_size=30)


def console(size, block=1 << 16):
    """A Jenkins whose console has `size` bytes, sent in chunks."""

    async def text(request):
        response = web.StreamResponse(
            headers={**HEADERS, "Content-Type": "text/plain;charset=UTF-8"}
        )
        await response.prepare(request)
        for start in range(0, size, block):
            await response.write(bytes([65 + start // block % 26]) * min(block, size - start))
        return response

    return {"GET /job/a/1/consoleText": text}


async def test_a_console_comes_as_the_bytes_it_is(tmp_path):
    """No decoding, no change of line ends: what Jenkins sent is what the file holds."""
    log = b"Started\r\n\x1b[31mfailed\x1b[0m \xff\xfe half a line"

    async def text(request):
        return web.Response(body=log, content_type="text/plain", headers=HEADERS)

    async with serving({"GET /job/a/1/consoleText": text}) as site, asking(site.url) as jenkins:
        with (tmp_path / "log").open("wb") as into:
            assert await jenkins.console("a", 1, into) == len(log)
        assert await jenkins.tail("a", 1) == log
        assert await jenkins.tail("a", 1, bytes=4) == b"line"
    assert (tmp_path / "log").read_bytes() == log


async def test_a_console_that_comes_compressed_is_unpacked():
    """Jenkins compresses consoles for those who can read it."""

    async def text(request):
        packed = gzip.compress(b"line\n" * 50_000)
        headers = {**HEADERS, "Content-Encoding": "gzip", "Content-Type": "text/plain"}
        return web.Response(body=packed, headers=headers)

    into = io.BytesIO()
    async with serving({"GET /job/a/1/consoleText": text}) as site, asking(site.url) as jenkins:
        assert await jenkins.console("a", 1, into) == 250_000
    assert into.getvalue() == b"line\n" * 50_000


async def test_memory_stays_flat_while_a_large_console_passes(tmp_path):
    """Of 16 MB, beyond the limit or not, less than 3 MB are ever held."""
    size = 16 << 20
    async with serving(console(size)) as site, asking(site.url) as jenkins:
        await jenkins.tail("a", 1)  # imports and connections are not what is measured
        for limit in (1 << 30, 1 << 20):
            with (tmp_path / "log").open("wb") as into:
                tracemalloc.start()
                assert await jenkins.console("a", 1, into, limit=limit) == size
                peak = tracemalloc.get_traced_memory()[1]
                tracemalloc.stop()
            assert peak < 3 << 20


async def test_beyond_the_limit_head_and_tail_are_kept():
    """What is missing is said where it is missing, and the size returned is the whole one."""
    into = io.BytesIO()
    async with serving(console(260, block=10)) as site, asking(site.url) as jenkins:
        assert await jenkins.console("a", 1, into, limit=40) == 260
    marker = "\n[… 220 bytes of the console are left out here …]\n".encode()
    assert into.getvalue() == b"A" * 10 + b"B" * 10 + marker + b"Y" * 10 + b"Z" * 10


async def test_a_build_without_a_console_is_not_found():
    """404 is a sentence, and nothing is written."""
    into = io.BytesIO()
    async with serving({}) as site, asking(site.url) as jenkins:
        with pytest.raises(NotFoundError) as error:
            await jenkins.console("a", 1, into)
    assert str(error.value) == (
        f"Asked Jenkins at {site.url} for the console of a #1 and got HTTP 404: Not Found."
    )
    assert into.getvalue() == b""


async def test_a_login_page_is_not_taken_for_a_console():
    """A web page that does not come from Jenkins is an error, not a log."""

    async def page(request):
        return web.Response(text="<title>Sign in</title>", content_type="text/html")

    into = io.BytesIO()
    async with serving(page) as site, asking(site.url) as jenkins:
        with pytest.raises(UnavailableError) as error:
            await jenkins.console("a", 1, into)
    assert str(error.value) == (
        f"Asked Jenkins at {site.url} for the console of a #1 and got a web page (“Sign in”) in"
        " place of Jenkins's data. A proxy or a login page may stand in front of it: check the"
        " address and the token."
    )
    assert into.getvalue() == b""


HEAD = b"HTTP/1.1 200 OK\r\nX-Jenkins: 2\r\nContent-Type: text/plain\r\nContent-Length: 99\r\n\r\n"


async def falls_silent(writer):
    """Say the beginning and no more."""
    writer.write(HEAD + b"Started\n")
    await writer.drain()
    await asyncio.sleep(5)


async def hangs_up(writer):
    """Say the beginning and hang up."""
    writer.write(HEAD + b"Started\n")
    await writer.drain()


@pytest.mark.parametrize(
    ("talk", "rest"),
    [
        (falls_silent, "no answer within 0.4 s. It may be overloaded: try again in a minute."),
        (hangs_up, "an answer that broke off. Try again in a minute."),
    ],
)
async def test_a_console_that_stops_halfway_is_an_error(talk, rest):
    """Silence in the middle is waited for as long as for any answer."""
    into = io.BytesIO()
    async with raw(talk) as url, asking(url, seconds=0.4) as jenkins:
        with pytest.raises(UnavailableError) as error:
            await jenkins.console("a", 1, into)
    assert str(error.value) == f"Asked Jenkins at {url} for the console of a #1 and got {rest}"
    assert into.getvalue() == b"Started\n"


async def test_who_stops_waiting_for_a_console_may_close_the_file():
    """After a cancelled console nothing more is written for long."""

    began = asyncio.Event()

    async def endless(request):
        response = web.StreamResponse(headers={**HEADERS, "Content-Type": "text/plain"})
        await response.prepare(request)
        began.set()
        while True:
            await response.write(b"x" * 1000)
            await asyncio.sleep(0.01)

    into = io.BytesIO()
    async with serving(endless) as site, asking(site.url) as jenkins:
        question = asyncio.create_task(jenkins.console("a", 1, into))
        await began.wait()
        await asyncio.sleep(0.05)
        question.cancel()
        with pytest.raises(asyncio.CancelledError):
            await question
        await asyncio.sleep(0.1)
        size = into.tell()
        await asyncio.sleep(0.1)
        assert into.tell() == size


@given(BLOCKS, st.integers(1, 40))
def test_the_last_bytes_are_the_last_bytes(blocks, size):
    """However a stream is cut into blocks, its tail is the tail of the whole."""
    assert last(blocks, size) == b"".join(blocks)[-size:]


@given(BLOCKS, st.integers(2, 40))
def test_a_copy_is_the_whole_or_its_head_and_tail(blocks, limit):
    """Within the limit nothing changes; beyond it, the marker counts what is missing."""
    whole, into = b"".join(blocks), io.BytesIO()
    assert copy(blocks, into, limit, io.BytesIO()) == len(whole)
    head = limit // 2
    left_out = LEFT_OUT.format(count=len(whole) - limit).encode()
    cut = whole[:head] + left_out + whole[len(whole) - (limit - head) :]
    assert into.getvalue() == (whole if len(whole) <= limit else cut)


@given(BLOCKS, st.integers(1, 40))
def test_a_tail_never_grows_beyond_its_size(blocks, size):
    """The file that keeps it stays within its limit."""
    file = io.BytesIO()
    tail = Tail(size, file)
    for block in blocks:
        tail.add(block)
        assert len(file.getvalue()) <= size
