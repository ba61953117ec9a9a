"""What is kept of a model's answer, and what people said of it, for evaluation and fine-tuning."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from handlers.citing.evidence import Evidence, row
from handlers.explain.plain import one_line
from handlers.kit import Text, plain
from handlers.kit.records import known
from handlers.kit.redaction import redact
from integrations.store import Store

KIND = "answer"  # notes, by the answer's id
RATINGS = "ratings"  # the journal; a person's rating of an answer is one entry
KEEPS = timedelta(days=90)
LONGEST = 2000  # characters of what a person writes

Verdict = Literal["good", "bad"]


@dataclass(frozen=True)
class Kept:
    """An answer as it is kept. Of a private conversation only ids and counts are.

    `failure` is the fingerprint of the failure that it explains, and `job` the job; empty for others.
    """

    id: str
    when: str  # ISO 8601, UTC
    model: str
    question: str
    evidence: tuple[str, ...]  # the ids of what the model was given
    context: tuple[str, ...]  # the same as it read them; empty where it is private
    answer: tuple[str, ...]
    private: bool
    failure: str = ""
    job: str = ""

    @classmethod
    def read(cls, record: Mapping[str, Any]) -> "Kept":
        """An answer as the store had it."""
        listed = {name: tuple(record[name]) for name in ("evidence", "context", "answer")}
        return cls(**{**known(cls, record), **listed})


@dataclass(frozen=True)
class Rating:
    """What one person said of one answer; `why` and `correction` are their words, redacted."""

    answer: str
    by: str
    when: str  # ISO 8601, UTC
    verdict: Verdict
    why: str = ""
    correction: str = ""


async def keep(
    store: Store,
    id: str,
    when: datetime,
    *,
    model: str,
    question: str,
    evidence: Sequence[Evidence],
    answer: Sequence[Text],
    private: bool,
    failure: str = "",
    job: str = "",
) -> None:
    """Keep an answer for KEEPS. Everything is redacted; of a private one no word is kept."""
    kept = Kept(
        id=id,
        when=when.isoformat(),
        model=model,
        question="" if private else one_line(question, LONGEST),
        evidence=tuple(each.id for each in evidence),
        context=() if private else tuple(row(each) for each in evidence),
        answer=() if private else tuple(redact(plain(line)) for line in answer),
        private=private,
        failure=failure,
        job=job,
    )
    await store.note(KIND, id, asdict(kept), lasts=KEEPS)


async def kept(store: Store, id: str) -> Kept | None:
    """An answer that was kept; None where it is not known any more."""
    record = await store.recall(KIND, id)
    return Kept.read(record) if record else None


async def rate(
    store: Store,
    answer: Kept,
    by: str,
    when: datetime,
    verdict: Verdict,
    *,
    why: str = "",
    correction: str = "",
) -> Rating:
    """Keep what a person says of an answer; their last word counts.

    Of a private answer the verdict alone is kept: the words would tell of it.
    """
    words = ("", "") if answer.private else (one_line(why, LONGEST), one_line(correction, LONGEST))
    rating = Rating(answer.id, by, when.isoformat(), verdict, *words)
    await store.enter(RATINGS, f"{answer.id} {by}", when, asdict(rating), keeps=KEEPS)
    return rating


async def ratings(store: Store, since: datetime, until: datetime) -> tuple[Rating, ...]:
    """The ratings of that time, oldest first."""
    return tuple(
        Rating(**known(Rating, record)) for record in await store.between(RATINGS, since, until)
    )
