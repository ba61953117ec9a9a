"""The trouble that Slack makes in the storm, drawn from a seeded generator."""

from random import Random

from bot.local.workspace import ApiFault

# Of 1,000 calls that write: done and then answered 500, done and the line dropped, done and called
# an internal error, done and never answered, refused before it was done.
WRITES = ("chat.postMessage", "chat.update")
KINDS = (
    (30, ApiFault("", "error")),
    (20, ApiFault("", "drop")),
    (10, ApiFault("", "refuse")),
    (2, ApiFault("", "hang")),
    (10, ApiFault("", "error", committed=False)),
    (10, ApiFault("", "refuse", committed=False, reason="internal_error")),
)
READS = 10  # of 1,000 calls that read: answered 500
OF = 1000


class RandomTrouble:
    """Says before each call what goes wrong with it; `counts` tells what did."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self.on = True
        self.counts: dict[str, int] = {}

    def next(self, method: str) -> ApiFault | None:
        """The trouble for this call, or None."""
        if not self.on:
            return None
        drawn = self._random.randrange(OF)
        if method not in WRITES:
            return self._counted(ApiFault(method, "error")) if drawn < READS else None
        for share, fault in KINDS:
            if drawn < share:
                return self._counted(ApiFault(method, fault.kind, fault.committed, fault.reason))
            drawn -= share
        return None

    def _counted(self, fault: ApiFault) -> ApiFault:
        done = "after" if fault.committed else "before"
        name = f"{fault.kind} {done} the commit"
        self.counts[name] = self.counts.get(name, 0) + 1
        return fault
