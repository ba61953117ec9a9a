"""Numbers and moments as Prometheus writes them."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from decimal import Decimal

SPECIAL = {"inf": "+Inf", "-inf": "-Inf", "nan": "NaN"}


def shown(value: float) -> str:
    """A sample's value: the shortest text that means it, never with an exponent."""
    if not math.isfinite(value):
        return SPECIAL[str(value)]
    text = format(Decimal(repr(value)), "f")
    return text.removesuffix(".0")


def scientific(value: float) -> str:
    """A value as alerts carry it: 0.125 is 1.25e-01."""
    if not math.isfinite(value):
        return SPECIAL[str(value)]
    sign, digits, exponent = Decimal(repr(value)).normalize().as_tuple()
    power = int(exponent) + len(digits) - 1 if value else 0
    rest = "".join(str(digit) for digit in digits[1:])
    mantissa = f"{digits[0]}.{rest}" if rest else str(digits[0])
    return f"{'-' if sign else ''}{mantissa}e{'-' if power < 0 else '+'}{abs(power):02d}"


def seconds(milliseconds: int) -> float | int:
    """A moment as JSON has it: whole seconds without a point."""
    return milliseconds / 1000 if milliseconds % 1000 else milliseconds // 1000


def rfc3339(when: float) -> str:
    """Seconds since the epoch as an API's text, to the millisecond."""
    moment = datetime.fromtimestamp(round(when, 3), UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
