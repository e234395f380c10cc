"""Buying a fund for an amount, and redeeming units of it or all of them."""

from decimal import Decimal

from PySide6.QtWidgets import QCheckBox, QLabel
from typing_extensions import override

from terminal.domain.ids import AccountId
from terminal.domain.mutual import (
    FundHolding,
    FundOrderIntent,
    FundOrderState,
    Scheme,
)
from terminal.domain.notice import Recorded, Refused
from terminal.domain.order import Side
from terminal.mutual.rules import Position, position_of
from terminal.mutual.service import FundService
from terminal.ui import format as fmt
from terminal.ui.i18n import told, tr
from terminal.ui.mutual import words
from terminal.ui.mutual.cutoff_line import CutOffLine
from terminal.ui.mutual.form import Fate, Form, Review, read_amount, read_units
from terminal.ui.theme import Theme


class _TradeForm(Form):
    """A fund order: what the two sides have in common."""

    side = Side.BUY

    def __init__(
        self, name: str, *, isin: str, account: AccountId, service: FundService, theme: Theme
    ) -> None:
        super().__init__(name, service=service, theme=theme)
        self.isin = isin
        self.account = account
        self._intent: FundOrderIntent | None = None
        self.worth = QLabel()
        self.worth.setObjectName(f"mutual.{name}.worth")
        self.worth.setFont(theme.font(-1))
        self.worth.setProperty("role", "muted")
        self.worth.setWordWrap(True)
        self.cut_off = CutOffLine(f"mutual.{name}.cutoff", theme)

    @property
    def scheme(self) -> Scheme | None:
        return self.service.scheme(self.isin)

    @override
    async def send(self) -> Recorded | Refused:
        assert self._intent is not None, "the button is dead until a review is ready"
        return await self.service.place(self._intent)

    @override
    def fate(self, key: str) -> Fate | None:
        order = self.service.order(key)
        if order is None or order.state in {FundOrderState.SENDING, FundOrderState.UNKNOWN}:
            return None
        made = order.state is not FundOrderState.NOT_PLACED
        return Fate(made=made, text=order.message or words.order_state(order))

    @override
    def tick(self, now_ns: int) -> None:
        now_ns = self.service.broker_now_ns(self.account, now_ns)  # practice may run ahead
        scheme = self.scheme
        cut = self.service.cut_off(scheme, now_ns, self.side) if scheme is not None else None
        self.cut_off.show_cut_off(cut, now_ns)


class PurchaseForm(_TradeForm):
    """Buy for an amount of rupees."""

    color = "buy"
    offers_accounts = True

    def __init__(
        self, scheme: Scheme, *, account: AccountId, service: FundService, theme: Theme
    ) -> None:
        super().__init__("buy", isin=scheme.isin, account=account, service=service, theme=theme)
        self.heading = f"Buy {scheme.name}"
        self._scheme = scheme
        self.amount = self.line("amount", "Amount ₹", placeholder="5000, 50k, 2l")
        self.add(self.worth)
        self.add(self.cut_off)
        self.refresh()

    @override
    def refresh(self) -> None:
        held = any(
            h.isin == self.isin and h.account == self.account for h in self.service.holdings()
        )
        self._scheme = self.scheme or self._scheme
        self.rows["amount"].set_rule(words.amount_rule(self._scheme, held=held))

    @override
    def review(self) -> Review:
        amount, unread = read_amount(self.amount.text())
        user = fmt.account(self.account)
        sentence = words.purchase_sentence(self._scheme, amount, user)
        self._intent = None
        if amount is None:
            self.worth.setText("")
            problem = "" if self._scheme.purchase_allowed else "This fund takes no new money now."
            self.object((), [("amount", unread)] if unread else ())
            return Review(sentence=sentence, ready=False, problem=problem)
        intent = FundOrderIntent(
            client_id=self.service.new_client_id(),
            account=self.account,
            isin=self.isin,
            side=Side.BUY,
            amount=amount,
        )
        objections = self.service.check_order(intent)
        problem = self.object(objections)
        if not objections:
            self._intent = intent
        self.worth.setText(told(_about_units(self._scheme, amount)))
        return Review(sentence=sentence, ready=not objections, problem=problem)


