"""Lines full of alarming words that say nothing about why a build failed."""

from handlers.diagnosis.model import UNKNOWN
from handlers.diagnosis.shapes.shape import NOISE, Shape


def _noise(name: str, pattern: str) -> Shape:
    return Shape(f"noise.{name}", NOISE, UNKNOWN, pattern)


SHAPES = (
    # what CMake says of optional parts; what it needs it reports under "CMake Error"
    _noise(
        "cmake",
        r"^-- (?:Could NOT find |(?:Looking for|Performing Test|Checking|Check) .* - (?:not found|[Ff]ailed|no)$)",
    ),
    _noise(
        "zero",
        r"(?i)(?:^|[\s,(:|])(?:0|no) (?:errors?|failures?|failed|failing|problems|vulnerabilities|offenses)\b|(?:errors?|failures?|failed)\W{1,3}0\b(?:.*(?:errors?|failures?|failed)\W{1,3}0\b)*[^1-9]*$",
    ),
    _noise(
        "passed",
        r"^\s*(?:ok|PASS(?:ED)?|✓|✔|√|\[ +OK +\]|\[ +PASSED +\])(?:\s|:|$)|\.\.\. ?(?:ok|passed|PASSED|OK|yes|no)$|\b(?:PASSED|SUCCEEDED|XPASS|SKIPPED)\b(?: +\[ *\d+%\])?(?:$| +\S+\.py::)|^\S+\.py::\S.*\]$|^\S+\.py::\S+$|^\s*(?:ok \d+|PASS:|XFAIL:|SKIP:?)\s",
    ),
    _noise("surefire", r"^Tests run: \d+, Failures: 0, Errors: 0"),
    _noise(
        "download",
        r"^(?:Download(?:ing|ed)|Progress|Fetching|Installing|Collecting|Requirement already|Using cached|Unpacking|Selecting|Setting up|Preparing|Get:\d+|Hit:\d+|Compiling|Copying|Adding|Extracting|Inflating|creating|inflating|adding|removing|Resolving) ",
    ),
    _noise(
        "compile",
        r"^\s*(?:\S*/)?(?:gcc|g\+\+|clang(?:\+\+)?|cc|c\+\+|javac|libtool|ar|/bin/(?:ba)?sh \S*libtool|emcc|nvcc|rustc|ghc|\S+-gcc) -|^\s*(?:CC|CXX|LD|AR|CCLD|GEN|LINK|CXXLD|COPY|Building|Linking|Generating|Scanning|Built target|\[ *\d+%\]|\[\d+/\d+\]|\[ *\d+ of \d+\] Compiling)\s",
    ),
    _noise(
        "warning",
        r"(?i)^\s*(?:\S+:\d+(?::\d+)?: )?(?:npm )?(?:warn(?:ing)?|notice|note|deprecat\w+|info|debug|hint|tip|todo|skipp\w+)\b[:!\]\s]|\.\w+:\d+(?::\d+)?: (?:warning|note|remark):|^\(node:\d+\)",
    ),
    _noise(
        "ignored",
        r"(?i)\((?:ignored|non-fatal|expected|not fatal|allowed to fail|as expected|continuing)\)|\(ignored\)|\bignor(?:ed|ing)\b.*(?:error|fail)|error (?:\d+ )?\(ignored\)|retry(?:ing)?\b.{0,30}(?:\d|attempt|in )|will (?:be )?retr(?:y|ied)|trying again|falling back",
    ),
    _noise(
        "echo",
        r"^\+{1,2} \S|^\+{4,} \S|^\+{3} [\w-]+(?: |$)|^\$ \S|^> \S+@\S+ \S+|^\[command\]|^Run [^'\"`\s]|^Step \d+/\d+ : |^#\d+ \[.*\] (?:RUN|COPY|FROM|WORKDIR)|^\[.*\d+/\d+\] (?:RUN|COPY|FROM|WORKDIR|ADD) |^---> |^Executing: |^\s*(?:if|then|else|fi|elif|echo|printf|done|esac|while|for|function|exit|trap)\b.*(?:[;|&]|\$|\"|then|do$)|^\s*(?:echo|fail|die|warn|err) [\"'$]|^\s*echo |^\s*\S+\(\) ?\{|^export \w+=|^\s*\d+ \|\s+(?:>>> )?(?:RUN|COPY|FROM|ADD|ENV|ARG|WORKDIR|CMD|ENTRYPOINT|USER|LABEL|EXPOSE|&&) |^[A-Z]:\\[^>]*> ?\S",
    ),
    _noise("comment", r"^\s*(?:#+ [^ ]|//(?:[\s/!*-]|$)|/\*|\* [^ ]|--\s|;;|<!--)[^!]*$"),
    _noise(
        "setting",
        r"^\s*[\w.\[\]-]*(?:error|fail|exception|abort|fatal)[\w.\[\]-]*\s*[=:]\s*(?:true|false|null|none|\d+|yes|no|''|\"\"|\[\]|\{\}|off|on)?,?$|^\s*-?-?(?:fail-fast|ignore-errors|no-fail)",
    ),
    _noise(
        "file",
        r"^(?:\s*(?:[-dl][rwx-]{9}|create mode|delete mode|rename|copy|new file:|deleted:)\s|\s*(?:A|M|D|\?\?)\s+\S+$|\s*[\w./@-]*(?:[Ee]rror|[Ff]ail|[Ee]xception)[\w./@-]*\.(?:java|js|ts|py|rb|go|rs|h|hpp|cpp|c|html|xml|jar|class|md|o|php|scala|kt|json|png|svg|hs|ml|ex|phpt|txt|map)$)",
    ),
    _noise(
        "frame",
        r"^\s+at [\w$.<>/]+\(.*\)$|^\s+at .+:\d+:\d+\)?$|^\s+from \S+:\d+:in |^\s*#\d+ +0x[0-9a-f]+|^\s+File \"[^\"]+\", line \d+|^\s+\.\.\. \d+ (?:more|common frames)|^\s*#\d+ \S+\(\d+\): |^\s+# \S+:\d+:in |^\s+\d+: +0x[0-9a-f]+|^goroutine \d+ \[",
    ),
    _noise("coverage", r"^\s*\S+\.\w+\s+\|? *\d+(?:\.\d+)? *\|? +\d+|^\s*\S+\s+\d+\s+\d+\s+\d+%"),
    _noise("progress", r"^\s*\d+ +[\d.]+[kMG]? +\d+ +[\d.]+[kMG]? "),
    # apt's answer of a server, which the line of the package repeats
    _noise("answer", r"^\s*\d{3} {2}[A-Z][\w ]+ \[IP: "),
    # a setting as PHP prints it
    _noise("phpinfo", r"^[\w. -]+ => (?:\d+|On|Off|no value|enabled|disabled)\b"),
    _noise("console", r"^\s*\x{25CF} Console$"),
    _noise("callstack", r"^\s+\S*(?:CMakeLists\.txt|\.cmake):\d+ \(\w+\)$"),
    _noise("pull", r"^Unable to find image '[^']+' locally$"),
    _noise("remoting", r"hudson\.remoting\.Channel\$CallSiteStackTrace: Remote call to"),
    _noise("exit", r"^\S+\.go:\d+: exit status \d+$"),
    _noise("version", r"^\S*(?:error|fail|exception|abort)\S*[-@ ]v?\d+\.\d+(?:\.\d+)?\b"),
    _noise(
        "prose",
        r"(?i)^\s*(?:tests?|should|it|when|checks?|verif\w+|handles?|throws?|returns?|raises?) (?:.* )?(?:error|fail|exception)\w*.{0,40}(?:\(\d+ ?ms\))?$|\bshould (?:fail|throw|raise|error|return|not|be|have|report)\b.{0,80}(?:\(\d+ ?m?s\)|ok|passed)$",
    ),
)
