"""The time axis: nice moments in UTC, told in UTC and in a person's own zone."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

ABOUT = 6  # ticks, so that dates with a clock time do not touch
STEPS = (
    *(1, 2, 5, 10, 15, 30),
    *(60, 120, 300, 600, 900, 1800),
    *(3600, 7200, 10800, 14400, 21600, 43200),
    *(86400, 2 * 86400, 5 * 86400, 7 * 86400, 14 * 86400, 28 * 86400, 91 * 86400, 365 * 86400),
)  # seconds
MINUTE, DAY, YEAR = 60, 86400, 360 * 86400  # seconds
MONDAY = 4 * DAY  # seconds after the epoch, which was a Thursday: weeks begin on Mondays
DATE, DATE_OF_YEAR, TIME, TIME_SECONDS = "%-d %b", "%-d %b %Y", "%H:%M", "%H:%M:%S"
BETWEEN = "–"


@dataclass(frozen=True)
class Tick:
    """A moment in seconds since 1970, and what the two axes call it; a date stands out."""

    at: float
    label: str
    local: str = ""
    is_date: bool = False


def ticks(since: datetime, until: datetime, zone: tzinfo | None = None) -> tuple[Tick, ...]:
    """Nice moments from `since` to `until`, both included where they are nice."""
    first, last = since.timestamp(), until.timestamp()
    span = max(last - first, 1.0)
    step = next((each for each in STEPS if span / each <= ABOUT), STEPS[-1])
    start = MONDAY if step % (7 * DAY) == 0 else 0
    at = start - -(first - start) // step * step
    made: list[Tick] = []
    while at <= last:
        made.append(_tick(at, step, span, zone))
        at += step
    return tuple(made)


def _tick(at: float, step: int, span: float, zone: tzinfo | None) -> Tick:
    when = datetime.fromtimestamp(at, UTC)
    is_date = at % DAY == 0
    day = DATE_OF_YEAR if span > YEAR else DATE
    clock = TIME if step >= MINUTE else TIME_SECONDS
    label = when.strftime(day if is_date else clock)
    if zone is None:
        return Tick(at, label, is_date=is_date)
    own = when.astimezone(zone)
    if step >= DAY:
        return Tick(at, label, own.strftime(f"{DATE} {TIME}"), is_date)
    is_midnight = own.strftime("%H%M%S") == "000000"
    return Tick(at, label, own.strftime(DATE if is_midnight else clock), is_date)


def place(zone: tzinfo, name: str, since: datetime, until: datetime) -> str:
    """What the second axis is called: `Berlin +2`, and `Berlin +2/+1` where clocks change."""
    city = name.rsplit("/", 1)[-1].replace("_", " ")
    one, other = (_offset(each.astimezone(zone)) for each in (since, until))
    return f"{city} {one}" if one == other else f"{city} {one}/{other}"


def _offset(own: datetime) -> str:
    minutes = round((own.utcoffset() or timedelta()).total_seconds() / MINUTE)
    hours, rest = divmod(abs(minutes), MINUTE)
    sign = "+" if minutes >= 0 else "\N{MINUS SIGN}"
    return f"{sign}{hours}:{rest:02d}" if rest else f"{sign}{hours}"


def span_text(since: datetime, until: datetime) -> str:
    """The whole time in words: `22 Nov 2026, 10:00–16:00 UTC`."""
    one, other = since.astimezone(UTC), until.astimezone(UTC)
    short = (other - one).total_seconds() < 10 * MINUTE
    clock = TIME_SECONDS if short else TIME
    begins = one.strftime(f"{DATE_OF_YEAR}, {clock}")
    ends = other.strftime(clock if one.date() == other.date() else f"{DATE_OF_YEAR}, {clock}")
    dash = BETWEEN if one.date() == other.date() else f" {BETWEEN} "
    return f"{begins}{dash}{ends} UTC"
