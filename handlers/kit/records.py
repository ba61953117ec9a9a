"""Records that another release wrote: what is not known here is passed over."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any


def known(kind: type[Any], record: Mapping[str, Any]) -> dict[str, Any]:
    """The keys of a record that are fields of a dataclass.

    While an upgrade rolls, old and new processes work on one store: a newer one may have written a
    field that this one has no use for, and that must not cost the whole record.
    """
    names = {each.name for each in fields(kind)}
    return {name: value for name, value in record.items() if name in names}
