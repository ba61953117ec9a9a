"""What is known of failures, and what people said of them."""

WORDS = {
    # days
    "January": "1月",
    "February": "2月",
    "March": "3月",
    "April": "4月",
    "May": "5月",
    "June": "6月",
    "July": "7月",
    "August": "8月",
    "September": "9月",
    "October": "10月",
    "November": "11月",
    "December": "12月",
    "{day} {month}": "{month}{day}日",
    "{day} {month} {year}": "{year}年{month}{day}日",
    # how often, where, what ended it
    "Seen once, on {day}": "出现过一次，在{day}",
    "Seen {count} times since {day}": "自{day}以来出现过 {count} 次",
    ", in {jobs}": "，任务：{jobs}",
    "{jobs} and {count} more": "{jobs} 等，另有 {count} 个",
    ", {count} of them in other folders": "，其中 {count} 次在其他文件夹",
    "last fixed by ": "上次修复：",
    "commit": "提交",
    "after {time}": "历时 {time}",
    " without a new commit": "，没有新的提交，",
    " corrected this on {day}: ": " 在{day}更正：",
    " named the decisive line on {day}: ": " 在{day}指出了决定性的一行：",
    " said on {day} what helped: ": " 在{day}说明了解决办法：",
    "thread": "消息串",
    # on the card
    "The engine itself read: {cause}": "引擎自己的判断：{cause}",
    "Seen before": "以前出现过",
    "Looks much like": "看起来很像",
    "This build's log does not have that line.": "这次构建的日志里没有这一行。",
    "The model's words are those on {build}, the same failure; it was not asked again.": (
        "模型的说明来自 {build}，是同一个失败；没有再问模型。"
    ),
    "This failure is known, so the model was not asked again; what it said of {build} names what"
    " this log does not have, and is not shown.": (
        "这个失败是已知的，所以没有再问模型；它对 {build} 的说明提到了这份日志里没有的内容，因此不显示。"
    ),
    "Correct the cause": "更正原因",
    "What was it?": "原因是什么？",
    # to who said something
    "What you said was of use": "你说的话派上了用场",
    " failed the way you know: its answer says, in your name: ": (
        " 出现了你了解的那种失败：回答以你的名义写道："
    ),
    "From now on, whenever this failure ({id}) comes back, its answer says, in your name: {right} The"
    " model's words on it are not shown again, and I tell you when yours are first of use.": (
        "从现在起，这个失败（{id}）再出现时，回答会以你的名义写：{right} 模型对它的说明不再显示；"
        "你的话第一次派上用场时，我会告诉你。"
    ),
    "What is known of it": "已知的情况",
    # /jenkins known
    "I know no failure `{id}`. `/jenkins known` lists those that I know.": (
        "我不知道失败 `{id}`。`/jenkins known` 会列出我知道的。"
    ),
    "Several failures begin with `{id}`: say more of its digits.": (
        "有多个失败以 `{id}` 开头：请多写几位。"
    ),
    "Failures that I know": "我知道的失败",
    "Failures that I know in {glob}": "我知道的失败：{glob}",
    "None yet: I remember each failure that I explain or tell a channel of.": (
        "还没有：凡是我解释过或告诉过频道的失败，我都会记住。"
    ),
    "None of a job like `{glob}`.": "没有与 `{glob}` 相符的任务的失败。",
    "Id": "编号",
    "Cause": "原因",
    "Seen": "次数",
    "Last": "最近一次",
    "Fixed by": "由谁修复",
    "{shown} of {count}; a pattern such as `team/*` narrows it.": (
        "共 {count} 个，显示 {shown} 个；可以用 `team/*` 这样的模式缩小范围。"
    ),
    "`/jenkins known ID` shows one: its jobs, what ended it, what people said.": (
        "`/jenkins known ID` 显示其中一个：涉及的任务、怎样结束的、大家说了什么。"
    ),
    "A failure of the kind {category}": "类别为 {category} 的失败",
    "First": "第一次",
    "Branches": "分支",
    "once": "一次",
    "{count} times": "{count} 次",
    "{job} ({count})": "{job}（{count}）",
    "Merged": "合并",
    "{count} other fingerprints count as this one": "另有 {count} 个指纹算作这一个",
    "The engine's reading: {cause}": "引擎的判断：{cause}",
    "The key line of the first build": "第一次构建的关键行",
    "What people said": "大家说的",
    "What ended it": "怎样结束的",
    "Edit": "修改",
    "Forget": "忘记",
    "Forget this failure?": "忘记这个失败？",
    "Its count, what ended it and what people said of it go. The next such failure is new.": (
        "次数、结束方式和大家说的话都会删除。下次再出现就算新的。"
    ),
    "Forget it": "忘记它",
    "Keep": "保存",
    "Shown with your name whenever this failure comes back in jobs of the same folder, without secrets."
    " An empty field takes back what was said.": (
        "同一文件夹的任务再出现这个失败时，会带着你的名字显示，不含机密。留空表示收回以前说的话。"
    ),
    "The cause": "原因",
    "The decisive line of the log": "日志中决定性的一行",
    "What helped": "解决办法",
    "One or two sentences. The engine reads: {cause}": "一两句话。引擎的判断：{cause}",
    "As it stands in the log; numbers and times may differ.": "照日志原文；数字和时间可以不同。",
    "That is kept": "已保存",
    "From now on, whenever failure {id} comes back, its answer says so in your name. I tell you when it"
    " is first of use.": (
        "从现在起，失败 {id} 再出现时，回答会以你的名义这样写。第一次派上用场时，我会告诉你。"
    ),
    'You may type it: `/jenkins known {id} edit "cause=…" "fix=…"`.': (
        '也可以直接输入：`/jenkins known {id} edit "cause=…" "fix=…"`。'
    ),
    "What shall I do with it? I know `edit`, `merge` and `forget`, and not `{word}`.": (
        "要我做什么？我会 `edit`、`merge` 和 `forget`，不会 `{word}`。"
    ),
    "Into which one? `/jenkins known {id} merge OTHER`.": (
        "合并到哪一个？`/jenkins known {id} merge OTHER`。"
    ),
    "These are one failure already.": "它们已经是同一个失败。",
    "Make one failure of these two?": "把这两个合成一个失败？",
    "Merge": "合并",
    "The first then counts as the second, also when it comes back.": (
        "之后第一个就算作第二个，再出现时也一样。"
    ),
    "The other one is not known any more.": "另一个已经不在记录里了。",
    "They are one failure now": "它们现在是同一个失败",
    "That failure is forgotten": "这个失败已经忘记",
}
