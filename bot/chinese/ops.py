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
    # mute and notify
    "I write you no direct messages about builds for {time}": "{time}内我不会私信你构建的消息",
    "I post nothing about builds in this channel for {time}": "{time}内我不会在本频道发构建的消息",
    "I write you direct messages about builds again": "我会重新私信你构建的消息",
    "I post about builds in this channel again": "我会重新在本频道发构建的消息",
    "What you ask is answered all the same, and alerts and incidents come as ever.": (
        "你的提问照常回答，告警和事件也照常通知。"
    ),
    "Nothing was silenced.": "没有任何静音。",
    "Say `here` for the whole channel, or nothing for yourself; `{word}` is neither.": (
        "写 `here` 表示整个频道，不写表示只对你自己；`{word}` 两者都不是。"
    ),
    "I write to you when a build with your commits fails": "包含你提交的构建失败时，我会私信你",
    "I do not write to you about builds": "我不会私信你构建的消息",
    "Your commits are those by {addresses}. `/ops notify off` ends it.": (
        "你的提交是 {addresses} 的提交。`/ops notify off` 可关闭。"
    ),
    "I do not know your commits yet: `/ops connect git ADDRESS` links the address that they carry.": (
        "我还不知道哪些是你的提交：用 `/ops connect git ADDRESS` 关联提交所用的地址。"
    ),
    "Say `on`, `off` or nothing; `{word}` is none of them.": "请写 `on`、`off` 或不写；`{word}` 都不是。",
    "Write to me": "请私信我",
    "Stop it": "停止",
}
