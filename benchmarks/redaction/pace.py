"""How fast redaction is, beside counting newlines in the same process and the same run."""

import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median

from benchmarks import speed
from handlers.kit.redaction import Redactor
from handlers.kit.secret_rules import RULES

MEGABYTES = 8
BLOCK = 1 << 18  # bytes, cut at a line's end, as the command reads a file
ROUNDS = 9
HASHED = 200  # one line in so many names a commit, a digest or a checksum
SECRETS = 20_000  # one line in so many holds a secret
SEED = 7


@dataclass(frozen=True, slots=True)
class Speed:
    """MB per CPU second, and the median over the rounds of what the two took side by side."""

    redacts: float
    counts: float
    ratio: float


def generated() -> bytes:
    """Some MB of lines as CI writes them: builds, tests, downloads; hashes; now and then a secret."""
    random = Random(SEED)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.log"
        speed.write_log(path, MEGABYTES, speed.STAMPED)
        lines = path.read_bytes().splitlines()
    for at in range(0, len(lines), HASHED):
        lines[at] = b"Digest: sha256:" + random.randbytes(32).hex().encode()
    for at in range(1, len(lines), SECRETS):
        lines[at] = b"export DEPLOY_TOKEN=" + random.randbytes(20).hex().encode()
    return b"\n".join(lines) + b"\n"


def real(lines: Sequence[str]) -> bytes:
    """Real lines, one after the other: of these one in ten names a commit, a digest or a checksum."""
    return "".join(f"{line}\n" for line in lines).encode()


def measured(data: bytes) -> Speed:
    """Redact and count in turns, and take the middle of the rounds."""
    blocks = _blocks(data)
    redactor = Redactor(RULES)
    redactor.clean(blocks[0])
    pairs = []
    for _ in range(ROUNDS):
        counts = _seconds(lambda block: block.count(b"\n"), blocks)
        pairs.append((_seconds(redactor.clean, blocks), counts))
    size = len(data) / 1e6
    return Speed(
        size / median(redacts for redacts, _ in pairs),
        size / median(counts for _, counts in pairs),
        median(counts / redacts for redacts, counts in pairs),
    )


def _blocks(data: bytes) -> list[bytes]:
    blocks, at = [], 0
    while at < len(data):
        end = data.rfind(b"\n", at, at + BLOCK) + 1 or len(data)
        blocks.append(data[at:end])
        at = end
    return blocks


def _seconds(work: Callable[[bytes], object], blocks: Sequence[bytes]) -> float:
    start = time.process_time()
    for block in blocks:
        work(block)
    return time.process_time() - start
