"""What is told of one build: its card while it waits and runs, and the whole story at its end."""

WORDS = {
    # words
    "passed": "通过",
    "failed": "失败",
    "is unstable": "不稳定（有测试失败）",
    "was aborted": "已中止",
    "was not built": "未构建",
    "is running": "正在运行",
    "ended": "已结束",
    "{build} {outcome}": "{build} {outcome}",
    "not told": "未说明",
    "the timer": "定时器",
    "a push": "推送",
    "a replay": "重放",
    "{seconds} s": "{seconds} 秒",
    "{minutes} min {seconds} s": "{minutes} 分 {seconds} 秒",
    "{hours} h {minutes} min": "{hours} 小时 {minutes} 分",
    # steps
    "Abort": "中止",
    "Re-run": "重新构建",
    "Full log": "完整日志",
    "Log so far": "目前的日志",
    "Suspects": "可疑提交",
    "Why?": "为什么？",
    "Job status": "任务状态",
    "Open in Jenkins": "在 Jenkins 中打开",
    "Compare with #{good}": "与 #{good} 比较",
    "Mute for a day": "静音一天",
    "Subscriptions": "订阅",
    "Approve": "批准",
    "Decline": "拒绝",
    "Open incident": "新建事故",
    "Abort this build?": "要中止这次构建吗？",
    "What it has done so far stays done.": "已经完成的部分不会撤销。",
    "Let it run": "让它继续",
    "Run it again?": "要再构建一次吗？",
    "Starts a new build with the same parameters.": "用相同的参数开始一次新的构建。",
    "Not now": "暂不",
    "Let it go on?": "要让它继续吗？",
    "Decline, and abort the build?": "要拒绝并中止这次构建吗？",
    "The build asks: {message}": "构建在问：{message}",
    # progress
    "{build} waits for an answer": "{build} 正在等待答复",
    "{build} is running": "{build} 正在运行",
    "{job} waits in Jenkins's queue": "{job} 正在 Jenkins 队列中等待",
    "{job} left Jenkins's queue": "{job} 已离开 Jenkins 队列",
    "{job} was taken out of Jenkins's queue": "{job} 已从 Jenkins 队列中取消",
    "It was cancelled there before it began, so nothing was built.": (
        "它在开始之前就在那里被取消了，所以没有构建任何东西。"
    ),
    "Jenkins does not tell any more what became of it.": "Jenkins 已经不再提供它的结果。",
    "Waits for": "等待",
    "Jenkins has not said why": "Jenkins 没有说明原因",
    "Branch": "分支",
    "Started by": "触发者",
    "Time": "时间",
    "Stages": "阶段",
    "Started by it": "由它触发",
    "Jenkins asks: ": "Jenkins 在问：",
    "{bar} {percent} %: {elapsed} of about {expected}": (
        "{bar} {percent}%：已运行 {elapsed}，预计约 {expected}"
    ),
    "{elapsed}, longer than usual: about {expected}": "已运行 {elapsed}，比平时长：平时约 {expected}",
    "{elapsed} so far": "已运行 {elapsed}",
    "{sign} {name}": "{sign} {name}",
    "{sign} {name} · {took}": "{sign} {name} · {took}",
    "{count} earlier ones": "前面还有 {count} 个",
    "waits for an answer": "等待答复",
    # card
    "Failed stage": "失败的阶段",
    "Tests": "测试",
    "Command": "命令",
    ", took {time}": "，用时 {time}",
    "{failed} of {total} failed": "{total} 个中有 {failed} 个失败",
    "{passed} passed": "{passed} 个通过",
    "Cause: ": "原因：",
    "Hypothesis (the model's, nothing in the log proves it): ": "假设（来自模型，日志中没有证据）：",
    "What else it could be (the model's words)": "其他可能（模型的说法）",
    "Decisive lines": "关键日志行",
    "Failed tests": "失败的测试",
    " (for {age} builds)": "（已连续 {age} 次构建）",
    "Commits since #{good}, the last good build": "自上次成功的构建 #{good} 以来的提交",
    "Commits in this build": "这次构建中的提交",
    "No commits since #{good}, the last good build: the same code passed there.": (
        "自上次成功的构建 #{good} 以来没有提交：同样的代码当时通过了。"
    ),
    "What to do next": "下一步",
    "The engine read {lines} lines of the log; confidence {percent} %.": (
        "引擎读取了 {lines} 行日志；置信度 {percent}%。"
    ),
    "Not enough evidence in the log to name a cause.": "日志中的证据不足，无法确定原因。",
    "The sentence on the cause is the model's; it is borne out by {quotes} of the log.": (
        "关于原因的这句话来自模型，并有{quotes}为证。"
    ),
    "1 quote": "一处日志引文",
    "{count} quotes": "{count} 处引文",
    "The model was not given {what}.": "没有提供给模型的内容：{what}。",
    "Nothing failed in this build, so there is nothing to explain.": "这次构建没有失败，无需解释。",
    "This build still runs: ask again when it is over, or look at the log so far.": (
        "这次构建还在运行：等它结束后再问，或者先看目前的日志。"
    ),
    "{title}: {cause}": "{title}：{cause}",
    "Share with the channel": "分享到频道",
    "Test report": "测试报告",
    " · flaky: {evidence}": " · 不稳定：{evidence}",
    "All of them are flaky: built again, they may pass without a change.": (
        "它们都是不稳定的测试：不作修改，重新构建也可能通过。"
    ),
    "It is flaky: built again, it may pass without a change.": (
        "它是不稳定的测试：不作修改，重新构建也可能通过。"
    ),
    "Combinations": "组合",
    "{failed} of {count} failed: {names}": "{count} 个中失败 {failed} 个：{names}",
    "{count} ended well": "{count} 个顺利结束",
    "Failed in": "失败于",
    "Stopped": "停止原因",
    "Mark as flaky": "标记为不稳定",
    "Not flaky": "并非不稳定",
}
