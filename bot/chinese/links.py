"""Previews of links."""

WORDS = {
    "{build} {outcome}": "{build} {outcome}",
    "Took": "用时",
    "{failed} of {total} failed": "{total} 个中有 {failed} 个失败",
}
