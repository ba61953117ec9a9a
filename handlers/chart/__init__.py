"""Charts: a course over time as a picture that a person can read in Slack."""

from handlers.chart.ask import chart_of
from handlers.chart.plot import Chart, Line, Mark, Plot, Row

__all__ = ["Chart", "Line", "Mark", "Plot", "Row", "chart_of"]
