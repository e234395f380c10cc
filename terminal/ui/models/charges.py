"""The day's charges as rows: one line an executed order with a column for each kind, and one a kind."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from msgspec import Struct

from terminal.domain.ports import Clock, InstrumentSource
from terminal.portfolio.charges import OrderCharge
from terminal.ui import format as fmt
from terminal.ui.columns import Column, ColumnModel

_SHORT = {
    "Securities transaction tax": "STT",
    "Commodities transaction tax": "CTT",
    "Transaction tax": "Tax",
    "Exchange charge": "Exchange",
    "SEBI charge": "SEBI",
    "Stamp duty": "Stamp",
}
KIND_WORDS = {
    "Brokerage": "The broker's own fee, for each executed order.",
    "Securities transaction tax": "Tax on trades in shares and their derivatives; mostly sellers pay.",
    "Commodities transaction tax": "Tax on trades in commodity derivatives; sellers pay.",
    "Transaction tax": "Tax on the trade; none on currencies.",
    "Exchange charge": "Fee of the exchange on the turnover; of options on the premium.",
    "SEBI charge": "Fee of the market's regulator: ten rupees a crore of turnover.",
    "Stamp duty": "Duty of the state, paid by buyers.",
    "GST": "18 % goods and services tax on brokerage, exchange and regulator's fees.",
}


class KindRow(Struct, frozen=True):
    """One kind of charge and its sum."""

    kind: str
    amount: Decimal
    share: float


def kinds_of(rows: Iterable[OrderCharge]) -> list[str]:
    """Return the kinds that the broker names, in its order."""
    return list(dict.fromkeys(kind for row in rows if row.note for kind in row.note.lines))


def kind_rows(lines: dict[str, Decimal]) -> list[KindRow]:
    """Return the sums by kind with their share of all in percent."""
    total = sum(lines.values(), Decimal(0))
    return [
        KindRow(kind, amount, float(amount / total * 100) if total else 0.0)
        for kind, amount in lines.items()
    ]


class KindsModel(ColumnModel[KindRow]):
    """Kind, amount, share."""

    def __init__(self) -> None:
        columns: tuple[Column[KindRow], ...] = (
            Column(
                key="kind",
                title="Kind",
                width=170,
                align="left",
                text=lambda row: row.kind,
                hint=lambda row: KIND_WORDS.get(row.kind, ""),
            ),
            Column(
                key="amount",
                title="Amount",
                width=80,
                text=lambda row: fmt.money(row.amount),
                sort=lambda row: row.amount,
                color=lambda row: None if row.amount else "faint",
            ),
            Column(
                key="share",
                title="Share",
                width=56,
                text=lambda row: f"{row.share:.1f}%",
                sort=lambda row: row.share,
                color=lambda _row: "muted",
            ),
        )
        super().__init__(columns, key=lambda row: row.kind)


class ChargesModel(ColumnModel[OrderCharge]):
    """Executed orders, newest first, with a column for each of `kinds`."""

    def __init__(
        self, kinds: Sequence[str], *, clock: Clock, instruments: InstrumentSource
    ) -> None:
        self.kinds = tuple(kinds)
        head = _order_columns(clock, instruments)
        parts = [
            Column(
                key=f"kind {kind}",
                title=_SHORT.get(kind, kind),
                width=74,
                text=_Amount(kind),
                sort=_Sort(kind),
                color=_KindTone(kind),
                tip=f"{kind}\n{KIND_WORDS.get(kind, '')}".strip(),
            )
            for kind in kinds
        ]
        total = Column[OrderCharge](
            key="total",
            title="Total",
            width=80,
            bold=True,
            text=_total,
            sort=lambda row: row.note.total if row.note else None,
            color=_tone,
            hint=_why,
            tip="All charges of the order",
        )
        super().__init__(
            [*head, total, *parts], key=lambda row: (row.order.account, row.order.order_id)
        )


def _order_columns(clock: Clock, instruments: InstrumentSource) -> list[Column[OrderCharge]]:
    def price(row: OrderCharge) -> str:
        instrument = instruments.instrument(row.order.instrument)
        digits = instrument.grid.decimals if instrument is not None else 2
        # An average falls between prices: two more digits tell it honestly.
        average = round(row.order.price, digits) != row.order.price
        return fmt.price(row.order.price, digits + 2 if average else digits)

    return [
        Column(
            key="time",
            title="Time",
            width=80,
            align="left",
            text=lambda row: fmt.moment_ist(row.order.filled_ns, clock.now_ns()),
            color=lambda _row: "muted",
            sort=lambda row: row.order.filled_ns,
        ),
        Column(
            key="side",
            title="Side",
            width=42,
            align="left",
            text=lambda row: fmt.label(row.order.side),
            color=lambda row: fmt.side_color(row.order.side),
            sort=lambda row: row.order.side.value,
        ),
        Column(
            key="symbol",
            title="Instrument",
            width=132,
            align="left",
            text=lambda row: fmt.instrument(row.order.instrument),
            sort=lambda row: row.order.symbol,
            hint=lambda row: f"Order {row.order.order_id}, {_fills(row)}",
        ),
        Column(
            key="product",
            title="Product",
            width=58,
            align="left",
            text=lambda row: fmt.label(row.order.product),
            sort=lambda row: row.order.product.value,
        ),
        Column(
            key="quantity",
            title="Qty",
            width=52,
            text=lambda row: fmt.quantity(row.order.quantity),
            sort=lambda row: row.order.quantity,
        ),
        Column(
            key="price",
            title="Avg. price",
            width=84,
            text=price,
            sort=lambda row: row.order.price,
            tip="Average over the order's fills",
        ),
        Column(
            key="account",
            title="Account",
            width=74,
            align="left",
            text=lambda row: fmt.account(row.order.account),
            color=lambda _row: "muted",
            sort=lambda row: row.order.account,
        ),
    ]


class _Amount:
    def __init__(self, kind: str) -> None:
        self._kind = kind

    def __call__(self, row: OrderCharge) -> str:
        if row.note is None:
            return ""
        amount = row.note.lines.get(self._kind)
        # Small fees are parts of a paisa: two more digits, where two would show nothing at all.
        fine = amount is not None and 0 < amount < Decimal("0.01")
        return fmt.money(amount, 4 if fine else 2) if amount is not None else ""


class _Sort:
    def __init__(self, kind: str) -> None:
        self._kind = kind

    def __call__(self, row: OrderCharge) -> Decimal | None:
        return row.note.lines.get(self._kind) if row.note is not None else None


class _KindTone:
    def __init__(self, kind: str) -> None:
        self._kind = kind

    def __call__(self, row: OrderCharge) -> str | None:
        if row.note is None or not row.note.lines.get(self._kind):
            return "faint"
        return _tone(row)


def _total(row: OrderCharge) -> str:
    if row.note is not None:
        return fmt.money(row.note.total)
    return "refused" if row.problem else "pending"


def _tone(row: OrderCharge) -> str | None:
    return None if row.current else "stale"


def _why(row: OrderCharge) -> str:
    if row.problem:
        return f"The broker's calculator refused this order: {row.problem}"
    if row.note is None:
        return "Not told yet by the broker's calculator."
    if not row.current:
        return "Another fill came: the charges are being asked for."
    return ""


def _fills(row: OrderCharge) -> str:
    count = row.order.fills
    return "one fill" if count == 1 else f"{count} fills"
