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

WORDS = {**CARDS}
