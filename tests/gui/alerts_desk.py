"""The alert service rig with the panel over it, and hands to use it."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget
from qasync import QEventLoop

from terminal.domain.alert import AlertState
from terminal.market.catalog import Catalog
from terminal.ui.frame import FrameClock
from terminal.ui.link import Link
from terminal.ui.panels.alerts import AlertsPanel
from terminal.ui.theme import Theme
from tests.fakes.clock import eventually, settle
from tests.unit.alerts.rig import Rig


class Desk(Rig):
    """The service rig with a panel over it."""

    async def show(self, *, low: bool = False) -> AlertsPanel:
        self.link = Link(self.on_failure)
        self.frame = FrameClock(clock=self.clock, on_failure=self.on_failure)
        self.panel = AlertsPanel(
            alerts=self.service,
            instruments=self.instruments,
            catalog=Catalog(on_failure=self.on_failure),
            hub=self.hub,
            clock=self.clock,
            link=self.link,
            theme=Theme("dark"),
            frame=self.frame,
            on_failure=self.on_failure,
        )
        self.panel.resize(1100, 300 if low else 640)
        self.panel.show()
        self.ticks()
        return self.panel

    def ticks(self, count: int = 16) -> None:
        for _ in range(count):
            self.frame.tick()

    def find(self, kind: Any, name: str) -> Any:
        found = self.panel.findChild(kind, name)
        assert found is not None, name
        return found

    def click(self, name: str) -> None:
        button = self.find(QAbstractButton, name)
        assert button.isEnabled(), name
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def type_into(self, name: str, text: str) -> None:
        edit = self.find(QLineEdit, name)
        edit.setFocus()
        edit.selectAll()
        QTest.keyClicks(edit, text)

    def choose(self, name: str, value: object) -> None:
        combo = self.find(QComboBox, name)
        combo.setCurrentIndex(combo.findData(value))
        combo.activated.emit(combo.currentIndex())

    def cells(self, row: int = 0) -> dict[str, str]:
        model = self.panel.model
        return {column.key: column.text(model.row_at(row)) for column in model.columns}

    async def shut(self) -> None:
        for widget in QApplication.topLevelWidgets():
            widget.hide()
        await self.panel.aclose()
        self.panel.deleteLater()


@pytest.fixture
def on_desk(
    qapp: QApplication, tmp_path: Path
) -> Callable[[Callable[[Desk], Awaitable[None]]], None]:
    """Run a coroutine function with a desk whose panel is shown."""

    def run(test: Callable[[Desk], Awaitable[None]], *, low: bool = False) -> None:
        async def whole() -> None:
            desk = Desk(tmp_path)
            await desk.open()
            await desk.show(low=low)
            try:
                await test(desk)
            finally:
                await desk.shut()
                await desk.close()
            left = asyncio.all_tasks() - {asyncio.current_task()}
            assert not left, left

        with asyncio.Runner(loop_factory=lambda: QEventLoop(qapp)) as runner:
            runner.run(whole())

    return run


def sheet() -> QWidget | None:
    return next(
        (
            w
            for w in QApplication.topLevelWidgets()
            if w.objectName() == "confirm" and w.isVisible()
        ),
        None,
    )


async def press(
    widget: QWidget, key: Qt.Key, modifier: Any = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press a key that is a shortcut: those need the focus in an active window."""
    widget.window().activateWindow()
    widget.setFocus()
    await eventually(widget.hasFocus)
    QTest.keyClick(widget, key, modifier)


async def until_done(desk: Desk, count: int = 1) -> None:
    """Wait until so many alerts are listed and nothing is on its way."""

    def done() -> bool:
        alerts = desk.service.alerts()
        return len(alerts) == count and all(a.state is not AlertState.SENDING for a in alerts)

    await eventually(done)
    await eventually(desk.panel.pane.isHidden)
    await settle()
    desk.ticks()
