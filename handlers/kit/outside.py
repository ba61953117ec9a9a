"""What systems outside did not give, as words: the integrations' errors in every language.

Integrations know of no words and tell it in English. Each of their own phrases is recognised here by
its template and taken apart again; what another system said itself fits none, and stays as it is.
"""

import re
import string

from handlers.kit.words import SPACE, Words, together, worded
from integrations.errors import IntegrationError

ASKED_FOR = Words("Asked {where} for {asked} and got {came_back}.")
ASKED_TO = Words("Asked {where} {asked} and got {came_back}.")
GIVEN = ("for ", "to ")  # how what was asked begins where it says itself what is wanted

PLACES = tuple(
    Words(each)
    for each in (
        "my own store",
        "git on this machine",
        "the folder of mirrors",
        "the remote of {name}",
        "the model {model} at {address}",
        "{system} at {address}",
    )
)
SUBJECTS = tuple(  # the same at the start of a sentence
    Words(each)
    for each in (
        "My own store",
        "Git on this machine",
        "The folder of mirrors",
        "The remote of {name}",
        "The model {model} at {address}",
        "{system} at {address}",
    )
)
WANTED = tuple(
    Words(each)
    for each in (
        "a job",
        "its alerts",
        "its finished builds",
        "its groups of alerts",
        "its jobs",
        "its silences",
        "its version",
        "a sign of life",
        "an answer",
        "the names of its metrics",
        "what its metrics mean",
        "what kind of channel it is",
        "what was said in the channel",
        "what was said in the thread",
        "who somebody is",
        "who we are",
        "a link to a message",
        "a message",
        "how {a} and {b} of {name} differ",
        "the branches of {name}",
        "the build {job} #{number}",
        "the builds of {job}",
        "the changes in {name}",
        "the newest commits of {name}",
        "the number of commits of {name}",
        "the commits of {name}",
        "the end of the console of {job} #{number}",
        "the console of {job} #{number}",
        "the course of {expr}",
        "the file {name}",
        "the files of {name}",
        "the inputs of {job} #{number}",
        "to answer the input {id} of {job} #{number}",
        "the job {job}",
        "the last build of {job}",
        "the log of stage {stage} of {job} #{number}",
        "the main branch of {name}",
        "the mirror of {name}",
        "the path {name}",
        "how many tests the builds of {job} had",
        "the queue and the builds of {job}",
        "the queue item {number}",
        "the record {name}",
        "the journal {name}",
        "the note {name}",
        "the repository {name}",
        "the request {number} of {name}",
        "the requests of {name}",
        "the revision of the main branch in {name}",
        "the revision {ref} in {name}",
        "the revision {ref}",
        "the series of {expr}",
        "the shelf {name}",
        "the silence {id}",
        "the stages of {job} #{number}",
        "the tests of {job} #{number}",
        "the time {time}",
        "the value of {expr}",
        "the words {text}",
        "what each test of {job} #{number} did",
        "where two revisions of {name} parted",
        "who changed lines {first} to {last} of {name}",
        "your login to {system}",
        "to build {job}",
        "to stop the build {job} #{number}",
        "to make a silence",
        "to end the silence {id}",
        "to extend the silence {id}",
        "to keep a login",
        "to keep {name}",
        "to drop {name}",
        "to note {name}",
        "to hold {name}",
        "to let go of {name}",
        "to make the channel #{name}",
        "to set the topic of #{name}",
        "to invite people to #{name}",
    )
)
CAME_BACK = tuple(
    Words(each)
    for each in (
        "no connection: its host name is unknown",
        "no connection: nothing listens there",
        "no connection: it does not speak TLS",
        "no connection: its certificate is not trusted ({why})",
        "no connection: {why}",
        "no connection",
        "no answer: the connection was cut",
        "no answer: it does not speak HTTP",
        "no answer within {seconds} s",
        "no whole answer ({why})",
        "nothing more for {seconds} s",
        "nothing: it is not configured",
        "nothing: no repository is configured",
        "nothing: there are {names}",
        "nothing: there is {names}",
        "nothing: no such file is in it",
        "nothing: the file is shorter",
        "nothing: a time is written 2d, 3h, 30m or 2026-11-22",
        "nothing: it is not mirrored yet",
        "nothing: another process refreshes it just now",
        "nothing: it has no commit yet",
        "nothing: the remote has no pull or merge request of that number",
        "nothing: no branch, tag or commit is so named",
        "nothing: no file can be so named",
        "nothing: they are no plain text",
        "several commits: give more of its letters",
        "no key to encrypt it with",
        "a record that this SECRET_KEY does not open",
        "an answer that broke off",
        "an answer that is no JSON of {system}'s",
        "an answer that does not come from Jenkins (it lacks the header X-Jenkins)",
        "an answer too large to be a good one",
        "an answer without the number of a queue item",
        "an answer longer than {most} bytes",
        "more than {most} bytes",
        "more than {limit}, so it was stopped",
        "sent to a login page, {target}",
        "sent elsewhere, to {target}",
        "a web page (“{said}”) in place of Jenkins's data",
        "a web page in place of Jenkins's data",
        "a web page instead of an answer",
        "something that is no chat completion",
        "a refusal",
        "an error: {said}",
        "no words",
    )
)
HINTS = tuple(
    Words(each)
    for each in (
        "Set {variable} and start again.",
        "Try again in a minute.",
        "Whoever runs me sets SECRET_KEY and starts again.",
        "`/ops connect {system}` makes a new one.",
        "Check the address that is configured for {system}.",
        "Alertmanager, or a proxy in front of it, wants a login.",
        "Prometheus, or a proxy in front of it, wants a login.",
        "The proxy in front of Jenkins wants a login.",
        "Name a label, so that fewer alerts match.",
        "Ask for fewer series: name a label, or take a sum of them.",
        "No such silence is there a moment later, but it may still come: look at the silences"
        " before you try again.",
        "Whether it was made is not known: look at the silences before you try again.",
        "Install git, or put it on the PATH.",
        "Check the repository's url in GIT_REPOSITORIES.",
        "Check its url in GIT_REPOSITORIES.",
        "Check GIT_USER and GIT_TOKEN, or the login in the repository's url.",
        "Put the host's key into ~/.ssh/known_hosts of the user that runs the bot.",
        "The address leads on to another one: set that in GIT_REPOSITORIES (it may end in .git).",
        "Another process clones it now. Try again in a minute.",
        "Mirrors have that limit so that one repository cannot fill the disk.",
        "Check PILOTHOUSE_DATA and the disk below it.",
        "Jenkins may have taken the order all the same: look before you repeat it.",
        "Check the user and the API token that are configured for Jenkins.",
        "Somebody who administers Jenkins can give this user the right.",
        "A proxy or a login page may stand in front of it: check the address and the token.",
        "The job may be disabled.",
        "It may be overloaded: try again in a minute.",
        "The model may be too small for the question.",
        "Check that it runs and that LLM_BASE_URL is right.",
        "Check LLM_API_KEY.",
        "Check LLM_MODEL, and how LLM_BASE_URL ends (most servers want /v1).",
        "LLM_BASE_URL may point at a login page or a proxy.",
        "Its context is small: start it with a larger one, or choose another model.",
        "A channel of that name exists, perhaps an archived one: choose another name.",
        "The workspace's settings do not let apps do this: ask one of its admins.",
        "Invite me to the channel with /invite, and check the app's scopes.",
        "It limits how often it may be asked; try again {when}.",
    )
)


