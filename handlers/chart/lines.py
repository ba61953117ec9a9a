"""The lines themselves: from values to paths, with gaps where there is no value."""

from collections.abc import Callable, Iterator, Sequence

from handlers.chart.palette import colour, style
from handlers.chart.plot import Line, Point, drawable

LATE = 1.5  # steps without a value are a gap
FEW = 12  # lines up to which they are drawn thicker
SMOOTH = 6  # lines up to which their edges are smooth; many smooth ones take long and much room
THICK, THIN = 1.8, 1.2
DOT = 2.4
FILL = 0.08  # how much of its colour lies below a line that is alone

Spot = Callable[[float, float], tuple[float, float]]  # time and value to x and y


def runs(points: Sequence[Point], step: float) -> Iterator[list[Point]]:
    """The points in stretches without a gap; what is no finite number is a gap."""
    run: list[Point] = []
    for when, value in points:
        if run and (not drawable(value) or when - run[-1][0] > LATE * step):
            yield run
            run = []
        if drawable(value):
            run.append((when, value))
    if run:
        yield run


def line(each: Line, index: int, spot: Spot, step: float, among: int) -> list[str]:
    """The elements of one line: a path a stretch, a dot where a value stands alone."""
    thick = THICK if among <= FEW else THIN
    path, dots = "", []
    for run in runs(each.points, step):
        spots = [spot(when, value) for when, value in run]
        if len(spots) == 1:
            x, y = spots[0]
            dots.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{DOT}" fill="{colour(index)}"/>')
        else:
            path += "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in spots)
    edges = "" if among <= SMOOTH else ' shape-rendering="crispEdges"'
    drawn = f'<path d="{path}" fill="none" stroke-linejoin="round"{edges} {style(index, thick)}/>'
    return [*([drawn] if path else []), *dots]


def area(each: Line, spot: Spot, step: float, ground: float) -> list[str]:
    """What lies between a line and the ground, lightly coloured."""
    made: list[str] = []
    for run in runs(each.points, step):
        spots = [spot(when, value) for when, value in run]
        if len(spots) > 1:
            top = "L".join(f"{x:.1f} {y:.1f}" for x, y in spots)
            d = f"M{spots[0][0]:.1f} {ground:.1f}L{top}L{spots[-1][0]:.1f} {ground:.1f}Z"
            made.append(f'<path d="{d}" fill="{colour(0)}" fill-opacity="{FILL}"/>')
    return made
