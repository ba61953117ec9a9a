"""What channels hear of builds without asking, and what they say about what they want to hear."""

CARDS = {
    "Failed again: {build} is failure number {count} in a row.": (
        "再次失败：{build} 是连续第 {count} 次失败。"
    ),
    "{job} is mended by #{number}": "{job} 已由 #{number} 恢复",
    "Broken since #{first}, {count}.": "从 #{first} 开始失败，{count}。",
    "Broken since #{first}, {count}, for {time}.": "从 #{first} 开始失败，{count}，持续了 {time}。",
    "one failed build": "共 1 次构建失败",
    "{count} failed builds": "共 {count} 次构建失败",
    "{build} passed in {took}, started by ": "{build} 用时 {took} 通过，触发者：",
    "Commits in it": "其中的提交",
}

SUBSCRIPTIONS = {
    # subscriptions
    "A subscription has no `{name}=`; it has {names}.": "订阅没有 `{name}=`，可用的有 {names}。",
    "This channel now hears of {glob}": "本频道现在会收到 {glob} 的消息",
    "It hears ": "会收到：",
    "It heard of these jobs before; now it hears ": "这些任务之前已经订阅；现在会收到：",
    "Right now that is {count} jobs: {names}.": "目前匹配 {count} 个任务：{names}。",
    "Right now that is one job: {names}.": "目前匹配一个任务：{names}。",
    "No job matches it yet.": "目前还没有任务匹配。",
    "This channel no longer hears of {glob}": "本频道不再收到 {glob} 的消息",
    "This channel has no subscription `{glob}`.": "本频道没有订阅 `{glob}`。",
    "What this channel hears of": "本频道的订阅",
    "Nothing yet. `/jenkins subscribe GLOB` starts it, for example `/jenkins subscribe *`.": (
        "还没有订阅。用 `/jenkins subscribe GLOB` 开始，例如 `/jenkins subscribe *`。"
    ),
    "This channel's subscription is changed": "本频道的订阅已修改",
    "Edit {name}": "编辑 {name}",
    "Edit a subscription": "编辑订阅",
    "Save": "保存",
    "The form could not be opened any more: press Edit once more.": "表单已无法打开：请再按一次“编辑”。",
    "Outcomes": "结果",
    "Only with commits of": "仅限包含此人提交的构建",
    "Quiet hours": "安静时段",
    "A pattern: * is everything, team/* a folder.": "通配模式：* 表示全部，team/* 表示一个文件夹。",
    "Of failures, broken, fixed, unstable, aborted, all; commas between them.": (
        "可选 failures、broken、fixed、unstable、aborted、all，用英文逗号分隔。"
    ),
    "Such as 20-08, in your time zone.": "例如 20-08，按你的时区。",
    "each build, from start to end": "每次构建，从开始到结束",
    "each failure": "每次失败",
    "the first failure after a good build": "成功之后的第一次失败",
    "the first good build after a failure": "失败之后的第一次成功",
    "each unstable build": "每次不稳定的构建",
    "each aborted build": "每次被中止的构建",
    " · branch ": " · 分支 ",
    " · failed in stage ": " · 失败于阶段 ",
    " · with commits of ": " · 包含此人的提交：",
    " · started by ": " · 触发者：",
    " · quiet {hours} ({zone})": " · 安静时段 {hours}（{zone}）",
    "a person": "人工",
    "another job": "其他任务",
    "I do not know `{word}`.": "我不认识 `{word}`。",
    " There are {outcomes}, and {filters}.": "可用的有 {outcomes}，以及 {filters}。",
    "`{word}` needs something after the colon.": "`{word}` 的冒号后面需要内容。",
    "A build starts by `{causes}`, and `{word}` is none of them.": (
        "构建的触发方式有 `{causes}`，`{word}` 不在其中。"
    ),
    "`{word}` is nobody I know: write `owner:@me` or mention somebody.": (
        "我不认识 `{word}`：请写 `owner:@me`，或者 @ 某人。"
    ),
    "`{name}:` stands there twice; make it two subscriptions.": "`{name}:` 出现了两次；请分成两个订阅。",
    "`{word}` are no quiet hours: write them as `quiet:20-08` or `quiet:off`.": (
        "`{word}` 不是安静时段：请写成 `quiet:20-08` 或 `quiet:off`。"
    ),
    # preview
    "The last {days} days would have posted {count} messages": "过去 {days} 天会发出 {count} 条消息",
    "The last {days} days would have posted one message": "过去 {days} 天会发出一条消息",
    "The last {days} days would have posted nothing": "过去 {days} 天不会发出任何消息",
    "{count} in the channel, {threads} in threads": "频道中 {count} 条，消息串中 {threads} 条",
    "{count} held back in quiet hours, told in {digests} afterwards": (
        "安静时段内暂缓 {count} 条，之后汇总成 {digests} 条"
    ),
    "The newest of them": "其中最近的",
    "broken": "失败",
    "failed again": "再次失败",
    "fixed": "恢复",
    "stopped": "中止",
    "By hour of the day ({zone})": "按一天中的小时（{zone}）",
    "Read from {builds} builds of {jobs} jobs in Jenkins; they go through what decides live.": (
        "取自 Jenkins 中 {jobs} 个任务的 {builds} 次构建；判断方式与实时通知相同。"
    ),
    "{count} more jobs match and were not read.": "另有 {count} 个匹配的任务没有读取。",
    "{count} of the failures ended within a minute of one another: those of one cause would have been"
    " one message.": "其中 {count} 次失败彼此相隔不到一分钟：原因相同的会合并为一条消息。",
    "Of {jobs} only the newest builds were read.": "{jobs} 只读取了最近的构建。",
    "This channel has no subscription yet: say what to preview, such as `preview team/*`.": (
        "本频道还没有订阅：请写明要预览什么，例如 `preview team/*`。"
    ),
    "Subscribe": "订阅",
    # mute and talk
    "`{word}` is no time to be silent: say for example 30m, 2h or 1d, four weeks at most.": (
        "`{word}` 不是静音时长：例如写 30m、2h 或 1d，最长四周。"
    ),
    "Unmute": "取消静音",
    "This channel is silent about {glob} for {time}": "本频道对 {glob} 静音 {time}",
    (
        "Nothing of what these jobs do is posted here meanwhile, and nothing is made up for afterwards:"
        " `/jenkins list` shows how they stand."
    ): "在此期间这些任务的消息不会发到这里，之后也不会补发：`/jenkins list` 可查看它们的状态。",
    "This channel hears of {glob} again": "本频道重新接收 {glob} 的消息",
    "Nothing here is silenced as `{glob}`.": "这里没有静音 `{glob}`。",
    " Silenced are: {names}.": "已静音：{names}。",
    "A broken job is one message here; further failures and the mending go into its thread.": (
        "失败的任务在这里是一条消息；后续失败和恢复写入它的消息串。"
    ),
    "Each failure is a message of its own here, and so is the mending.": "每次失败和恢复都单独发一条消息。",
    "A broken job is one message here, which changes in place; nothing is said in its thread.": (
        "失败的任务在这里是一条原地更新的消息；消息串里不再发言。"
    ),
    "How much this channel hears": "本频道的消息多少",
    "`{word}` is none of {names}.": "`{word}` 不是 {names} 之一。",
    # quiet hours
    "While it was quiet: {count} builds worth telling": "安静时段内有 {count} 次构建值得一提",
    "While it was quiet: one build worth telling": "安静时段内有一次构建值得一提",
    "Still broken": "仍然失败",
    "Mended by now": "已经恢复",
    "What else ended": "其他已结束的构建",
    "And {count} jobs more.": "另有 {count} 个任务。",
    " broken since {when}, {count} failures": " 自 {when} 起失败，共 {count} 次",
    " broken since {when}": " 自 {when} 起失败",
    " was broken and is mended by #{number}, {when}": " 曾经失败，已由 #{number} 恢复（{when}）",
    " passed at {when}": " 于 {when} 通过",
    " was stopped at {when}": " 于 {when} 中止",
    "Times are UTC.": "时间均为 UTC。",
    # storms
    "{count} builds failed with the agent {name}": "{count} 次构建因代理 {name} 失联而失败",
    "{count} builds failed because {name} does not answer": "{count} 次构建因 {name} 无响应而失败",
    "{count} builds failed because the disk of {name} is full": "{count} 次构建因 {name} 磁盘已满而失败",
    "{count} builds failed in the same way": "{count} 次构建以相同方式失败",
    "Cause, read from {build}: {cause}": "原因（取自 {build}）：{cause}",
    "Decisive lines of {build}": "{build} 的关键日志",
    "More builds": "更多构建",
    " · mended by #{number}": " · 已由 #{number} 恢复",
    "{title}: all jobs are mended": "{title}：所有任务均已恢复",
    " · has its own message": " · 另有单独的消息",
    "From {first} to {last} UTC; what follows within a minute is added here.": (
        "{first} 至 {last}（UTC）；一分钟内的后续失败会加到这里。"
    ),
    "Many builds failed from the same cause: they are listed in one message of their own.": (
        "许多构建因同一原因失败：它们列在单独的一条消息里。"
    ),
    # digest
    "The last 24 hours of builds": "过去 24 小时的构建",
    "The last 7 days of builds": "过去 7 天的构建",
    "Passed": "通过",
    "Mean time to green": "平均恢复时间",
    "{passed} of {total} ({percent} %)": "{total} 次中 {passed} 次（{percent} %）",
    "{total}, {aborted} of them aborted": "{total}，其中 {aborted} 次被中止",
    "{time}, over {count} times": "{time}（共 {count} 次）",
    "{time}, once": "{time}（一次）",
    "no job was mended": "没有任务恢复",
    "What broke": "失败的任务",
    "Job": "任务",
    "Failures": "失败次数",
    "Now": "现状",
    "Red for": "失败时长",
    "mended": "已恢复",
    "Nothing broke.": "没有任务失败。",
    "The flakiest tests": "最不稳定的测试",
    " of {job} fails without a cause in {percent} % of its builds": "（{job}）在 {percent} % 的构建中无故失败",
    "What grew slower": "变慢的任务",
    " takes {now}, {percent} % more than the {before} of before": " 现在需要 {now}，比之前的 {before} 多 {percent} %",
    "Builds that ended, and those that failed": "已结束的构建与失败的构建",
    "A chart of the builds that ended and of those that failed: {failed} of {total} failed.": (
        "已结束与失败的构建的图表：{total} 次中有 {failed} 次失败。"
    ),
    "How the jobs stand": "任务状态",
    "No build of the jobs that this channel hears of ended in that time.": (
        "这段时间内，本频道订阅的任务没有构建结束。"
    ),
    "Of the one job that this channel hears of, as Jenkins tells it. `/jenkins digest off` ends it.": (
        "依据 Jenkins 中本频道订阅的 1 个任务。`/jenkins digest off` 可关闭。"
    ),
    "Of {jobs} jobs that this channel hears of, as Jenkins tells them. `/jenkins digest off` ends it.": (
        "依据 Jenkins 中本频道订阅的 {jobs} 个任务。`/jenkins digest off` 可关闭。"
    ),
    "The digest of this channel": "本频道的汇总",
    "It comes every morning at 9:00 ({zone}), about the day before.": (
        "每天早上 9:00（{zone}）发送，内容为前一天。"
    ),
    "It comes every Monday at 9:00 ({zone}), about the week before.": (
        "每周一早上 9:00（{zone}）发送，内容为前一周。"
    ),
    "There is none.": "没有汇总。",
    (
        "This channel hears of no job, so there is nothing to sum up: `/jenkins subscribe GLOB`"
        " comes first."
    ): "本频道没有订阅任务，没有可汇总的内容：请先用 `/jenkins subscribe GLOB`。",
    "Every day": "每天",
    "Every week": "每周",
    "None": "不要",
    "Show it now": "现在显示",
    "The flakiest tests are left out: Jenkins did not give the test reports in time.": (
        "最不稳定的测试没有列出：Jenkins 没有及时给出测试报告。"
    ),
    "Not all of Jenkins was read: {count} jobs more match.": "没有读完 Jenkins：另有 {count} 个匹配的任务。",
    # authors
    "You get this because a commit of yours is in that build; `/ops notify off` ends it.": (
        "你收到这条消息，是因为这次构建里有你的提交；`/ops notify off` 可关闭。"
    ),
}

WORDS = {**CARDS, **SUBSCRIPTIONS}
