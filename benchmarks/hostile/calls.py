"""Whom this process calls, and which programs it starts: Python's own audit events."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field

LOOPBACK = ("127.0.0.1", "::1", "localhost")
END_OF_OPTIONS = "--end-of-options"


@dataclass
class Calls:
    """What was called since the last look. A process has one, for a hook cannot be taken out."""

    addresses: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    programs: list[tuple[str, ...]] = field(default_factory=list)

    def heard(self, event: str, given: tuple[object, ...]) -> None:
        """One audit event."""
        if event == "socket.connect":
            self.addresses.append(_host(given[1]))
        elif event == "socket.getaddrinfo":
            self.names.append(str(given[0]))
        elif event == "subprocess.Popen" and isinstance(given[1], Sequence):
            self.programs.append(tuple(str(each) for each in given[1]))

    def forget(self) -> None:
        """Begin anew."""
        for kept in (self.addresses, self.names, self.programs):
            kept.clear()

    def strangers(self) -> tuple[str, ...]:
        """Who was called that is not on this machine."""
        hosts = [each for each in self.addresses if not each.startswith("/")]
        return tuple({each for each in (*hosts, *self.names) if each not in LOOPBACK})

    def options(self, text: str) -> tuple[str, ...]:
        """Arguments of git in which a text stands where git could take it for an option."""
        found = []
        for words in self.programs:
            free = words[: words.index(END_OF_OPTIONS)] if END_OF_OPTIONS in words else words
            found += [word for word in free if text.strip() and word == text.strip()]
        return tuple(found)


def _host(address: object) -> str:
    if isinstance(address, tuple) and address:
        return str(address[0])
    return address.decode("utf-8", "replace") if isinstance(address, bytes) else str(address)


def watch() -> Calls:
    """Watch this process from now on."""
    calls = Calls()
    sys.addaudithook(calls.heard)
    return calls
