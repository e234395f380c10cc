"""Zoom, pan and fit of the chart."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminal.ui.chart.viewport import FEWEST_BARS, THINNEST_PX, Viewport


@pytest.fixture
def viewport() -> Viewport:
    viewport = Viewport()
    viewport.resize(700, 300)
    viewport.open_at(1000)
    return viewport


def test_opens_at_the_newest_bars_with_room_on_the_right(viewport):
    assert viewport.at_now(1000)
    assert viewport.pixels_per_bar == pytest.approx(7.0)
    assert viewport.right > 999.5


def test_zoom_keeps_the_bar_under_the_cursor(viewport):
    at = 940.0
    share = (at - viewport.left) / viewport.span
    viewport.zoom(1.7, at)
    assert (at - viewport.left) / viewport.span == pytest.approx(share)


@given(st.lists(st.floats(0.2, 5.0), max_size=30))
def test_zoom_stays_within_its_limits(factors):
    viewport = Viewport()
    viewport.resize(700, 300)
    viewport.open_at(5000)
    for factor in factors:
        viewport.zoom(factor, 4900.0)
        assert viewport.span >= FEWEST_BARS - 1e-6
        assert viewport.pixels_per_bar >= THINNEST_PX - 1e-6


@given(st.lists(st.floats(-1e5, 1e5), max_size=20), st.integers(1, 3000))
def test_panning_never_leaves_all_bars_behind(moves, count):
    viewport = Viewport()
    viewport.resize(700, 300)
    viewport.open_at(count)
    for move in moves:
        viewport.pan(move, count)
        first, last = viewport.visible(count)
        assert first <= last


def test_older_bars_in_front_leave_the_picture_alone(viewport):
    first, last = viewport.visible(1000)
    viewport.shift(250)
    assert viewport.visible(1250) == (first + 250, last + 250)


def test_prices_fit_the_visible_bars_only(viewport):
    high, low = np.full(1000, 110.0), np.full(1000, 100.0)
    high[:500], low[:500] = 500.0, 1.0
    assert viewport.fit(high, low, 0.05)
    assert viewport.low > 90
    assert viewport.high < 120
    assert not viewport.fit(high, low, 0.05), "nothing moved: nothing to repaint"


def test_flat_market_does_not_fill_the_plot(viewport):
    flat = np.full(1000, 100.0)
    viewport.fit(flat, flat, 0.05)
    assert viewport.high - viewport.low >= 8 * 0.05


def test_prices_set_by_hand_stay(viewport):
    high, low = np.full(1000, 110.0), np.full(1000, 100.0)
    viewport.fit(high, low, 0.05)
    viewport.zoom_prices(2.0)
    before = (viewport.low, viewport.high)
    assert not viewport.fit(high + 50, low, 0.05)
    assert (viewport.low, viewport.high) == before


def test_resizing_keeps_the_width_of_bars_and_the_right_edge(viewport):
    right = viewport.right
    viewport.resize(1400, 300)
    assert viewport.pixels_per_bar == pytest.approx(7.0)
    assert viewport.right == right


def test_nan_prices_do_not_move_the_scale(viewport):
    nan = np.full(1000, np.nan)
    before = (viewport.low, viewport.high)
    assert not viewport.fit(nan, nan, 0.05)
    assert (viewport.low, viewport.high) == before
