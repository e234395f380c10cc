"""Jobs, failures, held series and names to choose from, as rows of tables."""

from collections.abc import Callable, Collection, Sequence
from typing import Any, TypeVar

from msgspec import Struct
from PySide6.QtCore import QObject, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from terminal.domain.history import SeriesKind
from terminal.domain.ids import InstrumentId
from terminal.domain.ports import Clock
from terminal.history.jobs import Failure, HeldSeries, JobState, JobView
from terminal.ui import format as fmt
from terminal.ui.columns import Column, ColumnModel
from terminal.ui.downloads import words
from terminal.ui.i18n import told
from terminal.ui.theme import Theme

Row = TypeVar("Row")
_BAR = 8
"""Height of a progress bar, pixels."""
_PERCENT = 40
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class JobsModel(ColumnModel[JobView]):
    """The rows of the job list."""

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(_job_columns(clock), key=lambda job: job.number, parent=parent)


class FailuresModel(ColumnModel[Failure]):
    """What a job could not fetch."""

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(
            _failure_columns(clock), key=lambda each: (each.key, each.first), parent=parent
        )


class SeriesModel(ColumnModel[HeldSeries]):
    """The series of an underlying of which bars are held."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_series_columns(), key=lambda each: each.key, parent=parent)


class Name(Struct, frozen=True):
    """An underlying that can be chosen."""

    text: str
    chosen: bool


class NamesModel(ColumnModel[Name]):
    """Underlyings with a tick each, or without (`ticks` False)."""

    def __init__(self, *, ticks: bool, parent: QObject | None = None) -> None:
        column: Column[Name] = Column(
            key="name",
            title="Underlying",
            width=0,
            align="left",
            text=_ticked if ticks else lambda name: name.text,
            paint=_paint_tick if ticks else None,
            sort=lambda name: name.text,
        )
        super().__init__((column,), key=lambda name: name.text, parent=parent)

    def show_names(self, names: Sequence[str], chosen: Collection[str] = ()) -> None:
        """Show these names in this order."""
        ticked = set(chosen)
        rows = [Name(name, name in ticked) for name in names]
        if [row.text for row in self.rows] == list(names):
            self.set_rows(rows)
        else:
            self.reset_rows(rows)


def series_name(key: str) -> str:
    """Return a series as traders say it; the key itself where it cannot be read."""
    try:
        return fmt.instrument(InstrumentId.parse(key))
    except ValueError:
        return key


def short_name(key: str) -> str:
    """Return a series' name among those of its underlying: `24 Nov 1400 CE`, the whole for spot."""
    try:
        found = InstrumentId.parse(key)
    except ValueError:
        return key
    text = fmt.instrument(found)
    return text.removeprefix(f"{found.symbol} ") if found.expiry is not None else text


def order_key(each: HeldSeries) -> tuple[int, str, float, str]:
    """Return what sorts series: spot, futures, options; by expiry, strike, call before put."""
    rank = list(SeriesKind).index(each.kind)
    try:
        found = InstrumentId.parse(each.key)
    except ValueError:
        return rank, "", 0.0, each.key
    return rank, str(found.expiry or ""), float(found.strike or 0), found.kind.value


def _ticked(name: Name) -> str:
    return f"{name.text}, chosen" if name.chosen else name.text


def _paint_tick(painter: QPainter, rect: QRect, name: Name, theme: Theme) -> bool:
    box = QRectF(rect.left() + 8.5, rect.center().y() - 6.5, 13, 13)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(theme.pen("accent" if name.chosen else "strong_line"))
    painter.setBrush(theme.brush("accent" if name.chosen else "input"))
    painter.drawRoundedRect(box, 3, 3)
    if name.chosen:
        painter.setPen(theme.pen("on_accent"))
        x, y = box.left(), box.center().y()
        corner = QPointF(x + 5.5, y + 3)
        painter.drawPolyline([QPointF(x + 3, y + 0.5), corner, QPointF(box.right() - 3, y - 3)])
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setFont(theme.font(bold=name.chosen))
    painter.setPen(theme.pen("text"))
    painter.drawText(rect.adjusted(30, 0, -6, 0), _LEFT, name.text)
    return True


def _paint_progress(painter: QPainter, rect: QRect, job: JobView, theme: Theme) -> bool:
    groove = QRectF(
        rect.left() + 8, rect.center().y() - _BAR / 2 + 1, rect.width() - 16 - _PERCENT, _BAR
    )
    if groove.width() < 24:
        return False
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.brush("line"))
    painter.drawRoundedRect(groove, 3, 3)
    share = job.share
    if share > 0:
        done = QRectF(groove)
        done.setWidth(max(4.0, groove.width() * share))
        painter.setBrush(theme.brush(_progress_color(job)))
        painter.drawRoundedRect(done, 3, 3)
        failed = job.failed / job.total if job.total else 0.0
        if failed > 0:
            # What failed is a part of what is done: it stands at the bar's end, in its own colour.
            part = QRectF(done)
            part.setLeft(max(done.left(), done.right() - max(3.0, groove.width() * failed)))
            painter.setBrush(theme.brush("bad"))
            painter.drawRoundedRect(part, 3, 3)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setFont(theme.font(-1))
    painter.setPen(theme.pen("text" if job.state.is_active else "muted"))
    painter.drawText(rect.adjusted(0, 0, -8, 0), _RIGHT, told(words.progress(job)))
    return True


def _progress_color(job: JobView) -> str:
    if job.state.is_active:
        return "accent"
    return "stale" if job.state.is_over else "amber"


