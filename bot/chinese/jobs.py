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
}
