"""The functions, aggregations and operators that the stand-in knows, and those it has heard of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.local.prometheus.syntax import Kind


@dataclass(frozen=True)
class Signature:
    """What a function takes; of the last `optional` arguments any may be left out."""

    takes: tuple[Kind, ...]
    optional: int = 0


OVER_RANGE = Signature(("range vector",))
OF_VECTOR = Signature(("instant vector",))

FUNCTIONS = {
    **dict.fromkeys(("rate", "increase", "irate", "delta", "changes", "resets"), OVER_RANGE),
    **dict.fromkeys(
        (
            "avg_over_time",
            "count_over_time",
            "last_over_time",
            "max_over_time",
            "min_over_time",
            "sum_over_time",
        ),
        OVER_RANGE,
    ),
    **dict.fromkeys(("abs", "ceil", "floor", "sort", "sort_desc", "absent"), OF_VECTOR),
    "clamp_max": Signature(("instant vector", "scalar")),
    "clamp_min": Signature(("instant vector", "scalar")),
    "histogram_quantile": Signature(("scalar", "instant vector")),
    "round": Signature(("instant vector", "scalar"), optional=1),
    "scalar": OF_VECTOR,
    "time": Signature(()),
    "vector": Signature(("scalar",)),
}
# Functions of Prometheus 2.42 that this stand-in refuses by name.
FOREIGN_FUNCTIONS = frozenset(
    re.findall(
        r"\w+",
        """absent_over_time acos acosh asin asinh atan atanh clamp cos cosh day_of_month day_of_week
    day_of_year days_in_month deg deriv exp histogram_count histogram_fraction histogram_sum
    holt_winters hour idelta label_join label_replace ln log10 log2 minute month pi
    predict_linear present_over_time quantile_over_time rad sgn sin sinh sqrt stddev_over_time
    stdvar_over_time tan tanh timestamp year""",
    )
)
AGGREGATIONS = ("avg", "bottomk", "count", "group", "max", "min", "sum", "topk")
WITH_PARAMETER = ("bottomk", "topk")
FOREIGN_AGGREGATIONS = ("count_values", "quantile", "stddev", "stdvar")

SETS = ("and", "or", "unless")
COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")
POWER = 6
# How strongly an operator binds: `1 + 2 * 3` is `1 + (2 * 3)`.
BINDING = {
    "or": 1,
    "and": 2,
    "unless": 2,
    **dict.fromkeys(COMPARISONS, 3),
    **dict.fromkeys("+-", 4),
    **dict.fromkeys("*/%", 5),
    "^": POWER,
}
KEYWORDS = ("by", "without", "on", "ignoring", "group_left", "group_right", "bool", "offset")
OPERATORS = (*"+-*/%^", *COMPARISONS, *SETS)
WORDS_OF_OPERATORS = (*SETS, "atan2")

NOT_KNOWN = "this stand-in knows {known}, and not {asked}"
