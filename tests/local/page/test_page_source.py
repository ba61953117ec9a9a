"""What the page's sources may not contain."""

from __future__ import annotations

import re

import pytest
from console_fake import PAGE

SOURCES = sorted(path for path in PAGE.rglob("*") if path.suffix in {".js", ".css", ".html"})
MODULES = [path for path in SOURCES if path.suffix == ".js"]
FORBIDDEN = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment|setHTML"
    r"|srcdoc|\beval\(|new Function|setAttribute\(\s*['\"]on|\.on(?!line\b)[a-z]+\s*=[^=]|javascript:"
)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PAGE).as_posix())
def test_no_module_can_turn_text_into_markup(path) -> None:
    """The DOM APIs that parse are not there, nor handlers as attributes or properties."""
    assert FORBIDDEN.findall(path.read_text()) == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(PAGE).as_posix())
def test_nothing_is_loaded_from_elsewhere(path) -> None:
    """No module, style or font of another server; files stay short."""
    text = path.read_text()
    assert re.findall(r"^import .* from '(?!\.).*|\bimport\(", text, re.MULTILINE) == []
    assert re.findall(r"url\(|@import|@font-face", text) == []
    assert len(text.splitlines()) <= 300


def test_elements_are_made_in_one_place() -> None:
    """Only dom.js creates elements, so its closed lists hold for all."""
    makers = [path.name for path in MODULES if "createElement" in path.read_text()]
    assert makers == ["dom.js"]


def test_the_html_holds_neither_scripts_nor_styles() -> None:
    """index.html has no inline script, style or handler."""
    html = (PAGE / "index.html").read_text()
    assert re.findall(r"<script(?![^>]*src=)|<style|\sstyle=|\son[a-z]+=", html) == []
