"""One send: journal first, then the wire once, then the answer folded into the book.

Never repeats a write. Whatever goes wrong after the first byte may have left makes the order
UNKNOWN and starts a search; nothing else in the program sends orders.
"""

import asyncio
import sqlite3
from collections.abc import Awaitable

from msgspec.structs import replace

from terminal.domain.errors import Accepted, Rejected, TerminalError, Unknown, WriteOutcome
from terminal.domain.notice import Objection, Refused
from terminal.domain.order import Order, OrderIntent, OrderState, Product, order_from_intent
from terminal.orders.core import Account, Core
from terminal.orders.journal import AlreadyWritten, Fate, refused_note
from terminal.orders.outcomes import Result, Submitted
from terminal.orders.resolver import Resolver
from terminal.orders.rules import requests_of
from terminal.orders.sync import Sync
from terminal.runtime.tasks import OnFailure

RESTING_MARKET_S = 3.0
TELL_WAIT_S = 0.3
_UNANSWERED = frozenset({OrderState.JOURNALLED, OrderState.SENDING, OrderState.UNKNOWN})


async def asked(write: Awaitable[WriteOutcome], name: str, on_failure: OnFailure) -> WriteOutcome:
    """Return a write's outcome; what it raises instead leaves its fate unknown."""
    try:
        return await write
    except TerminalError as error:
        return Unknown(error.text)
    except Exception as error:  # noqa: BLE001  a bug after the bytes left is no proof of absence
        on_failure(name, error)
        return Unknown(f"{type(error).__name__} while sending")


