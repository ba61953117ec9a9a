"""What the bot says of itself."""

WORDS = {
    "I speak {name} with you": "我会用{name}和你说话",
    "I speak {name} in this channel": "我在这个频道说{name}",
    "With you I speak {mine}, in this channel {here}.": "我和你说{mine}，在这个频道说{here}。",
    "Language": "语言",
    "Lines of logs, names and what people wrote stay as they are.": "日志原文、名称和人们写下的话都保持原样。",
    "I speak `en` (English) and `zh` (中文), and `{asked}` is neither.": (
        "我会说 `en`（English）和 `zh`（中文），`{asked}` 两者都不是。"
    ),
    "Say `here` for the whole channel, or nothing for yourself; `{asked}` is neither.": (
        "写 `here` 表示整个频道，不写表示只对你自己；`{asked}` 两者都不是。"
    ),
}
