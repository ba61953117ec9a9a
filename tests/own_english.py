"""English of the bot's own that is left in what it says in Chinese.

A log's lines, names and what people wrote are English wherever they are English. What is our own is
known by its words: so many in a row that stand in a string of our code. What the integrations say of
their own is in it too: their phrases stand in `handlers/kit/outside.py`.
"""

import ast
import re
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path

from bot.chinese import CATALOGUE
from handlers.kit import Button, Field, File, Form, Lines, LinkButton, Message, Mono, Post
from handlers.kit.words import spoken

HOUSE = Path(__file__).parents[1]
RUN = 4  # words
_CODE = re.compile(r"`[^`]*`")
_PART = re.compile(r"[A-Za-z'’ ,.]+")  # whatever else stands between words ends a run
_WORD = re.compile(r"[A-Za-z'’]+")
ASIDE = (
    "bot/local",
    "bot/chinese",
    "handlers/diagnosis",
    "handlers/watch/signs.py",
)  # tables of others


def _runs(text):
    """All runs of RUN words in a text, without what stands in backticks."""
    for part in _PART.findall(_CODE.sub("|", text)):
        words = [word.casefold() for word in _WORD.findall(part)]
        yield from (tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def _strings(path):
    """The strings of a module, without its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


@cache
def ours():
    """The runs of words in our own code."""
    files = [
        path
        for room in ("bot", "handlers")
        for path in sorted((HOUSE / room).rglob("*.py"))
        if not path.relative_to(HOUSE).as_posix().startswith(ASIDE)
    ]
    return {run for path in files for text in _strings(path) for run in _runs(text)}


# What people read of each; commands, addresses, names and lines of logs are not words of ours.
READ = {
    str: lambda each: each,
    Mono: lambda _: (),
    Lines: lambda each: each.heading,
    Post: lambda each: (each.message, each.reply),
    Button: lambda each: (each.label, each.confirm),
    LinkButton: lambda each: each.label,
    File: lambda each: each.title,
    Field: lambda each: (each.label, each.hint),
    Form: lambda each: (each.title, each.intro, each.fields, each.submit, each.otherwise),
    Message: lambda each: (
        (each.title, each.summary, each.parts),
        (each.buttons, each.more, each.files),
    ),
}


def _texts(value):
    read = READ.get(type(value), _fields)(value)
    if isinstance(read, str):
        yield read
        return
    for each in read:
        yield from _texts(each)


def _fields(value):
    if isinstance(value, tuple):
        return value
    return tuple(getattr(value, f.name) for f in fields(value)) if is_dataclass(value) else ()


def left(reply, *asked):
    """The texts of a reply that hold English of our own when it is said in Chinese.

    `asked` are texts of people's own, which may say what we say too.
    """
    theirs = {run for text in asked for run in _runs(text)}
    known = ours() - theirs
    return [
        text
        for text in _texts(spoken(reply, CATALOGUE))
        if any(run in known for run in _runs(text))
    ]
