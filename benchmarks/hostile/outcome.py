"""What became of each row, and the table that says it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SHOWN = 40  # missed rows that are named
LONGEST = 180  # characters of one reason


@dataclass(frozen=True)
class Outcome:
    """One row: `group` is the line of the table that it counts in; `wrong` is empty where all is well."""

    id: str
    group: str
    wrong: tuple[str, ...] = ()


def table(title: str, outcomes: Sequence[Outcome]) -> list[str]:
    """How many rows of each group were harmless, then the others by their ids."""
    lines = [f"{title}: {len(outcomes)} rows, {missed(outcomes)} missed"]
    groups = dict.fromkeys(each.group for each in outcomes)
    width = max((len(group) for group in groups), default=0)
    for group in groups:
        here = [each for each in outcomes if each.group == group]
        lines.append(f"  {group:<{width}}  {len(here) - missed(here):>6} of {len(here):>6}")
    bad = [each for each in outcomes if each.wrong]
    lines += [f"  MISSED {each.id} ({each.group}): {_short(each.wrong)}" for each in bad[:SHOWN]]
    if len(bad) > SHOWN:
        lines.append(f"  … and {len(bad) - SHOWN} more")
    return lines


def missed(outcomes: Iterable[Outcome]) -> int:
    """How many did harm."""
    return sum(bool(each.wrong) for each in outcomes)


def _short(reasons: Sequence[str]) -> str:
    return ascii("; ".join(reasons))[1:-1][:LONGEST]
