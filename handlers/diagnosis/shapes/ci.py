"""What the CI systems themselves say when they, not the project, stop the build."""

from handlers.diagnosis.model import (
    ABORTED,
    CONFIG,
    INFRA,
    PERMISSION,
    TEST,
    TIMEOUT,
    TOOL,
    UNKNOWN,
)
from handlers.diagnosis.shapes.shape import DETAIL, ERROR, NOISE, SUMMARY, WRAPPER, Shape

JENKINS = (
    Shape("jenkins.dsl", DETAIL, CONFIG, r"No such DSL method '(?P<what>[^']+)' found among", "The Jenkinsfile calls the step '{what}', which this Jenkins does not have."),
    Shape("jenkins.groovy", DETAIL, CONFIG, r"^(?:WorkflowScript|Jenkinsfile|Script\d+\.groovy|\S+\.groovy): (?P<line>\d+): (?P<what>.+)", "The Jenkinsfile does not compile (line {line}): {what}."),
    Shape("jenkins.startup", ERROR, CONFIG, r"MultipleCompilationErrorsException|startup failed:|^groovy\.lang\.(?P<what>\w+Exception: .+)", "The Jenkinsfile fails: {what}."),
    Shape("jenkins.script", DETAIL, CONFIG, r"(?:groovy\.lang\.)?Missing(?:Property|Method)Exception: (?P<what>.+)|RejectedAccessException: (?P<w2>.+)|Scripts not permitted to use (?P<w3>.+)|java\.lang\.NoSuchMethodError: (?P<w4>.+)", "The Jenkinsfile fails: {what}."),
    Shape("jenkins.file", DETAIL, CONFIG, r"Unable to find (?P<what>\S+) from (?:git|svn|hg)|^ERROR: .*(?:Jenkinsfile) not found|not found\. Check the script path", "The repository holds no {what}."),
    Shape("jenkins.credential", DETAIL, PERMISSION, r"Could not find credentials(?: entry with ID| matching) '?(?P<what>[^']+)|CredentialNotFoundException: (?P<w2>.+)|Credentials? '(?P<w3>[^']+)' (?:is of type|could not)", "Jenkins has no credential {what}."),
    Shape("jenkins.tool", DETAIL, CONFIG, r"Tool type \"(?P<type>[^\"]+)\" does not have an install of \"(?P<what>[^\"]+)\"|No (?:tool named|jdk named|maven named) (?P<w2>.+) found|ERROR: (?P<w3>.+ is not configured)", "The tool {what} is not set up in Jenkins."),
    Shape("jenkins.label", DETAIL, INFRA, r"(?:Jenkins doesn't have label|There are no nodes with the label) '?(?P<what>[^'’]+)|(?:is|All nodes of label .*) offline$", "No agent has the label {what}."),
    Shape("jenkins.agent", DETAIL, INFRA, r"(?:Cannot contact (?P<host>[^:]+): |Agent (?P<h2>\S+) (?:was deleted|is offline|went offline|disconnected)|Slave went offline|agent went offline|Remote call on .* failed|hudson\.remoting\.(?:Channel\w*|RequestAbort\w*|Proxy)\S*|ChannelClosedException|channel is already closed|FATAL: .*(?:OrderlyShutdown|Command Close)|Looks like the node went offline|Unexpected termination of the channel|wrapper script does not seem to be touching|process apparently never started|missing workspace|SlaveComputer|Creating placeholder flownodes)", "The agent was lost: {line_text}."),
    Shape("jenkins.timeout", DETAIL, TIMEOUT, r"Cancelling nested steps due to timeout|Timeout has been exceeded|Build timed out \(after (?P<what>[^)]+)\)|FlowInterruptedException.*[Tt]imeout|Aborted by timeout", "The build ran into its time limit."),
    Shape("jenkins.aborted", DETAIL, ABORTED, r"^Aborted by (?P<what>.+)|^Build was aborted|^Sending interrupt signal to process|^Calling Pipeline was cancelled|superseded by|^org\.jenkinsci\.plugins\.workflow\.steps\.FlowInterruptedException", "The build was stopped by {what}."),
    Shape("jenkins.nogood", DETAIL, CONFIG, r"No test report files were found|None of the test reports contained any result|Test reports were found but none of them are new|No artifacts found that match|(?:doesn't|does not) match anything|specified HTML directory '[^']+' does not exist", "A report or artifact is missing: {line_text}."),
    Shape("jenkins.gate", DETAIL, TEST, r"(?:Pipeline aborted due to )?quality gate (?:failure|failed): ?(?P<what>.*)|QUALITY GATE STATUS: FAILED|Quality gate\(s\) failed|\[?(?:FAILURE|UNSTABLE)\]? .*(?:threshold|quality gate)|exceeded the (?:unstable|failure) threshold", "A quality gate was not passed: {line_text}."),
    Shape("jenkins.downstream", ERROR, UNKNOWN, r"(?P<what>\S.*#\d+) completed with status (?:FAILURE|ABORTED|UNSTABLE) |^(?:ERROR: )?(?P<w2>.+ #\d+) completed: (?:FAILURE|ABORTED)", "The build {what}, which this one called, did not succeed."),
    Shape("jenkins.branch", SUMMARY, UNKNOWN, r"^Failed in branch (?P<what>.+)"),
    Shape("jenkins.user", ERROR, UNKNOWN, r"^ERROR: (?P<what>.+)", "{what}"),
    Shape("jenkins.fatal", ERROR, INFRA, r"^FATAL: (?P<what>.+)", "Jenkins stops: {what}"),
    Shape("jenkins.exit", WRAPPER, UNKNOWN, r"^(?:ERROR: )?script returned exit code -?\d+|marked build as failure$|^Build step '.*' changed build result to|^hudson\.AbortException: script returned"),
    Shape("jenkins.skip", NOISE, UNKNOWN, r"^Stage '.*' skipped due to|^\[Pipeline\]|^Failed to (?:notify|send|update).*(?:commit status|e-?mail)|Could not update commit status|^Archiving artifacts|^Recording test results|Sending e-mails to|GitHub has been notified"),
    Shape("jenkins.frame", NOISE, UNKNOWN, r"^\s+at (?:hudson|jenkins|org\.jenkinsci|com\.cloudbees|org\.codehaus\.groovy|WorkflowScript)\b"),
)
OTHERS = (
    Shape("actions.exit", WRAPPER, UNKNOWN, r"^(?:Error: )?Process completed with exit code -?\d+|^The process '.*' failed with exit code"),
    Shape("actions.canceled", DETAIL, ABORTED, r"^The operation was canceled|^The run was canceled by @(?P<what>\S+)|Canceling since a higher priority", "The run was cancelled."),
    Shape("actions.timeout", DETAIL, TIMEOUT, r"has exceeded the maximum execution time of (?P<what>.+)\.|^The action '.*' has timed out after", "The job ran longer than {what}."),
    Shape("actions.runner", DETAIL, INFRA, r"The (?:self-hosted )?runner .*(?:lost communication|has received a shutdown signal)|The hosted runner .* lost communication|The runner has received a shutdown signal|Job is about to start running on|No space left.*runner", "The runner was lost: {line_text}."),
    Shape("actions.workflow", DETAIL, CONFIG, r"Invalid workflow file|Unable to resolve action `?(?P<what>[^`,]+)|Can't find 'action\.ya?ml'|Unrecognized named-value|Input required and not supplied: (?P<w2>\S+)|Unexpected input\(s\)|This request has been automatically failed because it uses a deprecated version", "The workflow is wrong: {line_text}."),
    Shape("actions.artifact", ERROR, CONFIG, r"No files were found with the provided path|Unable to (?:find any|download|upload) artifacts?|Artifact not found for name"),
    Shape("gitlab.failed", WRAPPER, UNKNOWN, r"^ERROR: Job failed(?: \(system failure\))?: (?:exit code \d+|command terminated|.+)"),
    Shape("gitlab.system", DETAIL, INFRA, r"^ERROR: (?:Job failed \(system failure\): |Preparation failed: )(?P<what>.+)|prepare environment: (?P<w2>.+)", "The GitLab runner failed: {what}."),
    Shape("gitlab.timeout", DETAIL, TIMEOUT, r"ERROR: Job failed: execution took longer than (?P<what>\S+)|step_script could not run to completion because the timeout", "The job ran longer than {what}."),
    Shape("travis.exit", WRAPPER, UNKNOWN, r"^The command \".*\" (?:exited with [1-9]\d*|failed and exited with \d+)|^Your build has been stopped|^Done\. Your build exited with [1-9]"),
    Shape("travis.stalled", DETAIL, TIMEOUT, r"No output has been received in the last \d+ ?m(?:inutes)?|The job exceeded the maximum (?:time limit for jobs|log length)", "The build gave no output for too long, or too much of it."),
    Shape("timeout.code", DETAIL, TIMEOUT, r"exited with 124\.|exit(?:ed with)?(?: code| status)?:? 124\b|status code 143", "A command ran into its time limit: {line_text}."),
    Shape("taskcluster.error", ERROR, UNKNOWN, r"^\[taskcluster[: ]error\] ?(?P<what>.+)|^\[taskcluster.*\] === Task Finished ===", "{what}"),
    Shape("taskcluster.time", DETAIL, TIMEOUT, r"Task aborted - max run time exceeded|Task timeout after \d+ seconds|Aborting task", "The task ran into its time limit."),
    Shape("azure.exit", WRAPPER, UNKNOWN, r"^(?:Bash|PowerShell|Cmd\.exe|Script) exited with code '?[1-9]|^Process '.*' exited with code '[1-9]"),
    Shape("other.exit", WRAPPER, UNKNOWN, r"(?:^|[\s:;,(])(?:exited with (?:code|status)?:? ?|exit (?:code|status):? ?|return(?:ed)?(?: non-zero)?(?: exit)? (?:code|status):? ?|failed with (?:exit )?(?:code|status):? ?|non-zero (?:exit )?(?:code|status):? ?)\(?[1-9]\d{0,2}\)?\b|^Command exited with (?:code|non-zero status) [1-9]|Exited with code exit status|command .*failed with return code|^[Ee]xit (?:code|status):? [1-9]"),
    Shape("any.aborted", ERROR, ABORTED, r"^(?:Build|Job|Task|Pipeline|Run|Execution) (?:was )?(?:aborted|cancell?ed|interrupted)|KeyboardInterrupt|^Interrupted(?: system call)?$|SIGTERM|^Terminated$", "The build was stopped: {line_text}."),
    Shape("any.pipeline", WRAPPER, TOOL, r"(?i)^(?:\W{0,6})?(?:the )?(?:pipeline|build|deployment|deploy|job|stage|workflow|\w+ deployment)(?: has)? (?:failed|FAILED)\b[!.:]?"),
    Shape("zuul.result", WRAPPER, UNKNOWN, r"^\[Zuul\] Task exit code: [1-9]|^\[Zuul\] Job complete, result: (?:FAILURE|TIMED_OUT|POST_FAILURE)"),
)
SHAPES = JENKINS + OTHERS
