"""A person's Home tab."""

WORDS = {
    "Your overview": "我的概览",
    "What is yours in Jenkins, in incidents and in this workspace, as of {time} UTC.": (
        "这里是 Jenkins、事故和本工作区中与你有关的内容，更新于 {time} UTC。"
    ),
    "My builds": "我的构建",
    "Broken jobs that I touched": "我参与过且正在失败的任务",
    "Open incidents": "未关闭的事故",
    "My subscriptions": "我的订阅",
    "Recent answers": "最近的回答",
    "This could not be read: {error}": "这部分没有读到：{error}",
    "This page is for people of this workspace.": "此页面仅供本工作区的成员使用。",
    "All jobs": "所有任务",
    "Alerts": "告警",
    "Help": "帮助",
    "you started it": "由你启动",
    "your commit {sha} {subject}": "你的提交 {sha} {subject}",
    "broke with #{first}": "从 #{first} 起失败",
    "broken since #{first}, {count} failed in a row": "从 #{first} 起失败，已连续 {count} 次",
    "None of the last week.": "最近一周没有。",
    "I do not know your commits yet: `/ops connect git you@example.com` links the address in them to"
    " you.": "我还不知道哪些提交是你的：用 `/ops connect git you@example.com` 把提交中的邮箱地址与你关联。",
    "None: what you touched is fine.": "没有：你参与过的任务都正常。",
    "Of {count} jobs Jenkins did not tell the builds: {error}": (
        "有 {count} 个任务的构建没有从 Jenkins 读到：{error}"
    ),
    "{severity}, {status}": "{severity}，{status}",
    "Timeline": "时间线",
    "None. `/inc new` opens one.": "没有。用 `/inc new` 新建事故。",
    "{count} more: `/inc list` shows all.": "还有 {count} 个：用 `/inc list` 查看全部。",
    "in #{channel}": "在 #{channel}",
    "all alerts": "所有告警",
    "Jobs now": "任务现状",
    "Alerts now": "当前告警",
    "None. `/jenkins subscribe GLOB` in a channel makes it hear of jobs, `/prom subscribe` of alerts.": (
        "没有。在频道里用 `/jenkins subscribe GLOB` 订阅任务，用 `/prom subscribe` 订阅告警。"
    ),
    "{count} more: `/jenkins subscriptions` in a channel lists all of it.": (
        "还有 {count} 个：在频道里用 `/jenkins subscriptions` 查看该频道的全部订阅。"
    ),
    "Ask again": "再问一次",
    "None of the last days. Ask me something: `/ops help` lists what I can do.": (
        "最近几天没有。可以向我提问：`/ops help` 列出我能做的事。"
    ),
}
