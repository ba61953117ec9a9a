"""The table of failure shapes, all tools together."""

from handlers.diagnosis.shapes import (
    ci,
    compilers,
    delivery,
    jvm,
    machines,
    managed,
    native,
    noise,
    packages,
    python,
    testing,
    testing_more,
)
from handlers.diagnosis.shapes.shape import Shape

# Of two details on one line the earlier row wins: what a machine or network did before what a
# compiler or test made of it.
TABLE: tuple[Shape, ...] = (
    *ci.SHAPES,
    *delivery.SHAPES,
    *machines.SHAPES,
    *packages.SHAPES,
    *native.SHAPES,
    *compilers.SHAPES,
    *jvm.SHAPES,
    *managed.SHAPES,
    *python.SHAPES,
    *testing.SHAPES,
    *testing_more.SHAPES,
    *noise.SHAPES,
)
