"""`/ops connect jenkins`: start and stop builds as oneself, by an API token of one's own."""

import re

from handlers.kit import (
    Arguments,
    Ask,
    Button,
    Field,
    Form,
    Message,
    Note,
    Paragraph,
    Reply,
    Tone,
    UsageError,
    Use,
)
from handlers.kit.words import Words
from integrations.errors import RefusedError
from integrations.vault import Login

SYSTEM = "jenkins"
NO_KEY = Words(
    "I can keep no token: there is no key to encrypt it with. Whoever runs me sets SECRET_KEY and "
    "starts me again."
)
TYPED = Words(
    "A token is not to be typed where others may read it: revoke this one in Jenkins, and give me "
    "a new one in the form of `/ops connect jenkins`."
)
TITLE, SUBMIT = Words("Connect Jenkins"), Words("Connect")
INTRO = Words(
    "Builds that you start or stop are then done in your name. The token is tried at once, kept "
    "encrypted, and never shown; `/ops disconnect jenkins` makes me forget it."
)
USER, USER_HINT = (
    Words("Your user name in Jenkins"),
    Words("As it stands in the address of your page there."),
)
TOKEN = Words("API token")
TOKEN_HINT = Words("In Jenkins: your name, Security, API Token, Add new token. Not your password.")
NOT_A_NAME = Words("A user name in Jenkins has no blanks and no colon.")
NOT_A_TOKEN = Words("An API token is 32 or more letters and digits, without blanks.")
NEEDS_FORM, NEEDS_TEXT = (
    Words("Connect Jenkins"),
    Words("It takes your user name and an API token."),
)
FILL_IN = Words("Fill in")
DONE = Words("Connected with Jenkins as {user}")
DONE_TEXT = Words("What you start or stop there is done in your name from now on.")
REPLACED = Words("It takes the place of the token that I had of {user}.")
NOT_TAKEN = Words("Jenkins does not take this token")
NOT_TAKEN_TEXT = Words("Nothing was kept. {error}")
GONE = Words("Jenkins is asked as {user} no longer")
GONE_TEXT = Words("Your token is forgotten here; in Jenkins it is valid until you revoke it there.")
DISCONNECT = Words("Disconnect")
NOT_CONNECTED = Words("You are not connected with Jenkins.")

NAME = re.compile(r"[^\s:]{1,200}")
A_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,200}")


async def connect(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Ask for user name and token in a form; try and keep what it brings."""
    if not use.systems.vault.has_key:
        raise UsageError(NO_KEY)
    if words.text("ADDRESS") or ("token" in words.settings and "token" not in ask.settings):
        raise UsageError(TYPED)
    user, token = ask.settings.get("user", "").strip(), ask.settings.get("token", "").strip()
    if not token:
        return form(words.settings.get("user", ""))
    if not NAME.fullmatch(user):
        raise UsageError(NOT_A_NAME)
    if not A_TOKEN.fullmatch(token):
        raise UsageError(NOT_A_TOKEN)
    return await _kept(ask, use, user, token)


async def _kept(ask: Ask, use: Use, user: str, token: str) -> Message:
    try:
        known = await use.systems.jenkins.known_as(user, token)
    except RefusedError as error:
        said = NOT_TAKEN_TEXT.format(error=error)
        return Message(NOT_TAKEN, (Paragraph(said),), Tone.WARN, private=True)
    vault = use.systems.vault
    before = await vault.name(SYSTEM, ask.user)
    await vault.keep(SYSTEM, ask.user, Login(known or user, token))
    notes = (Note(REPLACED.format(user=before)),) if before else ()
    return Message(
        DONE.format(user=known or user),
        (Paragraph(DONE_TEXT), *notes),
        Tone.GOOD,
        buttons=(Button(DISCONNECT, f"ops disconnect {SYSTEM}"),),
        private=True,
    )


def form(user: str = "") -> Form:
    """The form for user name and token."""
    return Form(
        title=TITLE,
        command=f"ops connect {SYSTEM}",
        fields=(
            Field("user", USER, "text", user, hint=USER_HINT),
            Field("token", TOKEN, "secret", hint=TOKEN_HINT),
        ),
        submit=SUBMIT,
        intro=INTRO,
        otherwise=Message(
            NEEDS_FORM,
            (Paragraph(NEEDS_TEXT),),
            buttons=(Button(FILL_IN, f"ops connect {SYSTEM}", "primary"),),
            private=True,
        ),
    )


async def disconnect(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Forget the token."""
    user = await use.systems.vault.name(SYSTEM, ask.user)
    if not user:
        raise UsageError(NOT_CONNECTED)
    await use.systems.vault.forget(SYSTEM, ask.user)
    return Message(GONE.format(user=user), (Paragraph(GONE_TEXT),), private=True)
