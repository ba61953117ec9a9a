"""What systems outside did not give, in words: the same in English, and whole in Chinese."""

import ast
import re
from pathlib import Path

import pytest

from bot.chinese import CATALOGUE
from handlers.kit import Message, Paragraph, UsageError, outside
from handlers.kit.counting import NOUNS, counted
from handlers.kit.words import Words, spoken
from integrations.errors import IntegrationError, NotFoundError, UnavailableError

HOUSE = Path(__file__).parents[2]
JENKINS = "Jenkins at http://jenkins.example"
GONE = NotFoundError("the build team/api #512", JENKINS, "HTTP 404: Not Found")
DOWN = UnavailableError(
    "to stop the build checkout #7",
    JENKINS,
    "no connection: nothing listens there",
    "Check the address that is configured for Jenkins.",
)
UNREAD = Words("The log of {build} could not be read: {error}")


@pytest.mark.parametrize("error", [GONE, DOWN])
def test_in_english_it_is_what_the_error_says(error):
    """Word for word, in a sentence of its own and in another one."""
    assert outside.sentence(error) == str(error)
    assert UNREAD.format(build="x", error=error) == f"The log of x could not be read: {error}"


def test_in_chinese_our_phrases_are_chinese_and_quotes_stay():
    """The names in them stay, and so does what the other system said."""
    assert spoken(outside.sentence(GONE), CATALOGUE) == (
        "向位于 http://jenkins.example 的 Jenkins 询问构建 team/api #512，"
        "得到的是：HTTP 404: Not Found。"
    )
    assert spoken(outside.sentence(DOWN), CATALOGUE) == (
        "请位于 http://jenkins.example 的 Jenkins 停止构建 checkout #7，"
        "得到的是：无法连接：那里没有服务在监听。请检查为 Jenkins 配置的地址。"
    )


def test_an_error_that_fills_a_sentence_is_said_in_its_language():
    """Handlers fill it in as they would a text."""
    message = Message("x", (Paragraph(UNREAD.format(build="api #5", error=GONE)),))

    assert spoken(message, CATALOGUE).parts[0].text == (
        "无法读取 api #5 的日志：向位于 http://jenkins.example 的 Jenkins 询问构建 team/api #512，"
        "得到的是：HTTP 404: Not Found。"
    )


def test_strangers_words_are_not_taken_for_ours():
    """A phrase is recognised as a whole; a sentence that merely holds one is foreign."""
    quoted = IntegrationError("a message", "Slack", 'HTTP 500: {"no connection"} no words')

    assert spoken(outside.sentence(quoted), CATALOGUE) == (
        '向Slack 询问一条消息，得到的是：HTTP 500: {"no connection"} no words。'
    )


def _asked():
    """What the clients say that they ask for, each with a name in its places."""
    for path in sorted((HOUSE / "integrations").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "asked":
                yield path.name, _filled(node.value)


def _filled(node):
    if isinstance(node, ast.JoinedStr):
        return "".join("x" if isinstance(v, ast.FormattedValue) else v.value for v in node.values)
    return node.value if isinstance(node, ast.Constant) else ""


def test_what_the_clients_ask_for_has_its_words():
    """A new question that a client asks is in the phrase book, or people read it in English."""
    asked = {(file, text) for file, text in _asked() if text}

    assert len(asked) > 20
    assert [
        each for each in asked if not isinstance(outside.known(each[1], outside.WANTED), Words)
    ] == []


def test_what_is_counted_has_its_words():
    """Every noun that the code counts is in the table of nouns."""
    found = set()
    for path in (*(HOUSE / "handlers").rglob("*.py"), *(HOUSE / "bot").rglob("*.py")):
        found |= set(re.findall(r'\bcounted\([^"\n]*?, "([a-z ]+)"\)', path.read_text("utf-8")))

    assert found - set(NOUNS) == set()
    assert {"commit", "alert"} <= found
    assert spoken(counted(1200, "commit"), CATALOGUE) == "1,200 个提交"
    assert counted(1, "repository") == "1 repository"


def test_a_refusal_keeps_its_words():
    """An exception's text is plain; what it was raised with is not."""
    error = UsageError(Words("I do not know `{text}`.").format(text="x"))

    assert str(error) == "I do not know `x`."
    assert spoken(error.said, CATALOGUE) == "我不认识 `x`。"
