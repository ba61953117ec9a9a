"""`/prom q` on a real Prometheus: a value, a table or a chart."""

import re
import struct

from handlers.kit import Form, Items, Lines, Note, Paragraph, Picture, Table, Tone, plain

RATIO = (
    'sum by (service) (rate(http_requests_total{code="500"}[5m]))'
    " / sum by (service) (rate(http_requests_total[5m]))"
)


def part(message, kind):
    """The only part of that kind."""
    (found,) = [each for each in message.parts if isinstance(each, kind)]
    return found


def labels(message):
    return [each.label for each in message.buttons]


async def test_a_number_is_one_line(say):
    """The value is the title; the expression and the time stand below it."""
    message = await say("prom q '6 * 7'")
    assert message.title == "42"
    assert re.fullmatch(r"6 \* 7 · \d\d:\d\d:\d\d UTC", plain(part(message, Note).text))


async def test_a_text_is_one_line(say):
    """A lone text comes as it is."""
    assert (await say("""prom q "'hello'" """)).title == "hello"


async def test_one_series_is_one_line_in_its_unit(say):
    """The unit comes from the metric's name; the labels stand below."""
    message = await say("prom q node_memory_MemAvailable_bytes")
    assert message.title == "4 GiB"
    assert plain(message.parts[1].text) == "instance=shop:8080, job=shop"


async def test_many_series_are_a_table_with_the_largest_first(say):
    """The labels that differ are columns, and nothing else is."""
    message = await say(f"prom q {RATIO}")
    assert message.title == "3 series match"
    table = part(message, Table)
    assert table.columns == ("service", "value")
    assert table.rows == (("checkout", "16%"), ("cart", "0.5%"), ("payment", "0.5%"))


async def test_a_large_table_is_bounded_and_says_so(say):
    """Twenty rows of more."""
    message = await say('prom q \'label_replace(vector(1), "n", "1", "", "")' + "".join(
        f' or label_replace(vector({n}), "n", "{n}", "", "")' for n in range(2, 31)
    ) + "'")  # fmt: skip
    assert message.title == "30 series match"
    assert len(part(message, Table).rows) == 20
    assert "20 of 30 series are shown, the largest values first." in [
        plain(each.text) for each in message.parts if isinstance(each, Note)
    ]


async def test_a_range_is_a_picture_with_its_numbers(say, use):
    """A PNG of twice 800 wide, the query, the range, the step, and each series in numbers."""
    message = await say(f"prom q '{RATIO}' 5h")
    picture = part(message, Picture)
    data = picture.path.read_bytes()
    assert data.startswith(b"\x89PNG")
    assert struct.unpack(">I", data[16:20]) == (1600,)
    assert len(data) < 150_000
    assert use.scratch in picture.path.parents
    assert "checkout between 0.5% and 16%, last 16%" in picture.alt
    assert plain(part(message, Note).text).startswith(f"{RATIO} · 5h until ")
    assert plain(part(message, Note).text).endswith(" UTC, a point every 1m")
    table = part(message, Table)
    assert table.columns == ("series", "min", "max", "last")
    assert table.rows[0] == ("checkout", "0.5%", "16%", "16%")
    assert message.title == "http_requests_total over 5h"


async def test_a_chart_offers_other_times_the_form_and_prometheus(say):
    """The link is built from the address for people; sharing is offered to who sees it alone."""
    message = await say("prom q up 6h")
    assert labels(message) == ["1h", "24h", "Edit", "Open in Prometheus"]
    one, day, edit, link = message.buttons
    assert (one.command, day.command) == ("prom q 'up' 1h", "prom q 'up' 24h")
    assert edit.command == "prom q 'up' 6h edit=yes"
    assert link.url.startswith("https://prometheus.example.com/graph?g0.expr=up&g0.tab=0&")
    (share,) = message.more
    assert (share.command, share.shared) == ("prom q 'up' 6h", True)
    assert (await say("prom q up 6h", public=True)).more == ()


