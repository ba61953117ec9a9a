"""The baseline of redaction: detect-secrets, as it scans files, with what it finds struck out.

detect-secrets 1.5 (https://github.com/Yelp/detect-secrets) with its default plugins but the one for
IP addresses, which are no secrets. Its ad-hoc way of looking at a line (`scan_line`) leaves out its
filters and reports nearly every line of a log, so each text is a file of its own, as in a repository.
"""

import tempfile
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

NAME = "detect-secrets 1.5"
ABSENT = (
    "detect-secrets cannot be imported ({}): `make bench` installs benchmarks/requirements.lock"
)
NO_SECRETS = "IPPublicDetector"
MARK = "[secret]"


class Detected:
    """The redactor that detect-secrets would make; NotHereError if it cannot be imported."""

    def __init__(self) -> None:
        scan: Any = import_module("detect_secrets.core.scan")
        settings: Any = import_module("detect_secrets.settings")
        self._scan_file = scan.scan_file
        self._settings = settings

    def redact(self, text: str) -> str:
        """The text as a file of its own, with each value found struck out."""
        for value in self._values(text):
            text = text.replace(value, MARK)
        return text

    def lines_hit(self, lines: Sequence[str]) -> int:
        """How many of the lines, in one file, hold something that it reports."""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "build.log"
            file.write_text("\n".join(line.replace("\n", " ") for line in lines), "utf-8")
            with self._quiet():
                return len({found.line_number for found in self._scan_file(str(file))})

    def _values(self, text: str) -> list[str]:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "text.txt"
            file.write_text(text, "utf-8")
            with self._quiet():
                found = [one.secret_value for one in self._scan_file(str(file))]
        return sorted((value for value in found if value), key=len, reverse=True)

    def _quiet(self) -> Any:  # noqa: ANN401  it has no types
        every = self._settings.default_settings
        with every() as chosen:
            plugins = [name for name in chosen.plugins if name != NO_SECRETS]
            config = {"plugins_used": [{"name": name} for name in plugins]}
        return self._settings.transient_settings(config)
