"""Figures as text: one row a method, one column a figure, in brackets what was last recorded."""

from collections.abc import Mapping, Sequence

from benchmarks.measures import Bin

COUNTED = (
    "lines",
    "forbidden claims",
    "confident errors",
    "blamed",
    "traps",
    "flaky",
    "hidden",
)  # not shares
NAME_WIDTH = 33
WIDTH = 13


def table(
    rows: Mapping[str, Mapping[str, float]], before: Mapping[str, Mapping[str, float]]
) -> list[str]:
    """The rows under one head; `before` holds the recorded figures of some of the rows."""
    columns = list(dict.fromkeys(name for row in rows.values() for name in row))
    head = " " * NAME_WIDTH + "".join(f"{column:>{WIDTH}}" for column in columns)
    return [
        head.rstrip(),
        *(_row(name, rows[name], before.get(name, {}), columns) for name in rows),
    ]


def _row(
    name: str, now: Mapping[str, float], before: Mapping[str, float], columns: Sequence[str]
) -> str:
    cells = [cell(column, now.get(column), before.get(column)) for column in columns]
    return (f"{name:<{NAME_WIDTH}}" + "".join(f"{one:>{WIDTH}}" for one in cells)).rstrip()


def cell(column: str, now: float | None, before: float | None) -> str:
    """One figure: a share with three places, a count with as few as it needs."""
    if now is None:
        return ""
    return _number(column, now) + (f" ({_number(column, before)})" if before is not None else "")


def _number(column: str, value: float) -> str:
    if column in COUNTED:
        return f"{value:.0f}" if value == round(value) else f"{value:.1f}"
    return f"{value:.3f}".replace("0.", ".", 1) if value < 1 else f"{value:.2f}"


def listed(figures: Mapping[str, float], before: Mapping[str, float]) -> list[str]:
    """Figures one a line."""
    return [f"  {name:<30}{cell(name, figures[name], before.get(name))}" for name in figures]


def reliability(bins: Sequence[Bin]) -> list[str]:
    """How often answers of about the same confidence were right."""
    head = f"  {'confidence':<14}{'answers':>8}{'mean':>8}{'right':>8}{'gap':>8}"
    return [
        head,
        *(
            f"  {one.low:.1f} to {one.high:.1f}    {one.count:>8}{one.confidence:>8.2f}"
            f"{one.right:>8.2f}{one.gap:>8.2f}"
            for one in bins
        ),
    ]
