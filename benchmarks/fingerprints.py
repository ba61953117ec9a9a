"""Whether the same failure has the same fingerprint, on pairs that are made.

Each failure is a log with slots of two kinds: what differs from build to build (folder, time,
agent, port, hash, duration, numbers of lines and threads) and what makes it that failure (test,
file, message, package, host). A pair is the same when only the first kind changed.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from handlers.diagnosis import diagnose

SEED = 20261129
ROUNDS = 12  # pairs of either kind, of each failure and true slot
HEX = "0123456789abcdef"
POD = "bcdfghjklmnpqrstvwxz2456789"
WORKSPACES = (
    "/var/lib/jenkins/workspace/shop", "/home/jenkins/agent/workspace/shop_main@2",
    "/builds/example/shop", "/home/runner/work/shop/shop", "/home/travis/build/example/shop",
    "/opt/ci/w/17/shop", "/__w/shop/shop",
)  # fmt: skip
TRUE: dict[str, tuple[str, ...]] = {
    "test": ("addsTax", "rounds", "refundsTwice", "keepsOrder"),
    "file": ("Cart", "Order", "Invoice", "Stock"),
    "folder": ("cart", "billing", "stock"),
    "what": (
        "cannot find symbol", "incompatible types: int cannot be converted to Order",
        "unreachable statement",
    ),
    "said": ("the cart is empty", "the order is closed", "no such customer"),
    "exception": ("IllegalStateException", "NullPointerException", "TimeoutException"),
    "package": ("left-tax", "right-tax", "taxlib"),
    "host": ("repo.example.org", "db.example.net", "files.example.com"),
}  # fmt: skip
FAILURES: dict[str, str] = {
    "javac": "[ERROR] {ws}/src/main/java/org/example/{file}.java:[{n},{n}] {what}\n",
    "junit": "[ERROR] org.example.{file}Test.{test}  Time elapsed: {span} s  <<< ERROR!\n"
    "java.lang.{exception}: {said} (order {uuid})\n\tat org.example.{file}Test.{test}({file}Test.java:{n})\n",
    "assertion": "[ERROR] org.example.{file}Test.{test}  Time elapsed: {span} s  <<< FAILURE!\n"
    "org.opentest4j.AssertionFailedError: expected: <{n}> but was: <{n}>\n",
    "pytest": "____ test_{test} ____\n\n>       assert pay()\nE       ValueError: {said} at 0x7f{hex}\n\n"
    "{ws}/tests/test_{file}.py:{n}: ValueError\n",
    "go test": "--- FAIL: Test{test} ({span}s)\n    {file}_test.go:{n}: {said}: got {n} after {span}ms\n",
    "gcc": "{ws}/src/{folder}/{file}.c:{n}:{n}: error: '{package}' undeclared (first use in this function)\n",
    "same name": "{ws}/src/{folder}/index.ts({n},{n}): error TS2304: Cannot find name '{file}'.\n",
    "pip": "ERROR: Could not find a version that satisfies the requirement {package}=={n}.{n}\n",
    "npm": "npm error 404 Not Found - GET https://{host}/{package}?token={hex}\n",
    "refused": "dial tcp: connect to {host}:{port}: connection refused (attempt {n}, {time})\n",
    "dns": "curl: (6) Could not resolve host: {host}\n",
    "disk": "tar: {ws}/target/{file}.tar: Cannot write: No space left on device\n",
    "agent": 'Cannot contact {agent}: hudson.remoting.ChannelClosedException: Channel "{hex}" is closed\n',
    "git": "fatal: unable to access 'https://ci:{hex}@{host}/shop.git/': Empty reply from server\n",
    "docker": "Error response from daemon: manifest for {host}/{package}:1.{n}-{hex} not found\n",
    "pod": 'Error from server (NotFound): pods "{package}-{pod}" not found\n',
    "temp": "OSError: [Errno 13] Permission denied: '/tmp/tmp{hex}/{file}.lock'\n",
    "segfault": "{ws}/run.sh: line {n}: {port} Segmentation fault      (core dumped) ./{package}\n",
    "timeout": "Error: Timed out after {span} seconds waiting for {host} at {date}\n",
    "terraform": "Error: creating instance: RequestId {uuid}: {said}\n",
    "ref": "fatal: Couldn't find remote ref refs/heads/{branch}\n",
    "flake8": "./src/{folder}/{file}.py:{n}:{n}: F401 '{package}' imported but unused\n",
}
AROUND = "{time} Started build #{n} on {agent} of {branch}\n+ ./build\n{{}}ERROR: script returned exit code 1\nFinished: FAILURE\n"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two logs, and whether they hold the same failure."""

    name: str
    first: str
    second: str
    same: bool


