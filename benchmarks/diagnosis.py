"""How well the engine finds what broke a build, beside naive and published ways in the same run."""

from benchmarks import aims, by_lines, by_words, failures, record
from benchmarks.cases import data
from benchmarks.engines import ENGINES
from benchmarks.ran import Ran, labelled, say
from benchmarks.readings import read_all

NO_DATA = "The labelled logs are not here: lay them in ../shared/data or set PILOTHOUSE_DATA."
WRONG = "build-logs where something is wrong or less than right: {}"
OUTSIDE = "logchunks whose first candidate lies outside the chunk: {}"
ABSENT = "not measured"
REACHED = "what is to be reached, and what others published: {}"


def run() -> record.Figures:
    """Print the tables and return our figures; a sentence when the data is not there."""
    folder = data()
    if folder is None:
        print(NO_DATA)
        return {}
    truth = labelled(folder)
    ran = Ran(truth, read_all(truth.tasks()), record.last())
    _failures(ran)
    measured = {
        aims.KEYED: by_lines.keyed(ran),
        aims.WITH_GOOD: by_lines.paired(ran),
        **by_lines.chunked(ran),
        aims.WORDS: by_words.words(ran),
        aims.LOGDX: by_words.published(ran),
        aims.GOOD: by_words.silent(ran),
    }
    absent = {name: why for one in ran.readings.values() for name, why in one.absent.items()}
    if absent:
        say(ABSENT, [f"  {name}: {why}" for name, why in absent.items()])
    for engine in ENGINES:
        say(REACHED.format(engine), aims.compared(measured, ran.before, engine))
    return {
        cases: {row: found for row, found in rows.items() if row in ENGINES}
        for cases, rows in measured.items()
    }


def _failures(ran: Ran) -> None:
    """By name, for the engine that is reported in full."""
    chief = next(iter(ENGINES))
    said = ran.said(chief)
    say(WRONG.format(chief), failures.builds(ran.truth.failed, said))
    say(OUTSIDE.format(chief), failures.chunks(ran.truth.chunks, said))
