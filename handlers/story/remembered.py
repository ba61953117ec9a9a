"""Failures of before that look the same, out of what people said of the model's words on them."""

import asyncio
from datetime import UTC, datetime

from handlers.citing import Evidence, feedback
from handlers.citing.evidence import row
from handlers.citing.feedback import Kept, Rating
from handlers.diagnosis import Diagnosis
from handlers.diagnosis.mask import mask
from handlers.explain import Known
from handlers.kit import Use
from handlers.kit.words import Words
from handlers.story.rated import QUESTION
from integrations.errors import IntegrationError
from integrations.jenkins import Build

MOST = 3  # failures that are told
READ = 50  # ratings that are looked at, the newest
GAP = Words("What is known of failures of before could not be read: {error}")


async def remembered(use: Use, build: Build, diagnosis: Diagnosis) -> tuple[tuple[Known, ...], str]:
    """Failures of the same job that had the most decisive line of this one, numbers aside; a gap.

    The newest come first. Only what somebody said is right counts: an answer that was called good, or their own words in
    the place of one that was not. No other job is looked at, for not everybody may know of it.
    """
    store, now = use.systems.store, datetime.now(UTC)
    try:
        said = (await feedback.ratings(store, now - feedback.KEEPS, now))[-READ:]
        answers = await asyncio.gather(*(feedback.kept(store, each.answer) for each in said))
    except IntegrationError as error:
        return (), GAP.format(error=error)
    newest_first = reversed(list(zip(said, answers, strict=True)))
    ours = _template(row(Evidence("l0", "log", diagnosis.candidates[0].text, "", 1.0)))
    known = (_known(rating, kept, build.job, ours) for rating, kept in newest_first if kept)
    return tuple(dict.fromkeys(each for each in known if each))[:MOST], ""


def _known(rating: Rating, kept: Kept, job: str, ours: str) -> Known | None:
    before, after = QUESTION.split("{build}")
    where = kept.question.removeprefix(before).removesuffix(after)
    if not where.startswith(f"{job} #") or ours not in map(_template, kept.context):
        return None
    if rating.correction:
        return Known(where, rating.correction)
    if rating.verdict == "good" and kept.answer:
        return Known(where, kept.answer[0], " ".join(kept.answer[1:]))
    return None


def _template(row: str) -> str:
    """A line as an answer keeps it, without its id and without what differs from run to run."""
    return mask(row.partition("] ")[2])
