"""What redaction hides and what it leaves, beside detect-secrets; also of vendors it does not know."""

from collections.abc import Callable, Mapping, Sequence

from benchmarks import record
from benchmarks.aims import OURS, Aim, compared
from benchmarks.cases import data
from benchmarks.diagnosis import NO_DATA
from benchmarks.ran import say
from benchmarks.redaction import detected, pace, vendors
from benchmarks.redaction.leaks import Row, altered, harmless, is_held_out, leaks, recall, rows
from benchmarks.tables import table
from handlers.kit.redaction import redact

SECRETS, LINES, VENDORS, SPEED = "secrets", "real lines", "unknown vendors", "speed"
GENERATED, REAL = "pilothouse", "pilothouse, real lines"
WORST = 12  # families shown

FOUND = "secrets found: nothing of them stays, not even 8 characters in a row"
NEAR = "altered though they hold no secret: texts made to look as if (near), real lines of logs"
UNKNOWN = "each vendor's secrets with its own rules left out: the worst, then all"
FAMILY = "  {family:<22}{held:>4} of {secrets:<4}  without: {dropped}"
NOTHING = "nothing: no issuer's shape is in them"
LEAKED = "secrets of which something stays"
PACE = "MB a CPU second, and the share of the speed of counting newlines beside it"
REACHED = "what is to be reached"

AIMS = (
    Aim(SECRETS, "gitleaks", 0.99),
    Aim(SECRETS, "detect-secrets", 0.99),
    Aim(LINES, "first half", 0.001, at_most=True),
    Aim(LINES, "held out", 0.001, at_most=True),
    Aim(VENDORS, "micro", 0.95),
    Aim(VENDORS, "macro", 0.95),
    Aim(SPEED, "ratio", 0.25),
)


def run() -> record.Figures:
    """Print the tables and return our figures; a sentence when the data is not there."""
    folder = data()
    if folder is None:
        print(NO_DATA)
        return {}
    collected, lines, before = rows(folder), harmless(folder), record.last()
    peer, absent = _peer()
    found = _found(collected, peer)
    say(FOUND, table(found, before.get(SECRETS, {})))
    say(LEAKED, _leaked(collected))
    hit = _altered(collected, lines, peer)
    say(NEAR, table(hit, before.get(LINES, {})))
    unknown = vendors.without_own(collected)
    say(UNKNOWN, _families(unknown))
    figures = {"micro": vendors.micro(unknown), "macro": vendors.macro(unknown)}
    say(f"{VENDORS}, {len(unknown)} families", table({OURS: figures}, before.get(VENDORS, {})))
    pace = _pace(lines)
    say(PACE, table(pace, before.get(SPEED, {})))
    if absent:
        print(absent)
    measured = {SECRETS: found, LINES: hit, VENDORS: {OURS: figures}, SPEED: pace}
    say(REACHED, compared(measured, before, OURS, AIMS))
    return {
        cases: {row: told for row, told in made.items() if row.startswith(OURS)}
        for cases, made in measured.items()
    }


def _peer() -> tuple[detected.Detected | None, str]:
    try:
        return detected.Detected(), ""
    except ImportError as error:
        return None, detected.ABSENT.format(error)


def _found(
    collected: Sequence[Row], peer: detected.Detected | None
) -> Mapping[str, Mapping[str, float]]:
    secrets = [row for row in collected if row.label == "secret"]
    sources = sorted({row.source for row in secrets})

    def told(by: Callable[[str], str]) -> dict[str, float]:
        return {
            source: recall([row for row in secrets if row.source == source], by)
            for source in sources
        }

    return {OURS: told(redact)} | ({detected.NAME: told(peer.redact)} if peer else {})


def _leaked(collected: Sequence[Row]) -> list[str]:
    left = [row for row in collected if row.label == "secret" and leaks(row, redact(row.text))]
    return [f"  {row.source}, {row.family}: {row.text[:80]!r}" for row in left]


def _altered(
    collected: Sequence[Row], lines: Sequence[str], peer: detected.Detected | None
) -> Mapping[str, Mapping[str, float]]:
    near = [row.text for row in collected if row.label != "secret"]
    halves = {
        "first half": [line for line in lines if not is_held_out(line)],
        "held out": [line for line in lines if is_held_out(line)],
    }
    ours = {name: altered(half, redact) for name, half in halves.items()}
    found = {OURS: {"near": altered(near, redact), **ours}}
    if peer:
        hit = {name: peer.lines_hit(half) / len(half) for name, half in halves.items()}
        found[detected.NAME] = {"near": altered(near, peer.redact), **hit}
    return found


def _families(unknown: Sequence[vendors.Unknown]) -> list[str]:
    return [
        FAMILY.format(
            family=one.family,
            held=one.secrets - one.leaked,
            secrets=one.secrets,
            dropped=", ".join(one.dropped) or NOTHING,
        )
        for one in unknown[:WORST]
        if one.leaked
    ]


def _pace(lines: Sequence[str]) -> Mapping[str, Mapping[str, float]]:
    logs = {GENERATED: pace.generated(), REAL: pace.real(lines)}
    paces = {name: pace.measured(log) for name, log in logs.items()}
    return {
        name: {"redacts": one.redacts, "counts": one.counts, "ratio": one.ratio}
        for name, one in paces.items()
    }
