"""From an ask to its answer: what was not understood, what went wrong, who may do what, who approves."""

DISPATCH = {
    "That does not work": "这样不行",
    "`/ops help` lists what I can do.": "`/ops help` 列出我会做的事。",
    "No answer from outside": "外部系统没有给出回答",
    "Not allowed": "不允许",
    "Something in Pilothouse itself failed": "Pilothouse 自身出错了",
    "I could not finish `{text}`. The log has the details under the reference {id}.": (
        "我没能完成 `{text}`。详情见日志，编号 {id}。"
    ),
    "I was interrupted": "我被打断了",
    "I was stopped while I did `{text}`, so I do not know whether it took effect, and I did not "
    "do it a second time. Please look how things stand before you try again.": (
        "我在执行 `{text}` 时被停止，不知道它是否已生效，也没有再做一次。再试之前请先看看现在的情况。"
    ),
    "I did not hear this in time": "我没有及时收到",
    "Slack did not bring me `{text}` when you said it. It may not be wanted any more, so I have"
    " not done it.": "Slack 没有及时把 `{text}` 送到。也许已经不需要了，所以我没有执行。",
    "Do it now": "现在执行",
    "`{text}` was not done within {seconds:.0f} s, so I gave it up.": (
        "`{text}` 在 {seconds:.0f} 秒内没有完成，我放弃了。"
    ),
}
RIGHTS = {
    "`/{path}` changes something, and guests of this workspace may not do that.": (
        "`/{path}` 会做出改动，而本工作区的访客不能这样做。"
    ),
    "Slack did not tell me who you are, so I did not run `/{path}`; please try again.": (
        "Slack 没有告诉我你是谁，所以我没有执行 `/{path}`；请再试一次。"
    ),
    "`/{path}` changes something, and only people of this workspace may do that.": (
        "`/{path}` 会做出改动，只有本工作区的成员才能这样做。"
    ),
    "I answer people of my own workspace alone: what I know of builds, alerts and commits is theirs.": (
        "我只回答自己工作区的成员：我所知道的构建、告警和提交都属于他们。"
    ),
    "`/{path}` changes another system, and no roles are configured, so nobody may. Whoever runs me "
    "grants it with the setting ROLES.": (
        "`/{path}` 会改动其他系统，而现在没有配置角色，所以谁都不能执行。请我的管理员用设置 ROLES 授权。"
    ),
    "None of your roles lets you {action} anything in this channel.": (
        "你的角色都不允许你在这个频道里执行 {action}。"
    ),
    "None of your roles lets you {action} {object} in this channel.": (
        "你的角色都不允许你在这个频道里对 {object} 执行 {action}。"
    ),
    "alerts of more than one name at once": "同时多个名称的告警",
    " `/ops whoami` shows what you may do, and why.": "`/ops whoami` 会显示你可以做什么，以及原因。",
    " Slack did not tell me who is in {groups}, so roles by that did not count; try again.": (
        "Slack 没有告诉我 {groups} 里有谁，所以由此得到的角色没有算上；请再试一次。"
    ),
    "only a command that says what it changes may change something": "只有声明了改动内容的命令才能做出改动",
    "I could not write it into the audit log, so I did not do it: {error}. Whoever runs me should "
    "look at the store, and at `pilothouse audit verify`.": (
        "我没能把它写进审计日志，所以没有执行：{error}。请我的管理员检查存储，并运行 `pilothouse audit verify`。"
    ),
    "Not done": "没有执行",
}
SECOND = {
    "{action} {object}: a second person is asked for": "{action} {object}：需要第二个人批准",
    "{action} {object}: approved": "{action} {object}：已批准",
    "{action} {object}: declined": "{action} {object}：已拒绝",
    "{action} {object}: nobody approved it in time": "{action} {object}：无人及时批准",
    "alerts": "告警",
    " asked for this until {time} UTC.": " 提出了这个请求，有效期至 {time} UTC。",
    " asked for this, and the role {role} wants a second person for it.": (
        " 提出了这个请求，角色 {role} 要求由第二个人批准。"
    ),
    "Somebody else who may do it too can approve it until {time} UTC.": (
        "另一位有同样权限的人可以在 {time} UTC 之前批准。"
    ),
    "It is exactly this that is approved: fingerprint {mark}.": "批准的正是这项内容：指纹 {mark}。",
    " approved what ": " 批准了 ",
    " declined what ": " 拒绝了 ",
    " asked for.": " 的请求。",
    "It runs now; what comes of it follows.": "现在执行；结果随后发出。",
    "Nothing was done.": "没有执行任何操作。",
    "Approve": "批准",
    "Decline": "拒绝",
    "Approve it?": "要批准吗？",
    "It runs at once, in the name of who asked.": "将立即以请求人的名义执行。",
    "Not yet": "暂不",
    "Command": "命令",
    " approved it already.": " 已经批准了。",
    " declined it already.": " 已经拒绝了。",
    "It waits for a second person": "等待第二个人批准",
    "I asked in this channel whether somebody else approves it. It ends by itself at {time} UTC. "
    "Where nothing of it shows up here, invite me: /invite @Pilot.": (
        "我已在这个频道询问是否有其他人批准。请求会在 {time} UTC 自动结束。如果这里没有出现，请邀请我：/invite @Pilot。"
    ),
    "The role {role} wants a second person for this, and here is nobody else: ask for it in a "
    "channel.": "角色 {role} 要求由第二个人批准，而这里没有别人：请在频道里提出请求。",
    "I know of no such request: it is over for a week, or was never made.": (
        "我找不到这个请求：它已结束一周，或从未提出过。"
    ),
    "This request ended at {time} UTC, 15 minutes after it was made: ask for it again.": (
        "这个请求在提出 15 分钟后，已于 {time} UTC 结束：请重新提出。"
    ),
    "You asked for this yourself, so somebody else has to approve it.": (
        "这是你自己提出的，所以要由别人批准。"
    ),
    "You may not approve this: {why}": "你不能批准这个请求：{why}",
    "What was asked for is not what is stored any more, so nothing was done: ask for it again.": (
        "请求的内容与存储的内容不再一致，所以没有执行：请重新提出。"
    ),
    "What was approved is not what would be done now: the parameters, the job's definition or the "
    "build has changed since. Nothing was done: ask for it again.": (
        "批准的内容与现在要执行的内容不同：参数、任务的定义或构建在此期间变了。没有执行任何操作：请重新提出。"
    ),
    "This was not approved, so nothing was done.": "没有得到批准，所以没有执行任何操作。",
    "This approval was used already, so nothing was done a second time.": (
        "这个批准已经用过，所以没有再次执行。"
    ),
    "Not approved": "未批准",
}
WORDS = DISPATCH | RIGHTS | SECOND
