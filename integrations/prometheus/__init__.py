"""Ask Prometheus, through prometheus-api-client in threads."""

from integrations.prometheus.client import Prometheus
from integrations.prometheus.refusals import BadExpressionError, Position, TooMuchError
from integrations.prometheus.values import (
    Answer,
    Labels,
    Matrix,
    Metric,
    Point,
    Sample,
    Scalar,
    Series,
    Text,
    Vector,
)

__all__ = [
    "Answer",
    "BadExpressionError",
    "Labels",
    "Matrix",
    "Metric",
    "Point",
    "Position",
    "Prometheus",
    "Sample",
    "Scalar",
    "Series",
    "Text",
    "TooMuchError",
    "Vector",
]