def pairs() -> Iterator[Pair]:
    """The same failures elsewhere, and failures that differ in one true slot; always the same ones."""
    chance = random.Random(SEED)
    for name, text in FAILURES.items():
        slots = [slot for slot in TRUE if f"{{{slot}}}" in text]
        for _ in range(ROUNDS):
            true = {slot: chance.choice(TRUE[slot]) for slot in TRUE}
            yield Pair(name, _log(text, true, chance), _log(text, true, chance), same=True)
        for slot in slots:
            for _ in range(ROUNDS):
                true = {one: chance.choice(TRUE[one]) for one in TRUE}
                rest = [value for value in TRUE[slot] if value != true[slot]]
                other = true | {slot: chance.choice(rest)}
                label = f"{name}, another {slot}"
                yield Pair(label, _log(text, true, chance), _log(text, other, chance), same=False)


def _log(text: str, true: dict[str, str], chance: random.Random) -> str:
    """A log with new values in every slot that differs from build to build."""
    out = AROUND.format(**_run(chance)).format(text)
    slots = true | {"ws": chance.choice(WORKSPACES)}
    while any(f"{{{slot}}}" in out for slot in (*slots, *_run(chance))):
        for slot, value in (slots | _run(chance)).items():
            out = out.replace(f"{{{slot}}}", value, 1)
    return out


def _run(chance: random.Random) -> dict[str, str]:
    """What no two builds have in common."""
    hexes = ["".join(chance.choices(HEX, k=k)) for k in (8, 4, 4, 4, 12)]
    hour = f"{chance.randint(0, 23):02}:{chance.randint(0, 59):02}:{chance.randint(0, 59):02}"
    day = chance.randint(10, 28)
    return {
        "n": str(chance.randint(1, 900)),
        "port": str(chance.randint(1024, 65535)),
        "span": f"{chance.randint(0, 90)}.{chance.randint(10, 99)}",
        "hex": hexes[0],
        "uuid": "-".join(hexes),
        "pod": f"{''.join(chance.choices(POD, k=9))}-{''.join(chance.choices(POD, k=5))}",
        "time": f"2026-11-{day}T{hour}.{chance.randint(100, 999)}Z",
        "date": f"Fri Nov {day} {hour} UTC 2026",
        "agent": f"{chance.choice(['agent', 'linux', 'ip-10-0-3'])}-{chance.randint(1, 99)}",
        "branch": chance.choice(["main", "release/2026", "feature/tax", "fix-rounding"]),
    }


def measure() -> tuple[float, float, dict[str, int]]:
    """Precision and recall of equal fingerprints, and how many pairs of each name went wrong."""
    right = alike = same = 0
    wrong: dict[str, int] = {}
    for pair in pairs():
        prints = [diagnose([log.encode()]).fingerprint for log in (pair.first, pair.second)]
        equal = prints[0] == prints[1] and bool(prints[0])
        alike += equal
        same += pair.same
        right += equal and pair.same
        if equal != pair.same:
            wrong[pair.name] = wrong.get(pair.name, 0) + 1
    return right / max(alike, 1), right / same, wrong


def run() -> None:
    """Print precision and recall over the made pairs, and which failures were confused."""
    precision, recall, wrong = measure()
    count = sum(1 for _ in pairs())
    print(f"fingerprints, {count} made pairs of {len(FAILURES)} failures: ", end="")
    print(f"precision {precision:.3f}, recall {recall:.3f}")
    for name, times in wrong.items():
        print(f"  wrong {times} of {ROUNDS}: {name}")