@worded.register
def sentence(error: IntegrationError) -> Words:
    """The whole story of what was asked of whom and what came back; in English `str(error)`."""
    given = error.asked.startswith(GIVEN)
    said: Words = (ASKED_TO if given else ASKED_FOR).format(
        where=known(error.where, PLACES),
        asked=known(error.asked, WANTED),
        came_back=known(error.came_back, CAME_BACK),
    )
    return together((said, known(error.hint, HINTS)), SPACE) if error.hint else said


def asked_of(error: IntegrationError) -> str:
    """Who was asked, as the subject of a sentence."""
    return known(error.where[:1].upper() + error.where[1:], SUBJECTS)


def came_back(error: IntegrationError) -> str:
    """What came back, without who was asked for what."""
    return known(error.came_back, CAME_BACK)


def known(text: str, phrases: tuple[Words, ...]) -> str:
    """The text as the words of the first phrase that it is, filled; the text itself if it is none."""
    for phrase in phrases:
        found = _pattern(phrase).fullmatch(text)
        if found:
            return phrase.format(**found.groupdict()) if found.groupdict() else phrase
    return text


def _pattern(phrase: Words) -> re.Pattern[str]:
    """What a phrase looks like when it is filled."""
    pieces = string.Formatter().parse(phrase.template)
    return re.compile(
        "".join(
            re.escape(text) + (f"(?P<{name}>.+)" if name else "") for text, name, _, _ in pieces
        )
    )
