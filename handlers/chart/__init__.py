"""Charts: a course over time as a picture that a person can read in Slack.

A subject calls `chart_of`; the rest of the room is pure: `svg` draws a Plot, `png` makes a picture.

- From Prometheus to values: `ask` (a range, asked for and drawn), `resolution` (how far apart points
  are), `expression` and `rule` (what is in a query, what to draw of an alert's), `choose` (which
  series), `names`, `units`, `numbers`; `plot` is what comes out.
- From values to a picture: `drawing` with `frame`, `axis`, `time_axis`, `lines`, `marks`, `legend`,
  `palette` and `text`; `raster` makes PNG of SVG.
"""

from handlers.chart.ask import chart_of
from handlers.chart.drawing import svg
from handlers.chart.expression import metrics_of
from handlers.chart.names import Names, names_of, shown
from handlers.chart.numbers import number
from handlers.chart.plot import Chart, Line, Mark, Plot, Row
from handlers.chart.raster import png
from handlers.chart.resolution import step_for
from handlers.chart.rule import Course, course, expression
from handlers.chart.units import unit_of

__all__ = [
    "Chart",
    "Course",
    "Line",
    "Mark",
    "Names",
    "Plot",
    "Row",
    "chart_of",
    "course",
    "expression",
    "metrics_of",
    "names_of",
    "number",
    "png",
    "shown",
    "step_for",
    "svg",
    "unit_of",
]
