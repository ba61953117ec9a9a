"""What shells, the kernel, archives, checksums and other small tools say when they stop a build."""

from handlers.diagnosis.model import (
    CONFIG,
    CRASH,
    DEPENDENCY,
    LINT,
    NETWORK,
    OOM,
    SCM,
    TOOL,
    UNKNOWN,
)
from handlers.diagnosis.shapes.shape import DETAIL, ERROR, GENERIC, WRAPPER, Shape

MEMORY = "Memory ran out: {line_text}."

SHAPES = (
    Shape(
        "memory.kernel",
        DETAIL,
        OOM,
        r"Kill(?:ed)? process \d+ \((?P<what>[^)]+)\)|(?P<w2>\S+) invoked oom-killer",
        "The kernel killed {what} because memory ran out.",
    ),
    Shape(
        "memory.language",
        DETAIL,
        OOM,
        r"Allowed memory size of \d+ bytes exhausted|memory allocation of \d+ bytes failed|failed to allocate memory \(NoMemoryError\)|eheap_alloc: Cannot allocate|System\.OutOfMemoryException|cannot allocate vector of size|terminated with signal 9|Expiring Daemon because JVM heap space is exhausted|Not enough memory to run compilation|\bENOMEM\b|LLVM ERROR: out of memory|runtime: out of memory",
        MEMORY,
    ),
    Shape(
        "crash.windows",
        DETAIL,
        CRASH,
        r"-1073741819|-1073740791|-1073741571|3221225477|3221226505|(?i:0xC0000(?:005|409|0FD))|Process is terminating due to StackOverflowException|AccessViolationException",
        "A program crashed: {line_text}.",
    ),
    Shape(
        "dll.missing",
        DETAIL,
        DEPENDENCY,
        r"-1073741515|3221225781|(?i:0xC0000135)|DLL load failed while importing (?P<what>\w+)|code execution cannot proceed because (?P<w2>\S+) was not found",
        "A program does not start because a library is missing: {line_text}.",
    ),
    Shape(
        "command.spawn",
        DETAIL,
        TOOL,
        r"failed to run command [\x{2018}'](?P<what>[^\x{2019}']+)[\x{2019}']: No such file|^env: \x{2018}(?P<w2>[^\x{2019}]+)\x{2019}: No such file|exec: \"(?P<w3>[^\"]+)\": executable file not found|spawn (?P<w4>\S+) ENOENT|Cannot run program \"(?P<w5>[^\"]+)\".* error=2|rbenv: version [`'](?P<w6>[^']+)' is not installed|pyenv: version [`'](?P<w7>[^']+)' is not installed|No version is set for command (?P<w8>\S+)|N/A: version \"(?P<w9>[^\"]+)\" is not yet installed",
        "The command or version {what} is not there.",
    ),
    Shape(
        "checksum.mismatch",
        DETAIL,
        DEPENDENCY,
        r"(?P<what>\d+ computed checksums?) did NOT match|no properly formatted .*checksum lines found|[Cc]hecksum (?:mismatch|verification failed|did not match|does not match)|(?i:sha-?\d+|md5|hash) (?i:sum )?mismatch|Hash Sum mismatch|\bEINTEGRITY\b|integrity checksum failed|[Bb]ad checksum|hash mismatch in fixed-output derivation",
        "A download is not what was expected: {line_text}.",
    ),
    Shape(
        "archive.broken",
        DETAIL,
        DEPENDENCY,
        r"not in gzip format|This does not look like a tar archive|End-of-central-directory signature not found|is not a zip file|BadZipFile|Unexpected end of (?:archive|ZLIB input stream|zlib input)|error in opening zip file|gzip: \S+: unexpected end of file|[Aa]rchive is corrupt|File format not recognized$",
        "An archive is broken or is none: {line_text}.",
    ),
    Shape(
        "patch.hunk",
        DETAIL,
        CONFIG,
        r"^Hunk #\d+ FAILED at|hunks? FAILED -- saving rejects|^Patch \S+ (?:does not apply|can be reverse-applied)",
        "A patch does not apply: {line_text}.",
    ),
    Shape(
        "git.patch",
        DETAIL,
        SCM,
        r"^error: (?:patch failed: (?P<what>\S+)|(?P<w2>\S+): patch does not apply)|^Patch failed at \d+|^error: (?P<w3>\S+): does not match index",
        "A patch does not apply: {line_text}.",
    ),
    Shape(
        "git.identity",
        DETAIL,
        CONFIG,
        r"^\*\*\* Please tell me who you are|^Author identity unknown|empty ident name|no email was given and auto-detection is disabled",
        "git does not know in whose name to commit.",
    ),
    Shape(
        "git.refspec",
        DETAIL,
        SCM,
        r"^error: src refspec (?P<what>\S+) does not match any|^fatal: tag '(?P<w2>[^']+)' already exists|^fatal: A branch named '(?P<w3>[^']+)' already exists|protected branch hook declined|pre-receive hook declined",
        "git cannot push or tag: {line_text}.",
    ),
    Shape(
        "wget.connect",
        DETAIL,
        NETWORK,
        r"^Connecting to (?P<host>\S+?)(?: \(.*\))?(?:\|[^|]*\|:\d+)?\.\.\. failed: (?P<what>.+)",
        "The connection to {host} failed: {what}.",
    ),
    Shape(
        "jq.error",
        DETAIL,
        CONFIG,
        r"^jq: error(?: \(at [^)]*\))?: (?P<what>.+)|^parse error: (?P<w2>.+ at line \d+, column \d+)|^yq: error: (?P<w3>.+)|^Error: bad file '.*': (?P<w4>yaml: .+)",
        "A document cannot be read: {what}.",
    ),
    Shape(
        "files.differ",
        ERROR,
        LINT,
        r"^(?P<what>\S+ \S+ differ): (?:byte|char) \d+, line \d+$|^(?:Binary f|F)iles (?P<w2>\S+ and \S+) differ$",
        "Generated and committed files differ: {what}.",
    ),
    Shape(
        "go.toolchain",
        DETAIL,
        TOOL,
        r"requires go >= ?(?P<what>\S+) \(running|^go: unknown subcommand|note: module requires Go (?P<w2>[\d.]+)|go\.mod file indicates go (?P<w3>[\d.]+), but maximum",
        "Go itself is too old: {line_text}.",
    ),
    Shape(
        "any.usage",
        GENERIC,
        CONFIG,
        r"^(?:usage|Usage|USAGE): (?P<what>\S+ \S.*)",
        "A command was called wrongly; it takes: {what}.",
    ),
    Shape(
        "exit.signal",
        WRAPPER,
        UNKNOWN,
        r"^(?:\S+: )?line \d+: +\d+ (?:Terminated|Hangup|Quit) |^Terminated by signal|^Exit (?:code|status):? -?\d+$",
    ),
)
