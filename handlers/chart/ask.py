"""Ask Prometheus for a range and draw it."""

from datetime import datetime, timedelta

from handlers.chart.plot import Chart, Mark
from handlers.kit import Use


async def chart_of(
    use: Use,
    expr: str,
    since: datetime,
    until: datetime,
    *,
    step: timedelta | None = None,
    zone: str = "",
    title: str = "",
    most: int = 12,
    marks: tuple[Mark, ...] = (),
    threshold: float | None = None,
) -> Chart | None:
    """Draw the course of an expression between two moments; None where there is no data.

    `step` is chosen so that a series has at most about 1,000 points where it is not given. Of
    more than `most` series the most telling are kept. `zone` is an IANA name for a second time
    axis. Raises what Prometheus's client raises, BadExpressionError among it.
    """
    raise NotImplementedError
