"""Ordering builds: the form of a job's parameters, and what becomes of an order."""

WORDS = {
    "`{job}` has no parameter `{name}`.": "`{job}` 没有参数 `{name}`。",
    "`{job}` takes no parameters, so `{name}={value}` has nowhere to go.": (
        "`{job}` 不接受参数，所以 `{name}={value}` 无处可用。"
    ),
    " It takes {names}.": "它接受的参数：{names}。",
    "`{name}` takes one of {choices}, and `{value}` is none of them.": (
        "`{name}` 只能取 {choices} 之一，`{value}` 不在其中。"
    ),
    "`{name}` is yes or no, and `{value}` is neither.": "`{name}` 只能是 yes 或 no，`{value}` 两者都不是。",
    "`{name}` is a file, which cannot be typed: start this job in Jenkins itself.": (
        "`{name}` 是文件，无法用文字给出：请直接在 Jenkins 里启动这个任务。"
    ),
    "Build {job}": "构建 {job}",
    "Run a build": "启动构建",
    "These are the job's own defaults; what you leave stays as it is.": (
        "这些是任务自己的默认值；不改的就保持原样。"
    ),
    "Its default looks like a secret, so it is not shown. Left empty, it stays as it is.": (
        "它的默认值像是密钥，所以不显示。留空则保持原样。"
    ),
    "Type it here: I show and keep no secret.": "请在这里重新输入：我不显示也不保存密钥。",
    "What you gave last time; the job's own default is `{default}`.": (
        "这是你上次填的值；任务自己的默认值是 `{default}`。"
    ),
    "What you gave last time; the job itself has no default.": "这是你上次填的值；任务自己没有默认值。",
    "Some fields hold what you gave last time: each says so, with the job's own default.": (
        "有些字段填的是你上次给出的值：这些字段下方都有说明，并注明任务自己的默认值。"
    ),
    "Left empty, Jenkins takes the newest build.": "留空则由 Jenkins 取最新的构建。",
    "Files ({names}) cannot be given here: start this job in Jenkins itself to add one.": (
        "文件（{names}）无法在这里给出：需要文件时请直接在 Jenkins 里启动这个任务。"
    ),
    "Next": "下一步",
    "Type a few letters of its name.": "输入任务名称中的几个字母。",
    "{job} needs parameters": "{job} 需要参数",
    "Type them, or press the button for a form: {usage}": "直接输入参数，或按按钮打开表单：{usage}",
    "Fill in": "填写",
    "Which job?": "哪个任务？",
    "Name it, for example /jenkins build checkout, or press the button and choose.": (
        "写出任务名称，例如 /jenkins build checkout，或按按钮选择。"
    ),
    "{job} #{number} started": "{job} #{number} 已启动",
    "Jenkins says: {why}": "Jenkins 的说明：{why}",
    "it has not said why": "它没有说明原因",
    "{job} is ordered, but I do not know its number": "{job} 已下达，但我不知道它的构建号",
    "Jenkins took the order, so look before you repeat it. {error}": (
        "Jenkins 已接受这次构建请求，重复之前请先查看。{error}"
    ),
    "I do not know whether {job} was ordered": "我不知道 {job} 是否已下达",
    "I was cut off while I ordered it, before Jenkins's answer came. I did not order it again;"
    " I looked for it for over a minute.": (
        "我在下达时中断了，没有等到 Jenkins 的答复。我没有再次下达，而是找了它一分多钟。"
    ),
    "Neither in Jenkins's queue nor among the newest builds is one with my mark on it, so it was"
    " most likely not taken.": (
        "Jenkins 的队列和最新的构建里都没有带我的标记的构建，所以它很可能没有被接受。"
    ),
    "Neither in Jenkins's queue nor among the newest builds is one that I started since then with"
    " these values, so it was most likely not taken.": (
        "Jenkins 的队列和最新的构建里都没有我在那之后用这些值启动的构建，所以它很可能没有被接受。"
    ),
    "These builds began since then with the same values, and one of them may be yours: {all}.": (
        "这些构建在那之后以相同的值启动，其中可能有你的：{all}。"
    ),
    "Jenkins did not let me look. {error}": "Jenkins 没有让我查看。{error}",
    "If you order it again and the first one was taken all the same, it is built twice.": (
        "如果你再次下达，而第一次其实已被接受，就会构建两次。"
    ),
    "Order it again": "再次下达",
    "Order it again?": "要再次下达吗？",
    "If Jenkins took the first order all the same, it is built twice.": (
        "如果 Jenkins 其实已接受第一次请求，就会构建两次。"
    ),
    " started it.": " 启动了它。",
    "With": "参数",
    "`/jenkins subscribe {job}` tells a channel when a build of it fails.": (
        "`/jenkins subscribe {job}` 会在它的构建失败时通知频道。"
    ),
    "`{job}` is disabled in Jenkins: it takes no builds until somebody enables it there.": (
        "`{job}` 在 Jenkins 中已停用：有人在那里启用之前不接受构建。"
    ),
    "Build #{number} had a password parameter, which Jenkins does not tell: use /{command}.": (
        "构建 #{number} 有密码参数，Jenkins 不会告知其值：请用 /{command}。"
    ),
    "looks whether Jenkins took the order": "正在查看 Jenkins 是否接受了这次请求",
    "nobody knows yet whether Jenkins took the order for {job}": (
        "还不清楚 Jenkins 是否接受了对 {job} 的请求"
    ),
}
