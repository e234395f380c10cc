"""The log and the funds panels, and what every panel can do."""

import logging
from decimal import Decimal

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton

from terminal.domain.account import Funds
from terminal.domain.ids import AccountId
from terminal.portfolio.charges import DayCharges
from terminal.runtime.log import LogRing
from terminal.runtime.signals import Signal
from terminal.ui.models.fund_words import FIELDS, NOT_DOCUMENTED
from terminal.ui.models.funds import FundsModel, fund_rows
from terminal.ui.notices import Notices
from terminal.ui.panel import Panel
from terminal.ui.panels.funds import FundsPanel
from terminal.ui.panels.log import LogPanel
from tests.make import Instruments

ACCOUNT = AccountId("kite:ZA1234")
EQUITY = Funds(
    account=ACCOUNT,
    segment="equity",
    enabled=True,
    net=Decimal("99725.05"),
    available={
        "cash": Decimal(100_000),
        "live_balance": Decimal("99725.05"),
        "odd_field": Decimal(1),
    },
    utilised={"debits": Decimal("274.95"), "m2m_realised": Decimal(-50)},
)


class Portfolio:
    def __init__(self, failures) -> None:
        self.changed: Signal[AccountId] = Signal(failures)
        self.asked: list[AccountId] = []
        self.shown: list[Funds] = []

    def funds(self):
        return self.shown

    def request_refresh(self, account):
        self.asked.append(account)


@pytest.fixture
def parts(theme, frame, failures):
    return {"theme": theme, "frame": frame, "on_failure": failures}


@pytest.fixture
def portfolio(failures):
    return Portfolio(failures)


@pytest.fixture
def accounts():
    return [ACCOUNT]


@pytest.fixture
def charges(failures, clock):
    return DayCharges(
        trades=list, positions=list, price=lambda _: None, clock=clock, on_failure=failures
    )


@pytest.fixture
def funds(qtbot, parts, portfolio, accounts, charges, clock):
    panel = FundsPanel(
        portfolio=portfolio,
        accounts=lambda: accounts,
        charges=charges,
        instruments=Instruments(),
        clock=clock,
        **parts,
    )
    qtbot.addWidget(panel)
    panel.resize(900, 400)
    panel.show()
    return panel


@pytest.fixture
def ring():
    ring = LogRing()
    logger = logging.getLogger("terminal.shown")
    logger.addHandler(ring)
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    yield ring
    logger.removeHandler(ring)
    logger.propagate = True


@pytest.fixture
def notices(clock, failures):
    return Notices(clock=clock, on_failure=failures)


@pytest.fixture
def log(qtbot, parts, ring, notices):
    panel = LogPanel(ring=ring, notices=notices, **parts)
    qtbot.addWidget(panel)
    panel.resize(900, 300)
    panel.show()
    return panel


def texts(panel):
    model = panel.table.columns_model
    return [row.text for row in model.rows]


def test_funds_show_what_can_be_used_and_every_field(funds, portfolio, frame):
    portfolio.shown = [EQUITY]
    portfolio.changed.emit(ACCOUNT)
    frame.tick()
    net = funds.findChild(QLabel, "fundsNet.kite:ZA1234.equity")
    assert net.text() == "₹99,725.05"
    model = funds.table.columns_model
    shown = {row.title: model.columns[1].text(row) for row in model.rows}
    assert shown == {
        "Available": "",
        "Live balance": "99,725.05",
        "Cash": "1,00,000.00",
        "odd_field": "1.00",
        "Used": "",
        "Total used": "274.95",
        "Booked profit or loss": "−50.00",
    }


def test_amounts_of_several_accounts_are_never_cut(funds, portfolio, frame):
    funds.resize(320, 240)
    portfolio.shown = [EQUITY, replace(EQUITY, account=AccountId("kite:ZA9999"))]
    portfolio.changed.emit(ACCOUNT)
    frame.tick()
    QApplication.sendPostedEvents()
    nets = [w for w in funds.findChildren(QLabel) if w.objectName().startswith("fundsNet.")]
    assert len(nets) == 2
    for net in nets:
        assert net.width() >= net.sizeHint().width()


def test_every_field_is_explained_on_hover(funds, portfolio, frame):
    portfolio.shown = [EQUITY]
    portfolio.changed.emit(ACCOUNT)
    frame.tick()
    model = funds.table.columns_model
    for number, row in enumerate(model.rows):
        tip = model.data(model.index(number, 1), Qt.ItemDataRole.ToolTipRole)
        assert row.heading or tip.endswith("."), row.name
        spoken = model.data(model.index(number, 1), Qt.ItemDataRole.AccessibleDescriptionRole)
        assert spoken == tip
        assert (NOT_DOCUMENTED in (tip or "")) == (row.name == "odd_field")
    assert all(words.endswith(".") for _, words in FIELDS.values())


