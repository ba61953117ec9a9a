"""A record in labelled lines: what small models write where they cannot be held to JSON.

Cause: the disk is full
Lines:
- 4
- 7
Confidence: 0.8
"""

import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

JSON = dict[str, Any]

ITEM = "- {what}"
PAIR = "NUMBER | {what}"  # how a number and words about it are written in one line

NOTHING = frozenset({"none", "n/a", "na", "nothing", "-", "无", "没有"})
_DECORATION = " \t*_#>`"
_BULLET = re.compile(r"^\s*(?:[-*•]\s+|\d{1,2}[.)]\s+)")
_PAIR_BULLET = re.compile(r"^\s*(?:[-*•]\s+)?(?:\d{1,2}[.)]\s+(?=\D{0,12}\d+\s*[|:：]))?")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_PAIR = re.compile(r"^\D{0,12}?(\d+)\s*[|:：.,)\]-]*\s*(.*)$")
_QUOTES = "\"'`“”「」"


def form(shape: type[BaseModel]) -> str:
    """How a record of `shape` reads in labelled lines: its own labels with their descriptions."""
    schema = shape.model_json_schema()
    return "\n".join(
        line
        for name, field in schema["properties"].items()
        for line in _shown(_label(name), field, schema)
    )


def read(text: str, shape: type[BaseModel]) -> JSON:
    """The fields of `shape` that labelled lines give, unchecked; {} where there is no label."""
    schema = shape.model_json_schema()
    fields = schema["properties"]
    return {
        name: _value(lines, fields[name], schema)
        for name, lines in _sections(text, {_label(name).casefold(): name for name in fields})
    }


def _label(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _shown(label: str, field: JSON, schema: JSON) -> list[str]:
    what = field.get("description", field.get("type", "text"))
    if field.get("type") != "array":
        return [f"{label}: {what}"]
    pair = _pair(field, schema)
    if pair:
        words = schema["$defs"][_named(field)]["properties"][pair[1]]
        return [f"{label}:", ITEM.format(what=PAIR.format(what=words.get("description", pair[1])))]
    return [f"{label}:", ITEM.format(what=what)]


def _sections(text: str, labels: dict[str, str]) -> Iterator[tuple[str, list[str]]]:
    """The lines of each label, the first time that it comes."""
    found: dict[str, list[str]] = {}
    open_: list[str] | None = None
    for line in text.splitlines():
        name, rest = _labelled(line, labels)
        if name:
            open_ = [rest] if rest else []
            if name in found:  # said again: it does not count, nor what stands under it
                continue
            found[name] = open_
        elif open_ is not None and line.strip():
            open_.append(line)
    yield from found.items()


def _labelled(line: str, labels: dict[str, str]) -> tuple[str, str]:
    """The field whose label begins the line, and what stands behind it."""
    bare = line.strip(_DECORATION)
    head, colon, rest = bare.replace("：", ":", 1).partition(":")
    heading = line.lstrip().startswith(("#", "**"))
    name = labels.get(head.strip(_DECORATION).casefold(), "") if colon or heading else ""
    return name, rest.strip(_DECORATION) if name else ""


def _value(lines: list[str], field: JSON, schema: JSON) -> Any:  # noqa: ANN401  it is JSON
    if field.get("type") in {"number", "integer"}:
        number = _NUMBER.search(" ".join(lines))
        return float(number[0]) if number else " ".join(lines)
    if field.get("type") != "array":
        return " ".join(line.strip() for line in lines)
    pair = _pair(field, schema)
    if pair:
        cited = [_PAIR_BULLET.sub("", line).strip() for line in lines]
        return [_paired(item, pair) for item in cited if _PAIR.match(item)]
    items = [_BULLET.sub("", line).strip() for line in lines]
    kept = [item for item in items if item and item.strip(". ").casefold() not in NOTHING]
    if field["items"].get("type") in {"number", "integer"}:
        return [float(n) for item in kept for n in _NUMBER.findall(item)]
    return kept


def _named(field: JSON) -> str:
    return str(field.get("items", {}).get("$ref", "")).rpartition("/")[2]


def _pair(field: JSON, schema: JSON) -> tuple[str, str] | None:
    """The names of a number and of words, where the items of a list are records of just these."""
    properties = schema.get("$defs", {}).get(_named(field), {}).get("properties", {})
    kinds = {each.get("type"): name for name, each in properties.items()}
    if len(properties) == 2 and kinds.keys() == {"integer", "string"}:  # noqa: PLR2004  a pair
        return kinds["integer"], kinds["string"]
    return None


def _paired(item: str, pair: tuple[str, str]) -> JSON:
    found = _PAIR.match(item)
    assert found
    return {pair[0]: int(found[1]), pair[1]: found[2].strip().strip(_QUOTES)}
