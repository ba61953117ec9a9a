"""Numbers as people read them, in the unit of a chart."""

import math
from collections.abc import Sequence

MINUS = "\N{MINUS SIGN}"
SHORT = 3  # digits that tell something
KI = 1024
THOUSANDS = ((1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k"), (1.0, ""))
BYTES = (
    *(
        (float(KI**n), f" {sign}iB")
        for n, sign in ((5, "P"), (4, "T"), (3, "G"), (2, "M"), (1, "K"))
    ),
    (1.0, " B"),
)
DURATIONS = (
    (86400.0, " d"),
    (3600.0, " h"),
    (60.0, " min"),
    (1.0, " s"),
    (1e-3, " ms"),
    (1e-6, " µs"),
    (1e-9, " ns"),
)
PERCENT = ((0.01, "%"),)
OF_HUNDRED = ((1.0, "%"),)
SCALES: dict[str, Sequence[tuple[float, str]]] = {
    "bytes": BYTES,
    "seconds": DURATIONS,
    "ratio": PERCENT,
    "percent": OF_HUNDRED,
}
PER_SECOND = "/s"
PLAIN_BELOW = 10_000  # without a unit, people read 9,500 more easily than 9.5k
TINY = 1e-4  # below it, plain numbers are told by powers of ten
MOST_DIGITS = 4  # of an axis's decimals, before they are told by powers of ten
NO_NUMBER = {True: "NaN", False: "∞"}
MOST_DECIMALS = 2
HUGE = 1e15  # from here on, powers of ten are read more easily than letters


def scale_of(unit: str) -> tuple[Sequence[tuple[float, str]], str]:
    """The scales of a unit, largest first, and what stands behind every number."""
    base, rate, _ = unit.partition(PER_SECOND)
    if base == "seconds" and rate:
        return THOUSANDS, ""  # seconds a second are a plain number, such as of busy processors
    return SCALES.get(base, THOUSANDS), rate


def number(value: float, unit: str = "") -> str:
    """A value with three digits that tell something: `1.25k/s`, `312 ms`, `4.5 GiB`, `5%`, `NaN`."""
    if not math.isfinite(value):
        sign = MINUS if value == -math.inf else ""
        return sign + NO_NUMBER[math.isnan(value)]
    scales, behind = scale_of(unit)
    size = abs(value)
    if scales is THOUSANDS and (size < PLAIN_BELOW or size >= HUGE):
        return _minus(_digits(value)) + behind
    scale, sign = next(
        ((s, n) for s, n in scales if _rounded(size / s) >= 1), scales[-1] if size else _one(scales)
    )
    return _minus(_digits(value / scale)) + sign + behind


def _one(scales: Sequence[tuple[float, str]]) -> tuple[float, str]:
    """The scale for nothing at all: the unit itself."""
    return min(scales, key=lambda each: abs(math.log10(each[0])))


def _rounded(value: float) -> float:
    return float(f"{value:.{SHORT}g}")


def _digits(value: float) -> str:
    if value and abs(value) < TINY:
        return _power(f"{value:.{SHORT}g}")
    if abs(value) >= 10**SHORT - 0.5:
        return f"{value:,.0f}" if abs(value) < 10 ** (2 * SHORT) else _power(f"{value:.{SHORT}g}")
    short = f"{value:.{SHORT}g}"
    return short.rstrip("0").rstrip(".") if "." in short else short


def _power(text: str) -> str:
    """`1e-07` as `1e-7`."""
    mantissa, e, exponent = text.partition("e")
    return f"{mantissa}e{int(exponent)}" if e else text


def _minus(text: str) -> str:
    if text in ("-0", "0"):
        return "0"
    return MINUS + text[1:] if text[:1] == "-" else text


def alike(values: Sequence[float], step: float, unit: str) -> tuple[str, ...]:
    """The values of an axis in one scale, with as many decimals as tell them apart."""
    scales, behind = scale_of(unit)
    largest = max((abs(v) for v in values), default=0.0)
    if scales is THOUSANDS and (largest < PLAIN_BELOW or largest >= HUGE):
        scale, sign = 1.0, ""
    else:
        most = 0 if scales is DURATIONS and step >= 1 else MOST_DECIMALS  # 30 min, not 0.5 h
        fits = [(s, n) for s, n in scales if largest >= s and _decimals(step / s) <= most]
        scale, sign = fits[0] if fits else scales[-1]
    decimals = _decimals(step / scale)
    if decimals > MOST_DIGITS or largest >= HUGE:
        return tuple(_minus(_power(f"{v / scale:.4g}")) + sign + behind for v in values)
    zero = f"{0:.{decimals}f}"
    told = (f"{v / scale:,.{decimals}f}" for v in values)
    return tuple(("0" if t in (zero, f"-{zero}") else _minus(t) + sign + behind) for t in told)


def _decimals(step: float) -> int:
    """How many decimals a step needs to be told exactly enough."""
    if step <= 0 or not math.isfinite(step):
        return 0
    for count in range(13):
        if math.isclose(round(step, count), step, rel_tol=1e-6):
            return count
    return 13
