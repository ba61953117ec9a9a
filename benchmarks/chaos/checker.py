"""What was acked against what stands on the page: missing, twice, stale. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

SECONDS = 60.0  # what was acked stands there after so long at the most


@dataclass(frozen=True)
class Wanted:
    """One acked thing: a mark that one message must carry, and when it was acked.

    `shows` is what the message must hold in the end, nothing where any words will do. `must` is
    false for what another message may have told already: it comes once, or not at all.
    """

    mark: str
    acked: float
    shows: frozenset[str] = frozenset()
    must: bool = True


@dataclass(frozen=True)
class Found:
    """One message of the bot's: the mark that it carries, when it came, its words at the end."""

    mark: str
    came: float
    words: str = ""


@dataclass(frozen=True)
class Verdict:
    """What the checker says; `waits` are the seconds from ack to page, in order, `last` came last."""

    wanted: int
    lost: tuple[str, ...]
    twice: tuple[str, ...]
    stale: tuple[str, ...]
    strange: tuple[str, ...]
    waits: tuple[float, ...]
    last: str = ""

    @property
    def clean(self) -> bool:
        """Whether everything came, once, and says what it must."""
        return not (self.lost or self.twice or self.stale or self.strange)


def check(wanted: Iterable[Wanted], found: Sequence[Found]) -> Verdict:
    """Compare; a mark may be wanted several times, by each thing that changes one message."""
    by_mark: dict[str, Wanted] = {}
    for each in wanted:
        before = by_mark.get(each.mark)
        first = min(each.acked, before.acked) if before else each.acked
        shows = each.shows | (before.shows if before else frozenset())
        by_mark[each.mark] = Wanted(each.mark, first, shows, each.must)
    counts = Counter(one.mark for one in found)
    came = {one.mark: one for one in reversed(found)}
    took = sorted((came[m].came - each.acked, m) for m, each in by_mark.items() if m in came)
    return Verdict(
        wanted=len(by_mark),
        lost=tuple(mark for mark, each in by_mark.items() if each.must and not counts[mark]),
        twice=tuple(mark for mark, count in counts.items() if count > 1 and mark in by_mark),
        stale=tuple(mark for mark, each in by_mark.items() if _stale(each, came)),
        strange=tuple(mark for mark in counts if mark not in by_mark),
        waits=tuple(seconds for seconds, _ in took),
        last=took[-1][1] if took else "",
    )


def _stale(wanted: Wanted, came: Mapping[str, Found]) -> bool:
    found = came.get(wanted.mark)
    return found is not None and any(each not in found.words for each in wanted.shows)
