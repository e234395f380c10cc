"""The official samples of triggers, through the facet that panels see, value by value."""

from decimal import Decimal
from pathlib import Path

import httpx
import msgspec

from terminal.brokers.kite import codec, wire_more
from terminal.brokers.kite.gtt import decode_trigger
from terminal.domain.errors import Written
from terminal.domain.gtt import GttIntent, GttKind, GttLeg, GttResult, GttState
from terminal.domain.ids import ClientOrderId, InstrumentId
from terminal.domain.order import OrderType, Product, Side
from terminal.gtt.stages import GttStage, stage_of
from tests.unit.brokers.kite.wired import ACCOUNT, INFY, Network, make_broker

RAIN = InstrumentId("NSE", "RAIN")


def sent(samples: Path, name: str) -> Network:
    return Network(httpx.Response(200, content=(samples / f"{name}.json").read_bytes()))


class One(msgspec.Struct):
    data: wire_more.Trigger


def identify(exchange: str, symbol: str) -> InstrumentId:
    return InstrumentId(exchange, symbol)


async def test_the_list(kite_mocks: Path) -> None:
    facet = make_broker(sent(kite_mocks, "gtt_get_orders")).gtts
    assert facet is not None
    waiting, oco = await facet.fetch()

    assert (waiting.key, waiting.kind, waiting.state) == (
        "112127",
        GttKind.SINGLE,
        GttState.ACTIVE,
    )
    assert (waiting.account, waiting.instrument, waiting.symbol) == (ACCOUNT, INFY, "INFY")
    assert waiting.last_price == 798
    assert waiting.legs == (
        GttLeg(
            trigger_price=Decimal(702),
            side=Side.BUY,
            quantity=1,
            price=Decimal("702.5"),
            product=Product.CNC,
            order_type=OrderType.LIMIT,
        ),
    )
    assert waiting.results == (None,)
    assert waiting.created_ns == waiting.updated_ns == codec.ist_ns("2019-09-12 13:25:16")
    assert waiting.created_ns == 1_568_274_916 * 10**9  # 07:55:16 UTC
    assert waiting.expires_ns == codec.ist_ns("2020-09-12 13:25:16")
    assert waiting.message == ""
    assert stage_of(waiting, None) is GttStage.WAITING

    assert (oco.key, oco.kind, oco.state) == ("105099", GttKind.TWO_LEG, GttState.TRIGGERED)
    assert oco.symbol == "RAIN"
    assert [leg.trigger_price for leg in oco.legs] == [Decimal("102.0"), Decimal("103.7")]
    assert {(leg.side, leg.quantity, leg.price) for leg in oco.legs} == {(Side.SELL, 1, Decimal(1))}
    words = (
        "Your order price is lower than the current lower circuit limit of 70.65. "
        "Place an order within the daily range."
    )
    assert oco.results == (
        None,
        GttResult(
            order_id=None,
            text=words,
            triggered_price=Decimal("103.7"),
            triggered_ns=codec.ist_ns("2019-09-09 15:15:08"),
        ),
    )
    assert oco.message == words
    assert oco.updated_ns - oco.created_ns == 106 * 10**9
    assert stage_of(oco, None) is GttStage.NO_ORDER


def test_one_by_its_id(kite_mocks: Path) -> None:
    content = (kite_mocks / "gtt_get_order.json").read_bytes()
    row = msgspec.json.decode(content, type=One).data
    gtt = decode_trigger(row, ACCOUNT, identify)
    assert (gtt.key, gtt.instrument, gtt.state) == ("123", RAIN, GttState.TRIGGERED)
    assert [result is None for result in gtt.results] == [True, False]


async def test_writes(kite_mocks: Path) -> None:
    leg = GttLeg(
        trigger_price=Decimal(702),
        side=Side.BUY,
        quantity=1,
        price=Decimal("702.5"),
        product=Product.CNC,
    )
    intent = GttIntent(
        client_id=ClientOrderId("GTTX00000001"),
        account=ACCOUNT,
        instrument=INFY,
        kind=GttKind.SINGLE,
        legs=(leg,),
        last_price=Decimal(798),
    )
    facet = make_broker(sent(kite_mocks, "gtt_place_order")).gtts
    assert facet is not None
    assert await facet.create(intent) == Written("123")
    lister = make_broker(sent(kite_mocks, "gtt_get_orders")).gtts
    assert lister is not None
    row = (await lister.fetch())[0]
    changer = make_broker(sent(kite_mocks, "gtt_modify_order")).gtts
    assert changer is not None
    assert await changer.modify(row, intent) == Written("123")
    deleter = make_broker(sent(kite_mocks, "gtt_delete_order")).gtts
    assert deleter is not None
    assert await deleter.delete(row) == Written("123")
