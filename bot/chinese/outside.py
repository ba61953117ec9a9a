"""What systems outside did not give: who was asked, for what, what came back, what helps."""

PLACES = {
    "my own store": "我自己的存储",
    "git on this machine": "本机的 git",
    "the folder of mirrors": "镜像目录",
    "the remote of {name}": "{name} 的远程仓库",
    "the model {model} at {address}": "模型 {model}（{address}）",
    "{system} at {address}": "位于 {address} 的 {system}",
}
SUBJECTS = {
    "My own store": "我自己的存储",
    "Git on this machine": "本机的 git",
    "The folder of mirrors": "镜像目录",
    "The remote of {name}": "{name} 的远程仓库",
    "The model {model} at {address}": "模型 {model}（{address}）",
}
WANTED = {
    "a job": "任务",
    "its alerts": "它的告警",
    "its finished builds": "它已结束的构建",
    "its groups of alerts": "它的告警分组",
    "its jobs": "它的任务",
    "its silences": "它的静默规则",
    "its version": "它的版本",
    "a sign of life": "它是否在运行",
    "an answer": "回答",
    "the names of its metrics": "它的指标名称",
    "what its metrics mean": "它的指标含义",
    "what kind of channel it is": "频道的类型",
    "what was said in the channel": "频道里的消息",
    "what was said in the thread": "消息串里的消息",
    "who somebody is": "某人的身份",
    "who we are": "我们自己的身份",
    "a link to a message": "消息的链接",
    "a message": "一条消息",
    "how {a} and {b} of {name} differ": "{name} 的 {a} 与 {b} 之间的差异",
    "the branches of {name}": "{name} 的分支",
    "the build {job} #{number}": "构建 {job} #{number}",
    "the builds of {job}": "{job} 的构建",
    "the changes in {name}": "{name} 中的改动",
    "the newest commits of {name}": "{name} 的最新提交",
    "the number of commits of {name}": "{name} 的提交数",
    "the commits of {name}": "{name} 的提交",
    "the end of the console of {job} #{number}": "{job} #{number} 控制台日志的末尾",
    "the console of {job} #{number}": "{job} #{number} 的控制台日志",
    "the course of {expr}": "{expr} 的变化过程",
    "the file {name}": "文件 {name}",
    "the files of {name}": "{name} 的文件",
    "the inputs of {job} #{number}": "{job} #{number} 的输入步骤",
    "to answer the input {id} of {job} #{number}": "回答 {job} #{number} 的输入步骤 {id}",
    "the job {job}": "任务 {job}",
    "the last build of {job}": "{job} 的最近一次构建",
    "the log of stage {stage} of {job} #{number}": "{job} #{number} 的阶段 {stage} 的日志",
    "the main branch of {name}": "{name} 的主分支",
    "the mirror of {name}": "{name} 的镜像",
    "the path {name}": "路径 {name}",
    "how many tests the builds of {job} had": "{job} 各次构建的测试数",
    "what each test of {job} #{number} did": "{job} #{number} 每个测试的结果",
    "the queue and the builds of {job}": "{job} 的队列和构建",
    "the queue item {number}": "队列项 {number}",
    "the record {name}": "记录 {name}",
    "the journal {name}": "日志记录 {name}",
    "the note {name}": "便签 {name}",
    "the repository {name}": "仓库 {name}",
    "the request {number} of {name}": "{name} 的合并请求 {number}",
    "the requests of {name}": "{name} 的合并请求",
    "the revision of the main branch in {name}": "{name} 主分支的版本",
    "the revision {ref} in {name}": "{name} 中的版本 {ref}",
    "the revision {ref}": "版本 {ref}",
    "the series of {expr}": "{expr} 的时间序列",
    "the shelf {name}": "存储架 {name}",
    "the silence {id}": "静默规则 {id}",
    "the stages of {job} #{number}": "{job} #{number} 的阶段",
    "the tests of {job} #{number}": "{job} #{number} 的测试",
    "the time {time}": "时间 {time}",
    "the value of {expr}": "{expr} 的值",
    "the words {text}": "文字 {text}",
    "where two revisions of {name} parted": "{name} 两个版本的分叉点",
    "who changed lines {first} to {last} of {name}": "谁修改了 {name} 的第 {first} 至 {last} 行",
    "your login to {system}": "你在 {system} 的登录信息",
    "to build {job}": "构建 {job}",
    "to stop the build {job} #{number}": "停止构建 {job} #{number}",
    "to make a silence": "创建静默规则",
    "to end the silence {id}": "结束静默规则 {id}",
    "to extend the silence {id}": "延长静默规则 {id}",
    "to keep a login": "保存登录信息",
    "to keep {name}": "保存 {name}",
    "to drop {name}": "删除 {name}",
    "to note {name}": "记下 {name}",
    "to hold {name}": "占用 {name}",
    "to let go of {name}": "释放 {name}",
    "to make the channel #{name}": "创建频道 #{name}",
    "to set the topic of #{name}": "设置 #{name} 的主题",
    "to invite people to #{name}": "邀请成员加入 #{name}",
}
CAME_BACK = {
    "no connection: its host name is unknown": "无法连接：主机名无法解析",
    "no connection: nothing listens there": "无法连接：那里没有服务在监听",
    "no connection: it does not speak TLS": "无法连接：对方不支持 TLS",
    "no connection: its certificate is not trusted ({why})": "无法连接：证书不受信任（{why}）",
    "no connection: {why}": "无法连接：{why}",
    "no connection": "无法连接",
    "no answer: the connection was cut": "没有回答：连接中断了",
    "no answer: it does not speak HTTP": "没有回答：对方不支持 HTTP",
    "no answer within {seconds} s": "{seconds} 秒内没有回答",
    "no whole answer ({why})": "没有完整的回答（{why}）",
    "nothing more for {seconds} s": "{seconds} 秒内没有更多内容",
    "nothing: it is not configured": "什么也没有：尚未配置",
    "nothing: no repository is configured": "什么也没有：没有配置仓库",
    "nothing: there are {names}": "什么也没有：现有的是 {names}",
    "nothing: there is {names}": "什么也没有：现有的是 {names}",
    "nothing: no such file is in it": "什么也没有：里面没有这个文件",
    "nothing: the file is shorter": "什么也没有：文件没有那么长",
    "nothing: a time is written 2d, 3h, 30m or 2026-11-22": (
        "什么也没有：时间要写成 2d、3h、30m 或 2026-11-22"
    ),
    "nothing: it is not mirrored yet": "什么也没有：还没有建立镜像",
    "nothing: another process refreshes it just now": "什么也没有：另一个进程正在刷新它",
    "nothing: it has no commit yet": "什么也没有：还没有提交",
    "nothing: the remote has no pull or merge request of that number": (
        "什么也没有：远程仓库没有这个编号的合并请求"
    ),
    "nothing: no branch, tag or commit is so named": "什么也没有：没有这个名字的分支、标签或提交",
    "nothing: no file can be so named": "什么也没有：文件不可能叫这个名字",
    "nothing: they are no plain text": "什么也没有：这不是普通文字",
    "several commits: give more of its letters": "多个提交：请多写几位",
    "no key to encrypt it with": "没有用来加密的密钥",
    "a record that this SECRET_KEY does not open": "一条用当前 SECRET_KEY 打不开的记录",
    "an answer that broke off": "中途断掉的回答",
    "an answer that is no JSON of {system}'s": "不是 {system} 的 JSON 的回答",
    "an answer that does not come from Jenkins (it lacks the header X-Jenkins)": (
        "不是来自 Jenkins 的回答（缺少 X-Jenkins 头）"
    ),
    "an answer too large to be a good one": "大得不正常的回答",
    "an answer without the number of a queue item": "没有队列项编号的回答",
    "an answer longer than {most} bytes": "超过 {most} 字节的回答",
    "more than {most} bytes": "超过 {most} 字节",
    "more than {limit}, so it was stopped": "超过 {limit}，因此已停止",
    "sent to a login page, {target}": "被转到登录页面 {target}",
    "sent elsewhere, to {target}": "被转到别处：{target}",
    "a web page (“{said}”) in place of Jenkins's data": "一个网页（“{said}”），而不是 Jenkins 的数据",
    "a web page in place of Jenkins's data": "一个网页，而不是 Jenkins 的数据",
    "a web page instead of an answer": "一个网页，而不是回答",
    "something that is no chat completion": "不是聊天补全的内容",
    "a refusal": "拒绝回答",
    "an error: {said}": "错误：{said}",
    "no words": "没有文字",
}
HINTS = {
    "Set {variable} and start again.": "请设置 {variable} 后重新启动。",
    "Try again in a minute.": "请一分钟后再试。",
    "Whoever runs me sets SECRET_KEY and starts again.": "请我的管理员设置 SECRET_KEY 后重新启动。",
    "`/ops connect {system}` makes a new one.": "`/ops connect {system}` 可以重新建立。",
    "Check the address that is configured for {system}.": "请检查为 {system} 配置的地址。",
    "Alertmanager, or a proxy in front of it, wants a login.": (
        "Alertmanager 或它前面的代理要求登录。"
    ),
    "Prometheus, or a proxy in front of it, wants a login.": "Prometheus 或它前面的代理要求登录。",
    "The proxy in front of Jenkins wants a login.": "Jenkins 前面的代理要求登录。",
    "Name a label, so that fewer alerts match.": "请指定一个标签，让匹配的告警少一些。",
    "Ask for fewer series: name a label, or take a sum of them.": (
        "请减少时间序列：指定一个标签，或求和。"
    ),
    "No such silence is there a moment later, but it may still come: look at the silences"
    " before you try again.": "片刻之后还看不到这条静默规则，但它仍可能出现：再试之前请先查看静默规则。",
    "Whether it was made is not known: look at the silences before you try again.": (
        "不知道是否已创建：再试之前请先查看静默规则。"
    ),
    "Install git, or put it on the PATH.": "请安装 git，或把它放进 PATH。",
    "Check the repository's url in GIT_REPOSITORIES.": "请检查 GIT_REPOSITORIES 中该仓库的 url。",
    "Check its url in GIT_REPOSITORIES.": "请检查 GIT_REPOSITORIES 中它的 url。",
    "Check GIT_USER and GIT_TOKEN, or the login in the repository's url.": (
        "请检查 GIT_USER 和 GIT_TOKEN，或仓库 url 中的登录信息。"
    ),
    "Put the host's key into ~/.ssh/known_hosts of the user that runs the bot.": (
        "请把该主机的密钥放进运行机器人的用户的 ~/.ssh/known_hosts。"
    ),
    "The address leads on to another one: set that in GIT_REPOSITORIES (it may end in .git).": (
        "这个地址会转到另一个地址：请在 GIT_REPOSITORIES 中填写那一个（可能以 .git 结尾）。"
    ),
    "Another process clones it now. Try again in a minute.": "另一个进程正在克隆它。请一分钟后再试。",
    "Mirrors have that limit so that one repository cannot fill the disk.": (
        "镜像设有上限，以免一个仓库占满磁盘。"
    ),
    "Check PILOTHOUSE_DATA and the disk below it.": "请检查 PILOTHOUSE_DATA 及其所在磁盘。",
    "Jenkins may have taken the order all the same: look before you repeat it.": (
        "Jenkins 也许已经接受了命令：重复之前请先查看。"
    ),
    "Check the user and the API token that are configured for Jenkins.": (
        "请检查为 Jenkins 配置的用户和 API 令牌。"
    ),
    "Somebody who administers Jenkins can give this user the right.": (
        "Jenkins 管理员可以给这个用户授予权限。"
    ),
    "A proxy or a login page may stand in front of it: check the address and the token.": (
        "它前面可能有代理或登录页面：请检查地址和令牌。"
    ),
    "The job may be disabled.": "任务可能已被禁用。",
    "It may be overloaded: try again in a minute.": "它可能过载：请一分钟后再试。",
    "The model may be too small for the question.": "模型对这个问题来说可能太小。",
    "Check that it runs and that LLM_BASE_URL is right.": "请检查它是否在运行，以及 LLM_BASE_URL 是否正确。",
    "Check LLM_API_KEY.": "请检查 LLM_API_KEY。",
    "Check LLM_MODEL, and how LLM_BASE_URL ends (most servers want /v1).": (
        "请检查 LLM_MODEL，以及 LLM_BASE_URL 的结尾（大多数服务要求 /v1）。"
    ),
    "LLM_BASE_URL may point at a login page or a proxy.": "LLM_BASE_URL 可能指向登录页面或代理。",
    "Its context is small: start it with a larger one, or choose another model.": (
        "它的上下文太小：请用更大的上下文启动，或换一个模型。"
    ),
    "A channel of that name exists, perhaps an archived one: choose another name.": (
        "已有同名频道，可能已归档：请换一个名字。"
    ),
    "The workspace's settings do not let apps do this: ask one of its admins.": (
        "工作区的设置不允许应用这样做：请联系管理员。"
    ),
    "Invite me to the channel with /invite, and check the app's scopes.": (
        "请用 /invite 邀请我进入频道，并检查应用的权限范围。"
    ),
    "It limits how often it may be asked; try again {when}.": "它限制了询问频率；请在 {when} 再试。",
}
WORDS = (
    {
        "Asked {where} for {asked} and got {came_back}.": "向{where} 询问{asked}，得到的是：{came_back}。",
        "Asked {where} {asked} and got {came_back}.": "请{where} {asked}，得到的是：{came_back}。",
    }
    | PLACES
    | SUBJECTS
    | WANTED
    | CAME_BACK
    | HINTS
)
