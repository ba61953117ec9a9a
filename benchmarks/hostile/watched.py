"""`python -m benchmarks.hostile.watched FILE COMMAND`: a real process that notes whom it calls.

Every connection, every name that is looked up and every program that is started becomes a line of
FILE, through Python's own audit events, so that nothing in the process can do it unseen.
"""

import os
import sys

WATCHED = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "subprocess.Popen"}


def watch(path: str) -> None:
    """Note from now on, in this process and in those that it forks."""
    out = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def heard(event: str, given: tuple[object, ...]) -> None:
        if event in WATCHED:
            whom = given[1] if event == "socket.connect" else given[0]
            os.write(out, f"{event} {whom!a}\n".encode())

    sys.addaudithook(heard)


if __name__ == "__main__":
    watch(sys.argv[1])
    from bot.__main__ import main  # the hook comes first: nothing is imported unwatched

    main(sys.argv[2:])
