"""Print a day report. Runs on a worker's thread: a long day takes longer than a frame to lay out.

QTextDocument, QImage and QPdfWriter may live on any one thread; nothing here touches a widget.
"""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSizeF, QUrl
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter, QTextDocument
from PySide6.QtSvg import QSvgRenderer

from terminal.ui.exports.report import CHART, HEIGHT, WIDTH, DayReport, curve_svg, page

_SHARP = 3  # pixels of the chart for each of its points
_DPI = 96


def as_pdf(report: DayReport) -> bytes:
    """Return the report as PDF, A4 on its side: an order has many columns."""
    out = QBuffer()
    out.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(out)
    writer.setTitle("Day report")
    writer.setCreator("terminal")
    writer.setResolution(_DPI)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Landscape,
            QMarginsF(12, 12, 12, 12),
            QPageLayout.Unit.Millimeter,
        )
    )
    document = QTextDocument()
    document.setPageSize(QSizeF(writer.width(), writer.height()))
    drawn = curve_svg(report.curve)
    if drawn:
        document.addResource(
            QTextDocument.ResourceType.ImageResource.value, QUrl(CHART), _image(drawn)
        )
    document.setHtml(page(report, drawn_in=False))
    document.print_(writer)
    out.close()
    return bytes(out.data().data())


def _image(svg: str) -> QImage:
    image = QImage(WIDTH * _SHARP, HEIGHT * _SHARP, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg.encode())).render(painter)
    painter.end()
    return image
