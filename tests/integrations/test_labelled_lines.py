"""A record in labelled lines: what small models write where they write no JSON."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, Field

from integrations import labelled, records
from integrations.records import MalformedError


class Cited(BaseModel):
    """A line and words of it."""

    line: int = Field(description="its number")
    quote: str = Field(description="its words")


class Verdict(BaseModel):
    """One field of each kind that can be told in lines."""

    root_cause: str = Field(description="what broke")
    evidence: list[Cited] = Field(description="the lines")
    lines: list[int] = Field(default=[], description="numbers")
    fix: list[str] = Field(default=[], description="a step")
    confidence: float = Field(default=0.5, description="0 to 1")


WANTED = Verdict(
    root_cause="the disk is full",
    evidence=[Cited(line=4, quote="no space left"), Cited(line=7, quote="cannot write")],
    lines=[4, 7],
    fix=["Clean it.", "Try again."],
    confidence=0.8,
)

PLAIN = """\
Root cause: the disk is full
Evidence:
- 4 | no space left
- 7 | cannot write
Lines: 4, 7
Fix:
- Clean it.
- Try again.
Confidence: 0.8"""
MARKED = """\
Here is what I found.

**Root cause:** the disk
is full

### Evidence
1. 4 | no space left
2. Line 7: "cannot write"

**Lines**
* 4
* 7

**Fix**：
1. Clean it.
2. Try again.

__Confidence:__ about 0.8 of 1
"""
ROUGH = """\
<think>Root cause: the moon</think>
ROOT CAUSE： the disk is full
evidence: 4 | no space left
7 | `cannot write`
lines: 4 and 7
fix: Clean it.
Try again.
Confidence: 0.8
"""


@pytest.mark.parametrize("text", [PLAIN, MARKED, ROUGH], ids=["plain", "marked", "rough"])
def test_the_record_is_read_whatever_the_decoration(text):
    """Bold labels, headings, bullets, numbers, wide colons, words before and between."""
    assert records.read(text, Verdict) == WANTED


def test_none_is_no_item():
    """Small models fill every label."""
    told = records.read("Root cause: it\nEvidence: none\nFix:\n- None.\nLines: n/a", Verdict)
    assert told == Verdict(root_cause="it", evidence=[])


def test_a_label_said_again_does_not_count():
    """Neither what stands under it: the first word is the answer."""
    again = f"{PLAIN}\nRoot cause: the moon\nEvidence:\n- 9 | an owl"
    assert records.read(again, Verdict) == WANTED


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("The disk is full.", "there is no JSON object in the answer"),
        ("Root cause: the disk is full", "evidence: Field required"),
        ("Evidence:\n- 4 | x", "root_cause: Field required"),
        (f"{PLAIN[:-3]}very", "confidence: Input should be a valid number"),
    ],
)
def test_what_is_missing_is_said(text, fault):
    """For the repair."""
    with pytest.raises(MalformedError) as caught:
        records.read(text, Verdict)
    assert str(caught.value).startswith(fault)


def test_an_object_counts_before_any_label():
    """A broken one is a broken object, and not lines."""
    with pytest.raises(MalformedError, match="cut off"):
        records.read(f"{PLAIN}\n{{", Verdict)
    good = WANTED.model_dump_json()
    assert records.read(f"Root cause: the moon\n{good}", Verdict) == WANTED


def test_the_form_shows_each_label_with_what_belongs_there():
    """A list shows one item."""
    assert labelled.form(Verdict) == (
        "Root cause: what broke\nEvidence:\n- NUMBER | its words\nLines:\n- numbers\nFix:\n- a step\n"
        "Confidence: 0 to 1"
    )


TEXTS = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=30)


@given(
    st.lists(st.sampled_from([*PLAIN.splitlines(), "Fix:", "-", "1.", "|"]) | TEXTS, max_size=12)
)
def test_any_lines_are_a_record_or_a_fault(rows):
    """Nothing breaks."""
    text = "\n".join(rows)
    told = labelled.read(text, Verdict)
    assert told.keys() <= Verdict.model_fields.keys()
    with suppress(MalformedError):
        assert isinstance(records.read(text, Verdict), Verdict)
