"""The collected secrets and harmless lines, and what counts as a leak of one."""

import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

MARK = re.compile(
    r"\[(?:redacted: [^\]]*|secret)\]"
)  # ours, and that of benchmarks.redaction.detected
WINDOW = 8  # characters: so many in a row give a secret away

Redacts = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Row:
    """One collected text; `secrets` are the secrets in it, where the data names them."""

    source: str
    family: str
    label: str  # secret, benign, or hard_negative: it looks like one
    text: str
    secrets: tuple[str, ...]


def rows(folder: Path) -> tuple[Row, ...]:
    """The texts with a secret and those that look like one."""
    told = _json_lines(folder / "security" / "secrets.jsonl")
    return tuple(
        Row(r["source"], r["family"], r["label"], r["text"], tuple(r["secrets"])) for r in told
    )


def harmless(folder: Path) -> tuple[str, ...]:
    """Real lines of logs without a secret."""
    return tuple(row["text"] for row in _json_lines(folder / "security" / "benign_log_lines.jsonl"))


def _json_lines(path: Path) -> list[Mapping[str, str]]:
    return [json.loads(row) for row in path.read_text("utf-8").splitlines()]


def is_held_out(text: str) -> bool:
    """Whether a line is in the half that no rule was chosen by: half of the lines, by their hash."""
    return bool(hashlib.sha256(text.encode()).digest()[0] % 2)


def leaks(row: Row, redacted: str) -> bool:
    """Whether any WINDOW characters in a row of a secret stay, or all of a shorter one.

    What also stands elsewhere in the text gives nothing away. Of a text whose secret the data does
    not name, only that nothing was taken out of it can be told.
    """
    if redacted == row.text:
        return True
    elsewhere = row.text
    for secret in row.secrets:
        elsewhere = elsewhere.replace(secret, "\0")
    seen = MARK.sub("\0", redacted)
    return any(piece in seen and piece not in elsewhere for piece in _pieces(row.secrets))


def _pieces(secrets: Iterable[str]) -> Iterable[str]:
    for secret in secrets:
        yield from (secret[at : at + WINDOW] for at in range(max(1, len(secret) - WINDOW + 1)))


def recall(of: Collection[Row], redact: Redacts) -> float:
    """The share of the rows of which nothing leaks; 1 where there are none."""
    return 1 - sum(leaks(row, redact(row.text)) for row in of) / len(of) if of else 1.0


def altered(texts: Sequence[str], redact: Redacts) -> float:
    """The share of the texts that are not left as they are."""
    return sum(redact(text) != text for text in texts) / len(texts) if texts else 0.0
