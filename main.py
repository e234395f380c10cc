#!/usr/bin/env python3
"""Open the terminal, a practice session, or a practice server. `--help` lists everything."""

import argparse
import gc
import sys
from pathlib import Path
from typing import NoReturn

from terminal import __version__
from terminal.runtime.executable import frozen, program_name


class OneLineParser(argparse.ArgumentParser):
    """An argument parser whose errors are one line and exit code 2."""

    def error(self, message: str) -> NoReturn:
        print(f"{self.prog}: {message} (--help lists what there is)", file=sys.stderr)
        raise SystemExit(2)


def parser() -> argparse.ArgumentParser:
    root = OneLineParser(prog=program_name(), description="A desktop trading terminal.")
    root.add_argument("--version", action="version", version=__version__)
    root.add_argument(
        "--practice", action="store_true", help="go straight to a practice session (no real money)"
    )
    root.add_argument("--datadir", metavar="DIR", help="keep settings, journal and logs in DIR")
    root.add_argument(
        "--speed", type=float, default=1.0, help="practice: how fast time runs, 0.1 to 100"
    )
    root.add_argument("--seed", type=int, default=7, help="practice: the market's seed")
    root.add_argument("--theme", choices=["dark", "light"], help="start in this theme")
    root.add_argument(
        "--safe",
        action="store_true",
        help="safe mode: panels as shipped, no log-in by itself, nothing acts by itself",
    )
    root.add_argument(
        "--selftest",
        action="store_true",
        help="try everything this program needs, a practice order too; print JSON and end",
    )
    root.add_argument("--report", metavar="FILE", help="self-test: write the JSON to FILE as well")
    root.add_argument("--checks", metavar="NAMES", help="self-test: only these, by commas")
    root.add_argument("--picture", metavar="FILE", help="self-test: keep a picture of the window")
    verbs = root.add_subparsers(dest="verb", metavar="VERB")
    sandbox = verbs.add_parser(
        "sandbox",
        add_help=False,
        help="run a practice server alone: sandbox kite|shoonya [--port N] [--seed S] [--help]",
    )
    sandbox.add_argument("rest", nargs=argparse.REMAINDER)
    download = verbs.add_parser(
        "download",
        add_help=False,
        help="download one-minute bars of F&O stocks: download --from DAY --to DAY [--help]",
    )
    download.add_argument("rest", nargs=argparse.REMAINDER)
    history = verbs.add_parser(
        "history",
        add_help=False,
        help='look after downloaded bars: history verify|repair|query "SQL" [--help]',
    )
    history.add_argument("rest", nargs=argparse.REMAINDER)
    return root


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["sandbox"]:
        from terminal.sandbox.__main__ import main as sandbox

        return sandbox(arguments[1:])
    if arguments[:1] in (["download"], ["history"]):
        from terminal.app import history_cli

        verb = history_cli.download if arguments[0] == "download" else history_cli.history
        return verb(arguments[1:])
    options = parser().parse_args(arguments)
    if not 0.1 <= options.speed <= 100:
        parser().error("--speed takes a number from 0.1 to 100")
    # What a start makes stays: looking through it for garbage costs a tenth of the time to the first
    # paint. The terminal's own collector takes over after that.
    gc.disable()
    try:
        if options.selftest:
            from terminal.app.selftest import run

            return run(options)
        return watched(options)
    except ImportError as error:
        mend = "Install what is missing with: python3 packaging/dev.py run"
        if frozen():
            mend = "This installation is damaged. Install the program again"
        print(f"{program_name()}: {error}. {mend}", file=sys.stderr)
        return 1


def watched(options: argparse.Namespace) -> int:
    """Run the window; what kills it is written into a file that the next start shows."""
    from terminal.runtime.lastrun import FaultFile
    from terminal.runtime.paths import user_paths

    faults = FaultFile(user_paths(Path(options.datadir) if options.datadir else None).logs)
    faults.open()
    try:
        from terminal.app.run import run

        return run(options)
    except Exception as error:
        faults.write(error)
        raise
    finally:
        faults.close()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
