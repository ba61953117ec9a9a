"""What is said of Jenkins's builds when somebody asks for them, stops them or answers them."""

WORDS = {
    # abort
    "Abort {build}?": "要中止 {build} 吗？",
    "It has been running on Jenkins; what it has done so far stays done.": (
        "它正在 Jenkins 上运行；已经完成的部分不会撤销。"
    ),
    "{build} is not running": "{build} 没有在运行",
    "It is over, so there is nothing to abort.": "它已经结束，没有可以中止的。",
    "{build} is being aborted": "正在中止 {build}",
    " asked Jenkins to stop it; running steps get a moment to end.": (
        " 已要求 Jenkins 停止它；正在运行的步骤会有片刻时间收尾。"
    ),
    "{build} was aborted": "{build} 已中止",
    " asked Jenkins to stop it.": " 已要求 Jenkins 停止它。",
    # approve and decline
    "Let {build} go on?": "要让 {build} 继续吗？",
    "Decline what {build} asks?": "要拒绝 {build} 的请求吗？",
    "It asks: ": "它在问：",
    "Declining aborts the build.": "拒绝会中止这次构建。",
    "{build} goes on": "{build} 继续运行",
    "{build} is declined": "{build} 已被拒绝",
    " approved it: “{message}”": " 已批准：“{message}”",
    " declined it: “{message}”": " 已拒绝：“{message}”",
    "{build} waits for no answer any more": "{build} 不再等待答复",
    "Somebody answered it, or the build ended.": "已经有人答复，或者构建已经结束。",
    "No build of `{job}` waits for an answer.": "`{job}` 没有正在等待答复的构建。",
    "`{build}` waits for no answer.": "`{build}` 没有在等待答复。",
    "`{build}` asks several things at once: say which one with {names}.": (
        "`{build}` 同时在问好几件事：请用 {names} 说明是哪一件。"
    ),
    "`{build}` does not ask `{id}`; it asks {names}.": "`{build}` 没有问 `{id}`；它在问 {names}。",
    "`{name}` is a {kind}, which cannot be answered from here: answer it in Jenkins itself.": (
        "`{name}` 的类型是 {kind}，不能在这里填写：请直接在 Jenkins 里答复。"
    ),
    "{build} still waits for an answer": "{build} 仍在等待答复",
    "I was cut off while I gave it, and do not keep what was filled in: please answer once more.": (
        "我在提交答复时被打断了，而且不会保存填写的内容：请再答复一次。"
    ),
    "Answer {job}": "答复 {job}",
    "Answer": "答复",
    "Press the button to answer.": "请按按钮答复。",
    # status
    "{job} {state}": "{job} {state}",
    "has never been built": "从未构建过",
    "Last builds": "最近的构建",
    "Last good": "最近成功",
    "Last failed": "最近失败",
    "In the queue": "在队列中",
    "Parameters": "参数",
    "waiting": "等待中",
    "This job is disabled in Jenkins: it takes no builds.": "这个任务在 Jenkins 中已禁用，不接受构建。",
    "Build": "构建",
    " in {time}": "，用时 {time}",
    " on branch ": "，分支 ",
    "{sign} #{number} {state}{took}": "{sign} #{number} {state}{took}",
}
