"""Kite's published ticker packets against their published JSON, field by field.

The `.packet` files are base64 of one packet's body, without the frame around it. `change` is not
compared: the JSON holds the absolute change, and for the quote a value that fits nothing (kite.md 9).
"""

import base64
import json
import os
import struct
from datetime import datetime
from pathlib import Path

import pytest

from terminal.brokers.kite.ticks import TickDecoder, TokenTable
from terminal.domain.ids import InstrumentId
from terminal.domain.market import FeedMode
from terminal.market.board import Board
from terminal.market.hub import Hub
from tests.fakes.clock import FakeClock

MOCKS = Path(
    os.environ.get("KITE_MOCKS")
    or Path(__file__).resolve().parents[4] / "shared" / "data" / "kite-mocks"
)
pytestmark = pytest.mark.skipif(not MOCKS.is_dir(), reason="the published mocks are not here")
INFY = InstrumentId("NSE", "INFY")
LTP_FRAME = bytes.fromhex("0001000800063a0100026683")
COLUMN = {
    "last_price": "last",
    "last_quantity": "last_quantity",
    "average_price": "average",
    "volume": "volume",
    "buy_quantity": "buy_quantity",
    "sell_quantity": "sell_quantity",
    "oi": "oi",
    "oi_day_high": "oi_high",
    "oi_day_low": "oi_low",
}


def fail(name: str, error: BaseException) -> None:
    raise AssertionError(name) from error


def golden(name: str) -> dict:
    return json.loads((MOCKS / f"ticker_{name}.json").read_text())


def board_after(frame: bytes, token: int) -> Board:
    hub = Hub(clock=FakeClock(), on_failure=fail, capacity=2)
    slot = hub.watch(INFY, FeedMode.FULL).slot
    decoder = TickDecoder(TokenTable({token: slot}))
    decoder.decode(frame, hub, 1)
    assert decoder.counters.packets > 0
    assert decoder.counters.unknown_length + decoder.counters.unknown_token == 0
    return hub.board


@pytest.mark.parametrize("copies", [1, 20], ids=["scalar", "numpy"])
@pytest.mark.parametrize("name", ["ltp", "quote", "full"])
def test_packet_decodes_to_its_json(name: str, copies: int) -> None:
    expected = golden(name)
    if name == "ltp":
        body = LTP_FRAME[4:]
    else:
        body = base64.b64decode((MOCKS / f"ticker_{name}.packet").read_text())
    assert len(body) == {"ltp": 8, "quote": 44, "full": 184}[name]
    frame = struct.pack(">H", copies) + (struct.pack(">H", len(body)) + body) * copies
    board = board_after(frame, expected["instrument_token"])
    for theirs, ours in COLUMN.items():
        if theirs in expected:
            assert getattr(board, ours)[0] == expected[theirs], theirs
    for ours, value in expected.get("ohlc", {}).items():
        assert getattr(board, ours)[0] == value, ours
    for theirs, ours in (("last_trade_time", "last_trade_s"), ("timestamp", "exchange_s")):
        if theirs in expected:
            stamp = datetime.fromisoformat(expected[theirs]).timestamp()
            assert getattr(board, ours)[0] == stamp, theirs
    for side, ours in (("buy", "bid"), ("sell", "ask")):
        for row, level in enumerate(expected.get("depth", {}).get(side, ())):
            assert getattr(board, f"{ours}_price")[0, row] == level["price"]
            assert getattr(board, f"{ours}_quantity")[0, row] == level["quantity"]
            assert getattr(board, f"{ours}_orders")[0, row] == level["orders"]
