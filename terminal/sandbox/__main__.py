"""The command line of the practice servers: `python -m terminal.sandbox kite|shoonya [options]`.

`main.py sandbox kite ...` calls the same `main`. Mistakes in the arguments end with one line on
stderr and exit code 2; a server that ran and was told to stop ends with 0.
"""

import argparse
import asyncio
import logging
import sys
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

from typing_extensions import override

from terminal.runtime.clock import SystemClock
from terminal.sandbox import process
from terminal.sandbox.kite import auth as kite_auth
from terminal.sandbox.kite import server as kite_server
from terminal.sandbox.loopback import is_loopback
from terminal.sandbox.shoonya import auth as shoonya_auth
from terminal.sandbox.shoonya import server as shoonya_server
from terminal.sandbox.shoonya.scale import Scale
from terminal.sandbox.shoonya.setup import Setup as ShoonyaSetup
from terminal.sandbox.virtual import parse_stamp

Make = Callable[[int], kite_server.Server | shoonya_server.Server]


class _UsageError(Exception):
    """Arguments that cannot be served."""


class _Parser(argparse.ArgumentParser):
    @override
    def error(self, message: str) -> NoReturn:
        raise _UsageError(message)


def main(argv: list[str]) -> int:
    """Run a practice server until it is told to stop; return the exit code."""
    try:
        args = _parser().parse_args(argv)
        _check(args)
        make = {"kite": _kite, "shoonya": _shoonya}[args.broker](args)
        sock = process.bind(args.port)
    except (_UsageError, ValueError, OSError) as error:
        sys.stderr.write(f"sandbox: {error}\n")
        return 2
    logging.basicConfig(
        stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s"
    )
    with sock:
        server = make(sock.getsockname()[1])
        asyncio.run(
            process.serve(
                server.app(),
                sock=sock,
                wires=server.wires,
                announcement=server.announcement(),
                parent=args.parent,
            )
        )
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="sandbox", description="A practice exchange on this machine.")
    brokers = parser.add_subparsers(dest="broker", required=True, metavar="BROKER")
    _add_kite(brokers.add_parser("kite", help="speak the Kite Connect v3 protocol"))
    _add_shoonya(brokers.add_parser("shoonya", help="speak the Noren OMS protocol, both profiles"))
    return parser


def _add_common(verb: argparse.ArgumentParser, *, instruments: int) -> None:
    verb.add_argument(
        "--port", type=int, default=0, help="TCP port on 127.0.0.1; 0 takes a free one"
    )
    verb.add_argument("--seed", type=int, default=1, help="everything random follows from it")
    verb.add_argument("--speed", type=float, default=1.0, help="practice seconds per real second")
    verb.add_argument(
        "--start", type=_moment, default=None, help="practice time at first, in India; default: now"
    )
    verb.add_argument(
        "--hours", action="store_true", help="keep exchange hours; default: always open"
    )
    verb.add_argument(
        "--instruments", type=int, default=instruments, help="rows of the instrument master"
    )
    verb.add_argument("--cash", type=_money, default=Decimal(1_000_000), help="opening balance")
    verb.add_argument("--user-id", default="", help="default: from the seed")
    verb.add_argument(
        "--redirect-url", default="", help="where the login goes back to; loopback only"
    )
    verb.add_argument("--no-limits", action="store_true", help="no request budgets")
    verb.add_argument("--parent", action="store_true", help="end when stdin ends")


def _add_kite(verb: argparse.ArgumentParser) -> None:
    _add_common(verb, instruments=120_000)
    verb.add_argument("--api-key", default="", help="default: generated")
    verb.add_argument("--api-secret", default="", help="default: generated")
    verb.add_argument(
        "--mf-writes",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="take mutual fund orders, which the live broker refuses",
    )


def _add_shoonya(verb: argparse.ArgumentParser) -> None:
    _add_common(verb, instruments=120_000)
    verb.add_argument(
        "--regime",
        choices=("auto", "old", "new"),
        default="auto",
        help="trading hours: those of August 2026, those before, or by the date",
    )
    verb.add_argument(
        "--fno-underlyings", type=int, default=0, help="list so many F&O stocks, for measuring"
    )
    verb.add_argument(
        "--fno-series", type=int, default=0, help="their spots, futures and options together"
    )
    verb.add_argument(
        "--fno-dense", action="store_true", help="the added series trade in every minute"
    )


def _money(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        msg = f"not an amount: {text!r}"
        raise argparse.ArgumentTypeError(msg) from None


def _moment(text: str) -> int:
    try:
        return parse_stamp(text)
    except ValueError:
        msg = f"not a time like 2026-11-20 10:00:00: {text!r}"
        raise argparse.ArgumentTypeError(msg) from None


def _check(args: argparse.Namespace) -> None:
    if not 0 <= args.port <= 65_535:
        msg = "--port must be between 0 and 65535"
        raise _UsageError(msg)
    if not 0 < args.speed <= 3600:
        msg = "--speed must be above 0 and at most 3600"
        raise _UsageError(msg)
    if not 0 <= args.instruments <= 500_000:
        msg = "--instruments must be between 0 and 500000"
        raise _UsageError(msg)
    if not (args.cash.is_finite() and args.cash >= 0):
        msg = "--cash must not be negative"
        raise _UsageError(msg)
    if args.redirect_url and not is_loopback(args.redirect_url):
        msg = "--redirect-url must be on this machine"
        raise _UsageError(msg)


def _common(args: argparse.Namespace) -> dict[str, Any]:
    """Return the fields that every broker's setup has."""
    return {
        "seed": args.seed,
        "speed": args.speed,
        "start_ns": args.start,
        "hours": args.hours,
        "instruments": args.instruments,
        "cash": args.cash,
        "limits": not args.no_limits,
        "redirect_url": args.redirect_url,
    }


def _kite(args: argparse.Namespace) -> Make:
    account = kite_auth.make_account(args.api_key, args.api_secret, args.user_id, args.seed)
    setup = kite_server.Setup(
        account=account,
        mf_writes=args.mf_writes,
        **_common(args),
    )
    return lambda port: kite_server.Server(setup, clock=SystemClock(), port=port)


def _shoonya(args: argparse.Namespace) -> Make:
    if not (0 <= args.fno_underlyings <= 900 and 0 <= args.fno_series <= 200_000):
        msg = "--fno-underlyings must be at most 900 and --fno-series at most 200000"
        raise _UsageError(msg)
    setup = ShoonyaSetup(
        account=shoonya_auth.make_account(args.user_id, args.seed),
        regime=args.regime,
        scale=Scale(underlyings=args.fno_underlyings, series=args.fno_series, dense=args.fno_dense),
        **_common(args),
    )
    return lambda port: shoonya_server.Server(setup, clock=SystemClock(), port=port)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
