"""`pilothouse prepare`: what the engine would make at each start is made once, when it is installed."""

from pathlib import Path

import handlers.diagnosis
from handlers.diagnosis.scan import wanted
from handlers.diagnosis.sieve import PREPARED, prepared

FOLDER = Path(handlers.diagnosis.__file__).parent


def run(folder: Path = FOLDER) -> int:
    """Store the compiled patterns beside the engine, or drop them where none can be; 0."""
    data = prepared(wanted())
    stored = folder / PREPARED
    if data:
        fresh = stored.with_suffix(".new")
        fresh.write_bytes(data)
        fresh.replace(stored)
    else:
        stored.unlink(missing_ok=True)
    return 0
