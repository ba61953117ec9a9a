"""An HTTP request byte by byte, as no client library would send it, and the status that comes back."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

PIECE = 1 << 16  # bytes written at once
PATIENCE = 15.0  # seconds for one answer

Header = tuple[str, bytes]


@dataclass(frozen=True)
class Sent:
    """A request: `declared` is a Content-Length that may be a lie, `pause` the seconds between bytes."""

    target: str
    headers: Sequence[Header] = ()
    body: bytes = b""
    method: str = "POST"
    declared: int | None = None
    chunked: bool = False
    pause: float = 0.0


@dataclass
class Answer:
    """The status (0 where none came), the body's beginning, and the seconds that it took."""

    status: int
    seconds: float
    text: str = field(default="")


async def send(port: int, sent: Sent) -> Answer:
    """Send a request to a port of this machine."""
    start = time.monotonic()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writing = asyncio.create_task(_write(writer, sent))
    try:
        async with asyncio.timeout(PATIENCE):
            said = await reader.read(PIECE)
    except (TimeoutError, OSError):
        said = b""
    finally:
        seconds = time.monotonic() - start
        writing.cancel()
        with suppress(asyncio.CancelledError, OSError):
            await writing
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()
    head, _, body = said.partition(b"\r\n\r\n")
    words = head.split(b" ", 2)
    status = int(words[1]) if len(words) > 1 and words[1].isdigit() else 0
    return Answer(status, seconds, body.decode("utf-8", "replace")[:500])


async def _write(writer: asyncio.StreamWriter, sent: Sent) -> None:
    with suppress(ConnectionError):
        writer.write(_head(sent))
        for piece in _pieces(sent):
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(sent.pause)


def _head(sent: Sent) -> bytes:
    lines = [f"{sent.method} {sent.target} HTTP/1.1".encode(), b"Host: 127.0.0.1"]
    lines += [name.encode() + b": " + value for name, value in sent.headers]
    if sent.chunked:
        lines.append(b"Transfer-Encoding: chunked")
    else:
        length = len(sent.body) if sent.declared is None else sent.declared
        lines.append(b"Content-Length: %d" % length)
    return b"\r\n".join([*lines, b"Connection: close", b"", b""])


def _pieces(sent: Sent) -> Iterator[bytes]:
    step = 1 if sent.pause else PIECE
    for at in range(0, len(sent.body), step):
        piece = sent.body[at : at + step]
        yield b"%x\r\n%b\r\n" % (len(piece), piece) if sent.chunked else piece
    if sent.chunked:
        yield b"0\r\n\r\n"
