"""Terraform and Maven as they were recorded: (tool, category, the line that tells, the output)."""

SAMPLES: list[tuple[str, str, str, str]] = [
    (
        "tfvalidate",
        "config",
        "Error: Invalid type specification",
        """\
Error: Invalid type specification

  on main.tf line 2, in variable "a":
   2:   type = nosuch

The keyword "nosuch" is not a valid type specification.
""",
    ),
    (
        "tfsyntax",
        "config",
        "Error: Unclosed configuration block",
        """\
Error: Unclosed configuration block

  on main.tf line 1, in resource "x":
   1: resource "x" {

There is no closing brace for this block before the end of the file. This may
be caused by incorrect brace nesting elsewhere in this file.

Error: Missing name for resource

  on main.tf line 1, in resource "x":
   1: resource "x" {

All resource blocks must have 2 labels (type, name).
""",
    ),
    (
        "tfapply",
        "deploy",
        "Error: local-exec provisioner error",
        """\
Plan: 1 to add, 0 to change, 0 to destroy.
terraform_data.a: Creating...
terraform_data.a: Provisioning with 'local-exec'...
terraform_data.a (local-exec): Executing: ["/bin/sh" "-c" "exit 3"]

Error: local-exec provisioner error

  with terraform_data.a,
  on main.tf line 2, in resource "terraform_data" "a":
   2:  provisioner "local-exec" {

Error running command 'exit 3': exit status 3. Output:
""",
    ),
    (
        "tfinput",
        "config",
        "Error: Value for undeclared variable",
        """\
Error: Value for undeclared variable

A variable named "a" was assigned on the command line, but the root module
does not declare a variable of that name. To use this value, add a "variable"
block to the configuration.
""",
    ),
    (
        "tffmt",
        "lint",
        "+++ new/main.tf",
        """\
@@ -1 +1 @@
-a   =  1
+a = 1
main.tf
--- old/main.tf
+++ new/main.tf
@@ -1,5 +1,5 @@
 resource "terraform_data" "a" {
- provisioner "local-exec" {
- command="exit 3"
-}
+  provisioner "local-exec" {
""",
    ),
    (
        "mvntest",
        "test",
        "[ERROR]   ShopTest.addsTax:2 expected: <3> but was: <2>",
        """\

[INFO]
[INFO] Results:
[INFO]
[ERROR] Failures:
[ERROR]   ShopTest.addsTax:2 expected: <3> but was: <2>
[ERROR] Errors:
[ERROR]   ShopTest.breaks:3 NullPointer Cannot invoke "String.length()" because "s" is null
[ERROR]   ShopTest.refused:4 » Connect Connection refused
[ERROR]   ShopTest.refusedToo:5 » Connect Connection refused
[INFO]
[ERROR] Tests run: 4, Failures: 1, Errors: 3, Skipped: 0
""",
    ),
    (
        "mvncheckstyle",
        "lint",
        "[ERROR] src/main/java/Shop.java:[1] (javadoc) JavadocPackage: Missing package-info.java file.",
        """\
[INFO] Building shop 1.0
[INFO] --------------------------------[ jar ]---------------------------------
[INFO]
[INFO] --- maven-checkstyle-plugin:3.3.1:check (default-cli) @ shop ---
[INFO] There are 4 errors reported by Checkstyle 9.3 with sun_checks.xml ruleset.
[ERROR] src/main/java/Shop.java:[1] (javadoc) JavadocPackage: Missing package-info.java file.
[ERROR] src/main/java/Shop.java:[1,1] (design) HideUtilityClassConstructor: Utility classes should not have a public or default constructor.
[ERROR] src/main/java/Shop.java:[1,31] (misc) FinalParameters: Parameter a should be final.
[ERROR] src/main/java/Shop.java:[1,38] (blocks) LeftCurly: '{' at column 38 should have line break after.
[INFO] ------------------------------------------------------------------------
[INFO] BUILD FAILURE
[INFO] ------------------------------------------------------------------------
""",
    ),
    (
        "mvncompile",
        "compile",
        "[ERROR] /w/shop/src/main/java/Shop.java:[1,51] cannot find symbol",
        """\
[INFO] Recompiling the module because of changed source code.
[INFO] Compiling 1 source file with javac [debug target 17] to target/classes
[INFO] -------------------------------------------------------------
[ERROR] COMPILATION ERROR :
[INFO] -------------------------------------------------------------
[ERROR] /w/shop/src/main/java/Shop.java:[1,51] cannot find symbol
  symbol:   variable tax
  location: class Shop
[INFO] 1 error
[INFO] -------------------------------------------------------------
[INFO] ------------------------------------------------------------------------
[INFO] BUILD FAILURE
""",
    ),
    (
        "mvndep",
        "dependency",
        "[ERROR] Failed to execute goal on project shop: Could not resolve dependencies for project org.example:shop:jar:1.0: Could not find artifact org.example:tax:jar:9 in central (https://repo.maven.apache.org/maven2) -> [Help 1]",
        """\
[INFO] BUILD FAILURE
[INFO] ------------------------------------------------------------------------
[INFO] Total time:  2.327 s
[INFO] Finished at: 2026-11-29T14:07:18Z
[INFO] ------------------------------------------------------------------------
[ERROR] Failed to execute goal on project shop: Could not resolve dependencies for project org.example:shop:jar:1.0: Could not find artifact org.example:tax:jar:9 in central (https://repo.maven.apache.org/maven2) -> [Help 1]
[ERROR]
[ERROR] To see the full stack trace of the errors, re-run Maven with the -e switch.
[ERROR] Re-run Maven using the -X switch to enable full debug logging.
[ERROR]
[ERROR] For more information about the errors and possible solutions, please read the following articles:
[ERROR] [Help 1] http://cwiki.apache.org/confluence/display/MAVEN/DependencyResolutionException
""",
    ),
    (
        "mvnbadpom",
        "config",
        "[FATAL] Non-readable POM /w/shop/bad.xml: no more data available - expected end tag </project> to close start tag <project> from line 1, parser stopped on START_TAG seen <project>\\n... @2:1 @",
        """\
[INFO] Scanning for projects...
[ERROR] [ERROR] Some problems were encountered while processing the POMs:
[FATAL] Non-readable POM /w/shop/bad.xml: no more data available - expected end tag </project> to close start tag <project> from line 1, parser stopped on START_TAG seen <project>\\n... @2:1 @
 @
[ERROR] The build could not read 1 project -> [Help 1]
[ERROR]
[ERROR]   The project  (/w/shop/bad.xml) has 1 error
[ERROR]     Non-readable POM /w/shop/bad.xml: no more data available - expected end tag </project> to close start tag <project> from line 1, parser stopped on START_TAG seen <project>\\n... @2:1
[ERROR]
[ERROR] To see the full stack trace of the errors, re-run Maven with the -e switch.
[ERROR] Re-run Maven using the -X switch to enable full debug logging.
[ERROR]
[ERROR] For more information about the errors and possible solutions, please read the following articles:
[ERROR] [Help 1] http://cwiki.apache.org/confluence/display/MAVEN/ProjectBuildingException
""",
    ),
]
