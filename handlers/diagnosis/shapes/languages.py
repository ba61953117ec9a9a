"""Compilers and generators beyond the large families: hardware, documents, pages, small languages."""

from handlers.diagnosis.model import COMPILE, CONFIG, CRASH, DEPENDENCY, TIMEOUT
from handlers.diagnosis.shapes.shape import DETAIL, ERROR, GENERIC, SUMMARY, Shape

AT = "{file}:{line} does not compile: {what}."


def _error(name: str, pattern: str, says: str = AT) -> Shape:
    """What does not compile, and where."""
    return Shape(name, DETAIL, COMPILE, pattern, says)


SHAPES = (
    _error(
        "gfortran.error",
        r"^\s*(?:Fatal )?Error: (?P<what>.+ at \(\d\).*)",
        "Fortran does not compile: {what}.",
    ),
    Shape("gfortran.where", GENERIC, COMPILE, r"^(?P<file>\S+\.[fF]\d*):(?P<line>\d+):\d+:$"),
    _error(
        "verilog.error",
        r"^(?P<file>\S+\.s?vh?):(?P<line>\d+): (?:error: )?(?P<what>syntax error|[A-Z].+)|^%Error(?:-\w+)?: (?P<f2>[^\s:]+):\d+(?::\d+)?: (?P<w2>.+)",
        "{file} does not compile: {what}.",
    ),
    Shape("verilog.count", SUMMARY, COMPILE, r"^%Error: Exiting due to|^I give up\."),
    _error("vhdl.error", r"^(?P<file>\S+\.vhdl?):(?P<line>\d+):\d+:(?:error:)? ?(?P<what>.+)"),
    _error(
        "fpga.error",
        r"^ERROR: \[[A-Z]\w+(?: \w+)* [\d-]+\] (?P<what>.+)|^Error \(\d{5,6}\): (?P<w2>.+)",
        "The synthesis stops: {what}.",
    ),
    _error(
        "nasm.error",
        r"^(?P<file>\S+\.(?:asm|inc|nasm|s)):(?P<line>\d+): (?:error|fatal): (?P<what>.+)",
    ),
    _error(
        "lua.syntax",
        r"^(?:\S*lua\S*: )?(?P<file>\S+\.lua):(?P<line>\d+): (?P<what>(?:unexpected symbol|unfinished|malformed|'[^']+' expected|<\w+> expected|unexpected near).*)",
    ),
    Shape(
        "lua.runtime",
        DETAIL,
        CRASH,
        r"^\S*lua\S*: (?P<file>\S+):(?P<line>\d+): (?P<what>attempt to .+)",
        "{file}:{line}: {what}.",
    ),
    Shape(
        "php.class",
        DETAIL,
        DEPENDENCY,
        r'Uncaught Error: (?:Class|Interface|Trait) "(?P<what>[^"]+)" not found|Failed opening required \'(?P<w2>[^\']+)\'',
        "PHP does not find {what}.",
    ),
    Shape(
        "php.time",
        DETAIL,
        TIMEOUT,
        r"Maximum execution time of (?P<what>\d+ seconds?) exceeded",
        "A PHP script ran longer than {what}.",
    ),
    _error(
        "perl.compile",
        r"^(?P<what>(?:Global symbol|syntax error|Bareword|Can't find string terminator|Missing right curly|Type of arg).*) at (?P<file>\S+) line (?P<line>\d+)",
    ),
    Shape(
        "perl.aborted",
        SUMMARY,
        COMPILE,
        r"^BEGIN failed--compilation aborted|aborted due to compilation errors",
    ),
    Shape(
        "ocaml.where",
        GENERIC,
        COMPILE,
        r'^File "(?P<file>[^"]+\.ml[iyl]?)", lines? (?P<line>\d+)',
    ),
    _error(
        "pascal.error",
        r"^(?P<file>\S+\.(?:pas|pp|lpr|inc|dpr))\((?P<line>\d+)(?:,\d+)?\) (?:Error|Fatal): (?P<what>.+)",
    ),
    _error("ada.error", r"^(?P<file>\S+\.ad[bs]):(?P<line>\d+):\d+: (?:error: )?(?P<what>.+)"),
    _error("nim.error", r"^(?P<file>\S+\.nims?)\((?P<line>\d+), \d+\) Error: (?P<what>.+)"),
    _error(
        "zig.error",
        r"^(?P<file>\S+\.(?:zig|dart|vala|rkt|hx)):(?P<line>\d+):(?:\d+:)? (?:[Ee]rror: |characters \d+-\d+ : )(?P<what>.+)",
    ),
    _error(
        "crystal.error",
        r"^Error: (?P<what>(?:undefined (?:method|local variable|constant|macro)|no overload matches|expected argument).+)",
        "Crystal does not compile: {what}.",
    ),
    _error(
        "elm.error",
        r"^-- (?P<what>[A-Z][A-Z ]{4,}) -{5,} (?P<file>\S+\.elm)",
        "{file} does not compile: {what}.",
    ),
    _error(
        "solidity.error",
        r"^(?:Error \(\d{4}\)|ParserError|DeclarationError|DocstringParsingError): (?P<what>.+)",
        "A contract does not compile: {what}.",
    ),
    _error(
        "proto.error",
        r"^(?P<file>\S+\.(?:proto|thrift|fbs|graphql)):(?P<line>\d+)(?::\d+)?:? ?(?P<what>[a-zA-Z\"`].+)|^\[ERROR:(?P<f2>\S+\.thrift):\d+\] (?P<w2>.+)",
        "{file} is not valid: {what}.",
    ),
    _error(
        "purescript.error",
        r"^\s+(?P<what>(?:Could not match type|Unknown (?:value|type|import|module|data constructor) \S+|No type class instance was found for|Module \S+ was not found).*)",
        "PureScript does not compile: {what}.",
    ),
    Shape(
        "r.install",
        ERROR,
        COMPILE,
        r"^Installation failed\.$|^ERROR: compilation failed for package .(?P<what>[\w.]+)",
        "An R package cannot be installed: {line_text}.",
    ),
    _error("swig.error", r"^(?P<file>\S+\.(?:i|swg)):(?P<line>\d+): Error: (?P<what>.+)"),
    _error("cython.error", r"^(?P<file>\S+\.p(?:yx|xd)):(?P<line>\d+):\d+: (?P<what>[a-zA-Z'].+)"),
    _error("tex.error", r"^(?P<file>\S+\.(?:tex|sty|cls)):(?P<line>\d+): (?P<what>.+)"),
    Shape("tex.count", SUMMARY, COMPILE, r"Fatal error occurred, no output PDF file produced"),
    _error(
        "clojure.error",
        r"^Syntax error .*compiling at \((?P<file>\S+?):(?P<line>\d+)",
        "{file}:{line} does not compile.",
    ),
    _error(
        "sass.error",
        r"^(?:Error: |SassError: )(?P<what>(?:Undefined (?:variable|mixin|function)|Can't find stylesheet to import|expected \").*)|^(?:ParseError|NameError|FileError): (?P<w2>.+) in (?P<file>\S+\.less)",
        "A style sheet does not compile: {what}.",
    ),
    _error(
        "angular.error", r"(?:error|\[ERROR\]) (?P<code>NG\d+): (?P<what>.+)", "Angular: {what}."
    ),
    _error(
        "next.page",
        r"^\s*(?:Error occurred prerendering page \"(?P<what>[^\"]+)\"|Type error: (?P<w2>.+)|> Export encountered errors on following paths:)",
        "The pages do not build: {what}.",
    ),
    _error(
        "bundler.code",
        r"^\[(?:UNRESOLVED_\w+|PARSE_ERROR|MISSING_EXPORT|INVALID_\w+)\] (?P<what>.+)",
        "The bundle does not build: {what}.",
    ),
    Shape(
        "bundler.failed", SUMMARY, COMPILE, r"^error during build:|^Build failed with \d+ errors?:"
    ),
    Shape(
        "rollup.error",
        DETAIL,
        DEPENDENCY,
        r"^\[!\] (?:\(.+\) )?\w*Error: Could not resolve '(?P<what>[^']+)' from (?P<file>\S+)",
        "{file} imports {what}, which is not there.",
    ),
    Shape(
        "metro.module",
        DETAIL,
        DEPENDENCY,
        r"Unable to resolve module (?P<what>\S+) from",
        "The module {what} is not there.",
    ),
    Shape(
        "deno.module",
        DETAIL,
        DEPENDENCY,
        r"^error: (?:Module not found \"(?P<what>[^\"]+)\"|Cannot find (?:module|package) \"(?P<w2>[^\"]+)\"|lockfile had changes, but lockfile is frozen)",
        "A module is not there: {line_text}.",
    ),
    _error("deno.check", r"^(?P<code>TS\d+) \[ERROR\]: (?P<what>.+)", "TypeScript: {what}."),
    Shape(
        "site.error",
        DETAIL,
        COMPILE,
        r"^Error: error building site: (?P<what>.+)|^\s*Liquid Exception: (?P<w2>.+)|^jekyll \S+ \| Error: +(?P<w3>.+)|^asciidoctor: (?:ERROR|FAILED): (?P<w4>.+)",
        "The site does not build: {what}.",
    ),
    Shape(
        "julia.error",
        ERROR,
        COMPILE,
        r"^ERROR: LoadError: (?P<what>(?:syntax|\w+(?:Error|Exception)): ?.*)",
        "Julia stops: {what}.",
    ),
    _error("aapt.error", r"AAPT: error: (?P<what>.+)", "A resource of the app is wrong: {what}."),
    Shape(
        "unity.compile",
        SUMMARY,
        COMPILE,
        r"^Scripts have compiler errors|^Aborting batchmode due to failure",
    ),
    Shape(
        "unity.licence",
        DETAIL,
        CONFIG,
        r"No valid Unity Editor license found",
        "Unity has no licence on this agent.",
    ),
)
