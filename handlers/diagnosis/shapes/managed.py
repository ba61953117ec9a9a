"""Compilers and run times of .NET, TypeScript, JavaScript, PHP, Ruby, Perl, Lua and R."""

from handlers.diagnosis.model import (
    COMPILE,
    DEPENDENCY,
    TEST,
    TOOL,
    UNKNOWN,
)
from handlers.diagnosis.shapes.shape import DETAIL, ERROR, SUMMARY, WRAPPER, Shape

AT = "{file}:{line} does not compile: {what}."

SHAPES = (
    Shape(
        "dotnet.error",
        DETAIL,
        COMPILE,
        r"^\s*(?:\d+>)?(?P<file>[^\s(][^(]*)\((?P<line>\d+),\d+\): error (?P<code>[A-Z]{2,8}\d+): (?P<what>.+?)(?: \[[^\]]+\])?$",
        AT,
    ),
    Shape(
        "msbuild.error",
        ERROR,
        COMPILE,
        r"^\s*(?:\d+>)?(?P<file>\S+(?:\.\w+proj|\.sln|\.targets|MSBUILD) ?)(?:\([\d,]+\))?: error (?P<code>[A-Z]+\d+)?:? ?(?P<what>.+)",
    ),
    Shape(
        "nuget.error",
        DETAIL,
        DEPENDENCY,
        r"error (?:NU\d{4}): (?P<what>.+)|Unable to find (?:package|version) '?(?P<pkg>[\w.]+)",
        "NuGet cannot restore: {what}.",
    ),
    Shape("dotnet.count", SUMMARY, COMPILE, r"^Build FAILED\.|^\s+[1-9]\d* Error\(s\)"),
    Shape(
        "dotnet.exception",
        ERROR,
        UNKNOWN,
        r"^(?:Unhandled [Ee]xception[.:] )(?P<what>.+)|^System\.\w+(?:\.\w+)*Exception: (?P<what2>.+)",
        "{what}",
    ),
    Shape(
        "powershell.at",
        ERROR,
        TOOL,
        r"^\s*\+ (?:CategoryInfo|FullyQualifiedErrorId)\s+: |^At \S+:\d+ char:\d+",
    ),
    Shape(
        "powershell.error",
        DETAIL,
        TOOL,
        r"^Execution of \{.*\} .*failed with exit code \d+|^The term '(?P<what>[^']+)' is not recognized",
        "{what}",
    ),
    Shape(
        "tsc.error",
        DETAIL,
        COMPILE,
        r"(?P<file>[\w./@-]+\.[cm]?[tj]sx?)[:(](?P<line>\d+)[:,]\d+\)?(?: -|:) error (?P<code>TS\d+): (?P<what>.+)",
        AT,
    ),
    Shape(
        "tsc.plain",
        DETAIL,
        COMPILE,
        r"error TS\d+: (?P<what>.+)",
        "TypeScript does not compile: {what}.",
    ),
    Shape(
        "webpack.error",
        ERROR,
        COMPILE,
        r"^(?:ERROR in (?P<file>\S+)|Module (?:build failed|parse failed|not found)[: ](?P<what>.+)|✘ \[ERROR\] (?P<esb>.+)|Failed to compile\.|RollupError: (?P<roll>.+)|\[!\] \(?.*Error: (?P<roll2>.+))",
    ),
    Shape(
        "node.syntax", DETAIL, COMPILE, r"^\s*SyntaxError: (?P<what>.+)", "A syntax error: {what}."
    ),
    Shape(
        "node.module",
        DETAIL,
        DEPENDENCY,
        r"Cannot find (?:module|package) '(?P<what>[^']+)'|Can't resolve '(?P<pkg>[^']+)'|Error \[ERR_MODULE_NOT_FOUND\]: (?P<w2>.+)|Could not resolve \"(?P<pkg2>[^\"]+)\"",
        "The module {what} is not there.",
    ),
    Shape(
        "node.error",
        ERROR,
        UNKNOWN,
        r"^\s*(?:Uncaught |Unhandled \w+ )?(?P<type>(?:[A-Z]\w*)?Error)(?: \[\w+\])?: (?P<what>.+)",
        "{type}: {what}",
    ),
    Shape(
        "node.abort",
        DETAIL,
        "oom",
        r"FATAL ERROR: .*(?:heap out of memory|Allocation failed)",
        "Node ran out of heap.",
    ),
    Shape(
        "css.error",
        DETAIL,
        COMPILE,
        r"^CssSyntaxError: (?P<file>[^:]+):(?P<line>\d+):\d+: (?P<what>.+)",
        AT,
    ),
    Shape(
        "php.fatal",
        DETAIL,
        COMPILE,
        r"^(?:PHP )?(?:Parse|Fatal|Recoverable fatal) error:\s+(?P<what>.+)",
        "PHP stops: {what}.",
    ),
    Shape(
        "php.exception",
        ERROR,
        UNKNOWN,
        r"^\s*\[(?:\w+\\)*\w*Exception\]|^(?:PHP )?Fatal error: Uncaught",
    ),
    Shape(
        "ruby.exception",
        ERROR,
        UNKNOWN,
        r"^(?:\S+?:\d+:in [`'][^']*': )(?P<what>.+ \([A-Z][\w:]+\))$|^(?:rake|rails|bundler) aborted!|^(?P<type>[A-Z]\w+(?:::[A-Z]\w+)+): (?P<w2>.+)",
        "{what}",
    ),
    Shape(
        "ruby.load",
        DETAIL,
        DEPENDENCY,
        r"cannot load such file -- (?P<what>\S+)",
        "Ruby does not find {what}.",
    ),
    Shape("ruby.syntax", DETAIL, COMPILE, r"\.rb:\d+: syntax error,? (?P<what>.+)"),
    Shape(
        "rake.failed",
        WRAPPER,
        UNKNOWN,
        r"^Tasks: TOP => (?P<what>.+)|^\(See full trace by running task with --trace\)|^Command failed with status \(\d+\)",
    ),
    Shape(
        "perl.error",
        ERROR,
        UNKNOWN,
        r"^(?P<what>.+) at (?P<file>\S+\.(?:p[lm]|t)) line (?P<line>\d+)\.$",
        "{file}:{line}: {what}.",
    ),
    Shape(
        "perl.module",
        DETAIL,
        DEPENDENCY,
        r"^Can't locate (?P<what>\S+) in @INC",
        "Perl does not find {what}.",
    ),
    Shape(
        "lua.error",
        ERROR,
        UNKNOWN,
        r"^(?:lua\S*|luajit): (?P<what>.+)|^(?:fail|\S*error): \[string \"[^\"]+\"\]:\d+: (?P<w2>.+)|^(?:Uncaught exception|stack traceback):",
    ),
    Shape(
        "r.check",
        DETAIL,
        TEST,
        r"^Running the tests in .* failed|^Package(?:s)? (?:required|suggested) but not available: (?P<what>.+)|^ERROR: (?:dependenc(?:y|ies)|lazy loading|compilation) .*(?:for package|not available)(?P<w2>.*)|^Error(?: in .+)? ?: there is no package called (?P<pkg>.+)",
    ),
    Shape("r.error", ERROR, UNKNOWN, r"^Error(?: in .+)? ?: ?(?P<what>.*)$|^Execution halted"),
    Shape(
        "r.status",
        WRAPPER,
        TEST,
        r"^(?:Status: \d+ ERROR|\* checking .* \.\.\. (?:ERROR|WARNING))|^ ERROR$",
    ),
    Shape(
        "elisp.error",
        ERROR,
        UNKNOWN,
        r"^(?:Debugger entered--Lisp error: (?P<what>.+)|Symbol's (?:value|function) .*void|Cannot open load file:)",
        "Emacs Lisp stops: {what}.",
    ),
    Shape("vim.error", ERROR, UNKNOWN, r"^E\d{2,4}: (?P<what>.+)", "Vim stops: {what}."),
    Shape(
        "latex.error",
        ERROR,
        COMPILE,
        r"^! (?P<what>(?:LaTeX|Undefined|Package|Emergency|Missing).+)",
    ),
)
