"""Two builds beside each other (`/jenkins compare`)."""

WORDS = {
    "Compare two builds: parameters, commits, tests, times, where they ran, new lines of the log.": (
        "对比两次构建：参数、提交、测试、耗时、运行的节点、新出现的日志行。"
    ),
    "With one number it is compared with the last good build before it.": (
        "只给一个编号时，与它之前最后一次成功的构建对比。"
    ),
    "{job}: #{b} beside #{a}": "{job}：#{b} 与 #{a} 对比",
    "`{job}` #{number} beside itself is the same: give two builds.": (
        "`{job}` #{number} 和自己没有差别：请给出两次构建。"
    ),
    "No good build is known before `{job}` #{number}: say which one to compare with.": (
        "`{job}` #{number} 之前没有已知的成功构建：请说明与哪一次对比。"
    ),
    "what": "项目",
    "result": "结果",
    "started by": "触发者",
    "branch": "分支",
    "commit": "提交",
    "agent": "节点",
    "took": "耗时",
    "parameter {name}": "参数 {name}",
    "Commits since #{a}": "#{a} 之后的提交",
    "No commit lies between them.": "两者之间没有提交。",
    "Only the last {count} builds are searched for commits.": "只在最近 {count} 次构建中查找提交。",
    "Newly failing tests": "新失败的测试",
    "Tests that pass again": "恢复通过的测试",
    "New tests": "新增的测试",
    "Tests that are gone": "消失的测试",
    "{count} tests fail in both.": "{count} 个测试在两次构建中都失败。",
    "Stages, the one that grew most first": "阶段，耗时增长最多的在前",
    ": {before} → {after}": "：{before} → {after}",
    ", ended {status}": "，结果为 {status}",
    "Lines that are new in #{b}, the most telling first": "#{b} 中新出现的日志行，最有信息量的在前",
    "{count} kinds of lines are new in #{b}; times, numbers and paths aside.": (
        "不计时间、数字和路径，#{b} 有 {count} 种新的日志行。"
    ),
    "The log of #{b} says nothing that #{a} did not say.": "#{b} 的日志没有 #{a} 里没有的内容。",
    "The logs are too varied to be compared to their ends.": "日志内容过于多样，无法全部对比。",
    "A log of over {size} MB was compared without its middle, so its lines have no numbers.": (
        "日志超过 {size} MB，对比时略去了中间部分，所以没有行号。"
    ),
    "The stages": "阶段",
    "The test reports": "测试报告",
    "The builds between": "两者之间的构建",
    "The logs": "日志",
    "they did not come within {seconds} s": "{seconds} 秒内没有收到",
    "#{number} in Jenkins": "在 Jenkins 中打开 #{number}",
    "Flaky tests": "不稳定的测试",
}
