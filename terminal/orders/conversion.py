"""Positions moved from one product to another: asked once; a lost reply is answered by the positions.

The broker gives such a request no number, so there is nothing to look up but what it does: just this
quantity has changed its product, or nothing has.
"""

from collections.abc import Sequence

from terminal.domain.account import Conversion
from terminal.domain.errors import Accepted, Rejected, TerminalError, Unknown, WriteOutcome
from terminal.domain.ids import AccountId, BrokerOrderId, InstrumentId
from terminal.domain.notice import Objection, Refused
from terminal.orders.core import Account, Core
from terminal.orders.gate import Gate
from terminal.orders.outcomes import Result, Submitted
from terminal.orders.sender import asked
from terminal.orders.words import count

DELAYS_S = (0.0, 1.0, 2.0, 4.0, 8.0, 15.0)
HEALTHY_READS = 3
WINDOW_S = 10.0


class Conversions:
    """One conversion of a position at a time: a second one could not be told from the first."""

    def __init__(self, core: Core, gate: Gate) -> None:
        self._core = core
        self._gate = gate
        self._open: set[tuple[AccountId, InstrumentId]] = set()

    async def convert(self, entry: Account, conversion: Conversion) -> Result:
        """Send a conversion and return what became of it, after looking where the reply was lost."""
        account = entry.broker.session.account
        key = (account, conversion.instrument)
        if key in self._open:
            text = "A conversion of this position is under way and not answered yet."
            fix = "Wait for its answer."
            return Refused((Objection(code="converting", text=text, fix=fix),))
        self._open.add(key)
        try:
            outcome = await self._send(entry, account, conversion)
        finally:
            self._open.discard(key)
        self._core.positions_moved.emit(account)
        self._tell(conversion, outcome)
        return Submitted("", outcome)

    async def _send(
        self, entry: Account, account: AccountId, conversion: Conversion
    ) -> WriteOutcome:
        core = self._core
        products = (conversion.old_product, conversion.new_product)
        before = [self._gate.net_of(account, conversion.instrument, p) for p in products]
        outcome = await asked(entry.broker.convert(conversion), "convert", core.on_failure)
        core.positions_moved.emit(account)
        if isinstance(outcome, Unknown):
            name = conversion.instrument.symbol
            text = f"The reply was lost ({outcome.reason}): looking at the positions. Do not repeat it."
            core.notify("warn", f"{name}: conversion unknown, checking", text)
            return await self._look(entry, conversion, before, outcome)
        return outcome

    async def _look(
        self,
        entry: Account,
        conversion: Conversion,
        before: Sequence[int | None],
        lost: Unknown,
    ) -> WriteOutcome:
        """Read the positions until they prove that it happened, or that it did not."""
        clock, healthy = self._core.clock, 0
        start_ns = clock.monotonic_ns()
        for wait_s in DELAYS_S:
            await clock.sleep(wait_s)
            try:
                rows = (await entry.broker.fetch_positions()).net
            except TerminalError:
                continue  # proves nothing
            healthy += 1
            now = [
                sum(
                    row.quantity
                    for row in rows
                    if row.instrument == conversion.instrument and row.product is product
                )
                for product in (conversion.old_product, conversion.new_product)
            ]
            moved = conversion.quantity * conversion.side.sign
            if None in before:
                break
            steps = [after - (then or 0) for after, then in zip(now, before, strict=True)]
            if steps == [-moved, moved]:
                return Accepted(BrokerOrderId(""))
            over_s = (clock.monotonic_ns() - start_ns) / 1e9
            if steps == [0, 0] and healthy >= HEALTHY_READS and over_s >= WINDOW_S:
                return Rejected(
                    "not_converted",
                    f"Not converted: the reply was lost, and the positions were read {healthy} times"
                    f" over {over_s:.0f} s without a change.",
                    "Convert again if you still want it.",
                )
        return lost

    def _tell(self, conversion: Conversion, outcome: WriteOutcome) -> None:
        old, new = conversion.old_product.value.upper(), conversion.new_product.value.upper()
        name, what = conversion.instrument.symbol, f"{old} to {new}"
        match outcome:
            case Accepted():
                text = f"{name}: {count(conversion.quantity)}, {what}."
                self._core.notify("good", "Position converted", text)
            case Rejected(text=text, hint=hint):
                self._core.notify("bad", "Position not converted", f"{name}: {text} {hint}".strip())
            case Unknown(reason=reason):
                text = (
                    f"{name}: the reply was lost ({reason}) and the positions changed otherwise or"
                )
                text += f" could not be read. Look at the position before converting {what} again."
                self._core.notify("warn", "Conversion unknown", text)
