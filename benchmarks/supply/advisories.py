"""Known vulnerabilities in the locked packages, by pip-audit, and never green for nothing.

pip-audit says "No known vulnerabilities found" and ends with 0 also where it could look nothing up:
a package that it does not find at the advisory source is skipped. So a package that is known to be
vulnerable is asked about first (the canary), and a skipped package is a fault.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

CANARY = "jinja2==2.10"  # CVE-2019-10906 and more

NOT_REACHED = (
    f"The advisory source was not reached: it tells of no vulnerability in {CANARY}, which has some."
    " Nothing is known of the locked packages. Try again where pypi.org/pypi answers."
)
NO_REPORT = "pip-audit gave no report on {path}: {why}"
SKIPPED = "{path}: {name} was not looked up: {why}"
FOUND = "{path}: {name} {version} has {id}: fixed in {fixed}."
NO_FIX = "no version"
GOOD = "{count} packages looked up, no vulnerability known."

Report = Mapping[str, Any]


def judged(path: str, report: Report) -> Iterator[str]:
    """What a report of pip-audit's has against a lock, a sentence each; skipped is a fault too."""
    for package in report["dependencies"]:
        if "skip_reason" in package:
            yield SKIPPED.format(path=path, name=package["name"], why=package["skip_reason"])
        for known in package.get("vulns", ()):
            yield FOUND.format(
                path=path,
                name=package["name"],
                version=package["version"],
                id=known["id"],
                fixed=", ".join(known["fix_versions"]) or NO_FIX,
            )


def is_reached(canary: Report) -> bool:
    """Whether the source knows what is wrong with the canary."""
    return any(package.get("vulns") for package in canary["dependencies"])


def looked_up(path: str, audit: Sequence[str]) -> Report:
    """pip-audit's report on a file of pinned packages; `audit` is how it is started.

    Raises ValueError where there is none. Its exit code says whether it found anything, no more.
    """
    command = [*audit, "--no-deps", "--disable-pip", "--format=json", "--requirement", path]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        report: Report = json.loads(done.stdout)
    except ValueError:
        raise ValueError(NO_REPORT.format(path=path, why=done.stderr[-2000:])) from None
    return report


def main(words: Sequence[str]) -> int:
    """`PIP_AUDIT LOCK…`: 0 only where every package was looked up and nothing is known of any."""
    audit, *paths = words
    try:
        with tempfile.TemporaryDirectory() as folder:
            canary = Path(folder) / "canary.txt"
            canary.write_text(CANARY + "\n")
            if not is_reached(looked_up(str(canary), [audit])):
                print(NOT_REACHED)
                return 1
        reports = {path: looked_up(path, [audit]) for path in paths}
    except ValueError as error:
        print(error)
        return 1
    faults = [fault for path, report in reports.items() for fault in judged(path, report)]
    for fault in faults:
        print(fault)
    if not faults:
        print(GOOD.format(count=sum(len(each["dependencies"]) for each in reports.values())))
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
