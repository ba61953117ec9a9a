"""What is shown beside the line that is named: its detail, the tool's verdict, what ran."""

from handlers.diagnosis import cause, diagnose
from handlers.diagnosis.reading import read

FILLER = "".join(f"compiled part {n} of the shop\n" for n in range(60))
PYTEST = f"""\
+ pytest -q shop
============================= test session starts ==============================
=================================== FAILURES ===================================
_______________________________ test_price_list ________________________________
shop/test_price.py:31: in test_price_list
    order = load("orders.json")
shop/load.py:8: in load
    raise ValueError(f"no currency in {{path}}")
E   ValueError: no currency in orders.json
------------------------------ Captured log call -------------------------------
{FILLER}=========================== short test summary info ============================
FAILED shop/test_price.py::test_price_list - ValueError: no currency in orders.json
============================== 1 failed in 0.31s ===============================
"""
NEXTEST = f"""\
        FAIL [   0.875s] (3/3) shop-build::prices compile_fail_of_prices

--- STDOUT:              shop-build::prices compile_fail_of_prices ---
    test tests/fail/price.rs [should fail to compile] ... mismatch
    ACTUAL OUTPUT:
    error[E0308]: mismatched types
     --> tests/fail/price.rs:5:5
{FILLER}        FAIL [   0.875s] (3/3) shop-build::prices compile_fail_of_prices
error: test run failed
"""
CAPTURED = f"""\
=================================== FAILURES ===================================
_______________________________ test_rates_come ________________________________
shop/rates.py:8: in rates
{FILLER}    AssertionError: the fetcher returned 1
curl: (6) Could not resolve host: rates.shop.test
=========================== short test summary info ============================
FAILED shop/test_rates.py::test_rates_come - AssertionError: the fetcher returned 1
"""
SBT = """\
[info] compiling 3 Scala sources
[error]  * method price(java.lang.String)Int in object shop.Order does not have a correspondent in current version
[error]    filter with: ProblemFilters.exclude[DirectMissingMethodProblem]("shop.Order.price")
[error] (shop / mimaReportBinaryIssues) Failed binary compatibility check
"""
MYPY = """\
shop/price.py:3: error: Name "rate" is not defined  [name-defined]
shop/price.py:4: error: Name "rate" is not defined  [name-defined]
shop/price.py:5: error: Name "tax" is not defined  [name-defined]
Found 3 errors in 1 file (checked 2 source files)
"""


def diagnosed(log):
    """The diagnosis of a failed build that wrote this."""
    return diagnose([log.encode(), b"Finished: FAILURE\n"])


def shown(found):
    """The lines of all excerpts."""
    return [line for excerpt in found.excerpts for line in excerpt.lines]


def test_a_summary_is_followed_to_its_detail_and_the_other_way():
    """Both the traceback and pytest's summary are shown, with sixty lines of neither between."""
    lines = shown(diagnosed(PYTEST))

    assert "E   ValueError: no currency in orders.json" in lines
    assert any(line.startswith("FAILED shop/test_price.py::test_price_list") for line in lines)
    assert len(lines) < 30


def test_a_name_that_stands_twice_leads_to_what_its_output_says():
    """Of a failed test that is named above its output and at the end the compiler's error is shown."""
    assert any("error[E0308]: mismatched types" in line for line in shown(diagnosed(NEXTEST)))


def test_the_command_that_failed_is_told():
    """The last command above the failure, without the sign that announces it."""
    assert diagnosed(PYTEST).ran == "pytest -q shop"
    assert diagnosed("error: it broke\n").ran == ""


def test_output_that_pytest_captured_belongs_to_its_test():
    """Sixty lines below a test's name a host is not found: that is the test's, told with its file."""
    store = read([CAPTURED.encode()]).store
    line = CAPTURED.splitlines().index("curl: (6) Could not resolve host: rates.shop.test") + 1

    assert cause.test_around(store, line) == "shop/test_rates.py::test_rates_come"
    assert cause.test_around(read([FILLER.encode()]).store, 50) == ""


def test_what_a_build_tool_prints_as_an_error_is_no_comment():
    """A line of sbt that begins with an asterisk names what is incompatible."""
    assert any("does not have a correspondent" in line for line in shown(diagnosed(SBT)))
    assert any("correspondent" in one.text for one in diagnosed(SBT).candidates)


def test_a_list_is_led_by_its_first_line_and_shown_with_its_count():
    """The first of three type errors is named; how many there are stands in the excerpt."""
    found = diagnosed(MYPY)

    assert found.candidates[0].line == 1
    assert any("Found 3 errors" in line for line in shown(found))