def test_segments_stand_side_by_side_and_switched_off_ones_are_left_out():
    from msgspec.structs import replace

    commodity = replace(EQUITY, segment="commodity", available={"cash": Decimal(5)}, utilised={})
    off = replace(EQUITY, segment="currency", enabled=False)
    rows, segments = fund_rows([EQUITY, commodity, off])
    assert segments == ["equity", "commodity"]
    cash = next(row for row in rows if row.name == "cash")
    assert cash.amounts == {"equity": Decimal(100_000), "commodity": Decimal(5)}
    assert [c.title for c in FundsModel(segments).columns] == [
        "Field",
        "Equity, F&O",
        "Commodity",
        "Meaning",
    ]


def test_funds_say_why_they_are_empty(funds, portfolio, accounts, frame):
    frame.tick()
    assert funds.empty_text == "The broker has not told the funds yet."
    funds.findChild(QPushButton, "emptyAction").click()
    assert portfolio.asked == [ACCOUNT]
    accounts.clear()
    portfolio.changed.emit(ACCOUNT)
    frame.tick()
    assert "Log in" in funds.empty_text
    portfolio.shown = [EQUITY]
    portfolio.changed.emit(ACCOUNT)
    frame.tick()
    assert funds.empty_text == ""


def test_the_log_shows_notices_first_and_everything_on_request(log, notices, frame):
    frame.tick()
    assert "Nothing to report" in log.empty_text
    logging.getLogger("terminal.shown").info("instruments loaded")
    notices.post("bad", "Order refused", "The price is outside the band.")
    frame.tick()
    assert texts(log) == ["Order refused: The price is outside the band."]
    box = log.findChild(QComboBox, "logLevel")
    box.setCurrentIndex(box.findText("Everything"))
    assert set(texts(log)) == {
        "instruments loaded",
        "Order refused: The price is outside the band.",
    }


def test_levels_and_words_filter_the_log(log, frame):
    logger = logging.getLogger("terminal.shown")
    logger.info("quiet")
    logger.warning("slow answer of the broker")
    logger.error("broken pipe of the broker")
    box = log.findChild(QComboBox, "logLevel")
    box.setCurrentIndex(box.findText("Warnings and errors"))
    assert texts(log) == ["slow answer of the broker", "broken pipe of the broker"]
    log.findChild(QLineEdit, "logFilter").setText("BROKER broken")
    assert texts(log) == ["broken pipe of the broker"]
    log.findChild(QLineEdit, "logFilter").setText("zzz")
    assert log.empty_text == "No line contains that."


def test_copy_takes_whole_lines_with_their_tracebacks(log, frame):
    try:
        raise ValueError("oops")
    except ValueError:
        logging.getLogger("terminal.shown").exception("it failed")
    box = log.findChild(QComboBox, "logLevel")
    box.setCurrentIndex(box.findText("Errors"))
    log.findChild(QPushButton, "logCopy").click()
    copied = QGuiApplication.clipboard().text()
    assert "it failed" in copied
    assert "ValueError: oops" in copied


def test_looking_at_the_notices_marks_them_seen(log, notices, frame):
    notices.post("info", "Hello")
    assert notices.unseen == 1
    frame.tick()
    assert notices.unseen == 0


def test_the_log_remembers_its_filter(log):
    box = log.findChild(QComboBox, "logLevel")
    box.setCurrentIndex(2)
    state = log.save_state()
    box.setCurrentIndex(0)
    log.restore_state(state)
    assert box.currentIndex() == 2
    log.restore_state({"level": "gone", "table": 5})
    assert box.currentIndex() == 2


def test_a_panel_explains_its_emptiness_and_ends_its_tasks(qrun, parts):
    async def test():
        panel = Panel("thing", "A thing", **parts)
        panel.show()
        done = []
        panel.show_empty("Nothing here.", "Do it", lambda: done.append(1))
        panel.findChild(QPushButton, "emptyAction").click()
        assert done == [1]
        assert panel.empty_text == "Nothing here."
        panel.hide_empty()
        assert panel.empty_text == ""

        async def forever():
            import asyncio

            await asyncio.Event().wait()

        task = panel.scope.spawn(forever(), name="forever")
        await panel.aclose()
        assert task.cancelled()
        panel.hide()
        panel.deleteLater()

    qrun(test())
