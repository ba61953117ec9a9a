"""What all handlers say: numbers, durations, the command grammar, subscriptions."""

COUNTED = {
    "alert": "条告警",
    "commit": "个提交",
    "file": "个文件",
    "grant": "项授权",
    "hunk": "处改动",
    "item": "条记录",
    "job": "个任务",
    "line": "行",
    "message": "条消息",
    "more alert": "条其他告警",
    "native histogram": "个原生直方图",
    "new line": "行新代码",
    "piece": "条资料",
    "place": "处",
    "quote": "处引文",
    "remark": "条意见",
    "role": "个角色",
    "row": "行记录",
    "secret": "个机密",
    "silence": "条静默规则",
    "source file": "个源文件",
    "test": "个测试",
    "thing": "处",
    "worker": "个工作进程",
}
IRREGULAR = {
    "address": ("addresses", "个地址"),
    "repository": ("repositories", "个仓库"),
    "series": ("series", "条时间序列"),
}
NUMBERS = (
    {f"{{count}} {noun}": f"{{count}} {said}" for noun, said in COUNTED.items()}
    | {f"{{count}} {noun}s": f"{{count}} {said}" for noun, said in COUNTED.items()}
    | {f"{{count}} {noun}": f"{{count}} {said}" for noun, (_, said) in IRREGULAR.items()}
    | {f"{{count}} {many}": f"{{count}} {said}" for many, said in IRREGULAR.values()}
)

WORDS = NUMBERS | {
    ", ": "、",
    " ": "",
    ": ": "：",
    ", {text}": "，{text}",
    " or ": "或",
    " and ": "和",
    "{count} w": "{count} 周",
    "{count} d": "{count} 天",
    "{count} h": "{count} 小时",
    "{count} min": "{count} 分钟",
    "{count} s": "{count} 秒",
    "just now": "刚刚",
    "{count} day ago": "{count} 天前",
    "{count} days ago": "{count} 天前",
    "{count} hour ago": "{count} 小时前",
    "{count} hours ago": "{count} 小时前",
    "{count} minute ago": "{count} 分钟前",
    "{count} minutes ago": "{count} 分钟前",
    "and {count} more": "还有 {count} 项",
    "`{usage}` needs {name}.": "`{usage}` 还缺少 {name}。",
    "{name} is a build number such as 512, and `{word}` is not one.": (
        "{name} 应是构建编号，例如 512，而 `{word}` 不是。"
    ),
    "I do not know what to do with `{words}`.": "我不知道该怎么处理 `{words}`。",
    "I do not know `{text}`.": "我不认识 `{text}`。",
    " Did you mean {names}?": "你是想说 {names} 吗？",
    "{why} Try `/{example}`.": "{why}可以试试 `/{example}`。",
    "{secrets} was taken out before the model read it.": "模型读取之前，已去掉 {secrets}。",
    "{secrets} were taken out before the model read it.": "模型读取之前，已去掉 {secrets}。",
    "Keep it": "保持不变",
    "Subscribe in the channel that shall hear of it.": "请在要接收消息的频道里订阅。",
    "Invite me to this channel with /invite if I am not in it yet, so that I may post here.": (
        "如果我还不在这个频道，请用 /invite 邀请我，这样我才能在这里发消息。"
    ),
    " It has {names}.": "它现有的订阅：{names}。",
    ", asked for by ": "，订阅者：",
    "Undo": "撤销",
    "Remove {name}": "移除 {name}",
    "(all)": "（全部）",
}
