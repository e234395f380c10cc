"""What a write came to, and the refusals that are ours before any broker is asked: in the same words.

What a broker refuses by itself is in its own `codec_errors`.
"""

from terminal.domain.errors import (
    BrokerRefused,
    LoginNeeded,
    RateLimited,
    Rejected,
    TerminalError,
    Unknown,
)
from terminal.domain.ids import AccountId, InstrumentId
from terminal.domain.order import Order
from terminal.transport.http import NotSent

NOTHING_SENT = "Nothing was sent."
NO_ORDER_ID = Rejected(
    "no_broker_id",
    "The broker's id of this order is not known yet.",
    f"{NOTHING_SENT} Wait until the order shows up in the book.",
)
NO_TRIGGER_ID = Rejected(
    "no_broker_id",
    "The broker's id of this trigger is not known yet.",
    f"{NOTHING_SENT} Wait until it shows up in the list.",
)


def write_outcome(error: TerminalError) -> Rejected | Unknown:
    """Return what a failed write came to: refused and not placed, or not known.

    Only a failure before the first byte, a refusal in the broker's own envelope, and a rate limit
    prove that nothing was placed.
    """
    if isinstance(error, NotSent):
        return Rejected("not_sent", error.text, error.hint or NOTHING_SENT)
    if isinstance(error, RateLimited | LoginNeeded | BrokerRefused):
        return Rejected(error.code or "rate_limited", error.text, error.hint)
    return Unknown(error.text)


def wrong_account(what: str, meant: AccountId, ours: AccountId) -> Rejected:
    """Return the refusal of what (`This order`) is meant for another account."""
    return Rejected("wrong_account", f"{what} is for {meant}, not for {ours}.", NOTHING_SENT)


def changed_too_often(order: Order, limit: int) -> Rejected:
    """Return the refusal of one more change than the broker counts out."""
    return Rejected(
        "modification_limit",
        f"This order was modified {order.modifications} times; {limit} are allowed.",
        "It stays as it is. Cancel it and place a new one.",
    )


def not_listed(instrument: InstrumentId, hint: str = NOTHING_SENT) -> BrokerRefused:
    """Return the error of an instrument that today's master has not."""
    return BrokerRefused(
        f"{instrument} is not in the broker's list of instruments today.",
        hint=hint,
        code="unknown_instrument",
    )
