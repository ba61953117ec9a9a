"""The table of failure shapes, all tools together."""

from handlers.diagnosis.shapes import (
    analysis,
    builders,
    ci,
    compilers,
    delivery,
    jvm,
    languages,
    linters,
    machines,
    managed,
    managers,
    native,
    noise,
    packages,
    provision,
    python,
    services,
    shell,
    suites,
    testing,
    testing_more,
    toolchains,
)
from handlers.diagnosis.shapes.shape import Shape

# Of two details on one line the earlier row wins: what a machine or network did before what a
# compiler or test made of it.
TABLE: tuple[Shape, ...] = (
    *ci.SHAPES,
    *services.SHAPES,
    *shell.SHAPES,
    *suites.SHAPES,
    *analysis.SHAPES,
    *provision.SHAPES,
    *delivery.SHAPES,
    *machines.SHAPES,
    *managers.SHAPES,
    *builders.SHAPES,
    *packages.SHAPES,
    *linters.SHAPES,
    *languages.SHAPES,
    *toolchains.SHAPES,
    *native.SHAPES,
    *compilers.SHAPES,
    *jvm.SHAPES,
    *managed.SHAPES,
    *python.SHAPES,
    *testing.SHAPES,
    *testing_more.SHAPES,
    *noise.SHAPES,
)
