"""Package managers, compilers, test runners and small tools as they were recorded: (tool, category, the line that tells, the output)."""

SAMPLES: list[tuple[str, str, str, str]] = [
    (
        "pnpmfrozen",
        "dependency",
        "Error: ERR_PNPM_NO_LOCKFILE",
        """\
Error: ERR_PNPM_NO_LOCKFILE

  \u00d7 installing dependencies
  ╰─▶ Headless installation requires a pnpm-lock.yaml file, but none was
      found. Run `pnpm install` without --frozen-lockfile to create one.
""",
    ),
    (
        "yarnfrozen",
        "dependency",
        'error Couldn\'t find any versions for "left-pad" that matches "^99.0.0"',
        """\
yarn install v1.22.22
info No lockfile found.
[1/4] Resolving packages...
error Couldn't find any versions for "left-pad" that matches "^99.0.0"
info Visit https://yarnpkg.com/en/docs/cli/install for documentation about this command.
""",
    ),
    (
        "npmci",
        "dependency",
        "npm error The `npm ci` command can only install with an existing package-lock.json or",
        """\
npm error code EUSAGE
npm error
npm error The `npm ci` command can only install with an existing package-lock.json or
npm error npm-shrinkwrap.json with lockfileVersion >= 1. Run an install with npm@5 or
npm error later to generate a package-lock.json file, then try again.
npm error
npm error Clean install a project
npm error
npm error Usage:
""",
    ),
    (
        "npm404",
        "dependency",
        "npm error 404 Not Found - GET https://registry.example/nothere-xyz-abc-123",
        """\
npm error code E404
npm error 404 Not Found - GET https://registry.example/nothere-xyz-abc-123
npm error 404
npm error 404  The requested resource 'nothere-xyz-abc-123@*' could not be found or you do not have permission to access it.
npm error 404
npm error 404 Note that you can also install from a
npm error 404 tarball, folder, http url, or git url.
npm error A complete log of this run can be found in: /home/ci/.npm/_logs/2026-11-29T13_16_02_060Z-debug-0.log
""",
    ),
    (
        "pip2",
        "config",
        "ERROR: Could not open requirements file: [Errno 2] No such file or directory: 'nothere.txt'",
        """\
ERROR: Could not open requirements file: [Errno 2] No such file or directory: 'nothere.txt'
""",
    ),
    (
        "pip6",
        "config",
        "no such option: --nosuch",
        """\
Usage:
  pip install [options] <requirement specifier> [package-index-options] ...
  pip install [options] -r <requirements file> [package-index-options] ...
  pip install [options] [-e] <vcs project url> ...
  pip install [options] [-e] <local project path> ...
  pip install [options] <archive url/path> ...

no such option: --nosuch
""",
    ),
    (
        "pipenv",
        "config",
        "ERROR: Pipfile not found! Aborting! Please ensure that the file exists and is",
        """\
[PipfileNotFound]:       ensure_project(
[PipfileNotFound]:   File
"/w/.tools/lib/python3.11/site-packages/pipenv/utils/project.py", line 83, in
ensure_project
[PipfileNotFound]:       raise exceptions.PipfileNotFound
ERROR: Pipfile not found! Aborting! Please ensure that the file exists and is
located in your project root directory.
""",
    ),
    (
        "poetry",
        "dependency",
        "Because shop depends on requests (99.0) which doesn't match any versions, version solving failed.",
        """\
Creating virtualenv shop-wzqAC0kI-py3.11 in /home/ci/.cache/pypoetry/virtualenvs
Updating dependencies
Resolving dependencies...

Because shop depends on requests (99.0) which doesn't match any versions, version solving failed.
""",
    ),
    (
        "poetrylock",
        "dependency",
        "Error: poetry.lock was not found.",
        """\
Error: poetry.lock was not found.
""",
    ),
    (
        "uvlock",
        "dependency",
        "error: Unable to find lockfile at `uv.lock`, but `--locked` was provided. To create a lockfile, run `uv lock` or `uv sync` without the flag.",
        """\
Using CPython 3.11.7 interpreter at: /home/ci/.pyenv/versions/3.11.7/bin/python
Creating virtual environment at: .venv
error: Unable to find lockfile at `uv.lock`, but `--locked` was provided. To create a lockfile, run `uv lock` or `uv sync` without the flag.
""",
    ),
    (
        "pip4",
        "config",
        "      error: Multiple top-level packages discovered in a flat-layout: ['bld', 'out', 'site'].",
        """\
  error: subprocess-exited-with-error

  \u00d7 Getting requirements to build wheel did not run successfully.
  │ exit code: 1
  ╰─> [14 lines of output]
      error: Multiple top-level packages discovered in a flat-layout: ['bld', 'out', 'site'].

      To avoid accidental inclusion of unwanted files or directories,
      setuptools will not proceed with this build.

      If you are trying to create a single distribution with multiple packages
      on purpose, you should not rely on automatic discovery.
""",
    ),
    (
        "precommit",
        "config",
        "An error has occurred: InvalidConfigError:",
        """\
An error has occurred: InvalidConfigError:
=====> .pre-commit-config.yaml is not a file
Check the log at /home/ci/.cache/pre-commit/pre-commit.log
""",
    ),
    (
        "conan",
        "dependency",
        "ERROR: The default build profile '/home/ci/.conan2/profiles/default' doesn't exist.",
        """\
ERROR: The default build profile '/home/ci/.conan2/profiles/default' doesn't exist.
You need to create a default profile (type 'conan profile detect' command)
or specify your own profile with '--profile:build=<myprofile>'
""",
    ),
    (
        "scons",
        "config",
        "scons: *** [nothere.o] Source `nothere.c' not found, needed by target `nothere.o'.",
        """\
scons: Reading SConscript files ...
scons: done reading SConscript files.
scons: Building targets ...
scons: *** [nothere.o] Source `nothere.c' not found, needed by target `nothere.o'.
scons: building terminated because of errors.
""",
    ),
    (
        "twine",
        "config",
        "Checking dist/a.txt: ERROR    InvalidDistribution: Unknown distribution format: 'a.txt'",
        """\
Checking dist/a.txt: ERROR    InvalidDistribution: Unknown distribution format: 'a.txt'
""",
    ),
    (
        "build",
        "config",
        "ERROR Source nothere is not a directory",
        """\
* Creating isolated environment: venv+pip...
ERROR Source nothere is not a directory
""",
    ),
    (
        "gover",
        "tool",
        "go: go.mod requires go >= 1.99 (running go 1.26.8; GOTOOLCHAIN=local)",
        """\
go: go.mod requires go >= 1.99 (running go 1.26.8; GOTOOLCHAIN=local)
""",
    ),
    (
        "gomiss",
        "dependency",
        "miss/a.go:2:8: cannot find module providing package example.org/nothere: import lookup disabled by -mod=readonly",
        """\
miss/a.go:2:8: cannot find module providing package example.org/nothere: import lookup disabled by -mod=readonly
""",
    ),
    (
        "gonomod",
        "config",
        "pattern ./...: directory prefix . does not contain main module or its selected dependencies",
        """\
pattern ./...: directory prefix . does not contain main module or its selected dependencies
""",
    ),
    (
        "cargolocked",
        "dependency",
        "error: cannot create the lock file /w/shop/rs/Cargo.lock because --locked was passed to prevent this",
        """\
error: cannot create the lock file /w/shop/rs/Cargo.lock because --locked was passed to prevent this
help: to generate the lock file without accessing the network, remove the --locked flag and use --offline instead.
""",
    ),
    (
        "cargonocmd",
        "tool",
        "error: no such command: `nosuch`",
        """\
error: no such command: `nosuch`

help: view all installed commands with `cargo --list`
help: find a package to install `nosuch` with `cargo search cargo-nosuch`
""",
    ),
    (
        "cargotc",
        "tool",
        "error: toolchain 'nothere' is not installed",
        """\
error: toolchain 'nothere' is not installed

Stack backtrace:
   0: anyhow::error::<impl core::convert::From<E> for anyhow::Error>::from
   1: rustup::toolchain::Toolchain::from_local::{{closure}}
   2: rustup::config::Cfg::local_toolchain::{{closure}}
   3: rustup::cli::proxy_mode::main::{{closure}}::{{closure}}
""",
    ),
    (
        "cargofeat",
        "config",
        "error: the package 'shop' does not contain this feature: nothere",
        """\
error: the package 'shop' does not contain this feature: nothere
""",
    ),
    (
        "cargono",
        "config",
        "error: could not find `Cargo.toml` in `/w/shop` or any parent directory",
        """\
error: could not find `Cargo.toml` in `/w/shop` or any parent directory
""",
    ),
    (
        "mvnphase",
        "config",
        '[ERROR] Unknown lifecycle phase "nosuch". You must specify a valid lifecycle phase or a goal in the format <plugin-prefix>:<goal> or <plugin-group-id>:<plugin-artifact-id>[:<plugin-version>]:<goal>. Available lifecycle phases are: validate, initialize, generate-sources, process-sources, generate-resources, process-resources, compile, process-classes, generate-test-sources, process-test-sources, generate-test-resources, process-test-resources, test-compile, process-test-classes, test, prepare-package, package, pre-integration-test, integration-test, post-integration-test, verify, install, deplo',
        """\
[INFO] BUILD FAILURE
[INFO] ------------------------------------------------------------------------
[INFO] Total time:  0.064 s
[INFO] Finished at: 2026-11-29T13:34:41Z
[INFO] ------------------------------------------------------------------------
[ERROR] Unknown lifecycle phase "nosuch". You must specify a valid lifecycle phase or a goal in the format <plugin-prefix>:<goal> or <plugin-group-id>:<plugin-artifact-id>[:<plugin-version>]:<goal>. Available lifecycle phases are: validate, initialize, generate-sources, process-sources, generate-resources, process-resources, compile, process-classes, generate-test-sources, process-test-sources, generate-test-resources, process-test-resources, test-compile, process-test-classes, test, prepare-package, package, pre-integration-test, integration-test, post-integration-test, verify, install, deploy, pre-clean, clean, post-clean, pre-site, site, post-site, site-deploy. -> [Help 1]
[ERROR]
[ERROR] To see the full stack trace of the errors, re-run Maven with the -e switch.
[ERROR] Re-run Maven using the -X switch to enable full debug logging.
[ERROR]
[ERROR] For more information about the errors and possible solutions, please read the following articles:
[ERROR] [Help 1] http://cwiki.apache.org/confluence/display/MAVEN/LifecyclePhaseNotFoundException
""",
    ),
    (
        "mvnnopom",
        "config",
        "[ERROR] The goal you specified requires a project to execute but there is no POM in this directory (/w/shop). Please verify you invoked Maven from the correct directory. -> [Help 1]",
        """\
[INFO] Scanning for projects...
[INFO] ------------------------------------------------------------------------
[INFO] BUILD FAILURE
[INFO] ------------------------------------------------------------------------
[INFO] Total time:  0.060 s
[INFO] Finished at: 2026-11-29T13:34:42Z
[INFO] ------------------------------------------------------------------------
[ERROR] The goal you specified requires a project to execute but there is no POM in this directory (/w/shop). Please verify you invoked Maven from the correct directory. -> [Help 1]
[ERROR]
[ERROR] To see the full stack trace of the errors, re-run Maven with the -e switch.
[ERROR] Re-run Maven using the -X switch to enable full debug logging.
[ERROR]
[ERROR] For more information about the errors and possible solutions, please read the following articles:
[ERROR] [Help 1] http://cwiki.apache.org/confluence/display/MAVEN/MissingProjectException
""",
    ),
    (
        "mvnres",
        "dependency",
        "[ERROR] Plugin org.apache.maven.plugins:maven-resources-plugin:2.6 or one of its dependencies could not be resolved: Cannot access central (https://repo.maven.apache.org/maven2) in offline mode and the artifact org.apache.maven.plugins:maven-resources-plugin:jar:2.6 has not been downloaded from it b",
        """\
[ERROR] Plugin org.apache.maven.plugins:maven-resources-plugin:2.6 or one of its dependencies could not be resolved: Cannot access central (https://repo.maven.apache.org/maven2) in offline mode and the artifact org.apache.maven.plugins:maven-resources-plugin:jar:2.6 has not been downloaded from it b
[ERROR]
[ERROR] To see the full stack trace of the errors, re-run Maven with the -e switch.
[ERROR] Re-run Maven using the -X switch to enable full debug logging.
[ERROR]
[ERROR] For more information about the errors and possible solutions, please read the following articles:
[ERROR] [Help 1] http://cwiki.apache.org/confluence/display/MAVEN/PluginResolutionException
""",
    ),
    (
        "javaoom",
        "oom",
        'Exception in thread "main" java.lang.OutOfMemoryError: Java heap space',
        """\
Exception in thread "main" java.lang.OutOfMemoryError: Java heap space
	at B.main(B.java:1)
""",
    ),
    (
        "javanomain",
        "dependency",
        "Error: Could not find or load main class Nothere",
        """\
Error: Could not find or load main class Nothere
Caused by: java.lang.ClassNotFoundException: Nothere
""",
    ),
    (
        "nodeoom",
        "oom",
        "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory",
        """\
[8802:0xda78ca0]      137 ms: Mark-Compact 12.9 (21.5) -> 12.5 (29.0) MB, 24.89 / 0.00 ms  (+ 0.0 ms in 1 steps since start of marking, biggest step 0.0 ms, walltime since start of marking 30 ms) (average mu = 1.000, current mu = 1.000) finalize increment[8802:0xda78ca0]      183 ms: Mark-Compact 20.1 (36.7) -> 20.1 (36.7) MB, 26.23 / 0.00 ms  (average mu = 0.434, current mu = 0.434) allocation failure; scavenge might not succeed


<--- JS stacktrace --->

FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory
----- Native stack trace -----

 1: 0xb78db3 node::OOMErrorHandler(char const*, v8::OOMDetails const&) [node]
 2: 0xee8300 v8::Utils::ReportOOMFailure(v8::internal::Isolate*, char const*, v8::OOMDetails const&) [node]
 3: 0xee85e7 v8::internal::V8::FatalProcessOutOfMemory(v8::internal::Isolate*, char const*, v8::OOMDetails const&) [node]
 4: 0x10fb205  [node]
""",
    ),
    (
        "esbuild",
        "dependency",
        '✘ [ERROR] Could not resolve "./nowhere"',
        """\
✘ [ERROR] Could not resolve "./nowhere"

    ent.js:1:14:
      1 │ import x from './nowhere'; import y from 'nopkg'; x(y)
        ╵               ~~~~~~~~~~~

✘ [ERROR] Could not resolve "nopkg"
""",
    ),
    (
        "rollup",
        "dependency",
        "[!] Error: Could not resolve './nowhere' from ent.js",
        """\
./ent.js → out.js...
(!) Unresolved dependencies
https://rollupjs.org/guide/en/#warning-treating-module-as-external-dependency
nopkg (imported by ent.js)
[!] Error: Could not resolve './nowhere' from ent.js
Error: Could not resolve './nowhere' from ent.js
    at error (/w/.tools/node_modules/rollup/dist/shared/rollup.js:198:30)
    at ModuleLoader.handleResolveId (/w/.tools/node_modules/rollup/dist/shared/rollup.js:22317:24)
    at /w/.tools/node_modules/rollup/dist/shared/rollup.js:22280:26
""",
    ),
    (
        "vite",
        "compile",
        "[UNRESOLVED_ENTRY] Cannot resolve entry module index.html.",
        """\
✓ 1 modules transformed.
✗ Build failed in 53ms
error during build:
Build failed with 1 error:

[UNRESOLVED_ENTRY] Cannot resolve entry module index.html.

    at aggregateBindingErrorsIntoJsError (file:///w/.tools/node_modules/rolldown/dist/shared/error-z4CTM_u3.mjs:110:18)
    at unwrapBindingResult (file:///w/.tools/node_modules/rolldown/dist/shared/error-z4CTM_u3.mjs:78:128)
    at #build (file:///w/.tools/node_modules/rolldown/dist/shared/rolldown-Ccx9Bd9G.mjs:147:34)
    at async buildEnvironment (file:///w/.tools/node_modules/vite/dist/node/chunks/node.js:35414:66)
    at async Object.build (file:///w/.tools/node_modules/vite/dist/node/chunks/node.js:35850:19)
""",
    ),
    (
        "webpack",
        "dependency",
        "Module not found: Error: Can't resolve 'nopkg' in '/w/shop'",
        """\
        /w/shop/nowhere.css doesn't exist
      as directory
        /w/shop/nowhere doesn't exist

ERROR in ./ent.js 1:27-49
Module not found: Error: Can't resolve 'nopkg' in '/w/shop'
resolve 'nopkg' in '/w/shop'
  Parsed request is a module
  using description file: /w/shop/package.json (relative path: .)
    Field 'browser' doesn't contain a valid alias configuration
    resolve as module
      looking for modules in /w/shop/node_modules
""",
    ),
    (
        "gfortran",
        "compile",
        "Error: Operands of binary numeric operator \u2018+\u2019 at (1) are REAL(4)/CHARACTER(1)",
        """\
a.f90:3:5:

    3 |  x = y + "a"
      |     1
Error: Operands of binary numeric operator \u2018+\u2019 at (1) are REAL(4)/CHARACTER(1)
""",
    ),
    (
        "iverilog",
        "compile",
        "a.v:3: syntax error",
        """\
a.v:3: syntax error
I give up.
""",
    ),
    (
        "nasm",
        "compile",
        "a.asm:3: error: parser: instruction expected",
        """\
a.asm:3: error: parser: instruction expected
""",
    ),
    (
        "lua",
        "crash",
        "lua5.4: a.lua:2: attempt to index a nil value (local 'x')",
        """\
lua5.4: a.lua:2: attempt to index a nil value (local 'x')
stack traceback:
	a.lua:2: in main chunk
	[C]: in ?
""",
    ),
    (
        "luas",
        "compile",
        "lua5.4: s.lua:1: unexpected symbol near '='",
        """\
lua5.4: s.lua:1: unexpected symbol near '='
""",
    ),
    (
        "phps",
        "compile",
        'Parse error: syntax error, unexpected token ";" in /w/shop/s.php on line 2',
        """\
Parse error: syntax error, unexpected token ";" in /w/shop/s.php on line 2
""",
    ),
    (
        "phpc",
        "dependency",
        'Fatal error: Uncaught Error: Class "Nothere" not found in /w/shop/c.php:2',
        """\
Fatal error: Uncaught Error: Class "Nothere" not found in /w/shop/c.php:2
Stack trace:
#0 {main}
  thrown in /w/shop/c.php on line 2
""",
    ),
    (
        "rubys",
        "compile",
        "s.rb:2: syntax error, unexpected `end', expecting ')'",
        """\
s.rb:2: syntax error, unexpected `end', expecting ')'
""",
    ),
    (
        "rubyl",
        "dependency",
        "<internal:/w/home/ci/usr/lib/ruby/3.1.0/rubygems/core_ext/kernel_require.rb>:85:in `require': cannot load such file -- nothere (LoadError)",
        """\
<internal:/w/home/ci/usr/lib/ruby/3.1.0/rubygems/core_ext/kernel_require.rb>:85:in `require': cannot load such file -- nothere (LoadError)
	from <internal:/w/home/ci/usr/lib/ruby/3.1.0/rubygems/core_ext/kernel_require.rb>:85:in `require'
	from l.rb:1:in `<main>'
""",
    ),
    (
        "perlm",
        "dependency",
        "Can't locate Nothere/Mod.pm in @INC (you may need to install the Nothere::Mod module) (@INC contains: /etc/perl /usr/local/lib/x86_64-linux-gnu/perl/5.36.0 /usr/local/share/perl/5.36.0 /usr/lib/x86_64-linux-gnu/perl5/5.36 /usr/share/perl5 /usr/lib/x86_64-linux-gnu/perl-base /usr/lib/x86_64-linux-gnu",
        """\
Can't locate Nothere/Mod.pm in @INC (you may need to install the Nothere::Mod module) (@INC contains: /etc/perl /usr/local/lib/x86_64-linux-gnu/perl/5.36.0 /usr/local/share/perl/5.36.0 /usr/lib/x86_64-linux-gnu/perl5/5.36 /usr/share/perl5 /usr/lib/x86_64-linux-gnu/perl-base /usr/lib/x86_64-linux-gnu
BEGIN failed--compilation aborted at a.pl line 1.
""",
    ),
    (
        "perlv",
        "compile",
        'Global symbol "$x" requires explicit package name (did you forget to declare "my $x"?) at b.pl line 1.',
        """\
Global symbol "$x" requires explicit package name (did you forget to declare "my $x"?) at b.pl line 1.
Execution of b.pl aborted due to compilation errors.
""",
    ),
    (
        "ava",
        "test",
        "  ✘ [fail]: adds tax",
        """\
  ✘ [fail]: adds tax
  ─

  adds tax

  av.mjs:1

""",
    ),
    (
        "mocha",
        "test",
        '     Error: Timeout of 50ms exceeded. For async tests and hooks, ensure "done()" is called; if returning a Promise, ensure it resolves. (/w/shop/m.js)',
        """\
      at Context.<anonymous> (m.js:1:79)
      at process.processImmediate (node:internal/timers:483:21)

  2) shop
       hangs:
     Error: Timeout of 50ms exceeded. For async tests and hooks, ensure "done()" is called; if returning a Promise, ensure it resolves. (/w/shop/m.js)
      at listOnTimeout (node:internal/timers:581:17)
      at process.processTimers (node:internal/timers:519:7)
""",
    ),
    (
        "tap",
        "test",
        "not ok 1 - tp.js # time=129.433ms",
        """\
        +2
      ...

    1..1
    # time=129.433ms
not ok 1 - tp.js # time=129.433ms
  ---
  stdio: inherit
  cwd: /w/shop
  externalID: tp.js
  command: /usr/bin/node
  args:
""",
    ),
    (
        "vitest",
        "test",
        "AssertionError: expected 2 to be 3 // Object.is equality",
        """\
   \u00d7 adds tax 14ms

⎯⎯⎯⎯⎯⎯⎯ Failed Tests 1 ⎯⎯⎯⎯⎯⎯⎯

 FAIL  v.vt.test.ts > adds tax
AssertionError: expected 2 to be 3 // Object.is equality

- Expected
+ Received

- 3
+ 2
""",
    ),
    (
        "prove",
        "test",
        "#   Failed test 'adds tax'",
        """\
#   Failed test 'adds tax'
#   at t.t line 1.
#          got: '2'
#     expected: '3'
# Looks like you failed 1 test of 1.
t.t ..
Dubious, test returned 1 (wstat 256, 0x100)
""",
    ),
    (
        "robot",
        "test",
        "Adds tax                                                              | FAIL |",
        """\
[ ERROR ] Log file cannot be created if output.xml is disabled.
==============================================================================
A
==============================================================================
Adds tax                                                              | FAIL |
2 != 3
------------------------------------------------------------------------------
A                                                                     | FAIL |
1 test, 0 passed, 1 failed
==============================================================================
Output:  NONE
Report:  /w/shop/report.html
""",
    ),
    (
        "behave",
        "config",
        "ConfigError: No steps directory in '/w/shop'",
        """\
USING RUNNER: behave.runner:Runner
ConfigError: No steps directory in '/w/shop'
""",
    ),
    (
        "pytestfix",
        "test",
        "E       fixture 'nofix' not found",
        """\

==================================== ERRORS ====================================
___________________________ ERROR at setup of test_a ___________________________
file /w/shop/test_fix.py, line 1
  def test_a(nofix): pass
E       fixture 'nofix' not found
>       available fixtures: anyio_backend, anyio_backend_name, anyio_backend_options, cache, capfd, capfdbinary, caplog, capsys, capsysbinary, capteesys, doctest_namespace, free_tcp_port, free_tcp_port_factory, free_udp_port, free_udp_port_factory, monkeypatch, platformdirs_isolated, pytestconfig, record_property, record_testsuite_property, record_xml_attribute, recwarn, subtests, testrun_uid, tmp_path, tmp_path_factory, tmpdir, tmpdir_factory, worker_id
>       use 'pytest --fixtures [testpath]' for help on them.

/w/shop/test_fix.py:1
=========================== short test summary info ============================
ERROR test_fix.py::test_a
""",
    ),
    (
        "pytestcoll",
        "dependency",
        "E   ModuleNotFoundError: No module named 'nothing_here'",
        """\
/home/ci/.pyenv/versions/3.11.7/lib/python3.11/importlib/__init__.py:126: in import_module
    return _bootstrap._gcd_import(name[level:], package, level)
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
test_coll.py:1: in <module>
    import nothing_here
E   ModuleNotFoundError: No module named 'nothing_here'
=========================== short test summary info ============================
ERROR test_coll.py
!!!!!!!!!!!!!!!!!!!! Interrupted: 1 error during collection !!!!!!!!!!!!!!!!!!!!
=============================== 1 error in 0.22s ===============================
""",
    ),
    (
        "pytestnone",
        "config",
        "ERROR: file or directory not found: nothere.py",
        """\
============================= test session starts ==============================
platform linux -- Python 3.11.7, pytest-9.2.0, pluggy-1.7.0
rootdir: /w/shop
configfile: pyproject.toml
plugins: xdist-3.8.0, platformdirs-4.14.8, timeout-2.4.0, anyio-4.16.0
collected 0 items

============================ no tests ran in 0.01s =============================
ERROR: file or directory not found: nothere.py
""",
    ),
    (
        "pytesttimeout",
        "test",
        "E       Failed: Timeout (>1.0s) from pytest-timeout.",
        """\
=================================== FAILURES ===================================
__________________________________ test_slow ___________________________________

    def test_slow():
>       time.sleep(5)
E       Failed: Timeout (>1.0s) from pytest-timeout.

test_slow.py:3: Failed
=========================== short test summary info ============================
FAILED test_slow.py::test_slow - Failed: Timeout (>1.0s) from pytest-timeout.
============================== 1 failed in 1.04s ===============================
""",
    ),
    (
        "ctest",
        "test",
        "\t  1 - adds (Failed)",
        """\
Test project /w/shop/ct/b
    Start 1: adds
1/1 Test #1: adds .............................***Failed    0.00 sec

0% tests passed, 1 tests failed out of 1

Total Test time (real) =   0.00 sec

The following tests FAILED:
	  1 - adds (Failed)
Errors while running CTest
Output from these tests are in: /w/shop/ct/b/Testing/Temporary/LastTest.log
Use "--rerun-failed --output-on-failure" to re-run the failed cases verbosely.
""",
    ),
    (
        "asan",
        "crash",
        "cc.c:1:23: runtime error: index 3 out of bounds for type 'int [2]'",
        """\
cc.c:1:23: runtime error: index 3 out of bounds for type 'int [2]'
cc.c:1:26: runtime error: store to address 0x7ffdc868e2bc with insufficient space for an object of type 'int'
0x7ffdc868e2bc: note: pointer points here
  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  08 e4 68 c8 fd 7f 00 00
              ^
=================================================================
==12046==ERROR: AddressSanitizer: stack-buffer-overflow on address 0x7ffdc868e2bc at pc 0x55a444e482cc bp 0x7ffdc868e270 sp 0x7ffdc868e268
""",
    ),
    (
        "assert",
        "crash",
        "as: as.c:2: main: Assertion `1==2' failed.",
        """\
as: as.c:2: main: Assertion `1==2' failed.
/w/run.sh: line 4: 12029 Aborted                 timeout 90 "$@" 2>&1
""",
    ),
    (
        "segv",
        "crash",
        '/w/run.sh: line 4: 12037 Segmentation fault      timeout 90 "$@" 2>&1',
        """\
/w/run.sh: line 4: 12037 Segmentation fault      timeout 90 "$@" 2>&1
""",
    ),
    (
        "unbound",
        "config",
        "bash: line 1: NOPE: unbound variable",
        """\
bash: line 1: NOPE: unbound variable
""",
    ),
    (
        "cmdnf",
        "tool",
        "bash: line 1: nosuchtool: command not found",
        """\
bash: line 1: nosuchtool: command not found
""",
    ),
    (
        "shnf",
        "tool",
        "sh: 1: nosuchtool: not found",
        """\
sh: 1: nosuchtool: not found
""",
    ),
    (
        "notexec",
        "permission",
        "bash: line 1: ./x.sh: Permission denied",
        """\
bash: line 1: ./x.sh: Permission denied
""",
    ),
    (
        "badint",
        "config",
        "bash: line 1: ./y.sh: cannot execute: required file not found",
        """\
bash: line 1: ./y.sh: cannot execute: required file not found
""",
    ),
    (
        "bashsyn",
        "config",
        "bash: -c: line 1: syntax error near unexpected token `then'",
        """\
bash: -c: line 1: syntax error near unexpected token `then'
bash: -c: line 1: `if then'
""",
    ),
    (
        "shasum2",
        "dependency",
        "sha256sum: WARNING: 1 computed checksum did NOT match",
        """\
x: FAILED
sha256sum: WARNING: 1 computed checksum did NOT match
""",
    ),
    (
        "patch",
        "config",
        "Hunk #1 FAILED at 1.",
        """\
patching file a
Hunk #1 FAILED at 1.
1 out of 1 hunk FAILED -- saving rejects to file a.rej
""",
    ),
    (
        "gitident",
        "config",
        "Author identity unknown",
        """\
Author identity unknown

*** Please tell me who you are.

Run

  git config --global user.email "you@example.com"
  git config --global user.name "Your Name"

to set your account's default identity.
Omit --global to set the identity only in this repository.

fatal: no email was given and auto-detection is disabled
""",
    ),
    (
        "gitpush",
        "scm",
        "error: src refspec main does not match any",
        """\
error: src refspec main does not match any
error: failed to push some refs to 'origin'
""",
    ),
    (
        "gitmerge",
        "scm",
        "CONFLICT (content): Merge conflict in gen.txt",
        """\
Auto-merging gen.txt
CONFLICT (content): Merge conflict in gen.txt
Automatic merge failed; fix conflicts and then commit the result.
""",
    ),
    (
        "gittag",
        "scm",
        "fatal: tag 'a' already exists",
        """\
fatal: tag 'a' already exists
""",
    ),
    (
        "curldns",
        "network",
        "curl: (6) Could not resolve host: nothere.invalid",
        """\
curl: (6) Could not resolve host: nothere.invalid
""",
    ),
    (
        "wget",
        "network",
        "Connecting to 127.0.0.1:9... failed: Connection refused.",
        """\
--2026-11-29 13:18:59--  http://127.0.0.1:9/
Connecting to 127.0.0.1:9... failed: Connection refused.
""",
    ),
    (
        "ssh",
        "network",
        "ssh: Could not resolve hostname nothere.invalid: Name or service not known",
        """\
Pseudo-terminal will not be allocated because stdin is not a terminal.
ssh: Could not resolve hostname nothere.invalid: Name or service not known
""",
    ),
    (
        "gunzip",
        "dependency",
        "gzip: a.gz: not in gzip format",
        """\
gzip: a.gz: not in gzip format
""",
    ),
    (
        "xz",
        "dependency",
        "tar: This does not look like a tar archive",
        """\
tar: This does not look like a tar archive

gzip: stdin: not in gzip format
tar: Child returned status 1
tar: Error is not recoverable: exiting now
""",
    ),
    (
        "jq",
        "config",
        "parse error: Invalid numeric literal at line 2, column 0",
        """\
parse error: Invalid numeric literal at line 2, column 0
""",
    ),
    (
        "killed",
        "oom",
        'bash: line 1: 12298 Killed                  bash -c "kill -9 \\$\\$"',
        """\
bash: line 1: 12298 Killed                  bash -c "kill -9 \\$\\$"
rc 137
""",
    ),
    (
        "envno",
        "tool",
        "env: \u2018nosuch\u2019: No such file or directory",
        """\
env: \u2018nosuch\u2019: No such file or directory
""",
    ),
    (
        "rsync",
        "tool",
        "timeout: failed to run command \u2018rsync\u2019: No such file or directory",
        """\
timeout: failed to run command \u2018rsync\u2019: No such file or directory
""",
    ),
    (
        "full",
        "disk",
        "cat: write error: No space left on device",
        """\
cat: write error: No space left on device
""",
    ),
    (
        "ansible1",
        "config",
        "[ERROR]: couldn't resolve module/action 'nosuchmod'. This often indicates a misspelling, missing collection, or incorrect module path.",
        """\
[ERROR]: couldn't resolve module/action 'nosuchmod'. This often indicates a misspelling, missing collection, or incorrect module path.
Origin: /w/shop/play.yml:5:7

3     - name: fail
4       shell: exit 3
5     - nosuchmod: a=1
        ^ column 7
""",
    ),
    (
        "ansible2",
        "deploy",
        'fatal: [localhost]: FAILED! => {"changed": true, "cmd": ["/bin/false"], "delta": "0:00:00.008203", "end": "2026-11-29 13:17:07.292473", "msg": "non-zero return code", "rc": 1, "start": "2026-11-29 13:17:07.284270", "stderr": "", "stderr_lines": [], "stdout": "", "stdout_lines": []}',
        """\
3   gather_facts: no
4   tasks:
5     - name: start the shop
        ^ column 7

fatal: [localhost]: FAILED! => {"changed": true, "cmd": ["/bin/false"], "delta": "0:00:00.008203", "end": "2026-11-29 13:17:07.292473", "msg": "non-zero return code", "rc": 1, "start": "2026-11-29 13:17:07.284270", "stderr": "", "stderr_lines": [], "stdout": "", "stdout_lines": []}

PLAY RECAP *********************************************************************
localhost                  : ok=0    changed=0    unreachable=0    failed=1    skipped=0    rescued=0    ignored=0
""",
    ),
    (
        "ansible4",
        "network",
        "[ERROR]: Task failed: Failed to connect to the host via ssh: ssh: connect to host 127.0.0.1 port 1: Connection refused",
        """\
PLAY [web1] ********************************************************************

TASK [Gathering Facts] *********************************************************
[ERROR]: Task failed: Failed to connect to the host via ssh: ssh: connect to host 127.0.0.1 port 1: Connection refused
fatal: [web1]: UNREACHABLE! => {"changed": false, "msg": "Task failed: Failed to connect to the host via ssh: ssh: connect to host 127.0.0.1 port 1: Connection refused", "unreachable": true}

PLAY RECAP *********************************************************************
web1                       : ok=0    changed=0    unreachable=1    failed=0    skipped=0    rescued=0    ignored=0
""",
    ),
    (
        "helminstall",
        "network",
        'Error: INSTALLATION FAILED: Kubernetes cluster unreachable: Get "http://localhost:8080/version": dial tcp 127.0.0.1:8080: connect: connection refused',
        """\
Error: INSTALLATION FAILED: Kubernetes cluster unreachable: Get "http://localhost:8080/version": dial tcp 127.0.0.1:8080: connect: connection refused
""",
    ),
    (
        "kubectl2",
        "config",
        'error: the path "nothere.yaml" does not exist',
        """\
error: the path "nothere.yaml" does not exist
""",
    ),
    (
        "make3",
        "config",
        "make: *** No rule to make target 'nothere.o', needed by 'all'.  Stop.",
        """\
make: *** No rule to make target 'nothere.o', needed by 'all'.  Stop.
""",
    ),
]
