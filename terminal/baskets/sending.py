"""One basket on its way: leg after leg through the order service, each with its own result.

Every leg is one order with its own client id, sent at most once. A leg whose reply was lost stays
unknown and the others go on; nothing here ever sends it again. The order service is known only as
an `OrderDesk`.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Protocol

from msgspec import Struct

from terminal.baskets.basket import Leg, intent_of
from terminal.domain.account import ConfirmLevel
from terminal.domain.errors import Accepted, Rejected, Unknown, WriteOutcome
from terminal.domain.ids import AccountId, ClientOrderId
from terminal.domain.notice import Objection, Refused
from terminal.domain.order import Order, OrderIntent, OrderState
from terminal.domain.ports import Clock
from terminal.runtime.tasks import TaskScope

PATIENCE_S = 5.0
"""How long the next leg waits for the answer to the one before it."""
AFTER_LIMIT_S = 1.1
"""Pause after the broker refused for its rate: longer than the second that it counts."""
TRIES = 5
STOPPED = "Not sent: the basket was stopped."
KILLED = "Not sent: the kill switch went on."
CLOSED = "Not sent: the account was closed."


class OrderDesk(Protocol):
    """The order service as baskets see it."""

    def new_client_id(self) -> ClientOrderId: ...
    def check(self, intent: OrderIntent) -> tuple[Objection, ...]:
        """Return every reason not to send this now, questions included."""
        ...

    async def submit(
        self, intent: OrderIntent, confirmed: frozenset[str]
    ) -> WriteOutcome | Refused:
        """Send an order once; Refused where nothing was sent."""
        ...

    def order(self, client_id: str) -> Order | None:
        """Return the order's row in the book."""
        ...

    def wait_s(self, account: AccountId) -> float:
        """Return the seconds until another entry fits the broker's allowance, 0 for now."""
        ...


class LegStage(StrEnum):
    """How far a leg has come."""

    IDLE = "idle"
    WAITING = "waiting"
    SENDING = "sending"
    ACCEPTED = "accepted"
    RESTING = "resting"
    PARTLY = "partly"
    FILLED = "filled"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"
    NOT_SENT = "not_sent"
    NOT_PLACED = "not_placed"

    @property
    def is_failed(self) -> bool:
        """True where nothing was placed for certain, so that the leg may be sent anew."""
        return self in {LegStage.REFUSED, LegStage.NOT_SENT, LegStage.NOT_PLACED}

    @property
    def is_placed(self) -> bool:
        """True where the broker has, or may have, the order."""
        return self not in {LegStage.IDLE, LegStage.WAITING} and not self.is_failed


class LegResult(Struct, frozen=True, kw_only=True):
    """What became of a leg, in words. `order_key` leads to its row in the order book."""

    stage: LegStage = LegStage.IDLE
    text: str = ""
    hint: str = ""
    order_key: str = ""


class _Entry(Struct):
    stage: LegStage
    text: str = ""
    hint: str = ""
    client_id: str = ""


_FROM_ORDER = {
    OrderState.JOURNALLED: (LegStage.SENDING, "Sending…"),
    OrderState.SENDING: (LegStage.SENDING, "Sending…"),
    OrderState.UNKNOWN: (LegStage.UNKNOWN, "Unknown, checking: the reply was lost"),
    OrderState.PENDING: (LegStage.ACCEPTED, "Accepted by the broker"),
    OrderState.PARKED: (LegStage.ACCEPTED, "Accepted for the next session"),
    OrderState.OPEN: (LegStage.RESTING, "Resting at the exchange"),
    OrderState.TRIGGER_PENDING: (LegStage.RESTING, "Waiting for its trigger"),
    OrderState.MODIFY_PENDING: (LegStage.RESTING, "Being changed"),
    OrderState.CANCEL_PENDING: (LegStage.RESTING, "Being cancelled"),
    OrderState.COMPLETE: (LegStage.FILLED, "Filled"),
    OrderState.CANCELLED: (LegStage.CANCELLED, "Cancelled"),
    OrderState.LAPSED: (LegStage.CANCELLED, "Lapsed"),
    OrderState.REJECTED: (LegStage.REFUSED, "Rejected"),
    OrderState.NOT_PLACED: (LegStage.NOT_PLACED, "Not placed: the broker does not have it"),
}