async def test_a_step_is_kept_where_it_gives_few_enough_points(say):
    """A thousand points of a series are the most; a finer step is widened."""
    fine = await say("prom q up 1h step=30s")
    assert plain(part(fine, Note).text).endswith(", a point every 30s")
    widened = await say("prom q up 6h step=1s")
    assert plain(part(widened, Note).text).endswith(", a point every 30s")


async def test_an_expression_needs_no_quotes(say):
    """Blanks, quotes and braces of PromQL may stand bare; curly quotes become straight."""
    message = await say("prom q sum by (service) (rate(http_requests_total{code=“500”}[5m])) 1h")
    query = plain(part(message, Note).text).partition(" · ")[0]
    assert query == 'sum by (service) (rate(http_requests_total{code="500"}[5m]))'


async def test_a_range_vector_is_drawn_and_explained(say):
    """`x[5m]` has no single value: here is its course, and what makes one value of it."""
    message = await say("prom q up[10m]")
    assert part(message, Picture)
    assert plain(message.parts[-1].text) == (
        "up[10m] gives all the values of that time, so here they are as a chart. For one value, put"
        " it into a function such as rate(…) or avg_over_time(…)."
    )


async def test_a_bare_command_opens_a_form(say):
    """Expression, range and step; what is filled in becomes the command."""
    form = await say("prom q")
    assert isinstance(form, Form)
    assert [(f.name, f.value, f.word) for f in form.fields] == [
        ("EXPR", "", True),
        ("RANGE", "now", True),
        ("step", "", False),
    ]


async def test_edit_opens_the_form_with_what_was_asked(say):
    """Nothing has to be typed again."""
    form = await say("prom q 'up' 45m step=30s edit=yes")
    assert [f.value for f in form.fields] == ["up", "45m", "30s"]
    assert form.fields[1].choices[0] == "45m"


async def test_a_bad_expression_shows_prometheus_words_and_the_place(say):
    """A caret stands under the place that Prometheus names."""
    message = await say("prom q sum(rate(http_requests_total[5m])")
    assert message.title == "Prometheus does not take this expression"
    assert message.tone is Tone.WARN
    assert part(message, Lines).rows == (
        (None, "sum(rate(http_requests_total[5m])"),
        (None, "                                 ^"),
    )
    assert plain(part(message, Paragraph).text) == "Prometheus says: unclosed left parenthesis."
    assert labels(message) == ["Edit"]


async def test_a_misspelled_function_is_named_rightly(say):
    """Functions have near names too."""
    message = await say("prom q rat(up[5m])")
    assert plain(part(message, Note).text) == "Functions with a name like it: rate irate "


async def test_an_unknown_metric_is_answered_with_the_nearest(say):
    """One press asks for the one that was meant."""
    message = await say("prom q rate(http_request_total[5m]) 1h")
    assert message.title == "Nothing matches this expression"
    assert plain(part(message, Paragraph).text) == "Prometheus has no metric http_request_total."
    assert plain(part(message, Items).rows[0]) == "http_requests_total"
    assert message.buttons[0].command == "prom q 'rate(http_requests_total[5m])' 1h"


async def test_a_selector_without_a_match_tells_the_labels(say):
    """The metric is there: these are its labels and values."""
    message = await say('prom q http_requests_total{service="shop"}')
    said = plain(part(message, Paragraph).text)
    assert said == "The metrics in it exist, but no series matches at this moment."
    assert [plain(row) for row in part(message, Items).rows] == [
        "code: 200, 500",
        "instance: shop:8080",
        "job: shop",
        "service: cart, checkout, payment",
    ]


async def test_a_time_that_is_none_is_refused_in_a_sentence(refusal):
    """A year is the most."""
    assert await refusal("prom q up 400d") == "I look back 366 days at most, and `400d` is more."
    assert await refusal("prom q up 1h step=x") == (
        "`x` is no length of time: try `30m`, `6h` or `2d`."
    )
