"""How fast and how small a diagnosis is, beside newline counting, grep and ripgrep in the same run.

`run()` takes about two minutes; `python -m benchmarks.speed 10 200` measures the sizes named, in MB.
Each figure is of a process of its own, byte-compiled and warm; the rounds are interleaved.
"""

import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from statistics import median

SIZES = (1, 10, 100, 200, 1000)  # MB
MOST_ROUNDS = 3
LARGE = 500  # MB: one round, of the plain log only
CHUNK = 1 << 20
DISTINCT = 60_000
STRONG = 10_000  # one strong line in so many
WEAK_SHARE = 0.01
PLAIN, STAMPED, COLOURED = "plain", "stamped", "coloured"
OURS, COUNT = "pilothouse", "count newlines"
WORDS = "error|fail|exception|fatal|not found|denied|cannot|undefined|timed? ?out|killed|abort"

DULL = (
    "[INFO] Downloading from central: https://repo.example/{a}/{b}/{n}.{m}/{b}-{n}.{m}.jar",
    "[INFO] Downloaded from central: https://repo.example/{a}/{b}-{n}.{m}.pom ({n} kB at {m} kB/s)",
    "  CC      src/{a}/{b}_{n}.o",
    "[{n}/9000] Building CXX object src/{a}/CMakeFiles/{b}.dir/{b}{m}.cpp.o",
    "Collecting {a}-{b}=={n}.{m}",
    "test {a}::{b}::case_{n} ... ok",
    "tests/{a}/test_{b}.py::test_case_{n} PASSED",
    "{a} {b} done in {n} ms, {m} of {n} items",
    "  -> {a}/{b}/{n} copied to build/{a}/{b}",
    "DEBUG {a}.{b}: state {n} -> {m}, queue empty",
)
WEAK = (
    "warning: src/{a}/{b}.c:{n}:{m}: unused variable 'x{n}' [-Wunused-variable]",
    "> Task :{a}:{b}{n}",
    "[WARN] {a}.{b}: retrying after error {n}",
    "+ make -C {a} {b}-{n}",
)
STRONG_LINES = (
    "src/{a}/{b}.c:{n}:{m}: error: '{b}' undeclared (first use in this function)",
    "java.lang.IllegalStateException: {a} {b} {n}",
    "FAILED tests/{a}/test_{b}.py::test_case_{n} - AssertionError: assert {n} == {m}",
)
END = (
    "src/core/last.c:41:9: error: 'total' undeclared (first use in this function)",
    "make: *** [Makefile:12: last.o] Error 1",
    "script returned exit code 2",
    "Finished: FAILURE",
)
NAMES = [
    "core",
    "net",
    "auth",
    "store",
    "index",
    "parse",
    "model",
    "view",
    "cache",
    "queue",
    "audit",
    "render",
]


def write_log(path: Path, megabytes: float, kind: str, seed: int = 4) -> int:
    """A made build log: 60,000 distinct lines, 1 % weak ones, 0.01 % strong, a failure at its end.

    STAMPED has a time before each line, so that hardly two are alike; COLOURED colours every
    eighth line. Gives the number of its lines.
    """
    random = Random(seed)
    rows = [_line(random, DULL if random.random() >= WEAK_SHARE else WEAK) for _ in range(DISTINCT)]
    strong = [_line(random, STRONG_LINES) for _ in range(50)]
    made = size = 0
    with path.open("wb") as log:
        while size < megabytes * 1e6:
            part = random.choices(rows, k=STRONG)
            part[random.randrange(STRONG)] = random.choice(strong)
            if size + 1e6 > megabytes * 1e6:
                part = part[: int((megabytes * 1e6 - size) / 60) + 1]
            data = "".join(_dressed(part, kind, made)).encode()
            size += log.write(data)
            made += len(part)
        log.write("".join(_dressed(END, kind, made)).encode())
    return made + len(END)


def _line(random: Random, of: Sequence[str]) -> str:
    return random.choice(of).format(
        a=random.choice(NAMES),
        b=random.choice(NAMES),
        n=random.randrange(5000),
        m=random.randrange(99),
    )


def _dressed(lines: Sequence[str], kind: str, made: int) -> Iterator[str]:
    for at, line in enumerate(lines, made):
        if kind == STAMPED:
            ms = at % 1000
            s = at // 1000
            yield f"[2026-11-20T{s // 3600 % 24:02}:{s // 60 % 60:02}:{s % 60:02}.{ms:03}Z] {line}\n"
        elif kind == COLOURED and at % 8 == 0:
            yield f"\x1b[1;32m{line}\x1b[0m\n"
        else:
            yield line + "\n"


