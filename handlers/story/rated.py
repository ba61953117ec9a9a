"""Keep what the model said of a failure, so that people may say whether it was right."""

import secrets
from datetime import UTC, datetime

from handlers.citing import Evidence, feedback
from handlers.diagnosis import Diagnosis
from handlers.explain import Explanation
from handlers.kit import Use
from integrations.errors import IntegrationError
from integrations.jenkins import Build

QUESTION = "Why did {build} fail?"


async def kept(use: Use, build: Build, diagnosis: Diagnosis, words: Explanation) -> str:
    """The id under which the explanation may be rated; empty where it cannot be kept."""
    model = use.systems.model
    if model is None:
        return ""
    id = secrets.token_hex(6)
    lines = {each.line: each.text for each in diagnosis.candidates}
    lines |= {each.line: each.text for each in words.evidence}
    try:
        await feedback.keep(
            use.systems.store,
            id,
            datetime.now(UTC),
            model=model.model,
            question=QUESTION.format(build=build.name),
            evidence=[Evidence(f"l{at}", "log", lines[at], "", 1.0) for at in sorted(lines)],
            answer=(words.cause, *words.fix),
            failure=diagnosis.fingerprint,
            job=build.job,
            private=False,  # what a build wrote is read by everybody who reads its card
        )
    except IntegrationError:
        return ""
    return id
