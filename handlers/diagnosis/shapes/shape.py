"""The form of a row in the tables of failure shapes."""

from dataclasses import dataclass

from handlers.kit.words import Words

DETAIL, ERROR, GENERIC, SUMMARY, WRAPPER, NOISE = 5, 4, 3, 2, 1, 0


def sentence(text: str) -> str:
    """A text as a sentence; a name at its start (`go.mod`) stays as it is written."""
    text = text.strip().rstrip(".:") + "."
    return text[0].upper() + text[1:] if text.partition(" ")[0].isalpha() else text


@dataclass(frozen=True, slots=True)
class Shape:
    """One way in which one tool says that something failed.

    `name` is "tool.what". `strength` orders what a line is worth: DETAIL says what is wrong and
    where; ERROR says what is wrong; GENERIC only that something is; SUMMARY counts; WRAPPER is
    another program's report that this one failed; NOISE looks alarming and is not.
    `pattern` (re2) is matched on the line's bare words; its named groups (file, line, what, test,
    package, host, ...) fill `says`, the cause in a sentence, which is words from here on.
    """

    name: str
    strength: int
    category: str
    pattern: str
    says: str = ""

    def __post_init__(self) -> None:
        """Make words of the sentence: with a capital at its start and a full stop at its end."""
        if self.says:
            object.__setattr__(self, "says", Words(sentence(self.says)))

    @property
    def tool(self) -> str:
        """The tool's name: what stands before the dot."""
        return self.name.partition(".")[0]
