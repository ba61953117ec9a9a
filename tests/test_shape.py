"""The shape of the house: small files, small functions, docs that say what the code says."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from bot import docs
from bot.manifest import EVENTS, SCOPES, manifest
from bot.settings import Settings
from handlers import ROUTES, SHORTCUTS

ROOT = Path(__file__).parent.parent
FILE = 300  # lines
FUNCTION = 40  # lines
SOURCES = sorted(
    path
    for folder in ("bot", "handlers", "integrations", "benchmarks")
    for kind in ("*.py", "*.js")
    for path in (ROOT / folder).rglob(kind)
    if "projects" not in path.parts  # the sample projects that the Jenkins stand-in builds
)


def _name(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_a_file_is_read_in_one_sitting(path):
    """No source file is longer than 300 lines, no Python function than 40."""
    text = path.read_text()

    assert len(text.splitlines()) <= FILE
    if path.suffix == ".py":
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert node.end_lineno - node.lineno < FUNCTION, node.name


def test_the_readme_lists_the_commands():
    """README's table of commands is the one that the routes make."""
    readme = (ROOT / "README.md").read_text()

    assert docs.fresh(readme, ROUTES) == readme


def test_the_readme_names_every_setting():
    """Every variable that the settings read stands in README's table, and no other."""
    read = set()

    class Spy(dict):
        def get(self, name, default=None):
            read.add(name)
            return default

    Settings.read(Spy())
    named = set(re.findall(r"`([A-Z][A-Z_]+)`", (ROOT / "README.md").read_text()))

    assert read - {"XDG_STATE_HOME"} == named


def test_the_manifest_is_complete():
    """Every root word is a command, every shortcut is there, and every scope has its reason."""
    made = manifest(ROUTES, SHORTCUTS, request_url="https://bot.example.com/slack/events")

    commands = [command["command"] for command in made["features"]["slash_commands"]]
    assert commands == [f"/{root}" for root in ROUTES.roots()]
    assert {s["callback_id"] for s in made["features"]["shortcuts"]} == {s.id for s in SHORTCUTS}
    assert made["oauth_config"]["scopes"]["bot"] == sorted(SCOPES)
    assert made["settings"]["event_subscriptions"]["bot_events"] == list(EVENTS)


def test_make_has_few_verbs_and_explains_them():
    """`make` alone lists every verb with what it does, and there are eleven at most."""
    said = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    verbs = re.findall(r"^  make (\w+) +\S", said, re.MULTILINE)

    assert {"run", "test", "check", "fix", "bench", "setup"} <= set(verbs)
    assert len(verbs) <= 11


def test_the_lock_names_no_index():
    """The locks pin by hash and leave the choice of an index to whoever installs."""
    for name in ("requirements.lock", "requirements-dev.lock", "benchmarks/requirements.lock"):
        text = (ROOT / name).read_text()
        assert "://" not in text
        pins = re.findall(r"^[a-z0-9][\w.\-\[\]]*==", text, re.MULTILINE)
        assert pins
        assert text.count("--hash=sha256:") >= len(pins)


def _packages():
    return sorted(path.parent for path in (ROOT / "handlers").glob("*/__init__.py"))


def test_the_architecture_names_every_room():
    """docs/architecture.md says of each package of handlers what it is, and of no other."""
    page = (ROOT / "docs" / "architecture.md").read_text()

    rooms = re.findall(r"^- `(\w+)`: \S", page, re.MULTILINE)

    assert sorted(rooms) == [path.name for path in _packages()]


def test_the_architecture_names_files_that_there_are():
    """Every path in it leads somewhere."""
    page = (ROOT / "docs" / "architecture.md").read_text()

    named = re.findall(r"`((?:bot|handlers|integrations)/[\w/.]+)`", page)

    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("package", _packages(), ids=lambda path: path.name)
def test_a_map_of_a_room_is_whole(package):
    """A package that says what its modules hold leaves none of them out."""
    said = ast.get_docstring(ast.parse((package / "__init__.py").read_text())) or ""
    modules = {path.stem for path in package.glob("*.py")} - {"__init__"}

    named = set(re.findall(r"`(\w+)`", said)) & modules

    assert named in (set(), modules)


def test_frozen_time_leaves_event_loops_their_own():
    """A loop in another thread, or of a later test, would wait for a moment that never comes."""
    for path in sorted((ROOT / "tests").rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text())):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "freeze_time":
                given = {each.arg for each in call.keywords}
                assert "real_asyncio" in given, f"{_name(path)}:{call.lineno}"
