"""Plain pages for people: the jobs, a job's builds, a build with its console."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape

from bot.local.jenkins.builds import Build
from bot.local.jenkins.history import History
from bot.local.jenkins.machine import Machine

STYLE = """:root{color-scheme:light dark;font:15px/1.5 system-ui,sans-serif}
body{max-width:72rem;margin:2rem auto;padding:0 1rem}
pre{overflow:auto;padding:1rem;border:1px solid #8884;border-radius:6px;font-size:13px}
table{border-collapse:collapse}td,th{padding:.25rem 1rem .25rem 0;text-align:left}
.SUCCESS,.blue{color:#1a7f37}.FAILURE,.red{color:#cf222e}.ABORTED,.aborted{color:#888}"""

WORDS = {
    "blue": "passing",
    "red": "failing",
    "yellow": "unstable",
    "notbuilt": "not built yet",
}

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title} - Jenkins</title><style>{style}</style></head>
<body><p>{crumbs}</p><h1>{title}</h1>
{body}
</body></html>
"""


def _page(title: str, crumbs: str, body: str) -> str:
    return PAGE.format(title=escape(title), style=STYLE, crumbs=crumbs, body=body)


def _link(url: str, text: str) -> str:
    return f'<a href="{escape(url)}">{escape(text)}</a>'


def _state(word: str) -> str:
    """A build's result or a job's colour, in words and in colour."""
    plain = word.removesuffix("_anime")
    shown = WORDS.get(plain, plain) + (", building" if plain != word else "")
    return f'<span class="{escape(plain)}">{escape(shown)}</span>'


def _when(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def home(machine: Machine, folder: str = "") -> str:
    """The jobs of a folder; the empty name is the front page."""
    rows = [
        f"<tr><td>{_link(machine.url + h.job.path, h.job.display_name)}</td>"
        f"<td>{'folder' if h.job.is_folder else _state(h.color)}</td>"
        f"<td>{escape(h.job.description)}</td></tr>"
        for h in machine.jobs.values()
        if h.job.parent == folder
    ]
    return _page(folder or "Jenkins", _link(machine.url, "Jenkins"), _table(rows))


def job(machine: Machine, history: History) -> str:
    """A job and its builds."""
    rows = [
        f"<tr><td>{_link(machine.url + build.path, f'#{build.number}')}</td>"
        f"<td>{_state(build.result or 'RUNNING')}</td><td>{_when(build.at)}</td>"
        f"<td>{escape(build.causes[0].sentence)}</td></tr>"
        for build in history.builds
    ]
    about = f"<p>{escape(history.job.description)}</p>"
    crumbs = _link(machine.url, "Jenkins")
    return _page(history.job.display_name, crumbs, about + _table(rows))


def build(machine: Machine, shown: Build) -> str:
    """A build: its facts, its changes, its artifacts, its console."""
    crumbs = " / ".join(
        [_link(machine.url, "Jenkins"), _link(machine.url + shown.job.path, shown.job.display_name)]
    )
    facts = [
        f"<tr><th>Result</th><td>{_state(shown.result or 'RUNNING')}</td></tr>",
        f"<tr><th>Started</th><td>{_when(shown.at)}, {escape(shown.causes[0].sentence)}</td></tr>",
        f"<tr><th>Branch</th><td>{escape(shown.branch)}</td></tr>",
        *(
            f"<tr><th>Change</th><td>{escape(change.message.splitlines()[0])} "
            f"({escape(change.author)}, {change.sha[:8]})</td></tr>"
            for change in shown.changes
        ),
        *(
            f"<tr><th>Artifact</th><td>"
            f"{_link(f'{machine.url}{shown.path}artifact/{path}', path)}</td></tr>"
            for path in sorted(shown.artifacts)
        ),
    ]
    text = shown.console.since(0).decode(errors="replace")
    body = f"{_table(facts)}<h2>Console</h2><pre>{escape(text)}</pre>"
    return _page(shown.display_name, crumbs, body)


def _table(rows: list[str]) -> str:
    return f"<table>{''.join(rows)}</table>"
