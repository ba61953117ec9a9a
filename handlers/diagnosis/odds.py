"""Chances, 0 to 1, and log-odds, which add up."""

from math import exp, log

FAR = 30.0  # log-odds beyond which a chance is 0 or 1 to all digits
SURE = 1e-4  # a chance that is turned into log-odds is never nearer to 0 or 1 than this


def chance(odds: float) -> float:
    """The chance that log-odds stand for."""
    return 1 / (1 + exp(-max(-FAR, min(FAR, odds))))


def odds(chance: float) -> float:
    """The log-odds of a chance."""
    sure = min(max(chance, SURE), 1 - SURE)
    return log(sure / (1 - sure))