class RedeemForm(_TradeForm):
    """Redeem some units or all of them."""

    color = "sell"
    side = Side.SELL

    def __init__(self, holding: FundHolding, *, service: FundService, theme: Theme) -> None:
        super().__init__(
            "redeem", isin=holding.isin, account=holding.account, service=service, theme=theme
        )
        self.heading = f"Redeem {holding.name}"
        self._holding = holding
        self.units = self.line("quantity", "Units", placeholder="12.345")
        self.everything = QCheckBox(tr("All units"))
        self.everything.setObjectName("mutual.redeem.all")
        self.everything.toggled.connect(self._on_everything)
        self.everything.installEventFilter(self)
        self.row("all", "", self.everything)
        self.add(self.worth)
        self.add(self.cut_off)
        self.refresh()

    @property
    def position(self) -> Position:
        """What there is of the fund in this account, over all folios: redemptions name none."""
        account, service = self.account, self.service
        holdings = [each for each in service.holdings() if each.account == account]
        orders = [each for each in service.orders() if each.account == account]
        return position_of(self.isin, holdings, orders)

    @override
    def refresh(self) -> None:
        position = self.position
        self.rows["quantity"].set_rule(words.units_rule(self.scheme, position.free))
        parts = [f"{words.units(position.held)} held"]
        if position.pledged:
            parts.append(f"{words.units(position.pledged)} pledged")
        if position.redeeming:
            parts.append(f"{words.units(position.redeeming)} already being redeemed")
        self.rows["all"].set_rule(", ".join(parts))
        if self.everything.isChecked():
            self.units.setText(f"{position.free:f}")

    @override
    def review(self) -> Review:
        quantity, unread = read_units(self.units.text())
        user = fmt.account(self.account)
        everything = quantity is not None and quantity == self.position.free
        sentence = words.redeem_sentence(self._holding.name, quantity, user, everything=everything)
        self._intent = None
        if quantity is None:
            self.worth.setText("")
            self.object((), [("quantity", unread)] if unread else ())
            return Review(sentence=sentence, ready=False)
        intent = FundOrderIntent(
            client_id=self.service.new_client_id(),
            account=self.account,
            isin=self.isin,
            side=Side.SELL,
            quantity=quantity,
        )
        objections = self.service.check_order(intent)
        problem = self.object(objections)
        if not objections:
            self._intent = intent
        self.worth.setText(told(_about_rupees(self._holding, quantity, self.scheme)))
        return Review(sentence=sentence, ready=not objections, problem=problem)

    def _on_everything(self, checked: bool) -> None:  # noqa: FBT001  Qt's signature
        self.units.setReadOnly(checked)
        if checked:
            self.units.setText(f"{self.position.free:f}")
        self.edited.emit()


def _about_units(scheme: Scheme, amount: Decimal) -> str:
    if scheme.nav <= 0:
        return ""
    text = f"About {words.units(amount / scheme.nav)} units at {words.nav(scheme.nav)}"
    return f"{text}, the NAV of {words.short_day(scheme.nav_date)}" if scheme.nav_date else text


def _about_rupees(holding: FundHolding, quantity: Decimal, scheme: Scheme | None) -> str:
    nav, when = holding.nav, holding.nav_date
    if scheme is not None and scheme.nav > 0:
        nav, when = scheme.nav, scheme.nav_date
    if nav <= 0:
        return ""
    text = f"About {fmt.rupees(quantity * nav)} at {words.nav(nav)}"
    text += f", the NAV of {words.short_day(when)}" if when else ""
    if scheme is not None and scheme.settles_days:
        days = "trading day" if scheme.settles_days == 1 else "trading days"
        text += f"; paid to your bank {scheme.settles_days} {days} later"
    return f"{text}, before exit load."
