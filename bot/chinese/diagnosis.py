"""What the engine says around a cause."""

WORDS = {
    "There is not enough evidence in this log to name a cause.": "这份日志里的证据不足以说明原因。",
    "Nothing failed: the build ended well.": "没有失败：构建顺利结束。",
    "No failure found, but the log does not say how the build ended.": "没有发现失败，但日志没有说明构建如何结束。",
    "Perhaps: {cause}": "可能：{cause}",
    "The build ended unstable. {cause}": "构建以不稳定状态结束。{cause}",
    "{cause} It was running `{command}`.": "{cause}当时正在运行 `{command}`。",
    "The test {test} fails: {cause}": "测试 {test} 失败：{cause}",
    "{things} fail alike: {what}": "{things}以同样的方式失败：{what}",
    "{count} different failures. {told}": "共 {count} 种不同的失败。{told}",
    "{things}: {what}": "{things}：{what}",
    "{count} places": "{count} 处",
    "1 test": "1 个测试",
    "1 place": "1 处",
}
