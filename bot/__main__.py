"""The command line: `pilothouse COMMAND`; without one it lists them."""

import argparse
import json
import logging
import os
import sys
from collections.abc import Sequence

from bot.embedded import EmbeddedError
from bot.settings import Settings, SettingsError

DESCRIPTION = "A self-hosted ChatOps bot for Slack that explains broken builds, with the evidence."
URL_HELP = "where Slack shall post to (https://…/slack/events); without it the app uses Socket Mode"
PREVIEW_HELP = "print what a model would be sent, without sending it"
PORT_HELP = "the page's port; without it 8080, or the next one that is free"
FEEDBACK_HELP = (
    "print ratings as JSON Lines; or what people corrected; or run that again with today's engine"
)
MAKING = ("manifest", "prepare", "docs")

HEAD_HELP = "a head that an earlier verify printed: the log must still hold it"


def main(words: Sequence[str] | None = None) -> None:
    """Run one command; a wrong setting ends it with one sentence and exit code 2."""
    chosen = parser().parse_args(words)
    logging.basicConfig(
        level=logging.INFO if chosen.verbose else logging.WARNING,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    try:
        code = run(chosen)
    except (SettingsError, EmbeddedError) as error:
        print(f"pilothouse {chosen.command}: {error}", file=sys.stderr)  # noqa: T201 - the command line's own voice
        code = 2
    sys.exit(code)


def parser() -> argparse.ArgumentParser:
    """What the command line takes."""
    top = argparse.ArgumentParser(prog="pilothouse", description=DESCRIPTION)
    top.add_argument("-v", "--verbose", action="store_true", help="log what is done")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("web", help="take Slack's requests and webhooks: keep them and ack")
    commands.add_parser("worker", help="answer what was kept")
    commands.add_parser("clock", help="poll, and hand out again what a dead worker left")
    local = commands.add_parser("local", help="everything on this machine, with stand-ins")
    local.add_argument("--port", type=int, default=0, help=PORT_HELP)
    commands.add_parser("check", help="try every configured system and print a table")
    diagnose = commands.add_parser("diagnose", help="explain a log file without any server")
    diagnose.add_argument("log", metavar="LOGFILE", help="a build's log, - for standard input")
    diagnose.add_argument("--json", action="store_true", help="print one JSON object")
    diagnose.add_argument("--model-preview", action="store_true", help=PREVIEW_HELP)
    redact = commands.add_parser("redact", help="print a text without its secrets")
    redact.add_argument("file", metavar="FILE", help="a text of any size, - for standard input")
    feedback = commands.add_parser("feedback", help="what people said of answers")
    feedback.add_argument("what", choices=["export", "cases", "replay"], help=FEEDBACK_HELP)
    feedback.add_argument("--since", default="", metavar="30d", help="how far back, 90d without")
    audit = commands.add_parser("audit", help="the log of who did what")
    audit.add_argument("what", choices=["verify", "export"], help="is it whole; or print it all")
    audit.add_argument("--head", default="", metavar="'N HASH'", help=HEAD_HELP)
    printed = commands.add_parser("manifest", help="print the Slack app manifest")
    printed.add_argument("--url", default="", metavar="URL", help=URL_HELP)
    dead = commands.add_parser("letters", help="what could not be delivered")
    dead.add_argument("what", choices=["list", "replay"], help="print them, or try them again")
    dead.add_argument("id", nargs="?", default="", metavar="LETTER", help="of a replay; or: all")
    commands.add_parser("prepare", help="compile the engine's patterns, once after installing")
    docs = commands.add_parser("docs", help="write the generated parts of the docs anew")
    docs.add_argument("--check", action="store_true", help="only say whether they are fresh")
    return top


def run(chosen: argparse.Namespace) -> int:
    """Run the chosen command and give its exit code. Each imports what it needs, and no more."""
    match chosen.command:
        case "diagnose":
            from bot import diagnose  # noqa: PLC0415 - needs nothing of Slack

            as_is = diagnose.preview if chosen.model_preview else diagnose.page
            return diagnose.run(chosen.log, diagnose.as_json_text if chosen.json else as_is)
        case "redact":
            from bot import redact  # noqa: PLC0415 - needs nothing of Slack

            return redact.run(chosen.file)
        case "local":
            from bot.local import launcher  # noqa: PLC0415 - nothing else may know the stand-ins

            return launcher.run(os.environ, port=chosen.port)
    return _for_making(chosen) if chosen.command in MAKING else _configured(chosen)


def _for_making(chosen: argparse.Namespace) -> int:
    """The commands that make what an installation or the project needs."""
    match chosen.command:
        case "manifest":
            return _manifest(chosen.url)
        case "prepare":
            from bot import prepare  # noqa: PLC0415 - needs nothing of Slack

            return prepare.run()
        case "docs":
            from bot import docs  # noqa: PLC0415 - only developers

            return docs.check() if chosen.check else docs.write()
    raise AssertionError(chosen.command)


def _configured(chosen: argparse.Namespace) -> int:
    """The commands that read the settings."""
    match chosen.command:
        case "check":
            from bot import check  # noqa: PLC0415 - as the others

            return check.run(Settings.read(os.environ))
        case "feedback":
            from bot import feedback  # noqa: PLC0415 - as the others

            return feedback.run(Settings.read(os.environ), chosen.what, chosen.since)
        case "letters":
            from bot import undelivered  # noqa: PLC0415 - as the others

            return undelivered.run(Settings.read(os.environ), chosen.what, chosen.id)
        case "audit":
            from bot import audited  # noqa: PLC0415 - as the others

            return audited.run(Settings.read(os.environ), chosen.what, chosen.head)
        case "letters":
            from bot import undelivered  # noqa: PLC0415 - as the others

            return undelivered.run(Settings.read(os.environ), chosen.what, chosen.id)
    from bot import process  # noqa: PLC0415 - loads Slack's and RQ's packages, 1 to 2 s

    return process.run(chosen.command, os.environ)


def _manifest(url: str) -> int:
    from bot.domains import unfurl_domains  # noqa: PLC0415 - as the others
    from bot.manifest import manifest  # noqa: PLC0415 - as the others
    from handlers import ROUTES, SHORTCUTS  # noqa: PLC0415 - as the others

    domains = unfurl_domains(Settings.read(os.environ))
    made = manifest(ROUTES, SHORTCUTS, request_url=url, domains=domains)
    json.dump(made, sys.stdout, indent=2, ensure_ascii=False)
    print()  # noqa: T201 - ends the document
    return 0


if __name__ == "__main__":
    main()
