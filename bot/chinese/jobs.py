"""What the commands about Jenkins's jobs and logs say."""

WORDS = {
    "Jobs": "任务",
    "Jobs like {glob}": "匹配 {glob} 的任务",
    "Jenkins shows me no job at all.": "Jenkins 没有让我看到任何任务。",
    "No job looks like `{glob}`. Patterns take * and ?, and a folder's jobs are team/*.": (
        "没有任务匹配 `{glob}`。模式可以用 * 和 ?，文件夹里的任务写成 team/*。"
    ),
    "{jobs}: {broken} broken, {running} running.": "{jobs}：{broken} 个失败，{running} 个正在运行。",
    " Only the first {shown} are shown: narrow it with a pattern.": (
        "只显示前 {shown} 个：可用模式缩小范围。"
    ),
    "not built yet": "尚未构建",
    "running": "正在运行",
    "disabled": "已禁用",
    "The log of {build}, which {outcome}": "{build} 的日志（{outcome}）",
    "The log is empty.": "日志是空的。",
    "The last {count} of {lines}": "共 {lines}，最后 {count} 行",
    "The whole log of {build} ({lines}, {size})": "{build} 的完整日志（{lines}，{size}）",
    "{count} bytes": "{count} 字节",
    "Jenkins has no job `{asked}`.": "Jenkins 没有任务 `{asked}`。",
    " The nearest names: {names}.": "最接近的名称：{names}。",
    "`{job}` has never been built.": "`{job}` 从未构建过。",
    "`{job}` has no failed build, so there is nothing to explain.": "`{job}` 没有失败的构建，无需说明。",
    "`{job}` has no build #{number}; its last one is #{last}.": (
        "`{job}` 没有构建 #{number}；最近一次是 #{last}。"
    ),
    "`{job}` is a {kind}, and only jobs inside it are built: try `{inside}`.": (
        "`{job}` 是 {kind}，只有其中的任务才会构建：可以试试 `{inside}`。"
    ),
    "The mirror of {name} did not tell within {seconds:g} s what changed and what stands where it"
    " failed, so the model went without.": (
        "{name} 的镜像在 {seconds:g} 秒内没有说明改动了什么、失败处是什么，所以模型没有得到这些。"
    ),
    "What changed, and what stands where it failed, could not be asked of the mirror, so the model"
    " went without: {error}": "无法向镜像查询改动了什么、失败处是什么，所以模型没有得到这些：{error}",
    "The stages": "阶段",
    "The test report": "测试报告",
    "Earlier builds": "之前的构建",
    "The log": "日志",
    "What is known of it": "已知的情况",
    "What is known of failures of before could not be read: {error}": (
        "无法读取对以前失败的了解：{error}"
    ),
    "is one of the newest": "是最新的提交之一",
    "All tests of {build} passed": "{build} 的测试全部通过",
    "{failed} of {total} tests of {build} failed": "{build} 的 {total} 个测试中有 {failed} 个失败",
    "{build} has no test report": "{build} 没有测试报告",
    "Jenkins has no test results of it: the job publishes none, or it ended before its tests.": (
        "Jenkins 没有它的测试结果：任务不发布测试结果，或它在测试之前就结束了。"
    ),
    "{passed} passed, {failed} failed, {skipped} skipped.": (
        "{passed} 个通过，{failed} 个失败，{skipped} 个跳过。"
    ),
    "What the first one said": "第一个失败的内容",
    "failing for {age} builds": "已连续失败 {age} 次构建",
}
