"""Version control, containers, clusters, infrastructure as code, and the clouds' command lines."""

from handlers.diagnosis.model import (
    CONFIG,
    CRASH,
    DEPENDENCY,
    DEPLOY,
    INFRA,
    NETWORK,
    PERMISSION,
    SCM,
    UNKNOWN,
)
from handlers.diagnosis.shapes.shape import DETAIL, ERROR, GENERIC, SUMMARY, WRAPPER, Shape

GIT = (
    Shape("git.access", DETAIL, NETWORK, r"unable to access '(?P<host>[^']+)': (?P<what>.+)", "git cannot reach {host}: {what}."),
    Shape("git.hostkey", DETAIL, SCM, r"Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED|No \S+ host key is known for (?P<host>\S+)|known_hosts.*(?:does not exist|No such file)", "The host key of the git server is not known to this machine."),
    Shape("git.auth", DETAIL, PERMISSION, r"Authentication failed for '?(?P<host>[^']+)|could not read (?:Username|Password) for '?(?P<h2>[^']+)|Permission denied \((?:publickey|password)|terminal prompts disabled|remote: (?:HTTP Basic: )?(?:Invalid username|Access denied|Permission to|Support for password|Write access|You are not allowed|Password authentication)|Permission to (?P<repo>\S+) denied to (?P<who>\S+?)\.", "git was refused: {line_text}."),
    Shape("git.repo", DETAIL, SCM, r"(?:remote: )?[Rr]epository (?:'?[^']*'? )?not found|does not appear to be a git repository|repository '(?P<host>[^']+)' (?:not found|does not exist)|remote: The project you were looking for could not be found", "The git repository is not found: {line_text}."),
    Shape("git.remote", ERROR, SCM, r"Could not read from remote repository|fatal: (?:the )?remote (?:end|error)|Error (?:cloning|fetching) remote repo '?(?P<what>\S+)'?|hudson\.plugins\.git\.GitException|returned status code (?:128|143)|fatal: early EOF|index-pack failed"),
    Shape("git.ref", DETAIL, SCM, r"Couldn't find (?:any revision to build|remote ref (?P<what>\S+))|pathspec '(?P<p>[^']+)' did not match|Remote branch (?P<b>\S+) not found|reference is not a tree: (?P<sha>\S+)|ambiguous argument '(?P<a>[^']+)'|unknown revision or path|fatal: bad object|not our ref|did not match any file|invalid reference|refs/\S+ not found", "git does not find the revision or branch {what}."),
    Shape("git.merge", DETAIL, SCM, r"^CONFLICT \(.*\)|Automatic merge failed|^error: (?:Your local changes|The following untracked|could not apply|failed to push)|Merge conflict in (?P<what>\S+)|! \[(?:remote )?rejected\]|fatal: refusing to merge", "git cannot merge or push: {line_text}."),
    Shape("git.tree", DETAIL, SCM, r"unable to (?:create file|checkout working tree|write (?:new )?index|create '[^']*\.lock')|index\.lock': File exists|not a git repository|shallow update not allowed|bad config|smudge filter lfs failed|Error downloading object|No url found for submodule path '(?P<what>[^']+)'"),
    Shape("git.timeout", DETAIL, SCM, r"Timeout after (?P<what>\d+ minutes)$", "git took longer than {what}."),
    Shape("git.fatal", ERROR, SCM, r"(?:^|stderr: )fatal: (?P<what>.+)", "git stops: {what}."),
    Shape("svn.error", ERROR, SCM, r"^svn: E\d+: (?P<what>.+)|SVNException", "Subversion stops: {what}."),
)
CONTAINERS = (
    Shape("docker.socket", DETAIL, PERMISSION, r"permission denied while trying to connect to the Docker (?:daemon|API)", "This user may not talk to the Docker daemon."),
    Shape("docker.daemon", DETAIL, INFRA, r"Cannot connect to the Docker daemon|Is the docker daemon running|error during connect|docker daemon is not running", "The Docker daemon does not answer."),
    Shape("docker.manifest", DETAIL, DEPENDENCY, r"manifest for (?P<what>\S+) not found|manifest unknown|pull access denied for (?P<pkg>[^\s,]+)|repository (?P<p2>\S+) not found|failed to resolve source metadata for (?P<p3>\S+):|no matching manifest for|No such image: ?(?P<p4>\S*)|invalid reference format|Unable to find image '(?P<p5>[^']+)' locally$", "The image {what} is not there."),
    Shape("docker.process", SUMMARY, UNKNOWN, r"(?:ERROR: )?(?:failed to solve: .*|executor failed running .*|process \"(?P<what>.+)\") did not complete successfully|executor failed running|The command '(?P<w2>.+)' returned a non-zero code: \d+|ERROR: failed to (?:build|solve)|^ERROR: Service '(?P<svc>\S+)' failed to build|target \S+: failed to solve|^failed to solve"),
    Shape("docker.copy", DETAIL, CONFIG, r"(?:COPY|ADD) failed: (?P<what>.+)|failed to (?:compute|calculate) (?:cache key|checksum of ref).*|\"?(?P<w2>/\S+)\"?: not found$|failed to (?:read|open) (?:d|D)ockerfile|dockerfile parse error.*|unknown instruction: (?P<w3>\S+)|unable to prepare context", "The Dockerfile asks for something that is not there: {line_text}."),
    Shape("docker.response", ERROR, INFRA, r"Error response from daemon: (?P<what>.+)|^docker: (?P<w2>.+)|OCI runtime (?:create|exec) failed: (?P<w3>.+)", "Docker answers: {what}."),
    Shape("docker.conflict", DETAIL, INFRA, r"Conflict\. The container name|port is already allocated|is already in use by container|network \S+ not found|is unhealthy$|dependency failed to start", "Docker cannot start the container: {line_text}."),
    Shape("compose.exit", WRAPPER, UNKNOWN, r"^\S+ exited with code [1-9]\d*"),
    Shape("buildkit.error", ERROR, UNKNOWN, r"^ERROR: (?P<what>failed to .+)|^ERROR \[.*\]|^ > \[.*\]:?$"),
    Shape("registry.push", DETAIL, PERMISSION, r"denied: (?:requested access|permission|User|Your authorization token)|unauthorized: |insufficient_scope|no basic auth credentials|Error saving credentials", "The registry refused: {line_text}."),
    Shape("kubectl.server", DETAIL, DEPLOY, r"^Error from server(?: \((?P<code>\w+)\))?: (?P<what>.+)|^error: (?:unable to recognize|error validating|no matches for kind|You must be logged in|timed out waiting for the condition|deployment \"[^\"]+\" exceeded)(?P<w2>.*)|The connection to the server (?P<host>\S+) was refused", "The cluster refused: {line_text}."),
    Shape("kubernetes.pod", DETAIL, DEPLOY, r"\b(?:CrashLoopBackOff|ImagePullBackOff|ErrImagePull|CreateContainerConfigError|FailedScheduling|FailedMount|Insufficient (?:cpu|memory)|Back-off (?:restarting|pulling)|ProgressDeadlineExceeded|exceeded its progress deadline|Evicted|Unschedulable|readiness probe failed|Liveness probe failed)\b", "A pod does not come up: {line_text}."),
    Shape("helm.error", DETAIL, DEPLOY, r"^Error: (?P<what>(?:UPGRADE|INSTALLATION|ROLLBACK|INSTALL) FAILED.*|release: .*|template: .*|YAML parse error.*|execution error at .*|chart .*|failed to download.*|Kubernetes cluster unreachable.*|cannot re-use a name.*|another operation .* is in progress.*|values don't meet.*|rendered manifests contain.*)", "Helm stops: {what}."),
    Shape("argo.sync", ERROR, DEPLOY, r"(?:sync|Sync) (?:status|operation).*(?:Failed|OutOfSync|Degraded)|rollout .*(?:failed|degraded|aborted)"),
)
PROVISIONING = (
    Shape("terraform.error", DETAIL, DEPLOY, r"^[│|╷╵ ]*Error: (?P<what>(?:[A-Z][a-z]+ ?.*|creating .*|updating .*|deleting .*|reading .*|waiting .*|error .*|\w+Exception.*))$", "Terraform stops: {what}."),
    Shape("terraform.where", GENERIC, DEPLOY, r"^[│|] +(?:on (?P<file>\S+\.tf) line (?P<line>\d+)|with [\w.\[\]\"-]+,)"),
    Shape("terraform.lock", DETAIL, DEPLOY, r"Error acquiring the state lock|Failed to (?:query available provider packages|install provider|load state)|Backend initialization required|Inconsistent dependency lock file|Unsupported Terraform Core version"),
    Shape("ansible.task", DETAIL, DEPLOY, r"^(?:\[[^\]]+\]: )?(?:fatal|failed): \[(?P<host>[^\]]+)\](?: .*)?: (?:FAILED!|UNREACHABLE!) => (?P<what>.+)", "Ansible fails on {host}: {what}"),
    Shape("ansible.error", ERROR, CONFIG, r"^ERROR! (?P<what>.+)", "Ansible stops: {what}."),
    Shape("ansible.item", ERROR, DEPLOY, r"^failed: \[(?P<host>[^\]]+)\] \(item="),
    Shape("ansible.recap", SUMMARY, DEPLOY, r"^\S+ +: ok=\d+ .*(?:unreachable=[1-9]|failed=[1-9])"),
    Shape("aws.error", DETAIL, DEPLOY, r"An error occurred \((?P<code>\w+)\) when calling the (?P<what>\w+) operation: ?(?P<w2>.*)|(?:CREATE|UPDATE|DELETE|ROLLBACK)_(?:FAILED|IN_PROGRESS.*failed)|Failed to create/update the stack|Unable to locate credentials", "AWS answers: {line_text}."),
    Shape("gcloud.error", DETAIL, DEPLOY, r"^ERROR: \((?:gcloud|bq|gsutil)[\w.-]*\) (?P<what>.+)|googleapi: Error \d+: (?P<w2>.+)", "Google Cloud answers: {what}."),
    Shape("azure.error", DETAIL, DEPLOY, r"\(?(?P<code>\w+(?:Failed|NotFound|Conflict|Forbidden))\) (?P<what>.+)|DeploymentFailed|InvalidTemplateDeployment"),
    Shape("pulumi.error", DETAIL, DEPLOY, r"^\s*error: (?:update failed|preview failed|resource|deleting|creating|\d+ error)(?P<what>.*)"),
    Shape("serverless.error", DETAIL, DEPLOY, r"^\s*(?:Serverless Error|Error:\s+The stack|✖ Stack \S+ failed)"),
    Shape("tomcat.deploy", DETAIL, DEPLOY, r"(?:ContainerException|Failed to (?:re)?deploy|Cannot (?:re|un)?deploy|Deployment (?:failed|of .* failed)|deployment failed)[: ]*(?P<what>.*)", "The deployment failed: {line_text}."),
    Shape("ssh.connect", DETAIL, NETWORK, r"^ssh: connect to host (?P<host>\S+) port \d+: (?P<what>.+)|^(?:kex_exchange_identification|ssh_exchange_identification): |Connection closed by \S+ port", "ssh does not reach {host}: {what}."),
    Shape("database.refused", DETAIL, NETWORK, r"(?:psql|mysql|mongo\w*|redis\S*)\b.*(?:could not connect|Can't connect|connection refused|Connection refused|ServerSelectionTimeout)"),
    Shape("database.migration", DETAIL, DEPLOY, r"(?:Flyway|Liquibase|Alembic|migrat\w+).*(?:failed|[Ee]xception|error)|relation \"(?P<what>[^\"]+)\" does not exist|[Uu]nknown (?:column|database|table) '(?P<w2>[^']+)'"),
    Shape("process.crash", ERROR, CRASH, r"(?:exited|terminated|died|killed) (?:abnormally|unexpectedly|by signal|with signal|on signal)|exit(?:ed)? (?:status|code) (?:134|136|139)\b|status 139|VM terminated", "A program crashed: {line_text}."),
)
SHAPES = GIT + CONTAINERS + PROVISIONING
