"""How far apart two points are: nice distances, and not too many points."""

from datetime import timedelta

MOST_POINTS = 1000  # of one series; Prometheus itself refuses above 11,000
AIM = 500  # points that a picture of this width can tell apart
NICE = (1, 2, 5, 10, 15, 20, 30, 60, 120, 180, 300, 600, 900, 1200, 1800)  # seconds
NICE_LONG = (3600, 7200, 10800, 14400, 21600, 43200, 86400)  # seconds
DAY = 86400


def step_for(span: timedelta, wanted: timedelta | None = None) -> timedelta:
    """The distance of two points over a span: the wanted one where it gives few enough points.

    Without a wanted one it is the least nice distance that gives at most 500 points.
    """
    seconds = max(span.total_seconds(), 1.0)
    if wanted is not None:
        least = seconds / MOST_POINTS
        if wanted.total_seconds() >= least:
            return wanted
        return timedelta(seconds=nice(least))
    return timedelta(seconds=nice(seconds / AIM))


def nice(least: float) -> int:
    """The least nice number of seconds that is not below `least`."""
    for each in (*NICE, *NICE_LONG):
        if each >= least:
            return each
    days = -(-least // DAY)
    return int(days) * DAY
