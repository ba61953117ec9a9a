"""A made-up project: its modules, their tests, and which of the tests are flaky."""

import random
from dataclasses import dataclass, field

SUBJECTS = [
    "cart",
    "money",
    "order",
    "invoice",
    "refund",
    "stock",
    "search",
    "price",
    "tax",
    "coupon",
    "shipping",
    "address",
    "account",
    "login",
    "session",
    "mail",
    "report",
    "export",
    "image",
    "queue",
    "schedule",
    "audit",
    "webhook",
    "currency",
]
VERBS = [
    "rounds",
    "keeps",
    "drops",
    "merges",
    "rejects",
    "accepts",
    "sorts",
    "counts",
    "splits",
    "sends",
]
RATES = (0.01, 0.01, 0.02, 0.03, 0.05, 0.08, 0.12, 0.2, 0.35)
FLAKY = (0.03, 0.06)  # share of the tests
PAIRS = 2  # of flaky tests that use the same thing, and often fail together
ADDRESSED = 6  # tests whose names hold the address of an object
LATE, MENDED = 0.2, 0.2  # share of the flaky tests that became so, or were mended, on the way


@dataclass(frozen=True)
class Trait:
    """How a flaky test fails: how often, from and until which build; `with_` fails along with it."""

    rate: float
    since: int = 0
    until: int = 10**6
    with_: str = ""


@dataclass
class Test:
    """A test of a module. `place` is where it runs; `former` is the name that it had until `renamed`."""

    __test__ = False

    key: str
    module: str
    suite: str
    name: str
    place: str = ""
    born: int = 0
    gone: int = 10**6
    renamed: int = 0
    former: str = ""
    addressed: bool = False
    staging: bool = False  # fails where the parameter says staging, always
    slow: bool = False  # not part of the fast suite
    trait: Trait | None = None

    def called(self, number: int, dice: random.Random) -> str:
        """Its name in a build."""
        name = self.former if number < self.renamed else self.name
        return f"{name}[<Shop at 0x{dice.getrandbits(40) | 1 << 39:x}>]" if self.addressed else name


@dataclass
class Project:
    """Tests by key, and how its builds are made: what Jenkins tells of them, how often they run again."""

    tests: dict[str, Test] = field(default_factory=dict)
    java: bool = False
    placed: bool = False
    retried_inside: bool = False
    tells_paths: bool = True
    tells_revision: bool = True
    parameters: bool = False

    def source(self, module: str) -> str:
        """The path of a module's source."""
        return (
            f"src/main/java/com/acme/shop/{module.title()}.java"
            if self.java
            else f"src/shop/{module}.py"
        )

    def test_file(self, module: str) -> str:
        """The path of a module's tests."""
        return (
            f"src/test/java/com/acme/shop/{module.title()}Test.java"
            if self.java
            else f"tests/test_{module}.py"
        )


def project(dice: random.Random, builds: int) -> Project:
    """A project with some 400 tests, a few of them flaky."""
    made = Project(
        java=dice.random() < 0.4,
        placed=dice.random() < 0.3,
        retried_inside=dice.random() < 0.25,
        tells_paths=dice.random() > 0.15,
        tells_revision=dice.random() > 0.12,
        parameters=dice.random() < 0.4,
    )
    for module in SUBJECTS:
        for at in range(dice.randint(8, 24)):
            for place in ("linux", "windows") if made.placed and at % 3 == 0 else ("",):
                _add(made, module, at, place)
    _change(made, dice, builds)
    _spoil(made, dice, builds)
    return made


def _add(made: Project, module: str, at: int, place: str) -> Test:
    verb = VERBS[at % len(VERBS)]
    suite = f"com.acme.shop.{module.title()}Test" if made.java else f"tests.test_{module}"
    name = f"{verb}Item{at}" if made.java else f"test_{verb}_item_{at}"
    test = Test(f"{module}/{at}/{place}", module, suite, name, place, slow=at % 2 == 0)
    made.tests[test.key] = test
    return test


def _change(made: Project, dice: random.Random, builds: int) -> None:
    """Tests that are new, removed, renamed, or fail in staging; some with addresses in their names."""
    every = list(made.tests.values())
    dice.shuffle(every)
    for test in every[:16]:
        test.born = dice.randint(10, builds - 10)
    for test in every[16:30]:
        test.gone = dice.randint(10, builds - 10)
    for test in every[30:40]:
        test.renamed = dice.randint(20, builds - 20)
        test.former = test.name.replace("item", "thing").replace("Item", "Thing")
    for test in every[40 : 40 + ADDRESSED]:
        test.addressed = True
    for test in every[50:54] if made.parameters else ():
        test.staging = True


def _spoil(made: Project, dice: random.Random, builds: int) -> None:
    every = [test for test in made.tests.values() if not test.staging]
    count = round(len(every) * dice.uniform(*FLAKY))
    chosen = dice.sample(every, count)
    for test in chosen:
        what = dice.random()
        since = dice.randint(20, builds - 30) if what < LATE else 0
        until = dice.randint(60, builds) if what > 1 - MENDED else 10**6
        test.trait = Trait(dice.choice(RATES), since, until)
    for a, b in zip(chosen[: 2 * PAIRS : 2], chosen[1 : 2 * PAIRS : 2], strict=True):
        assert a.trait
        a.trait = Trait(a.trait.rate, a.trait.since, a.trait.until, with_=b.key)
