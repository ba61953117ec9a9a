"""A paste as a log: without the marks that people put around it, and without its secrets. Pure."""

import re

from handlers.kit.redaction import redact_lines

LONGEST = 200_000  # characters that are read; Slack itself cuts a message at 40,000
_FENCE = re.compile(r"```[\w+-]*\n?(.*?)```", re.DOTALL)
_OPEN = re.compile(r"```[\w+-]*\n?(.*)\Z", re.DOTALL)


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of what was pasted, secrets masked, as many as there were.

    Of words with a block of code among them only the code is the log; two blocks follow one another.
    """
    whole = text[:LONGEST].replace("\r\n", "\n").replace("\r", "\n")
    blocks = [block for block in _FENCE.findall(whole) if block.strip()]
    if not blocks:
        blocks = [block for block in _OPEN.findall(whole) if block.strip()]
    log = "\n".join(block.strip("\n") for block in blocks) if blocks else whole.strip("\n")
    lines = redact_lines(line.rstrip() for line in log.split("\n"))
    return lines if any(line.strip("` \t") for line in lines) else ()
