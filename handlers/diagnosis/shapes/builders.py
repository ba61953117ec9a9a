"""Build tools above compilers: Gradle, Maven, Ant, sbt, Bazel, SCons, Xcode, task runners of workspaces."""

from handlers.diagnosis.model import CONFIG, CRASH, DEPENDENCY, INFRA, PERMISSION, TOOL, UNKNOWN
from handlers.diagnosis.shapes.shape import DETAIL, ERROR, SUMMARY, WRAPPER, Shape


def _detail(name: str, category: str, pattern: str, says: str = "{line_text}.") -> Shape:
    return Shape(name, DETAIL, category, pattern, says)


SHAPES = (
    _detail(
        "maven.artifact",
        DEPENDENCY,
        r"Could not find artifact (?P<what>\S+)|(?P<w2>[\w.-]+(?::[\w.-]+){2,}) was not found in ",
        "Maven does not find the artifact {what}.",
    ),
    _detail(
        "sbt.resolve",
        DEPENDENCY,
        r"[Uu]nresolved dependency: (?P<what>[^:\s]+[^:]*:?\S*)|Error downloading (?P<w2>\S+:\S+)",
        "sbt does not find {what}.",
    ),
    _detail(
        "ant.setup",
        CONFIG,
        r"Could not create task or type of type: (?P<what>\S+)|Target \"(?P<w2>[^\"]+)\" does not exist in the project|^Buildfile: (?P<w3>\S+) does not exist",
        "Ant stops: {line_text}.",
    ),
    _detail(
        "gradle.script",
        CONFIG,
        r"Task '(?P<what>[^']+)' not found in|Project '(?P<w2>[^']+)' not found in root project|Could not (?:find|set unknown|get unknown) (?P<w3>(?:method|property) .+?) (?:for|on)\b|Could not compile (?P<w4>(?:settings|build|initialization) file '.+')|Unsupported class file major version (?P<w5>\d+)|Could not determine java version from|SDK location not found|licen[cs]es have not been accepted|Keystore file '(?P<w6>[^']+)' not found",
        "The Gradle build is set up wrongly: {line_text}.",
    ),
    _detail(
        "gradle.toolchain",
        TOOL,
        r"No matching toolchains found for requested specification|Cannot find a Java installation on your machine",
        "Gradle finds no JDK that fits.",
    ),
    _detail(
        "gradle.daemon",
        INFRA,
        r"Gradle build daemon disappeared unexpectedly",
        "The Gradle daemon died, perhaps for lack of memory.",
    ),
    Shape(
        "gradle.configuration",
        ERROR,
        DEPENDENCY,
        r"Could not resolve all (?:files|dependencies|artifacts|task dependencies) for (?:configuration )?'?(?P<what>[^'.]+)|Dependency verification failed|No matching (?:variant|configuration) of (?P<w2>\S+)",
        "Gradle cannot resolve {what}.",
    ),
    Shape(
        "gradle.failed",
        WRAPPER,
        UNKNOWN,
        r"GradleException: There were failing tests|TaskExecutionException: Execution failed for task",
    ),
    Shape(
        "maven.fork",
        SUMMARY,
        CRASH,
        r"forked VM terminated without (?:properly )?saying",
        "The virtual machine of the tests died.",
    ),
    _detail(
        "maven.jdk",
        TOOL,
        r"No compiler is provided in this environment",
        "Maven runs on a JRE without a compiler.",
    ),
    _detail(
        "maven.setup",
        CONFIG,
        r"projects in the reactor contain a cyclic reference|repository element was not specified in the POM|You don't have a SNAPSHOT project in the reactor",
        "The Maven build is set up wrongly: {line_text}.",
    ),
    _detail(
        "maven.rules",
        DEPENDENCY,
        r"Found Banned Dependency: (?P<what>\S+)|Dependency convergence error for (?P<w2>\S+)|Blocked mirror for repositories|Unresolveable build extension|^Dependency problems found|Used undeclared dependencies found",
        "The dependencies break a rule of the build: {line_text}.",
    ),
    _detail(
        "maven.sign", PERMISSION, r"gpg: signing failed: (?P<what>.+)", "Signing failed: {what}."
    ),
    _detail(
        "bazel.target",
        CONFIG,
        r"no such (?:package|target) '(?P<what>[^']+)'",
        "Bazel does not know {what}.",
    ),
    Shape(
        "bazel.fetch",
        ERROR,
        DEPENDENCY,
        r"An error occurred during the fetch of repository '(?P<what>[^']+)'",
        "Bazel cannot fetch {what}.",
    ),
    _detail(
        "scons.source",
        CONFIG,
        r"^scons: \*\*\* (?P<what>\[.+\] (?:Source|Implicit dependency) .+|No SConstruct file found.*|Do not know how to make .+)",
        "SCons stops: {what}.",
    ),
    Shape("scons.error", WRAPPER, UNKNOWN, r"^scons: (?:\*\*\* \[.+\] Error |building terminated)"),
    _detail(
        "xcode.setup",
        CONFIG,
        r"Unable to find a destination matching the provided destination|^xcode-select: error: (?P<what>.+)|does not contain a scheme named \"(?P<w2>[^\"]+)\"",
        "Xcode is set up wrongly: {line_text}.",
    ),
    Shape(
        "xcode.command",
        SUMMARY,
        UNKNOWN,
        r"^Command (?:PhaseScriptExecution|SwiftCompile|CompileSwift\w*|CompileC|Ld|CodeSign) failed with a nonzero exit code",
    ),
    Shape(
        "workspace.task",
        WRAPPER,
        UNKNOWN,
        r"^\S+#\S+: command \(.*\) .*exited \(\d+\)|^ ?ERROR  ?run failed: command|^\s*(?:✖|\x{D7})\s+nx run \S+|^ *(?:>|NX) .*(?:Ran target|Running target) .* failed",
    ),
)