class Sending:
    """The results of one basket's legs, and the task that sends them, one after another."""

    def __init__(
        self, *, desk: OrderDesk, clock: Clock, scope: TaskScope, changed: Callable[[], None]
    ) -> None:
        self._desk = desk
        self._clock = clock
        self._scope = scope
        self._changed = changed
        self._entries: dict[int, _Entry] = {}
        self._active = False
        self._stop = ""
        self._pause_s = 0.0

    @property
    def active(self) -> bool:
        """True while legs wait to be sent or an answer is awaited."""
        return self._active

    @property
    def sent(self) -> Mapping[int, str]:
        """The client id of each leg's last send, by leg key."""
        return {key: e.client_id for key, e in self._entries.items() if e.client_id}

    def remember(self, sent: Mapping[int, str]) -> None:
        """Follow orders of an earlier run; those that the book does not have say nothing."""
        for key, client_id in sent.items():
            self._entries[key] = _Entry(stage=LegStage.IDLE, client_id=client_id)

    def result(self, key: int) -> LegResult:
        """Return what became of a leg: the order's row outranks what was known at the send."""
        entry = self._entries.get(key)
        if entry is None:
            return LegResult()
        order = self._desk.order(entry.client_id) if entry.client_id else None
        if order is None:
            return LegResult(stage=entry.stage, text=entry.text, hint=entry.hint)
        return _of_order(order, entry)

    def failed(self, legs: Sequence[Leg]) -> list[int]:
        """Return the keys of legs that were not placed for certain: what a retry may send."""
        return [leg.key for leg in legs if self.result(leg.key).stage.is_failed]

    def start(self, account: AccountId, legs: Sequence[Leg], confirmed: frozenset[str]) -> None:
        """Send these legs in this order; RuntimeError while a send runs. Returns at once."""
        if self._active:
            raise RuntimeError("this basket is being sent")
        self._active, self._stop, self._pause_s = True, "", 0.0
        for leg in legs:
            self._entries[leg.key] = _Entry(stage=LegStage.WAITING, text="Waits for its turn")
        self._changed()
        self._scope.spawn(self._send_all(account, tuple(legs), confirmed), name="send basket")

    def stop(self, reason: str = STOPPED) -> None:
        """Send no further leg. What has left stays at the broker."""
        if self._active and not self._stop:
            self._stop = reason
            self._changed()

    @property
    def highest(self) -> int:
        """The largest leg key that ever had a result here: keys are not given twice."""
        return max(self._entries, default=0)

    # -- private

    async def _send_all(
        self, account: AccountId, legs: Sequence[Leg], confirmed: frozenset[str]
    ) -> None:
        try:
            for leg in legs:
                entry = self._entries[leg.key]
                await self._turn(account)
                if self._stop:
                    entry.stage, entry.text = LegStage.NOT_SENT, self._stop
                    continue
                entry.stage, entry.text = LegStage.SENDING, "Sending…"
                task = self._scope.spawn(self._send(account, leg, entry, confirmed), name="leg")
                self._changed()
                await self._answered(task)
        finally:
            # Cancelled at the end of the program: what had not left has not been sent.
            for leg in legs:
                entry = self._entries[leg.key]
                if entry.stage is LegStage.WAITING:
                    entry.stage, entry.text = LegStage.NOT_SENT, self._stop or STOPPED
            self._active = False
            self._changed()

    async def _send(
        self, account: AccountId, leg: Leg, entry: _Entry, confirmed: frozenset[str]
    ) -> None:
        client_id = self._desk.new_client_id()
        intent = intent_of(leg, account, client_id)
        entry.client_id = client_id
        self._changed()
        result = await self._desk.submit(intent, confirmed)
        tries = 1
        # Refused at our own gate: nothing left, so the same order may try for the next second.
        while isinstance(result, Refused) and result.codes == {"rate"} and tries < TRIES:
            await self._turn(account)
            if self._stop:
                entry.stage, entry.text, entry.client_id = LegStage.NOT_SENT, self._stop, ""
                self._changed()
                return
            result = await self._desk.submit(intent, confirmed)
            tries += 1
        self._conclude(entry, result)
        self._changed()

    def _conclude(self, entry: _Entry, result: WriteOutcome | Refused) -> None:
        match result:
            case Accepted():
                entry.stage, entry.text = LegStage.ACCEPTED, "Accepted by the broker"
            case Unknown():
                entry.stage = LegStage.UNKNOWN
                entry.text = "Unknown, checking: the reply was lost"
            case Rejected(code=code, text=text, hint=hint):
                entry.stage, entry.text, entry.hint = LegStage.REFUSED, text, hint
                if "rate" in code or "429" in code:
                    self._pause_s = AFTER_LIMIT_S
            case Refused(objections=objections):
                entry.stage, entry.client_id = LegStage.REFUSED, ""
                entry.text = " ".join(o.text for o in objections)
                entry.hint = " ".join(o.fix for o in objections if o.fix)

    async def _turn(self, account: AccountId) -> None:
        """Wait until another order fits the allowance, or until the basket is stopped."""
        pause_s, self._pause_s = self._pause_s, 0.0
        if pause_s:
            await self._clock.sleep(pause_s)
        while not self._stop:
            wait_s = self._desk.wait_s(account)
            if wait_s <= 0:
                return
            await self._clock.sleep(max(0.01, min(wait_s, 0.25)))

    async def _answered(self, task: "asyncio.Task[None]") -> None:
        timer = self._scope.spawn(self._clock.sleep(PATIENCE_S), name="patience")
        try:
            await asyncio.wait({task, timer}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            timer.cancel()


def askable(objections: Sequence[Objection]) -> tuple[list[Objection], list[Objection]]:
    """Return (what forbids the order, what only asks); crowding of the moment is paced instead."""
    never = [o for o in objections if o.level is not ConfirmLevel.ASK and o.code != "rate"]
    asks = [o for o in objections if o.level is ConfirmLevel.ASK]
    return never, asks


def _of_order(order: Order, entry: _Entry) -> LegResult:
    stage, text = _FROM_ORDER[order.state]
    hint = order.hint
    done = f"{order.filled:,} of {order.quantity:,}"
    if stage is LegStage.FILLED:
        text = f"Filled {order.filled:,} @ {order.average_price:,.2f}"
    elif stage is LegStage.RESTING and order.filled:
        stage, text = LegStage.PARTLY, f"Filled {done}, the rest rests"
    elif stage is LegStage.CANCELLED and order.filled:
        text = f"{text} after {done}"
    elif stage is LegStage.REFUSED:
        text = order.message or entry.text or text
        if order.filled:  # part of it was traded: sending it again would double that part
            stage = LegStage.CANCELLED
    elif stage is LegStage.NOT_PLACED:
        text = order.message or text
    return LegResult(stage=stage, text=text, hint=hint or entry.hint, order_key=order.key)
