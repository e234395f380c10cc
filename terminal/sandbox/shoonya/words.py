"""What the broker's risk system and the exchange say when they refuse, from the simulator's reasons.

The simulator explains itself at length; this broker writes terse lines, `RED:` for its risk
system and `EXCH:` for the exchange, with the numbers kept.
"""

import re

from terminal.sim.types import Rejection

RISK, EXCHANGE = "RED", "EXCH"
_NUMBER = r"(-?[\d.]+)"
_RULES: tuple[tuple[str, str, str], ...] = (
    (
        rf"Required margin is {_NUMBER} but available margin is {_NUMBER}",
        RISK,
        "Margin Shortfall:INR {0} Available:INR {1} for {user} [SANDBOX]",
    ),
    (rf"lower circuit limit of {_NUMBER}", EXCHANGE, "16283 : Price below the low circuit {0}"),
    (rf"upper circuit limit of {_NUMBER}", EXCHANGE, "16283 : Price above the high circuit {0}"),
    (r"Tick size for this script is ([\d.]+\d)", EXCHANGE, "Price is not a multiple of tick {0}"),
    (rf"lot size {_NUMBER}", EXCHANGE, "Quantity is not a multiple of the lot size {0}"),
    (
        r"maximum quantity of (\d+)",
        EXCHANGE,
        "Quantity is above the freeze quantity {0}; split the order",
    ),
    (r"You have (\d+) quantity available", RISK, "Check holdings: {0} available for {user}"),
    (r"Markets are closed", RISK, "Market is closed; place an after market order"),
    (r"After market orders", RISK, "AMO is not taken while the market is open"),
    (r"Maximum allowed order requests", RISK, "Order count limit of the day is reached"),
)


def words(refusal: Rejection, user: str) -> tuple[str, str]:
    """Return (who refused, in what words)."""
    return in_words(refusal.message, user)


def in_words(message: str, user: str) -> tuple[str, str]:
    """Return (who refused, in what words) for one of the simulator's sentences."""
    for pattern, who, text in _RULES:
        found = re.search(pattern, message)
        if found is not None:
            values = [value.rstrip(".") for value in found.groups()]
            return who, f"{who}:{text.format(*values, user=user)}"
    return RISK, f"{RISK}:{message.replace('`', '')}"