class Sender:
    """Sends new orders in the account's own scope, so that no panel can cancel a send."""

    def __init__(self, core: Core, sync: Sync, resolver: Resolver) -> None:
        self._core = core
        self._sync = sync
        self._resolver = resolver

    def start(
        self, account: Account, intent: OrderIntent, *, closes: bool
    ) -> "asyncio.Task[Result]":
        """Claim the intent's row at once and send it in a task of the account's scope.

        `closes`: the gate found that the order only closes what is held; no kill switch stops it.
        """
        core = self._core
        now_ns = core.clock.now_ns()
        order = order_from_intent(intent, core.symbol(intent), now_ns)
        core.book.put(order)
        requests = requests_of(intent, core.instruments.instrument(intent.instrument))
        started_ns = core.budget.take(intent.account, requests)
        return account.sends.spawn(
            self._send(account, order, now_ns, started_ns, requests, closes=closes),
            name=f"submit {intent.client_id}",
        )

    async def _send(
        self,
        account: Account,
        order: Order,
        now_ns: int,
        started_ns: int,
        requests: int,
        *,
        closes: bool,
    ) -> Result:
        core, intent, symbol = self._core, order.intent, order.symbol
        assert intent is not None
        key = intent.client_id
        if (refused := await self._write_down(intent, symbol, now_ns)) is not None:
            return refused
        # Counted again at the wire: a slow disk must not squeeze two seconds' sends into one.
        core.budget.give_back(intent.account, started_ns, requests)
        waited_s = await core.budget.take_reserved(intent.account, requests)
        if waited_s > TELL_WAIT_S:
            text = f"It waited {waited_s:.1f} s for the broker's limit of requests a second."
            core.notify("info", f"{symbol}: order delayed", text, key)
        if (stopped := self._stopped(intent, closes=closes)) is not None:
            return stopped
        self._set_state(key, OrderState.SENDING)
        try:
            outcome = await asked(account.broker.submit(intent), f"submit {key}", core.on_failure)
        except asyncio.CancelledError:
            self._set_state(key, OrderState.UNKNOWN)  # the journal still has it as an open question
            raise
        if isinstance(outcome, Accepted) and not outcome.order_id:
            outcome = Unknown("the broker's answer named no order")
        core.budget.latency_ms = (core.clock.monotonic_ns() - started_ns) / 1e6
        self._conclude(intent, outcome, now_ns)
        return Submitted(key, outcome)

    async def _write_down(self, intent: OrderIntent, symbol: str, now_ns: int) -> Refused | None:
        core = self._core
        core.open_fates.add(intent.client_id)
        try:
            await core.journal.claim(intent, symbol, now_ns)
        except AlreadyWritten:
            text, fix = "This order was sent before.", "Look at its row in the order book."
            objection = Objection(code="already_sent", text=text, fix=fix)
        except (sqlite3.Error, OSError) as error:
            objection = Objection(
                code="journal",
                text=f"The order could not be written to the journal and was not sent: {error}.",
                fix="Free disk space or mend the data folder, then try again.",
            )
        else:
            return None
        core.open_fates.discard(intent.client_id)
        core.book.discard(intent.client_id)
        core.notify("bad", "Order not sent", f"{objection.text} {objection.fix}")
        return Refused((objection,))

    def _stopped(self, intent: OrderIntent, *, closes: bool) -> Result | None:
        # Between the click and the first byte a person may have pulled back.
        core, key = self._core, intent.client_id
        if key in core.cancel_on_sight:
            text = "Cancelled before it was sent."
        elif core.kill.engaged and not closes:
            text = "The kill switch went on before it was sent."
        else:
            return None
        core.cancel_on_sight.discard(key)
        order = core.book.order(key)
        if order is not None:
            core.book.put(replace(order, state=OrderState.NOT_PLACED, pending=0, message=text))
        core.settle(key, Fate.NOT_SENT, note=text)
        return Submitted(key, Rejected("stopped", text))

    def _conclude(self, intent: OrderIntent, outcome: WriteOutcome, sent_ns: int) -> None:
        order = self._core.book.order(intent.client_id)
        match outcome:
            case Accepted():
                self._accepted(intent, outcome, order)
            case Rejected():
                self._rejected(intent, outcome, order)
            case Unknown(reason=reason):
                self._unknown(intent, reason, order, sent_ns)

    def _accepted(self, intent: OrderIntent, outcome: Accepted, order: Order | None) -> None:
        core = self._core
        failed = [piece for piece in outcome.slices if piece.order_id is None]
        refused = tuple(piece.error for piece in failed)
        note = refused_note(refused)
        core.settle(intent.client_id, Fate.ACCEPTED, broker_id=outcome.order_id, note=note)
        if order is None:
            return
        order = core.book.bind(order.key, outcome.order_id)
        if order.state in _UNANSWERED:
            order = core.book.put(replace(order, state=OrderState.PENDING))
        if failed:
            parts = {piece.order_id for piece in outcome.slices if piece.order_id is not None}
            count = len(parts | {outcome.order_id}) + len(failed)
            text = f"{len(failed)} of {count} parts were refused:"
            words = "; ".join(dict.fromkeys(piece.error for piece in failed))
            core.book.put(replace(order, hint=f"{text} {words}", refused=refused))
            core.notify("bad", f"{order.symbol}: sent in part", f"{text} {words}", order.key)
        core.book.release_parked(intent.account)
        self._sync.request_refresh(intent.account)
        if order.key in core.cancel_on_sight:
            self._sync.sight(order)
        entry = core.accounts.get(intent.account)
        if (
            not intent.order_type.has_price
            and entry is not None
            and intent.product is not Product.CO
        ):
            entry.watches.spawn(self._watch_market(order.key), name=f"market {order.key}")

    def _rejected(self, intent: OrderIntent, outcome: Rejected, order: Order | None) -> None:
        core = self._core
        self._sync.request_refresh(intent.account)  # a refusal may leave a row; 429 is verified
        if outcome.largest is not None:
            core.largest_told.emit((intent.instrument, outcome.largest))
        if order is not None and order.broker_id is not None:
            core.settle(intent.client_id, Fate.ACCEPTED, broker_id=order.broker_id)
            return  # the stream has shown that the order exists: the book outranks the reply
        core.settle(intent.client_id, Fate.REJECTED, note=f"{outcome.code}: {outcome.text}")
        core.cancel_on_sight.discard(intent.client_id)
        if order is not None:
            order = replace(order, state=OrderState.REJECTED, pending=0)
            core.book.put(replace(order, message=outcome.text, hint=outcome.hint))
            title = f"{order.side.value.capitalize()} {order.quantity} {order.symbol}: rejected"
            core.notify("bad", title, f"{outcome.text} {outcome.hint}".strip(), order.key)
        core.book.release_parked(intent.account)

    def _unknown(self, intent: OrderIntent, reason: str, order: Order | None, sent_ns: int) -> None:
        core = self._core
        if order is not None and order.broker_id is not None:
            core.settle(intent.client_id, Fate.ACCEPTED, broker_id=order.broker_id)
            return
        core.settle(intent.client_id, Fate.UNKNOWN, note=reason)
        if order is None:
            return
        text = f"The reply was lost ({reason}): checking the broker's book. Do not send it again."
        order = core.book.put(replace(order, state=OrderState.UNKNOWN, message=text))
        title = f"{order.side.value.capitalize()} {order.quantity} {order.symbol}: unknown"
        core.notify("warn", title, text, order.key)
        self._resolver.start(order, sent_ns=sent_ns)

    async def _watch_market(self, key: str) -> None:
        # Protection turns a market order into a limit whose rest stays open: say so.
        await self._core.clock.sleep(RESTING_MARKET_S)
        order = self._core.book.order(key)
        if order is not None and order.state is OrderState.OPEN and order.remaining:
            text = (
                f"{order.remaining} of {order.quantity} rest as a limit at {order.price:f}, the"
                " edge of its protection. Change its price or cancel it."
            )
            self._core.notify("warn", f"{order.symbol}: market order not filled", text, key)

    def _set_state(self, key: str, state: OrderState) -> None:
        order = self._core.book.order(key)
        if order is not None and order.broker_id is None and not order.state.is_terminal:
            self._core.book.put(replace(order, state=state))
