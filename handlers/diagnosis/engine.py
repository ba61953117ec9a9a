"""From the bytes of a log to the diagnosis."""

from collections.abc import Iterable

from handlers.diagnosis.lines import Count, pages
from handlers.diagnosis.model import UNKNOWN, Diagnosis


def diagnose(chunks: Iterable[bytes], *, good: Iterable[bytes] | None = None) -> Diagnosis:
    """Why the build that wrote this log failed."""
    del good
    count = Count()
    for _ in pages(chunks, count):
        pass
    return Diagnosis(
        UNKNOWN, "Not enough evidence.", (), 0.0, (), (), "", count.lines, count.bytes
    )
