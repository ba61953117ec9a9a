"""The field of the lines: where it lies, and how times and values fall into it."""

from dataclasses import dataclass

from handlers.chart.axis import Axis

AIR = 12.0  # between the last moment and the right edge, so that what ends there is seen


@dataclass(frozen=True)
class Frame:
    """Where the field of the lines lies, and how times and values fall into it."""

    left: float
    top: float
    right: float
    bottom: float
    since: float
    until: float
    axis: Axis

    def x(self, when: float) -> float:
        """How far right a time stands."""
        span = max(self.until - self.since, 1e-9)
        share = min(max((when - self.since) / span, 0.0), 1.0)
        return self.left + share * (self.right - AIR - self.left)

    def y(self, value: float) -> float:
        """How far down a value stands."""
        return self.bottom - self.axis.share(value) * (self.bottom - self.top)

    def spot(self, when: float, value: float) -> tuple[float, float]:
        """Both."""
        return self.x(when), self.y(value)
