"""Which jobs exist: what each builds, which parameters it takes, what its first builds are."""

from __future__ import annotations

from dataclasses import replace

from bot.local.jenkins.jobs import Job, Parameter, Question, Sh, Stage

TEST = Stage("Test", (Sh("python ci/junit.py"),))
JUNIT = "reports/*.xml"
BRANCH = Parameter("branch", default="main", description="The branch to build.")

CHECKOUT = Job(
    "checkout",
    description="The till: carts, prices, currencies.",
    repository="checkout",
    parameters=(BRANCH,),
    stages=(
        Stage("Lint", (Sh("python -m compileall -q shop tests"),)),
        TEST,
        Stage("Package", (Sh("mkdir -p dist\npython -m zipfile -c dist/checkout.zip shop"),)),
    ),
    junit=JUNIT,
    archive="dist/*.zip,reports/*.xml",
    opening=(2, 0),
)
PAYMENTS = Job(
    "payments",
    description="Charges and refunds.",
    repository="payments",
    stages=(Stage("Compile", (Sh("python -m compileall -q payments tests"),)), TEST),
    junit=JUNIT,
)
MAILER = Job(
    "mailer",
    description="Receipts by mail; one of its tests is flaky.",
    repository="mailer",
    # A set's order hangs on the seed, so the test that leans on it fails in the builds 3 and 5.
    stages=(Stage("Test", (Sh('PYTHONHASHSEED="$BUILD_NUMBER" python ci/junit.py'),)),),
    junit=JUNIT,
    opening=(1, 0, 0, 0, 0),
)
SEARCH = Job(
    "search",
    kind="freestyle",
    description="The full-text index.",
    repository="search",
    stages=(
        Stage(
            "",
            (
                Sh("python -m pip install --no-index -r requirements.txt"),
                Sh("python ci/junit.py"),
            ),
        ),
    ),
    junit=JUNIT,
    concurrent=False,
)
API = Job(
    "team/api",
    description="The team's HTTP interface.",
    repository="api",
    stages=(
        Stage(
            "Check",
            parallel=(Stage("lint", (Sh("python ci/lint.py api"),)), Stage("test", TEST.steps)),
        ),
        Stage("Package", (Sh("mkdir -p dist\npython -m zipfile -c dist/api.zip api"),)),
    ),
    junit=JUNIT,
    archive="dist/*.zip",
    opening=(2, 1, 0),
)
STOREFRONT = Job(
    "storefront/main",
    repository="storefront",
    stages=(TEST,),
    junit=JUNIT,
    opening_cause="branch",
)
GIFT_CARDS = replace(
    STOREFRONT, name="storefront/feature%2Fgift-cards", branch="feature/gift-cards"
)
NIGHTLY = Job(
    "nightly",
    description="Replays orders for about a minute; good for trying an abort.",
    repository="nightly",
    parameters=(Parameter("rounds", default="60", description="How many rounds, a second each."),),
    stages=(
        Stage("Replay", (Sh('python -m nightly.replay "$rounds"'),)),
        Stage("Report", (Sh("date -u +'%F %T UTC: the books agree' | tee books.txt"),)),
    ),
    archive="books.txt",
    timeout=900,
    opening=(0,),
    opening_cause="timer",
    opening_parameters=(("rounds", "3"),),
)
DEPLOY = Job(
    "deploy",
    description="Rolls a version out, or pretends to.",
    repository="deploy",
    parameters=(
        Parameter(
            "environment",
            "choice",
            default="staging",
            choices=("staging", "production"),
            description="Where to.",
        ),
        Parameter("version", default="1.8.0", description="Three numbers, such as 1.8.0."),
        Parameter("dry_run", "boolean", default="true", description="Only say what would be done."),
        Parameter("notes", "text", description="What is new, for the release notes."),
        Parameter("token", "password", description="The cluster's token; not needed to try."),
        Parameter("source", "run", project="checkout", description="The build to roll out."),
    ),
    stages=(
        Stage("Verify", (Sh("python verify.py"),)),
        Stage("Roll out", (Sh("python rollout.py"),)),
    ),
    archive="plan.json",
    concurrent=False,
    opening_cause="team/api",
    opening=(0,),
)
RELEASE = Job(
    "release",
    description="Packs the till, asks whether it may go out, and publishes it.",
    repository="checkout",
    stages=(
        Stage("Package", (Sh("mkdir -p dist\npython -m zipfile -c dist/checkout.zip shop"),)),
        Stage(
            "Publish",
            (Sh("python -m zipfile -l dist/checkout.zip"),),
            question=Question("Publish", "Publish the till to all shops?", ok="Publish"),
        ),
    ),
    timeout=86_400,
    opening=(0,),
    opening_cause="checkout",
)


def recorded(name: str, tool: str, stage: str, command: str) -> Job:
    """A job that prints again what `tool` once printed: at its first commit, at its last."""
    return Job(
        f"recorded/{name}",
        description=f"{tool}: prints recorded consoles, its sources are real.",
        repository=name,
        stages=(Stage(stage, (Sh(command, (f"{name}.good", name)),)),),
    )


FOLDERS = (
    Job("team", kind="folder", description="What the platform team runs."),
    Job("storefront", kind="multibranch", description="The shop's pages, branch by branch."),
    Job("recorded", kind="folder", description="Consoles of other tools, recorded."),
)
RECORDED = (
    recorded("telemetry-agent", "C with make and gcc", "Build", "make check"),
    recorded("billing-service", "Java with Maven", "Test", "mvn -B -ntp clean test"),
    recorded("web-frontend", "npm", "Install", "npm install --no-audit --no-fund"),
    recorded("notifier", "Node's test runner", "Test", "npm test"),
    recorded("gateway", "Go", "Test", "go test -v ./..."),
    recorded("ledger", "Rust with cargo", "Test", "cargo test --offline"),
)

# The order in which the first builds are made: the story's main job comes first.
JOBS = (
    CHECKOUT,
    PAYMENTS,
    API,
    SEARCH,
    STOREFRONT,
    GIFT_CARDS,
    DEPLOY,
    RELEASE,
    MAILER,
    NIGHTLY,
    *RECORDED,
    *FOLDERS,
)
