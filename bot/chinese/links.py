"""Previews of links."""

WORDS = {
    "started by ": "启动者：",
    "took {time}": "用时 {time}",
    "failed in stage {stage}": "在阶段 {stage} 失败",
    "{failed} of {total} tests failed": "{total} 个测试中有 {failed} 个失败",
}
