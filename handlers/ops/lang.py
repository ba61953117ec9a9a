"""`/ops lang`: the language in which the bot speaks to a person or in a channel."""

from handlers.kit import Arguments, Ask, Button, Message, Paragraph, Reply, Routes, UsageError, Use
from handlers.kit.tongue import LANGUAGES, choose, of_channel, of_person
from handlers.kit.words import Words

NAMES = {"en": "English", "zh": "中文"}  # each in its own language, so that everybody finds theirs
MINE = Words("I speak {name} with you")
HERE = Words("I speak {name} in this channel")
WHICH = Words("With you I speak {mine}, in this channel {here}.")
LANGUAGE = Words("Language")
MEANS = Words("Lines of logs, names and what people wrote stay as they are.")
UNKNOWN = Words("I speak `en` (English) and `zh` (中文), and `{asked}` is neither.")
WHERE = Words("Say `here` for the whole channel, or nothing for yourself; `{asked}` is neither.")

ALIASES = {"english": "en", "chinese": "zh", "中文": "zh", "zh-cn": "zh", "cn": "zh"}
ME, CHANNEL = ("", "me"), ("here", "channel")

routes = Routes()


@routes.command(
    "ops lang", "[LANGUAGE] [WHERE]", example="ops lang zh here", aliases=("language", "语言")
)
async def lang(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Choose the language I speak with you, or with `here` in this channel: `en` or `zh`.

    Without a choice it is the language in which you use Slack; a channel hears English.
    """
    store = use.systems.store
    asked, where = words.text("LANGUAGE").casefold(), words.text("WHERE").casefold()
    if not asked:
        mine = NAMES[await of_person(store, use.talk, ask.user)]
        channel = NAMES[await of_channel(store, ask.channel)]
        told = WHICH.format(mine=mine, here=channel)
        return Message(LANGUAGE, (Paragraph(told),), more=_others())
    language = ALIASES.get(asked, asked)
    if language not in LANGUAGES:
        raise UsageError(UNKNOWN.format(asked=asked))
    if where not in ME + CHANNEL:
        raise UsageError(WHERE.format(asked=where))
    here = where in CHANNEL
    await choose(store, ask.channel if here else ask.user, language)
    return Message((HERE if here else MINE).format(name=NAMES[language]), (Paragraph(MEANS),))


def _others() -> tuple[Button, ...]:
    return tuple(Button(name, f"ops lang {language}") for language, name in NAMES.items())
