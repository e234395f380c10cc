"""What the broker's money words mean, in plain English. No Qt: tooltips, screen readers and tests read it.

After the broker documentation's "Funds and margins" and "Margin calculation" pages, read 2026-11. A
field that those do not name keeps its raw name here and is said to be not documented.
"""

from typing import NamedTuple

AVAILABLE, USED = "available", "utilised"


class Words(NamedTuple):
    """A short title and what it means."""

    title: str
    meaning: str


FIELDS: dict[tuple[str, str], Words] = {
    (AVAILABLE, "live_balance"): Words(
        "Live balance",
        "What can be used right now: opening balance, plus what came in, minus what is in use.",
    ),
    (AVAILABLE, "opening_balance"): Words(
        "Opening balance", "Cash in the account when the day began."
    ),
    (AVAILABLE, "cash"): Words(
        "Cash",
        "Cash in the account, money added today included, before anything is blocked for orders.",
    ),
    (AVAILABLE, "intraday_payin"): Words(
        "Added today", "Money you transferred to the broker today. It is in “Cash” already."
    ),
    (AVAILABLE, "collateral"): Words(
        "Collateral",
        "Margin from pledged shares and funds. It can hold positions; it is not cash.",
    ),
    (AVAILABLE, "adhoc_margin"): Words(
        "Extra margin", "Additional margin that the broker granted for a time."
    ),
    (USED, "debits"): Words(
        "Total used",
        "Everything that is blocked or spent, as the broker adds it up: margins, premium, losses.",
    ),
    (USED, "span"): Words(
        "SPAN margin",
        "Blocked for open futures and sold options: the worst likely loss of one day, as the "
        "exchange computes it.",
    ),
    (USED, "exposure"): Words(
        "Exposure margin", "Blocked on top of SPAN for open futures and sold options."
    ),
    (USED, "option_premium"): Words(
        "Option premium",
        "Premium of today's options: positive where you paid, negative where you received more.",
    ),
    (USED, "delivery"): Words(
        "Delivery margin",
        "Blocked for deliveries: 20 % of the shares you sold from your demat account or before they "
        "arrived, and contracts near expiry that end in delivery.",
    ),
    (USED, "holding_sales"): Words(
        "From sold holdings",
        "Value of holdings sold today: usable for trading, withdrawable after settlement.",
    ),
    (USED, "m2m_realised"): Words(
        "Booked profit or loss", "Of positions closed today. A loss lowers what you can use."
    ),
    (USED, "m2m_unrealised"): Words(
        "Open profit or loss",
        "Of positions still open, at the last price. A loss lowers what you can use.",
    ),
    (USED, "payout"): Words(
        "Withdrawals", "Money paid out or asked to be paid out today; not available any more."
    ),
    (USED, "turnover"): Words(
        "Turnover limit used",
        "Used part of the largest turnover allowed; applies to certain clients only.",
    ),
    (USED, "liquid_collateral"): Words(
        "Collateral in liquid funds",
        "Margin used of pledged liquid funds and their exchange-traded kin: counts like cash.",
    ),
    (USED, "stock_collateral"): Words(
        "Collateral in shares",
        "Margin used of pledged shares and other funds: half of some margins must still be cash.",
    ),
    (USED, "additional"): Words(
        "Additional margin", "Further margin that the exchange or the broker asks for."
    ),
    (USED, "equity"): Words(
        "Shares",
        "Blocked for shares bought or sold short today. The broker's documentation does not list "
        "this field; the meaning is that of its name.",
    ),
}
NET = Words(
    "Can be used",
    "What you can still use for new orders in this segment, as the broker counts it: cash and "
    "collateral, minus everything in use.",
)
NOT_DOCUMENTED = (
    "Not documented: the broker does not say what this field means. It is shown as it came."
)
SEGMENTS = {"equity": "Equity, F&O", "commodity": "Commodity"}
DISABLED = "Not enabled for this account"
DISABLED_HINT = "This segment is not enabled for the account. It can be added at the broker."

MARGIN_LINES: dict[str, Words] = {
    "span": Words("SPAN margin", "The worst likely loss of one day, as the exchange computes it."),
    "exposure": Words("Exposure margin", "Asked on top of SPAN."),
    "option_premium": Words("Option premium", "Paid for a bought option; received is negative."),
    "additional": Words("Additional margin", "Asked by the exchange or the broker on top."),
    "bo": Words("Bracket order margin", "Of bracket orders, where they exist."),
    "cash": Words("Cash blocked", "Has to be there in cash; collateral does not count."),
    "var": Words(
        "Value at risk", "For shares: the full value for delivery, a part of it for intraday."
    ),
}

ORDER_MARGIN = Words(
    "Order margin",
    "What one order blocks, positions that it closes or hedges considered. Charges come on top.",
)
REQUIRED = Words(
    "Basket: required",
    "What has to be free while the legs go out one after the other, before they protect each other. "
    "With less, a leg is refused half way.",
)
FINAL = Words(
    "Basket: final",
    "What stays blocked once every leg is filled and hedges count. The difference is freed again.",
)
BREAK_EVEN = Words(
    "Break-even",
    "The price at which closing pays for the charges of both orders: beyond it you earn.",
)
CHARGES = Words(
    "Charges",
    "Brokerage, taxes and fees by the broker's own calculator, order by order. An estimate: the "
    "contract note of the evening decides, and rounds the tax to whole rupees.",
)
DEPOSITORY = Words(
    "Depository charges",
    "Not included: the depository takes a fixed fee for each share sold out of the demat account, "
    "once a day, and the broker's calculator leaves it out.",
)
DEPOSITORY_SHORT = "Depository charges are not included."
NET_PNL = Words(
    "Gross and net",
    "Gross is what prices alone made. Net takes off the charges of today's orders; those of earlier "
    "days and of the closing orders are not in it.",
)
GLOSSARY = (ORDER_MARGIN, REQUIRED, FINAL, BREAK_EVEN, CHARGES, DEPOSITORY, NET_PNL)


def is_documented(group: str, name: str) -> bool:
    """True where the field is explained; `group` is `available` or `utilised`."""
    return (group, name) in FIELDS


def words(group: str, name: str) -> Words:
    """Return title and meaning of a field; one we do not know keeps its raw name."""
    return FIELDS.get((group, name)) or Words(name, NOT_DOCUMENTED)


def segment_title(segment: str) -> str:
    """Return a margin segment in words."""
    return SEGMENTS.get(segment) or segment.capitalize()