def _chunks(path: str) -> Iterator[bytes]:
    with open(path, "rb") as log:
        while chunk := log.read(CHUNK):
            yield chunk


def _ours(path: str) -> object:
    from handlers.diagnosis import diagnose  # noqa: PLC0415 -- in its own process only

    return diagnose(_chunks(path)).candidates[0].line


def _count(path: str) -> object:
    return sum(chunk.count(b"\n") for chunk in _chunks(path))


METHODS: dict[str, Callable[[str], object]] = {OURS: _ours, COUNT: _count}


def _peak() -> float:
    """The most memory that this process ever had, in MB.

    Linux's VmHWM, for getrusage's figure outlives an exec: it would start at the parent's.
    """
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20)  # macOS: in bytes


def one(method: str, path: str, warm: str) -> None:
    """In a process of its own: print CPU seconds and the rise of the peak of memory in MB."""
    work = METHODS[method]
    work(warm)
    before = _peak()
    start = time.process_time()
    work(path)
    spent = time.process_time() - start
    print(spent, _peak() - before)


def _measured(method: str, path: Path, warm: Path) -> tuple[float, float]:
    command = [sys.executable, "-m", "benchmarks.speed", "--one", method, str(path), str(warm)]
    spent, rise = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return float(spent), float(rise)


def _tool(command: Sequence[str], path: Path) -> tuple[float, float]:
    """The CPU seconds of another program that counts the lines with a word of failure."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*command, str(path)], stdout=subprocess.PIPE, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return max(spent, 1e-3), 0.0


def _tools() -> dict[str, list[str]]:
    tools = {
        "ripgrep": ["rg", "--no-unicode", "-j1", "-c", "-i", WORDS],
        "grep": ["grep", "-a", "-c", "-i", "-E", WORDS],
    }
    return {name: command for name, command in tools.items() if shutil.which(command[0])}


def compare(megabytes: int, kind: str, folder: Path) -> None:
    """Make one log, measure every method on it in turns, print the rows."""
    log, warm = folder / "a.log", folder / "warm.log"
    write_log(warm, 0.1, kind)
    lines = write_log(log, megabytes, kind)
    size = log.stat().st_size / 1e6
    figures: dict[str, list[tuple[float, float]]] = {}
    for _ in range(1 if megabytes >= LARGE else MOST_ROUNDS):
        for method in METHODS:
            figures.setdefault(method, []).append(_measured(method, log, warm))
        for name, command in _tools().items() if megabytes < LARGE else ():
            figures.setdefault(name, []).append(_tool(command, log))
    log.unlink()
    floor = median(spent for spent, _ in figures[COUNT])
    print(f"\n{kind}, {size:,.0f} MB, {lines:,} lines, rounds: {len(figures[COUNT])}")
    print(f"{'':<16}{'MB/CPU s':>9}{'x floor':>9}{'spread':>8}{'rise MB':>9}")
    for name, rows in figures.items():
        times = [spent for spent, _ in rows]
        rise = f"{max(rise for _, rise in rows):9.1f}" if name in METHODS else f"{'':>9}"
        spread = max(times) / min(times)
        middle = median(times)
        print(f"{name:<16}{size / middle:9,.0f}{floor / middle:9.3f}{spread:8.2f}{rise}")


def small() -> None:
    """The time of a warm diagnosis of 1,000 lines, and the part of it that reads the log."""
    from handlers.diagnosis import diagnose  # noqa: PLC0415 -- not for the parent of the processes
    from handlers.diagnosis.lines import Count, pages  # noqa: PLC0415
    from handlers.diagnosis.scan import scan  # noqa: PLC0415
    from handlers.diagnosis.store import Store  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.log"
        write_log(path, 0.1, STAMPED)
        log = b"".join(path.read_bytes().splitlines(keepends=True)[-1000:])
    whole = _milliseconds(lambda: diagnose([log]))
    reading = _milliseconds(lambda: Store(scan(pages([log], Count()))))
    print(f"\n1,000 lines, warm: {whole:.1f} ms, of these {reading:.1f} ms for scan and store")


def _milliseconds(work: Callable[[], object]) -> float:
    times = []
    for _ in range(11):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return median(times[1:]) * 1000


def run(sizes: Sequence[int] = SIZES) -> None:
    """Print the tables for the sizes, and the small log's time."""
    with tempfile.TemporaryDirectory() as folder:
        for megabytes in sizes:
            compare(megabytes, PLAIN, Path(folder))
            if 100 <= megabytes < LARGE:  # noqa: PLR2004 -- where the dress tells
                compare(megabytes, STAMPED, Path(folder))
                compare(megabytes, COLOURED, Path(folder))
    small()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(*sys.argv[2:5])
    else:
        run([int(size) for size in sys.argv[1:]] or SIZES)
