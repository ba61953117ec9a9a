"""Containers, clusters, git, machines and CI systems: (tool, category, the line that tells, the output)."""

SAMPLES: list[tuple[str, str, str, str]] = [
    (
        "kubectl",
        "deploy",
        'Error from server (NotFound): deployments.apps "shop" not found',
        'Error from server (NotFound): deployments.apps "shop" not found\n',
    ),
    (
        "helm",
        "deploy",
        "Error: UPGRADE FAILED: timed out waiting for the condition",
        "Error: UPGRADE FAILED: timed out waiting for the condition\n",
    ),
    (
        "terraform",
        "config",
        "\u2502 Error: Reference to undeclared input variable",
        """\
\u2577
\u2502 Error: Reference to undeclared input variable
\u2502
\u2502   on main.tf line 3, in resource "null_resource" "shop":
\u2502    3:   triggers = { a = var.tax }
\u2575
""",
    ),
    (
        "ansible",
        "deploy",
        'fatal: [web1]: FAILED! => {"changed": false, "msg": "Unable to start service shop"}',
        """\
TASK [start the shop] **********************************************************
fatal: [web1]: FAILED! => {"changed": false, "msg": "Unable to start service shop"}

PLAY RECAP *********************************************************************
web1                       : ok=2    changed=0    unreachable=0    failed=1    skipped=0
""",
    ),
    (
        "git host",
        "network",
        "fatal: unable to access 'https://git.example.org/shop.git/': Could not resolve host:"
        " git.example.org",
        "Cloning into 'shop'...\nfatal: unable to access 'https://git.example.org/shop.git/':"
        " Could not resolve host: git.example.org\n",
    ),
    (
        "git host key",
        "scm",
        "Host key verification failed.",
        "Host key verification failed.\nfatal: Could not read from remote repository.\n",
    ),
    (
        "shell",
        "tool",
        "bash: nosuchtool: command not found",
        "+ nosuchtool --x\nbash: nosuchtool: command not found\n",
    ),
    (
        "disk",
        "disk",
        "tar: shop.tar: Cannot write: No space left on device",
        "tar: shop.tar: Cannot write: No space left on device\n",
    ),
    (
        "jvm heap",
        "oom",
        'Exception in thread "main" java.lang.OutOfMemoryError: Java heap space',
        'Exception in thread "main" java.lang.OutOfMemoryError: Java heap space\n'
        "\tat org.example.Shop.main(Shop.java:9)\n",
    ),
    (
        "jenkins step",
        "config",
        "java.lang.NoSuchMethodError: No such DSL method 'shipIt' found among steps [archive, bat]",
        """\
[Pipeline] node
[Pipeline] {
[Pipeline] }
[Pipeline] // node
[Pipeline] End of Pipeline
java.lang.NoSuchMethodError: No such DSL method 'shipIt' found among steps [archive, bat]
\tat org.jenkinsci.plugins.workflow.cps.DSL.invokeMethod(DSL.java:219)
Finished: FAILURE
""",
    ),
    (
        "jenkins time",
        "timeout",
        "Cancelling nested steps due to timeout",
        """\
[Pipeline] timeout
Timeout set to expire in 10 min
[Pipeline] sh
+ sleep 1000
Cancelling nested steps due to timeout
Sending interrupt signal to process
[Pipeline] // timeout
Timeout has been exceeded
Finished: ABORTED
""",
    ),
    (
        "jenkins agent",
        "infra",
        "Cannot contact agent-7: hudson.remoting.ChannelClosedException: Channel is closed",
        "[Pipeline] sh\n+ make\n"
        "Cannot contact agent-7: hudson.remoting.ChannelClosedException: Channel is closed\n"
        "Finished: FAILURE\n",
    ),
    (
        "actions cancelled",
        "aborted",
        "##[error]The operation was canceled.",
        "2026-05-06T19:00:00.1234567Z ok 1\n"
        "2026-05-06T19:00:09.1234567Z ##[error]The operation was canceled.\n",
    ),
    (
        "prettier",
        "lint",
        "[warn] src/shop.js",
        "Checking formatting...\n[warn] src/shop.js\n"
        "[warn] Code style issues found in the above file. Run Prettier with --write to fix.\n",
    ),
    (
        "sanitizer",
        "crash",
        "==30799==ERROR: AddressSanitizer: heap-use-after-free on address 0x61b000080607",
        "==30799==ERROR: AddressSanitizer: heap-use-after-free on address 0x61b000080607\n"
        "    #0 0x555888669d4b in total /w/shop.c:3\n",
    ),
]
