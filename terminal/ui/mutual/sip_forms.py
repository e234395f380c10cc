"""Starting a SIP, changing one, and ending one. Each says the whole of its terms on its button."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QWidget
from typing_extensions import override

from terminal.domain.ids import AccountId
from terminal.domain.mutual import Scheme, Sip, SipChange, SipFrequency, SipIntent, SipState
from terminal.domain.notice import Recorded, Refused
from terminal.mutual.service import FundService
from terminal.ui import format as fmt
from terminal.ui.i18n import told, tr
from terminal.ui.mutual import words
from terminal.ui.mutual.fields import EDITOR, Facts
from terminal.ui.mutual.form import Fate, Form, Review, read_amount, read_count
from terminal.ui.theme import Theme
from terminal.ui.ticket.widgets import Segments

FIRST_DAY = 5
_ASKED = {SipState.SENDING, SipState.UNKNOWN}


class _SipForm(Form):
    """The terms of a SIP: what starting and changing have in common."""

    def __init__(
        self, name: str, *, scheme: Scheme | None, service: FundService, theme: Theme, today: date
    ) -> None:
        super().__init__(name, service=service, theme=theme)
        self._scheme = scheme
        self._today = today
        self.amount = self.line("amount", "Amount ₹", placeholder="1000, 5k")
        offered = [(f, f.value.capitalize(), words.every(f)) for f in SipFrequency]
        self.frequency: Segments[SipFrequency] = Segments(f"mutual.{name}.frequency", offered)
        self.frequency.setFixedWidth(EDITOR + 100)
        self.frequency.set_value(SipFrequency.MONTHLY)
        self.row("frequency", "How often", self.frequency)
        self.day = self.line("day", "Day", placeholder="1 to 28")
        self.count, self.endless = self._instalments(name)
        self.frequency.chosen.connect(self._on_frequency)

    def _instalments(self, name: str) -> tuple[QLineEdit, QCheckBox]:
        count = QLineEdit()
        count.setObjectName(f"mutual.{name}.instalments")
        count.setAccessibleName(tr("Instalments"))
        count.setPlaceholderText("12")
        count.setFixedWidth(52)
        count.textEdited.connect(self._on_edited)
        count.installEventFilter(self)
        endless = QCheckBox(tr("Until stopped"))
        endless.setObjectName(f"mutual.{name}.endless")
        endless.installEventFilter(self)
        both = QWidget()
        both.setObjectName(f"mutual.{name}.howlong")
        both.setFixedWidth(EDITOR + 58)
        beside = QHBoxLayout(both)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(8)
        beside.addWidget(count)
        beside.addWidget(endless)
        beside.addStretch(1)
        both.setFocusProxy(count)
        self.row("instalments", "Instalments", both)
        endless.toggled.connect(self._on_endless)
        return count, endless

    @property
    def chosen_frequency(self) -> SipFrequency:
        return self.frequency.value() or SipFrequency.MONTHLY

    def fill(
        self, amount: Decimal, frequency: SipFrequency | None, instalments: int | None, day: int
    ) -> None:
        """Fill the fields with terms."""
        self.amount.setText(f"{amount.normalize():f}" if amount else "")
        self.frequency.set_value(frequency or SipFrequency.MONTHLY)
        self.day.setText(str(day) if day else "")
        self.endless.setChecked(instalments is None)
        self.count.setText(str(instalments) if instalments else "")

    @override
    def refresh(self) -> None:
        rules = self.service.rules(self.account)
        if rules is not None and rules.frequencies:
            self.frequency.set_offered(rules.frequencies)
        scheme = self._scheme
        held = any(
            h.isin == scheme.isin and h.account == self.account for h in self.service.holdings()
        ) if scheme is not None else False  # fmt: skip
        if scheme is not None:
            self.rows["amount"].set_rule(words.amount_rule(scheme, held=held))
        self._show_rules()

    def read(self) -> tuple[Decimal | None, int, int | None, list[tuple[str, str]]]:
        """Return amount, day, instalments (None: until stopped) and what could not be read."""
        amount, unread_amount = read_amount(self.amount.text())
        day, unread_day = read_count(self.day.text(), "day")
        count, unread_count = read_count(self.count.text(), "number of instalments")
        weekly = self.chosen_frequency is SipFrequency.WEEKLY
        unread = [("amount", unread_amount)]
        unread += [] if weekly else [("day", unread_day)]
        unread += [] if self.endless.isChecked() else [("instalments", unread_count)]
        return (
            amount,
            0 if weekly else day or 0,
            None if self.endless.isChecked() else count or 0,
            [(field, text) for field, text in unread if text],
        )

    def missing(self, day: int, instalments: int | None) -> bool:
        """Return whether a field that is needed is still empty."""
        return instalments == 0 or (day == 0 and self.chosen_frequency is not SipFrequency.WEEKLY)

    def _show_rules(self) -> None:
        weekly = self.chosen_frequency is SipFrequency.WEEKLY
        self.day.setEnabled(not weekly)
        if weekly:
            rule = "Every seven days from the day it starts"
        else:
            day, unread = read_count(self.day.text(), "day")
            usable = day is not None and not unread and 1 <= day <= 28
            rule = first_day(day, self._today) if usable and day is not None else "1 to 28"
        self.rows["day"].set_rule(rule)
        self.rows["instalments"].set_rule("A number, or until you stop it")

    def _on_frequency(self) -> None:
        self._show_rules()
        self.edited.emit()

    def _on_endless(self, checked: bool) -> None:  # noqa: FBT001  Qt's signature
        self.count.setEnabled(not checked)
        self.edited.emit()


class SipForm(_SipForm):
    """Start a SIP."""

    heading = "Start a SIP"
    color = "buy"
    offers_accounts = True

    def __init__(
        self,
        scheme: Scheme,
        *,
        account: AccountId,
        service: FundService,
        theme: Theme,
        today: date,
        note: str = "",
    ) -> None:
        super().__init__("sip", scheme=scheme, service=service, theme=theme, today=today)
        self.account = account
        self.heading = f"Start a SIP: {scheme.name}"
        self.scheme = scheme
        self._intent: SipIntent | None = None
        self.initial = self.line("initial_amount", "First, now ₹", placeholder="none")
        if note:
            said = QLabel(told(note))
            said.setWordWrap(True)
            said.setProperty("role", "warn")
            said.setObjectName("mutual.sip.note")
            self.parts.insert(0, said)
        self.day.setText(str(FIRST_DAY))
        self.endless.setChecked(True)
        self.refresh()

    @override
    def refresh(self) -> None:
        super().refresh()
        held = any(
            h.isin == self.scheme.isin and h.account == self.account
            for h in self.service.holdings()
        )
        rule = words.amount_rule(self.scheme, held=held)
        self.rows["initial_amount"].set_rule(f"Optional. {rule}")

    @override
    def review(self) -> Review:
        self._show_rules()
        amount, day, instalments, unread = self.read()
        initial, unread_initial = read_amount(self.initial.text())
        if unread_initial:
            unread.append(("initial_amount", unread_initial))
        frequency, user = self.chosen_frequency, fmt.account(self.account)
        self._intent = None
        empty = amount is None or self.missing(day, instalments)
        shown = None if empty else amount
        sentence = words.sip_sentence(self.scheme.name, shown, frequency, instalments, day, user)
        if amount is None:
            self.object((), unread)
            return Review(sentence=sentence, ready=False)
        intent = SipIntent(
            client_id=self.service.new_client_id(),
            account=self.account,
            isin=self.scheme.isin,
            amount=amount,
            frequency=frequency,
            instalments=instalments,
            day=day,
            initial_amount=initial,
        )
        objections = self.service.check_sip(intent)
        problem = self.object(objections, unread)
        ready = not objections and not unread
        if ready:
            self._intent = intent
            if initial is not None:
                sentence += f" · and {words.rupees(initial)} now"
        return Review(sentence=sentence, ready=ready, problem=problem)

    @override
    async def send(self) -> Recorded | Refused:
        assert self._intent is not None, "the button is dead until a review is ready"
        return await self.service.create_sip(self._intent)

    @override
    def fate(self, key: str) -> Fate | None:
        return sip_fate(self.service, key)


class SipChangeForm(_SipForm):
    """Change what a SIP buys, how often, on which day and how many times."""

    def __init__(self, sip: Sip, *, service: FundService, theme: Theme, today: date) -> None:
        scheme = service.scheme(sip.isin)
        super().__init__("change", scheme=scheme, service=service, theme=theme, today=today)
        self.account = sip.account
        self.sip = sip
        self.heading = f"Change the SIP: {sip.name}"
        self._change: SipChange | None = None
        self.can_start_anew = scheme is not None
        self.fill(sip.amount, sip.frequency, sip.instalments, sip.day)
        self.refresh()

    @override
    def review(self) -> Review:
        self._show_rules()
        amount, day, instalments, unread = self.read()
        self._change = None
        user = fmt.account(self.account)
        if amount is None or self.missing(day, instalments):
            self.object((), unread)
            return Review(sentence=f"Change the SIP in {self.sip.name} · {user}", ready=False)
        frequency = self.chosen_frequency
        change = difference(self.sip, amount, frequency, instalments, day)
        sentence = (
            f"Change the SIP to {words.terms(amount, frequency, instalments, day)}: "
            f"{self.sip.name} · {user}"
        )
        if change == SipChange():
            self.object((), unread)
            return Review(sentence=f"Nothing is changed yet · {user}", ready=False)
        objections = self.service.check_sip_change(self.sip, change)
        problem = self.object(objections, unread)
        ready = not objections and not unread
        if ready:
            self._change = change
        return Review(sentence=sentence, ready=ready, problem=problem)

    @override
    async def send(self) -> Recorded | Refused:
        assert self._change is not None, "the button is dead until a review is ready"
        return await self.service.modify_sip(self.sip.key, self._change)

    @override
    def fate(self, key: str) -> Fate | None:
        return sip_fate(self.service, key, was=self.sip)

    @override
    def anew(self) -> Form | None:
        scheme = self._scheme
        if scheme is None:
            return None
        amount, day, instalments, _ = self.read()
        amount, frequency = amount or self.sip.amount, self.chosen_frequency
        account, service, theme, today = self.account, self.service, self.theme, self._today

        def after() -> SipForm:
            note = "The old SIP is cancelled. This starts the new one."
            form = SipForm(
                scheme, account=account, service=service, theme=theme, today=today, note=note
            )
            form.fill(amount, frequency, instalments, day)
            return form

        return SipCancelForm(self.sip, service=service, theme=theme, after=after)


class SipCancelForm(Form):
    """End a SIP, after saying what that means. `after` makes the form that then starts a new one."""

    color = "danger"

    def __init__(
        self,
        sip: Sip,
        *,
        service: FundService,
        theme: Theme,
        after: Callable[[], SipForm] | None = None,
    ) -> None:
        super().__init__("cancel", service=service, theme=theme)
        self.account = sip.account
        self.sip = sip
        self.after = after
        self.heading = f"Cancel the SIP: {sip.name}"
        facts = Facts()
        facts.set_facts(
            (
                ("SIP", words.terms(sip.amount, sip.frequency, sip.instalments, sip.day)),
                ("Done", words.progress(sip)),
                ("Next on", words.day(sip.next_on) if sip.state is SipState.ACTIVE else ""),
            )
        )
        text = "No further instalment is placed, and it cannot be taken back. Units stay yours."
        if after is not None:
            text += " The form for the new SIP opens next; it starts when you send it."
        said = QLabel(told(text))
        said.setObjectName("mutual.cancel.text")
        said.setWordWrap(True)
        self.add(facts)
        self.add(said)

    @override
    def review(self) -> Review:
        sip = self.sip
        what = f"Cancel the SIP of {words.rupees(sip.amount)} {words.every(sip.frequency)}"
        return Review(sentence=f"{what}: {sip.name} · {fmt.account(self.account)}", ready=True)

    @override
    async def send(self) -> Recorded | Refused:
        return await self.service.cancel_sip(self.sip.key)

    @override
    def fate(self, key: str) -> Fate | None:
        return sip_fate(self.service, key, was=self.sip)


def difference(
    sip: Sip, amount: Decimal, frequency: SipFrequency, instalments: int | None, day: int
) -> SipChange:
    """Return what differs from a SIP's terms; an empty change where nothing does."""
    return SipChange(
        amount=amount if amount != sip.amount else None,
        frequency=frequency if frequency is not sip.frequency else None,
        instalments=(instalments or 0) if instalments != sip.instalments else None,
        day=day if day != sip.day and frequency is not SipFrequency.WEEKLY else None,
    )


def sip_fate(service: FundService, key: str, *, was: Sip | None = None) -> Fate | None:
    """Return what became of a write to a SIP, None while the row is not settled.

    `was`: the SIP before it was to be changed or cancelled.
    """
    sip = service.sip(key)
    if sip is None or sip.state in _ASKED:
        return None
    text = sip.message or words.sip_state(sip)
    if was is None:
        return Fate(made=sip.state is not SipState.NOT_PLACED, text=text)
    made = _terms(sip) != _terms(was)
    return Fate(made=made, text=text if made else "The broker shows the SIP as it was before.")


def _terms(sip: Sip) -> tuple[object, ...]:
    return (sip.state, sip.amount, sip.frequency, sip.instalments, sip.day)


def first_day(day: int, today: date) -> str:
    """Return when a day of the month comes next: 5 Dec; the one of this month may be past."""
    if day > today.day:
        return f"First on {words.short_day(today.replace(day=day))}"
    month = today.replace(day=day)
    later = date(today.year + today.month // 12, today.month % 12 + 1, day)
    return f"{words.short_day(month)} is past: first on {words.short_day(later)}"
