"""Logs that somebody pasted."""

WORDS = {
    "What failed in the pasted log": "粘贴的日志里失败的原因",
    "Nothing failed in the pasted log": "粘贴的日志里没有失败",
    "The pasted log is not enough to name a cause": "粘贴的日志不足以判断原因",
    "The engine read {count} pasted lines; confidence {percent} %. Numbers count from the paste's first"
    " line.": "引擎读了粘贴的 {count} 行日志，置信度 {percent}%。行号从粘贴内容的第一行算起。",
    "The engine read {count} pasted lines, and no model.": "引擎读了粘贴的 {count} 行日志，没有使用模型。",
    "Paste from the command that failed down to the end of the log, or ask `/jenkins why JOB`: then I"
    " read the whole of it.": (
        "请从失败的命令开始一直粘贴到日志末尾，或者用 `/jenkins why JOB`，我会读完整的日志。"
    ),
    "The file is longer: Slack gave me only its first lines.": "文件更长：Slack 只给了我开头的几行。",
    "Choose “Explain this” in the menu of a message with a log in it, or write the log behind the"
    " command.": "请在含有日志的消息的菜单里选择“Explain this”，或者把日志写在命令后面。",
    "That message has no words, so there is no log to explain.": "这条消息没有文字，所以没有可解释的日志。",
    "I no longer know that log: please choose “Explain this” on the message again.": (
        "我已不再保留那段日志：请在那条消息上重新选择“Explain this”。"
    ),
}
