"""What a person types, drags and sends in the GTT editor."""

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from terminal.domain.errors import Rejected, Unknown
from terminal.domain.gtt import GttKind, GttState
from terminal.domain.order import Product, Side
from terminal.ui.link import GttRequest
from tests.fakes.clock import eventually, settle
from tests.gui.gtt_desk import GttDesk, cell, fired, make_gtt, make_leg, on_gtt_desk
from tests.gui.trading_desk import LOT, click, dialog, find, type_into
from tests.make import INFY, NIFTY, NIFTY_CALL

__all__ = ["on_gtt_desk"]


def text(panel, field: str) -> str:
    return find(panel, f"gtt.{field}").text()


def note(panel, field: str) -> str:
    leg = panel.editor.grid.legs[1 if field.startswith("target") else 0]
    rule = leg.rule(field)
    assert rule is not None
    return rule.text()


def button(panel):
    return find(panel, "gtt.submit")


def message(panel) -> str:
    return panel.editor.view.messages.text


async def send(desk: GttDesk, panel, *, calls: int = 1) -> None:
    await eventually(lambda: button(panel).isEnabled())
    click(panel, "gtt.submit")
    await eventually(lambda: len(desk.triggers.calls) == calls)
    await settle()
    desk.frame.tick()


def test_a_new_trigger_is_filled_with_a_place_to_start_from(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        panel = await desk.editing()
        assert text(panel, "trigger_price") == "95.00"
        assert text(panel, "trigger_price.percent") == "−5.00%"
        assert text(panel, "price") == "95.50"  # 0.5 % beyond, on the tick
        assert text(panel, "quantity") == "1"
        assert button(panel).text() == "Buy 1 INFY @ 95.50 when it falls to 95.00 · CNC · ZA1234"
        assert note(panel, "trigger_price") == "falls to it · tick 0.05"
        assert note(panel, "price") == "0.53% above · tick 0.05"
        assert "Expires 20 Nov 2027" in message(panel)

    on_gtt_desk(test)


def test_sending_makes_exactly_what_the_button_said(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        panel = await desk.editing()
        type_into(find(panel, "gtt.quantity"), "10")
        type_into(find(panel, "gtt.trigger_price"), "90")
        await send(desk, panel)
        (name, intent) = desk.triggers.calls[0]
        assert name == "create"
        (leg,) = intent.legs
        assert (leg.side, leg.quantity, leg.product) == (Side.BUY, 10, Product.CNC)
        assert (leg.trigger_price, leg.price) == (Decimal("90.00"), Decimal("90.45"))
        assert (intent.kind, intent.last_price) == (GttKind.SINGLE, Decimal("100.00"))
        assert not panel.editing
        assert cell(panel, "condition") == "falls to 90.00"
        assert panel.table.current_row().key == "2001"

    on_gtt_desk(test)


def test_protecting_a_holding_offers_both_legs_at_once(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        panel = await desk.editing(side=Side.SELL, quantity=40, protects=True)
        assert (text(panel, "trigger_price"), text(panel, "target_trigger_price")) == (
            "95.00",
            "110.00",
        )
        assert (text(panel, "quantity"), text(panel, "target_quantity")) == ("40", "40")
        assert find(panel, "gtt.leg0.title").text() == "Stop-loss"
        assert find(panel, "gtt.leg1.title").text() == "Target"
        assert note(panel, "target_trigger_price") == "above 100.00 · tick 0.05"
        await send(desk, panel)
        intent = desk.triggers.calls[0][1]
        assert intent.kind is GttKind.TWO_LEG
        assert [leg.trigger_price for leg in intent.legs] == [Decimal(95), Decimal(110)]
        assert [leg.price for leg in intent.legs] == [Decimal("94.50"), Decimal("109.45")]
        assert {leg.side for leg in intent.legs} == {Side.SELL}

    on_gtt_desk(test)


def test_price_and_percentage_edit_each_other(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        panel = await desk.editing()
        type_into(find(panel, "gtt.trigger_price.percent"), "-2.5")
        assert text(panel, "trigger_price") == "97.50"
        type_into(find(panel, "gtt.trigger_price"), "110")
        assert text(panel, "trigger_price.percent") == "+10.00%"
        assert "rises to 110.00" in button(panel).text()
        # The price moves: the trigger stays where it was put, the percentage tells the new distance.
        desk.price(INFY, 104.0)
        assert text(panel, "trigger_price") == "110"
        assert text(panel, "trigger_price.percent") == "+5.77%"

    on_gtt_desk(test)


def test_the_limit_follows_the_trigger_until_it_is_edited(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        panel = await desk.editing()
        type_into(find(panel, "gtt.trigger_price"), "90")
        assert text(panel, "price") == "90.45"
        type_into(find(panel, "gtt.price"), "91")
        type_into(find(panel, "gtt.trigger_price"), "90.50")
        assert text(panel, "price") == "91.00"

    on_gtt_desk(test)


def test_what_is_wrong_is_said_beside_the_field_while_typing(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        panel = await desk.editing()
        type_into(find(panel, "gtt.trigger_price"), "90.03")
        assert note(panel, "trigger_price") == "off the tick"
        assert "multiple of 0.05" in message(panel)
        assert not button(panel).isEnabled()
        click(panel, "gtt.remedy")
        assert text(panel, "trigger_price") == "90.05"
        assert button(panel).isEnabled()
        type_into(find(panel, "gtt.quantity"), "ten")
        assert "is not a quantity" in message(panel)
        assert not button(panel).isEnabled()
        find(panel, "gtt.quantity").clear()
        panel.editor.refresh()
        assert note(panel, "quantity") == "needed"
        type_into(find(panel, "gtt.quantity"), "5")
        type_into(find(panel, "gtt.trigger_price.percent"), "far")
        assert "is not a percentage" in message(panel)

    on_gtt_desk(test)


def test_both_triggers_have_to_lie_around_the_price(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        panel = await desk.editing(side=Side.SELL, quantity=40, protects=True)
        type_into(find(panel, "gtt.target_trigger_price"), "98")
        assert note(panel, "target_trigger_price") == "wrong side of the last price"
        assert not button(panel).isEnabled()
        desk.price(INFY, 97.0)  # the price itself can mend it
        assert note(panel, "target_trigger_price") == "above 97.00 · tick 0.05"

    on_gtt_desk(test)


def test_a_limit_on_the_trigger_is_asked_about(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        panel = await desk.editing()
        type_into(find(panel, "gtt.price"), "95")
        assert note(panel, "price") == "not beyond the trigger"
        await eventually(lambda: button(panel).isEnabled())
        click(panel, "gtt.submit")
        sheet = await dialog("confirm")
        assert "does not fill" in find(sheet, "confirm.reasons").text()
        click(sheet, "confirm.cancel")
        await settle()
        assert desk.triggers.calls == []
        assert panel.editing
        await eventually(lambda: button(panel).isEnabled())
        click(panel, "gtt.submit")
        sheet = await dialog("confirm")
        await eventually(lambda: sheet.send.isEnabled())
        click(sheet, "confirm.send")
        await eventually(lambda: desk.triggers.calls)
        assert desk.triggers.calls[0][1].legs[0].price == Decimal(95)

    on_gtt_desk(test)


def test_the_remedy_brings_the_default_limit_back(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        panel = await desk.editing()
        type_into(find(panel, "gtt.price"), "95")
        click(panel, "gtt.remedy")
        assert text(panel, "price") == "95.50"

    on_gtt_desk(test)


def test_a_refusal_leaves_the_form_filled_with_the_brokers_words(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        panel = await desk.editing()
        type_into(find(panel, "gtt.trigger_price"), "90")
        desk.triggers.outcomes.append(Rejected("InputException", "Trigger too near.", "Move it."))
        await send(desk, panel)
        assert panel.editing
        assert text(panel, "trigger_price") in {"90", "90.00"}
        assert message(panel).startswith("Trigger too near. Move it.")
        # Editing takes the words away, and the same form can be sent anew.
        type_into(find(panel, "gtt.trigger_price"), "85")
        assert "too near" not in message(panel)
        await send(desk, panel, calls=2)
        assert not panel.editing

    on_gtt_desk(test)


def test_a_lost_reply_becomes_a_row_that_is_being_checked_and_is_not_sent_again(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        panel = await desk.editing()
        desk.triggers.outcomes.append(Unknown("The reply was lost."))
        await send(desk, panel)
        assert not panel.editing
        assert cell(panel, "state") == "Unknown, checking"
        await desk.clock.advance(60)
        assert len(desk.triggers.calls) == 1

    on_gtt_desk(test)


def test_a_second_press_makes_no_second_trigger(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        panel = await desk.editing()
        await eventually(lambda: button(panel).isEnabled())
        panel.editor.submit()
        panel.editor.submit()
        QTest.keyClick(
            find(panel, "gtt.trigger_price"),
            Qt.Key.Key_Return,
            Qt.KeyboardModifier.ControlModifier,
        )
        await eventually(lambda: desk.triggers.calls)
        await settle()
        assert len(desk.triggers.calls) == 1

    on_gtt_desk(test)


def test_ctrl_enter_sends_and_enter_only_moves_on(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        panel = await desk.editing()
        panel.activateWindow()
        field = find(panel, "gtt.trigger_price")
        field.setFocus()
        await eventually(field.hasFocus)
        await eventually(lambda: button(panel).isEnabled())
        QTest.keyClick(field, Qt.Key.Key_Return)
        await settle()
        assert desk.triggers.calls == []
        QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await eventually(lambda: desk.triggers.calls)

    on_gtt_desk(test)


def test_derivatives_are_counted_in_lots(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        panel = await desk.editing(
            112.35,
            instrument=NIFTY_CALL,
            side=Side.SELL,
            quantity=2 * LOT,
            protects=True,
            product=Product.NRML,
        )
        assert text(panel, "quantity") == "2"
        assert note(panel, "quantity") == "× 65 = 130"
        assert "Sell 2 lots NIFTY 24000 CE" in button(panel).text()
        assert "NRML" in button(panel).text()
        await send(desk, panel)
        assert desk.triggers.calls[0][1].legs[0].quantity == 2 * LOT

    on_gtt_desk(test)


def test_a_product_that_triggers_do_not_take_is_said(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        panel = await desk.editing(side=Side.SELL, quantity=5, product=Product.MIS, protects=True)
        assert "will not close the MIS position" in message(panel)
        assert "CNC" in button(panel).text()

    on_gtt_desk(test)


def test_two_legs_to_buy_shares_are_not_offered(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        panel = await desk.editing(side=Side.BUY, quantity=5, protects=True)
        assert not find(panel, "gtt.kind.oco").isEnabled()
        assert find(panel, "gtt.kind.single").isChecked()
        click(panel, "gtt.side.sell")
        assert find(panel, "gtt.kind.oco").isEnabled()
        assert button(panel).text().startswith("Sell 5 INFY")
        click(panel, "gtt.kind.oco")
        assert not find(panel, "gtt.target_trigger_price").isHidden()
        click(panel, "gtt.side.buy")
        assert find(panel, "gtt.target_trigger_price").isHidden()

    on_gtt_desk(test)


def test_a_change_replaces_the_terms_and_says_when_nothing_changes(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        panel = await desk.panel_with(make_gtt())
        desk.price(INFY, 100.0)
        panel.table.selectRow(0)
        click(panel, "gtt.modify")
        desk.price(INFY, 100.0)
        assert text(panel, "trigger_price") == "95.00"
        assert "Nothing would change" in message(panel)
        assert not button(panel).isEnabled()
        type_into(find(panel, "gtt.trigger_price"), "93")
        assert button(panel).text().startswith("Change to: sell 10 INFY @ 92.50 when it falls to")
        await send(desk, panel)
        name, intent = desk.triggers.calls[0]
        assert name == "modify"
        assert intent.legs[0].trigger_price == Decimal(93)
        assert cell(panel, "condition") == "falls to 93.00"

    on_gtt_desk(test)


def test_a_trigger_that_fires_while_it_is_edited_cannot_be_changed(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        panel = await desk.panel_with(make_gtt())
        desk.price(INFY, 100.0)
        panel.table.selectRow(0)
        click(panel, "gtt.modify")
        type_into(find(panel, "gtt.trigger_price"), "93")
        desk.triggers.rows = [fired(make_gtt(), "A")]
        await desk.gtts.refresh(make_gtt().account)
        desk.price(INFY, 94.9)
        assert "cannot be changed" in message(panel)
        assert not button(panel).isEnabled()

    on_gtt_desk(test)


def test_a_new_one_like_an_old_one(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        panel = await desk.panel_with(make_gtt(state=GttState.EXPIRED))
        panel.show_only.set_value("all")
        desk.link.select(INFY)
        panel.table.selectRow(0)
        panel.repeat()
        desk.price(INFY, 100.0)
        assert panel.editor.modifying == ""
        await send(desk, panel)
        name, intent = desk.triggers.calls[0]
        assert name == "create"
        assert intent.legs == (make_leg(),)

    on_gtt_desk(test)


def test_escape_closes_the_editor_and_sends_nothing(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        panel = await desk.editing()
        panel.activateWindow()
        field = find(panel, "gtt.trigger_price")
        await eventually(field.hasFocus)
        QTest.keyClick(field, Qt.Key.Key_Escape)
        assert not panel.editing
        assert desk.triggers.calls == []
        assert desk.hub.wanted(make_gtt().account) == {}  # nothing is watched any more

    on_gtt_desk(test)


def test_the_kill_switch_lets_no_trigger_be_made(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        panel = await desk.editing()
        desk.killed = True
        panel.editor.refresh()
        assert "kill switch" in message(panel).lower()
        assert not button(panel).isEnabled()

    on_gtt_desk(test)


def test_an_index_has_no_trigger_and_says_so(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        panel = await desk.panel_with()
        desk.link.open_gtt(GttRequest(instrument=NIFTY))
        assert not panel.editing
        assert "index" in desk.said[-1]

    on_gtt_desk(test)


def test_without_a_price_the_editor_waits_for_one(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        panel = await desk.panel_with()
        desk.link.open_gtt(GttRequest(instrument=INFY))
        await settle()
        assert not button(panel).isEnabled()
        assert "last price" in message(panel).lower()
        desk.price(INFY, 100.0)
        assert text(panel, "trigger_price") == "95.00"

    on_gtt_desk(test)


def test_a_trigger_at_a_price_from_the_chart_stands_there(on_gtt_desk):
    async def test(desk: GttDesk) -> None:
        panel = await desk.editing(trigger_price=Decimal("107.25"))
        assert text(panel, "trigger_price") == "107.25"
        assert "rises to 107.25" in button(panel).text()

    on_gtt_desk(test)
