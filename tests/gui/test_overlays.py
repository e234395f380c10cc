"""What shows where a dragged panel lands, on a desktop that composes no windows."""

import PySide6QtAds as Ads
import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

from terminal.ui.overlays import CutOverlays, outline


@pytest.fixture
def docks(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(800, 600)
    manager = Ads.CDockManager(window)
    for name in ("one", "two"):
        dock = Ads.CDockWidget(manager, name)
        dock.setWidget(QLabel(name))
        manager.addDockWidget(Ads.LeftDockWidgetArea, dock)
    window.show()
    yield manager, dock
    # The overlays would outlive their window.
    manager.containerOverlay().hide()
    manager.dockAreaOverlay().hide()


def test_overlays_leave_the_docks_in_sight(docks):
    manager, dock = docks
    CutOverlays(manager, platform="xcb")
    overlay = manager.dockAreaOverlay()
    overlay.showOverlay(dock.dockAreaWidget())
    QApplication.processEvents()
    QApplication.processEvents()
    covered = sum(r.width() * r.height() for r in overlay.mask())
    assert not overlay.mask().isEmpty()
    assert covered < 0.1 * overlay.width() * overlay.height()


def test_elsewhere_overlays_stay_as_they_are(docks):
    manager, dock = docks
    CutOverlays(manager, platform="windows")
    overlay = manager.dockAreaOverlay()
    overlay.showOverlay(dock.dockAreaWidget())
    QApplication.processEvents()
    assert overlay.mask().isEmpty()


def test_an_outline_is_hollow():
    region = outline(QRect(10, 10, 100, 80))
    assert region.contains(QPoint(10, 10))
    assert not region.contains(QPoint(60, 50))
    assert not outline(QRect()).isEmpty()
