"""Package managers, tool versions and build tools, beside what `packages` knows."""

from handlers.diagnosis.model import (
    CONFIG,
    DEPENDENCY,
    INFRA,
    NETWORK,
    PERMISSION,
    TOOL,
    UNKNOWN,
)
from handlers.diagnosis.shapes.shape import DETAIL, ERROR, SUMMARY, WRAPPER, Shape

ABSENT = "The package {what} is not there."
LOCK = "The lock file does not agree with the manifest: {line_text}."


def _detail(name: str, category: str, pattern: str, says: str = "{line_text}.") -> Shape:
    return Shape(name, DETAIL, category, pattern, says)


SYSTEMS = (
    _detail(
        "apt.lock",
        INFRA,
        r"Could not get lock /var/lib/|Unable to (?:acquire the dpkg frontend lock|lock the administration directory)",
        "Another process holds the package manager's lock.",
    ),
    _detail(
        "apt.gone",
        DEPENDENCY,
        r"^E: Failed to fetch (?P<what>\S+\.deb) +404|^E: The repository '(?P<w2>[^']+)' (?:does not have a Release file|is no longer signed|is not signed)|^E: .*NO_PUBKEY (?P<w3>\w+)",
        "The package index is out of date or not trusted: {what}.",
    ),
    _detail(
        "apt.fetch",
        NETWORK,
        r"^E: Failed to fetch (?P<host>https?://[^/]+)\S*\.deb +(?P<what>[A-Z].+)",
        "{host} did not deliver: {what}.",
    ),
    Shape(
        "apt.index",
        ERROR,
        NETWORK,
        r"^E: (?:Failed to fetch \S+/(?:Packages|Sources|InRelease|Release)\S*|Some index files failed to download)",
        "A package index could not be fetched: {line_text}.",
    ),
    Shape("apt.dpkg", WRAPPER, DEPENDENCY, r"^E: Sub-process \S+ returned an error code"),
    _detail(
        "dnf.repository",
        NETWORK,
        r"Cannot find a valid baseurl for repo: (?P<what>\S+)|Failed to download metadata for repo '(?P<w2>[^']+)'|Cannot (?:retrieve|download) repo\S* (?P<w3>.+)",
        "The package repository {what} is not reachable.",
    ),
    _detail(
        "dnf.provides",
        DEPENDENCY,
        r"nothing provides (?P<what>.+) needed by|No provider of '(?P<w2>[^']+)' found|^Package '(?P<w3>[^']+)' not found\.|^error: target not found: (?P<w4>\S+)|^GPG check FAILED",
        ABSENT,
    ),
    _detail(
        "nix.error",
        CONFIG,
        r"^error: (?P<what>(?:attribute '|undefined variable '|getting status of|infinite recursion|cannot find flake|flake '|path '.+' does not exist|experimental Nix feature).*)",
        "Nix stops: {what}.",
    ),
    Shape("nix.builder", SUMMARY, UNKNOWN, r"builder for '\S+' failed with exit code"),
    _detail(
        "choco.package",
        DEPENDENCY,
        r"^(?P<what>\S+) not (?:installed|upgraded)\. The package was not found with the source\(s\) listed",
        ABSENT,
    ),
    _detail(
        "vcpkg.build",
        DEPENDENCY,
        r"^error: building (?P<what>\S+) failed with: \w+",
        "vcpkg cannot build {what}.",
    ),
    _detail(
        "conan.package",
        DEPENDENCY,
        r"ERROR: (?:Package '(?P<what>[^']+)' not resolved|Missing (?:prebuilt package|binary)[^:]*(?:for|:) '?(?P<w2>[^' ]+)|(?P<w3>\S+/\S+): Error in \w+\(\) method)|^Missing prebuilt package for '(?P<w4>[^']+)'|The default build profile .* doesn't exist",
        "Conan stops: {line_text}.",
    ),
    Shape("spack.error", ERROR, DEPENDENCY, r"^==> Error: (?P<what>.+)", "Spack stops: {what}."),
)
LANGUAGES = (
    _detail(
        "npm.usage",
        DEPENDENCY,
        r"npm ci.{1,12}can only install|^npm (?:ERR!|error) (?:Missing|Invalid): (?P<what>.+ from lock file|lock file's .+)",
        "The lock file and package.json do not agree.",
    ),
    _detail(
        "pnpm.lockfile",
        DEPENDENCY,
        r"ERR_PNPM_(?:OUTDATED_LOCKFILE|NO_LOCKFILE|LOCKFILE_BREAKING_CHANGE|FROZEN_LOCKFILE_\w+)",
        LOCK,
    ),
    _detail(
        "pnpm.absent",
        DEPENDENCY,
        r"ERR_PNPM_(?:NO_MATCHING_VERSION\w*|FETCH_404|PEER_DEP_ISSUES|SPEC_NOT_SUPPORTED\w*)\s+(?P<what>.*)",
        "pnpm finds no package that fits: {what}.",
    ),
    _detail(
        "corepack.key",
        TOOL,
        r"Cannot find matching keyid|This project'?s package\.json defines \"packageManager\"",
        "Corepack does not accept the package manager: {line_text}.",
    ),
    Shape(
        "gyp.error",
        ERROR,
        DEPENDENCY,
        r"^(?:npm (?:ERR!|error) )?gyp ERR! (?:stack Error: |find Python )(?P<what>.+)",
        "A native module does not build: {what}.",
    ),
    _detail(
        "bundler.frozen",
        DEPENDENCY,
        r"trying to install in deployment mode after changing|Your bundle only supports platforms|^ERROR:  Could not find a valid gem '(?P<what>[^']+)'",
        "Bundler stops: {line_text}.",
    ),
    _detail(
        "composer.lock",
        DEPENDENCY,
        r"Your lock file does not contain a compatible set of packages|Required package \"(?P<what>[^\"]+)\" is not present in the lock file",
        LOCK,
    ),
    _detail(
        "composer.auth",
        PERMISSION,
        r"Could not authenticate against (?P<host>\S+)",
        "Composer was refused by {host}.",
    ),
    _detail(
        "dotnet.sdk",
        TOOL,
        r"error NETSDK\d+: (?P<what>.+?)(?: \[|$)|A compatible \.NET SDK was not found|compatible framework version was not found|The framework '(?P<w2>[^']+)', version '.+' .*was not found|reference assemblies for (?P<w3>\S+) were not found|error MSB(?:4019|3644|4236): (?P<w4>.+?)(?: \[|$)",
        "The .NET SDK does not fit: {line_text}.",
    ),
    _detail(
        "go.version",
        DEPENDENCY,
        r"^go: (?P<what>\S+@\S+): (?:invalid version|reading |unrecognized import path|verifying|parsing go\.mod).*|package (?P<w2>\S+) is not in (?:GOROOT|std)\b",
        "Go does not get the module {what}.",
    ),
    _detail(
        "go.main",
        CONFIG,
        r"go: (?P<what>cannot find main module|go\.mod file not found in current directory).*|^pattern \S+: (?P<w2>directory prefix \S+ does not contain main module.*)",
        "Go runs outside of a module: {what}.",
    ),
    _detail(
        "cargo.lock",
        DEPENDENCY,
        r"^error: (?:the lock file \S+ needs to be updated but --(?:locked|frozen)|cannot (?:create|update) the lock file)|does not have (?:these features|that feature)",
        LOCK,
    ),
    _detail(
        "cargo.crate",
        DEPENDENCY,
        r"error\[E0463\]: can't find crate for `(?P<what>[^`]+)`",
        "Rust does not find the crate {what}.",
    ),
    _detail(
        "cargo.tool",
        TOOL,
        r"^error: (?:toolchain '(?P<what>[^']+)' is not installed|'(?P<w2>[^']+)' is not installed for the toolchain|no such (?:sub)?command: `(?P<w3>[^`]+)`|component '(?P<w4>[^']+)' .*unavailable)",
        "The tool {what} is not installed.",
    ),
    _detail(
        "cargo.manifest",
        CONFIG,
        r"^error: could not find `Cargo\.toml`|does not contain this feature: (?P<w2>\S+)|^error: failed to parse manifest at `(?P<what>[^`]+)`",
        "Cargo's manifest is missing or wrong: {line_text}.",
    ),
    _detail(
        "pip.wheelplatform",
        DEPENDENCY,
        r"ERROR: (?P<what>\S+\.whl) is not a supported wheel on this platform|ERROR: Failed to build '?(?P<w2>[^' ]+)'? when",
        "pip cannot install {what}.",
    ),
    _detail(
        "pip.directory",
        CONFIG,
        r"ERROR: (?:Directory '(?P<what>[^']+)' is not installable|(?P<w2>\S+) does not appear to be a Python project)|^ERROR Source (?P<w3>\S+) is not a directory",
        "{what} is no Python project.",
    ),
    _detail(
        "setuptools.layout",
        CONFIG,
        r"^\s*error: (?P<what>Multiple top-level (?:packages|modules) discovered.*|invalid command '\S+')",
        "setuptools stops: {what}.",
    ),
    _detail(
        "python.locks",
        DEPENDENCY,
        r"lockfile at `(?P<what>[^`]+)`, but `--(?:locked|frozen)`|lockfile at `(?P<w2>[^`]+)` needs to be updated|poetry\.lock was not found|Pipfile\.lock \(\S+\) out of date|Lock ?file (?:does not exist|hash doesn't match)",
        LOCK,
    ),
    _detail(
        "python.manifest",
        CONFIG,
        r"Pipfile not found!|InvalidConfigError:|=====> (?P<what>\S+ is not a file)|^\[PdmUsageError\]: (?P<w2>.+)|InvalidDistribution: (?P<w3>.+)|^Unknown environment: (?P<w4>.+)",
        "A tool's configuration is missing or wrong: {line_text}.",
    ),
    Shape(
        "tox.exit",
        WRAPPER,
        UNKNOWN,
        r"^\S+: exit [1-9]\d* \([\d.]+ seconds\)|^\s*evaluation failed :\(|^nox > (?:Command .* failed with exit code|Session \S+ failed)",
    ),
    _detail(
        "hex.dependency",
        DEPENDENCY,
        r'Failed to use "(?P<what>[^"]+)"|^Unchecked dependencies for environment|^\*\* \(Mix\) Can\'t continue due to errors on dependencies|^Hex dependency resolution failed',
        "Mix cannot resolve the dependencies: {line_text}.",
    ),
    _detail(
        "opam.package",
        DEPENDENCY,
        r"No package named (?P<what>\S+) found|The following dependencies couldn't be met|^Sorry, no solution found",
        "opam finds no set of packages that fits: {line_text}.",
    ),
    _detail(
        "cpan.module",
        DEPENDENCY,
        r"^! (?:Installing the dependencies failed: Module '(?P<what>[^']+)'|Couldn't find module or a distribution (?P<w2>\S+))|^Error: No results matching query were found for Lua",
        ABSENT,
    ),
    _detail(
        "cocoapods.pod",
        DEPENDENCY,
        r"CocoaPods could not find compatible versions for pod \"(?P<what>[^\"]+)\"|sandbox is not in sync with the Podfile\.lock",
        "CocoaPods stops: {line_text}.",
    ),
    _detail(
        "julia.resolve",
        DEPENDENCY,
        r"Unsatisfiable requirements detected for package (?P<what>\S+)",
        "Julia finds no version of {what} that fits.",
    ),
    _detail(
        "bower.conflict",
        DEPENDENCY,
        r"bower E(?:CONFLICT|NOTFOUND|NORESTARGET)\s+(?P<what>.+)",
        "Bower stops: {what}.",
    ),
)
SHAPES = SYSTEMS + LANGUAGES
