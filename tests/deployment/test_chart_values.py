"""The values and their schema: every value explained, every value known, nothing else taken."""

import json

from deployment.places import CHART

SCHEMA = json.loads((CHART / "values.schema.json").read_text())
HELMS_OWN = {"global"}
NO_DEFAULTS = ("from", "requests", "limits")  # what nobody sets is not there


def places(schema, at=""):
    """All places of the schema with their paths, and those under them."""
    yield at, schema
    for name, inner in schema.get("properties", {}).items():
        yield from places(inner, f"{at}.{name}".lstrip("."))
    for way in ("items", "additionalProperties"):
        if isinstance(schema.get(way), dict):
            yield from places(schema[way], f"{at}[]")
    for inner in schema.get("oneOf", []):
        yield from places(inner, f"{at}|")


def test_every_value_is_explained_and_closed():
    """Whatever has a name has a description, and an object of named values takes no others."""
    for at, place in places(SCHEMA):
        if not at.endswith("[]"):
            assert at.endswith("|") or place["description"].endswith("."), at
        if "properties" in place:
            assert place["additionalProperties"] is False, at


def test_every_default_is_in_the_schema_and_the_other_way_round(cooked):
    """values.yaml shows all there is to set: who reads it needs no other list."""

    def compare(values, schema, at):
        known = schema["properties"].keys() - HELMS_OWN
        assert values.keys() == known, at
        for name, value in values.items():
            inner = schema["properties"][name]
            if isinstance(value, dict) and "properties" in inner and name not in NO_DEFAULTS:
                compare(value, inner, f"{at}.{name}")

    compare(cooked["values"], SCHEMA, "values")


def test_every_block_of_values_has_a_comment():
    """Every part of values.yaml says what it is for, above it or in its first lines."""
    lines = (CHART / "values.yaml").read_text().splitlines()
    tops = [n for n, line in enumerate(lines) if line[:1].isalpha()]
    for top, end in zip(tops, [*tops[1:], len(lines)], strict=True):
        assert any(line.lstrip().startswith("#") for line in lines[top - 1 : end]), lines[top]
