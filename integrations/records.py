"""A typed record in a model's words: how it is asked for, and how it is read out of any text."""

import json
import re
from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from integrations import labelled

S = TypeVar("S", bound=BaseModel)

FORM = "Answer with one JSON object and nothing else, of this form:\n{form}"
EMPTY = "the answer is empty"
NO_OBJECT = "there is no JSON object in the answer"
CUT_OFF = "the JSON object is cut off or not valid JSON"

MOST_OBJECTS = 20  # openings of an object tried in one answer full of prose
MOST_FAULTS = 3  # a small model repairs few things at once
_THOUGHTS = re.compile(r"(?s)<think>.*?(?:</think>|$)")


class MalformedError(ValueError):
    """An answer is not the record that was asked for; the text says where it differs."""


def form(shape: type[BaseModel]) -> str:
    """The instruction to answer in the form of `shape`: its fields with their descriptions."""
    schema = shape.model_json_schema()
    return FORM.format(form=json.dumps(_outline(schema, schema), ensure_ascii=False, indent=1))


def schema(shape: type[BaseModel]) -> dict[str, Any]:
    """The JSON schema of `shape` as OpenAI's strict mode wants it: closed, every field required."""
    return {"name": shape.__name__, "strict": True, "schema": _closed(shape.model_json_schema())}


def read(text: str, shape: type[S]) -> S:
    """Read the record out of an answer: bare, fenced, amid prose, or in labelled lines.

    Raises MalformedError, with the fault of the JSON object if there is one.
    """
    said = _THOUGHTS.sub("", text).strip()
    if not said:
        raise MalformedError(EMPTY)
    fault = CUT_OFF if "{" in said else NO_OBJECT
    for found in _objects(said):
        try:
            return shape.model_validate(found)
        except ValidationError as wrong:
            fault = _fault(wrong)
    told = labelled.read(said, shape) if fault == NO_OBJECT else {}
    if not told:
        raise MalformedError(fault)
    try:
        return shape.model_validate(told)
    except ValidationError as wrong:
        raise MalformedError(_fault(wrong)) from None


def _objects(text: str) -> Iterator[dict[str, Any]]:
    """The JSON objects in a text, outermost first, in their order."""
    decoder, at = json.JSONDecoder(), text.find("{")
    for _ in range(MOST_OBJECTS):
        if at < 0:
            return
        try:
            found, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            at = text.find("{", at + 1)
        else:
            yield found
            at = text.find("{", end)


def _fault(wrong: ValidationError) -> str:
    """What is wrong in a record, without a word of the record itself."""
    faults = [
        f"{'.'.join(str(part) for part in error['loc']) or 'the record'}: {error['msg']}"
        for error in wrong.errors(include_url=False, include_context=False, include_input=False)
    ]
    more = f" and {len(faults) - MOST_FAULTS} more" if len(faults) > MOST_FAULTS else ""
    return "; ".join(faults[:MOST_FAULTS]) + more


def _outline(node: dict[str, Any], top: dict[str, Any]) -> Any:  # noqa: ANN401  it is JSON
    """A schema as an example that reads as its own explanation; small models copy it well."""
    if "$ref" in node:
        node = {**top["$defs"][node["$ref"].rsplit("/", 1)[-1]], **node}
    if "properties" in node:
        return {name: _outline(field, top) for name, field in node["properties"].items()}
    if "items" in node:
        return [_outline({**node["items"], **_told(node)}, top)]
    return node.get("description") or node.get("type", "text")


def _told(node: dict[str, Any]) -> dict[str, Any]:
    return {"description": node["description"]} if "description" in node else {}


def _closed(node: Any) -> Any:  # noqa: ANN401  it is JSON
    if isinstance(node, list):
        return [_closed(part) for part in node]
    if not isinstance(node, dict):
        return node
    closed = {name: _closed(part) for name, part in node.items() if name != "default"}
    if "properties" in closed:
        closed |= {"additionalProperties": False, "required": list(closed["properties"])}
    return closed
