"""The table of failure shapes, all tools together."""

from handlers.diagnosis.shapes import (
    ci,
    compilers,
    delivery,
    machines,
    managed,
    noise,
    packages,
    python,
    testing,
)
from handlers.diagnosis.shapes.shape import Shape

TABLE: tuple[Shape, ...] = (
    *ci.SHAPES,
    *compilers.SHAPES,
    *managed.SHAPES,
    *python.SHAPES,
    *testing.SHAPES,
    *packages.SHAPES,
    *delivery.SHAPES,
    *machines.SHAPES,
    *noise.SHAPES,
)