def _job_columns(clock: Clock) -> Sequence[Column[JobView]]:
    def eta(job: JobView) -> str:
        if job.state is JobState.RUNNING:
            return words.duration(job.eta_s)
        return ""

    def failed(job: JobView) -> str:
        return fmt.quantity(job.failed) if job.failed else ""

    def gaps(job: JobView) -> str:
        return fmt.quantity(job.partial) if job.partial else ""

    return (
        _column(
            "what",
            "Download",
            226,
            lambda job: words.names(job.request.selection),
            hint=lambda job: f"{words.request(job.request)}\n{words.kinds(job.request.selection)}",
            bold=True,
        ),
        _column(
            "state",
            "State",
            92,
            words.state,
            color=words.state_color,
            hint=lambda job: job.sentence,
        ),
        Column(
            key="progress",
            title="Progress",
            width=150,
            align="left",
            text=words.progress,
            sort=lambda job: job.share,
            paint=_paint_progress,
            hint=lambda job: (
                f"{fmt.quantity(job.done)} of {fmt.quantity(job.total)} days of series; "
                f"{fmt.quantity(job.held)} were held already, {fmt.quantity(job.empty)} had no trades"
            ),
            tip="Days of series that are done, of all that were asked for",
        ),
        Column(
            key="eta",
            title="Left",
            width=82,
            text=eta,
            sort=lambda job: job.eta_s,
            tip="How long it still takes at the present rate",
        ),
        Column(
            key="rate",
            title="Rate",
            width=104,
            text=words.rate,
            sort=lambda job: job.bars_per_s,
            hint=lambda job: f"{job.requests_per_s:.1f} requests a second",
            tip="Bars that come in a second",
        ),
        Column(
            key="failed",
            title="Failed",
            width=62,
            text=failed,
            color=lambda _job: "bad",
            sort=lambda job: job.failed,
            tip="Days of series that could not be fetched; the list below says why",
        ),
        Column(
            key="partial",
            title="Partial",
            width=62,
            text=gaps,
            color=lambda _job: "amber",
            sort=lambda job: job.partial,
            tip="Days with fewer minutes than the session has",
        ),
        Column(
            key="bars",
            title="Bars",
            width=84,
            text=lambda job: fmt.compact(job.bars) if job.bars else "",
            sort=lambda job: job.bars,
            hint=lambda job: (
                f"{fmt.quantity(job.bars)} bars, {fmt.quantity(job.requests)} requests"
            ),
        ),
        _column(
            "days",
            "Days",
            130,
            lambda job: words.span(job.request.start, job.request.end),
            sort=lambda job: job.request.start,
        ),
        _column("kinds", "Series", 170, lambda job: words.kinds(job.request.selection)),
        _column("source", "From", 120, lambda job: words.source(job.request.source)),
        _column(
            "created",
            "Asked for",
            118,
            lambda job: (
                fmt.moment_ist(job.created_ns, clock.now_ns())
                + (" by schedule" if job.scheduled else "")
            ),
            sort=lambda job: job.created_ns,
            color=lambda _job: "muted",
        ),
    )


def _failure_columns(clock: Clock) -> Sequence[Column[Failure]]:
    return (
        _column(
            "series",
            "Series",
            170,
            lambda each: series_name(each.key),
            hint=lambda each: each.key,
            bold=True,
        ),
        _column(
            "days",
            "Days",
            150,
            lambda each: words.span(each.first, each.last),
            sort=lambda each: each.first,
        ),
        Column(
            key="count",
            title="Count",
            width=54,
            text=lambda each: fmt.quantity(each.days),
            sort=lambda each: each.days,
            tip="Days that could not be fetched",
        ),
        _column(
            "error",
            "Why",
            128,
            lambda each: words.error(each.error),
            color=lambda _each: "amber",
        ),
        _column(
            "at",
            "Tried",
            122,
            lambda each: fmt.moment_ist(each.at_ns, clock.now_ns()),
            sort=lambda each: each.at_ns,
            color=lambda _each: "muted",
        ),
        _column("text", "Reason", 340, lambda each: each.text, hint=lambda each: each.text),
    )


def _series_columns() -> Sequence[Column[HeldSeries]]:
    return (
        Column(
            key="series",
            title="Series",
            width=128,
            align="left",
            text=lambda each: short_name(each.key),
            sort=order_key,
            hint=lambda each: f"{series_name(each.key)}\n{each.key}",
            bold=True,
        ),
        Column(
            key="days",
            title="Days",
            width=46,
            text=lambda each: fmt.quantity(each.days),
            sort=lambda each: each.days,
            tip="Days with bars",
        ),
        Column(
            key="bars",
            title="Bars",
            width=64,
            text=lambda each: fmt.compact(each.bars),
            sort=lambda each: each.bars,
            hint=lambda each: f"{fmt.quantity(each.bars)} one-minute bars",
        ),
        _column(
            "span",
            "From and to",
            150,
            lambda each: words.span(each.first, each.last),
            sort=lambda each: each.first,
        ),
        _column("kind", "Kind", 66, lambda each: words.KINDS[each.kind]),
    )


def _column(
    key: str,
    title: str,
    width: int,
    text: Callable[[Row], str],
    *,
    sort: Callable[[Row], Any] | None = None,
    color: Callable[[Row], str | None] = lambda _row: None,
    hint: Callable[[Row], str] | None = None,
    bold: bool = False,
) -> Column[Row]:
    """Return a column of words."""
    return Column(
        key=key,
        title=title,
        width=width,
        align="left",
        text=text,
        sort=sort or text,
        color=color,
        hint=hint,
        bold=bold,
    )
