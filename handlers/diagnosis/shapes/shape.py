"""The form of a row in the tables of failure shapes."""

from dataclasses import dataclass

DETAIL, ERROR, GENERIC, SUMMARY, WRAPPER, NOISE = 5, 4, 3, 2, 1, 0


@dataclass(frozen=True, slots=True)
class Shape:
    """One way in which one tool says that something failed.

    `name` is "tool.what". `strength` orders what a line is worth: DETAIL says what is wrong and
    where; ERROR says what is wrong; GENERIC only that something is; SUMMARY counts; WRAPPER is
    another program's report that this one failed; NOISE looks alarming and is not.
    `pattern` (re2) is matched on the line's bare words; its named groups (file, line, what, test,
    package, host, ...) fill `says`, the cause in a sentence.
    """

    name: str
    strength: int
    category: str
    pattern: str
    says: str = ""

    @property
    def tool(self) -> str:
        """The tool's name: what stands before the dot."""
        return self.name.partition(".")[0]
