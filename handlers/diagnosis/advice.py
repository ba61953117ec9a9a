"""What to do next, by the kind of failure and by the tool."""

from collections.abc import Mapping

from handlers.diagnosis import model
from handlers.kit.words import Words


def _words(table: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[Words, ...]]:
    return {name: tuple(map(Words, told)) for name, told in table.items()}


TOOLS: Mapping[str, tuple[str, ...]] = {
    "python.name": (
        "Look where that name is now: it was renamed or moved, or the package is another version.",
    ),
    "maven.resolve": (
        "Check that the artifact and version exist in the repositories of settings.xml and pom.xml.",
        "If it was published a moment ago, build again with -U.",
    ),
    "gradle.resolve": (
        "Check the coordinates and the repositories block; `gradle dependencies` shows who asks.",
    ),
    "npm.ci": ("Run `npm install`, commit package-lock.json, and build again.",),
    "go.tidy": ("Run `go mod tidy` and commit go.mod and go.sum.",),
    "go.module": ("Run `go mod tidy`; check GOPROXY and access to private modules.",),
    "cargo.resolve": ("Run `cargo update -p` for the crate named, and commit Cargo.lock.",),
    "git.hostkey": (
        "Add the server's host key to known_hosts on the agent (Jenkins: Git Host Key Verification).",
    ),
    "git.auth": ("Check the credential of this job, and what it may do on the repository.",),
    "git.ref": ("Check the branch or revision that the job asks for; was it deleted or rebased?",),
    "docker.socket": (
        "Give the agent's user access to the Docker socket (group docker), then restart the agent.",
    ),
    "docker.daemon": ("Start the Docker daemon on the agent; is DOCKER_HOST right?",),
    "docker.manifest": ("Check the image's name and tag, and log in to its registry.",),
    "jenkins.dsl": (
        "Install the plugin that brings the step, or correct its name in the Jenkinsfile.",
    ),
    "jenkins.groovy": ("Correct the Jenkinsfile; `jenkins-cli declarative-linter` checks it.",),
    "jenkins.credential": ("Create the credential in Jenkins, or correct its id in the job.",),
    "jenkins.nogood": (
        "Check the pattern of the report step against what the build really writes.",
    ),
    "memory.killed": ("Raise the memory limit of the container or agent, or run fewer workers.",),
    "memory.jvm": ("Raise -Xmx or the agent's memory; look for too many parallel forks.",),
    "javac.classfile": ("Build with the JDK that the library needs, or take an older library.",),
    "any.command": ("Install the tool on the agent or image, or correct PATH.",),
    "prettier.path": ("Run the formatter, commit the result, and build again.",),
    "formatting.jvm": ("Run the build's format task, commit the result, and build again.",),
    "memory.kernel": ("Raise the memory limit of the container or agent, or run fewer workers.",),
    "memory.language": ("Raise the program's own memory limit, or the container's.",),
    "node.abort": ("Raise the heap: NODE_OPTIONS=--max-old-space-size, in megabytes.",),
    "circleci.memory": ("Take a larger resource class or step size, or run fewer workers.",),
    "checksum.mismatch": (
        "Download the file by hand and compare: if upstream changed it, correct the checksum.",
    ),
    "archive.broken": ("Look at what was downloaded: often it is an error page, not the archive.",),
    "command.spawn": ("Install the tool on the agent or image, or correct PATH.",),
    "go.toolchain": ("Take a newer Go on the agent or image, or lower the version in go.mod.",),
    "git.identity": ("Set user.name and user.email in the job before it commits.",),
    "git.refspec": ("Check that the branch or tag is new, and that the job may push it.",),
    "git.dirty": ("Run the generator or formatter, commit what it changes, and build again.",),
    "files.differ": ("Run the generator or formatter, commit what it changes, and build again.",),
    "patch.hunk": ("Make the patch anew against the source that is patched now.",),
    "apt.lock": ("Wait for the other package manager, or stop unattended upgrades on the agent.",),
    "apt.gone": ("Run `apt-get update` in the same step, before the installation.",),
    "npm.usage": ("Run `npm install`, commit package-lock.json, and build again.",),
    "pnpm.lockfile": ("Run `pnpm install`, commit pnpm-lock.yaml, and build again.",),
    "python.locks": ("Make the lock file anew with the same tool, commit it, and build again.",),
    "cargo.lock": ("Run `cargo update`, commit Cargo.lock, and build again.",),
    "cargo.tool": ("Install the toolchain or component with rustup on the agent or image.",),
    "composer.lock": ("Run `composer update` for the package named, and commit composer.lock.",),
    "cocoapods.pod": ("Run `pod install --repo-update`, and commit Podfile.lock.",),
    "dotnet.sdk": ("Install the SDK that global.json or the project asks for.",),
    "gradle.toolchain": (
        "Install the JDK that the toolchain block asks for, or let Gradle do it.",
    ),
    "gradle.daemon": ("Raise org.gradle.jvmargs or the agent's memory; run fewer workers.",),
    "maven.jdk": ("Let JAVA_HOME name a JDK, not a JRE.",),
    "setuptools.layout": ("Name the packages in pyproject.toml, or use a src folder.",),
    "terraform.provider": ("Run `terraform init -upgrade`, and commit .terraform.lock.hcl.",),
    "terraform.lock": ("See who holds the lock; `terraform force-unlock` only if nobody does.",),
    "ansible.unreachable": ("Try ssh to that host from the agent, with the job's user and key.",),
    "ansible.module": ("Install the collection that brings it, or correct its name.",),
    "pulumi.config": ("Set it with `pulumi config set` for this stack.",),
    "cdk.setup": ("Run `cdk bootstrap` for the account and region.",),
    "kubectl.forbidden": ("Give the job's service account a role for that verb and resource.",),
    "kubernetes.unreachable": ("Check the kubeconfig's server from the agent.",),
    "kubernetes.nodes": ("Lower the pod's requests, or add nodes.",),
    "helm.template": ("Run `helm lint` and `helm template` with the same values.",),
    "browser.missing": ("Install the browser that the tests drive, in the version they expect.",),
    "cypress.server": ("Start the server under test, and wait for it before the tests.",),
    "actions.lost": ("Build again; if it happens often, the runner lacks memory or disk.",),
    "actions.setup": ("Take a version that the setup action offers for this runner image.",),
    "azure.agent": ("Look at the agent's machine; build again.",),
    "circleci.silent": ("Let the step print progress, or raise no_output_timeout.",),
    "jenkins.warnings": ("Look at the new warnings in the report, or move the gate.",),
    "please.run": ("Do what the message asks, commit the result, and build again.",),
}
CATEGORIES: Mapping[str, tuple[str, ...]] = {
    model.COMPILE: (
        "Correct the code at the place named; later errors often follow from the first.",
    ),
    model.TEST: (
        "Run the failing test alone on this commit; if it passes, compare with earlier builds: flaky?",
    ),
    model.LINT: ("Correct what the linter names, or run its automatic fix, and commit.",),
    model.DEPENDENCY: ("Check that the version exists and that the lock file agrees with it.",),
    model.NETWORK: (
        "Build again: it may have passed. If it fails again, check that host from the agent.",
    ),
    model.SCM: ("Check the repository's address, branch and credential in the job.",),
    model.INFRA: ("Look at the agent's own log and state, then build again.",),
    model.OOM: ("Give the build more memory, or let it run fewer things at once.",),
    model.DISK: ("Free space on the agent (old workspaces, images, caches), then build again.",),
    model.TIMEOUT: (
        "See what was running when time ran out; compare its duration with good builds.",
    ),
    model.CONFIG: ("Correct the setting, file or option named.",),
    model.PERMISSION: ("Check which user or token the step uses, and what it may do.",),
    model.DEPLOY: ("Look at the target's own events and logs; is the last release still up?",),
    model.TOOL: ("Check that the tool is installed in the version that the build expects.",),
    model.ABORTED: ("Somebody or something stopped it; build again if that was not meant.",),
    model.CRASH: ("Run the crashing program alone with its symbols to get a stack trace.",),
    model.UNKNOWN: ("Read the lines shown, or open the whole log at them.",),
}
BY_TOOL, BY_CATEGORY = _words(TOOLS), _words(CATEGORIES)


def advice(category: str, shapes: tuple[str, ...]) -> tuple[str, ...]:
    """At most three sentences: the tool's own first. `shapes` are names, "tool.what"."""
    told = [text for name in shapes for text in BY_TOOL.get(name, ())]
    return tuple(dict.fromkeys([*told, *BY_CATEGORY.get(category, ())]))[:3]
