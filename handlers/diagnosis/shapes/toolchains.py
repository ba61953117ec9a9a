"""Compilers and checkers of embedded, hardware and older worlds, and the common forms of a located error."""

from handlers.diagnosis.model import COMPILE, DEPENDENCY, LINT
from handlers.diagnosis.shapes.shape import DETAIL, ERROR, SUMMARY, Shape

AT = "{file}:{line} does not compile: {what}."
PLACED = "{file}:{line}: {what}."


def _error(name: str, pattern: str, says: str = AT) -> Shape:
    """What does not compile, and where."""
    return Shape(name, DETAIL, COMPILE, pattern, says)


def _line(name: str, pattern: str, says: str = PLACED) -> Shape:
    """What a checker finds, and where."""
    return Shape(name, DETAIL, LINT, pattern, says)


SHAPES = (
    # Arm, Texas Instruments, Green Hills, Diab, Oracle Studio and IBM XL write the file in quotes.
    _error(
        "quoted.error",
        r"^\"(?P<file>[^\"]+)\", line (?P<line>\d+)(?:\.\d+)?(?: \(col\. \d+\))?: (?:(?:fatal |catastrophic )?[Ee]rror\b[^:]*: ?|\d{4}-\d{3} \([SU]\) )(?P<what>.+)",
    ),
    _error(
        "iar.error",
        r"^\"?(?P<file>[^\"\s(]+)\"?[(,](?P<line>\d+)\)? *:? (?:Fatal )?Error\[\w+\]: (?P<what>.+)",
    ),
    _error(
        "intel.error",
        r"^(?P<file>[^\s(]+)\((?P<line>\d+)\): (?:catastrophic )?error(?: #\d+)?: (?P<what>.+)",
    ),
    _error(
        "tasking.error",
        r"^\w+ [EF]\d+: \[\"(?P<file>[^\"]+)\" (?P<line>\d+)(?:/\d+)?\] (?P<what>.+)",
    ),
    _error(
        "keil.linker",
        r"^(?:Error: L\d{4}\w: (?P<what>.+)|\*\*\* (?:ERROR|FATAL ERROR) L\d+: (?P<w2>.+))",
        "The linker stops: {what}.",
    ),
    _error(
        "modelsim.error",
        r"^\*\* (?:Error|Fatal)(?: \(suppressible\))?: (?:\([\w-]+\) )?(?:(?P<file>[^\s(]+)\((?P<line>\d+)\): )?(?P<what>.+)",
        "The simulator stops: {what}.",
    ),
    _error(
        "cadence.error",
        r"^\w+: \*[EF],\w+ \((?P<file>[^,|]+),(?P<line>\d+)\|\d+\): (?P<what>.+)",
    ),
    _error(
        "nagfor.error", r"^(?:Error|Fatal Error): (?P<file>\S+), line (?P<line>\d+): (?P<what>.+)"
    ),
    _error("cobol.error", r"^(?P<file>\S+\.(?:cob|cbl|cpy)):(?P<line>\d+): error: (?P<what>.+)"),
    _error(
        "xmllint.error",
        r"^(?P<file>\S+):(?P<line>\d+): (?:parser|namespace|validity|element \S+: \w+ \w+|Schemas validity) error ?: (?P<what>.+)",
        "{file}:{line} is not valid: {what}.",
    ),
    _error(
        "yosys.error",
        r"^(?:(?P<file>\S+):(?P<line>\d+): )?ERROR: (?P<what>(?:syntax error|Identifier|Module|Can't open input file|Found \d+ problems).+)",
        "The synthesis stops: {what}.",
    ),
    _line("pclint.line", r"^(?P<file>\S+)\((?P<line>\d+)\) ?: (?:error|Error) \d+: (?P<what>.+)"),
    _line(
        "pvs.line",
        r"^(?P<file>\S+):(?P<line>\d+)(?::\d+)?: (?:error|warning|note): (?P<code>V\d{3,4}) (?P<what>.+)",
        "{file}:{line}: {what} ({code}).",
    ),
    _line(
        "tslint.line",
        r"^ERROR: (?P<file>\S+\.tsx?)(?::(?P<line>\d+):\d+ -|\[\d+, \d+\]:) (?P<what>.+)",
        "{file}: {what}.",
    ),
    _line(
        "puppetlint.line",
        r"^(?:(?P<file>\S+\.pp) - )?(?:ERROR|WARNING): (?P<what>.+) on line (?P<line>\d+)",
        "Line {line}: {what}.",
    ),
    _line(
        "misspell.line",
        r"^(?P<file>\S+?):(?P<line>\d+):\d+: (?P<what>\"\S+\" is a misspelling of .+)",
    ),
    _line(
        "typos.line",
        r"^error: (?P<what>`[^`]+` should be `[^`]+`.*)",
        "A word is misspelt: {what}.",
    ),
    _line(
        "sorbet.line",
        r"^(?P<file>\S+\.rbi?):(?P<line>\d+): (?P<what>.+) https://srb\.help/\d+",
    ),
    _line(
        "scalastyle.line",
        r"^(?:error|warning) file=(?P<file>\S+) message=(?P<what>.+?)(?: line=(?P<line>\d+).*)?$",
        "{file}: {what}.",
    ),
    _line(
        "doxygen.line",
        r"^(?P<file>\S+):(?P<line>\d+): (?:error|warning): (?P<what>(?:explicit link request|argument '|documented symbol|Member \S+ .* is not documented|unable to resolve reference|found unknown command|end of comment).+)",
    ),
    _line(
        "infer.issue",
        r"^(?P<file>\S+):(?P<line>\d+): error: (?P<what>[A-Z][a-z]+(?: [A-Z][a-z]+)+)$",
    ),
    _line(
        "brakeman.issue",
        r"^Confidence: (?:High|Medium|Weak)$|^Security Warnings: (?P<what>[1-9]\d*)$",
        "Brakeman finds security warnings.",
    ),
    Shape(
        "grype.row",
        DETAIL,
        DEPENDENCY,
        r"^(?P<what>\S+) +\d\S* +(?:\d\S*|\(won't fix\))? +(?:\w[\w-]*) +(?P<code>(?:CVE|GHSA)-[\w-]+) +(?:Low|Medium|High|Critical)",
        "{what} has a known hole: {code}.",
    ),
    # GNU's form of an error, whatever the language.
    Shape(
        "any.located",
        ERROR,
        COMPILE,
        r"^(?P<file>[^\s:'\"]+\.\w{1,10}):(?P<line>\d+)(?::\d+)?: (?:fatal |syntax )?[Ee]rror:? (?P<what>.+)",
        "{file}:{line}: {what}.",
    ),
    Shape(
        "any.errors",
        SUMMARY,
        COMPILE,
        r"^(?:Errors|Total errors|Error count): [1-9]\d*\b|^[1-9]\d* [Ee]rror\(s\), \d+ [Ww]arning\(s\)",
    ),
)
