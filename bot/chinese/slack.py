"""What stands around every message: its cuts, its buttons, a form's own words."""

WORDS = {
    "… and {count} more": "…… 还有 {count} 项",
    "The message was too long for Slack; the rest is left out.": "消息对 Slack 来说太长；其余部分已省略。",
    "is looking…": "正在查看……",
    "Still looking: an answer from outside takes its time.": "仍在查看：外部系统的回答需要一些时间。",
    "Stop": "停止",
    "Good": "有帮助",
    "Bad": "没帮助",
    "Cancel": "取消",
    "Yes": "是",
    "Type a few letters of the job": "输入任务名的几个字母",
}
