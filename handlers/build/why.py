"""`/jenkins why`: the story of a failed build."""

from handlers.kit import Arguments, Ask, Reply, Routes, Use
from handlers.kit.tongue import of_person
from handlers.memory import first_use
from handlers.story import card, gather
from handlers.story.lookup import failed_build_of, job_named

routes = Routes()


@routes.command("jenkins why", "JOB [N]", example="jenkins why checkout", aliases=("explain",))
async def why(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Explain why a build failed: the decisive lines, the commits, what to do next.

    Without a number it is the last build that failed. Everything in the answer is read from
    Jenkins and the build's log; a model, where one is configured, adds words and no facts, in
    the language that you read.
    """
    jenkins = use.systems.jenkins
    number = words.number("N")
    job = await job_named(jenkins, words.text("JOB"))
    build = await failed_build_of(jenkins, job, number)
    lang = await of_person(use.systems.store, use.talk, ask.user) if use.systems.model else "en"
    story = await gather(use, build, lang=lang)
    told = await first_use(use, story.known, ask.user)
    answer = card(story, shared=ask.public)
    return (answer, *told) if told else answer
