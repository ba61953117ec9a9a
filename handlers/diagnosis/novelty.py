"""What a good run of the same job said too: the templates of its lines, as a bounded set."""

from collections.abc import Iterable

from handlers.diagnosis.clean import clean
from handlers.diagnosis.lines import Count, pages
from handlers.diagnosis.mask import mask

MOST = 200_000


def templates(chunks: Iterable[bytes]) -> frozenset[str]:
    """The templates of a log's lines, at most 200,000 of them."""
    known: set[str] = set()
    raws: set[bytes] = set()
    for page in pages(chunks, Count()):
        fresh = set(page.lines) - raws
        if len(raws) > MOST:
            raws.clear()
        raws |= fresh
        known.update(mask(clean(raw).bare) for raw in fresh)
        if len(known) > MOST:
            break
    return frozenset(known)
