"""Linters, formatters and policy checkers as they were recorded: (tool, category, the line that tells, the output)."""

SAMPLES: list[tuple[str, str, str, str]] = [
    (
        "stylelint",
        "lint",
        "  1:3   ✖  Too many declarations, maximum 1  declaration-block-single-line-max-declarations",
        """\
a.css
  1:3   ✖  Too many declarations, maximum 1  declaration-block-single-line-max-declarations
  1:5   ✖  Unknown property "colr"           property-no-unknown
  1:18  ✖  Duplicate property "color"        declaration-block-no-duplicate-properties

✖ 3 problems (3 errors, 0 warnings)
  1 error potentially fixable with the "--fix" option.
""",
    ),
    (
        "htmlhint",
        "lint",
        "          ^ Doctype must be declared before any non-comment content. (doctype-first)",
        """\
   /w/shop/a.html
      L1 |<html><body><img src=a><div id=a><div id=a></body>
          ^ Doctype must be declared before any non-comment content. (doctype-first)
      L1 |<html><body><img src=a><div id=a><div id=a></body>
                          ^ The value of attribute [ src ] must be in double quotes. (attr-value-double-quotes)
      L1 |<html><body><img src=a><div id=a><div id=a></body>
                                     ^ The value of attribute [ id ] must be in double quotes. (attr-value-double-quotes)
      L1 |<html><body><img src=a><div id=a><div id=a></body>
                                               ^ The value of attribute [ id ] must be in double quotes. (attr-value-double-quotes)
""",
    ),
    (
        "biome",
        "lint",
        "lint.js format ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━",
        """\
  \u2139 Unsafe fix: Remove debugger statement

    3 │ if·(x·==·null)·{·debugger·}
      │                  ---------

lint.js format ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━

  ✖ File content differs from formatting output

    1 1 │   const a = 1;
    2   │ - let·x·=·a
    3   │ - if·(x·==·null)·{·debugger·}
""",
    ),
    (
        "oxlint",
        "lint",
        "  x eslint(no-debugger): `debugger` statement is not allowed",
        """\
   :          ^^^^
 4 | foo();
   `----
  help: Replace `null` with `undefined`.

  x eslint(no-debugger): `debugger` statement is not allowed
   ,-[lint.js:3:18]
 2 | let x = a
 3 | if (x == null) { debugger }
   :                  ^^^^^^^^
 4 | foo();
   `----
""",
    ),
    (
        "eslintbad",
        "lint",
        "  2:7  error  Parsing error: Unexpected token ==",
        """\
/w/shop/bad.js
  2:7  error  Parsing error: Unexpected token ==

✖ 1 problem (1 error, 0 warnings)
""",
    ),
    (
        "xo",
        "lint",
        "  ✖  2:5   x is never reassigned. Use const instead.                                                                       prefer-const",
        """\
  lint.js:2:5
  ✖  2:5   x is never reassigned. Use const instead.                                                                       prefer-const
  ✖  2:10  Missing semicolon.                                                                                              @stylistic/semi
  ✖  3:5   Use === to compare with null.                                                                                   no-eq-null
  ✖  3:7   Expected === and instead saw ==.                                                                                eqeqeq
  ✖  3:16  Expected a line break after this opening brace.                                                                 @stylistic/curly-newline
  ✖  3:16  Statement inside of curly braces should be on next line.                                                        @stylistic/brace-style
  ✖  3:17  Unexpected space(s) after {.                                                                                    @stylistic/block-spacing
""",
    ),
    (
        "standard",
        "lint",
        "  /w/shop/lint.js:1:12: Extra semicolon. (semi)",
        """\
standard: Use JavaScript Standard Style (https://standardjs.com)
standard: Run `standard --fix` to automatically fix some problems.
  /w/shop/lint.js:1:12: Extra semicolon. (semi)
  /w/shop/lint.js:2:5: 'x' is never reassigned. Use 'const' instead. (prefer-const)
  /w/shop/lint.js:3:18: Unexpected 'debugger' statement. (no-debugger)
  /w/shop/lint.js:4:1: 'foo' is not defined. (no-undef)
  /w/shop/lint.js:4:6: Extra semicolon. (semi)
""",
    ),
    (
        "jshint",
        "lint",
        "bad.js: line 1, col 10, Missing semicolon.",
        """\
bad.js: line 1, col 10, Missing semicolon.
bad.js: line 2, col 1, 'let' is available in ES6 (use 'esversion: 6') or Mozilla JS extensions (use moz).
bad.js: line 2, col 6, Missing semicolon.
bad.js: line 2, col 7, Expected an identifier and instead saw '=='.
bad.js: line 2, col 7, Expected an assignment or function call and instead saw an expression.
bad.js: line 2, col 9, Missing semicolon.
bad.js: line 2, col 10, Expected an assignment or function call and instead saw an expression.
bad.js: line 3, col 7, Expected a conditional expression and instead saw an assignment.
bad.js: line 4, col 1, Forgotten 'debugger' statement?
bad.js: line 4, col 9, Missing semicolon.

10 errors
""",
    ),
    (
        "cspell",
        "lint",
        "sp.txt:1:5 - Unknown word (recieve) fix: (receive)",
        """\
1/1 sp.txt 2361.64ms X
sp.txt:1:5 - Unknown word (recieve) fix: (receive)
sp.txt:1:13 - Unknown word (functoin) fix: (function)
CSpell: Files checked: 1, Issues found: 2 in 1 file.
""",
    ),
    (
        "redocly",
        "lint",
        "[8] openapi.yaml:6:7 at #/paths/~1a/get/responses",
        """\
Warning was generated by the operation-4xx-response rule.

Reference: https://redocly.com/docs/cli/rules/oas/operation-4xx-response


[8] openapi.yaml:6:7 at #/paths/~1a/get/responses

Operation must have at least one `2XX` response.

4 | /a:
5 |   get:
6 |     responses: {}
""",
    ),
    (
        "spectral",
        "lint",
        '  2:6    error  oas3-schema                 "info" property must have required property "version".         info',
        """\
/w/shop/openapi.yaml
  1:1  warning  oas3-api-servers            OpenAPI "servers" must be present and non-empty array.
  2:6  warning  info-contact                Info object must have "contact" object.                        info
  2:6  warning  info-description            Info "description" must be present and non-empty string.       info
  2:6    error  oas3-schema                 "info" property must have required property "version".         info
  5:9  warning  operation-description       Operation "description" must be present and non-empty string.  paths./a.get
  5:9  warning  operation-operationId       Operation must have "operationId".                             paths./a.get
  5:9  warning  operation-tags              Operation must have non-empty "tags" array.                    paths./a.get
 6:17    error  oas3-schema                 "responses" property must not have fewer than 1 properties.    paths./a.get.responses
 6:17  warning  operation-success-response  Operation must have at least one "2xx" or "3xx" response.      paths./a.get.responses

✖ 9 problems (2 errors, 7 warnings, 0 infos, 0 hints)
""",
    ),
    (
        "commitlint",
        "lint",
        "✖   subject may not be empty [subject-empty]",
        """\
⧗   input: Bad Message.
✖   subject may not be empty [subject-empty]
✖   subject may not end with full stop [subject-full-stop]
✖   type may not be empty [type-empty]

✖   found 3 problems, 0 warnings
ⓘ   Get help: https://github.com/conventional-changelog/commitlint/#what-is-commitlint
""",
    ),
    (
        "knip",
        "lint",
        "Unused dependencies (1)",
        """\
lint.js
m.js
t.ts
tp.js
v.vt.test.ts
Unused dependencies (1)
left-pad  package.json
Unlisted binaries (1)
tsc  package.json
""",
    ),
    (
        "mdlint2",
        "lint",
        "a.md:3 error MD001/heading-increment Heading levels should only increment by one level at a time [Expected: h2; Actual: h3]",
        """\
markdownlint-cli2 v0.22.1 (markdownlint v0.40.0)
Finding: a.md
Linting: 1 file(s)
Summary: 4 error(s)
a.md:3 error MD001/heading-increment Heading levels should only increment by one level at a time [Expected: h2; Actual: h3]
a.md:3 error MD022/blanks-around-headings Headings should be surrounded by blank lines [Expected: 1; Actual: 0; Below] [Context: "### B"]
a.md:5:1 error MD030/list-marker-space Spaces after list markers [Expected: 1; Actual: 2]
a.md:5 error MD032/blanks-around-lists Lists should be surrounded by blank lines [Context: "*  x"]
""",
    ),
    (
        "codespell",
        "lint",
        "../js/sp.txt:1: teh ==> the",
        """\
../js/sp.txt:1: teh ==> the
../js/sp.txt:1: recieve ==> receive
""",
    ),
    (
        "cpplint",
        "lint",
        'c.cpp:0:  No copyright message found.  You should have a line: "Copyright [year] <Copyright Owner>"  [legal/copyright] [5]',
        """\
c.cpp:0:  No copyright message found.  You should have a line: "Copyright [year] <Copyright Owner>"  [legal/copyright] [5]
c.cpp:1:  Missing space before {  [whitespace/braces] [5]
Done processing c.cpp
Total errors found: 2
""",
    ),
    (
        "vulture",
        "lint",
        "bad.py:1: unused import 'os' (90% confidence)",
        """\
bad.py:1: unused import 'os' (90% confidence)
bad.py:2: unused import 'nopkg' (90% confidence)
bad.py:3: unused function 'f' (60% confidence)
bad.py:6: unused variable 'x' (60% confidence)
bad.py:7: unused variable 'password' (60% confidence)
""",
    ),
    (
        "bandit",
        "lint",
        ">> Issue: [B307:blacklist] Use of possibly insecure function - consider using safer ast.literal_eval.",
        """\
Run started:2026-11-29 13:16:59.941929+00:00

Test results:
>> Issue: [B307:blacklist] Use of possibly insecure function - consider using safer ast.literal_eval.
   Severity: Medium   Confidence: High
   CWE: CWE-78 (https://cwe.mitre.org/data/definitions/78.html)
   More Info: https://bandit.readthedocs.io/en/1.9.4/blacklists/blacklist_calls.html#b307-eval
   Location: ./bad.py:5:6
4	  return a+b
5	print(eval("1"))
""",
    ),
    (
        "sqlfluff",
        "lint",
        "L:   1 | P:   1 | LT09 | Select targets should be on a new line unless there is",
        """\
== [q.sql] FAIL
L:   1 | P:   1 | LT09 | Select targets should be on a new line unless there is
                       | only one select target. [layout.select_targets]
L:   1 | P:  10 | LT01 | Expected single whitespace between comma ',' and naked
                       | identifier. [layout.spacing]
L:   1 | P:  19 | LT14 | The 'WHERE' keyword should always start a new line.
                       | [layout.keyword_newline]
L:   1 | P:  24 | LT01 | Expected only single space before naked identifier.
                       | Found '  '. [layout.spacing]
L:   1 | P:  27 | LT01 | Expected single whitespace between naked identifier and
                       | raw comparison operator '='. [layout.spacing]
L:   1 | P:  28 | LT01 | Expected single whitespace between raw comparison
                       | operator '=' and numeric literal. [layout.spacing]
All Finished!
""",
    ),
    (
        "yamllintgh",
        "lint",
        "bad.yaml:2:3: [error] syntax error: mapping values are not allowed here (syntax)",
        """\
bad.yaml:1:1: [warning] missing document start "---" (document-start)
bad.yaml:2:3: [error] syntax error: mapping values are not allowed here (syntax)
""",
    ),
    (
        "ansiblelint",
        "lint",
        "syntax-check[unknown-module]: couldn't resolve module/action 'nosuchmod'. This often indicates a misspelling, missing collection, or incorrect module path.",
        """\
WARNING  Listing 1 violation(s) that are fatal
syntax-check[unknown-module]: couldn't resolve module/action 'nosuchmod'. This often indicates a misspelling, missing collection, or incorrect module path.
play.yml:5:7


# Rule Violation Summary

  1 syntax-check profile:min tags:core,unskippable

Failed: 1 failure(s), 0 warning(s) in 1 files processed of 1 encountered.
""",
    ),
    (
        "cfnlint",
        "config",
        "E3006 Resource type 'AWS::S3::Nothing' does not exist in 'us-east-1'",
        """\
E3006 Resource type 'AWS::S3::Nothing' does not exist in 'us-east-1'
cf.yaml:4:5
""",
    ),
    (
        "actionlint",
        "lint",
        '.github/workflows/ci.yml:6:23: undefined variable "nothere". available variables are "env", "github", "inputs", "job", "matrix", "needs", "runner", "secrets", "steps", "strategy", "vars" [expression]',
        """\
.github/workflows/ci.yml:6:23: undefined variable "nothere". available variables are "env", "github", "inputs", "job", "matrix", "needs", "runner", "secrets", "steps", "strategy", "vars" [expression]
  |
6 |       - run: echo ${{ nothere.x }}
  |                       ^~~~~~~~~
""",
    ),
    (
        "gosec",
        "lint",
        "[/w/shop/shop.go:3] - G401 (CWE-328): Use of weak cryptographic primitive (Confidence: HIGH, Severity: MEDIUM)",
        """\
Results:


[/w/shop/shop.go:3] - G401 (CWE-328): Use of weak cryptographic primitive (Confidence: HIGH, Severity: MEDIUM)
    2: import ("fmt";"crypto/md5";"os")
  > 3: func Total(a int) int { fmt.Printf("%d", "x"); _ = md5.New(); os.Chmod("x", 0777); return a }
    4: func unused() {}

Autofix:

""",
    ),
    (
        "golangci",
        "lint",
        "shop.go:3:71: Error return value of `os.Chmod` is not checked (errcheck)",
        """\
shop.go:3:71: Error return value of `os.Chmod` is not checked (errcheck)
func Total(a int) int { fmt.Printf("%d", "x"); _ = md5.New(); os.Chmod("x", 0777); return a }
                                                                      ^
shop.go:4:6: func `unused` is unused (unused)
func unused() {}
     ^
p_test.go:3:53: SA5000: assignment to nil map (staticcheck)
func TestPanic(t *testing.T){ var m map[string]int; m["a"]=1 }
                                                    ^
""",
    ),
    (
        "govet",
        "lint",
        'shop.go:3:37: fmt.Printf format %d has arg "x" of wrong type string',
        """\
shop.go:3:37: fmt.Printf format %d has arg "x" of wrong type string
""",
    ),
    (
        "buf",
        "compile",
        "a.proto:2:13:cannot find `Foo` in this scope",
        """\
a.proto:2:13:cannot find `Foo` in this scope
""",
    ),
    (
        "shellcheck",
        "lint",
        "In a.sh line 2:",
        """\
In a.sh line 2:
if [ $a = b ]
     ^-- SC2154 (warning): a is referenced but not assigned.
     ^-- SC2086 (info): Double quote to prevent globbing and word splitting.

Did you mean:
if [ "$a" = b ]
""",
    ),
    (
        "isort",
        "lint",
        "ERROR: /w/shop/bad.py Imports are incorrectly sorted and/or formatted.",
        """\
ERROR: /w/shop/bad.py Imports are incorrectly sorted and/or formatted.
""",
    ),
    (
        "black",
        "lint",
        "would reformat bad.py",
        """\
would reformat bad.py

Oh no! 💥 💔 💥
1 file would be reformatted.
""",
    ),
    (
        "blacksyntax",
        "lint",
        "error: cannot parse: bad.yaml:2:0",
        """\
error: cannot parse: bad.yaml:2:0
     b: 2
    ^
ParseError: bad input

Oh no! 💥 💔 💥
1 file would fail to reformat.
""",
    ),
    (
        "rufffmt",
        "lint",
        "1 file would be reformatted",
        """\
7 +
8 +
9 | print(eval("1"))
  |

1 file would be reformatted
""",
    ),
    (
        "sphinx",
        "lint",
        '/w/shop/doc/index.rst:4: ERROR: Unknown directive type "nosuch".',
        """\
writing output...
building [html]: targets for 1 source files that are out of date
updating environment: [new config] 1 added, 0 changed, 0 removed
reading sources... [100%] index

/w/shop/doc/index.rst:4: ERROR: Unknown directive type "nosuch".

.. nosuch:: x [docutils]
looking for now-outdated files... none found
pickling environment... done
checking consistency... done
preparing documents... done
""",
    ),
    (
        "prettier",
        "lint",
        '[error] a.html: SyntaxError: Unexpected closing tag "body". It may happen when the tag has already been closed by another tag. For more info see https://www.w3.org/TR/html5/syntax.html#closing-elements-that-have-implied-end-tags (1:44)',
        """\
Checking formatting...
[warn] a.css
[error] a.html: SyntaxError: Unexpected closing tag "body". It may happen when the tag has already been closed by another tag. For more info see https://www.w3.org/TR/html5/syntax.html#closing-elements-that-have-implied-end-tags (1:44)
[error] > 1 | <html><body><img src=a><div id=a><div id=a></body>
[error]     |                                            ^^^^^^^
[error]   2 |
Error occurred when checking code style in the above file.
""",
    ),
    (
        "gitdiff",
        "lint",
        "diff --git a/gen.txt b/gen.txt",
        """\
diff --git a/gen.txt b/gen.txt
index 7898192..6178079 100644
--- a/gen.txt
+++ b/gen.txt
@@ -1 +1 @@
-a
+b
""",
    ),
    (
        "cmp",
        "lint",
        "a b differ: byte 1, line 1",
        """\
a b differ: byte 1, line 1
""",
    ),
    (
        "kubeconform",
        "config",
        'd.yaml - Deployment a failed validation: failed downloading schema at https://raw.githubusercontent.com/yannh/kubernetes-json-schema/master/master-standalone/deployment-apps-v1.json: Get "https://raw.githubusercontent.com/yannh/kubernetes-json-schema/master/master-standalone/deployment-apps-v1.json": GET https://raw.githubusercontent.com/yannh/kubernetes-json-schema/master/master-standalone/deployment-apps-v1.json giving up after 3 attempt(s): Get "https://raw.githubusercontent.com/yannh/kubernetes-json-schema/master/master-standalone/deployment-apps-v1.json": dial tcp: lookup raw.githubuserco',
        """\
d.yaml - Deployment a failed validation: failed downloading schema at https://raw.githubusercontent.com/yannh/kubernetes-json-schema/master/master-standalone/deployment-apps-v1.json: Get "https://raw.githubusercontent.com/yannh/kubernetes-json-schema/master/master-standalone/deployment-apps-v1.json": GET https://raw.githubusercontent.com/yannh/kubernetes-json-schema/master/master-standalone/deployment-apps-v1.json giving up after 3 attempt(s): Get "https://raw.githubusercontent.com/yannh/kubernetes-json-schema/master/master-standalone/deployment-apps-v1.json": dial tcp: lookup raw.githubusercontent.com on 10.255.255.53:53: no such host
""",
    ),
    (
        "helmlint",
        "config",
        '[ERROR] templates/: parse error at (shop/templates/bad.yaml:1): function "nosuch" not defined',
        """\
==> Linting shop
[INFO] Chart.yaml: icon is recommended
[ERROR] templates/: parse error at (shop/templates/bad.yaml:1): function "nosuch" not defined

Error: 1 chart(s) linted, 1 chart(s) failed
""",
    ),
]
