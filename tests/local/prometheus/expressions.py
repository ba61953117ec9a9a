"""Expressions as hypothesis makes them up: all of the subset, any depth, mostly sensible."""

from hypothesis import strategies as st

LABELS = ("service", "instance", "code", "le", "nothing")
DURATIONS = ("15s", "30s", "1m", "2m30s", "5m")

_matchers = st.sampled_from(
    [
        "",
        '{service="checkout"}',
        '{service!="checkout"}',
        '{service=~"check.*|search"}',
        '{code!~"2..|404"}',
        '{instance=~".*-0:8080",nothing=""}',
    ]
)
_counters = st.sampled_from(["http_requests_total", "http_request_duration_seconds_bucket"])
_gauges = st.sampled_from(
    ["up", "queue_depth", "process_resident_memory_bytes", "process_start_time_seconds", "nothing"]
)
_offsets = st.sampled_from(["", "", "", " offset 1m", " offset 35s", " offset -20s"])
_numbers = st.sampled_from(["0", "1", "2", "0.5", "-3", "1e3", "7.25"])
_labels = st.lists(st.sampled_from(LABELS), max_size=2, unique=True).map(", ".join)

selectors = st.builds(
    lambda name, matchers, offset: name + matchers + offset,
    st.one_of(_gauges, _counters),
    _matchers,
    _offsets,
)
ranges = st.builds(
    lambda function, name, matchers, length, offset: (
        f"{function}({name}{matchers}[{length}]{offset})"
    ),
    st.sampled_from(
        [
            "rate",
            "increase",
            "irate",
            "delta",
            "changes",
            "resets",
            "avg_over_time",
            "max_over_time",
            "min_over_time",
            "count_over_time",
            "sum_over_time",
            "last_over_time",
        ]
    ),
    st.one_of(_gauges, _counters),
    _matchers,
    st.sampled_from(DURATIONS),
    _offsets,
)
_leaves = st.one_of(selectors, ranges)


def _larger(inner):
    grouping = st.builds(
        lambda word, labels: f" {word} ({labels}) ", st.sampled_from(["by", "without"]), _labels
    )
    aggregations = st.builds(
        lambda op, group, body: f"{op}{group}({body})",
        st.sampled_from(["sum", "avg", "min", "max", "count", "group"]),
        st.one_of(st.just(" "), grouping),
        inner,
    )
    with_number = st.builds(
        lambda body, op, number: f"({body}) {op} {number}",
        inner,
        st.sampled_from(["+", "-", "*", "/", "%", "^", "<", ">= bool", "!=", "== bool"]),
        _numbers,
    )
    of_two = st.builds(
        lambda left, op, right: f"({left}) {op} ({right})",
        inner,
        st.sampled_from(["+", "-", "*", "/", "and", "or", "unless", ">", "<= bool"])
        | st.sampled_from(["/ on (service, instance)", "and on (service)", "* ignoring (code)"])
        | st.sampled_from(["* on (instance) group_left (le)", "- ignoring (le) group_right"]),
        inner,
    )
    functions = st.builds(
        lambda name, body: f"{name}({body})",
        st.sampled_from(["abs", "ceil", "floor", "round", "sort", "-", "absent"]),
        inner,
    )
    quantiles = st.builds(
        lambda quantile, body: f"histogram_quantile({quantile}, {body})",
        st.sampled_from(["0.5", "0.9", "0.99", "1", "2"]),
        inner,
    )
    return st.one_of(aggregations, with_number, of_two, functions, quantiles)


expressions = st.recursive(_leaves, _larger, max_leaves=4)
