"""`pilothouse prepare`: what the engine would make at each start is made once, when it is installed."""

from pathlib import Path

import handlers.diagnosis
import handlers.kit
from handlers.diagnosis.scan import wanted
from handlers.diagnosis.sieve import PREPARED, prepared
from handlers.kit import secret_hints
from handlers.kit.secret_hints import hints
from handlers.kit.secret_rules import RULES

FOLDER = Path(handlers.diagnosis.__file__).parent
KIT = Path(handlers.kit.__file__).parent


def run(folder: Path = FOLDER, kit: Path = KIT) -> int:
    """Store the compiled patterns beside the engine and redaction, or drop them where none can be; 0."""
    _store(folder / PREPARED, prepared(wanted()))
    made = hints(RULES)
    _store(kit / secret_hints.PREPARED, made.dump() if made else b"")
    return 0


def _store(stored: Path, data: bytes) -> None:
    if data:
        fresh = stored.with_suffix(".new")
        fresh.write_bytes(data)
        fresh.replace(stored)
    else:
        stored.unlink(missing_ok=True)
