"""Package managers of JavaScript, Ruby, PHP and the operating system."""

from handlers.diagnosis.model import CONFIG, DEPENDENCY, UNKNOWN
from handlers.diagnosis.shapes.shape import DETAIL, ERROR, GENERIC, SUMMARY, WRAPPER, Shape

SHAPES = (
    Shape(
        "npm.code",
        ERROR,
        DEPENDENCY,
        r"^npm (?:ERR!|error) code (?P<code>E(?:404|RESOLVE|TARGET|INTEGRITY|NOTARGET|NOTSUP|BADENGINE|BADPLATFORM|AUTHUNKNOWN|401|403)|ETARGET|ERESOLVE)",
        "npm stops with {code}.",
    ),
    Shape(
        "npm.missing",
        DETAIL,
        DEPENDENCY,
        r"^npm (?:ERR!|error) (?:404 +'?(?P<what>\S+?)'? is not in|404 Not Found|notarget No matching version found for (?P<pkg>\S+?)\.?$|Could not resolve dependency|Found: |While resolving: |peer |Invalid: lock file|Missing: )",
        "npm does not find {what}.",
    ),
    Shape(
        "npm.ci",
        DETAIL,
        DEPENDENCY,
        r"`npm ci` can only install|package\.json and package-lock\.json .* (?:are not|in sync)",
        "The lock file and package.json do not agree.",
    ),
    Shape(
        "npm.script",
        DETAIL,
        CONFIG,
        r"(?:npm (?:ERR!|error) )?[Mm]issing script: \"?'?(?P<what>[^\"']+)",
        "There is no script {what} in package.json.",
    ),
    Shape(
        "npm.engine",
        DETAIL,
        DEPENDENCY,
        r"The engine \"(?P<what>\w+)\" is incompatible|EBADENGINE|Unsupported engine|ERR_PNPM_UNSUPPORTED_ENGINE",
    ),
    Shape("npm.err", WRAPPER, UNKNOWN, r"^npm (?:ERR!|error)"),
    Shape(
        "npm.lifecycle",
        WRAPPER,
        UNKNOWN,
        r"ELIFECYCLE|Exit status \d+$|^Lerna ERR!|^lerna ERR!|ERR_PNPM_RECURSIVE_(?:RUN|EXEC)_FIRST_FAIL|^\s*Command failed with exit code|^error Command failed with (?:exit code|signal)|^ERROR: \"\S+\" exited with \d|exited with code [1-9]\d*$",
    ),
    Shape(
        "yarn.error",
        ERROR,
        DEPENDENCY,
        r"^error (?:Couldn't find|An unexpected error|Your lockfile|Received malformed|Found incompatible|Package \")(?P<what>.*)|^➤ YN0*(?:001|002|009|018|028|035|041): (?P<w2>.+)|Couldn't find any versions for \"(?P<pkg>[^\"]+)",
        "Yarn stops: {what}",
    ),
    Shape("pnpm.error", ERROR, DEPENDENCY, r"ERR_PNPM_(?P<what>\w+)", "pnpm stops with {what}."),
    Shape(
        "audit.table",
        DETAIL,
        DEPENDENCY,
        r"^[│|] *(?P<sev>low|moderate|high|critical) *[│|] *(?P<what>.+?) *[│|]$",
        "The audit names a {sev} advisory: {what}.",
    ),
    Shape(
        "audit.package",
        GENERIC,
        DEPENDENCY,
        r"^[│|] *(?:Package|Vulnerable versions|Patched versions|More info|Paths) *[│|]",
    ),
    Shape(
        "audit.count",
        SUMMARY,
        DEPENDENCY,
        r"^\s*(?:found )?[1-9]\d* vulnerabilit(?:y|ies)(?: found)?|^Severity: \d+ |^error: \d+ vulnerabilit|GHSA-\w{4}-\w{4}-\w{4}|RUSTSEC-\d{4}-\d+|CVE-\d{4}-\d{4,}",
    ),
    Shape(
        "bundler.gem",
        DETAIL,
        DEPENDENCY,
        r"^(?:Could not find (?:gem '?|compatible versions for gem |(?P<what>\S+-[\d.]+) in)|Bundler could not find compatible versions|Could not find \S+ in (?:any of|locally)|Your Ruby version is .*, but your Gemfile specified|An error occurred while installing (?P<pkg>\S+))|^Gem::\w+Error|Gem::Ext::BuildError",
        "Bundler cannot install {what}.",
    ),
    Shape(
        "composer.problem",
        DETAIL,
        DEPENDENCY,
        r"^\s+- (?:Root composer\.json requires|The requested package|Installation request for|\S+/\S+ .* requires|Conclusion: |Can only install one of) ?(?P<what>.*)|^Your requirements could not be resolved to an installable set|^\s*Problem \d+$",
        "Composer finds no set of packages that fits: {what}",
    ),
    Shape(
        "apt.missing",
        DETAIL,
        DEPENDENCY,
        r"^E: (?:Unable to locate package (?P<what>\S+)|Package '(?P<pkg>[^']+)' has no installation candidate|Version '.*' for '(?P<pkg2>[^']+)' was not found)",
        "apt does not know the package {what}.",
    ),
    Shape(
        "apt.error",
        ERROR,
        DEPENDENCY,
        r"^E: (?P<what>.+)|^The following packages have unmet dependencies|^dpkg: error (?P<w2>.+)|^\s+\S+ : (?:Depends|Breaks|Conflicts): .+ but ",
        "apt stops: {what}",
    ),
    Shape(
        "apk.missing",
        DETAIL,
        DEPENDENCY,
        r"^\s+(?P<what>\S+) \((?:no such package|missing)\):|^ERROR: unable to select packages",
    ),
    Shape(
        "yum.missing",
        DETAIL,
        DEPENDENCY,
        r"^(?:Error: |No package )?(?:Unable to find a match: (?P<what>.+)|No match for argument: (?P<pkg>\S+)|No package (?P<pkg2>\S+) available)|^Error: (?:Package: |Failed dependencies|Nothing to do)",
    ),
    Shape(
        "rpm.build",
        ERROR,
        UNKNOWN,
        r"^error: Bad exit status from|^RPM build errors:|^\s+Bad exit status from|^error: Failed build dependencies|^\s+(?:File|Directory) not found: (?P<what>.+)|^ERROR: Exception\(",
    ),
    Shape(
        "brew.error",
        ERROR,
        DEPENDENCY,
        r"^Error: (?:No available formula|No formulae found|\S+ \S+ is already installed|An unsatisfied requirement|Cannot install|The `brew link` step did not)(?P<what>.*)|^Error: Your \S+ .* outdated",
    ),
    Shape(
        "helm.dep",
        ERROR,
        DEPENDENCY,
        r"^Error: (?:no repository definition|can't get a valid version|found in Chart\.yaml, but missing)",
    ),
)
