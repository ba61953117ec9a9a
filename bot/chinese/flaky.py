"""Flaky tests (`/jenkins flaky`)."""

WORDS = {
    "{job} has {count} flaky tests": "{job} 有 {count} 个不稳定的测试",
    "{job} has one flaky test": "{job} 有 1 个不稳定的测试",
    "No flaky test is known in {job}": "{job} 没有已知的不稳定测试",
    "None of its last builds published a test report.": "最近的构建都没有发布测试报告。",
    "New in the last 7 days": "最近 7 天新出现",
    "The worst first": "从最不稳定的开始",
    "Over: they pass all the time now": "已恢复：现在一直通过",
    "failed in {failed} of {builds} builds": "{builds} 次构建中失败 {failed} 次",
    "{count} times on a commit on which it also passed": "其中 {count} 次所在的提交上它也通过过",
    "once on a commit on which it also passed": "其中 1 次所在的提交上它也通过过",
    "mended by commits that have nothing to do with it": "恢复时的提交与它无关",
    "{count} good builds since": "此后 {count} 次构建都通过",
    "{count} cases of it": "{count} 个用例",
    " says that it is flaky": " 认为它不稳定",
    " says that they are not flaky, or one of them is not: {tests}": " 认为以下测试并非不稳定：{tests}",
    "{builds} builds with tests were looked at. Aborted builds and those in which half of the tests"
    " failed at once do not count, nor do failures that a commit or a parameter explains.": (
        "共查看 {builds} 次有测试的构建。被中止的构建、一次有半数测试失败的构建不计入，"
        "能由提交或参数解释的失败也不计入。"
    ),
    "{count} reports are not read yet: ask again, and I go on where I stopped.": (
        "还有 {count} 份报告没有读完：再问一次，我会接着读。"
    ),
    "`/jenkins flaky {job} TEST no` keeps a test out of this list, `yes` puts one in.": (
        "`/jenkins flaky {job} TEST no` 把一个测试移出列表，`yes` 把它加入列表。"
    ),
    "{test} counts as flaky": "{test} 现在算作不稳定",
    "{test} does not count as flaky": "{test} 不算不稳定",
    "{test} is judged by its builds again": "{test} 重新由构建结果判断",
    "Your word counts more than its builds. `forget` takes it back.": (
        "你的判断优先于构建结果。用 `forget` 可以收回。"
    ),
    "Say `yes`, `no` or `forget` after the test; `{word}` is none of them.": (
        "请在测试名后写 `yes`、`no` 或 `forget`；`{word}` 不是其中之一。"
    ),
    "No test of the last builds of `{job}` is called `{test}`.": (
        "`{job}` 最近的构建里没有叫 `{test}` 的测试。"
    ),
    "I can write {formats}, and `{asked}` is none of them.": "我能写 {formats}，`{asked}` 不在其中。",
    "{count} flaky tests of {job}": "{job} 的 {count} 个不稳定测试",
    "One flaky test of {job}": "{job} 的 1 个不稳定测试",
    "The list is in the file.": "列表在文件里。",
    "One name a line.": "每行一个名称。",
    " leaves them out (pytest 8.2 or newer).": " 会跳过它们（pytest 8.2 或更新版本）。",
    " leaves them out (Surefire 3 or newer).": " 会跳过它们（Surefire 3 或更新版本）。",
    "There is nothing to list.": "没有可列出的测试。",
    "List as a file": "列表文件",
    "List for pytest": "pytest 列表",
    "List for Surefire": "Surefire 列表",
    "{builds} reports could not be read: {error}": "{builds} 份报告无法读取：{error}",
}
