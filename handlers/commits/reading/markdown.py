"""A review as a Markdown file. Foreign text in it stands in code spans, where nothing is markup."""

from handlers.commits.reading.read import Reading
from handlers.commits.reading.risks import Risk
from handlers.kit.redaction import redact

KNOW, REMARKS, NOTE = "## What to know", "## Remarks", "> {words}"
INSTEAD = "Instead: {words}"
PLAIN = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_{}[]<>()#+!|~&"})


def markdown(title: str, verdict: str, reading: Reading) -> str:
    """The whole review, redacted."""
    lines = [f"# {escaped(title)}", "", escaped(verdict), ""]
    if reading.risks:
        lines += [KNOW, "", *(_risk(risk) for risk in reading.risks), ""]
    if reading.remarks.noted:
        lines += [REMARKS, ""]
    for noted in reading.remarks.noted:
        where = code(f"{noted.path}:{noted.line}")
        lines += [f"### {noted.severity.capitalize()}: {where}", "", code(noted.quote), ""]
        lines += [escaped(noted.text), ""]
        if noted.suggestion:
            lines += [escaped(INSTEAD.format(words=noted.suggestion)), ""]
    if reading.quiet:
        lines += [NOTE.format(words=escaped(reading.quiet)), ""]
    return redact("\n".join(lines))


def _risk(risk: Risk) -> str:
    where = f"{risk.path}:{risk.line}" if risk.line else risk.path
    return f"- {code(where)}: {risk.words}" if where else f"- {escaped(risk.words)}"


def escaped(text: str) -> str:
    """Words as words, whatever signs they hold."""
    return " ".join(text.split()).translate(PLAIN)


def code(text: str) -> str:
    """Text in a code span that it cannot end."""
    plain = " ".join(text.split())
    longest = max(
        (len(run) for run in "".join(c if c == "`" else " " for c in plain).split()), default=0
    )
    fence = "`" * (longest + 1)
    return f"{fence} {plain} {fence}"
