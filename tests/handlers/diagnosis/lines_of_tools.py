"""Single lines as tools print them, each with the shape that knows it: written after their documentation and source."""

LINES = """\
depcheck.list|Unused devDependencies
size.limit|Package size limit has exceeded by 1.2 kB
jscpd.count|ERROR: jscpd found too many duplicates (4.2%) over threshold (2.0%)
doc8.line|docs/shop.rst:12: D001 Line too long
docusaurus.links|Error: Docusaurus found broken links!
lychee.link|[404] https://example.org/gone | Failed: Network error: Not Found
slimlint.line|app/views/shop.haml:3 [W] LineLength: Line is too long. [121/80]
pydocstyle.line|        D103: Missing docstring in public function
interrogate.result|RESULT: FAILED (minimum: 80.0%, actual: 41.2%)
importlinter.broken|Shop layers BROKEN
cppcheck.line|cart.c:14:9: error: Array 'a[2]' accessed at index 3, which is out of bounds. [arrayIndexOutOfBounds]
clangtidy.line|/w/cart.cpp:7:3: error: use nullptr [modernize-use-nullptr]
staticcheck.line|cart.go:9:2: this value of total is never used (SA4006)
ktlint.line|/w/src/Cart.kt:3:1: Unexpected blank line(s) before "}" (standard:no-blank-line-before-rbrace)
detekt.line|/w/src/Cart.kt:12:9: The function total is too long. [LongMethod]
swiftlint.line|/w/Cart.swift:4:1: error: Force Cast Violation: Force casts should be avoided (force_cast)
swiftlint.count|Done linting! Found 3 violations, 1 serious in 12 files.
scalafmt.check|(Compile / scalafmtCheck) 2 files must be formatted
credo.line|┃ [R] ↗ Modules should have a @moduledoc tag.
dialyxir.line|lib/cart.ex:12:no_return
luacheck.line|    cart.lua:3:7: unused variable 'tax'
luacheck.count|Total: 3 warnings / 0 errors in 2 files
perlcritic.line|Code before strictures are enabled at line 3, column 1.  See page 429 of PBP.  (Severity: 5)
psalm.line|ERROR: InvalidReturnType - src/Cart.php:9:15 - The declared return type is incorrect
phan.line|src/Cart.php:12 PhanUndeclaredVariable Variable $tax is undeclared
phpmd.line|/w/src/Cart.php:12  UnusedLocalVariable  Avoid unused local variables such as '$tax'.
dart.analyze|  error • Undefined name 'tax' • lib/cart.dart:3:5 • undefined_identifier
coverage.below|Coverage failure: total of 71 is less than fail-under=90
licence.header|Missing header in: /w/src/Cart.java
rat.count|Too many files with unapproved license: 2 See RAT report in: target/rat.txt
reuse.lint|Unfortunately, your project is not compliant with version 3.3 of the REUSE Specification :-(
api.break|There is at least one incompatibility: org.example.Cart.total(int):METHOD_REMOVED
checkov.resource|	FAILED for resource: aws_s3_bucket.carts
checkov.check|Check: CKV_AWS_18: "Ensure the S3 bucket has access logging enabled"
checkov.count|Passed checks: 12, Failed checks: 2, Skipped checks: 0
conftest.fail|FAIL - deployment.yaml - main - Containers must not run as root
kubelinter.line|/w/shop.yaml: (object: default/shop apps/v1, Kind=Deployment) container "shop" does not have a read-only root file system (check: no-read-only-root-fs, remediation: Set readOnlyRootFilesystem to true.)
tflint.line|Warning: variable "tax" is declared but not used (terraform_unused_declarations)
semgrep.rule|   \u276f\u276f❱ python.lang.security.audit.eval-detected.eval-detected
semgrep.count|Ran 214 rules on 31 files: 2 findings.
gitleaks.count|leaks found: 2
trivy.count|Total: 4 (UNKNOWN: 0, LOW: 1, MEDIUM: 2, HIGH: 1, CRITICAL: 0)
trivy.row|│ libssl3 (libssl) │ CVE-2099-0001 │ HIGH     │ fixed  │ 3.0.1 │ 3.0.2 │ openssl: a hole │
snyk.issue|✗ High severity vulnerability found in lodash
pipaudit.row|flask   0.5     PYSEC-2099-66   1.0
owasp.dependencies|One or more dependencies were identified with vulnerabilities that have a CVSS score greater than or equal to '7.0':
actions.lost|The hosted runner encountered an error while running your job. (Error Type: Disconnect).
actions.definition|##[error]Can't find 'action.yml', 'action.yaml' or 'Dockerfile' under '/home/runner/work/shop/shop/.github/actions/tax'. Did you forget to run actions/checkout before running your local action?
actions.setup|##[error]The version '3.99' with architecture 'x64' was not found for Ubuntu 24.04.
actions.executable|##[error]Unable to locate executable file: helm. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable.
actions.matrix|The job was canceled because "linux_3_12" failed.
actions.cache|Failed to restore: Cache service responded with 503
gitlab.stuck|There has been a runner system failure, please try again
gitlab.nofiles|ERROR: No files to upload
gitlab.cleanup|WARNING: after_script failed, but job will continue unaffected: exit code 1
azure.agent|##[error]We stopped hearing from agent build-7. Verify the agent machine is running and has a healthy network connection.
azure.timeout|##[error]The job running on agent build-7 ran longer than the maximum time of 60 minutes.
azure.definition|A task is missing. The pipeline references a task called 'Tax'. This usually indicates the task isn't installed.
buildkite.exit|🚨 Error: The command exited with status 2
buildkite.plugin|🚨 Error: Failed to checkout plugin docker: exit status 128
buildkite.cancel|# Received cancellation signal, interrupting
circleci.silent|Too long with no output (exceeded 10m0s): context deadline exceeded
circleci.memory|Container 'Build' exceeded memory limit.
circleci.config|Cannot find a job named build-tax to run in the `jobs:` section of your configuration file.
taskcluster.worker|[taskcluster:error] Task was resolved by the queue: worker-shutdown
taskcluster.exceptions|[taskcluster:error] Task not successful due to following exception(s):
zuul.playbook|2026-05-06 19:00:00.123456 | RUN END RESULT_TIMED_OUT: [untrusted : example.org/shop/playbooks/run.yaml@master]
zuul.node|2026-05-06 19:00:00.123456 | RUN END RESULT_UNREACHABLE: [trusted : example.org/base/pre.yaml@master]
zuul.merge|This change or one of its cross-repo dependencies was unable to be automatically merged with the current state of its repository.
zuul.graph|Unable to freeze job graph: Job shop-tests not defined
zuul.stream|[Zuul] Log Stream did not terminate
teamcity.step|Process exited with code 1 (Step: Compile (Command Line))
teamcity.collect|Failed to collect changes, error: List remote refs failed: java.net.SocketTimeoutException
teamcity.artifact|Failed to resolve artifact dependency <Shop :: Build, build #12 [id 34]>
teamcity.tests|Tests failed: 2 (1 new), passed: 40
tekton.step|"step-compile" exited with code 1 (image: "docker.io/library/gcc@sha256:ab"); for logs run: kubectl -n ci logs shop-pod -c step-compile
tekton.timeout|TaskRun "shop-build" failed to finish within "1h0m0s"
tekton.reference|Pipeline ci/shop can't be Run; it contains Tasks that don't exist: CouldntGetTask
drone.definition|linter: untrusted repositories cannot enable privileged mode
cirrus.agent|CI agent stopped responding!
bamboo.exit|Failing task since return code of [/bin/sh /opt/bamboo/temp/SHOP-JOB1-7-ScriptBuildTask-8.sh] was 1 while expected 0
travis.script|An error occurred while generating the build script.
ansible.galaxy|- example.tax was NOT installed successfully: - sorry, example.tax was not found
terraform.credentials|│ Error: No valid credential sources found
terragrunt.module|Module /w/live/shop has finished with an error
pulumi.stop|error: the stack is currently locked by 1 lock(s).
pulumi.config|error: Missing required configuration variable 'shop:tax'
cloudformation.resource|CREATE_FAILED | AWS::S3::Bucket | CartBucket | cart-bucket already exists
cloudformation.waiter|An error: Waiter StackCreateComplete failed: Waiter encountered a terminal failure state
cdk.stack|❌  ShopStack failed: Error: The stack named ShopStack failed creation
cdk.setup|--app is required either in command-line, in cdk.json or in ~/.cdk.json
sam.builder|Error: PythonPipBuilder:ResolveDependencies - {tax==9.0(sdist)}
packer.build|Build 'amazon-ebs.shop' errored after 4 minutes 2 seconds: Script exited with non-zero exit status: 1.
packer.count|==> Some builds didn't complete successfully and had errors:
vagrant.error|The box 'example/tax' could not be found or
chef.resource|Error executing action `install` on resource 'apt_package[tax]'
chef.count|Chef Infra Client failed. 0 resources updated in 03 seconds
puppet.error|Error: Could not retrieve catalog from remote server: Error 500 on SERVER
salt.render|Rendering SLS 'base:shop' failed: Jinja variable 'tax' is undefined
nomad.deploy|Failed due to progress deadline
heroku.push|remote:  !     Push rejected, failed to compile Python app.
kubectl.forbidden|Error from server (Forbidden): deployments.apps is forbidden: User "ci" cannot list resource "deployments" in API group "apps" in the namespace "shop"
kubectl.kind|error: resource mapping not found for name: "shop" namespace: "" from "cr.yaml": no matches for kind "Shop" in version "example.org/v1"
kubernetes.nodes|  Warning  FailedScheduling  10s  default-scheduler  0/3 nodes are available: 3 Insufficient memory.
kubernetes.event|  Warning  BackOff    5s (x3 over 20s)  kubelet  Back-off restarting failed container shop in pod shop-1
helm.hook|Error: failed pre-install: timed out waiting for the condition
kustomize.error|Error: accumulating resources: accumulation err='accumulating resources from 'tax.yaml'': evalsymlink failure
docker.usage|the input device is not a TTY
podman.image|Error: short-name "tax:1" did not resolve to an alias and no unqualified-search registries are defined
buildah.step|Error: building at STEP "RUN make": while running runtime: exit status 2
logrus.line|time="2026-05-06T19:00:00Z" level=fatal msg="cannot read the manifest of shop"
memory.kernel|[  512.1] Out of memory: Killed process 4711 (cc1plus) total-vm:4194304kB, anon-rss:3145728kB
memory.language|PHP Fatal error:  Allowed memory size of 134217728 bytes exhausted (tried to allocate 20480 bytes) in /w/cart.php on line 4
crash.windows|The process exited with code -1073741819 (0xC0000005)
dll.missing|ImportError: DLL load failed while importing _tax: The specified module could not be found.
git.patch|error: patch failed: src/cart.c:12
exit.signal|/w/run.sh: line 12:  6176 Terminated              sleep 100
apt.lock|E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 1234 (apt-get)
apt.gone|E: Failed to fetch http://mirror.example/pool/main/t/tax/tax_1.0_amd64.deb  404  Not Found [IP: 192.0.2.1 80]
apt.fetch|E: Failed to fetch http://mirror.example/pool/main/t/tax/tax_1.0_amd64.deb  Connection failed [IP: 192.0.2.1 80]
apt.index|E: Failed to fetch http://mirror.example/dists/stable/InRelease  Connection timed out
apt.dpkg|E: Sub-process /usr/bin/dpkg returned an error code (1)
dnf.repository|Error: Failed to download metadata for repo 'appstream': Cannot prepare internal mirrorlist
dnf.provides| - nothing provides libtax.so.2()(64bit) needed by shop-1.0-1.x86_64
nix.error|error: attribute 'tax' missing
nix.builder|error: builder for '/nix/store/abc-shop-1.0.drv' failed with exit code 2;
choco.package|tax not installed. The package was not found with the source(s) listed.
vcpkg.build|error: building tax:x64-linux failed with: BUILD_FAILED
spack.error|==> Error: Package 'tax' not found.
pnpm.absent| ERR_PNPM_NO_MATCHING_VERSION  No matching version found for tax@99
corepack.key|Error: Cannot find matching keyid: {"signatures":[{"sig":"x"}]}
gyp.error|gyp ERR! find Python Could not find any Python installation to use
bundler.frozen|You are trying to install in deployment mode after changing your Gemfile.
composer.lock|Your lock file does not contain a compatible set of packages. Please run composer update.
composer.auth|Could not authenticate against repo.example.org
dotnet.sdk|/w/shop.csproj : error NETSDK1045: The current .NET SDK does not support targeting .NET 99.0. [/w/shop.csproj]
go.version|go: example.org/tax@v1.9.0: reading example.org/tax/go.mod at revision v1.9.0: unknown revision v1.9.0
cargo.crate|error[E0463]: can't find crate for `tax`
hex.dependency|Failed to use "tax" (version 1.0.0) because
opam.package|[ERROR] No package named tax found.
cpan.module|! Installing the dependencies failed: Module 'Tax' is not installed
cocoapods.pod|[!] CocoaPods could not find compatible versions for pod "Tax":
julia.resolve|ERROR: Unsatisfiable requirements detected for package Tax [1234]:
bower.conflict|bower ECONFLICT      Unable to find suitable version for tax
sbt.resolve|sbt.librarymanagement.ResolveException: unresolved dependency: org.example#tax_2.13;9.0: not found
ant.setup|Problem: failed to create task or type: Could not create task or type of type: taxdef.
gradle.script|Task 'assembleTax' not found in root project 'shop'.
gradle.toolchain|No matching toolchains found for requested specification: {languageVersion=25}
gradle.daemon|Gradle build daemon disappeared unexpectedly (it may have been killed or may have crashed)
gradle.configuration|> Could not resolve all files for configuration ':compileClasspath'.
maven.fork|The forked VM terminated without properly saying goodbye. VM crash or System.exit called?
maven.jdk|No compiler is provided in this environment. Perhaps you are running on a JRE rather than a JDK?
maven.setup|The projects in the reactor contain a cyclic reference: Edge between 'a:b' and 'a:c'
maven.rules|Found Banned Dependency: commons-logging:commons-logging:jar:1.2
maven.sign|gpg: signing failed: No secret key
bazel.target|ERROR: no such target '//shop:tax': target 'tax' not declared in package 'shop'
bazel.fetch|ERROR: An error occurred during the fetch of repository 'rules_tax':
xcode.setup|xcodebuild: error: Unable to find a destination matching the provided destination specifier:
xcode.command|Command PhaseScriptExecution failed with a nonzero exit code
workspace.task|shop#build: command (/w/shop) yarn run build exited (1)
vhdl.error|cart.vhd:12:3: no declaration for "tax"
fpga.error|ERROR: [Synth 8-439] module 'tax' not found [/w/cart.v:3]
php.time|PHP Fatal error:  Maximum execution time of 30 seconds exceeded in /w/cart.php on line 4
ocaml.where|File "cart.ml", line 3, characters 12-15:
pascal.error|cart.pas(12,5) Error: Identifier not found "tax"
ada.error|cart.adb:3:44: error: "Put" is not visible
nim.error|/w/cart.nim(3, 7) Error: undeclared identifier: 'tax'
zig.error|cart.zig:3:7: error: use of undeclared identifier 'tax'
crystal.error|Error: undefined local variable or method 'tax' for top-level
elm.error|-- NAMING ERROR ---------------------------------------- src/Cart.elm
solidity.error|Error (7576): Undeclared identifier.
swig.error|cart.i:3: Error: Syntax error in input(1).
cython.error|cart.pyx:3:11: undeclared name not builtin: tax
tex.error|./shop.tex:12: Undefined control sequence.
tex.count|!  ==> Fatal error occurred, no output PDF file produced!
clojure.error|Syntax error compiling at (shop/cart.clj:3:1).
sass.error|Error: Undefined variable.
angular.error|✘ [ERROR] NG8001: 'app-tax' is not a known element:
next.page|Error occurred prerendering page "/cart". Read more: https://nextjs.org/docs/messages/prerender-error
metro.module|error: Error: Unable to resolve module ./tax from /w/App.js:
deno.module|error: Module not found "file:///w/tax.ts".
deno.check|TS2304 [ERROR]: Cannot find name 'tax'.
site.error|Error: error building site: failed to render pages: render of "page" failed
julia.error|ERROR: LoadError: UndefVarError: `tax` not defined
aapt.error|/w/app/src/main/res/values/strings.xml:3: AAPT: error: resource string/tax not found.
unity.compile|Scripts have compiler errors.
unity.licence|No valid Unity Editor license found. Please activate your license.
nodetest.fail|✖ adds tax (1.204917ms)
tap.todo|not ok 3 - rounds # TODO rounding of cents
cypress.server|Cypress failed to verify that your server is running.
cypress.count|  ✖  1 of 3 failed (33%)                     00:12        9        8        1
browser.missing|Error: Failed to launch the browser process!
selenium.error|selenium.common.exceptions.NoSuchElementException: Message: no such element: Unable to locate element: #tax
k6.threshold|ERRO[0012] thresholds on metrics 'http_req_duration' have been crossed
gatling.assertions|Gatling simulation assertions failed !
jest.written|New snapshot was not written. The update flag must be explicitly passed to write a new snapshot.
testng.count|Total tests run: 12, Passes: 10, Failures: 2, Skips: 0
munit.fail|==> X shop.CartSuite.adds tax  0.04s munit.ComparisonFailException
clojure.fail|FAIL in (adds-tax) (cart_test.clj:7)
nunit.fail|1) Failed : Shop.Tests.CartTests.AddsTax
pester.fail|    [-] adds tax 258ms
pester.detail|      Expected 3, but got 2.
pester.count|Tests Passed: 40, Failed: 2, Skipped: 0, Inconclusive: 0, NotRun: 0
pest.fail|  \u2a2f it adds tax
behat.fail|    features/cart.feature:7
behat.count|--- Failed scenarios:
codeception.fail|1) CartCest: Adds tax
swifttesting.fail|✘ Test addsTax() recorded an issue at CartTests.swift:7:5: Expectation failed: (total → 2) == 3
flutter.fail|00:03 +4 -1: adds tax [E]
doctest.check|/w/cart_test.cpp:7: ERROR: CHECK( total(2) == 3 ) is NOT correct!
qtest.fail|FAIL!  : TestCart::addsTax() Compared values are not the same
cpputest.fail|cart_test.cpp:7: error: Failure in TEST(Cart, AddsTax)
unity.fail|test/test_cart.c:7:test_adds_tax:FAIL: Expected 3 Was 2
check.fail|check_cart.c:7:F:Core:test_adds_tax:0: Assertion 'total(2) == 3' failed: total(2) == 2, 3 == 3
cmocka.fail|[  FAILED  ] test_adds_tax
criterion.fail|[FAIL] cart::adds_tax: (0.00s)
lit.fail|FAIL: Shop :: CodeGen/tax.ll (12 of 400)
filecheck.error|/w/test/tax.ll:7:10: error: CHECK: expected string not found in input
lit.count|Failed Tests (1):
meson.test|1/2 shop:cart / adds tax        FAIL            0.02s   exit status 1
meson.count|Fail:               1
bazel.test|//shop:cart_test                                   FAILED in 0.4s
autopkgtest.fail|upstream-tests       FAIL non-zero exit status 1
insta.snapshot|snapshot assertion for 'cart' failed in line 7
ginkgo.fail|  [FAIL] Cart [It] adds tax
ginkgo.count|FAIL! -- 11 Passed | 1 Failed | 0 Pending | 0 Skipped
doctest.example|Failed example:
hypothesis.example|Falsifying example: test_total(
busted.fail|Failure → spec/cart_spec.lua @ 7
alcotest.fail|  [FAIL]        cart          0   adds tax.
eunit.fail|**error:{assertEqual,[{module,cart_tests},{line,7},{expected,3},{value,2}]}
eunit.count|  Failed: 1.  Skipped: 0.  Passed: 3.
julia.test|adds tax: Test Failed at /w/test/runtests.jl:7
julia.count|ERROR: LoadError: Some tests did not pass: 3 passed, 1 failed, 0 errored, 0 broken.
shunit.assert|ASSERT:expected:<3> but was:<2>
molecule.idempotence|CRITICAL Idempotence test failed because of the following tasks:
goss.count|Count: 12, Failed: 1, Skipped: 0
android.install|Failure [INSTALL_FAILED_INSUFFICIENT_STORAGE]
dotnet.host|The active test run was aborted. Reason: Test host process crashed : Stack overflow.
htmlhint.count|Scanned 1 files, found 7 errors in 1 files (107 ms)
redocly.rule|Error was generated by the no-empty-servers rule.
sphinx.count|build finished with problems, 2 warnings (with warnings treated as errors).
mkdocs.reference|A reference to 'gone.md' is included in the 'nav' configuration, which is not found in the documentation files.
mkdocs.strict|Aborted with 1 warnings in strict mode!
pip.wheelplatform|ERROR: tax-1.0-cp27-none-win32.whl is not a supported wheel on this platform.
tox.exit|py: exit 3 (0.03 seconds) /w/shop> python -c 'import sys;sys.exit(3)' pid=10045
terraform.provider|\u2502 Error: Failed to query available provider packages
klog.line|E1129 13:19:00.091630   12280 memcache.go:265] "Unhandled Error" err="couldn't get current server API group list"
any.usage|Usage: tax [OPTIONS] COMMAND [ARGS]...
ava.count|  1 test failed
nodetest.count|# fail 1
quoted.error|"cart.c", line 12: error #20: identifier "tax" is undefined
iar.error|"cart.c",12  Error[Pe020]: identifier "tax" is undefined
intel.error|cart.f90(12): error #6404: This name does not have a type, and must have an explicit type.   [TAX]
tasking.error|ctc E246: ["cart.c" 12/7] left side of '.' or '->' is not struct or union
keil.linker|Error: L6218E: Undefined symbol tax (referred from cart.o).
modelsim.error|** Error: cart.vhd(12): (vcom-1136) Unknown identifier "tax".
cadence.error|ncvlog: *E,UNDIDN (cart.v,12|6): 'tax': undeclared identifier.
nagfor.error|Error: cart.f90, line 12: Implicit type for TAX
cobol.error|cart.cob:12: error: 'TAX' is not defined
xmllint.error|pom.xml:12: parser error : Opening and ending tag mismatch: a line 3 and b
yosys.error|cart.v:12: ERROR: syntax error, unexpected TOK_ID
pclint.line|cart.c(12): error 40: Undeclared identifier 'tax'
pvs.line|/w/cart.cpp:12:1: warning: V501 There are identical sub-expressions to the left and to the right
tslint.line|ERROR: src/cart.ts:3:7 - Identifier 'tax' is never reassigned; use 'const' instead of 'let'.
puppetlint.line|manifests/init.pp - WARNING: double quoted string containing no variables on line 12
misspell.line|README.md:3:7: "recieve" is a misspelling of "receive"
typos.line|error: `recieve` should be `receive`
sorbet.line|lib/cart.rb:12: Method `tax` does not exist on `Cart` https://srb.help/7003
scalastyle.line|error file=/w/src/Cart.scala message=File line length exceeds 100 characters line=12
doxygen.line|/w/cart.h:12: warning: explicit link request to 'tax' could not be resolved
infer.issue|src/Cart.java:12: error: Null Dereference
brakeman.issue|Security Warnings: 2
grype.row|openssl   3.0.1  3.0.2  deb  CVE-2099-0001  High
any.located|grammar.xyz:12:3: error: unexpected end of rule
any.errors|2 Error(s), 0 Warning(s)
exit.command|The command "tax" exited with 127.
exit.right|ERROR: Job failed: exit code 126
purescript.error|  Unknown value tax
r.install|Installation failed.
gometalinter.line|cart/tax.go:1::warning: file is not gofmted with -s (gofmt)
noise.answer|  404  Not Found [IP: 192.0.2.1 80]
noise.phpinfo|Read timeout => 60
noise.cmake|-- Could NOT find Doxygen (missing:  DOXYGEN_EXECUTABLE)
vader.count|Success/Total: 139/140 (assertions: 384/385)
make.recipe|Makefile:120: recipe for target 'check' failed
gradle.failed|Caused by: org.gradle.api.GradleException: There were failing tests. See the report at: file:///w/index.html
"""
