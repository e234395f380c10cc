"""The official client as it is used to judge the practice server, and short words for its calls."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from kiteconnect import KiteConnect

from tests.contract.kite.conftest import until
from tests.fakes.sandbox_process import SandboxProcess


@pytest.fixture
def kite(sandbox: SandboxProcess) -> Iterator[KiteConnect]:
    keys = sandbox.credentials
    client = KiteConnect(
        keys["api_key"], access_token=keys["access_token"], root=sandbox.rest, disable_ssl=True
    )
    client.reqsession.trust_env = False
    yield client
    client.reqsession.close()


IST = dt.timezone(dt.timedelta(hours=5, minutes=30))


def now() -> dt.datetime:
    """Indian time: the client prints it without its zone, which is what the broker expects."""
    return dt.datetime.now(IST)


def last(kite: KiteConnect, key: str) -> Decimal:
    return Decimal(str(kite.ltp(key)[key]["last_price"]))


def on_tick(price: Decimal) -> float:
    """Round to whole rupees, which every tick size in these tests divides."""
    return float(price.to_integral_value())


def row_of(kite: KiteConnect, order_id: str) -> dict[str, Any]:
    return next(row for row in kite.orders() if row["order_id"] == order_id)


def reaches(kite: KiteConnect, order_id: str, *states: str) -> dict[str, Any]:
    """Wait until an order is in one of the states and return its row."""
    return until(
        lambda: next(
            (r for r in kite.orders() if r["order_id"] == order_id and r["status"] in states), None
        ),
        what=f"{order_id} in {states}, is {row_of(kite, order_id)}",
    )


def buy(kite: KiteConnect, **over: Any) -> str:
    """Place a one-share CNC buy of INFY well below the market unless told otherwise."""
    fields: dict[str, Any] = {
        "variety": "regular",
        "exchange": "NSE",
        "tradingsymbol": "INFY",
        "transaction_type": "BUY",
        "quantity": 1,
        "product": "CNC",
        "order_type": "LIMIT",
        "price": on_tick(last(kite, "NSE:INFY") * Decimal("0.97")),
    }
    order_id: str = kite.place_order(
        **{name: value for name, value in (fields | over).items() if value is not None}
    )
    return order_id
